/* When a source has fallen silent. Limits are those of the rule in rhythm.h, worked out
 * in R (4.3), with f for the expected number of pauses of x days in five years:
 *
 *     f <- function(x, n, M, h)
 *       exp(log(5 * 365.25 * n / h) + lbeta(x / M + 1, n) + log(n))
 *
 * and the least whole x >= M for which f is at most 0.1. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "store/rhythm.h"
#include "support/stores.h"

/* Events of a history every `step` days from 1 January 2015, `n` of them. */
static void add_events(struct lc_text *text, const char *history, int32_t step, int n)
{
    char day[LC_DAY_ROOM];
    for (int k = 0; k < n; k++)
        lc_text_addf(text, "%s 0 %s -\n", history,
                     lc_day_print(day_of("2015-01-01") + step * k, day));
}

static struct lc_store every(int32_t step, int n)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "covers x 2015-01-01 2035-01-01\n");
    add_events(&text, "x", step, n);
    struct lc_store store = store_of(1, text.data);
    lc_text_free(&text);
    return store;
}

static struct lc_silence judged(const struct lc_store *store, const char *history,
                                int32_t t)
{
    struct lc_rhythm r;
    cr_assert(eq(int, lc_rhythm_make(&r, store, history, NULL), LC_OK));
    struct lc_silence s = lc_rhythm_judge(&r, t);
    lc_rhythm_free(&r);
    return s;
}

struct known {
    int32_t step;
    int n; /* events */
    size_t pauses;
    int32_t longest, limit;
};

/* 10 days apart: 73 pauses in 730 days, f(19) = 0.0927, f(18) = 0.131. 100 days apart
 * the last 24 pauses, f(176) = 0.09993, f(175) = 0.1024. Every day, a limit of 2 would
 * do, but no pause of 14 days is silence. 5 pauses of 60 days: f(318) = 0.09989. 7 of
 * 100 days, f(340) = 0.0996. 24 of 30 days, f(69) = 0.0939. 30 pauses of 10 days would
 * have 26, but are less than a year: a season. 8 pauses of 365 days would have 758, but
 * from 8 on two years will do. */
static const struct known known[] = {
    { 10, 101, 73, 10, 19 }, { 100, 31, 24, 100, 176 }, { 1, 1200, 731, 1, 14 },
    { 60, 6, 5, 60, 318 },   { 100, 8, 7, 100, 340 },   { 30, 51, 24, 30, 69 },
    { 10, 31, 30, 10, 183 }, { 365, 9, 8, 365, 731 },
};

Test(rhythm, both_sides_of_the_limit)
{
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        const struct known *w = known + k;
        struct lc_store store = every(w->step, w->n);
        int32_t last = day_of("2015-01-01") + w->step * (w->n - 1);
        struct lc_silence s = judged(&store, "x", last + w->limit);
        cr_expect(eq(sz, s.pauses, w->pauses), "every %d days", w->step);
        cr_expect(eq(i32, s.longest, w->longest), "every %d days", w->step);
        cr_expect(eq(i32, s.limit, w->limit), "every %d days", w->step);
        cr_expect(eq(i32, s.since, LC_NO_DAY), "every %d days", w->step);
        s = judged(&store, "x", last + w->limit + 1);
        cr_expect(eq(i32, s.last, last), "every %d days", w->step);
        cr_expect(eq(i32, s.since, last + 1), "every %d days", w->step);
        lc_store_free(&store);
    }
}

/* Nothing told, or one day of it: nobody can tell silence from rest. Births have none.
 */
Test(rhythm, too_little_is_no_rhythm)
{
    struct lc_store store = store_of(1, "covers x 2015-01-01 2035-01-01\n"
                                        "covers person 2015-01-01 2035-01-01\n"
                                        "person 0 1999-01-01 -\n"
                                        "x 0 2015-01-01 -\n");
    cr_expect(eq(i32, judged(&store, "x", LC_OPEN).limit, LC_OPEN));
    cr_expect(eq(i32, judged(&store, "x", LC_OPEN).since, LC_NO_DAY));
    cr_expect(eq(i32, judged(&store, "y", LC_OPEN).since, LC_NO_DAY));
    cr_expect(eq(i32, judged(&store, "person", LC_OPEN).last, LC_NO_DAY));
    lc_store_free(&store);
}

