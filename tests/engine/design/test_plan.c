/* A plan of a borough of six children, counted by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "design/columns_inside.h"
#include "design/plan.h"
#include "support/stores.h"

TestSuite(plan, .init = lc_begin);

/* Landmarks on the first of each month of 2020 to 2022, horizon 3 months; all six are
 * 14 or 15 throughout but child 4 (20), and known from 2019 but child 3 (never).
 *
 *   0  enters on 2020-03-10: at 3 landmarks (January to March); then in care
 *   1  never enters: all 36 landmarks
 *   2  dies on 2021-02-05: at 14 landmarks, of which the last 3 see it
 *   5  enters on 2022-06-20: at 30 landmarks, January 2020 to June 2022
 *
 * So 83 rows of 4 children; entries: 2; rows that end in one: 3 + 3. */
static const char borough[] =
    "covers care 2015-01-01 2023-01-01\n"
    "covers cin 2015-01-01 2023-01-01\n"
    "covers missing 2015-01-01 2023-01-01\n"
    "person 0 2006-01-15 - code F\nperson 1 2006-01-15 - code M\n"
    "person 2 2006-01-15 - code F\nperson 3 2006-01-15 - code M\n"
    "person 4 2000-01-15 - code F\nperson 5 2006-01-15 - code M\n"
    "cin 0 2019-01-01 2019-03-01\ncin 1 2019-01-01 2019-03-01\n"
    "cin 2 2019-01-01 2019-03-01\ncin 4 2019-01-01 2019-03-01\n"
    "cin 5 2019-01-01 2019-03-01\n"
    "missing 5 2021-12-20 2021-12-21 file 2\n"
    "care 0 2020-03-10 - code V2\ncare 5 2022-06-20 - code V2\n"
    "death 2 2021-02-05 -\n";

static const char study_text[] =
    "format: 1\nstudy: { name: s, title: s }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
    "landmarks: { every: 1 month, from: 2020-01-01, to: 2022-12-31 }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13, uasc: false,\n"
    "           remand: true, horizon: 3 months }\n"
    "competing: [death, moved]\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: sex, kind: sex, label: sex }\n"
    "  - { name: m12, kind: count, history: missing, window: 12 months, label: m }\n"
    "  - { name: gone, kind: ever, history: gang, label: g }\n"
    "models:\n"
    "  - { name: a, family: logistic, formula: \"rcs(age, 3) + sex * m12\" }\n"
    "validation: { test_last: 6 months, label_delay: 1 month }\n";

