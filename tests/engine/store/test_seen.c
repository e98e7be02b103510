/* The two clocks' rules, whose word counts for a person, and what sources cover. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "store/rhythm.h"
#include "store/seen.h"
#include "support/stores.h"

/* known_from < t <= known_to; today's word is what nobody has corrected. */
Test(seen, on_both_clocks)
{
    struct lc_store store =
        store_of(1, "cin 0 2020-01-01 - known 2020-01-08 2020-03-01\n"
                    "cin 0 2020-01-02 - known 2020-03-01 -\n");
    const struct lc_history *h = lc_store_history(&store, "cin");
    cr_expect(eq(int, lc_seen(h, 0, day_of("2020-01-08")), 0));
    cr_expect(lc_seen(h, 0, day_of("2020-01-09")));
    cr_expect(lc_seen(h, 0, day_of("2020-03-01")));
    cr_expect(eq(int, lc_seen(h, 1, day_of("2020-03-01")), 0));
    cr_expect(eq(int, lc_seen(h, 0, day_of("2020-03-02")), 0));
    cr_expect(lc_seen(h, 1, day_of("2020-03-02")));
    cr_expect(eq(int, lc_seen(h, 0, LC_OPEN), 0));
    cr_expect(lc_seen(h, 1, LC_OPEN));
    lc_store_free(&store);
}

/* Social care's record before the police's, though the police spoke later; among social
 * care's rows the one said last; before anybody spoke, nobody. */
Test(seen, whose_word_says_who_a_child_is)
{
    struct lc_store store =
        store_of(3, "system police 1\n"
                    "system social_care 0 2\n"
                    "person 0 2005-02-15 - code F known 2020-06-01 - record 1\n"
                    "person 0 2006-03-15 - code F known 2020-01-01 - record 0\n"
                    "person 0 2007-04-15 - code M known 2020-03-01 - record 2\n");
    const struct lc_history *h = lc_store_history(&store, "person");
    static const struct {
        const char *day, *born;
    } cases[] = {
        { "2020-01-02", "2006-03-15" },
        { "2020-03-01", "2006-03-15" },
        { "2020-03-02", "2007-04-15" },
        { "2020-07-01", "2007-04-15" },
    };
    cr_expect(eq(int, (int)lc_person_at(&store, h, 0, day_of("2020-01-01")), -1));
    for (size_t i = 0; i < 4; i++) {
        int64_t row = lc_person_at(&store, h, 0, day_of(cases[i].day));
        cr_assert(row >= 0);
        cr_expect(eq(int, h->start[row], day_of(cases[i].born)), "%s", cases[i].day);
    }
    cr_expect(eq(int, (int)lc_person_at(&store, h, 2, LC_OPEN), -1));
    lc_store_free(&store);
}

/* Of two agencies that spoke on one day, the one that knows a sex: whichever row comes
 * first, U and nothing are no sex; of two that know one, the first row. */
