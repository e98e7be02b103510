/* See meanings.h. */
#include "models/panel/meanings.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/yaml.h"

enum { LIMIT = 1 << 20, LONGEST = 200 }; /* bytes of the file; letters of a meaning */

struct coded {
    char *code, *means;
};

struct of_history {
    char *history;
    struct coded *codes;
    unsigned codes_count;
};

struct lc_meanings {
    struct of_history *histories;
    unsigned histories_count;
};

/* clang-format off */
static const cyaml_schema_field_t code_fields[] = {
    CYAML_FIELD_STRING_PTR("code",  CYAML_FLAG_POINTER, struct coded, code,  1, 40),
    CYAML_FIELD_STRING_PTR("means", CYAML_FLAG_POINTER, struct coded, means, 1, LONGEST),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t code_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct coded, code_fields)
};
static const cyaml_schema_field_t history_fields[] = {
    CYAML_FIELD_STRING_PTR("history", CYAML_FLAG_POINTER, struct of_history, history, 1, 60),
    CYAML_FIELD_SEQUENCE("codes", CYAML_FLAG_POINTER, struct of_history, codes, &code_value, 0, 1000),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t history_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct of_history, history_fields)
};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_SEQUENCE("histories", CYAML_FLAG_POINTER, lc_meanings, histories, &history_value, 0, 200),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t file_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, lc_meanings, file_fields)
};
/* clang-format on */

/* NULL: none. Of two the first. */
static const struct coded *find(const lc_meanings *m, const char *history,
                                const char *code)
{
    for (unsigned h = 0; h < m->histories_count; h++)
        for (unsigned c = 0; c < m->histories[h].codes_count; c++)
            if (!strcmp(m->histories[h].history, history)
                && !strcmp(m->histories[h].codes[c].code, code))
                return m->histories[h].codes + c;
    return NULL;
}

static int check(const lc_meanings *m, const char *name, struct lc_error *err)
{
    for (unsigned h = 0; h < m->histories_count; h++)
        for (unsigned c = 0; c < m->histories[h].codes_count; c++) {
            const struct of_history *of = m->histories + h;
            const struct coded *one = of->codes + c;
            if (find(m, of->history, one->code) != one)
                return LC_FAIL(err, LC_FORMAT,
                               "%s: %s has the code %s twice; leave one of them", name,
                               of->history, one->code);
        }
    return LC_OK;
}

int lc_meanings_parse(lc_meanings **meanings, const char *name, const char *data,
                      size_t size, struct lc_error *err)
{
    void *value = NULL;
    *meanings = NULL;
    int code = lc_yaml_parse(name, data, size, &file_value, &value, err);
    if (!code)
        code = check(value, name, err);
    if (code)
        lc_meanings_free(value);
    else
        *meanings = value;
    return code;
}

int lc_meanings_load(lc_meanings **meanings, struct lc_error *err)
{
    char *path = NULL, *data = NULL;
    size_t size = 0;
    *meanings = NULL;
    int code = lc_share_path("words.yaml", &path, err);
    if (!code)
        code = lc_file_read(path, LIMIT, &data, &size, err);
    if (!code)
        code = lc_meanings_parse(meanings, path, data, size, err);
    free(data);
    free(path);
    return code;
}

void lc_meanings_free(lc_meanings *meanings)
{
    lc_yaml_free(&file_value, meanings);
}

const char *lc_meaning_of(const lc_meanings *meanings, const char *history,
                          const char *code)
{
    const struct coded *one = find(meanings, history, code);
    return one ? one->means : NULL;
}

static bool put(const lc_meanings *m, json_t *value)
{
    const char *history = json_string_value(json_object_get(value, "history")),
               *code = json_string_value(json_object_get(value, "code"));
    const char *means = history && code ? lc_meaning_of(m, history, code) : NULL;
    bool good = !means || lc_json_put(value, "meaning", lc_json_text(means));
    json_t *member;
    for (size_t i = 0; good && (member = json_array_get(value, i)); i++)
        good = put(m, member);
    for (void *at = json_object_iter(value); at && good;
         at = json_object_iter_next(value, at))
        good = put(m, json_object_iter_value(at));
    return good;
}

int lc_meanings_put(const lc_meanings *meanings, json_t *document, struct lc_error *err)
{
    return put(meanings, document) ? LC_OK : LC_FAIL_NOMEM(err);
}
