/* JSON: the daily payload of the DfE's social care API, a list of children; or objects
 * one after another. An object is cut out by its braces, parsed by jansson, and said to
 * the tree (tree_inside.h) as a record: what is in a list bears the list's name, an
 * empty object is an empty leaf. An outer object that does not say itself whose it is
 * (no leaf of a `shared` column right in it) and holds some that do is a wrapper: these
 * are the records. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/memory.h"
#include "base/number.h"
#include "table/container_inside.h"
#include "table/json_cut_inside.h"
#include "table/nested_inside.h"

struct json_record {
    const json_t *value;
    size_t group; /* the how manieth object in the outer one it is */
};

struct json {
    struct lc_nested nested;
    struct lc_container_file file;
    struct lc_json_cut cut;
    uint64_t objects; /* outer ones so far */
    json_t *value;    /* the outer one that is read */
    size_t records, room, at;
    struct json_record *record;
    size_t group; /* of what is said now */
};

/* --- records of an outer object --------------------------------------------------- */

static int push(struct json *j, const json_t *value, size_t group, struct lc_error *err)
{
    int code = LC_GROW(j->record, j->room, j->records + 1, err);
    if (!code)
        j->record[j->records++] = (struct json_record){ value, group };
    return code;
}

static bool says_whose(const struct json *j, json_t *object)
{
    for (void *at = json_object_iter(object); at;
         at = json_object_iter_next(object, at)) {
        const json_t *value = json_object_iter_value(at);
        uint32_t word = lc_tree_word(j->nested.tree, json_object_iter_key(at));
        if (!json_is_object(value) && !json_is_array(value) && !json_is_null(value)
            && lc_tree_tells_whose(j->nested.tree, word))
            return true;
    }
    return false;
}

/* Those in a value that say whose they are; the first only. *group counts objects. */
static int find_records(struct json *j, json_t *value, bool within, size_t *group,
                        struct lc_error *err)
{
    int code = LC_OK;
    if (json_is_object(value)) {
        size_t mine = (*group)++;
        if (!within && says_whose(j, value)) {
            code = push(j, value, mine, err);
            within = true;
        }
    }
    for (size_t i = 0; i < json_array_size(value) && !code; i++)
        code = find_records(j, json_array_get(value, i), within, group, err);
    for (void *at = json_object_iter(value); at && !code;
         at = json_object_iter_next(value, at))
        code = find_records(j, json_object_iter_value(at), within, group, err);
    return code;
}

static int fail_form(const struct json *j, const json_error_t *error,
                     struct lc_error *err)
{
    enum json_error_code code = json_error_code(error);
    if (code == json_error_out_of_memory)
        return LC_FAIL_NOMEM(err);
    const char *why = code == json_error_invalid_utf8     ? "not UTF-8"
                      : code == json_error_duplicate_key  ? "a member twice"
                      : code == json_error_stack_overflow ? "too much in one another"
                      : code == json_error_numeric_overflow
                          ? "a number too long for one: a text, in quotes, may be so"
                          : "not as JSON is written";
    uint64_t line = j->cut.begins + (uint64_t)(error->line > 0 ? error->line - 1 : 0);
    return LC_FAIL(err, LC_FORMAT,
                   "%s:%" PRIu64 ": this is JSON and not well-formed (%s, column %d): "
                   "nothing of it was taken; have it written again, or mend that line",
                   j->file.name, line, why, error->column);
}

/* The next outer object; *found false at the end. */
static int read_object(struct json *j, bool *found, struct lc_error *err)
{
    json_error_t error;
    size_t group = 0;
    json_decref(j->value);
    j->value = NULL;
    j->records = j->at = 0;
    int code = lc_json_cut_next(&j->cut, &j->file, found, err);
    if (code || !*found)
        return code;
    j->objects++;
    j->value = json_loadb(j->cut.text, j->cut.size, JSON_REJECT_DUPLICATES, &error);
    if (!j->value)
        return fail_form(j, &error, err);
    code = find_records(j, j->value, false, &group, err);
    return code || j->records ? code : push(j, j->value, 0, err);
}

/* --- saying a record -------------------------------------------------------------- */

static int say_leaf(struct json *j, uint32_t word, uint64_t line, const json_t *value,
                    struct lc_error *err)
{
    char number[LC_NUMBER_ROOM];
    struct lc_slice text = { "", 0 };
    if (!lc_tree_wants(j->nested.tree, word))
        return LC_OK;
    if (json_is_string(value))
        text = lc_slice_trim(
            (struct lc_slice){ json_string_value(value), json_string_length(value) });
    else if (json_is_boolean(value))
        text = lc_slice_of(json_is_true(value) ? "true" : "false");
    else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        text = lc_slice_of(number);
    } else if (json_is_real(value)) {
        lc_number_print(json_real_value(value), number);
        text = lc_slice_of(number);
    }
    bool too_long = text.size > LC_CSV_FIELD;
    text.size = too_long ? LC_CSV_FIELD : text.size;
    return lc_tree_leaf(j->nested.tree, word, line, text, too_long, err);
}