/* Where the files end nobody is silent: the 10 days' source is judged on the day before
 * its file ends, and no more is known later. */
Test(rhythm, a_file_that_no_longer_comes_is_no_silence)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "covers x 2015-01-01 2017-10-13\n"); /* last: 2017-09-27 */
    add_events(&text, "x", 10, 101);
    struct lc_store store = store_of(1, text.data);
    cr_expect(eq(i32, judged(&store, "x", LC_OPEN).since, LC_NO_DAY));
    cr_expect(eq(i32, judged(&store, "x", day_of("2030-01-01")).since, LC_NO_DAY));
    lc_store_free(&store);
    lc_text_free(&text);
}

/* What a schema declares stands, on both sides, however few were told; of a source that
 * tells several histories it is said of the source. */
Test(rhythm, a_schema_may_declare_it)
{
    struct lc_store store = store_of(1, "covers x 2015-01-01 2035-01-01\n"
                                        "covers y,z 2015-01-01 2035-01-01\n"
                                        "x 0 2015-01-01 -\n"
                                        "z 0 2015-01-01 -\n"
                                        "y 0 2015-03-01 -\n");
    store.source[0].rhythm = store.source[1].rhythm = 40;
    cr_expect(eq(i32, judged(&store, "x", day_of("2015-02-10")).since, LC_NO_DAY));
    cr_expect(
        eq(i32, judged(&store, "x", day_of("2015-02-11")).since, day_of("2015-01-02")));
    cr_expect(eq(i32, judged(&store, "z", day_of("2015-04-10")).since, LC_NO_DAY));
    cr_expect(
        eq(i32, judged(&store, "z", day_of("2015-04-11")).since, day_of("2015-03-02")));
    lc_store_free(&store);
}

/* A seldom history of a busy source: "often" comes every 10 days, "seldom" came thrice.
 * When all stops, both are silent since the source's last word. */
Test(rhythm, a_source_is_judged_by_all_that_it_tells)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "covers often,seldom 2015-01-01 2035-01-01\n"
                       "seldom 0 2015-05-05 -\nseldom 0 2016-01-05 -\n"
                       "seldom 0 2016-02-05 -\n");
    add_events(&text, "often", 10, 101);
    struct lc_store store = store_of(1, text.data);
    int32_t last = day_of("2015-01-01") + 1000;
    cr_expect(eq(i32, judged(&store, "seldom", last + 19).since, LC_NO_DAY));
    cr_expect(eq(i32, judged(&store, "seldom", last + 20).since, last + 1));
    cr_expect(eq(i32, judged(&store, "often", last + 20).since, last + 1));
    lc_store_free(&store);
    lc_text_free(&text);
}

/* The 10 days' source rests for 100 days from day 1000, then goes on. Seen from later,
 * the rest is silence: [1001, 1100); unless its events come after all. */
