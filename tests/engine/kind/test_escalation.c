/* The kinds that see escalation, by hand, on both clocks: each value is of all rows and
 * of the one day (support/asof.h). 90 days before 1 June 2021 is 3 March 2021, and 365
 * days before that 3 March 2020. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>

#include "base/begin.h"
#include "support/asof.h"

TestSuite(escalation, .init = lc_begin);

#define JUNE "2021-06-01"
/* yet: without any event the store would not have the history at all */
#define NOTHING "missing 0 2022-01-01 -\n"

/* --- level_rise ------------------------------------------------------------------- */

#define RISE    "kind: level_rise, history: missing"
#define RISE_90 "kind: level_rise, history: missing, window: 90 days"

Test(escalation, a_level_rises_from_the_earliest_to_the_latest)
{
    AT(NOTHING, JUNE, RISE, 0);
    AT("missing 0 2021-01-10 - level 3\n", JUNE, RISE, 0);
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-04-10 - level 3\n", JUNE, RISE,
       2);
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-02-10 - level 4\n"
       "missing 0 2021-04-10 - level 3\n",
       JUNE, RISE, 2);
    AT("missing 0 2021-01-10 - level 3\nmissing 0 2021-04-10 - level 1\n", JUNE, RISE,
       -2);
    /* an event without a level has no say; one of level 0 has */
    AT("missing 0 2021-01-10 -\nmissing 0 2021-02-10 - level 0\n"
       "missing 0 2021-04-10 - level 2\nmissing 0 2021-05-10 -\n",
       JUNE, RISE, 2);
    /* ended or not, an event counts by its start */
    AT("missing 0 2021-01-10 2021-01-11 level 1\nmissing 0 2021-04-10 - level 3\n",
       JUNE, RISE, 2);
}

Test(escalation, of_a_day_the_highest_level_counts)
{
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-01-10 - level 2\n"
       "missing 0 2021-04-10 - level 4\nmissing 0 2021-04-10 - level 3\n",
       JUNE, RISE, 2);
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-01-10 - level 2\n", JUNE, RISE,
       0);
}

/* The window holds the day 90 days ago, and not the landmark. */
Test(escalation, a_rise_is_within_the_window)
{
    AT("missing 0 2021-03-03 - level 1\nmissing 0 2021-05-31 - level 3\n", JUNE,
       RISE_90, 2);
    AT("missing 0 2021-03-02 - level 1\nmissing 0 2021-05-31 - level 3\n", JUNE,
       RISE_90, 0);
    AT("missing 0 2021-03-03 - level 1\nmissing 0 2021-06-01 - level 3\n", JUNE,
       RISE_90, 0);
}

/* A level that is told late, or corrected: by the knowledge of the day. */
Test(escalation, a_rise_is_seen_when_it_is_known)
{
#define FROM_ONE "missing 0 2021-01-10 - level 1\n"
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-05-31 - level 3\n", JUNE, RISE, 2);
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-06-01 - level 3\n", JUNE, RISE, 0);
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-04-11 2021-06-01 level 3 key 7\n"
                "missing 0 2021-04-10 - known 2021-06-01 - level 2 key 7\n",
       JUNE, RISE, 2);
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-04-11 2021-05-31 level 3 key 7\n"
                "missing 0 2021-04-10 - known 2021-05-31 - level 2 key 7\n",
       JUNE, RISE, 1);
}

/* --- days_between_last_two ---------------------------------------------------------- */

#define TWO "kind: days_between_last_two, history: missing, window: 90 days"

Test(escalation, the_last_two_are_so_many_days_apart)
{
    AT("missing 0 2021-04-01 -\nmissing 0 2021-05-01 -\nmissing 0 2021-05-10 -\n", JUNE,
       TWO, 9);
    AT("missing 0 2021-05-10 -\nmissing 0 2021-05-10 2021-05-11\n", JUNE, TWO, 0);
    /* none and one: the window's length, as days_since_last says it */
    AT(NOTHING, JUNE, TWO, 90);
    AT("missing 0 2021-05-10 -\n", JUNE, TWO, 90);
    AT("missing 0 2021-03-03 -\nmissing 0 2021-05-31 -\n", JUNE, TWO, 89);
    AT("missing 0 2021-03-02 -\nmissing 0 2021-05-31 -\n", JUNE, TWO, 90);
    AT("missing 0 2021-05-10 -\nmissing 0 2021-06-01 -\n", JUNE, TWO, 90);
}

