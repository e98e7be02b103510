#include <string.h>

#include <criterion/criterion.h>

#include "base/yaml.h"

struct thing {
    int count;
    bool open;
};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_INT("count", CYAML_FLAG_DEFAULT, struct thing, count),
    CYAML_FIELD_BOOL("open", CYAML_FLAG_OPTIONAL, struct thing, open),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER, struct thing, fields) };

static int parse(const char *text, void **value, struct lc_error *err)
{
    return lc_yaml_parse("x.yaml", text, strlen(text), &schema, value, err);
}

Test(yaml, loads)
{
    void *value;
    cr_assert_eq(parse("count: 3\n", &value, NULL), LC_OK);
    cr_assert_eq(((struct thing *)value)->count, 3);
    lc_yaml_free(&schema, value);
}

Test(yaml, an_unknown_key_is_an_error_with_its_line)
{
    void *value;
    struct lc_error err = { 0 };
    cr_assert_eq(parse("count: 3\ncuont: 4\n", &value, &err), LC_FORMAT);
    cr_assert_eq(strncmp(err.text, "x.yaml:2:", 9), 0, "%s", err.text);
    cr_assert_not_null(strstr(err.text, "cuont"), "%s", err.text);
}

Test(yaml, a_wrong_type_a_missing_key_and_nothing)
{
    void *value;
    struct lc_error wrong = { 0 }, missing = { 0 }, empty = { 0 };
    cr_assert_eq(parse("count: many\n", &value, &wrong), LC_FORMAT);
    cr_assert_eq(strncmp(wrong.text, "x.yaml:1:", 9), 0, "%s", wrong.text);
    cr_assert_eq(parse("{}\n", &value, &missing), LC_FORMAT);
    cr_assert_not_null(strstr(missing.text, "count"), "%s", missing.text);
    cr_assert_eq(parse("", &value, &empty), LC_FORMAT);
}

/* libcyaml alone reads all of these, as 5, 1, 5, 5 and true */
Test(yaml, what_is_not_quite_a_number_or_a_flag)
{
    static const char *const bad[] = { "count: 5x\n",
                                       "count: 1e3\n",
                                       "count: 5.0\n",
                                       "count: 5_0\n",
                                       "count: 5\nopen: fasle\n",
                                       "count: 5\nopen: False\n",
                                       "count: 5\nopen: off\n",
                                       "count: 5\nopen: ''\n",
                                       "count: 5\n---\ncount: 6\n" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        void *value;
        struct lc_error err = { 0 };
        cr_assert_eq(parse(bad[i], &value, &err), LC_FORMAT, "%s", bad[i]);
        cr_assert_null(value);
        cr_assert_eq(strncmp(err.text, "x.yaml:", 7), 0, "%s", err.text);
    }
}

Test(yaml, flags)
{
    static const struct {
        const char *text;
        bool open;
    } good[] = { { "count: -5\nopen: true\n", true },
                 { "count: +5\nopen: yes\n", true },
                 { "count: 5\nopen: false\n", false },
                 { "count: 05\nopen: no\n...\n", false } };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        void *value;
        struct lc_error err = { 0 };
        cr_assert_eq(parse(good[i].text, &value, &err), LC_OK, "%s", err.text);
        cr_assert_eq(((struct thing *)value)->open, good[i].open, "%s", good[i].text);
        lc_yaml_free(&schema, value);
    }
}
