/* Rolling origins: which days they are, and what was known on them. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "base/text.h"
#include "study/cohort.h"
#include "support/stores.h"

TestSuite(origins, .init = lc_begin);

/* Care is told to the end of 2023 by a first load, and each child is known. */
#define CHILD                                                                          \
    "covers care 2010-01-01 2024-01-01\ncovers cin 2010-01-01 2024-01-01\n"            \
    "person 0 2007-01-15 - code F\ncin 0 2015-01-01 2015-06-01\n"

static struct lc_study *study_of(const char *validation)
{
    char text[2000];
    struct lc_error err = { 0 };
    struct lc_study *study;
    int size =
        snprintf(text, sizeof text,
                 "format: 1\nstudy: { name: s, title: s }\n"
                 "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
                 "landmarks: { every: 1 month, from: 2020-02-01, to: all }\n"
                 "outcome: { history: care, horizon: 12 months,\n"
                 "  first_entry: true, age_floor: 13, uasc: false, remand: true }\n"
                 "competing: [death, moved]\n"
                 "predictors: [{ name: age, kind: age, label: age }]\n"
                 "validation: { %s }\n",
                 validation);
    int code = lc_study_parse(&study, "s", text, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static void expect_split(const struct lc_landmarks *l, const struct lc_split *s,
                         const char *from, const char *first, const char *last,
                         const char *train)
{
    cr_expect(eq(int, s->test_from, day_of(from)));
    cr_expect(eq(int, l->day[s->test_first], day_of(first)));
    cr_expect(eq(int, l->day[s->test_end - 1], day_of(last)));
    cr_expect(eq(int, l->day[s->train - 1], day_of(train)));
}

/* Monthly landmarks from 2020-02-01 whose twelve months end within 2023: the last is
 * 2023-01-01. A test of 6 months begins after 2022-07-01, and one before it, of the
 * same length, after 2022-01-01; each is trained on landmarks of which 12 months and 1
 * were over by then: 13 months before 2 July and 2 January. From a day on, the test of
 * 9 landmarks from May has one of 9 months before it. */
Test(origins, are_as_far_apart_as_the_test_is_long)
{
    struct lc_error err = { 0 };
    struct lc_splits splits;
    struct lc_landmarks l;
    struct lc_store store = store_of(1, CHILD);
    struct lc_study *study =
        study_of("test_last: 6 months, label_delay: 1 month, rolling: 1");
    cr_assert(lc_landmarks_of(&l, study, &store, &err) == LC_OK);
    cr_assert(lc_landmarks_splits(&l, study, &splits, &err) == LC_OK, "%s", err.text);
    cr_expect(eq(sz, splits.count, 2));
    expect_split(&l, &splits.at[0], "2022-01-02", "2022-02-01", "2022-07-01",
                 "2020-12-01");
    expect_split(&l, &splits.at[1], "2022-07-02", "2022-08-01", "2023-01-01",
                 "2021-06-01");
    lc_study_free(study);
    study = study_of("test_from: 2022-05-01, rolling: 1");
    cr_assert(lc_landmarks_splits(&l, study, &splits, &err) == LC_OK, "%s", err.text);
    expect_split(&l, &splits.at[0], "2021-08-01", "2021-08-01", "2022-04-01",
                 "2020-08-01");
    expect_split(&l, &splits.at[1], "2022-05-01", "2022-05-01", "2023-01-01",
                 "2021-05-01");
    lc_study_free(study);
    lc_landmarks_free(&l);
    lc_store_free(&store);
}

/* Of 6 months each the data have three earlier spans with something to learn from
 * before them: the third begins on 2021-01-02 and no horizon was over by then (the
 * first landmark's was on 2021-02-01). So two. */
Test(origins, that_the_data_do_not_have_are_refused)
{
    struct lc_error err = { 0 };
    struct lc_splits splits;
    struct lc_landmarks l;
    struct lc_store store = store_of(1, CHILD);
    struct lc_study *study = study_of("test_last: 6 months, rolling: 2");
    cr_assert(lc_landmarks_of(&l, study, &store, &err) == LC_OK);
    cr_expect(lc_landmarks_splits(&l, study, &splits, &err) == LC_OK, "%s", err.text);
    lc_study_free(study);
    study = study_of("test_last: 6 months, rolling: 3");
    cr_expect(lc_landmarks_splits(&l, study, &splits, &err) == LC_RANGE);
    cr_expect(strstr(err.text, "2021-01-02") != NULL, "%s", err.text);
    cr_expect(strstr(err.text, "say rolling: 2") != NULL, "%s", err.text);
    lc_study_free(study);
    lc_landmarks_free(&l);
    lc_store_free(&store);
}

/* What could be learnt on `at`: the cause and whether it is complete of child 0's row
 * at the landmark, or -1: it has none. */
static int learnt_at(const char *events, const char *at, const char *landmark)
{
    char all[2000];
    struct lc_error err = { 0 };
    struct lc_cohort c;
    struct lc_study *study = study_of("test_last: 6 months, label_delay: 1 month");
    int found = -1;
    snprintf(all, sizeof all, CHILD "%s", events);
    struct lc_store store = store_of(1, all);
    cr_assert(lc_cohort_at(&c, study, &store, day_of(at), NULL, &err) == LC_OK, "%s",
              err.text);
    for (size_t i = 0; i < c.n; i++)
        if (c.landmarks.day[c.at[i]] == day_of(landmark))
            found = c.cause[i];
    lc_cohort_free(&c);
    lc_store_free(&store);
    lc_study_free(study);
    return found;
}

/* An entry of 10 May 2021, written down on 20 July 2022. Landmark 1 June 2020: twelve
 * months and the label's one are over on 1 July 2021. */
Test(origins, know_what_was_known_on_their_day)
{
    static const char late[] = "care 0 2021-05-10 - code C2 known 2022-07-20 -\n";
    static const char soon[] = "care 0 2021-05-10 - code C2 known 2021-05-12 -\n";
    static const char taken_back[] =
        "care 0 2021-05-10 - code C2 known 2021-05-12 2022-07-20\n";
    cr_expect(eq(int, learnt_at(late, "2021-06-30", "2020-06-01"), -1));
    cr_expect(eq(int, learnt_at(late, "2021-07-01", "2020-06-01"), 0));
    cr_expect(eq(int, learnt_at(late, "2022-07-20", "2020-06-01"), 0));
    cr_expect(eq(int, learnt_at(late, "2022-07-21", "2020-06-01"), 1));
    cr_expect(eq(int, learnt_at(soon, "2021-07-01", "2020-06-01"), 1));
    cr_expect(eq(int, learnt_at(taken_back, "2022-07-20", "2020-06-01"), 1));
    cr_expect(eq(int, learnt_at(taken_back, "2022-07-21", "2020-06-01"), 0));
    /* looked after from May on, as was thought: then it is not in June's cohort */
    cr_expect(eq(int, learnt_at(taken_back, "2022-07-20", "2021-06-01"), -1));
    cr_expect(eq(int, learnt_at(taken_back, "2022-07-21", "2021-06-01"), 0));
}

/* A second extract, received on 1 February 2022, covers care from 2021 on; the first
 * one ended with 2020. On 31 January 2022 nobody could know what 2021 would bring, so
 * the last landmark whose twelve months had been told is 1 January 2020, before the
 * study's first. A day later it is 1 January 2021 (of 2021 care is told to its end). */
Test(origins, know_no_label_that_no_extract_had_told)
{
    struct lc_error err = { 0 };
    struct lc_landmarks l;
    struct lc_study *study = study_of("test_last: 6 months");
    struct lc_store store = store_of(1, "covers care 2010-01-01 2021-01-01\n"
                                        "covers care 2021-01-01 2022-01-01\n"
                                        "person 0 2007-01-15 - code F\n"
                                        "cin 0 2015-01-01 2015-06-01\n");
    store.source[1].imported = day_of("2022-02-01");
    cr_assert(lc_landmarks_at(&l, study, &store, day_of("2022-01-31"), &err) == LC_OK,
              "%s", err.text);
    cr_expect(eq(sz, l.count, 0));
    lc_landmarks_free(&l);
    cr_assert(lc_landmarks_at(&l, study, &store, day_of("2022-02-02"), &err) == LC_OK,
              "%s", err.text);
    cr_assert(eq(sz, l.count, 12));
    cr_expect(eq(int, l.day[11], day_of("2021-01-01")));
    lc_landmarks_free(&l);
    lc_store_free(&store);
    lc_study_free(study);
}