Test(rhythm, a_silence_that_ended_is_still_one)
{
    char day[LC_DAY_ROOM];
    int32_t first = day_of("2015-01-01");
    for (int filled = 0; filled < 2; filled++) {
        struct lc_text text = { 0 };
        lc_text_add(&text, "covers x 2015-01-01 2035-01-01\n");
        add_events(&text, "x", 10, 101);
        for (int k = 0; k < 5; k++)
            lc_text_addf(&text, "x 0 %s -\n", lc_day_print(first + 1100 + 10 * k, day));
        for (int k = 0; filled && k < 9; k++)
            lc_text_addf(&text, "x 0 %s - known 2018-02-20 -\n", /* day 1146 */
                         lc_day_print(first + 1010 + 10 * k, day));
        struct lc_store store = store_of(1, text.data);
        struct lc_rhythm r;
        int32_t end = 0;
        cr_assert(eq(int, lc_rhythm_make(&r, &store, "x", NULL), LC_OK));
        int32_t t = first + 1141;
        cr_expect(eq(i32, lc_rhythm_silent(&r, t - 90, t, t, &end), first + 1001));
        cr_expect(eq(i32, end, first + 1100));
        cr_expect(
            eq(i32, lc_rhythm_silent(&r, first + 1099, t, t, &end), first + 1001));
        cr_expect(eq(i32, lc_rhythm_silent(&r, first + 1100, t, t, &end), LC_NO_DAY));
        cr_expect(eq(i32, lc_rhythm_silent(&r, first + 900, first + 1001, t, &end),
                     LC_NO_DAY));
        t = first + 1148;
        cr_expect(eq(i32, lc_rhythm_silent(&r, t - 90, t, t, &end),
                     filled ? LC_NO_DAY : first + 1001));
        lc_rhythm_free(&r);
        lc_store_free(&store);
        lc_text_free(&text);
    }
}

/* The same, as spans: covered to the rest, and from its end to where it stops. */
Test(rhythm, silences_are_not_covered)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "covers x 2014-12-01 2035-01-01\n");
    add_events(&text, "x", 10, 101);
    lc_text_add(&text, "x 0 2018-01-05 -\n"); /* day 1100 */
    struct lc_store store = store_of(1, text.data);
    size_t count;
    int32_t(*span)[2], first = day_of("2015-01-01");
    cr_assert(eq(int, lc_covered(&store, "x", LC_OPEN, &count, &span, NULL), LC_OK));
    cr_assert(eq(sz, count, 2));
    cr_expect(eq(i32, span[0][0], day_of("2014-12-01")));
    cr_expect(eq(i32, span[0][1], first + 1001));
    cr_expect(eq(i32, span[1][0], first + 1100));
    cr_expect(eq(i32, span[1][1], first + 1101));
    free(span);
    lc_store_free(&store);
    lc_text_free(&text);
}

/* From 1905-01-01 to 2010-01-01 are 105 years with 26 leap days, 38,351 days. Such a
 * pause was no silence, so one as long is none either, though a century would be rare:
 * f(36525) < 5 * 365.25 / 38351 = 0.048. Both answers have one rule. */
Test(rhythm, no_pause_as_long_as_the_longest_is_silence)
{
    struct lc_store store = store_of(1, "covers x 1905-01-01 2199-01-01\n"
                                        "x 0 1905-01-01 -\nx 0 2010-01-01 -\n");
    struct lc_rhythm r;
    int32_t last = day_of("2010-01-01"), end;
    cr_assert(eq(int, lc_rhythm_make(&r, &store, "x", NULL), LC_OK));
    cr_expect(eq(i32, lc_rhythm_judge(&r, LC_OPEN).limit, 38351));
    for (int32_t days = 36524; days < 38400; days++) {
        int32_t t = last + days, since = days > 38351 ? last + 1 : LC_NO_DAY;
        cr_expect(eq(i32, lc_rhythm_judge(&r, t).since, since), "%d days", (int)days);
        cr_expect(eq(i32, lc_rhythm_silent(&r, t - 1, t, t, &end), since), "%d days",
                  (int)days);
    }
    lc_rhythm_free(&r);
    lc_store_free(&store);
}

/* A second file, received late, tells of what was between the two: to those who looked
 * before it came the source had covered no more than the first. */
Test(rhythm, what_a_file_will_cover_is_not_known_before_it_comes)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "covers x 2015-01-01 2017-09-28\n"
                       "covers x 2015-01-01 2018-09-28\n");
    add_events(&text, "x", 10, 101); /* to 2017-09-27 */
    lc_text_add(&text, "x 0 2018-09-27 - known 2018-09-28 -\n");
    struct lc_store store = store_of(1, text.data);
    cr_expect(eq(i32, judged(&store, "x", day_of("2018-06-01")).since, LC_NO_DAY));
    cr_expect(eq(i32, judged(&store, "x", day_of("2018-09-28")).since, LC_NO_DAY));
    lc_store_free(&store);
    lc_text_free(&text);
}

