/* Where a history breaks. Chances by R (4.3), for K events in e months and A in b:
 *
 *     2 * min(1 - pbinom(K - 1, K + A, e / (e + b)), pbinom(K, K + A, e / (e + b)))
 *
 * which is the rule of breaks.h at a dispersion of 1. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "store/breaks_inside.h"
#include "support/stores.h"

Test(breaks, chance_is_that_of_the_binomial)
{
    static const struct {
        double now, exposed, before, exposed_before, chance;
    } of[] = {
        { 3, 1, 24, 12, 0.689688549208 },
        { 20, 3, 240, 12, 6.61941622145e-08 },
        { 7, 2, 24, 12, 0.288237179956 },
        { 30, 3, 60, 12, 0.00414736738715 },
    };
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        double chance = lc_months_chance(of[k].now, of[k].exposed, of[k].before,
                                         of[k].exposed_before, 1);
        cr_expect(lt(dbl, fabs(chance / of[k].chance - 1), 1e-9), "row %zu", k);
    }
    /* (12/13)^24 and (1/13)^10, doubled; nothing at all says nothing. */
    double none = lc_months_chance(0, 1, 24, 12, 1);
    double new = lc_months_chance(10, 1, 0, 12, 1);
    cr_expect(lt(dbl, fabs(none / (2 * pow(12.0 / 13, 24)) - 1), 1e-9));
    cr_expect(lt(dbl, fabs(new / (2 * pow(1.0 / 13, 10)) - 1), 1e-9));
    cr_expect(eq(dbl, lc_months_chance(0, 1, 0, 12, 1), 1));
    /* Half of the events, each twice, are half of the events. */
    cr_expect(
        eq(dbl, lc_months_chance(14, 2, 48, 12, 2), lc_months_chance(7, 2, 24, 12, 1)));
}

Test(breaks, dispersion_by_hand)
{
    double ones[24], steady[24], y[24];
    for (int m = 0; m < 24; m++) {
        ones[m] = 1;
        steady[m] = 4;
        y[m] = m % 2 ? 2 : 10; /* a season: the same a year later */
    }
    const struct lc_months flat = { 24, steady, ones }, wave = { 24, y, ones };
    cr_expect(eq(dbl, lc_months_dispersion(&flat, 0, 24), 1));
    cr_expect(eq(dbl, lc_months_dispersion(&wave, 0, 24), 1));
    /* Of twelve, against their mean of 6: 12 * 4^2 / 6 / 11. */
    double phi = lc_months_dispersion(&wave, 0, 12);
    cr_expect(lt(dbl, fabs(phi - 32.0 / 11), 1e-12));
    /* And 8 apart in every month from a year before: 12 * 64 / 2 over 12 * 12 / 2. */
    for (int m = 12; m < 24; m++)
        y[m] = m % 2 ? 10 : 2;
    phi = lc_months_dispersion(&wave, 0, 24);
    cr_expect(lt(dbl, fabs(phi - 64.0 / 12), 1e-12));
}

/* --- whole histories -------------------------------------------------------------- */

enum { YEARS = 6, FIRST = 2015 };

/* y[m] events in month m from January 2015, over its days; code[m] of them bear
 * the code "new", the others "old". */
static struct lc_store store_of_months(const int *y, const int *code)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "covers x 2015-01-01 2021-01-01\n");
    for (int m = 0; m < 12 * YEARS; m++)
        for (int k = 0; k < y[m]; k++)
            lc_text_addf(&text, "x %d %d-%02d-%02d - code %s\n", k % 50, FIRST + m / 12,
                         m % 12 + 1, k * 28 / y[m] + 1, k < code[m] ? "new" : "old");
    struct lc_store store = store_of(50, text.data);
    lc_text_free(&text);
    return store;
}

static int month_of(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return (year - FIRST) * 12 + month - 1;
}

static size_t find(const struct lc_store *store, struct lc_break **found)
{
    size_t count;
    cr_assert(eq(int, lc_breaks_find(store, "x", &count, found, NULL), LC_OK));
    return count;
}

