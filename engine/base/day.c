/* Civil dates by the shifted-year method: years are counted from 1 March, so that the
 * leap day comes last and month lengths follow one line (Hinnant, 2013,
 * "chrono-compatible low-level date algorithms"). */
#include "base/day_inside.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "system/clock.h"

static const char *const month_names[] = { "January", "February", "March",
                                           "April",   "May",      "June",
                                           "July",    "August",   "September",
                                           "October", "November", "December" };

const char *lc_day_month(int month)
{
    return month_names[month - 1];
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

int32_t lc_day_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return (int32_t)(era * 146097 + days - 719468);
}

void lc_day_split(int32_t day, int *year, int *month, int *mday)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;
    *mday = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

bool lc_day_exists(int year, int month, int mday)
{
    return month >= 1 && month <= 12 && mday >= 1 && mday <= month_length(year, month);
}

int32_t lc_day_add_months(int32_t day, int months)
{
    int y, m, d;
    lc_day_split(day, &y, &m, &d);
    int total = y * 12 + (m - 1) + months;
    y = total >= 0 ? total / 12 : -((11 - total) / 12);
    m = total - y * 12 + 1;
    int last = month_length(y, m);
    return lc_day_of(y, m, d < last ? d : last);
}

int32_t lc_day_birthday(int32_t born, int years)
{
    int y, m, d;
    lc_day_split(born, &y, &m, &d);
    y += years;
    return m == 2 && d == 29 && !is_leap(y) ? lc_day_of(y, 3, 1) : lc_day_of(y, m, d);
}

int lc_day_age(int32_t born, int32_t on)
{
    int y0, y1, m, d;
    lc_day_split(born, &y0, &m, &d);
    lc_day_split(on, &y1, &m, &d);
    int years = y1 - y0;
    return lc_day_birthday(born, years) > on ? years - 1 : years;
}

int lc_day_collection_year(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return year + (month > 3);
}

int32_t lc_day_today(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    long long seconds = epoch && *epoch ? atoll(epoch) : (long long)time(NULL);
    return (int32_t)(seconds / 86400);
}

int32_t lc_day_latest(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int year, month, mday;
    int32_t today = lc_day_today();
    if ((epoch && *epoch) || !lc_sys_clock_date(&year, &month, &mday))
        return today;
    int32_t here = lc_day_of(year, month, mday);
    return here > today ? here : today;
}

const char *lc_day_print(int32_t day, char *out)
{
    int y, m, d;
    out[0] = 0;
    if (day == LC_NO_DAY || day == LC_OPEN)
        return out;
    lc_day_split(day, &y, &m, &d);
    snprintf(out, LC_DAY_ROOM, "%04d-%02d-%02d", y % 10000, m, d);
    return out;
}

const char *lc_day_print_long(int32_t day, char *out)
{
    int y, m, d;
    lc_day_split(day, &y, &m, &d);
    snprintf(out, 32, "%d %s %d", d, lc_day_month(m), y);
    return out;
}