/* One told late comes between two that were known; a corrected day counts once. */
Test(escalation, the_last_two_are_those_known)
{
#define ENDS "missing 0 2021-04-01 -\nmissing 0 2021-05-01 -\n"
    AT(ENDS "missing 0 2021-04-21 - known 2021-05-31 -\n", JUNE, TWO, 10);
    AT(ENDS "missing 0 2021-04-21 - known 2021-06-01 -\n", JUNE, TWO, 30);
    AT(ENDS "missing 0 2021-05-05 - known 2021-05-06 2021-05-31 key 7\n"
            "missing 0 2021-05-08 - known 2021-05-31 - key 7\n",
       JUNE, TWO, 7);
    /* withdrawn on 31 May; on 1 June, when the day before still said it */
    AT(ENDS "missing 0 2021-05-05 - known 2021-05-06 2021-05-31\n", JUNE, TWO, 30);
    AT(ENDS "missing 0 2021-05-05 - known 2021-05-06 2021-06-01\n", JUNE, TWO, 4);
}

/* --- first_before ------------------------------------------------------------------ */

#define OFFENCE "covers offence 2000-01-01 2030-01-01\n"
#define ORDER   "kind: first_before, history: missing, other: offence"
enum { NEITHER = 1, THIS_ALONE, OTHER_ALONE, THIS_FIRST, OTHER_FIRST, SAME_DAY };
/* Both histories are there, with an event that is yet to come. */
#define LATER OFFENCE NOTHING "offence 0 2022-01-01 -\n"

Test(escalation, what_came_first_came_first)
{
    AT(LATER, JUNE, ORDER, NEITHER);
    AT(LATER "missing 0 2021-05-31 -\n", JUNE, ORDER, THIS_ALONE);
    AT(LATER "offence 0 2021-05-31 -\n", JUNE, ORDER, OTHER_ALONE);
    AT(LATER "missing 0 2012-01-01 -\noffence 0 2021-05-31 -\n", JUNE, ORDER,
       THIS_FIRST);
    AT(LATER "offence 0 2020-01-01 -\nmissing 0 2020-01-02 -\n"
             "offence 0 2020-01-03 -\n",
       JUNE, ORDER, OTHER_FIRST);
    AT(LATER "missing 0 2020-01-02 -\nmissing 0 2020-01-03 -\n"
             "offence 0 2020-01-02 -\n",
       JUNE, ORDER, SAME_DAY);
    /* codes are of this history alone */
    AT(LATER "missing 0 2020-01-01 - code M\nmissing 0 2020-03-01 - code A\n"
             "offence 0 2020-02-01 - code theft\n",
       JUNE, ORDER ", codes: [A]", OTHER_FIRST);
}

/* What is learnt late changes the order on the day after. */
Test(escalation, the_order_is_the_one_known)
{
#define FEBRUARY LATER "missing 0 2020-02-01 -\n"
    AT(FEBRUARY "offence 0 2020-01-01 - known 2021-05-31 -\n", JUNE, ORDER,
       OTHER_FIRST);
    AT(FEBRUARY "offence 0 2020-01-01 - known 2021-06-01 -\n", JUNE, ORDER, THIS_ALONE);
    AT(FEBRUARY "offence 0 2020-01-01 - known 2020-01-02 2021-05-31 key 7\n"
                "offence 0 2020-03-01 - known 2021-05-31 - key 7\n",
       JUNE, ORDER, THIS_FIRST);
    AT(FEBRUARY "offence 0 2020-01-01 - known 2020-01-02 2021-06-01 key 7\n"
                "offence 0 2020-03-01 - known 2021-06-01 - key 7\n",
       JUNE, ORDER, OTHER_FIRST);
    AT(FEBRUARY "offence 0 2020-01-01 - known 2020-01-02 2021-05-31\n", JUNE, ORDER,
       THIS_ALONE);
}

