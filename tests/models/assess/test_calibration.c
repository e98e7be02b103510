#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>

#include "base/begin.h"
#include "models/assess/calibration.h"
#include "support/golden.h"

TestSuite(calibration, .init = lc_begin);

static void near(const struct golden *g, const char *path, double is)
{
    double want = golden_number(g, path);
    cr_assert(fabs(is - want) <= 1e-8 * fmax(1, fabs(want)), "%s: %.17g, not %.17g",
              path, is, want);
}

/* Risks 1/4 (four rows, one event) and 3/4 (four rows, two events). With two points the
 * line is exact: logit(1/4) = a - b L, logit(2/4) = a + b L, L = log 3. So
 * a = -log(3) / 2 and b = 1/2. In the large: 4 {f(a - L) + f(a + L)} = 3 with f the
 * logistic curve; in z = e^a it is 4 {z/(3 + z) + 3z/(1 + 3z)} = 3, or
 * 15 z^2 + 10 z - 9 = 0, z = (-5 + sqrt(160)) / 15. */
Test(calibration, matches_the_hand_derivation)
{
    const double risk[] = { 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75 };
    const uint8_t outcome[] = { 1, 0, 0, 0, 1, 1, 0, 0 };
    struct lc_predicted data = { .n = 8, .risk = risk, .outcome = outcome };
    struct lc_line line;
    cr_assert(eq(int, lc_calibration_line(&line, &data, false, NULL), LC_OK));
    cr_assert(line.estimated);
    cr_assert(epsilon_eq(dbl, line.intercept, -log(3) / 2, 1e-12));
    cr_assert(epsilon_eq(dbl, line.slope, 0.5, 1e-12));
    cr_assert(eq(int, lc_calibration_line(&line, &data, true, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, line.intercept, log((-5 + sqrt(160)) / 15), 1e-12));
    cr_assert(eq(dbl, line.slope, 1));
}

static void check_groups(const struct golden *g, const struct lc_predicted *data)
{
    struct lc_group group[10];
    size_t made;
    char path[40];
    double p;
    cr_assert(eq(int, lc_calibration_groups(10, group, &made, data, NULL), LC_OK));
    cr_assert(eq(sz, made, 10));
    for (size_t k = 0; k < 10; k++) {
        snprintf(path, sizeof path, "groups.n.%zu", k);
        near(g, path, group[k].n);
        snprintf(path, sizeof path, "groups.obs.%zu", k);
        near(g, path, group[k].events);
        snprintf(path, sizeof path, "groups.exp.%zu", k);
        near(g, path, group[k].expected);
    }
    near(g, "hl_chisq", lc_hosmer_lemeshow(10, group, &p));
}

static void check_validation(const struct golden *g, const struct lc_predicted *data)
{
    struct lc_validation v;
    cr_assert(eq(int, lc_validate(&v, data, NULL, NULL, NULL), LC_OK));
    /* lrm puts risks into bins of 0.002 before it ranks them; survival's concordance of
     * the same rows counts 1211 pairs for, 738 against and 1 tied. */
    cr_assert(epsilon_eq(dbl, v.dxy, golden_number(g, "val_prob.Dxy"), 2e-3));
    cr_assert(epsilon_eq(dbl, v.c, 1211.5 / 1950, 1e-15));
    near(g, "val_prob.R2", v.r2);
    near(g, "val_prob.D", v.d);
    near(g, "val_prob.D:Chi-sq", v.d_chisq);
    near(g, "val_prob.U", v.u);
    near(g, "val_prob.U:Chi-sq", v.u_chisq);
    near(g, "val_prob.U:p", v.u_p);
    near(g, "val_prob.Q", v.q);
    near(g, "val_prob.Brier", v.brier);
    near(g, "val_prob.Intercept", v.intercept);
    near(g, "val_prob.Slope", v.slope);
    near(g, "val_prob.Emax", v.emax);
    near(g, "val_prob.E90", v.e90);
    near(g, "val_prob.Eavg", v.eavg);
    near(g, "val_prob.S:z", v.spiegelhalter_z);
    near(g, "val_prob.S:p", v.spiegelhalter_p);
}

Test(calibration, agrees_with_glm_and_val_prob)
{
    struct golden g = golden_open("calibration_logistic");
    uint8_t *y = golden_bytes(&g, "y");
    struct lc_predicted data = { .n = g.rows,
                                 .risk = golden_column(&g, "p"),
                                 .outcome = y };
    struct lc_line line;
    cr_assert(eq(int, lc_calibration_line(&line, &data, false, NULL), LC_OK));
    near(&g, "intercept", line.intercept);
    near(&g, "slope", line.slope);
    near(&g, "vcov.values.0.0", line.variance[0]);
    near(&g, "vcov.values.0.1", line.variance[1]);
    near(&g, "vcov.values.1.1", line.variance[2]);
    cr_assert(eq(int, lc_calibration_line(&line, &data, true, NULL), LC_OK));
    near(&g, "in_the_large", line.intercept);
    check_groups(&g, &data);
    check_validation(&g, &data);
    free(y);
    golden_close(&g);
}

/* A weight of 2 is the row twice; and the sandwich of rows doubled within their
 * clusters is that of the rows once, for the doubled information halves the bread. */
Test(calibration, weights_are_frequencies_and_clusters_hold_together)
{
    struct golden g = golden_open("calibration_logistic");
    size_t n = g.rows;
    double *risk = calloc(2 * n, sizeof *risk), *weight = calloc(n, sizeof *weight);
    uint8_t *y = calloc(2 * n, 1);
    int32_t *cluster = calloc(2 * n, sizeof *cluster);
    for (size_t i = 0; i < 2 * n; i++) {
        risk[i] = golden_column(&g, "p")[i % n];
        y[i] = golden_column(&g, "y")[i % n] > 0;
        cluster[i] = (int32_t)(i % n);
        weight[i % n] = 2;
    }
    struct lc_predicted twice = { 2 * n, risk, y, NULL, cluster, n };
    struct lc_predicted weighted = { n, risk, y, weight, NULL, 0 };
    struct lc_predicted once = { n, risk, y, NULL, NULL, 0 };
    struct lc_line a, b, c;
    cr_assert(eq(int, lc_calibration_line(&a, &twice, false, NULL), LC_OK));
    cr_assert(eq(int, lc_calibration_line(&b, &weighted, false, NULL), LC_OK));
    cr_assert(eq(int, lc_calibration_line(&c, &once, false, NULL), LC_OK));
    for (int k = 0; k < 3; k++) {
        cr_assert(epsilon_eq(dbl, a.variance[k], b.variance[k], 1e-12));
        cr_assert(epsilon_eq(dbl, a.variance[k], c.variance[k] / 2, 1e-12));
        cr_assert(epsilon_eq(dbl, a.robust[k], c.robust[k], 1e-12));
        cr_assert(epsilon_eq(dbl, a.robust[k], b.robust[k], 1e-12));
    }
    free(risk);
    free(weight);
    free(y);
    free(cluster);
    golden_close(&g);
}

Test(calibration, one_class_separation_and_certainty_are_not_estimated)
{
    const double risk[] = { 0.1, 0.2, 0.8, 0.9 }, sure[] = { 0, 1, 0.4, 0.6 };
    const uint8_t none[] = { 0, 0, 0, 0 }, split[] = { 0, 0, 1, 1 };
    struct lc_predicted data = { .n = 4, .risk = risk, .outcome = none };
    struct lc_line line;
    cr_assert(eq(int, lc_calibration_line(&line, &data, false, NULL), LC_OK));
    cr_assert(not(line.estimated));
    cr_assert(isnan(line.slope));
    data.outcome = split; /* separated: the slope runs off */
    cr_assert(eq(int, lc_calibration_line(&line, &data, false, NULL), LC_OK));
    cr_assert(not(line.estimated));
    data.risk = sure;
    cr_assert(eq(int, lc_calibration_line(&line, &data, true, NULL), LC_OK));
    cr_assert(eq(sz, line.left_out, 2));
}

Test(calibration, equal_risks_make_one_group)
{
    const double risk[] = { 0.25, 0.25, 0.25, 0.25 };
    const uint8_t outcome[] = { 1, 0, 0, 0 };
    struct lc_predicted data = { .n = 4, .risk = risk, .outcome = outcome };
    struct lc_group group[10];
    size_t made;
    cr_assert(eq(int, lc_calibration_groups(10, group, &made, &data, NULL), LC_OK));
    cr_assert(eq(sz, made, 1));
    cr_assert(eq(dbl, group[0].expected, 1));
    cr_assert(eq(dbl, group[0].events, 1));
    data.n = 0;
    cr_assert(eq(int, lc_calibration_groups(10, group, &made, &data, NULL), LC_OK));
    cr_assert(eq(sz, made, 0));
}

/* A straight line is its own smooth. */
Test(calibration, lowess_keeps_a_line)
{
    double x[40], y[40], smooth[40];
    for (int i = 0; i < 40; i++) {
        x[i] = i * i / 100.0;
        y[i] = 3 - 2 * x[i];
    }
    lc_lowess(40, x, y, 2.0 / 3, smooth);
    for (int i = 0; i < 40; i++)
        cr_assert(epsilon_eq(dbl, smooth[i], y[i], 1e-12));
}
