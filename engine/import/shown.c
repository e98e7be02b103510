#include "import/shown_inside.h"

#include <stdbool.h>
#include <string.h>

#include "import/schema_inside.h"

enum { SHORT_NUMBER = 3 };

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

/* How many figures there are from there on, passed over. */
static size_t figures(struct lc_slice text, size_t *at)
{
    size_t from = *at;
    while (*at < text.size && is_figure(text.data[*at]))
        ++*at;
    return *at - from;
}

/* "00:00", "00:00:00", "00:00:00.000Z": no more figures than a time has, for a number
 * of a person may stand behind a day. */
static bool is_time_shaped(struct lc_slice text, size_t at)
{
    if (figures(text, &at) != 2)
        return false;
    for (int part = 0; part < 2 && at < text.size && text.data[at] == ':'; part++) {
        at++;
        if (figures(text, &at) != 2)
            return false;
    }
    if (at < text.size && text.data[at] == '.') {
        at++;
        if (figures(text, &at) > SHORT_NUMBER)
            return false;
    }
    return at == text.size || (at + 1 == text.size && text.data[at] == 'Z');
}

/* A year of up to four figures at one end, the others one or two, or a month's three
 * letters in the middle, parted by one of - / . and a space; a time of day may follow.
 * Longer runs are those of an NHS number (943 476 5919) or of a telephone. */
static bool is_day_shaped(struct lc_slice text)
{
    size_t at = 0, run[3];
    for (int i = 0; i < 3; i++) {
        run[i] = figures(text, &at);
        if (i == 1 && !run[1] && month_at(text, at)) {
            at += 3;
            run[1] = 1;
        }
        if (i < 2 && (at == text.size || !is_one_of(text.data[at++], "-/. ")))
            return false;
    }
    size_t shorter = run[0] < run[2] ? run[0] : run[2];
    size_t longer = run[0] < run[2] ? run[2] : run[0];
    if (shorter < 1 || shorter > 2 || longer > 4 || run[1] < 1 || run[1] > 2)
        return false;
    return at == text.size
           || (is_one_of(text.data[at], " T") && is_time_shaped(text, at + 1));
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
