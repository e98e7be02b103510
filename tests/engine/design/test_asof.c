/* As-of columns, by hand: one child, one event, one boundary at a time. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "design/asof.h"
#include "support/asof.h"
#include "support/stores.h"

TestSuite(asof, .init = lc_begin);

#define COUNT_90 "kind: count, history: missing, window: 90 days"

/* t - 90 <= start < t. 90 days before 1 June 2021 is 3 March. */
Test(asof, a_window_holds_its_first_day_and_not_the_landmark)
{
    AT("missing 0 2021-03-03 2021-03-04 known 2021-03-03 -\n", "2021-06-01", COUNT_90,
       1);
    AT("missing 0 2021-03-02 2021-03-03 known 2021-03-02 -\n", "2021-06-01", COUNT_90,
       0);
    AT("missing 0 2021-05-31 - known 2021-05-31 -\n", "2021-06-01", COUNT_90, 1);
    AT("missing 0 2021-06-01 - known 2021-05-01 -\n", "2021-06-01", COUNT_90, 0);
}

/* known_from < t: what is written down on the landmark is not seen on it; t <=
 * known_to: what is corrected on the landmark still is. */
Test(asof, what_is_known_on_the_landmark_is_not_seen)
{
    AT("missing 0 2021-05-01 - known 2021-05-31 -\n", "2021-06-01", COUNT_90, 1);
    AT("missing 0 2021-05-01 - known 2021-06-01 -\n", "2021-06-01", COUNT_90, 0);
    AT("missing 0 2021-05-01 - known 2021-05-02 2021-06-01\n", "2021-06-01", COUNT_90,
       1);
    AT("missing 0 2021-05-01 - known 2021-05-02 2021-05-31\n", "2021-06-01", COUNT_90,
       0);
}

/* A corrected row: two versions of one event never count twice. */
Test(asof, a_corrected_row_counts_once)
{
    static const char rows[] =
        "missing 0 2021-05-01 2021-05-02 known 2021-05-03 2021-05-20 key 7\n"
        "missing 0 2021-05-02 2021-05-04 known 2021-05-20 - key 7\n";
    char all[400];
    snprintf(all, sizeof all, "%s%s", MISSING, rows);
    static const char *const days[] = { "2021-05-19", "2021-05-20", "2021-05-21" };
    for (size_t i = 0; i < 3; i++)
        cr_expect(eq(dbl, value_at(all, days[i], COUNT_90), 1), "%s", days[i]);
    /* days in the window: 1 by the first version, 2 by the second */
    cr_expect(
        eq(dbl, value_at(all, "2021-05-20", "kind: total_days, history: missing"), 1));
    cr_expect(
        eq(dbl, value_at(all, "2021-05-21", "kind: total_days, history: missing"), 2));
}

/* Calendar months: 12 months before 29 February 2024 is 28 February 2023. */
Test(asof, windows_of_months_are_calendar_months)
{
    AT("missing 0 2023-02-28 -\n", "2024-02-29",
       "kind: count, history: missing, window: 12 months", 1);
    AT("missing 0 2023-02-27 -\n", "2024-02-29",
       "kind: count, history: missing, window: 12 months", 0);
}

Test(asof, every_kind_says_what_its_row_says)
{
#define THREE                                                                          \
    "missing 0 2021-01-10 2021-01-12 code M level 1\n"                                 \
    "missing 0 2021-03-10 2021-03-20 code A level 3\n"                                 \
    "missing 0 2021-05-12 - code M level 2\n"
    AT(THREE, "2021-06-01", "kind: count, history: missing", 3);
    /* 2020 had 366 days, January to May 2021 have 151 */
    AT(THREE, "2021-06-01", "kind: calendar", (float)(517 / 365.25));
    AT(THREE, "2021-06-01", "kind: count, history: missing, codes: [M]", 2);
    AT(THREE, "2021-06-01", "kind: count, history: missing, codes: [X]", 0);
    AT(THREE, "2021-06-01", "kind: count, history: missing, level_from: 2", 2);
    AT(THREE, "2021-06-01", "kind: ever, history: missing, window: 10 days", 0);
    AT(THREE, "2021-06-01", "kind: ever, history: missing", 1);
    /* 12 May to 1 June is 20 days, 10 January 142; the window's length stands for none
     */
    AT(THREE, "2021-06-01", "kind: days_since_last, history: missing, window: 90 days",
       20);
    AT(THREE, "2021-06-01", "kind: days_since_last, history: missing, window: 10 days",
       10);
    AT(THREE, "2021-06-01", "kind: days_since_first, history: missing", 142);
    AT(THREE, "2021-06-01", "kind: days_since_first, history: missing, window: 90 days",
       83);
    AT(THREE, "2021-06-01", "kind: days_since_first, history: missing, codes: [X]", 0);
    AT(THREE, "2021-06-01", "kind: highest_level, history: missing", 3);
    AT(THREE, "2021-06-01", "kind: highest_level, history: missing, window: 30 days",
       2);
    AT(THREE, "2021-06-01", "kind: highest_level, history: missing, window: 10 days",
       0);
    AT(THREE, "2021-06-01", "kind: open_now, history: missing", 1);
    /* 2 + 10 + 20 days; in the last 80 days (from 13 March) 7 + 20 */
    AT(THREE, "2021-06-01", "kind: total_days, history: missing", 32);
    AT(THREE, "2021-06-01", "kind: total_days, history: missing, window: 80 days", 27);
}