/* --- properties ------------------------------------------------------------------- */

enum { DAYS = 3650, FIRST = 16436 /* 2015-01-01 */ };

/* Poisson events at `rate` a day, each known within `late` days; none from `stop` on.
 */
static struct lc_store poisson(struct lc_random *r, double rate, uint64_t late,
                               int32_t stop)
{
    struct lc_text text = { 0 };
    char day[LC_DAY_ROOM], on[LC_DAY_ROOM];
    lc_text_add(&text, "covers x 2015-01-01 2025-01-01\n");
    for (double d = 0; (d += lc_random_exponential(r) / rate) < stop;) {
        int32_t start = FIRST + (int32_t)d;
        lc_text_addf(&text, "x 0 %s - known %s -\n", lc_day_print(start, day),
                     lc_day_print(start + (int32_t)lc_random_below(r, late), on));
    }
    struct lc_store store = store_of(1, text.data);
    lc_text_free(&text);
    return store;
}

static const double rates[] = { 3, 0.5, 0.1, 0.03, 0.01 };

/* At most one false alarm in five years of looking every month. */
Test(rhythm, who_speaks_is_seldom_called_silent)
{
    struct lc_random r;
    lc_random_init(&r, 11, 0);
    for (size_t k = 0; k < 5 * 20; k++) {
        struct lc_store store = poisson(&r, rates[k % 5], 30, DAYS);
        struct lc_rhythm rhythm;
        int32_t before = LC_NO_DAY;
        int alarms = 0;
        cr_assert(eq(int, lc_rhythm_make(&rhythm, &store, "x", NULL), LC_OK));
        for (int32_t t = FIRST + 5 * 365; t < FIRST + 10 * 365; t += 30) {
            int32_t since = lc_rhythm_judge(&rhythm, t).since;
            alarms += since != LC_NO_DAY && since != before;
            before = since;
        }
        cr_expect(le(int, alarms, 1), "rate %g", rates[k % 5]);
        lc_rhythm_free(&rhythm);
        lc_store_free(&store);
    }
}

/* Every stop is found, two years on at the latest. */
Test(rhythm, whoever_stops_is_found)
{
    struct lc_random r;
    lc_random_init(&r, 12, 0);
    for (size_t k = 0; k < 5 * 20; k++) {
        int32_t stop = 4 * 365 + (int32_t)lc_random_below(&r, 3 * 365);
        struct lc_store store = poisson(&r, rates[k % 5], 30, stop);
        cr_expect(ne(i32, judged(&store, "x", FIRST + stop + 2 * 366).since, LC_NO_DAY),
                  "rate %g", rates[k % 5]);
        lc_store_free(&store);
    }
}

/* Who is silent today is so by both answers, that in words and that of a span. */
Test(rhythm, who_is_judged_silent_is_silent)
{
    struct lc_random r;
    lc_random_init(&r, 14, 0);
    for (size_t k = 0; k < 5 * 8; k++) {
        int32_t stop = 400 + (int32_t)lc_random_below(&r, 2 * 365), end;
        struct lc_store store = poisson(&r, rates[k % 5], 30, stop);
        struct lc_rhythm rhythm;
        cr_assert(eq(int, lc_rhythm_make(&rhythm, &store, "x", NULL), LC_OK));
        for (int32_t t = FIRST; t < FIRST + DAYS; t += 7) {
            int32_t judged = lc_rhythm_judge(&rhythm, t).since;
            int32_t told = lc_rhythm_silent(&rhythm, t - 1, t, t, &end);
            cr_expect(eq(i32, end == LC_OPEN ? told : LC_NO_DAY, judged));
        }
        lc_rhythm_free(&rhythm);
        lc_store_free(&store);
    }
}

