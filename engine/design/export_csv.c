/* See export.h. Whole numbers are most of a design, so they have a printer of their
 * own; a block of rows at a time goes to the file. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "design/export.h"

enum { BLOCK = 1 << 20 };

static void add_whole(struct lc_text *out, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        digits[--at] = '-';
    lc_text_add_bytes(out, digits + at, sizeof digits - at);
}

/* The fewest digits that read back to the same float. */
static void add_float(struct lc_text *out, float value)
{
    char digits[32];
    for (int precision = 6; precision <= 9; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, (double)value);
        if (strtof(digits, NULL) == value)
            break;
    }
    lc_text_add(out, digits);
}

static void add_value(struct lc_text *out, const struct lc_column *column, size_t row)
{
    double value = lc_column_get(column, row);
    lc_text_add_bytes(out, ",", 1);
    if (column->type == LC_CATEGORY)
        lc_text_add_cell(out, lc_slice_of(lc_codes_name(
                                  &column->levels, ((uint16_t *)column->data)[row])));
    else if (value == floor(value) && fabs(value) < 1e15)
        add_whole(out, (int64_t)value);
    else if (column->type == LC_F32 && !isnan(value))
        add_float(out, (float)value);
    else
        lc_text_add_number(out, value, "");
}

static void add_head(struct lc_text *out, const struct lc_design *d)
{
    lc_text_add(out, "child,landmark,days,cause,complete");
    lc_text_add(out, d->linkage ? ",linkage" : "");
    for (size_t k = 0; k < d->frame.count; k++) {
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(d->frame.column[k].name));
    }
    lc_text_add(out, "\n");
}

static void add_row(struct lc_text *out, const struct lc_design *d, size_t row)
{
    char day[LC_DAY_ROOM];
    add_whole(out, d->child[row]);
    lc_text_add_bytes(out, ",", 1);
    lc_text_add(out, lc_day_print(d->landmark[row], day));
    const int64_t rest[] = { d->days[row], d->cause[row], d->complete[row] };
    for (size_t i = 0; i < 3; i++) {
        lc_text_add_bytes(out, ",", 1);
        add_whole(out, rest[i]);
    }
    if (d->linkage)
        lc_text_addf(out, ",%s", d->linkage);
    for (size_t k = 0; k < d->frame.count; k++)
        add_value(out, d->frame.column + k, row);
    lc_text_add_bytes(out, "\n", 1);
}

static int flush(struct lc_text *out, struct lc_draft *draft, struct lc_error *err)
{
    int code = lc_text_check(out, err);
    if (!code)
        code = lc_draft_write(draft, out->data, out->size, err);
    lc_text_clear(out);
    return code;
}

int lc_design_csv(const struct lc_design *design, const char *path, bool force,
                  struct lc_error *err)
{
    struct lc_draft draft;
    struct lc_text out = { 0 };
    int code = lc_draft_open(&draft, path, force, err);
    if (code)
        return code;
    add_head(&out, design);
    for (size_t i = 0; i < design->frame.n && !code; i++) {
        add_row(&out, design, i);
        if (out.size >= BLOCK)
            code = flush(&out, &draft, err);
        if (!code && lc_interrupted())
            code = lc_interrupt_check(err);
    }
    if (!code)
        code = flush(&out, &draft, err);
    if (!code)
        code = lc_draft_commit(&draft, err);
    lc_text_free(&out);
    lc_draft_drop(&draft);
    return code;
}