/* open now: start < t and (open or t <= end). */
Test(asof, a_spell_is_open_to_the_day_it_ends)
{
    static const char open[] = "kind: open_now, history: missing";
    AT("missing 0 2021-05-01 2021-06-01 known 2021-05-01 -\n", "2021-06-01", open, 1);
    AT("missing 0 2021-05-01 2021-05-31 known 2021-05-01 -\n", "2021-06-01", open, 0);
    AT("missing 0 2021-06-01 - known 2021-05-01 -\n", "2021-06-01", open, 0);
    /* an end that is not yet known is open: version one says so until 2 June */
    AT("missing 0 2021-05-01 - known 2021-05-02 2021-06-02 key 1\n"
       "missing 0 2021-05-01 2021-05-09 known 2021-06-02 - key 1\n",
       "2021-06-01", open, 1);
}

/* An episode cut in two at a day within changes neither its days nor whether it was. */
Test(asof, a_split_episode_has_the_same_days)
{
    static const char *const kinds[] = {
        "kind: total_days, history: missing",
        "kind: total_days, history: missing, window: 30 days",
        "kind: ever, history: missing",
        "kind: open_now, history: missing",
    };
    static const double want[] = { 51, 20, 1, 0 };
    for (size_t k = 0; k < 4; k++) {
        AT("missing 0 2021-04-01 2021-05-22 known 2021-04-01 -\n", "2021-06-01",
           kinds[k], want[k]);
        AT("missing 0 2021-04-01 2021-05-07 known 2021-04-01 -\n"
           "missing 0 2021-05-07 2021-05-22 known 2021-04-01 -\n",
           "2021-06-01", kinds[k], want[k]);
    }
}

Test(asof, attributes_filter)
{
#define PLACES                                                                         \
    "missing 0 2021-05-01 - context home rhi_offered Y\n"                              \
    "missing 0 2021-05-02 - context care rhi_offered Y\n"                              \
    "missing 0 2021-05-03 -\n"
    AT(PLACES, "2021-06-01",
       "kind: count, history: missing, where: [{ attribute: context, values: [home] }]",
       1);
    AT(PLACES, "2021-06-01",
       "kind: count, history: missing, where: [{ attribute: context, values: [home, "
       "care] },"
       " { attribute: rhi_offered, values: [Y] }]",
       2);
    AT(PLACES, "2021-06-01",
       "kind: count, history: missing, where: [{ attribute: nothing, values: [home] }]",
       0);
}

/* Not seen is not zero: coverage begins on 1 March 2021 and ends before 1 July. */
Test(asof, what_is_not_covered_is_missing)
{
    static const char covers[] = "covers missing 2021-03-01 2021-07-01\n"
                                 "missing 0 2021-03-10 2021-03-12 file 2\n";
    static const char year[] = "kind: count, history: missing, window: 30 days";
    static const char ever[] = "kind: ever, history: missing";
    cr_expect(isnan(value_at(covers, "2021-03-30", year)));
    cr_expect(eq(dbl, value_at(covers, "2021-03-31", year), 1));
    cr_expect(eq(dbl, value_at(covers, "2021-07-01", year), 0));
    cr_expect(isnan(value_at(covers, "2021-07-02", year)));
    cr_expect(isnan(value_at(covers, "2021-03-01", ever)));
    cr_expect(eq(dbl, value_at(covers, "2021-03-02", ever), 0));
    cr_expect(eq(dbl, value_at(covers, "2021-07-01", ever), 1));
    cr_expect(isnan(value_at(covers, "2021-07-02", ever)));
    cr_expect(isnan(value_at("", "2021-06-01", ever)));
    cr_expect(isnan(value_at(MISSING, "2021-06-01",
                             "kind: count, history: missing, window: 30 days, "
                             "observed_from: 2021-05-03")));
    AT("missing 0 2021-06-01 -\n", "2021-06-01",
       "kind: count, history: missing, window: 30 days, observed_from: 2021-05-02", 0);
}

/* 15 January 2007 to 1 June 2021 is 5251 days; sex is F, the first level. */
Test(asof, age_and_sex)
{
    AT("", "2021-06-01", "kind: age", (double)(float)(5251 / 365.25));
    AT("", "2021-06-01", "kind: sex", 1);
}

/* 300 events need more than a byte, and 255 is a byte's own missing value. */
Test(asof, counts_are_never_cut)
{
    static char all[40000];
    for (int n = 253; n <= 300; n += 1 + (n > 256) * 42) {
        size_t used = (size_t)snprintf(all, sizeof all, "%s", MISSING);
        for (int i = 0; i < n; i++)
            used +=
                (size_t)snprintf(all + used, sizeof all - used,
                                 "missing 0 2021-05-01 2021-05-02 line %d\n", i + 1);
        char *text = malloc(sizeof CHILD + used);
        struct lc_error err = { 0 };
        struct lc_design design;
        strcpy(text, CHILD);
        strcat(text, all);
        struct lc_study *study =
            study_of("1 month", "2021-06-01", "2021-06-01",
                     "  - { name: x, label: x, "
                     "kind: count, history: missing, window: 90 days }\n");
        struct lc_store store = store_of(1, text);
        struct lc_cohort_ask ask = { LC_NO_DAY, false };
        cr_assert(lc_design_of(&design, study, &store, &ask, NULL, NULL, &err)
                  == LC_OK);
        cr_expect(eq(dbl, lc_column_get(design.frame.column, 0), n));
        cr_expect(eq(int, design.frame.column[0].type, n < 255 ? LC_U8 : LC_I16));
        lc_design_free(&design);
        lc_store_free(&store);
        lc_study_free(study);
        free(text);
    }
}