/* What is known on or after t changes nothing as of t: events are moved, taken out and
 * added there at will. */
Test(rhythm, nothing_of_the_future)
{
    struct lc_random r;
    lc_random_init(&r, 13, 0);
    for (size_t k = 0; k < 60; k++) {
        struct lc_store store = poisson(&r, rates[k % 5], 200, DAYS);
        int32_t t = FIRST + 400 + (int32_t)lc_random_below(&r, DAYS - 400), end, later;
        struct lc_rhythm is, was;
        cr_assert(eq(int, lc_rhythm_make(&was, &store, "x", NULL), LC_OK));
        struct lc_history *h = lc_store_history(&store, "x");
        for (size_t i = 0; i < h->n; i++) {
            if (h->known_from[i] < t)
                continue;
            h->known_from[i] = t + (int32_t)lc_random_below(&r, 900);
            h->start[i] = FIRST + (int32_t)lc_random_below(&r, DAYS);
        }
        cr_assert(eq(int, lc_rhythm_make(&is, &store, "x", NULL), LC_OK));
        struct lc_silence a = lc_rhythm_judge(&was, t), b = lc_rhythm_judge(&is, t);
        cr_expect(eq(i32, a.since, b.since));
        cr_expect(eq(i32, a.limit, b.limit));
        cr_expect(eq(sz, a.pauses, b.pauses));
        for (int32_t low = t - 2000; low < t; low += 100) {
            int32_t one = lc_rhythm_silent(&was, low, t, t, &end);
            cr_expect(eq(i32, one, lc_rhythm_silent(&is, low, t, t, &later)));
            cr_expect(eq(i32, end, later));
        }
        lc_rhythm_free(&was);
        lc_rhythm_free(&is);
        lc_store_free(&store);
    }
}

/* --- kept with the store ---------------------------------------------------------- */

static bool wants_x(const void *context LC_UNUSED, const char *history,
                    const char *column LC_UNUSED)
{
    return !strcmp(history, "x");
}

/* What is kept is what would be made, on every day; of what was not wanted too; and an
 * event that is altered afterwards changes neither. */
Test(rhythm, what_is_kept_is_what_would_be_made)
{
    struct lc_store store =
        store_of(1, "covers x 2015-01-01 2020-01-01\ncovers y 2015-01-01 2020-01-01\n"
                    "x 0 2015-02-01 -\nx 0 2015-03-01 -\nx 0 2015-09-01 -\n"
                    "y 0 2015-02-01 -\n");
    struct lc_history *x = lc_store_history(&store, "x");
    const struct lc_store_part wanted = { wants_x, NULL };
    const struct lc_rhythm *found;
    struct lc_rhythm made, room;
    cr_assert(zero(int, lc_rhythms_keep(&store, &wanted, NULL)));
    cr_assert(zero(int, lc_rhythm_make(&made, &store, "x", NULL)));
    cr_assert(zero(int, lc_rhythm_find(&found, &room, &store, "x", NULL)));
    cr_expect(ne(ptr, (void *)found, &room));
    for (int32_t t = day_of("2015-01-01"); t < day_of("2017-01-01"); t++) {
        struct lc_silence a = lc_rhythm_judge(found, t), b = lc_rhythm_judge(&made, t);
        cr_expect(a.since == b.since && a.last == b.last && a.limit == b.limit
                  && a.longest == b.longest && a.pauses == b.pauses);
    }
    x->known_from[2] = LC_OPEN;
    cr_expect(eq(i32, lc_rhythm_judge(found, LC_OPEN).last, x->start[2]));
    lc_rhythm_free(&room);
    cr_assert(zero(int, lc_rhythm_find(&found, &room, &store, "y", NULL)));
    cr_expect(eq(ptr, (void *)found, &room));
    cr_expect(eq(sz, found->own.count, 1));
    lc_rhythm_free(&room);
    lc_rhythm_free(&made);
    lc_store_free(&store);
}
