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

int lc_day_checked(int year, int month, int mday, int32_t *day)
{
    if (year < 1900 || year > 2199 || !lc_day_exists(year, month, mday))
        return LC_RANGE;
    *day = lc_day_of(year, month, mday);
    return LC_OK;
}

/* Reads exactly `count` digits at `at`. */
bool lc_day_digits(struct lc_slice t, size_t at, size_t count, int *value)
{
    if (at + count > t.size)
        return false;
    *value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (t.data[i] < '0' || t.data[i] > '9')
            return false;
        *value = *value * 10 + (t.data[i] - '0');
    }
    return true;
}

/* One digit or two at *at, which moves on. */
bool lc_day_one_or_two(struct lc_slice t, size_t *at, int *value)
{
    size_t count = lc_day_digits(t, *at, 2, value) ? 2 : 1;
    bool read = lc_day_digits(t, *at, count, value);
    *at += count;
    return read;
}

/* ":59" at *at, which moves on. */
static bool sixtieth(struct lc_slice t, size_t *at)
{
    int value;
    if (*at >= t.size || t.data[*at] != ':' || !lc_day_digits(t, *at + 1, 2, &value)
        || value > 59)
        return false;
    *at += 3;
    return true;
}

/* "+01:00", or " +01:00": the day is the one that is written, wherever that was. */
static bool is_zone(struct lc_slice t, size_t at)
{
    int hour, minute;
    at += at < t.size && t.data[at] == ' ';
    return at + 6 == t.size && (t.data[at] == '+' || t.data[at] == '-')
           && lc_day_digits(t, at + 1, 2, &hour) && hour < 15 && t.data[at + 3] == ':'
           && lc_day_digits(t, at + 4, 2, &minute) && minute < 60;
}

/* Nothing more, or what a time may have behind it: Z, AM, PM, where it was. */
static bool is_time_end(struct lc_slice t, size_t at)
{
    static const char *const ends[] = { "", "Z", "AM", "PM", " AM", " PM" };
    struct lc_slice rest = { t.data + at, t.size - at };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (lc_slice_is_nocase(rest, ends[i]))
            return true;
    return is_zone(t, at);
}

/* What may follow a date: nothing, or a time of day, " 7:05", "T14:05:30.000Z". The day
 * is the one that is written. */
bool lc_day_is_time(struct lc_slice t, size_t at)
{
    enum { LONGEST_FRACTION = 7 }; /* a longer run of figures is no time's */
    size_t fraction;
    int hour;
    if (t.size == at)
        return true;
    if (t.size < at || (t.data[at] != ' ' && t.data[at] != 'T'))
        return false;
    at++;
    if (!lc_day_one_or_two(t, &at, &hour) || hour > 23 || !sixtieth(t, &at))
        return false;
    bool seconds = sixtieth(t, &at);
    fraction = at;
    if (seconds && at < t.size && t.data[at] == '.')
        for (at++; at < t.size && t.data[at] >= '0' && t.data[at] <= '9';)
            at++;
    return at - fraction <= 1 + LONGEST_FRACTION && is_time_end(t, at);
}

static int parse_iso(struct lc_slice t, int32_t *day)
{
    int y, m, d;
    if (!lc_day_digits(t, 0, 4, &y) || !lc_day_digits(t, 5, 2, &m)
        || !lc_day_digits(t, 8, 2, &d) || t.data[4] != '-' || t.data[7] != '-'
        || !lc_day_is_time(t, 10))
        return LC_FORMAT;
    return lc_day_checked(y, m, d, day);
}

/* 29/02/2024, 29/02/24 or 9/2/2024: a short year needs both digits of the others. */
static bool split_slashed(struct lc_slice t, int *first, int *second, int *year)
{
    size_t at = 0, next;
    if (!lc_day_one_or_two(t, &at, first) || at >= t.size
        || (t.data[at] != '/' && t.data[at] != '-' && t.data[at] != '.'))
        return false;
    next = at + 1;
    if (!lc_day_one_or_two(t, &next, second) || next >= t.size
        || t.data[next] != t.data[at])
        return false;
    if (next == 5 && lc_day_digits(t, 6, 2, year) && lc_day_is_time(t, 8)) {
        *year += *year >= 70 ? 1900 : 2000;
        return true;
    }
    return lc_day_digits(t, next + 1, 4, year) && lc_day_is_time(t, next + 5);
}

