#include "link/alike_inside.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/near.h"
#include "link/spelling_inside.h"
#include "match/normal.h"

static bool is_part(const char *a, const char *b)
{
    return strlen(a) >= 3 && strlen(b) >= 3 && (strstr(a, b) || strstr(b, a));
}

enum lc_likeness lc_alike_names(const char *a, const char *b)
{
    size_t longer = strlen(a) > strlen(b) ? strlen(a) : strlen(b);
    if (strcmp(a, b) == 0)
        return LC_LIKE_SAME;
    return is_part(a, b) || (longer >= 3 && lc_word_distance(a, b) <= (longer + 1) / 3)
               ? LC_LIKE_NEAR
               : LC_LIKE_NOT;
}

void lc_alike_digits(int32_t day, char *digits)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    snprintf(digits, LC_ALIKE_ROOM, "%04d%02d%02d", year, month, mday);
}

enum lc_likeness lc_alike_days(int32_t a, int32_t b)
{
    int year[2], month[2], mday[2];
    char x[LC_ALIKE_ROOM], y[LC_ALIKE_ROOM];
    if (a == b)
        return LC_LIKE_SAME;
    lc_day_split(a, year, month, mday);
    lc_day_split(b, year + 1, month + 1, mday + 1);
    if (year[0] == year[1] && month[0] == mday[1] && mday[0] == month[1])
        return LC_LIKE_NEAR;
    if (month[0] == month[1] && mday[0] == mday[1]
        && (year[0] - year[1] == 1 || year[1] - year[0] == 1))
        return LC_LIKE_NEAR;
    lc_alike_digits(a, x);
    lc_alike_digits(b, y);
    return lc_born_is_miswritten(x, y) ? LC_LIKE_NEAR : LC_LIKE_NOT;
}

static void raise(enum lc_likeness *likeness, enum lc_likeness to)
{
    if (to > *likeness)
        *likeness = to;
}

static bool is_somebody(const struct lc_spelling *said)
{
    return said->named && said->surnamed;
}

/* A placeholder for one of the names leaves the other as it is: "Baby Smith". */
static void compare_names(struct lc_alike *alike, const struct lc_spelling *a,
                          const struct lc_spelling *b)
{
    if (a->named && b->named)
        raise(&alike->forename, lc_alike_names(a->forename, b->forename));
    if (a->surnamed && b->surnamed)
        raise(&alike->surname, lc_alike_names(a->surname, b->surname));
    if (is_somebody(a) && is_somebody(b))
        alike->turned |= lc_alike_names(a->forename, b->surname) >= LC_LIKE_NEAR
                         && lc_alike_names(a->surname, b->forename) >= LC_LIKE_NEAR;
    else if (a->forename && b->forename && a->surname && b->surname)
        alike->nobody |= strcmp(a->forename, b->forename) == 0
                         && strcmp(a->surname, b->surname) == 0;
}

static void compare_rows(struct lc_alike *alike, const struct lc_spelling *a,
                         const struct lc_spelling *b)
{
    compare_names(alike, a, b);
    if (a->born != LC_NO_DAY && b->born != LC_NO_DAY)
        raise(&alike->born, lc_alike_days(a->born, b->born));
    if (a->sex && b->sex)
        raise(&alike->sex, a->sex == b->sex ? LC_LIKE_SAME : LC_LIKE_NOT);
    if (a->postcode && b->postcode)
        raise(&alike->postcode,
              strcmp(a->postcode, b->postcode) ? LC_LIKE_NOT : LC_LIKE_SAME);
}

static void compare_records(struct lc_alike *alike, const struct lc_spelling_rows *a,
                            const struct lc_spelling_rows *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            compare_rows(alike, lc_spelling_row(a, i), lc_spelling_row(b, k));
}

void lc_alike_find(struct lc_alike *alike, const struct lc_link_evidence *evidence,
                   const lc_record_groups *groups, uint32_t a, uint32_t b)
{
    uint32_t x = a, y;
    *alike = (struct lc_alike){ 0 };
    do {
        struct lc_spelling_rows mine = lc_spelling_of(evidence, x);
        y = b;
        do {
            struct lc_spelling_rows theirs = lc_spelling_of(evidence, y);
            compare_records(alike, &mine, &theirs);
            y = lc_record_groups_next(groups, y);
        } while (y != b);
        x = lc_record_groups_next(groups, x);
    } while (x != a);
    if (alike->turned) {
        raise(&alike->forename, LC_LIKE_NEAR);
        raise(&alike->surname, LC_LIKE_NEAR);
    }
    alike->numbers = lc_record_groups_numbers_disagree(groups, a, b);
}
