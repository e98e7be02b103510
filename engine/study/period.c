/* See period.h. */
#include "study/period.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"

static const struct {
    const char *word;
    int days, months;
} units[] = {
    { "day", 1, 0 },   { "days", 1, 0 },   { "week", 7, 0 },  { "weeks", 7, 0 },
    { "month", 0, 1 }, { "months", 0, 1 }, { "year", 0, 12 }, { "years", 0, 12 },
};

enum { UNITS = sizeof units / sizeof *units, MOST_DAYS = 36525, MOST_MONTHS = 1200 };

int lc_period_parse(const char *text, struct lc_period *period)
{
    int64_t count;
    size_t digits = strspn(text, "0123456789");
    const char *word = text + digits + strspn(text + digits, " ");
    *period = (struct lc_period){ 0 };
    if (lc_integer_parse((struct lc_slice){ text, digits }, 1, MOST_DAYS, &count))
        return LC_FORMAT;
    for (size_t u = 0; u < UNITS; u++) {
        if (strcmp(units[u].word, word) != 0)
            continue;
        period->days = (int)count * units[u].days;
        period->months = (int)count * units[u].months;
        return period->days > MOST_DAYS || period->months > MOST_MONTHS ? LC_FORMAT
                                                                        : LC_OK;
    }
    return LC_FORMAT;
}

int32_t lc_period_after(int32_t day, struct lc_period period)
{
    return period.months ? lc_day_add_months(day, period.months) : day + period.days;
}

int32_t lc_period_before(int32_t day, struct lc_period period)
{
    return period.months ? lc_day_add_months(day, -period.months) : day - period.days;
}

int32_t lc_period_days(struct lc_period period)
{
    return period.months ? period.months * 365 / 12 : period.days;
}

const char *lc_period_print(struct lc_period period, char *out)
{
    int count = period.months ? period.months : period.days;
    if (!count)
        out[0] = 0;
    else
        snprintf(out, LC_PERIOD_ROOM, "%d %s%s", count, period.months ? "month" : "day",
                 count == 1 ? "" : "s");
    return out;
}
