/* Recalibration: derived by hand on four cells and on six people, and what it promises:
 * events seen are events foretold, a second recalibration finds nothing to do. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/families/families.h"
#include "models/fit/table_fit.h"
#include "models/recalibrate/recalibrate.h"
#include "table/table.h"

TestSuite(recalibrate, .init = lc_begin);

static struct lc_frame frame_of(const char *csv)
{
    struct lc_frame frame;
    struct lc_error err = { 0 };
    cr_assert(zero(int, lc_table_read_bytes(&frame, "t", csv, strlen(csv), &err)), "%s",
              err.text);
    return frame;
}

static struct lc_model *model_of(const char *csv, const char *family,
                                 const char *formula)
{
    struct lc_frame frame = frame_of(csv);
    struct lc_model *model;
    struct lc_error err = { 0 };
    struct lc_unused unused;
    struct lc_table_fit ask = { .formula = formula,
                                .family = lc_family_find(family),
                                .options = lc_fit_defaults() };
    cr_assert(zero(int, lc_table_fit(&model, &unused, &frame, &ask, &err)), "%s",
              err.text);
    memcpy(model->digest, "0123", 5); /* as read from a file */
    lc_frame_free(&frame);
    return model;
}

static struct lc_recalibrated recalibrate(struct lc_model *m, const char *csv,
                                          int method)
{
    struct lc_frame frame = frame_of(csv);
    struct lc_applied applied;
    struct lc_sample sample;
    struct lc_recalibrated done;
    struct lc_error err = { 0 };
    const char *names[8];
    cr_assert(zero(
        int, lc_terms_apply(&applied, m->terms, &frame, NULL, LC_APPLY_FIT, &err)));
    cr_assert(zero(int, lc_sample_of(&sample, &applied, m->family, 1, names, &err)));
    cr_assert(zero(int, lc_recalibrate(&done, m, &sample, method, NULL, &err)), "%s",
              err.text);
    lc_applied_free(&applied);
    lc_frame_free(&frame);
    return done;
}

static double logit(double p)
{
    return log(p / (1 - p));
}

/* Counts by x and y as weights: 1 of 4 and 3 of 4 give intercept -log 3 and coefficient
 * 2 log 3. */
static const char old[] = "x,y,w\n0,1,1\n0,0,3\n1,1,3\n1,0,1\n";
static const char old_formula[] = "y ~ x + weights(w)";
/* 2 of 10 and 6 of 10. */
static const char new[] = "x,y,w\n0,1,2\n0,0,8\n1,1,6\n1,0,4\n";

/* Two groups are two parameters, so (3) is met by the groups' own rates: b = (logit .6
 * - logit .2) / (2 log 3) and a follows. */
Test(recalibrate, slope_of_two_groups_by_hand)
{
    struct lc_model *m = model_of(old, "logistic", old_formula);
    cr_assert(epsilon_eq(dbl, m->fit->estimate[1], 2 * log(3), 1e-10));
    struct lc_recalibrated d = recalibrate(m, new, LC_BY_SLOPE);
    double b = (logit(0.6) - logit(0.2)) / (2 * log(3));
    cr_expect(epsilon_eq(dbl, d.slope, b, 1e-9));
    cr_expect(epsilon_eq(dbl, d.intercept, logit(0.2) + b * log(3), 1e-9));
    cr_expect(epsilon_eq(dbl, d.expected, 10 * 0.25 + 10 * 0.75, 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->estimate[0], logit(0.2), 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->estimate[1], logit(0.6) - logit(0.2), 1e-9));
    cr_expect(eq(str, m->parent, "0123"));
    cr_expect(zero(ptr, m->metrics));
    d = recalibrate(m, new, LC_BY_SLOPE);
    cr_expect(epsilon_eq(dbl, d.slope, 1, 1e-9));
    cr_expect(epsilon_eq(dbl, d.intercept, 0, 1e-9));
    cr_expect(epsilon_eq(dbl, d.expected, d.events, 1e-9));
    lc_model_free(m);
}

/* A model of an earlier program has the linkage that it learnt from among its results,
 * which go; of a later one what `training` has stands. */
