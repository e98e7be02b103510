/* Absolute risk under competing causes: Aalen-Johansen where there is no column, R's
 * cause-specific fits, and its variance against the jackknife. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/cox/cause_specific.h"
#include "models/cox/cox.h"
#include "models/curve/aalen_johansen.h"
#include "support/golden.h"

TestSuite(cause_specific, .init = lc_begin);

static void close_to(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-9),
              "%s: %.17g is not %.17g", what, got, want);
}

enum { N = 250 };

static double a[N], stop[N], weight[N];
static int32_t cause[N];
static struct lc_column one = { .type = LC_F64, .data = a };

static struct lc_sample random_sample(void)
{
    struct lc_random r;
    lc_random_init(&r, 41, 0);
    for (int i = 0; i < N; i++) {
        a[i] = lc_random_normal(&r);
        double t1 = 40 * lc_random_exponential(&r) * exp(-0.5 * a[i]);
        double t2 = 60 * lc_random_exponential(&r) * exp(0.3 * a[i]);
        double c = 80 * lc_random_unit(&r);
        stop[i] = ceil(fmin(c, fmin(t1, t2)));
        cause[i] = c < t1 && c < t2 ? 0 : t1 < t2 ? 1 : 2;
        weight[i] = 1;
    }
    return (struct lc_sample){
        .n = N, .x = { N, 1, &one }, .stop = stop, .cause = cause, .strata = 1
    };
}

static struct lc_fit *fit(const struct lc_sample *s, int interest)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *result;
    options.cause = interest;
    options.ties = LC_BRESLOW;
    cr_assert_eq(lc_family_cause_specific.fit(&result, s, &options, &err), LC_OK, "%s",
                 err.text);
    return result;
}

/* With a column that is everywhere 0 the baselines are Nelson-Aalen's, so (1) differs
 * from Aalen-Johansen only in exp(-dH) for 1 - dH: of the order of the largest step. */
Test(cause_specific, without_a_column_it_is_nearly_aalen_johansen)
{
    struct lc_sample s = random_sample();
    struct lc_risk_table *table;
    struct lc_aj *aj;
    double se, seaj, p, f, x = 0;
    s.x.p = 0;
    struct lc_fit *g = fit(&s, 1);
    struct lc_lives lives = { N, NULL, stop, cause, NULL, 2, NULL };
    cr_assert_eq(lc_risk_table_new(&table, &lives, NULL), LC_OK);
    cr_assert_eq(lc_aj_new(&aj, table, &lives, NULL), LC_OK);
    for (int k = 1; k <= 2; k++)
        for (double t = 5; t < 40; t += 9) {
            cr_assert_eq(lc_absolute_risk(
                             g, k,
                             &(struct lc_risk_rows){ .m = 1, .x = &x, .horizon = t }, 0,
                             &p, &se, NULL),
                         LC_OK);
            lc_aj_at(aj, k, t, &f, &seaj);
            close_to(p, f, 0.02, "incidence");
            close_to(se, seaj, 0.06, "its error");
        }
    lc_aj_free(aj);
    lc_risk_table_free(table);
    lc_fit_free(g);
}

/* (1) summed here from the two Cox fits' own baselines, day by day: of what leaves S on
 * a day each cause takes its part of the hazard. */
Test(cause_specific, is_the_sum_it_says)
{
    struct lc_sample s = random_sample();
    struct lc_fit *g = fit(&s, 2), *each[2];
    double x = 0.7, p[2], by_hand[2] = { 0 }, total = 0, se;
    for (int k = 0; k < 2; k++) {
        struct lc_fit_options options = lc_fit_defaults();
        options.cause = k + 1;
        options.ties = LC_BRESLOW;
        cr_assert_eq(lc_family_cox.fit(each + k, &s, &options, NULL), LC_OK);
        close_to(g->estimate[k], each[k]->estimate[0], 1e-14, "coefficient");
    }
    for (int t = 1; t <= 30; t++) {
        double d[2] = { 0 };
        for (int k = 0; k < 2; k++) {
            const struct lc_curve *c = each[k]->curve;
            for (size_t i = 0; i < c->n; i++)
                if (c->time[i] == t)
                    d[k] = (c->hazard[i] - (i ? c->hazard[i - 1] : 0))
                           * exp(x * each[k]->estimate[0]);
        }
        double gone = exp(-total) - exp(-total - d[0] - d[1]);
        for (int k = 0; k < 2; k++)
            by_hand[k] += d[k] > 0 ? gone * d[k] / (d[0] + d[1]) : 0;
        total += d[0] + d[1];
    }
    for (int k = 0; k < 2; k++) {
        cr_assert_eq(lc_absolute_risk(g, k + 1,
                                      &(struct lc_risk_rows){
                                          .m = 1, .p = 1, .x = &x, .horizon = 30 },
                                      0, p + k, &se, NULL),
                     LC_OK);
        close_to(p[k], by_hand[k], 1e-12, "incidence");
    }
    double r, low, high;
    cr_assert_eq(g->family->risk(
                     g,
                     &(struct lc_risk_rows){ .m = 1, .p = 1, .x = &x, .horizon = 30 },
                     &(struct lc_risk_out){ &r, &low, &high }, NULL),
                 LC_OK);
    close_to(r, by_hand[1], 1e-12, "risk of the cause of interest");
    cr_assert(low < r && r < high);
    lc_fit_free(g);
    lc_fit_free(each[0]);
    lc_fit_free(each[1]);
}

