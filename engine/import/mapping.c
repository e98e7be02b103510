/* How one supplier's export says what a schema says: a mapping, a small YAML file that
 * an analyst writes (datasets/schema/README.md).
 *
 *     mapping: Missing reports from the police's own system
 *     schema: police_missing
 *     dates: dmy
 *     columns:
 *       - { heading: Misper Ref, field: report_id }
 *     constants:
 *       - { field: context, value: home }
 *     words:
 *       - { field: kind, word: No Trace, code: M }
 *     lacking: [risk]
 *     unread: [Attending Officer]
 *
 * It makes a further schema of the same name, whose files are known by these headings.
 * Every field is read from a heading, is the same in every row, or is said to be
 * lacking: nothing is left out unseen. A mapping has headings and codes, and none of a
 * child's data. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/near.h"
#include "base/text.h"
#include "import/cell_inside.h"
#include "import/mapping_inside.h"
#include "import/schema_inside.h"
#include "store/paths.h"

/* A mapping on its way into a schema. */
struct mapping {
    const struct lc_mapping *of;
    struct lc_schema *schema;
    const char *path, *data;
    size_t size;
};

static int fault(const struct mapping *m, const char *place, struct lc_error *err)
{
    int line, column;
    lc_yaml_locate(m->data, m->size, place, &line, &column);
    return lc_error_within(err, LC_FORMAT, "%s:%d:%d", m->path, line, column);
}

#define FAULT(m, err, place, ...)                                                      \
    (LC_FAIL((err), LC_FORMAT, __VA_ARGS__), fault((m), (place), (err)))

/* "columns[3].field" into place[64]. */
static const char *place_of(char *place, const char *list, unsigned at,
                            const char *member)
{
    snprintf(place, 64, "%s[%u]%s%s", list, at, *member ? "." : "", member);
    return place;
}

/* --- what is named ---------------------------------------------------------------- */

static int find_field(const struct mapping *m, const char *name, const char *place,
                      struct lc_schema_column **column, struct lc_error *err)
{
    const char *names[LC_MAX_SCHEMA_COLUMNS] = { 0 };
    unsigned count = m->schema->columns_count;
    for (unsigned c = 0; c < count && c < LC_MAX_SCHEMA_COLUMNS; c++) {
        *column = &m->schema->columns[c];
        names[c] = (*column)->name;
        if (lc_slice_is_nocase(lc_slice_of(name), names[c])
            && (*column)->type != LC_CELL_SKIP)
            return LC_OK;
        if (lc_slice_is_nocase(lc_slice_of(name), names[c]))
            return FAULT(m, err, place, "%s does not read its field '%s'",
                         m->schema->name, names[c]);
    }
    size_t near = lc_word_nearest(name, count, names, strlen(name) / 2 + 2);
    return FAULT(m, err, place, "%s has no field '%s'%s%s%s", m->schema->name, name,
                 near < count ? "; is it '" : "", near < count ? names[near] : "",
                 near < count ? "'?" : "");
}

/* A long run of figures is a number of a child, or a day of its life. */
static bool may_be_childs(const char *text)
{
    enum { LONG_RUN = 5 };
    size_t run = 0, parts = 0;
    for (; *text; text++) {
        bool figure = isdigit((unsigned char)*text);
        parts += figure && !run;
        run = figure ? run + 1 : 0;
        if (run >= LONG_RUN)
            return true;
    }
    return parts >= 3;
}

static int check_text(const struct mapping *m, const char *text, const char *place,
                      struct lc_error *err)
{
    if (!may_be_childs(text))
        return LC_OK;
    return FAULT(m, err, place,
                 "this may be a number or a day of a child: a mapping has headings and "
                 "codes alone");
}

/* --- its parts -------------------------------------------------------------------- */

static int take_column(const struct mapping *m, unsigned i, struct lc_error *err)
{
    const struct lc_mapping_column *said = &m->of->columns[i];
    struct lc_schema_column *column = NULL;
    char place[64];
    int code =
        check_text(m, said->heading, place_of(place, "columns", i, "heading"), err);
    if (!code)
        code = find_field(m, said->field, place_of(place, "columns", i, "field"),
                          &column, err);
    if (!code && column->heading)
        code = FAULT(m, err, place, "'%s' is mapped twice", column->name);
    if (!code && column && !(column->heading = lc_strdup(said->heading)))
        code = LC_FAIL_NOMEM(err);
    return code;
}