/* An order of what is not observed is none: both must be covered on the day before. */
Test(escalation, an_order_needs_both_covered)
{
    static const char *const gone[] = { "missing", "offence" };
    char all[400];
    for (int k = 0; k < 4; k++) {
        snprintf(all, sizeof all,
                 "covers %s 2000-01-01 2021-0%s\ncovers %s 2000-01-01 2030-01-01\n"
                 "missing 0 2020-01-02 - file %d\noffence 0 2020-01-03 - file %d\n",
                 gone[k % 2], k < 2 ? "5-31" : "6-01", gone[1 - k % 2], 2 + k % 2,
                 3 - k % 2);
        double value = value_at(all, JUNE, ORDER);
        cr_expect(k < 2 ? isnan(value) : value == THIS_FIRST, "%s: %g", all, value);
    }
    cr_expect(isnan(value_at(MISSING "missing 0 2020-01-02 -\n", JUNE, ORDER)));
}

/* --- days_since_known ---------------------------------------------------------------- */

#define KNOWN "kind: days_since_known, history: missing"

/* The first day on which it had started and was known; the next day is its first. */
Test(escalation, a_child_is_known_from_the_day_it_was_told)
{
    AT(NOTHING, JUNE, KNOWN, 0);
    AT("missing 0 2021-05-31 -\n", JUNE, KNOWN, 1);
    AT("missing 0 2021-06-01 - known 2021-05-01 -\n", JUNE, KNOWN, 0);
    AT("missing 0 2021-01-10 - known 2021-05-31 -\n", JUNE, KNOWN, 1);
    AT("missing 0 2021-01-10 - known 2021-06-01 -\n", JUNE, KNOWN, 0);
    AT("missing 0 2021-05-20 - known 2021-05-01 -\n", JUNE, KNOWN, 12);
    /* what happened later may have been told sooner */
    AT("missing 0 2020-01-10 - known 2021-05-20 -\nmissing 0 2021-05-10 -\n", JUNE,
       KNOWN, 22);
    AT("missing 0 2021-01-10 - code A\nmissing 0 2021-05-10 - code M\n", JUNE,
       KNOWN ", codes: [M]", 22);
}

/* 12 January to 1 June 2021 is 140 days: an end, or a correction, is a version of the
 * same event and makes it no newer. */
Test(escalation, a_version_does_not_make_a_child_newly_known)
{
#define TOLD(to) "missing 0 2021-01-10 - known 2021-01-12 " to " key 7\n"
    AT(TOLD("2021-05-20") "missing 0 2021-01-10 2021-05-19 known 2021-05-20 - key 7\n",
       JUNE, KNOWN, 140);
    AT(TOLD("2021-05-20") "missing 0 2021-03-01 - known 2021-05-20 - key 7\n", JUNE,
       KNOWN, 140);
    AT(TOLD("2021-06-01") "missing 0 2021-01-10 - known 2021-06-01 - key 7\n", JUNE,
       KNOWN, 140);
}

/* What was withdrawn before the day was a mistake; on the day, it is not yet. */
Test(escalation, what_is_no_longer_said_makes_nobody_known)
{
    AT(TOLD("2021-05-20"), JUNE, KNOWN, 0);
    AT(TOLD("2021-05-20") "missing 0 2021-02-01 - known 2021-05-25 - key 8\n", JUNE,
       KNOWN, 7);
    AT(TOLD("2021-05-31"), JUNE, KNOWN, 0);
    AT(TOLD("2021-06-01"), JUNE, KNOWN, 140);
}

/* cin since 1 January 2019: 365 + 366 + 151 days. It is observed as cin is, whatever
 * else is not. */
Test(escalation, without_a_history_it_is_of_all_that_the_cohort_is_known_to)
{
    static const char all[] = "kind: days_since_known";
    AT("missing 0 2018-01-10 -\n", JUNE, all, 882);
    cr_expect(eq(dbl, value_at("", JUNE, all), 882));
    cr_expect(isnan(value_at("", JUNE, KNOWN)));
}