/* line: of the object that it is in. */
static int say(struct json *j, uint32_t word, uint64_t line, const json_t *value,
               struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < json_array_size(value) && !code; i++)
        code = say(j, word, line, json_array_get(value, i), err);
    if (json_is_array(value))
        return code;
    if (json_is_object(value))
        line = j->cut.line_of[j->group++];
    if (!json_object_size(value))
        return say_leaf(j, word, line, value, err);
    code = lc_tree_begin(j->nested.tree, word, line, err);
    json_t *object = (json_t *)(uintptr_t)value; /* to walk it only */
    for (void *at = json_object_iter(object); at && !code;
         at = json_object_iter_next(object, at))
        code = say(j, lc_tree_word(j->nested.tree, json_object_iter_key(at)), line,
                   json_object_iter_value(at), err);
    if (!code)
        lc_tree_end(j->nested.tree);
    return code;
}

/* The next record, of this outer object or of one to come. */
static int advance(void *far, struct lc_error *err)
{
    struct json *j = far;
    bool found = true;
    int code = LC_OK;
    while (!code && found && j->at == j->records)
        code = read_object(j, &found, err);
    j->nested.done = !code && !found;
    if (code || !found)
        return code;
    const struct json_record *record = &j->record[j->at++];
    j->group = record->group;
    code = say(j, 0, 0, record->value, err);
    return code ? lc_error_within(err, code, "%s", j->file.name) : LC_OK;
}

/* --- the container ---------------------------------------------------------------- */

/* A list or an object that begins as no header of a CSV does. */
static bool is(const char *head, size_t size)
{
    size_t at = size >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    char first = 0;
    for (; at < size; at++) {
        if (head[at] && strchr(" \t\r\n", head[at]))
            continue;
        if (first)
            break;
        first = head[at];
        if (first != '[' && first != '{')
            return false;
    }
    if (at == size)
        return first != 0;
    return first == '[' ? strchr("[{]\"", head[at]) && head[at]
                        : head[at] == '"' || head[at] == '}';
}

/* From the file's beginning; the root is there already. */
static int begin(struct json *j, int table, struct lc_error *err)
{
    lc_json_cut_begin(&j->cut);
    json_decref(j->value);
    j->value = NULL;
    j->records = j->at = 0;
    j->objects = 0;
    j->nested.headed = j->nested.done = false;
    int code = lc_tree_start(j->nested.tree, table, err);
    return code ? code : lc_tree_begin(j->nested.tree, 0, 1, err);
}

/* A day on which there was nothing to tell has a list of nothing. */
static int look(struct json *j, struct lc_error *err)
{
    int code = lc_tree_tables(j->nested.tree)
                   ? begin(j, LC_TREE_LOOK, err)
                   : LC_FAIL(err, LC_FORMAT,
                             "%s: this is JSON, and no schema reads any", j->file.name);
    while (!j->nested.done && !code)
        code = advance(j, err);
    if (!code)
        code = lc_nested_keep(&j->nested, err);
    if (code || j->nested.tables)
        return code;
    if (j->objects)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: this is JSON, and no schema reads anything in it; "
                       "a payload is a list of children, each with its la_child_id",
                       j->file.name);
    j->nested.tables = 1;
    return LC_OK;
}

static void close(void *far)
{
    struct json *j = far;
    if (!j)
        return;
    json_decref(j->value);
    lc_json_cut_end(&j->cut);
    lc_nested_free(&j->nested);
    free(j->record);
    free(j);
}

static int open(void **far, const struct lc_container_file *file, struct lc_error *err)
{
    struct json *j = lc_alloc(1, sizeof *j);
    *far = NULL;
    if (!j)
        return LC_FAIL_NOMEM(err);
    json_object_seed(file->salt); /* jansson would ask the system for one */
    j->file = *file;
    j->nested.advance = advance;
    int code = lc_tree_new(&j->nested.tree, file->layouts, NULL, err);
    if (!code)
        code = look(j, err);
    if (code)
        close(j);
    else
        *far = j;
    return code;
}

static int start(void *far, size_t which, struct lc_error *err)
{
    struct json *j = far;
    return begin(j, (int)j->nested.table[which], err);
}

const struct lc_container lc_container_json = {
    .name = "a JSON file",
    .is = is,
    .open = open,
    .tables = lc_nested_count,
    .table = lc_nested_name,
    .start = start,
    .next = lc_nested_next,
    .close = close,
};