static int take_constant(const struct mapping *m, unsigned i, struct lc_error *err)
{
    const struct lc_mapping_constant *said = &m->of->constants[i];
    struct lc_schema_column *column = NULL;
    struct lc_cell cell;
    char place[64];
    int code = find_field(m, said->field, place_of(place, "constants", i, "field"),
                          &column, err);
    if (code)
        return code;
    if (column->heading || column->constant)
        return FAULT(m, err, place, "'%s' is mapped already", column->name);
    if ((column->who && column->who != LC_WHO_SYSTEM
         && column->who != LC_WHO_NUMBER_TYPE)
        || column->type == LC_CELL_DAY)
        return FAULT(m, err, place, "'%s' is of each row its own: no constant",
                     column->name);
    lc_cell_read(column, LC_DAY_ISO, lc_slice_of(said->value), &cell);
    place_of(place, "constants", i, "value");
    if (cell.bad || cell.other)
        return FAULT(m, err, place, "'%s' is no value of %s", said->value,
                     column->name);
    column->constant = lc_strdup(said->value);
    return column->constant ? LC_OK : LC_FAIL_NOMEM(err);
}

static int add_word(struct lc_schema_column *column, const struct lc_mapping_word *said,
                    struct lc_error *err)
{
    struct lc_code_list *words = column->words;
    if (!words)
        words = column->words = lc_alloc(1, sizeof *words);
    if (!words)
        return LC_FAIL_NOMEM(err);
    size_t room = words->codes_count;
    int code = LC_GROW(words->codes, room, words->codes_count + 1, err);
    if (code)
        return code;
    struct lc_list_code *one = &words->codes[words->codes_count++];
    *one = (struct lc_list_code){ .code = lc_strdup(said->word),
                                  .means = lc_strdup(said->code) };
    return one->code && one->means ? LC_OK : LC_FAIL_NOMEM(err);
}

static int take_word(const struct mapping *m, unsigned i, struct lc_error *err)
{
    const struct lc_mapping_word *said = &m->of->words[i];
    struct lc_schema_column *column = NULL;
    struct lc_cell cell;
    char place[64];
    int code =
        find_field(m, said->field, place_of(place, "words", i, "field"), &column, err);
    if (!code && column->type != LC_CELL_CODE && column->type != LC_CELL_FLAG)
        code = FAULT(m, err, place, "'%s' has no codes", column->name);
    if (!code)
        code = check_text(m, said->word, place_of(place, "words", i, "word"), err);
    if (code)
        return code;
    lc_cell_read(column, LC_DAY_ISO, lc_slice_of(said->code), &cell);
    if (cell.bad || cell.other || !cell.text.size)
        return FAULT(m, err, place_of(place, "words", i, "code"),
                     "'%s' is no code of %s", said->code, column->name);
    return add_word(column, said, err);
}

static int take_lacking(const struct mapping *m, unsigned i, struct lc_error *err)
{
    struct lc_schema_column *column = NULL;
    char place[64];
    int code = find_field(m, m->of->lacking[i], place_of(place, "lacking", i, ""),
                          &column, err);
    if (code)
        return code;
    if (column->needed)
        return FAULT(m, err, place, "without '%s' no row can be taken", column->name);
    column->optional = true;
    return LC_OK;
}

static int take_dates(const struct mapping *m, struct lc_error *err)
{
    static const char *const names[] = { [LC_DAY_ISO] = "iso",
                                         [LC_DAY_DMY] = "dmy",
                                         [LC_DAY_NAMED] = "named",
                                         [LC_DAY_MDY] = "mdy",
                                         [LC_DAY_YMD] = "ymd" };
    for (int form = 0; m->of->dates && form < LC_DAY_FORMS; form++)
        if (strcmp(names[form], m->of->dates) == 0) {
            m->schema->dates = form;
            return LC_OK;
        }
    if (!m->of->dates)
        return LC_OK;
    return FAULT(m, err, "dates", "dates are iso, dmy, mdy, ymd or named");
}