/* --- trend ------------------------------------------------------------------------ */

#define TREND "kind: trend, history: missing, window: 90 days"
/* a events in 90 days, b in the 365 before: both brought to 90 days, and a half */
#define DOUBLINGS(a, b)                                                                \
    ((double)(float)(log(((a) + 0.5) / ((b)*90 / 365. + 0.5)) / log(2)))

Test(escalation, a_trend_is_finite_whatever_happened)
{
    AT(NOTHING, JUNE, TREND, 0);
    AT("missing 0 2021-05-10 -\n", JUNE, TREND, DOUBLINGS(1, 0));
    AT("missing 0 2020-12-10 -\n", JUNE, TREND, DOUBLINGS(0, 1));
    AT("missing 0 2020-12-10 -\nmissing 0 2021-04-10 -\nmissing 0 2021-05-10 -\n", JUNE,
       TREND, DOUBLINGS(2, 1));
}

/* By a window as long as the year before it the rates are the counts: 3 and a half
 * against a half is seven times as often, and 1 and a half against a half thrice. */
Test(escalation, a_trend_counts_in_doublings)
{
    static const char year[] = "kind: trend, history: missing, window: 365 days";
    AT("missing 0 2021-05-10 -\nmissing 0 2021-05-11 -\nmissing 0 2021-05-12 -\n", JUNE,
       year, (double)2.807354922057604f);
    AT("missing 0 2021-05-10 -\n", JUNE, year, (double)1.584962500721156f);
    AT("missing 0 2020-05-10 -\n", JUNE, year, (double)-1.584962500721156f);
}

/* Each day of the 455 belongs to one side. */
Test(escalation, a_trend_cuts_its_days_in_two)
{
    AT("missing 0 2021-05-31 -\n", JUNE, TREND, DOUBLINGS(1, 0));
    AT("missing 0 2021-06-01 -\n", JUNE, TREND, 0);
    AT("missing 0 2021-03-03 -\n", JUNE, TREND, DOUBLINGS(1, 0));
    AT("missing 0 2021-03-02 -\n", JUNE, TREND, DOUBLINGS(0, 1));
    AT("missing 0 2020-03-03 -\n", JUNE, TREND, DOUBLINGS(0, 1));
    AT("missing 0 2020-03-02 -\n", JUNE, TREND, 0);
}

Test(escalation, a_trend_sees_what_is_known)
{
    AT("missing 0 2021-05-10 - known 2021-05-31 -\n", JUNE, TREND, DOUBLINGS(1, 0));
    AT("missing 0 2021-05-10 - known 2021-06-01 -\n", JUNE, TREND, 0);
    /* moved by a correction from the window to the year before it */
    AT("missing 0 2021-03-03 - known 2021-03-04 2021-05-31 key 7\n"
       "missing 0 2021-03-02 - known 2021-05-31 - key 7\n",
       JUNE, TREND, DOUBLINGS(0, 1));
    AT("missing 0 2021-03-03 - known 2021-03-04 2021-06-01 key 7\n"
       "missing 0 2021-03-02 - known 2021-06-01 - key 7\n",
       JUNE, TREND, DOUBLINGS(1, 0));
}

/* Both its periods must be covered: 455 days to 1 June 2021 begin on 3 March 2020. */
Test(escalation, a_trend_needs_its_year_covered)
{
    static const char events[] = "missing 0 2021-05-10 - file 2\n";
    char all[200];
    for (int late = 0; late < 2; late++) {
        snprintf(all, sizeof all, "covers missing 2020-03-0%d 2022-01-01\n%s", 3 + late,
                 events);
        double value = value_at(all, JUNE, TREND);
        cr_expect(late ? isnan(value) : value == DOUBLINGS(1, 0), "%g", value);
    }
    cr_expect(isnan(value_at(MISSING, JUNE, TREND ", observed_from: 2020-03-04")));
    AT(NOTHING, JUNE, TREND ", observed_from: 2020-03-03", 0);
}
