/* age: from the middle of the birth month, as it was then known. */
#include <math.h>

#include "kind/kind_inside.h"

static double value(const struct lc_look *look, int64_t row, int32_t t)
{
    return row < 0 ? (double)NAN : (t - look->history->start[row]) / 365.25;
}

static double slow(size_t n, const struct lc_evidence *birth, int32_t t,
                   int32_t low LC_UNUSED)
{
    return n ? (double)(float)((t - birth->start) / 365.25) : (double)NAN;
}

const struct lc_kind lc_kind_age = {
    .name = "age",
    .source = LC_OF_PERSON,
    .window = LC_WINDOW_NEVER,
    .column = LC_COLUMN_REAL,
    .unit = "years",
    .meaning = "age on the landmark, from the middle of the birth month, in years of "
               "365.25 days",
    .value = value,
    .slow = slow,
};
