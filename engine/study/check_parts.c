/* See check.h: what the checks of all sections share. */
#include "study/check_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/yaml.h"

int lc_study_fault(const struct lc_study_text *text, int code, const char *path,
                   struct lc_error *err, const char *format, ...)
{
    char why[360];
    int line, column;
    va_list args;
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    lc_yaml_locate(text->data, text->size, path, &line, &column);
    return LC_FAIL(err, code, "%s:%d:%d: %s: %s", text->name, line, column, path, why);
}

int lc_study_read_period(const struct lc_study_text *text, const char *path,
                         const char *value, struct lc_period *period,
                         struct lc_error *err)
{
    *period = (struct lc_period){ 0 };
    if (!value || lc_period_parse(value, period) == LC_OK)
        return LC_OK;
    return lc_study_fault(text, LC_FORMAT, path, err,
                          "'%.40s' is not a length of time; write a number and days, "
                          "weeks, months or years, such as \"12 months\"",
                          value);
}

int lc_study_read_day(const struct lc_study_text *text, const char *path,
                      const char *value, int32_t *day, struct lc_error *err)
{
    *day = LC_NO_DAY;
    if (!value || strcmp(value, "all") == 0)
        return LC_OK;
    if (lc_day_parse(lc_slice_of(value), LC_DAY_ISO, day) == LC_OK)
        return LC_OK;
    return lc_study_fault(text, LC_FORMAT, path, err,
                          "'%.40s' is not a day; write it as 2024-03-31", value);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int lc_study_check_word(const struct lc_study_text *text, const char *path,
                        const char *value, struct lc_error *err)
{
    bool good = is_letter(value[0]) && strlen(value) < 64;
    for (const char *c = value; *c && good; c++)
        good = is_letter(*c) || (*c >= '0' && *c <= '9') || *c == '_' || *c == '-';
    if (good)
        return LC_OK;
    return lc_study_fault(
        text, LC_FORMAT, path, err,
        "'%.40s' cannot be a name; use a letter, then letters, digits, "
        "- and _, at most 63",
        value);
}
