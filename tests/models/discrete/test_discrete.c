/* Discrete-time hazards: R's pooled logistic regression, the same likelihood written
 * out a record an interval, and Kaplan-Meier where there is no column. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/binary/binary.h"
#include "models/curve/kaplan_meier.h"
#include "models/discrete/discrete_inside.h"
#include "models/discrete/discrete_rows_inside.h"
#include "support/golden.h"

TestSuite(discrete, .init = lc_begin);

static void close_to(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-6),
              "%s: %.17g is not %.17g", what, got, want);
}

static struct lc_fit *fit(const struct lc_family *family, const struct lc_sample *s,
                          struct lc_fit_options options)
{
    struct lc_error err = { 0 };
    struct lc_fit *result;
    cr_assert_eq(family->fit(&result, s, &options, &err), LC_OK, "%s", err.text);
    cr_assert_eq(result->status, LC_CONVERGED, "%s", result->status_text);
    return result;
}

/* glm(status ~ month + month^2 + month^3 + age + sex + ph.ecog): a cubic spans the same
 * baselines in whatever unit of time, so slopes, their errors and the likelihood agree.
 */
Test(discrete, a_cubic_baseline_is_rs_pooled_logistic)
{
    static const char *const terms[] = { "age", "sex", "ph.ecog" };
    struct golden g = golden_open("pooled_logit_lung_poly");
    int32_t *status = golden_ints(&g, "status");
    struct lc_column columns[3] = { 0 };
    struct lc_fit_options options = lc_fit_defaults();
    for (int k = 0; k < 3; k++)
        columns[k] =
            (struct lc_column){ .type = LC_F64,
                                .data = (double *)golden_column(&g, terms[k]) };
    struct lc_sample s = { .n = g.rows,
                           .x = { g.rows, 3, columns },
                           .name = terms,
                           .start = golden_column(&g, "tstart"),
                           .stop = golden_column(&g, "time"),
                           .cause = status,
                           .strata = 1 };
    options.baseline = LC_POLYNOMIAL;
    struct lc_fit *f = fit(&lc_family_discrete_logit, &s, options);
    const json_t *coef = golden_at(&g, "fit.coef"), *se = golden_at(&g, "fit.se");
    for (int k = 0; k < 3; k++) {
        close_to(f->estimate[k], json_number_value(json_object_get(coef, terms[k])),
                 1e-8, terms[k]);
        close_to(f->se[k], json_number_value(json_object_get(se, terms[k])), 1e-6,
                 terms[k]);
    }
    close_to(f->loglik, golden_number(&g, "fit.loglik"), 1e-9, "loglik");
    lc_fit_free(f);
    free(status);
    golden_close(&g);
}

enum { N = 300, K = 6 };

static double a[N], b[N], stop[N], start[N], weight[N];
static int32_t cause[N];
static struct lc_column two[2] = { { .type = LC_F64, .data = a },
                                   { .type = LC_F64, .data = b } };

/* Rows with late entry and weights; every interval has events. */
static struct lc_sample spells(void)
{
    struct lc_random r;
    lc_random_init(&r, 31, 0);
    for (int i = 0; i < N; i++) {
        a[i] = lc_random_normal(&r);
        b[i] = lc_random_unit(&r) < 0.4;
        start[i] = i % 5 == 0 ? 1 : 0;
        stop[i] = start[i];
        cause[i] = 0;
        weight[i] = 0.5 + lc_random_unit(&r);
        while (stop[i] < K && !cause[i]) {
            stop[i] += 1;
            cause[i] = lc_random_unit(&r) < 1 / (1 + exp(2 - 0.6 * a[i] + 0.5 * b[i]));
        }
    }
    return (struct lc_sample){ .n = N,
                               .x = { N, 2, two },
                               .start = start,
                               .stop = stop,
                               .cause = cause,
                               .weight = weight,
                               .strata = 1 };
}

/* The same likelihood with a record an interval and a dummy an interval, fitted by the
 * binary families, which are held against R on their own. */