/* The day first, or the month. */
static int parse_slashed(struct lc_slice t, bool month_first, int32_t *day)
{
    int first, second, y;
    if (!split_slashed(t, &first, &second, &y))
        return LC_FORMAT;
    return month_first ? lc_day_checked(y, first, second, day)
                       : lc_day_checked(y, second, first, day);
}

/* 2024/02/29 or 20240229. */
static int parse_year_first(struct lc_slice t, int32_t *day)
{
    int y, m, d;
    size_t gap = t.size > 4 && t.data[4] == '/';
    if (!lc_day_digits(t, 0, 4, &y) || !lc_day_digits(t, 4 + gap, 2, &m)
        || !lc_day_digits(t, 6 + 2 * gap, 2, &d) || (gap && t.data[7] != '/')
        || !lc_day_is_time(t, 8 + 2 * gap))
        return LC_FORMAT;
    if (!gap && (y < 1900 || y > 2199 || m < 1 || m > 12))
        return LC_FORMAT; /* figures, and no day */
    return lc_day_checked(y, m, d, day);
}

int lc_day_parse(struct lc_slice text, int format, int32_t *day)
{
    int year;
    text = lc_slice_trim(text);
    switch (format) {
    case LC_DAY_ISO:
        return parse_iso(text, day);
    case LC_DAY_DMY:
        return parse_slashed(text, false, day);
    case LC_DAY_MDY:
        return parse_slashed(text, true, day);
    case LC_DAY_NAMED:
        return lc_day_parse_named(text, day);
    case LC_DAY_YMD:
        return parse_year_first(text, day);
    default:
        return lc_day_digits(text, 0, 4, &year) ? parse_iso(text, day)
                                                : parse_slashed(text, false, day);
    }
}

/* A month of 13 or more is the other's day. */
static bool is_month(struct lc_slice t, bool first)
{
    int one, two, year;
    if (!split_slashed(t, &one, &two, &year))
        return false;
    int month = first ? one : two;
    return month >= 1 && month <= 12;
}

unsigned lc_day_forms(struct lc_slice text)
{
    unsigned forms = 0;
    int32_t day;
    text = lc_slice_trim(text);
    for (int form = 0; form < LC_DAY_FORMS; form++) {
        bool has = lc_day_parse(text, form, &day) != LC_FORMAT;
        if (form == LC_DAY_DMY || form == LC_DAY_MDY)
            has = has && is_month(text, form == LC_DAY_MDY);
        forms |= has ? 1u << form : 0;
    }
    return forms;
}

bool lc_day_is_serial(struct lc_slice text)
{
    enum { FIRST = 18264, LAST = 73050 };
    int number;
    text = lc_slice_trim(text);
    bool more = text.size > 6;
    for (size_t i = 6; i < text.size; i++)
        more &= text.data[i] >= '0' && text.data[i] <= '9';
    return lc_day_digits(text, 0, 5, &number) && number >= FIRST && number <= LAST
           && (text.size == 5 || (more && text.data[5] == '.'));
}

const char *lc_day_example(int format)
{
    static const char *const examples[] = {
        [LC_DAY_ISO] = LC_DAY_EXAMPLE_ISO,     [LC_DAY_DMY] = LC_DAY_EXAMPLE_DMY,
        [LC_DAY_NAMED] = LC_DAY_EXAMPLE_NAMED, [LC_DAY_MDY] = LC_DAY_EXAMPLE_MDY,
        [LC_DAY_YMD] = LC_DAY_EXAMPLE_YMD,     [LC_DAY_ANY] = LC_DAY_EXAMPLE_ISO,
    };
    return examples[format];
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