/* Far out on a column one step of the hazard is many: of those who are left. The risks
 * of both causes and survival are 1 in sum all the same, with either survival. */
Test(cause_specific, its_risks_stay_risks)
{
    struct lc_sample s = random_sample();
    for (int product = 0; product < 2; product++) {
        struct lc_fit_options options = lc_fit_defaults();
        struct lc_error err = { 0 };
        struct lc_fit *g;
        options.cause = 1;
        options.product_limit = product;
        cr_assert_eq(lc_family_cause_specific.fit(&g, &s, &options, &err), LC_OK, "%s",
                     err.text);
        for (double x = -12; x <= 12; x += 1.5) {
            double p[2], se, last[2] = { 0 };
            for (double t = 2; t <= 80; t += 13) {
                for (int k = 0; k < 2; k++) {
                    const struct lc_risk_rows row = {
                        .m = 1, .p = 1, .x = &x, .horizon = t
                    };
                    cr_assert_eq(lc_absolute_risk(g, k + 1, &row, 0, p + k, &se, NULL),
                                 LC_OK);
                    cr_assert(p[k] >= last[k] && isfinite(se) && se >= 0);
                    last[k] = p[k];
                }
                cr_assert(p[0] + p[1] <= 1 + 1e-12, "%g at %g: %g", x, t, p[0] + p[1]);
            }
        }
        lc_fit_free(g);
    }
}

/* (1) is R's, far out too, where what was summed before went above 1. */
Test(cause_specific, its_risks_are_survfit_s)
{
    struct golden g = golden_open("coxms_risk");
    struct lc_column column = { .type = LC_F64,
                                .data = (double *)golden_column(&g, "x") };
    int32_t *status = golden_ints(&g, "s");
    struct lc_sample s = { .n = g.rows,
                           .x = { g.rows, 1, &column },
                           .stop = golden_column(&g, "t"),
                           .cause = status,
                           .strata = 1 };
    struct lc_fit *f = fit(&s, 1);
    for (int k = 1; k <= 2; k++)
        for (int i = 0; i < 6; i++) {
            char path[40];
            double risk, x;
            snprintf(path, sizeof path, "x.%d", i);
            x = golden_number(&g, path);
            const struct lc_risk_rows row = { .m = 1, .p = 1, .x = &x, .horizon = 15 };
            cr_assert_eq(lc_absolute_risk(f, k, &row, 0, &risk, NULL, NULL), LC_OK);
            snprintf(path, sizeof path, "cause_%d.%d", k, i);
            close_to(risk, golden_number(&g, path), 1e-8, path);
        }
    lc_fit_free(f);
    free(status);
    golden_close(&g);
}

/* Leaving out a row at a time: the jackknife's error of F_1(20 | 0.7) is within a tenth
 * of (2), which knows nothing of it. */
Test(cause_specific, its_error_is_the_jackknifes)
{
    struct lc_sample s = random_sample();
    double x = 0.7, p, se, left[N], mean = 0, sum = 0;
    struct lc_fit *g = fit(&s, 1);
    cr_assert_eq(lc_absolute_risk(
                     g, 1,
                     &(struct lc_risk_rows){ .m = 1, .p = 1, .x = &x, .horizon = 20 },
                     0, &p, &se, NULL),
                 LC_OK);
    lc_fit_free(g);
    s.weight = weight;
    for (int i = 0; i < N; i++) {
        weight[i] = 0;
        g = fit(&s, 1);
        cr_assert_eq(
            lc_absolute_risk(
                g, 1, &(struct lc_risk_rows){ .m = 1, .p = 1, .x = &x, .horizon = 20 },
                0, left + i, NULL, NULL),
            LC_OK);
        mean += left[i] / N;
        weight[i] = 1;
        lc_fit_free(g);
    }
    for (int i = 0; i < N; i++)
        sum += (left[i] - mean) * (left[i] - mean);
    close_to(se, sqrt(sum * (N - 1) / N), 0.1, "standard error");
}

/* Each cause has its own terms, and nothing in common with the others. */
Test(cause_specific, terms_are_named_by_cause)
{
    struct golden g = golden_open("crr_mgus2");
    int32_t *event = golden_ints(&g, "event");
    struct lc_column columns[2] = {
        { .type = LC_F64, .data = (double *)golden_column(&g, "age") },
        { .type = LC_F64, .data = (double *)golden_column(&g, "hgb") }
    };
    const char *names[] = { "age", "hgb" };
    struct lc_sample s = { .n = g.rows,
                           .x = { g.rows, 2, columns },
                           .name = names,
                           .stop = golden_column(&g, "etime"),
                           .cause = event,
                           .strata = 1 };
    struct lc_fit *f = fit(&s, 1);
    cr_assert_eq(f->terms, 4);
    cr_assert_str_eq(f->name[3], "hgb (cause 2)");
    cr_assert_eq(f->covariance[0 * 4 + 2], 0);
    lc_fit_free(f);
    char whole[301], want[320];
    for (size_t size = 199; size <= 300; size += size == 201 ? 99 : 1) {
        memset(whole, 'w', size);
        whole[size] = 0;
        names[1] = whole;
        f = fit(&s, 1);
        snprintf(want, sizeof want, "%s (cause 2)", whole);
        cr_expect_str_eq(f->name[3], want);
        lc_fit_free(f);
    }
    free(event);
    golden_close(&g);
}
