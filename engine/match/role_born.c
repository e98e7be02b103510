/* Days of birth, as they are written: a day that does not exist is a slip of one that
 * does, so it is kept. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "match/normal.h"
#include "match/role_inside.h"

enum { YMD, DMY, MDY }; /* forms of a column */
enum { GROUPS = 3 };

struct group {
    int number; /* of digits; a month by its name */
    size_t size;
    bool named;
};

static int month_named(const char *text)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char low[4] = { 0 };
    for (int i = 0; i < 3; i++)
        low[i] = (char)tolower((unsigned char)text[i]);
    const char *at = strstr(months, low);
    return at && (at - months) % 3 == 0 ? (int)(at - months) / 3 + 1 : 0;
}

/* The run of digits, or of letters, at the head of the rest. */
static bool take(struct lc_slice *rest, struct group *group)
{
    size_t i = 0;
    while (i < rest->size && !isalnum((unsigned char)rest->data[i]))
        i++;
    size_t from = i;
    bool digit = i < rest->size && isdigit((unsigned char)rest->data[i]);
    *group = (struct group){ .named = !digit };
    for (; i < rest->size && i - from < 9 && isalnum((unsigned char)rest->data[i])
           && !isdigit((unsigned char)rest->data[i]) == !digit;
         i++)
        group->number =
            digit ? group->number * 10 + (rest->data[i] - '0') : group->number;
    group->size = i - from;
    if (!digit && group->size >= 3)
        group->number = month_named(rest->data + from);
    *rest = (struct lc_slice){ rest->data + i, rest->size - i };
    return group->size != 0;
}

/* 20010307, 07032001 */
static void cut(struct group *g, int form)
{
    int n = g[0].number, head = n / 10000;
    if (form == YMD || (head >= 1500 && head < 2200)) {
        g[0] = (struct group){ .number = head, .size = 4 };
        g[1] = (struct group){ .number = n / 100 % 100, .size = 2 };
        g[2] = (struct group){ .number = n % 100, .size = 2 };
    } else {
        g[0] = (struct group){ .number = n / 1000000, .size = 2 };
        g[1] = (struct group){ .number = n / 10000 % 100, .size = 2 };
        g[2] = (struct group){ .number = n % 10000, .size = 4 };
    }
}

/* How many groups the text has: 3 of a day, 1 of a year. */
static int split(struct lc_slice text, struct group *g)
{
    int count = 0;
    while (count < GROUPS && take(&text, g + count))
        count++;
    if (count == 1 && g[0].size == 8 && !g[0].named) {
        cut(g, DMY);
        count = GROUPS;
    }
    return count;
}

/* The column is of the form that most values can be of alone; day first if in doubt. */
static int form_born(size_t count, const struct lc_slice *raw)
{
    size_t dmy = 0, mdy = 0;
    struct group g[GROUPS];
    for (size_t i = 0; i < count; i++) {
        if (split(raw[i], g) != GROUPS || g[0].size == 4)
            continue;
        mdy += g[0].named || (g[0].number <= 12 && g[1].number > 12);
        dmy += g[1].named || (g[1].number <= 12 && g[0].number > 12);
    }
    return mdy > dmy ? MDY : DMY;
}

static int full_year(const struct group *g)
{
    return g->size > 2 ? g->number : g->number + (g->number < 70 ? 2000 : 1900);
}

static bool normal_born(struct lc_text *out, struct lc_slice raw, int form)
{
    struct group g[GROUPS];
    int count = split(raw, g), year, month, day;
    if (count == 1 && g[0].size == 4 && !g[0].named) {
        lc_text_addf(out, "%04d0000", g[0].number);
        return g[0].number > 0;
    }
    if (count != GROUPS)
        return false;
    bool first = g[0].size == 4 && !g[0].named;
    year = full_year(first ? g : g + 2);
    month = g[first || form == DMY || g[1].named ? 1 : 0].number;
    day = first ? g[2].number : g[form == DMY || g[1].named ? 0 : 1].number;
    if (year <= 0 || year > 9999 || month > 99 || day > 99)
        return false;
    lc_text_addf(out, "%04d%02d%02d", year, month, day);
    return true;
}

static bool normal_day(struct lc_text *out, struct lc_slice raw, int form)
{
    size_t from = out->size;
    if (!normal_born(out, raw, form) || out->failed)
        return false;
    int n = atoi(out->data + from), year = n / 10000, month = n / 100 % 100;
    return !lc_day_exists(year, month, n % 100)
           || !lc_born_is_nobodys(lc_day_of(year, month, n % 100));
}

static void prepare_born(struct lc_match_value *value)
{
    int n = atoi(value->text), year = n / 10000, month = n / 100 % 100, day = n % 100;
    value->is.born.year = (int16_t)year;
    value->is.born.month = (int8_t)month;
    value->is.born.day = (int8_t)day;
    value->is.born.number =
        lc_day_exists(year, month, day) ? lc_day_of(year, month, day) : LC_NO_DAY;
    value->head = (uint32_t)year;
}

/* What is written where no more is known: the year alone, its first day, or that of the
 * month. */
static bool is_first(const struct lc_match_value *a, const struct lc_match_value *b)
{
    return a->is.born.year == b->is.born.year && a->is.born.day <= 1
           && (a->is.born.month <= 1 || a->is.born.month == b->is.born.month);
}

static unsigned compare_born(const struct lc_match_value *a,
                             const struct lc_match_value *b)
{
    int apart = abs(a->is.born.year - b->is.born.year);
    bool months = a->is.born.month == b->is.born.month;
    bool days = a->is.born.day == b->is.born.day;
    if (!apart && a->is.born.month == b->is.born.day
        && a->is.born.day == b->is.born.month)
        return LC_BORN_EXCHANGED;
    if (is_first(a, b) || is_first(b, a))
        return LC_BORN_FIRST;
    if (months && days && apart == 1)
        return LC_BORN_YEAR_OFF;
    if (lc_born_is_miswritten(a->text, b->text))
        return LC_BORN_SLIP;
    if (apart > 1 || a->is.born.number == LC_NO_DAY || b->is.born.number == LC_NO_DAY)
        return LC_BORN_DIFFERS;
    int between = abs(a->is.born.number - b->is.born.number);
    return between <= 31    ? LC_BORN_MONTH_APART
           : between <= 366 ? LC_BORN_YEAR_APART
                            : LC_BORN_DIFFERS;
}

static const char *const levels[] = { "differs",
                                      "within a year",
                                      "within a month",
                                      "the first of its month or year",
                                      "the year before or after",
                                      "one digit another, or two exchanged",
                                      "day and month exchanged",
                                      "same" };
static const double one[] = { 0.005, 0.002, 0.002, 0.003, 0.004, 0.012, 0.004, 0.968 };
static const double two[] = {
    0.865, 0.098, 0.01, 0.002, 0.0003, 0.0045, 0.0001, 0.0001
};
static const char *const headings[] = { "dob",   "dateofbirth", "birthdate", "born",
                                        "birth", "birthday",    NULL };

const struct lc_match_role lc_match_role_born = {
    .name = "born",
    .help = "a day of birth, or a year",
    .kind = LC_MATCH_BORN,
    .level = levels,
    .one = one,
    .two = two,
    .levels = LC_BORN_EXCHANGED + 1,
    .normal = normal_day,
    .form = form_born,
    .prepare = prepare_born,
    .compare = compare_born,
    .frequencies = true,
    .draws = 12,
    .headings = headings,
};