Test(recalibrate, whose_children_it_learnt_from_stays)
{
    for (int later = 0; later < 2; later++) {
        struct lc_model *m = model_of(old, "logistic", old_formula);
        m->metrics = json_pack("{s:s}", "linkage", "2025-05-31");
        if (later)
            m->training = json_pack("{s:s}", "linkage", "2025-06-01");
        recalibrate(m, new, LC_BY_SLOPE);
        cr_expect(zero(ptr, m->metrics));
        const char *day = json_string_value(json_object_get(m->training, "linkage"));
        cr_assert(not(zero(ptr, (void *)day)));
        cr_expect(eq(str, (char *)day, later ? "2025-06-01" : "2025-05-31"));
        recalibrate(m, new, LC_BY_SLOPE);
        cr_expect(eq(str,
                     (char *)json_string_value(json_object_get(m->training, "linkage")),
                     later ? "2025-06-01" : "2025-05-31"));
        lc_model_free(m);
    }
}

/* (1): 10 e^a / (3 + e^a) + 30 e^a / (1 + 3 e^a) = 8 of 20, the frozen odds being 1/3
 * and 3. With r = e^a: 10 r (1 + 3 r) + 30 r (3 + r) = 8 (3 + r)(1 + 3 r), that is
 * 36 r^2 + 20 r - 24 = 0, r = (-5 + sqrt 241) / 18. */
Test(recalibrate, intercept_of_two_groups_by_hand)
{
    struct lc_model *m = model_of(old, "logistic", old_formula);
    struct lc_recalibrated d = recalibrate(m, new, LC_BY_INTERCEPT);
    cr_expect(epsilon_eq(dbl, exp(d.intercept), (-5 + sqrt(241)) / 18, 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->estimate[1], 2 * log(3), 1e-10));
    d = recalibrate(m, new, LC_BY_INTERCEPT);
    cr_expect(epsilon_eq(dbl, d.intercept, 0, 1e-9));
    cr_expect(epsilon_eq(dbl, d.expected, 8, 1e-8));
    lc_model_free(m);
}

/* On the very rows that it was fitted to, slope and covariance stay as they were: the
 * new rows' information is the old's, so (6) about the mean row gives the intercept's
 * variance back, and the coefficient's variance doubles by that of b. */
Test(recalibrate, its_own_rows_change_no_estimate)
{
    struct lc_model *m = model_of(old, "logistic", old_formula);
    double intercept = m->fit->estimate[0], slope = m->fit->estimate[1];
    double variance[2] = { m->fit->covariance[0], m->fit->covariance[3] };
    struct lc_recalibrated d = recalibrate(m, old, LC_BY_INTERCEPT);
    cr_expect(epsilon_eq(dbl, d.intercept, 0, 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->estimate[0], intercept, 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->covariance[0], variance[0], 1e-8));
    d = recalibrate(m, old, LC_BY_SLOPE);
    cr_expect(epsilon_eq(dbl, d.slope, 1, 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->estimate[1], slope, 1e-9));
    cr_expect(epsilon_eq(dbl, m->fit->covariance[3], 2 * variance[1], 1e-8));
    lc_model_free(m);
}

/* A card's table follows its level: the group of 2 in 10 stands at total 0. */
Test(recalibrate, a_scorecard_keeps_its_points)
{
    struct lc_model *m = model_of(old, "scorecard", old_formula);
    json_t *card = json_object_get(m->fit->extra, "card");
    json_t *points = json_object_get(json_array_get(card, 0), "points");
    json_int_t were = json_integer_value(points);
    recalibrate(m, new, LC_BY_SLOPE);
    const json_t *first = json_array_get(json_object_get(m->fit->extra, "table"), 0);
    cr_expect(eq(dbl, json_number_value(json_object_get(first, "total")), 0));
    cr_expect(
        epsilon_eq(dbl, json_number_value(json_object_get(first, "risk")), 0.2, 1e-9));
    cr_expect(eq(i64, json_integer_value(points), were));
    lc_model_free(m);
}

/* Therneau and Grambsch's six people: see test_cox.c. */
static const char six[] = "t,e,x\n9,1,0\n8,0,0\n6,1,1\n6,1,0\n1,1,1\n1,0,1\n";
static const char twelve[] = "t,e,x\n9,0,0\n8,0,0\n6,1,1\n6,0,0\n1,1,1\n1,0,1\n"
                             "3,1,0\n4,0,1\n7,1,1\n5,0,0\n2,0,1\n9,1,0\n";

