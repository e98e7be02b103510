/* sex: as recorded. */
#include <math.h>
#include <string.h>

#include "kind/kind_inside.h"

static const char *const levels[] = { "F", "M", NULL };

static double value(const struct lc_look *look, int64_t row, int32_t t LC_UNUSED)
{
    uint16_t said = row < 0 ? 0 : look->history->code[row];
    return said == 0                ? (double)NAN
           : said == look->level[0] ? 1
           : said == look->level[1] ? 2
                                    : (double)NAN;
}

static double slow(size_t n, const struct lc_evidence *person, int32_t t LC_UNUSED,
                   int32_t low LC_UNUSED)
{
    if (n && strcmp(person->code, "F") == 0)
        return 1;
    return n && strcmp(person->code, "M") == 0 ? 2 : (double)NAN;
}

const struct lc_kind lc_kind_sex = {
    .name = "sex",
    .source = LC_OF_PERSON,
    .window = LC_WINDOW_NEVER,
    .column = LC_COLUMN_LEVEL,
    .unit = "",
    .meaning = "sex as recorded (M, F); anything else is not observed",
    .levels = levels,
    .value = value,
    .slow = slow,
};