static void against_records(const struct lc_family *discrete,
                            const struct lc_family *binary)
{
    static double y[N * K], w[N * K], ra[N * K], rb[N * K], dummy[K][N * K];
    struct lc_sample s = spells();
    size_t m = 0;
    for (int i = 0; i < N; i++)
        for (int k = (int)start[i]; k < (int)stop[i]; k++, m++) {
            y[m] = cause[i] && k == (int)stop[i] - 1;
            w[m] = weight[i];
            ra[m] = a[i];
            rb[m] = b[i];
            for (int d = 0; d < K; d++)
                dummy[d][m] = d == k;
        }
    struct lc_column columns[1 + K] = { { .type = LC_F64, .data = ra },
                                        { .type = LC_F64, .data = rb } };
    for (int d = 1; d < K; d++)
        columns[1 + d] = (struct lc_column){ .type = LC_F64, .data = dummy[d] };
    struct lc_sample records = {
        .n = m, .x = { m, 1 + K, columns }, .y = y, .weight = w, .strata = 1
    };
    static int32_t own[N], of[N * K];
    struct lc_fit_options clustered = lc_fit_defaults();
    clustered.variance = LC_CLUSTERED;
    s.cluster = own;
    records.cluster = of;
    s.clusters = records.clusters = N / 3;
    for (int i = 0; i < N; i++)
        own[i] = i / 3;
    for (size_t r = 0, i = 0, k = (size_t)start[0]; r < m; r++, k++) {
        while (k >= (size_t)stop[i])
            k = (size_t)start[++i];
        of[r] = own[i];
    }
    struct lc_fit *f = fit(discrete, &s, clustered);
    struct lc_fit *g = fit(binary, &records, clustered);
    cr_assert_eq(f->terms, 2 + K);
    for (int k = 0; k < 2; k++) {
        close_to(f->estimate[k], g->estimate[1 + k], 1e-8, "slope");
        close_to(f->se[k], g->se[1 + k], 1e-7, "its error");
        close_to(f->robust_se[k], g->robust_se[1 + k], 1e-7, "its robust error");
    }
    for (int k = 0; k < K; k++)
        close_to(f->estimate[2 + k], g->estimate[0] + (k ? g->estimate[2 + k] : 0),
                 1e-7, "level");
    close_to(f->loglik, g->loglik, 1e-10, "loglik");
    lc_fit_free(f);
    lc_fit_free(g);
}

Test(discrete, logit_steps_are_logistic_regression_on_records)
{
    against_records(&lc_family_discrete_logit, &lc_family_logistic);
}

Test(discrete, cloglog_steps_are_cloglog_regression_on_records)
{
    against_records(&lc_family_discrete_cloglog, &lc_family_cloglog);
}

/* A spell split at a whole interval is the same spell. */
Test(discrete, split_spells_change_nothing)
{
    static double sa[2 * N], sb[2 * N], sstart[2 * N], sstop[2 * N], sw[2 * N];
    static int32_t sc[2 * N];
    struct lc_sample s = spells();
    size_t m = 0;
    for (int i = 0; i < N; i++) {
        double cut = start[i] + floor((stop[i] - start[i]) / 2);
        for (int part = 0; part < 2; part++) {
            sstart[m] = part ? cut : start[i];
            sstop[m] = part ? stop[i] : cut;
            if (sstart[m] >= sstop[m])
                continue;
            sa[m] = a[i];
            sb[m] = b[i];
            sw[m] = weight[i];
            sc[m++] = part ? cause[i] : 0;
        }
    }
    struct lc_column columns[2] = { { .type = LC_F64, .data = sa },
                                    { .type = LC_F64, .data = sb } };
    struct lc_sample t = { .n = m,
                           .x = { m, 2, columns },
                           .start = sstart,
                           .stop = sstop,
                           .cause = sc,
                           .weight = sw,
                           .strata = 1 };
    struct lc_fit *f = fit(&lc_family_discrete_cloglog, &s, lc_fit_defaults());
    struct lc_fit *g = fit(&lc_family_discrete_cloglog, &t, lc_fit_defaults());
    for (size_t k = 0; k < f->terms; k++) {
        close_to(f->estimate[k], g->estimate[k], 1e-9, "estimate");
        close_to(f->se[k], g->se[k], 1e-9, "se");
    }
    lc_fit_free(f);
    lc_fit_free(g);
}

/* Without columns the fitted hazards are d/Y, so the risk is 1 - Kaplan-Meier.
 * Follow-up in days on a grid of 7: a spell of 7 k days is k intervals. */
