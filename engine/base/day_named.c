/* Days with the month's name in them: 29-Feb-2024, Thursday 29th February 2024, Feb 29,
 * 2024. */
#include "base/day_inside.h"

#include <string.h>

static const char *const month_names[] = { "January", "February", "March",
                                           "April",   "May",      "June",
                                           "July",    "August",   "September",
                                           "October", "November", "December" };

const char *lc_day_month(int month)
{
    return month_names[month - 1];
}

/* A month by its name or no less than three letters of it ("Sept"), at *at, which moves
 * on; 0: none. */
static int named_month(struct lc_slice t, size_t *at)
{
    char word[sizeof "September"] = "";
    size_t size = 0;
    while (*at < t.size && size + 1 < sizeof word && (t.data[*at] | 32) >= 'a'
           && (t.data[*at] | 32) <= 'z')
        word[size++] = t.data[(*at)++];
    for (int m = 0; m < 12 && size >= 3; m++)
        if (size <= strlen(month_names[m])
            && lc_slice_is_nocase((struct lc_slice){ month_names[m], size }, word))
            return m + 1;
    return 0;
}

/* What parts a date with a name: a hyphen, a slash, or blanks, with a comma or not. */
static bool parted(struct lc_slice t, size_t *at)
{
    size_t from = *at;
    if (*at < t.size && (t.data[*at] == '-' || t.data[*at] == '/'))
        return ++*at;
    *at += *at < t.size && t.data[*at] == ',';
    while (*at < t.size && t.data[*at] == ' ')
        ++*at;
    return *at > from;
}

/* Four digits, or where the day came first two, at *at, which moves on. */
static bool named_year(struct lc_slice t, size_t *at, bool brief, int *year)
{
    bool whole = lc_day_digits(t, *at, 4, year);
    if (!whole && (!brief || !lc_day_digits(t, *at, 2, year)))
        return false;
    if (!whole)
        *year += *year >= 70 ? 1900 : 2000;
    *at += whole ? 4 : 2;
    return true;
}

/* A day of a month, 3 or 3rd, at *at, which moves on. */
static bool named_day(struct lc_slice t, size_t *at, int *value)
{
    static const char *const ends[] = { "st", "nd", "rd", "th" };
    if (!lc_day_one_or_two(t, at, value))
        return false;
    for (int i = 0; i < 4 && *at + 2 <= t.size; i++)
        if (lc_slice_is_nocase((struct lc_slice){ t.data + *at, 2 }, ends[i])) {
            *at += 2;
            break;
        }
    return true;
}

/* Behind "Sunday, " or "Sun ", of which nothing is taken; else at 0. */
static size_t behind_weekday(struct lc_slice t)
{
    static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                         "Friday", "Saturday", "Sunday" };
    size_t size = 0;
    while (size < t.size && (t.data[size] | 32) >= 'a' && (t.data[size] | 32) <= 'z')
        size++;
    for (int i = 0; i < 7 && size >= 3; i++) {
        size_t at = size;
        if (size <= strlen(names[i])
            && lc_slice_alike((struct lc_slice){ t.data, size },
                              (struct lc_slice){ names[i], size })
            && parted(t, &at))
            return at;
    }
    return 0;
}

int lc_day_parse_named(struct lc_slice t, int32_t *day)
{
    int y = 0, m, d = 0;
    size_t at = behind_weekday(t);
    t = (struct lc_slice){ t.data + at, t.size - at };
    at = 0;
    bool year_first = lc_day_digits(t, 0, 4, &y), day_first = false;
    if (year_first)
        at = 4;
    else
        day_first = named_day(t, &at, &d);
    if (!year_first && !day_first)
        at = 0;
    if ((at && !parted(t, &at)) || !(m = named_month(t, &at)) || !parted(t, &at))
        return LC_FORMAT;
    if (!day_first && !named_day(t, &at, &d))
        return LC_FORMAT;
    if (!year_first && !day_first && !parted(t, &at))
        return LC_FORMAT;
    if (!year_first && !named_year(t, &at, day_first, &y))
        return LC_FORMAT;
    return lc_day_is_time(t, at) ? lc_day_checked(y, m, d, day) : LC_FORMAT;
}
