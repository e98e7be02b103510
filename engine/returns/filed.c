/* Looking at rows by name: for rules that are functions. */
#include <assert.h>
#include <string.h>

#include "returns/judge_inside.h"

static const struct lc_filed_cell *cell_of(const struct lc_filed *row,
                                           const char *column)
{
    int at = lc_return_column_named(row->table, lc_slice_of(column));
    assert(at != LC_RETURN_NO_COLUMN);
    return &row->cell[at];
}

int32_t lc_filed_day(const struct lc_filed *row, const char *column)
{
    return cell_of(row, column)->day;
}

const char *lc_filed_text(const struct lc_hearing *judge, const struct lc_filed *row,
                          const char *column)
{
    return judge->book->words.text[cell_of(row, column)->word];
}

bool lc_filed_is(const struct lc_hearing *judge, const struct lc_filed *row,
                 const char *column, const char *word)
{
    return strcmp(lc_filed_text(judge, row, column), word) == 0;
}

bool lc_filed_said(const struct lc_filed *row, const char *column)
{
    return cell_of(row, column)->word;
}

int32_t lc_years_later(int32_t day, int years)
{
    return years && day != LC_NO_DAY ? lc_day_add_months(day, 12 * years) : day;
}
