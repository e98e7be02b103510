#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/letter.h"
#include "base/memory.h"
#include "base/text.h"

json_t *lc_json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *lc_json_numbers(size_t n, const double *values)
{
    json_t *array = json_array();
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = lc_json_push(array, lc_json_number(values[i]));
    return lc_json_whole(array, ok);
}

json_t *lc_json_count(size_t count)
{
    return json_integer((json_int_t)count);
}

json_t *lc_json_object(size_t count, const struct lc_json_member *members)
{
    json_t *object = json_object();
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        if (members[i].name)
            ok = lc_json_put(object, members[i].name, members[i].value) && ok;
        else
            json_decref(members[i].value);
    return lc_json_whole(object, ok);
}

json_t *lc_json_whole(json_t *value, bool ok)
{
    if (ok)
        return value;
    json_decref(value);
    return NULL;
}

json_t *lc_json_text(const char *text)
{
    if (!text)
        return json_null();
    json_t *value = json_string(text);
    if (value)
        return value;
    char *ascii = lc_strdup(text);
    for (char *c = ascii; c && *c; c++)
        if ((unsigned char)*c > 0x7e)
            *c = '?';
    value = ascii ? json_string(ascii) : NULL;
    free(ascii);
    return value;
}

json_t *lc_json_day(int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_day_print(day, text);
    return lc_json_text(*text ? text : NULL);
}

bool lc_json_put(json_t *object, const char *name, json_t *value)
{
    return value && json_object_set_new(object, name, value) == 0;
}

bool lc_json_push(json_t *array, json_t *value)
{
    return value && json_array_append_new(array, value) == 0;
}

bool lc_json_is_number(const json_t *value, double *number)
{
    if (json_is_number(value))
        *number = json_number_value(value);
    else if (json_is_null(value))
        *number = NAN;
    else if (json_is_string(value) && strcmp(json_string_value(value), "inf") == 0)
        *number = INFINITY;
    else if (json_is_string(value) && strcmp(json_string_value(value), "-inf") == 0)
        *number = -INFINITY;
    else
        return false;
    return true;
}

int lc_json_get_number(const json_t *object, const char *name, double *value,
                       struct lc_error *err)
{
    if (!lc_json_is_number(json_object_get(object, name), value))
        return LC_FAIL(err, LC_FORMAT, "'%s' is missing or not a number", name);
    return LC_OK;
}

int lc_json_get_text(const json_t *object, const char *name, const char **value,
                     struct lc_error *err)
{
    *value = json_string_value(json_object_get(object, name));
    if (!*value)
        return LC_FAIL(err, LC_FORMAT, "'%s' is missing or not a text", name);
    return LC_OK;
}

int lc_json_get_numbers(const json_t *object, const char *name, size_t n,
                        double *values, struct lc_error *err)
{
    const json_t *array = json_object_get(object, name);
    if (!json_is_array(array) || json_array_size(array) != n)
        return LC_FAIL(err, LC_FORMAT, "'%s' is not a list of %zu numbers", name, n);
    for (size_t i = 0; i < n; i++)
        if (!lc_json_is_number(json_array_get(array, i), values + i))
            return LC_FAIL(err, LC_FORMAT, "'%s[%zu]' is not a number", name, i);
    return LC_OK;
}

int lc_json_parse(const char *data, size_t size, json_t **value, struct lc_error *err)
{
    json_error_t where;
    *value = json_loadb(data, size, JSON_REJECT_DUPLICATES, &where);
    if (!*value)
        return LC_FAIL(err, LC_FORMAT, "line %d, column %d: %s", where.line,
                       where.column, where.text);
    return LC_OK;
}

static int add_bytes(const char *data, size_t size, void *text)
{
    lc_text_add_bytes(text, data, size);
    return 0;
}

static void add_escape(struct lc_text *out, uint32_t point)
{
    if (point < 0x10000)
        lc_text_addf(out, "\\u%04" PRIx32, point);
    else
        lc_text_addf(out, "\\u%04" PRIx32 "\\u%04" PRIx32,
                     0xd800 + ((point - 0x10000) >> 10), 0xdc00 + (point & 0x3ff));
}

/* A piece that jansson gives begins and ends with a letter. What may not stand where
 * somebody reads (letter.h) goes by its number: the same text to whoever parses it. */
static int add_letters(const char *data, size_t size, void *text)
{
    struct lc_slice rest = { data, size };
    while (rest.size) {
        const char *at = rest.data;
        struct lc_slice piece = lc_letters_take(&rest);
        if (piece.data == at)
            lc_text_add_bytes(text, at, piece.size);
        else
            add_escape(text, lc_letter_point(at, (size_t)(rest.data - at)));
    }
    return 0;
}

/* Not json_dumps: jansson 2.14 overlooks a failed growth of its own buffer while it
 * writes a key, and gives back a text that lacks it. Ours remembers. */
static int print(const json_t *value, size_t flags, json_dump_callback_t add,
                 char **text, struct lc_error *err)
{
    struct lc_text out = { 0 };
    *text = NULL;
    if (json_dump_callback(value, add, &out, flags))
        out.failed = true;
    int code = lc_text_check(&out, err);
    if (code)
        lc_text_free(&out);
    else
        *text = out.data;
    return code;
}

int lc_json_print(const json_t *value, char **text, struct lc_error *err)
{
    return print(value, JSON_INDENT(1) | JSON_PRESERVE_ORDER, add_letters, text, err);
}

int lc_json_compact(const json_t *value, unsigned figures, char **text,
                    struct lc_error *err)
{
    return print(value,
                 JSON_COMPACT | JSON_ENSURE_ASCII | JSON_PRESERVE_ORDER
                     | JSON_REAL_PRECISION(figures),
                 add_bytes, text, err);
}

int lc_json_digest(const json_t *value, char *digest, struct lc_error *err)
{
    unsigned char bytes[LC_DIGEST];
    char *text = NULL;
    int code = print(value, JSON_COMPACT | JSON_SORT_KEYS, add_bytes, &text, err);
    if (code)
        return code;
    lc_digest(text, strlen(text), NULL, bytes);
    lc_digest_text(bytes, digest);
    free(text);
    return LC_OK;
}