Test(seen, a_sex_goes_before_none)
{
    static const struct {
        const char *first, *second;
        int row; /* of the two */
    } cases[] = {
        { "code U", "code F", 1 }, { "code F", "code U", 0 }, { "", "code M", 1 },
        { "code M", "", 0 },       { "code F", "code M", 0 }, { "code U", "code U", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[300];
        snprintf(text, sizeof text,
                 "system police 0\nsystem education 1\n"
                 "person 0 2005-02-15 - %s known 2020-06-01 - record 0\n"
                 "person 0 2005-03-15 - %s known 2020-06-01 - record 1\n",
                 cases[i].first, cases[i].second);
        struct lc_store store = store_of(2, text);
        const struct lc_history *h = lc_store_history(&store, "person");
        cr_expect(eq(int, (int)lc_person_at(&store, h, 0, LC_OPEN), cases[i].row),
                  "%s, %s", cases[i].first, cases[i].second);
        lc_store_free(&store);
    }
}

/* A record that linkage gave to another child is no child. */
Test(seen, linked_records_are_not_children)
{
    struct lc_store store = store_of(3, "person 0 2005-02-15 -\n");
    store.record[2].child = 0;
    cr_expect(eq(sz, lc_children_room(&store), 3));
    cr_expect(lc_is_child(&store, 0) && lc_is_child(&store, 1));
    cr_expect(eq(int, lc_is_child(&store, 2), 0));
    lc_store_free(&store);
}

/* What declares the history, and what fed it a row (one file, several histories); spans
 * that meet are one; an end is not in its span. */
Test(seen, what_sources_cover)
{
    struct lc_store store = store_of(1, "covers cse 2020-01-01 2020-06-01\n"
                                        "covers cin 2019-01-01 2019-07-01\n"
                                        "covers cin 2019-07-01 2020-01-01\n"
                                        "covers cin 2021-01-01 2022-01-01\n"
                                        "cce 0 2020-02-01 - file 0\n");
    size_t count;
    int32_t(*span)[2];
    cr_assert(lc_covered(&store, "cin", LC_OPEN, &count, &span, NULL) == LC_OK);
    cr_assert(eq(sz, count, 2));
    cr_expect(eq(int, span[0][1], day_of("2020-01-01")));
    const int32_t(*fixed)[2] = (const int32_t(*)[2])span;
    cr_expect(
        eq(int, lc_span_end(2, fixed, day_of("2019-12-31")), day_of("2020-01-01")));
    cr_expect(eq(int, lc_span_end(2, fixed, day_of("2020-01-01")), LC_NO_DAY));
    free(span);
    cr_assert(lc_covered(&store, "cce", LC_OPEN, &count, &span, NULL) == LC_OK);
    cr_expect(eq(sz, count, 1));
    free(span);
    cr_assert(lc_covered(&store, "gang", LC_OPEN, &count, &span, NULL) == LC_OK);
    cr_expect(eq(sz, count, 0));
    free(span);
    lc_store_free(&store);
}

/* [10, 20) and [20, 30) meet, [25, 28) is inside, [40, 50) stands apart, [7, 7) is
 * empty, and y's span is not x's: so x is covered on [10, 30) and [40, 50). */
Test(seen, coverage_is_the_union_of_spans)
{
    struct lc_store store = store_of(1, "covers x 1970-02-10 1970-02-20\n"
                                        "covers x 1970-01-21 1970-01-31\n"
                                        "covers x 1970-01-26 1970-01-29\n"
                                        "covers y 1970-01-01 1971-01-01\n"
                                        "covers x 1970-01-08 1970-01-08\n"
                                        "covers x 1970-01-11 1970-01-21\n");
    int32_t(*span)[2];
    size_t count;
    cr_assert(eq(int, lc_covered(&store, "x", LC_OPEN, &count, &span, NULL), LC_OK));
    cr_assert(eq(sz, count, 2));
    cr_assert(eq(i32, span[0][0], 10));
    cr_assert(eq(i32, span[0][1], 30));
    cr_assert(eq(i32, span[1][0], 40));
    cr_assert(eq(i32, span[1][1], 50));
    free(span);
    lc_store_free(&store);
}

/* The first index whose day is at least d, also among equal days. */
Test(seen, a_calendar_finds_the_next_day)
{
    static const int32_t days[] = { 10, 20, 20, 35 };
    struct lc_calendar c;
    cr_assert(lc_calendar_init(&c, 4, days, NULL) == LC_OK);
    for (int32_t d = 0; d < 50; d++) {
        uint32_t at = 0, after = 0;
        while (at < 4 && days[at] < d)
            at++;
        while (after < 4 && days[after] <= d)
            after++;
        cr_expect(eq(int, (int)lc_calendar_at(&c, d), (int)at), "%d", d);
        cr_expect(eq(int, (int)lc_calendar_after(&c, d), (int)after), "%d", d);
    }
    cr_expect(eq(int, (int)lc_calendar_after(&c, LC_OPEN), 4));
    lc_calendar_free(&c);
}
