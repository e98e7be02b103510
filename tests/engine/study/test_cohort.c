/* Cohort and outcome by hand: each rule and each boundary with a child of its own. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "study/cohort.h"
#include "support/stores.h"

TestSuite(cohort, .init = lc_begin);

/* Child 0 was born in January 2007 and has been known since 2015: 13 to 17 from January
 * 2020 to January 2025. Care is covered to the end of 2023. */
#define CHILD                                                                          \
    "covers care 2010-01-01 2024-01-01\n"                                              \
    "covers cin 2010-01-01 2024-01-01\n"                                               \
    "person 0 2007-01-15 - code F\n"                                                   \
    "cin 0 2015-01-01 2015-06-01\n"

static const char any[] =
    "first_entry: false, age_floor: 13, uasc: false, remand: true";
static const char first[] =
    "first_entry: true, age_floor: 13, uasc: false, remand: true";

static struct lc_study *study_of(const char *from, const char *to, const char *outcome)
{
    char text[2000];
    struct lc_error err = { 0 };
    struct lc_study *study;
    int size = snprintf(text, sizeof text,
                        "format: 1\nstudy: { name: s, title: s }\n"
                        "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
                        "landmarks: { every: 1 month, from: %s, to: %s }\n"
                        "outcome: { history: care, horizon: 12 months, %s }\n"
                        "competing: [death, moved, permanence, other_entry]\n"
                        "predictors: [{ name: age, kind: age, label: age }]\n"
                        "validation: { test_last: 6 months, label_delay: 1 month }\n",
                        from, to, outcome);
    int code = lc_study_parse(&study, "s", text, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static void build(struct lc_cohort *cohort, const char *events, const char *from,
                  const char *to, const char *outcome)
{
    char all[4000];
    struct lc_error err = { 0 };
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    struct lc_study *study = study_of(from, to, outcome);
    snprintf(all, sizeof all, CHILD "%s", events);
    struct lc_store store = store_of(1, all);
    int code = lc_cohort_build(cohort, study, &store, &ask, NULL, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    lc_store_free(&store);
    lc_study_free(study);
}

/* The rule at which child 0 leaves the one landmark t; LC_RULE_COUNT: it stays. */
static int left_at(const char *events, const char *t, const char *outcome)
{
    struct lc_cohort cohort;
    int rule = LC_RULE_COUNT;
    build(&cohort, events, t, t, outcome);
    cr_assert(eq(sz, cohort.flow.rows, 1));
    for (int r = 0; r < LC_RULE_COUNT; r++)
        if (cohort.flow.rows_out[r]) {
            cr_expect(eq(sz, cohort.flow.children_out[r], 1));
            rule = r;
        }
    cr_expect(eq(sz, cohort.n, rule == LC_RULE_COUNT));
    cr_expect(eq(sz, cohort.flow.rows_in, cohort.n));
    lc_cohort_free(&cohort);
    return rule;
}

static void expect_end(const char *events, const char *t, const char *outcome, int days,
                       int cause, int complete)
{
    struct lc_cohort cohort;
    build(&cohort, events, t, t, outcome);
    cr_assert(eq(sz, cohort.n, 1), "%s %s", events, t);
    cr_expect(eq(int, cohort.days[0], days), "%s %s", events, t);
    cr_expect(eq(int, cohort.cause[0], cause), "%s %s", events, t);
    cr_expect(eq(int, cohort.complete[0], complete), "%s %s", events, t);
    lc_cohort_free(&cohort);
}

#define T "2022-06-01"

/* The 13th birthday is the middle of the birth month; so is the 18th. */
Test(cohort, age_by_the_birth_month)
{
    cr_expect(eq(int, left_at("", "2020-01-14", first), LC_TOO_YOUNG));
    cr_expect(eq(int, left_at("", "2020-01-15", first), LC_RULE_COUNT));
    cr_expect(eq(int, left_at("", "2023-12-31", first), LC_RULE_COUNT));
    struct lc_cohort cohort;
    build(&cohort, "covers care 2024-01-01 2026-01-01\n", "2025-01-14", "2025-03-01",
          first);
    cr_expect(eq(sz, cohort.flow.rows, 2)); /* 14 January, 14 February */
    cr_expect(eq(sz, cohort.flow.rows_out[LC_TOO_OLD], 1));
    cr_expect(eq(sz, cohort.n, 1));
    cr_expect(eq(int, cohort.days[0], 1));     /* the 18th birthday ends it, as known */
    cr_expect(eq(int, cohort.complete[0], 0)); /* covered to 2026: less than a year */
    lc_cohort_free(&cohort);
}

/* What happens on the landmark is outcome, not exclusion. */
Test(cohort, what_happens_on_the_landmark_is_outcome)
{
    cr_expect(eq(int, left_at("death 0 2022-05-31 -\n", T, first), LC_DEAD));
    expect_end("death 0 2022-06-01 -\n", T, first, 0, 2, 1);
    cr_expect(eq(int, left_at("moved 0 2022-05-31 -\n", T, first), LC_AWAY));
    expect_end("moved 0 2022-06-01 -\n", T, first, 0, 3, 1);
    cr_expect(eq(int, left_at("permanence 0 2022-05-31 - code adoption\n", T, first),
                 LC_ADOPTED));
    expect_end("permanence 0 2022-06-01 - code adoption\n", T, first, 0, 4, 1);
    cr_expect(eq(
        int, left_at("permanence 0 2022-05-31 - code special_guardianship\n", T, first),
        LC_RULE_COUNT));
    cr_expect(
        eq(int, left_at("care 0 2022-05-31 - code C1\n", T, first), LC_LOOKED_AFTER));
    expect_end("care 0 2022-06-01 - code C1\n", T, first, 0, 1, 1);
}

/* Back with a referral: away on t if left < t <= back. */
Test(cohort, a_referral_after_a_move_brings_back)
{
    static const char move[] =
        "moved 0 2021-01-10 -\nreferral 0 2021-01-10 -\nreferral 0 2021-06-01 -\n";
    cr_expect(eq(int, left_at(move, "2021-01-10", first), LC_RULE_COUNT));
    cr_expect(eq(int, left_at(move, "2021-01-11", first), LC_AWAY));
    cr_expect(eq(int, left_at(move, "2021-06-01", first), LC_AWAY));
    cr_expect(eq(int, left_at(move, "2021-06-02", first), LC_RULE_COUNT));
}

/* Three children enter on 1 September 2022. Child 1 is known on none of the landmarks
 * whose horizon holds that day, child 2 on the last of them only, child 0 on all; child
 * 3 would be left out anyhow (it was in care before). Each entry counts once, at
 * however many landmarks. */
Test(cohort, entries_of_children_who_were_not_known_are_counted)
{
    struct lc_cohort cohort;
    struct lc_error err = { 0 };
    struct lc_study *study = study_of("2021-06-01", "2022-12-01", first);
    struct lc_store store = store_of(4, CHILD "care 0 2022-09-01 -\n"
                                              "person 1 2007-01-15 - code M\n"
                                              "care 1 2022-09-01 -\n"
                                              "cin 1 2022-09-01 - known 2022-09-01 -\n"
                                              "person 2 2007-01-15 - code M\n"
                                              "care 2 2022-09-01 -\n"
                                              "cin 2 2022-08-20 - known 2022-08-20 -\n"
                                              "person 3 2007-01-15 - code M\n"
                                              "care 3 2015-01-01 2016-01-01\n"
                                              "care 3 2022-09-01 -\n");
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    cr_assert(lc_cohort_build(&cohort, study, &store, &ask, NULL, &err) == LC_OK);
    cr_expect(eq(sz, cohort.flow.entries, 3));
    cr_expect(eq(sz, cohort.flow.entries_known, 2));
    lc_cohort_free(&cohort);
    lc_store_free(&store);
    lc_study_free(study);
}

Test(cohort, known_means_known_before)
{
    cr_expect(eq(int, left_at("", T, first), LC_RULE_COUNT));
    /* child 1 is known to cin on the landmark only: it is not in the cohort */
    struct lc_cohort cohort;
    struct lc_error err = { 0 };
    struct lc_study *study = study_of(T, T, first);
    struct lc_store store =
        store_of(3, CHILD "person 1 2007-01-15 - code M\n"
                          "cin 1 2022-05-20 - known 2022-06-01 -\n"
                          "person 2 2007-01-15 - code M\n"
                          "cin 2 2022-05-20 - known 2022-05-31 -\n");
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    cr_assert(lc_cohort_build(&cohort, study, &store, &ask, NULL, &err) == LC_OK);
    cr_expect(eq(sz, cohort.flow.children, 3));
    cr_expect(eq(sz, cohort.flow.children_out[LC_NOT_KNOWN], 1));
    cr_expect(eq(sz, cohort.n, 2));
    lc_cohort_free(&cohort);
    lc_store_free(&store);
    lc_study_free(study);
}

/* [landmark, same day 12 months later): the day a year on is out of it. */
Test(cohort, the_horizon_is_half_open)
{
    expect_end("care 0 2023-05-31 - code V2\n", T, first, 364, 1, 1);
    expect_end("care 0 2023-06-01 - code V2\n", T, first, 365, 0, 1);
    expect_end("", T, first, 365, 0, 1);
    /* a year with 29 February in it */
    expect_end("", "2023-01-01", first, 365, 0, 1);
}

/* Care is covered to 2023-12-31: the data end there, and the outcome is not known. An
 * entry after that day is not seen as one. An event before it leaves the row as little
 * known as its neighbours: rows that count for their events alone are all yes. */
Test(cohort, the_end_of_the_data_censors)
{
    expect_end("", "2023-01-02", first, 364, 0, 0);
    expect_end("care 0 2023-12-31 - code V2\n", "2023-01-02", first, 363, 1, 0);
    expect_end("death 0 2023-02-01 -\n", "2023-01-02", first, 30, 2, 0);
    expect_end("care 0 2023-12-31 - code V2\n", "2023-01-01", first, 364, 1, 1);
    expect_end("care 0 2024-01-01 - code V2\n", "2023-01-02", first, 364, 0, 0);
}

/* A first entry is judged from the whole history; any entry takes the next. */
Test(cohort, first_or_any_entry)
{
    static const char two[] = "care 0 2016-01-01 2016-03-01 code V2 ceased E4A\n"
                              "care 0 2022-09-01 - code V2\n";
    cr_expect(eq(int, left_at(two, T, first), LC_BEEN_IN_CARE));
    expect_end(two, T, any, 92, 1, 1);
    /* on the day a period ends the child is no longer looked after */
    cr_expect(eq(int, left_at("care 0 2021-01-01 2022-06-02 code V2\n", T, any),
                 LC_LOOKED_AFTER));
    cr_expect(eq(int, left_at("care 0 2021-01-01 2022-06-01 code V2\n", T, any),
                 LC_RULE_COUNT));
}

/* Episodes of one period are one entry, also across an X1 of a day's gap. */
Test(cohort, episodes_join_to_periods)
{
    static const char meets[] = "care 0 2021-01-01 2022-06-01 code V2 ceased X1\n"
                                "care 0 2022-06-01 2022-08-01 code C2 ceased E4A\n";
    cr_expect(eq(int, left_at(meets, T, any), LC_LOOKED_AFTER));
    static const char gap[] = "care 0 2021-01-01 2022-05-31 code V2 ceased X1\n"
                              "care 0 2022-06-01 2022-08-01 code C2 ceased E4A\n";
    cr_expect(eq(int, left_at(gap, T, any), LC_LOOKED_AFTER));
    static const char apart[] = "care 0 2021-01-01 2022-05-31 code V2 ceased E4A\n"
                                "care 0 2022-06-01 2022-08-01 code C2 ceased E4A\n";
    expect_end(apart, T, any, 0, 1, 1);
    /* an episode within another does not end the period early */
    static const char within[] = "care 0 2021-01-01 2022-08-01 code C2\n"
                                 "care 0 2021-02-01 2021-03-01 code C2\n";
    cr_expect(eq(int, left_at(within, T, any), LC_LOOKED_AFTER));
}

/* What counts is the study's choice; what does not ends follow-up as other_entry (5).
 */
Test(cohort, entries_that_do_not_count)
{
    static const char no[] =
        "first_entry: true, age_floor: 13, uasc: false, remand: false";
    static const char yes[] =
        "first_entry: true, age_floor: 13, uasc: true, remand: true, "
        "short_breaks: true";
    static const char old[] =
        "first_entry: true, age_floor: 16, uasc: true, remand: true";
    expect_end("care 0 2022-06-11 - code J1\n", T, no, 10, 5, 1);
    expect_end("care 0 2022-06-11 - code J1\n", T, yes, 10, 1, 1);
    expect_end("care 0 2022-06-11 2022-06-12 code V4\n", T, no, 365, 0, 1);
    expect_end("care 0 2022-06-11 2022-06-12 code V4\n", T, yes, 10, 1, 1);
    cr_expect(eq(int, left_at("care 0 2022-05-11 - code V4\n", T, no), LC_RULE_COUNT));
    cr_expect(
        eq(int, left_at("care 0 2022-05-11 - code V4\n", T, yes), LC_LOOKED_AFTER));
    expect_end("care 0 2022-06-11 - code V2\nuasc 0 2022-07-01 -\n", T, no, 10, 5, 1);
    expect_end("care 0 2022-06-11 - code V2\nuasc 0 2022-07-01 -\n", T, yes, 10, 1, 1);
    expect_end("care 0 2022-06-11 - code V2\nuasc 0 2022-08-01 -\n", T, no, 10, 1, 1);
    cr_expect(eq(int, left_at("uasc 0 2022-05-01 -\n", T, no), LC_SEEKS_ASYLUM));
    cr_expect(eq(int, left_at("uasc 0 2022-05-01 -\n", T, yes), LC_RULE_COUNT));
    expect_end("care 0 2022-12-31 - code V2\n", T, old, 213, 5, 1); /* 15 years old */
    expect_end("care 0 2023-01-15 - code V2\n", T, old, 228, 1, 1); /* 16 that day */
}

Test(cohort, stays_too_short_are_as_if_they_had_not_been)
{
    static const char two[] =
        "first_entry: true, age_floor: 13, uasc: false, remand: true, "
        "shortest_stay: 2";
    expect_end("care 0 2022-06-11 2022-06-12 code V2\n", T, two, 365, 0, 1);
    expect_end("care 0 2022-06-11 2022-06-13 code V2\n", T, two, 10, 1, 1);
    expect_end("care 0 2022-06-11 - code V2\n", T, two, 10, 1, 1);
}

/* On one day the entry comes first, then the study's order. */
Test(cohort, ties_go_by_order)
{
    static const char tie[] = "care 0 2022-07-01 - code V2\ndeath 0 2022-07-01 -\n";
    expect_end(tie, T, first, 30, 1, 1);
    expect_end("moved 0 2022-07-01 -\ndeath 0 2022-07-01 -\n", T, first, 30, 2, 1);
    expect_end("moved 0 2022-06-30 -\ndeath 0 2022-07-01 -\n", T, first, 29, 3, 1);
}

/* The outcome is by today's word: a withdrawn episode was none. When scoring, the same
 * day is judged by what was known then. */
Test(cohort, scoring_judges_by_what_was_known)
{
    static const char late[] =
        CHILD "care 0 2022-05-20 - code V2 known 2022-06-05 -\n"
              "moved 0 2022-01-01 - known 2022-01-05 2022-08-01\n";
    struct lc_error err = { 0 };
    struct lc_study *study = study_of(T, T, first);
    struct lc_store store = store_of(1, late);
    struct lc_cohort cohort;
    struct lc_cohort_ask today = { day_of(T), false }, then = { day_of(T), true };
    cr_assert(lc_cohort_build(&cohort, study, &store, &today, NULL, &err) == LC_OK);
    cr_expect(eq(sz, cohort.flow.rows_out[LC_LOOKED_AFTER], 1));
    lc_cohort_free(&cohort);
    cr_assert(lc_cohort_build(&cohort, study, &store, &then, NULL, &err) == LC_OK);
    cr_expect(eq(sz, cohort.flow.rows_out[LC_AWAY], 1));
    lc_cohort_free(&cohort);
    lc_store_free(&store);
    lc_study_free(study);
}

/* Monthly landmarks from 2020-02-01 with 12 months to the end of 2023: the last with a
 * whole horizon is 2023-01-01, the test has the 6 after 2022-07-01, and training needs
 * horizon and a month over by 2022-07-02: up to 2021-06-01. */
Test(cohort, splits_respect_horizon_and_label_delay)
{
    struct lc_error err = { 0 };
    struct lc_split split;
    struct lc_landmarks l;
    struct lc_study *study = study_of("2020-02-01", "all", first);
    struct lc_store store = store_of(1, CHILD);
    cr_assert(lc_landmarks_of(&l, study, &store, &err) == LC_OK);
    cr_expect(eq(sz, l.count, 47)); /* to 2023-12-01 */
    cr_assert(lc_landmarks_split(&l, study, &split, &err) == LC_OK);
    cr_expect(eq(int, l.day[split.test_first], day_of("2022-08-01")));
    cr_expect(eq(int, l.day[split.test_end - 1], day_of("2023-01-01")));
    cr_expect(eq(int, l.day[split.train - 1], day_of("2021-06-01")));
    lc_landmarks_free(&l);
    lc_study_free(study);

    study = study_of("2023-02-01", "all", first);
    cr_assert(lc_landmarks_of(&l, study, &store, &err) == LC_OK);
    cr_expect(lc_landmarks_split(&l, study, &split, &err) == LC_RANGE);
    cr_expect(strstr(err.text, "longer than the data") != NULL, "%s", err.text);
    lc_landmarks_free(&l);
    lc_study_free(study);
    lc_store_free(&store);
}

Test(cohort, without_covered_care_there_is_no_landmark)
{
    struct lc_error err = { 0 };
    struct lc_landmarks l;
    struct lc_study *study = study_of("all", "all", first);
    struct lc_store store = store_of(1, "person 0 2007-01-15 -\n");
    cr_expect(lc_landmarks_of(&l, study, &store, &err) == LC_ABSENT);
    lc_store_free(&store);
    lc_study_free(study);
}