static int take_unread(const struct mapping *m, struct lc_error *err)
{
    struct lc_schema *schema = m->schema;
    size_t room = schema->unread_count;
    int code = LC_GROW(schema->unread, room, room + m->of->unread_count, err);
    for (unsigned i = 0; i < m->of->unread_count && !code; i++) {
        char *copy = lc_strdup(m->of->unread[i]);
        if (!copy)
            return LC_FAIL_NOMEM(err);
        schema->unread[schema->unread_count++] = copy;
    }
    return code;
}

/* Each field is mapped, constant, lacking or may be: no column is forgotten. */
static int check_whole(const struct mapping *m, struct lc_error *err)
{
    for (unsigned c = 0; c < m->schema->columns_count; c++) {
        const struct lc_schema_column *column = &m->schema->columns[c];
        if (column->heading || lc_schema_spares(m->schema, c))
            continue;
        return FAULT(m, err, "columns",
                     "nothing is said of the field '%s' of %s: give it a heading, a "
                     "constant, or name it under 'lacking'",
                     column->name, m->schema->name);
    }
    return LC_OK;
}

static int take_all(const struct mapping *m, struct lc_error *err)
{
    int code = take_dates(m, err);
    for (unsigned i = 0; i < m->of->columns_count && !code; i++)
        code = take_column(m, i, err);
    for (unsigned i = 0; i < m->of->constants_count && !code; i++)
        code = take_constant(m, i, err);
    for (unsigned i = 0; i < m->of->words_count && !code; i++)
        code = take_word(m, i, err);
    for (unsigned i = 0; i < m->of->lacking_count && !code; i++)
        code = take_lacking(m, i, err);
    if (!code)
        code = take_unread(m, err);
    if (!code && !m->of->columns_count)
        code = FAULT(m, err, "columns", "a mapping has at least one column");
    return code ? code : check_whole(m, err);
}

static int apply(lc_schemas *schemas, const struct lc_mapping *of, const char *path,
                 struct lc_slice data, struct lc_error *err)
{
    struct mapping m = { of, NULL, path, data.data, data.size };
    int code = lc_schemas_copy(schemas, of->schema, &m.schema, err);
    if (code)
        return code;
    if (!m.schema)
        return FAULT(&m, err, "schema", "there is no schema '%s'", of->schema);
    code = lc_schemas_lists(schemas, m.schema, err);
    if (!code)
        code = take_all(&m, err);
    if (!code && !(m.schema->mapped = lc_strdup(of->mapping)))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        return lc_schemas_add(schemas, m.schema, path, err);
    lc_schemas_drop(m.schema);
    return code;
}

/* --- files ------------------------------------------------------------------------ */

int lc_schemas_map(lc_schemas *schemas, const char *path, struct lc_error *err)
{
    enum { LONGEST = 1 << 20 };
    char *data = NULL;
    void *mapping = NULL;
    size_t size = 0;
    int code = lc_file_read(path, LONGEST, &data, &size, err);
    if (!code)
        code = lc_yaml_parse(path, data, size, &lc_mapping_yaml, &mapping, err);
    if (!code)
        code = apply(schemas, mapping, path, (struct lc_slice){ data, size }, err);
    if (mapping)
        lc_yaml_free(&lc_mapping_yaml, mapping);
    free(data);
    return code;
}

static int map_one(void *context, const char *path, const char *name,
                   struct lc_error *err)
{
    (void)name;
    return lc_schemas_map(context, path, err);
}

int lc_schemas_map_beside(lc_schemas *schemas, const char *store_path,
                          struct lc_error *err)
{
    char *folder = lc_beside(store_path, ".maps");
    if (!folder)
        return LC_FAIL_NOMEM(err);
    int code =
        lc_file_exists(folder) ? lc_schemas_each(folder, map_one, schemas, err) : LC_OK;
    free(folder);
    return code;
}