static struct lc_study *study_with(const char *part, const char *other)
{
    char text[2000];
    struct lc_error err = { 0 };
    struct lc_study *study;
    const char *at = part ? strstr(study_text, part) : NULL;
    size_t before = at ? (size_t)(at - study_text) : strlen(study_text);
    int size = snprintf(text, sizeof text, "%.*s%s%s", (int)before, study_text,
                        at ? other : "", at ? at + strlen(part) : "");
    int code = lc_study_parse(&study, "s", text, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static void expect_flow(const struct lc_plan *plan)
{
    const struct lc_flow *flow = &plan->cohort.flow;
    cr_expect(eq(sz, flow->children, 6));
    cr_expect(eq(sz, flow->rows, 6 * 36));
    cr_expect(eq(sz, flow->children_out[LC_TOO_OLD], 1));
    cr_expect(eq(sz, flow->children_out[LC_NOT_KNOWN], 1));
    cr_expect(eq(sz, flow->children_in, 4));
    cr_expect(eq(sz, flow->rows_in, 83));
    cr_expect(eq(sz, flow->rows_out[LC_DEAD], 22));
    cr_expect(eq(sz, flow->rows_out[LC_LOOKED_AFTER], 33 + 6));
    size_t out = 0;
    for (int r = 0; r < LC_RULE_COUNT; r++)
        out += flow->rows_out[r];
    cr_expect(eq(sz, out + flow->rows_in, flow->rows));
}

static void expect_rows(const struct lc_plan *plan)
{
    cr_expect(eq(sz, plan->all.rows, 83));
    cr_expect(eq(sz, plan->all.entries, 2));
    cr_expect(eq(sz, plan->cause[1].rows, 6));
    cr_expect(eq(sz, plan->cause[1].events, 2));
    cr_expect(eq(sz, plan->cause[2].rows, 3));
    cr_expect(eq(sz, plan->cause[2].events, 1));
    /* the last landmark with three months in the data is October 2022: November and
     * December of child 1 are not known */
    cr_expect(eq(sz, plan->all.incomplete, 2));
}

static void expect_split(const struct lc_plan *plan)
{
    /* the test: May to October 2022; training: 3 months and 1 over by 2 April: December
     * 2021. Child 1 and 5 are on both sides. */
    cr_expect(eq(int, plan->test.from, day_of("2022-05-01")));
    cr_expect(eq(int, plan->test.to, day_of("2022-10-01")));
    cr_expect(eq(sz, plan->test.rows, 6 + 2));
    cr_expect(eq(sz, plan->test.entries, 1));
    cr_expect(eq(int, plan->train.to, day_of("2021-12-01")));
    cr_expect(eq(sz, plan->train.rows, 3 + 24 + 14 + 24));
    cr_expect(eq(sz, plan->train.entries, 1));
    cr_expect(eq(sz, plan->both, 2));
}

static void expect_columns(const struct lc_plan *plan)
{
    /* missing within 12 months: child 5 at 2022-01-01 to 2022-06-01 */
    cr_expect(eq(sz, plan->column[2].nonzero, 6));
    cr_expect(eq(sz, plan->column[2].children, 1));
    cr_expect(eq(sz, plan->column[2].entries, 1));
    cr_expect(eq(dbl, plan->column[2].high, 1));
    cr_expect(eq(sz, plan->column[3].missing, 83));
    cr_expect(plan->column[1].used && !plan->column[3].used);

    /* two spline columns, sex, m12 and their product: 5 of one entry */
    cr_expect(eq(sz, plan->model[0].columns, 5));
    cr_expect(eq(dbl, plan->model[0].each, 0.2));
    cr_expect(strstr(plan->finding.data, "model a has fewer than 5 entries a column")
              != NULL);
    cr_expect(strstr(plan->finding.data, "no history gang") != NULL);
    cr_expect(strstr(plan->finding.data, "no history moved") != NULL);
    cr_expect(strstr(plan->finding.data, "gone is not observed at any") != NULL);
}

Test(plan, counts_what_a_hand_counts)
{
    struct lc_plan plan;
    struct lc_error err = { 0 };
    struct lc_study *study = study_with(NULL, NULL);
    struct lc_store store = store_of(6, borough);
    int code = lc_plan_make(&plan, study, &store, NULL, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);

    expect_flow(&plan);
    expect_rows(&plan);
    expect_split(&plan);
    expect_columns(&plan);
    cr_expect(eq(sz, plan.assumed.rows.of, plan.train.rows));
    cr_expect(eq(sz, plan.assumed.entries.of, plan.train.entries));
    lc_plan_free(&plan);
    lc_store_free(&store);
    lc_study_free(study);
}

static void expect_failure(const char *part, const char *other, const char *events,
                           int code, const char *why)
{
    struct lc_plan plan;
    struct lc_error err = { 0 };
    struct lc_study *study = study_with(part, other);
    struct lc_store store = store_of(6, events);
    cr_expect(eq(int, lc_plan_make(&plan, study, &store, NULL, &err), code));
    cr_expect(strstr(err.text, why) != NULL, "%s", err.text);
    lc_store_free(&store);
    lc_study_free(study);
}

Test(plan, says_plainly_why_there_is_nothing_to_learn)
{
    static const char nobody[] = "covers care 2015-01-01 2023-01-01\n"
                                 "person 0 2006-01-15 - code F\n";
    static const char no_entry[] = "covers care 2015-01-01 2023-01-01\n"
                                   "person 0 2006-01-15 - code F\n"
                                   "cin 0 2019-01-01 2019-03-01\n";
    static const char all_enter[] = "covers care 2015-01-01 2023-01-01\n"
                                    "person 0 2006-01-15 - code F\n"
                                    "cin 0 2022-05-10 -\n"
                                    "care 0 2022-06-10 - code V2\n";
    expect_failure(NULL, NULL, nobody, LC_UNFIT, "nobody is in the cohort");
    expect_failure(NULL, NULL, no_entry, LC_UNFIT, "no child of the cohort entered");
    expect_failure(NULL, NULL, all_enter, LC_UNFIT, "every row");
    expect_failure("horizon: 3 months", "horizon: 4 years", borough, LC_RANGE,
                   "longer than the data");
    expect_failure("test_last: 6 months", "test_from: 2022-12-01", borough, LC_RANGE,
                   "move validation.test_from back");
    expect_failure("test_last: 6 months", "test_from: 2020-03-01", borough, LC_RANGE,
                   "nothing to train on");
    expect_failure("rcs(age, 3)", "rcs(aeg, 3)", borough, LC_USAGE, "aeg");
    expect_failure("rcs(age, 3)", "y ~ rcs(age, 3)", borough, LC_USAGE, "left side");
}

/* Model a reads missing, which it saw in every row; nobody is scored without it unless
 * a fit is kept. Where it did not exist before 2 October 2020 it was not observed in
 * some of them, and a day without it is one more such. */
Test(plan, says_what_a_model_does_without_a_source)
{
    static const struct {
        const char *part, *other;
        int does;
    } cases[] = {
        { NULL, NULL, LC_PLAN_REFUSES },
        { "predictors:", "sources: { refit_without: [missing] }\npredictors:",
          LC_PLAN_REFIT },
        { "window: 12 months", "observed_from: 2020-10-02, window: 12 months",
          LC_PLAN_SEEN_MISSING },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_plan plan;
        struct lc_error err = { 0 };
        struct lc_study *study = study_with(cases[i].part, cases[i].other);
        struct lc_store store = store_of(6, borough);
        cr_assert(lc_plan_make(&plan, study, &store, NULL, &err) == LC_OK, "%s",
                  err.text);
        cr_assert(eq(sz, plan.withouts, 1));
        cr_expect(eq(str, (char *)plan.without[0].history, "missing"));
        cr_expect(eq(int, plan.without[0].does, cases[i].does), "case %zu", i);
        lc_plan_free(&plan);
        lc_store_free(&store);
        lc_study_free(study);
    }
}

/* Of two children there are 3 + 6 rows, January to June 2020; what is seen from
 * February 2019 on has no twelve months before it in the two of January. In the borough
 * these are 4 of 83. */
Test(plan, what_few_rows_lack_is_no_share)
{
    static const char two[] =
        "covers care 2015-01-01 2023-01-01\ncovers cin 2015-01-01 2023-01-01\n"
        "covers missing 2019-02-01 2023-01-01\n"
        "person 0 2006-01-15 - code F\nperson 1 2006-01-15 - code M\n"
        "cin 0 2019-01-01 2019-03-01\ncin 1 2019-01-01 2019-03-01\n"
        "missing 1 2020-03-20 2020-03-21 file 2\n"
        "care 0 2020-03-10 - code V2\ndeath 1 2020-06-05 -\n";
    static const char *const events[] = { two, borough };
    for (size_t i = 0; i < 2; i++) {
        struct lc_plan plan;
        struct lc_error err = { 0 };
        struct lc_study *study =
            study_with(i ? "window: 12 months" : strstr(study_text, "validation"),
                       i ? "observed_from: 2019-02-01, window: 12 months" : "");
        struct lc_store store = store_of(i ? 6 : 2, events[i]);
        cr_assert(lc_plan_make(&plan, study, &store, NULL, &err) == LC_OK, "%s",
                  err.text);
        cr_expect(eq(sz, plan.all.rows, i ? 83 : 9));
        cr_expect(eq(sz, plan.column[2].missing, i ? 4 : 2));
        cr_expect(
            eq(int, strstr(plan.finding.data, "m12 is not observed") != NULL, i == 0));
        cr_expect(i || strstr(plan.finding.data, "in 1 to 5 of fewer than 30 rows\n"));
        lc_plan_free(&plan);
        lc_store_free(&store);
        lc_study_free(study);
    }
}

/* Columns of formulas, without the intercept. */
Test(plan, columns_of_a_formula)
{
    static const struct {
        const char *formula;
        size_t columns;
    } cases[] = {
        { "a", 1 },
        { "a + b", 2 },
        { "a * b", 3 },
        { "rcs(a, 5)", 4 },
        { "ns(a, 3)", 3 },
        { "poly(a, 2)", 2 },
        { "log1p(a)", 1 },
        { "g", 2 },
        { "g:b", 2 },
        { "g * rcs(a, 3)", 8 },
        { "a + strata(b)", 1 },
        { "a + offset(b)", 1 },
        { ".", 4 },
        { "a + 0", 1 },
    };
    struct lc_frame frame = { .n = 1 };
    struct lc_column *column;
    struct lc_error err = { 0 };
    uint16_t level;
    cr_assert(lc_frame_add(&frame, "a", LC_F64, &column, &err) == LC_OK);
    cr_assert(lc_frame_add(&frame, "b", LC_F64, &column, &err) == LC_OK);
    cr_assert(lc_frame_add(&frame, "g", LC_CATEGORY, &column, &err) == LC_OK);
    static const char *const names[] = { "x", "y", "z" };
    for (int i = 0; i < 3; i++)
        cr_assert(lc_codes_add(&column->levels, lc_slice_of(names[i]), &level, &err)
                  == LC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 99;
        unsigned char used[3] = { 0 };
        cr_assert(lc_columns_of(cases[i].formula, &frame, &count, used, &err) == LC_OK,
                  "%s", err.text);
        cr_expect(eq(sz, count, cases[i].columns), "%s", cases[i].formula);
    }
    lc_frame_free(&frame);
}
