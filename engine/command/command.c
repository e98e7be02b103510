/* What the verbs share: see command.h. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/number.h"
#include "base/wrap.h"
#include "disclosure/small.h"
#include "system/file.h"

static const struct lc_knob json[] = { LC_JSON };
const struct lc_knobs lc_json_knobs = LC_KNOBS(struct lc_common, json);

/* The text as a terminal may have it (base/letter.h), its long lines broken, in the
 * place of the text. */
static void fit_columns(struct lc_text *text, size_t in)
{
    struct lc_text fitted = { 0 };
    lc_text_show(text);
    fitted.failed = text->failed;
    lc_text_add_wrapped(&fitted, (struct lc_slice){ text->data, text->size },
                        LC_COLUMNS, in);
    lc_text_free(text);
    *text = fitted;
}

int lc_print_as_is(struct lc_text *text, struct lc_error *err)
{
    int code = lc_text_check(text, err);
    if (!code && text->size)
        code = lc_print(text->data, text->size, err);
    lc_text_free(text);
    return code;
}

void lc_add_cells(struct lc_text *text, size_t count, const double *values)
{
    for (size_t i = 0; i < count; i++) {
        lc_text_add(text, ",");
        lc_text_add_number(text, values[i], "");
    }
}

int lc_print_text(struct lc_text *text, struct lc_error *err)
{
    fit_columns(text, 0);
    return lc_print_as_is(text, err);
}

int lc_say(struct lc_text *lines, struct lc_error *err)
{
    fit_columns(lines, 2);
    int code = lc_text_check(lines, err);
    int number = code || !lines->size
                     ? 0
                     : lc_sys_file_write(LC_SYS_ERRORS, lines->data, lines->size);
    lc_text_free(lines);
    if (!number)
        return code;
    return lc_sys_cause(number) == LC_SYS_UNREAD ? LC_UNREAD : LC_IO;
}

int lc_add_json(struct lc_text *text, const json_t *document, struct lc_error *err)
{
    char *printed = NULL;
    int code = document ? lc_json_print(document, &printed, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        lc_text_add(text, printed);
        lc_text_add(text, "\n");
        code = lc_text_check(text, err);
    }
    free(printed);
    return code;
}

int lc_print_json(json_t *document, struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = lc_add_json(&text, document, err);
    json_decref(document);
    if (!code)
        return lc_print_as_is(&text, err);
    lc_text_free(&text);
    return code;
}

const char *lc_print_count(unsigned long long count, char *out)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%llu", count);
    char *to = out;
    for (int i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = 0;
    return out;
}

const char *lc_print_told(size_t told, char *out)
{
    return told == LC_FEW ? "c" : lc_print_count(told, out);
}

int lc_parse_child(const char *text, size_t records, uint32_t *record,
                   struct lc_error *err)
{
    int64_t value = 0;
    if (lc_integer_parse(lc_slice_of(text), 0, UINT32_MAX, &value))
        return LC_FAIL(err, LC_USAGE, "'%.40s' is not the number of a child", text);
    if ((uint64_t)value >= records)
        return LC_FAIL(err, LC_ABSENT,
                       "there is no child %lld; the store has %zu records",
                       (long long)value, records);
    *record = (uint32_t)value;
    return LC_OK;
}

int lc_parse_day(const char *option, struct lc_slice text, int32_t *day,
                 struct lc_error *err)
{
    if (lc_day_parse(text, LC_DAY_ISO, day))
        return LC_FAIL(err, LC_USAGE, "--%s: '%.*s' is not a day such as 2024-03-31",
                       option, lc_slice_width(text), text.data);
    return LC_OK;
}

int lc_parse_linkage(const char *text, int32_t *day, struct lc_error *err)
{
    *day = LC_NO_DAY;
    return text ? lc_parse_day("linkage", lc_slice_of(text), day, err) : LC_OK;
}

void lc_add_linkage(struct lc_text *text, int32_t linkage)
{
    char day[LC_DAY_ROOM];
    if (linkage != LC_NO_DAY)
        lc_text_addf(text,
                     "children and their numbers are those of the linkage of %s, which "
                     "may not be the store's own",
                     lc_day_print(linkage, day));
}

int lc_parse_asof(const char *text, int32_t *day, struct lc_error *err)
{
    return text ? lc_parse_day("asof", lc_slice_of(text), day, err)
                : LC_FAIL(err, LC_USAGE, "say the day to score at: --asof 2024-03-31");
}
