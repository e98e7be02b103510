/* The file of a store's retention rules: see retain_inside.h. */
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/file.h"
#include "base/yaml.h"
#include "command/retain_inside.h"

struct rules {
    struct lc_retention *rules;
    unsigned rules_count;
};

/* clang-format off */
static const cyaml_strval_t afters[] = {
    { "birthday_18", LC_AFTER_BIRTHDAY }, { "last_event", LC_AFTER_LAST_EVENT },
};
static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_STRING_PTR("history", CYAML_FLAG_POINTER, struct lc_retention, history, 1, 200),
    CYAML_FIELD_ENUM("after", CYAML_FLAG_DEFAULT, struct lc_retention, after, afters, sizeof afters / sizeof *afters),
    CYAML_FIELD_UINT("months", CYAML_FLAG_DEFAULT, struct lc_retention, months),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_retention, rule_fields),
};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_SEQUENCE("rules", CYAML_FLAG_POINTER, struct rules, rules, &rule_value, 0, 1000),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rules, file_fields),
};
/* clang-format on */

/* The rules up to the first that cannot be are taken one more at a time, so that the
 * error can say where that one stands. */
static int take(struct lc_store *store, const struct rules *file, const char *path,
                struct lc_slice text, struct lc_error *err)
{
    char place[40];
    int line, column;
    for (size_t n = 1; n <= file->rules_count; n++) {
        int code = lc_retentions_set(store, n, file->rules, err);
        if (!code)
            continue;
        snprintf(place, sizeof place, "rules[%zu]", n - 1);
        lc_yaml_locate(text.data, text.size, place, &line, &column);
        return lc_error_within(err, code, "%s:%d:%d", path, line, column);
    }
    return file->rules_count ? LC_OK : lc_retentions_set(store, 0, NULL, err);
}

int lc_retain_read_rules(struct lc_store *store, const char *path, struct lc_error *err)
{
    enum { LIMIT = 1 << 20 };
    void *file = NULL;
    char *data;
    size_t size;
    int code = lc_file_read(path, LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_yaml_parse(path, data, size, &file_value, &file, err);
    if (!code)
        code = take(store, file, path, (struct lc_slice){ data, size }, err);
    if (file)
        lc_yaml_free(&file_value, file);
    free(data);
    return code;
}

int lc_retain_read_day(const char *text, int32_t *day, struct lc_error *err)
{
    return lc_day_parse(lc_slice_of(text), LC_DAY_ISO, day)
               ? LC_FAIL(err, LC_USAGE, "--asof takes a day such as 2026-03-31")
               : LC_OK;
}

void lc_retain_rule_words(const struct lc_retention *rule, struct lc_text *out)
{
    if (rule)
        lc_text_addf(out, "%u %s", (unsigned)rule->months,
                     lc_retain_after_words(rule->after));
    else
        lc_text_add(out, "no rule");
}
