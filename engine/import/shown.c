#include "import/shown_inside.h"

#include <stdbool.h>
#include <string.h>

#include "import/schema_inside.h"

enum { LEAST_FIGURES = 1, MOST_FIGURES = 4, SHORT_NUMBER = 3 };

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_one_of(char c, const char *these)
{
    return memchr(these, c, strlen(these)) != NULL;
}

/* How many bytes of the text are a month's three letters: 3, or 0. */
static size_t month_at(struct lc_slice text, size_t at)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (size_t m = 0; m < sizeof months - 1; m += 3)
        if (text.size >= at + 3 && memcmp(text.data + at, months + m, 3) == 0)
            return 3;
    return 0;
}

/* Three runs of one to four figures, or a month's three letters in the middle, parted
 * by one of - / . and a space; a time of day may follow. */
static bool is_day_shaped(struct lc_slice text)
{
    size_t at = 0;
    for (int run = 0; run < 3; run++) {
        size_t from = at;
        while (at < text.size && is_figure(text.data[at]))
            at++;
        if (run == 1 && at == from)
            at += month_at(text, at);
        if (at - from < LEAST_FIGURES || at - from > MOST_FIGURES)
            return false;
        if (run < 2 && (at == text.size || !is_one_of(text.data[at++], "-/. ")))
            return false;
    }
    if (at < text.size && !is_one_of(text.data[at], " T"))
        return false;
    while (++at < text.size)
        if (!is_figure(text.data[at]) && !is_one_of(text.data[at], ":.Z"))
            return false;
    return true;
}

static bool is_short_number(struct lc_slice text)
{
    size_t from = text.size && text.data[0] == '-', at = from;
    while (at < text.size && is_figure(text.data[at]))
        at++;
    return at == text.size && at > from && at - from <= SHORT_NUMBER;
}

/* A cell that is not what its column says; a day under a column of names or numbers of
 * people is one. */
static bool is_out_of_place(const struct lc_schema_column *column,
                            const struct lc_cell *cell)
{
    bool words = column->type == LC_CELL_ID || column->type == LC_CELL_TEXT;
    return cell->bad || (column->needed && !cell->text.size)
           || (words && is_day_shaped(cell->raw));
}

static bool may_be_shown(const struct lc_schema_column *column, struct lc_slice raw)
{
    if (column->who != LC_WHO_NOTHING)
        return false;
    return column->type == LC_CELL_DAY     ? is_day_shaped(raw)
           : column->type == LC_CELL_COUNT ? is_short_number(raw)
                                           : false;
}

struct lc_slice lc_shown(const struct lc_schema *schema, const struct lc_cell *cell,
                         int column)
{
    static const struct lc_slice withheld = { "(withheld)", 10 };
    struct lc_slice raw = cell[column].raw;
    if (!raw.size)
        return raw;
    if (!may_be_shown(&schema->columns[column], raw))
        return withheld;
    for (unsigned c = 0; c < schema->columns_count; c++)
        if ((int)c != column && is_out_of_place(&schema->columns[c], &cell[c]))
            return withheld;
    return raw;
}