Test(discrete, without_columns_it_is_kaplan_meier)
{
    struct lc_sample s = spells();
    static double days[N], from[N];
    struct lc_risk_table *table;
    struct lc_km *km;
    struct lc_fit_options options = lc_fit_defaults();
    s.x.p = 0;
    s.weight = NULL;
    struct lc_lives lives = { N, start, stop, cause, NULL, 1, NULL };
    cr_assert_eq(lc_risk_table_new(&table, &lives, NULL), LC_OK);
    cr_assert_eq(lc_km_new(&km, table, NULL), LC_OK);
    for (int i = 0; i < N; i++) {
        days[i] = 7 * stop[i];
        from[i] = 7 * start[i];
    }
    s.stop = days;
    s.start = from;
    options.grid = 7;
    struct lc_fit *f = fit(&lc_family_discrete_logit, &s, options);
    for (int k = 1; k <= K; k++) {
        double p, low, high, survival, se, unused;
        cr_assert_eq(
            f->family->risk(f, &(struct lc_risk_rows){ .m = 1, .horizon = 7 * k + 3 },
                            &(struct lc_risk_out){ &p, &low, &high }, NULL),
            LC_OK);
        lc_km_at(km, k, LC_LIMITS_LOGLOG, &survival, &se, &unused, &unused);
        close_to(p, 1 - survival, 1e-9, "risk");
        cr_assert(low < p && p < high);
    }
    double p;
    cr_assert_eq(f->family->risk(f, &(struct lc_risk_rows){ .m = 1, .horizon = 700 },
                                 &(struct lc_risk_out){ .risk = &p }, NULL),
                 LC_RANGE);
    lc_fit_free(f);
    lc_km_free(km);
    lc_risk_table_free(table);
}

Test(discrete, one_thread_and_two_give_the_same_bits)
{
    struct lc_sample s = spells();
    struct lc_fit *f[2];
    for (int t = 0; t < 2; t++) {
        struct lc_fit_options options = lc_fit_defaults();
        cr_assert_eq(lc_team_new(&options.team, t + 1, NULL), LC_OK);
        f[t] = fit(&lc_family_discrete_logit, &s, options);
        lc_team_free(options.team);
    }
    cr_assert(memcmp(f[0]->estimate, f[1]->estimate, f[0]->terms * sizeof(double))
              == 0);
    cr_assert(memcmp(f[0]->se, f[1]->se, f[0]->terms * sizeof(double)) == 0);
    lc_fit_free(f[0]);
    lc_fit_free(f[1]);
}

/* Two of eight go in the first interval, and the last is met by two rows that both go
 * in it: its level, and no other's, is without end. */
Test(discrete, an_interval_that_takes_everybody_is_named)
{
    static const double ends[] = { 0.5, 0.7, 1.0, 1.0, 1.0, 1.0, 1.2, 1.6 };
    static const int32_t how[] = { 1, 1, 0, 0, 0, 0, 1, 1 };
    static const struct lc_column none[1];
    struct lc_error err = { 0 };
    struct lc_fit *f;
    struct lc_sample s = {
        .n = 8, .x = { 8, 0, none }, .stop = ends, .cause = how, .strata = 1
    };
    struct lc_fit_options options = lc_fit_defaults();
    cr_assert_eq(lc_family_discrete_logit.fit(&f, &s, &options, &err), LC_OK);
    cr_assert_eq(f->status, LC_INFINITE);
    cr_assert(strstr(f->status_text, "interval 2"), "%s", f->status_text);
    cr_assert(!strstr(f->status_text, "interval 1"), "%s", f->status_text);
    lc_fit_free(f);
}

/* 4,096 intervals are taken, one more is refused. */
Test(discrete, intervals_end_at_what_is_taken)
{
    double last[] = { 1, 2, LC_MAX_INTERVALS };
    int32_t why[] = { 1, 0, 1 };
    static const struct lc_column none[1];
    struct lc_sample s = {
        .n = 3, .x = { 3, 0, none }, .stop = last, .cause = why, .strata = 1
    };
    struct lc_intervals v;
    struct lc_error err = { 0 };
    cr_assert_eq(lc_intervals_init(&v, &s, 1, 1, false, &err), LC_OK, "%s", err.text);
    cr_assert(v.events[LC_MAX_INTERVALS - 1] == 1);
    lc_intervals_release(&v);
    last[2]++;
    cr_assert_eq(lc_intervals_init(&v, &s, 1, 1, false, &err), LC_RANGE);
    lc_intervals_release(&v);
}
