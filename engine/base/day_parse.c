/* Days as they are written, in each form. */
#include "base/day_inside.h"

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
