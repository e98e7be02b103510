#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/near.h"
#include "link/group_inside.h"
#include "match/normal.h"

/* Day and month exchanged; the year before or after; the first of the month, or of the
 * year, for a day in it. */
static bool agree_in_parts(int32_t a, int32_t b)
{
    int year[2], month[2], mday[2];
    lc_day_split(a, year, month, mday);
    lc_day_split(b, year + 1, month + 1, mday + 1);
    int apart = year[0] - year[1];
    for (int i = 0; i < 2; i++)
        if (apart == 0 && mday[i] == 1 && (month[i] == 1 || month[0] == month[1]))
            return true;
    return (apart == 0 && month[0] == mday[1] && mday[0] == month[1])
           || ((apart == 1 || apart == -1) && month[0] == month[1]
               && mday[0] == mday[1]);
}

enum { ROOM = 40 };

static void digits_of(int32_t day, char *digits)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    snprintf(digits, ROOM, "%04d%02d%02d", year, month, mday);
}

static bool days_agree(int32_t a, int32_t b)
{
    char x[ROOM], y[ROOM];
    if (agree_in_parts(a, b))
        return true;
    digits_of(a, x);
    digits_of(b, y);
    return lc_born_is_miswritten(x, y);
}

bool lc_fact_agrees(const struct lc_fact *a, const struct lc_fact *b)
{
    if (a->kind != b->kind || a->system != b->system || a->value == b->value)
        return a->kind == b->kind && a->system == b->system;
    if (a->kind == LC_FACT_BORN)
        return days_agree((int32_t)(int64_t)a->value, (int32_t)(int64_t)b->value);
    return a->text && b->text && lc_word_distance(a->text, b->text) <= 1;
}