Test(recalibrate, cox_level_is_events_over_expected)
{
    struct lc_model *m = model_of(six, "cox", "Surv(t, e) ~ x");
    double was = m->fit->curve[0].hazard[1], beta = m->fit->estimate[0];
    struct lc_recalibrated d = recalibrate(m, twelve, LC_BY_INTERCEPT);
    cr_expect(epsilon_eq(dbl, m->fit->curve[0].hazard[1], was * 5 / d.expected, 1e-9));
    cr_expect(eq(dbl, m->fit->estimate[0], beta));
    d = recalibrate(m, twelve, LC_BY_INTERCEPT);
    cr_expect(epsilon_eq(dbl, d.expected, 5, 1e-9));
    lc_model_free(m);
}

/* Where no two events tie, martingale residuals at the maximum add up to 0. */
Test(recalibrate, cox_level_on_its_own_rows_stays)
{
    struct lc_model *m = model_of(twelve, "cox", "Surv(t, e) ~ x");
    struct lc_recalibrated d = recalibrate(m, twelve, LC_BY_INTERCEPT);
    cr_expect(epsilon_eq(dbl, d.intercept, 0, 1e-9));
    lc_model_free(m);
}

/* With x its only column, (4) is a fit anew, whatever the frozen coefficient. */
Test(recalibrate, cox_slope_of_one_column_is_a_fit_anew)
{
    struct lc_model *m = model_of(six, "cox", "Surv(t, e) ~ x");
    struct lc_model *anew = model_of(twelve, "cox", "Surv(t, e) ~ x");
    recalibrate(m, twelve, LC_BY_SLOPE);
    cr_expect(epsilon_eq(dbl, m->fit->estimate[0], anew->fit->estimate[0], 1e-8));
    cr_assert(eq(sz, m->fit->curve[0].n, anew->fit->curve[0].n));
    for (size_t i = 0; i < anew->fit->curve[0].n; i++)
        cr_expect(epsilon_eq(dbl, m->fit->curve[0].hazard[i],
                             anew->fit->curve[0].hazard[i], 1e-8));
    struct lc_recalibrated d = recalibrate(m, twelve, LC_BY_SLOPE);
    cr_expect(epsilon_eq(dbl, d.slope, 1, 1e-8));
    cr_expect(epsilon_eq(dbl, d.expected, d.events, 1e-8));
    lc_model_free(m);
    lc_model_free(anew);
}

/* Breslow's steps 1/(3r+3) at 1, 2/(r+3) at 6, 1 at 9 for the six, r frozen. Efron's
 * second death at 6 sees (r + 5) / 2: 1/(r+3) + 2/(r+5). */
Test(recalibrate, cox_baseline_by_hand)
{
    struct lc_model *m = model_of(twelve, "cox", "Surv(t, e) ~ x");
    double r = exp(m->fit->estimate[0]);
    recalibrate(m, six, LC_BY_BASELINE);
    const double *h = m->fit->curve[0].hazard;
    double at = pow(r, m->fit->centre[0]); /* where they are told */
    cr_assert(eq(sz, m->fit->curve[0].n, 3));
    cr_expect(epsilon_eq(dbl, h[0], at / (3 * r + 3), 1e-10));
    cr_expect(epsilon_eq(dbl, h[1] - h[0], at / (r + 3) + 2 * at / (r + 5), 1e-10));
    cr_expect(epsilon_eq(dbl, h[2] - h[1], at, 1e-10));
    cr_expect(epsilon_eq(dbl, exp(m->fit->estimate[0]), r, 1e-15));
    lc_model_free(m);
}

Test(recalibrate, refuses_what_does_not_go)
{
    struct lc_model *m = model_of(old, "logistic", old_formula);
    struct lc_frame frame = frame_of(new);
    struct lc_applied applied;
    struct lc_sample sample;
    struct lc_recalibrated done;
    struct lc_error err = { 0 };
    const char *names[8];
    cr_assert(zero(
        int, lc_terms_apply(&applied, m->terms, &frame, NULL, LC_APPLY_FIT, &err)));
    cr_assert(zero(int, lc_sample_of(&sample, &applied, m->family, 1, names, &err)));
    cr_expect(eq(int, lc_recalibrate(&done, m, &sample, LC_BY_BASELINE, NULL, &err),
                 LC_USAGE));
    lc_applied_free(&applied);
    lc_frame_free(&frame);
    lc_model_free(m);
}
