/* See table_rules_inside.h. */
#include "table/table_rules_inside.h"

#include <math.h>

#include "base/day.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"

bool lc_table_is_missing(struct lc_slice cell)
{
    static const char *const words[] = { "NA",   "N/A", "NULL", "n/a",
                                         "null", "NaN", "nan" };
    if (!cell.size)
        return true;
    if (cell.size > 4 || (cell.data[0] != 'N' && cell.data[0] != 'n'))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lc_slice_is(cell, words[i]))
            return true;
    return false;
}

static bool is_digits(struct lc_slice cell)
{
    size_t at = cell.size > 0 && (cell.data[0] == '-' || cell.data[0] == '+');
    while (at < cell.size && cell.data[at] >= '0' && cell.data[at] <= '9')
        at++;
    return at == cell.size;
}

bool lc_table_number(struct lc_slice cell, double *value)
{
    static const double exact = 9007199254740992.0; /* 2^53; 2^53 + 1 reads as it */
    if (lc_number_parse(cell, value) != LC_OK)
        return false;
    if (fabs(*value) < exact || !is_digits(cell))
        return true;
    return fabs(*value) == exact && cell.data[cell.size - 1] == '2';
}

void lc_guess_look(struct lc_guess *g, struct lc_slice cell, uint64_t line)
{
    double value;
    int32_t day;
    if (lc_table_is_missing(cell))
        return;
    if ((!g->text || !g->number) && lc_table_number(cell, &value)) {
        g->number = true;
        g->fraction =
            g->fraction || !(value == floor(value) && fabs(value) <= INT32_MAX);
        g->low = !g->any || value < g->low ? value : g->low;
        g->high = !g->any || value > g->high ? value : g->high;
    } else {
        g->stray = g->text ? g->stray : line;
        g->text = true;
    }
    if (!g->no_date && lc_day_parse(cell, LC_DAY_ISO, &day) != LC_OK)
        g->no_date = true;
    g->any = true;
}

int lc_guess_type(const struct lc_guess *g)
{
    if (!g->any)
        return LC_F64;
    if (g->text)
        return g->no_date ? LC_CATEGORY : LC_I32;
    if (g->fraction)
        return LC_F64;
    if (g->low >= 0 && g->high < UINT8_MAX)
        return LC_U8;
    return g->low > INT16_MIN && g->high <= INT16_MAX ? LC_I16 : LC_I32;
}

static bool is_taken(const struct lc_frame *frame, const struct lc_csv_row *header,
                     const char *name)
{
    for (size_t c = 0; c < header->count; c++)
        if (lc_slice_is(header->field[c], name))
            return true;
    return lc_frame_find(frame, name) != NULL;
}

/* "name", or the first of name.1, name.2, ... that no header has and none was given. */
static int unique_name(const struct lc_frame *frame, const struct lc_csv_row *header,
                       size_t column, struct lc_text *name, struct lc_error *err)
{
    struct lc_slice given = header->field[column];
    if (!given.size)
        given = lc_slice_of("X");
    lc_text_add_bytes(name, given.data, given.size);
    for (int i = 1; name->data && lc_frame_find(frame, name->data); i++) {
        do {
            lc_text_clear(name);
            lc_text_add_bytes(name, given.data, given.size);
            lc_text_addf(name, ".%d", i++);
        } while (!name->failed && is_taken(frame, header, name->data));
    }
    return lc_text_check(name, err);
}

int lc_table_columns(struct lc_frame *frame, const struct lc_csv_row *header,
                     const struct lc_guess *guess, struct lc_error *err)
{
    struct lc_text name = { 0 };
    int code = LC_OK;
    for (size_t c = 0; c < header->count && !code; c++) {
        struct lc_column *column;
        lc_text_clear(&name);
        code = unique_name(frame, header, c, &name, err);
        if (!code)
            code =
                lc_frame_add(frame, name.data, lc_guess_type(guess + c), &column, err);
        if (!code && guess[c].number)
            column->stray = guess[c].stray;
        if (!code && lc_guess_type(guess + c) == LC_I32 && guess[c].text) {
            column->unit = lc_strdup("date");
            code = column->unit ? LC_OK : LC_FAIL_NOMEM(err);
        }
    }
    lc_text_free(&name);
    return code;
}

void lc_table_put(struct lc_column *column, size_t row, double value)
{
    bool none = isnan(value);
    switch (column->type) {
    case LC_U8:
        ((uint8_t *)column->data)[row] = none ? UINT8_MAX : (uint8_t)value;
        return;
    case LC_I16:
        ((int16_t *)column->data)[row] = none ? INT16_MIN : (int16_t)value;
        return;
    case LC_I32:
        ((int32_t *)column->data)[row] = none ? INT32_MIN : (int32_t)value;
        return;
    default:
        ((double *)column->data)[row] = value;
    }
}
