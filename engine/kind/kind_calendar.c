/* calendar: the landmark itself, the time term of a supermodel. */
#include "base/day.h"
#include "kind/kind_inside.h"

static double value(const struct lc_look *look LC_UNUSED, int64_t row LC_UNUSED,
                    int32_t t)
{
    return (t - lc_day_of(2020, 1, 1)) / 365.25;
}

static double slow(size_t n LC_UNUSED, const struct lc_evidence *event LC_UNUSED,
                   int32_t t, int32_t low LC_UNUSED)
{
    const int32_t new_year = 18262; /* days from 1970: 50 * 365, and 12 leap days */
    return (double)(float)((t - new_year) / 365.25);
}

const struct lc_kind lc_kind_calendar = {
    .name = "calendar",
    .source = LC_OF_DAY,
    .window = LC_WINDOW_NEVER,
    .column = LC_COLUMN_REAL,
    .unit = "years",
    .meaning = "years of 365.25 days from 1 January 2020 to the landmark: the landmark "
               "term of a supermodel",
    .value = value,
    .slow = slow,
};