Test(breaks, a_halved_source_and_what_is_said_of_it)
{
    int y[12 * YEARS], code[12 * YEARS] = { 0 };
    struct lc_break *found;
    struct lc_text text = { 0 };
    for (int m = 0; m < 12 * YEARS; m++)
        y[m] = m < 40 ? 60 : 24;
    struct lc_store store = store_of_months(y, code);
    cr_assert(eq(sz, find(&store, &found), 1));
    cr_expect(eq(i32, found->from, day_of("2018-05-01")));
    cr_expect(eq(ptr, (void *)(uintptr_t)found->code, NULL));
    lc_break_say(&text, found, false);
    cr_expect(
        eq(str, text.data, "x: from 2018-05-01 on 24 a month, before it 60 a month"));
    lc_text_free(&text);
    free(found);
    lc_store_free(&store);
}

/* 60 a month and none in August, as schools have it: in the first years nobody can
 * know, and from then on it is no break. */
Test(breaks, a_season_is_none)
{
    int y[12 * YEARS], code[12 * YEARS] = { 0 };
    struct lc_break *found;
    for (int m = 0; m < 12 * YEARS; m++)
        y[m] = m % 12 == 7 ? 0 : 60;
    struct lc_store store = store_of_months(y, code);
    size_t count = find(&store, &found);
    for (size_t i = 0; i < count; i++)
        cr_expect(lt(int, month_of(found[i].from), 24));
    free(found);
    lc_store_free(&store);
}

Test(breaks, a_code_that_comes_and_one_that_goes)
{
    int y[12 * YEARS], code[12 * YEARS];
    struct lc_break *found;
    for (int m = 0; m < 12 * YEARS; m++) {
        y[m] = 40;
        code[m] = m < 30 ? 0 : 20;
    }
    struct lc_store store = store_of_months(y, code);
    cr_assert(eq(sz, find(&store, &found), 2));
    for (size_t i = 0; i < 2; i++) {
        cr_expect(eq(i32, found[i].from, day_of("2017-07-01")));
        cr_expect(eq(str, (char *)(uintptr_t)found[i].code, i ? "old" : "new"));
    }
    free(found);
    lc_store_free(&store);
}

/* Twenty planted in sources of all paces, all seen within three months, though one
 * comes a year after a false alarm; and where none is planted, one false alarm in five
 * years at the most. */
Test(breaks, twenty_planted_and_none)
{
    static const int pace[] = { 20, 40, 80, 160 };
    static const double times[] = { 0.4, 2.2, 0.33, 3, 0.25 };
    int y[12 * YEARS], code[12 * YEARS] = { 0 };
    size_t late = 0, false_alarms = 0;
    for (uint64_t k = 0; k < 20; k++) {
        struct lc_random r;
        struct lc_break *found;
        bool seen = false;
        int at = 24 + (int)(k * 2);
        lc_random_init(&r, 11, k);
        for (int m = 0; m < 12 * YEARS; m++)
            y[m] =
                (int)lc_random_poisson(&r, pace[k % 4] * (m < at ? 1 : times[k % 5]));
        struct lc_store store = store_of_months(y, code);
        size_t count = find(&store, &found);
        for (size_t i = 0; i < count; i++) {
            seen |= found[i].from >= day_of("2015-01-01")
                    && month_of(found[i].seen) > at
                    && month_of(found[i].seen) <= at + 3;
            false_alarms += month_of(found[i].seen) <= at && !found[i].code;
        }
        late += !seen;
        free(found);
        lc_store_free(&store);
    }
    cr_expect(zero(sz, late));
    cr_expect(le(sz, false_alarms, 20 * YEARS / 5));
}

/* A second break half a year after the first is seen; that a season goes on at the new
 * level is none. 90, 60, 30, 60 a month by quarters, a third of it from month 36 on,
 * and nine times that from month 42 on. */
