/* What days are written with (day_inside.h). */
#include "base/day_inside.h"

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
