/* How many histories, causes, predictors and landmarks a study may have: as many as it
 * may, the last of them counts like the first; one more is refused with its place. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/text.h"
#include "study/cohort.h"
#include "support/stores.h"

TestSuite(bounds, .init = lc_begin);

struct asked {
    size_t known_to, competing, predictors;
    const char *landmarks; /* NULL: one */
};

/* A list of so many: "k0, k1". */
static void add_list(struct lc_text *t, const char *letter, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lc_text_addf(t, "%s%s%zu", i ? ", " : "", letter, i);
}

static int study_of(struct lc_study **study, const struct asked *a,
                    struct lc_error *err)
{
    struct lc_text t = { 0 };
    lc_text_add(&t, "format: 1\nstudy: { name: s, title: s }\n"
                    "cohort: { age_from: 13, age_to: 17, known_to: [");
    add_list(&t, "k", a->known_to);
    lc_text_addf(&t, "] }\nlandmarks: { %s }\n",
                 a->landmarks ? a->landmarks
                              : "every: 1 month, from: 2022-06-01, to: 2022-06-01");
    lc_text_add(&t, "outcome: { history: care, horizon: 12 months, first_entry: true, "
                    "age_floor: 13, uasc: false, remand: true }\ncompeting: [");
    add_list(&t, "c", a->competing);
    lc_text_add(&t, "]\npredictors:\n");
    for (size_t i = 0; i < a->predictors; i++)
        lc_text_addf(&t, "- { name: p%zu, kind: age, label: age }\n", i);
    lc_text_add(&t, "validation: { test_last: 6 months, label_delay: 1 month }\n");
    *err = (struct lc_error){ 0 };
    int code = lc_study_parse(study, "s.yaml", t.data, t.size, err);
    lc_text_free(&t);
    return code;
}

#define CHILD "covers care 2010-01-01 2024-01-01\nperson 0 2007-01-15 - code F\n"

/* The cohort of one child and a landmark; the events are freed. */
static int cohort_of(struct lc_cohort *cohort, const struct asked *a,
                     struct lc_text *events, struct lc_error *err)
{
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    struct lc_study *study;
    int code = study_of(&study, a, err);
    cr_assert(eq(int, code, LC_OK), "%s", err->text);
    struct lc_store store = store_of(1, events->data);
    code = lc_cohort_build(cohort, study, &store, &ask, NULL, err);
    lc_store_free(&store);
    lc_study_free(study);
    lc_text_free(events);
    return code;
}

/* The child is known to the last of the histories alone. */
Test(bounds, histories_by_which_a_child_is_known)
{
    for (size_t n = 63; n <= 65; n++) {
        struct asked a = { n, 1, 1, NULL };
        struct lc_cohort cohort;
        struct lc_error err;
        struct lc_text events = { 0 };
        lc_text_addf(&events, CHILD "k%zu 0 2015-01-01 2015-06-01\n", n - 1);
        int code = cohort_of(&cohort, &a, &events, &err);
        cr_expect(eq(int, code, n > 64 ? LC_RANGE : LC_OK), "%s", err.text);
        if (code) {
            cr_expect_not_null(strstr(err.text, "more than 64 histories"));
            continue;
        }
        cr_expect(eq(sz, cohort.n, 1));
        lc_cohort_free(&cohort);
    }
}

/* The last competing event is a cause of its own. */
Test(bounds, causes)
{
    for (size_t n = LC_STUDY_CAUSES - 1; n <= LC_STUDY_CAUSES + 1; n++) {
        struct asked a = { 1, n, 1, NULL };
        struct lc_cohort cohort;
        struct lc_error err;
        struct lc_text events = { 0 };
        struct lc_study *study;
        if (n > LC_STUDY_CAUSES) {
            cr_expect(eq(int, study_of(&study, &a, &err), LC_FORMAT));
            cr_expect_not_null(strstr(err.text, "s.yaml:6:"), "%s", err.text);
            continue;
        }
        lc_text_addf(&events,
                     CHILD "k0 0 2015-01-01 2015-06-01\n"
                           "c%zu 0 2022-07-01 -\n",
                     n - 1);
        cr_assert(eq(int, cohort_of(&cohort, &a, &events, &err), LC_OK), "%s",
                  err.text);
        cr_assert(eq(sz, cohort.n, 1));
        cr_expect(eq(int, cohort.cause[0], (int)n + 1)); /* the first is care */
        cr_expect(eq(int, cohort.days[0], 30));
        lc_cohort_free(&cohort);
    }
}

Test(bounds, predictors)
{
    for (size_t n = LC_STUDY_PREDICTORS - 1; n <= LC_STUDY_PREDICTORS + 1; n++) {
        struct asked a = { 1, 1, n, NULL };
        struct lc_study *study;
        struct lc_error err;
        int code = study_of(&study, &a, &err);
        cr_expect(eq(int, code, n > LC_STUDY_PREDICTORS ? LC_FORMAT : LC_OK));
        if (code)
            cr_expect_not_null(strstr(err.text, "s.yaml:"), "%s", err.text);
        else
            cr_expect(eq(sz, study->predictors_count, n));
        lc_study_free(study);
    }
}

/* A landmark a day, of as many days as care is covered. */
Test(bounds, landmarks)
{
    struct asked a = { 1, 1, 1, "every: 1 day, from: 1910-01-01, to: all" };
    for (int n = LC_LANDMARKS - 1; n <= LC_LANDMARKS + 1; n++) {
        char end[LC_DAY_ROOM], covers[100];
        struct lc_landmarks landmarks;
        struct lc_study *study;
        struct lc_error err;
        cr_assert(eq(int, study_of(&study, &a, &err), LC_OK), "%s", err.text);
        snprintf(covers, sizeof covers, "covers care 1910-01-01 %s\n",
                 lc_day_print(day_of("1910-01-01") + n, end));
        struct lc_store store = store_of(1, covers);
        int code = lc_landmarks_of(&landmarks, study, &store, &err);
        cr_expect(eq(int, code, n > LC_LANDMARKS ? LC_RANGE : LC_OK), "%s", err.text);
        if (code)
            cr_expect_not_null(strstr(err.text, "more than 65535"), "%s", err.text);
        else
            cr_expect(eq(sz, landmarks.count, (size_t)n));
        lc_landmarks_free(&landmarks);
        lc_store_free(&store);
        lc_study_free(study);
    }
}