Test(breaks, soon_after_another)
{
    static const int quarter[] = { 90, 60, 30, 60 };
    int y[12 * YEARS], code[12 * YEARS] = { 0 };
    for (int two = 0; two < 2; two++) {
        struct lc_break *found;
        for (int m = 0; m < 12 * YEARS; m++)
            y[m] = quarter[m / 3 % 4] / (m < 36 ? 1 : 3) * (two && m >= 42 ? 12 : 1);
        struct lc_store store = store_of_months(y, code);
        size_t count = find(&store, &found), late = 0;
        for (size_t i = 0; i < count; i++)
            late += month_of(found[i].from) >= 24;
        cr_expect(eq(sz, late, 1 + (size_t)two));
        for (size_t i = count - late; i < count; i++)
            cr_expect(eq(int, month_of(found[i].from), i == count - late ? 36 : 42));
        free(found);
        lc_store_free(&store);
    }
}

/* Of a month that had none in the last year before a break, no season is known: that
 * it has some now is no second break. 20 a month and none in August, then 60 a month,
 * and 200 in that August. */
Test(breaks, a_month_that_had_none)
{
    double y[48], ones[48];
    for (int m = 0; m < 48; m++) {
        y[m] = m == 43 ? 200 : m >= 36 ? 60 : m % 12 == 7 ? 0 : 20;
        ones[m] = 1;
    }
    const struct lc_months months = { 48, y, ones };
    struct lc_unlike unlike;
    cr_expect(not(lc_months_unlike(&months, 0, 36, 1e-6, &unlike)));
    for (int m = 42; m < 48; m++) /* and what is one all the same */
        y[m] = m == 43 ? 200 : 240;
    cr_expect(lc_months_unlike(&months, 0, 36, 1e-6, &unlike));
    cr_expect(eq(int, unlike.from, 42));
}

/* Spells of a year or more, each told in time and closed when it ended: that they fell
 * in the last year is seen, for what is late is the end and not the spell. */
Test(breaks, of_spells_that_are_still_going_on)
{
    struct lc_break *found;
    struct lc_text text = { 0 };
    char day[2][LC_DAY_ROOM];
    lc_text_add(&text, "covers x 2015-01-01 2021-01-01\n");
    for (int m = 0; m < 12 * YEARS; m++)
        for (int k = 0; k < (m < 66 ? 40 : 10); k++) {
            int32_t start = lc_day_of(FIRST + m / 12, m % 12 + 1, k * 28 / 40 + 1);
            lc_day_print(start, day[0]);
            lc_day_print(start + 500, day[1]);
            lc_text_addf(&text, "x %d %s - known %s %s key %d\n", k, day[0], day[0],
                         day[1], 1000 * m + k);
            lc_text_addf(&text, "x %d %s %s known %s - key %d\n", k, day[0], day[1],
                         day[1], 1000 * m + k);
        }
    struct lc_store store = store_of(50, text.data);
    cr_assert(eq(sz, find(&store, &found), 1));
    cr_expect(eq(i32, found->from, day_of("2020-07-01")));
    free(found);
    lc_store_free(&store);
    lc_text_free(&text);
}

/* Events before all that is covered: there are months, and nothing in them. */
Test(breaks, none_where_nothing_is_told, .timeout = 20)
{
    struct lc_break *found;
    struct lc_store store = store_of(1, "covers x 2015-01-01 2021-01-01\n"
                                        "x 0 2010-01-01 - code old\n");
    cr_expect(eq(sz, find(&store, &found), 0));
    free(found);
    lc_store_free(&store);
}

/* One that is made of many: 40 histories of six years without a break. */
Test(breaks, seldom_where_there_is_none)
{
    int y[12 * YEARS], code[12 * YEARS];
    size_t alarms = 0;
    for (uint64_t k = 0; k < 40; k++) {
        struct lc_random r;
        struct lc_break *found;
        lc_random_init(&r, 12, k);
        for (int m = 0; m < 12 * YEARS; m++) {
            code[m] = (int)lc_random_poisson(&r, 6);
            y[m] = code[m] + (int)lc_random_poisson(&r, 3 + (double)k);
        }
        struct lc_store store = store_of_months(y, code);
        alarms += find(&store, &found);
        free(found);
        lc_store_free(&store);
    }
    cr_expect(le(sz, alarms, 40 * YEARS / 5), "%zu", alarms);
    cr_log_info("%zu alarms", alarms);
}
