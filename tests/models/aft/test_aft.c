/* Accelerated failure times against R's survreg, and by identities. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/aft/aft.h"
#include "support/golden.h"

TestSuite(aft, .init = lc_begin);

static void close_to(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-6),
              "%s: %.17g is not %.17g", what, got, want);
}

static struct lc_fit *fit(const struct lc_sample *s, int dist, int variance,
                          int threads)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *result;
    options.dist = dist;
    options.variance = variance;
    cr_assert_eq(lc_team_new(&options.team, threads, NULL), LC_OK);
    cr_assert_eq(lc_family_aft.fit(&result, s, &options, &err), LC_OK, "%s", err.text);
    lc_team_free(options.team);
    return result;
}

static const char *const lung_terms[] = { "age", "sex", "ph.ecog", "wt.loss" };

/* Coefficients, log(scale), the whole variance and both log-likelihoods under `path`.
 */
static void compare(const struct golden *g, const char *path, const struct lc_fit *f,
                    size_t p, const char *const *terms, bool scaled)
{
    char at[80];
    size_t q = p + 1 + scaled;
    cr_assert_eq(f->terms, q);
    cr_assert_eq(f->status, LC_CONVERGED, "%s", f->status_text);
    snprintf(at, sizeof at, "%s.coef", path);
    const json_t *coef = golden_at(g, at);
    for (size_t j = 0; j <= p; j++) {
        const char *term = j ? terms[j - 1] : "(Intercept)";
        close_to(f->estimate[j], json_number_value(json_object_get(coef, term)), 1e-8,
                 term);
    }
    if (scaled) {
        snprintf(at, sizeof at, "%s.scale.scale", path);
        close_to(exp(f->estimate[q - 1]), golden_number(g, at), 1e-8, at);
    }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            snprintf(at, sizeof at, "%s.var.values.%zu.%zu", path, i, j);
            close_to(f->covariance[i * q + j], golden_number(g, at), 1e-6, at);
        }
    snprintf(at, sizeof at, "%s.loglik", path);
    close_to(f->loglik, golden_number(g, at), 1e-9, at);
    snprintf(at, sizeof at, "%s.loglik_null", path);
    close_to(f->loglik_null, golden_number(g, at), 1e-9, at);
}

static struct lc_column columns[4];

static struct lc_sample lung(const struct golden *g, size_t p, const double *time,
                             int32_t *cause)
{
    for (size_t k = 0; k < p; k++)
        columns[k] =
            (struct lc_column){ .type = LC_F64,
                                .data = (double *)golden_column(g, lung_terms[k]) };
    return (struct lc_sample){ .n = g->rows,
                               .x = { g->rows, p, columns },
                               .name = lung_terms,
                               .stop = time,
                               .cause = cause,
                               .strata = 1 };
}

static void lung_case(const char *name, int dist)
{
    struct golden g = golden_open(name);
    int32_t *cause = golden_ints(&g, "status");
    struct lc_sample s = lung(&g, 4, golden_column(&g, "time"), cause);
    struct lc_fit *f = fit(&s, dist, LC_MODEL_BASED, 1);
    compare(&g, "fit", f, 4, lung_terms, dist != LC_EXPONENTIAL);
    for (size_t i = 0; i < 3; i++) {
        double x[4], p, low, high;
        char at[40];
        for (size_t k = 0; k < 4; k++)
            x[k] = ((const double *)columns[k].data)[i];
        cr_assert_eq(
            lc_family_aft.risk(
                f, &(struct lc_risk_rows){ .m = 1, .p = 4, .x = x, .horizon = 365 },
                &(struct lc_risk_out){ &p, &low, &high }, NULL),
            LC_OK);
        snprintf(at, sizeof at, "surv365.%zu", i);
        close_to(1 - p, golden_number(&g, at), 1e-9, at);
        cr_assert(low < p && p < high);
    }
    lc_fit_free(f);
    free(cause);
    golden_close(&g);
}

Test(aft, weibull_is_survregs)
{
    lung_case("survreg_lung_weibull", LC_WEIBULL);
}

Test(aft, lognormal_is_survregs)
{
    lung_case("survreg_lung_lognormal", LC_LOGNORMAL);
}

Test(aft, exponential_is_survregs)
{
    lung_case("survreg_lung_exponential", LC_EXPONENTIAL);
}

/* interval2 of R: both ends; NA on the left is left-censored, on the right censored. */
Test(aft, left_right_and_interval_censoring_are_survregs)
{
    struct golden g = golden_open("survreg_interval");
    const double *t1 = golden_column(&g, "t1"), *t2 = golden_column(&g, "t2");
    double *low = calloc(g.rows, sizeof *low), *high = calloc(g.rows, sizeof *high);
    int32_t *cause = calloc(g.rows, sizeof *cause);
    for (size_t i = 0; i < g.rows; i++) {
        low[i] = isnan(t1[i]) ? 0 : t1[i];
        high[i] = isnan(t2[i]) ? INFINITY : t2[i];
        cause[i] = high[i] < INFINITY;
    }
    struct lc_sample s = lung(&g, 2, low, cause);
    s.stop_high = high;
    struct lc_fit *w = fit(&s, LC_WEIBULL, LC_MODEL_BASED, 1);
    struct lc_fit *l = fit(&s, LC_LOGNORMAL, LC_MODEL_BASED, 1);
    compare(&g, "weibull", w, 2, lung_terms, true);
    compare(&g, "lognormal", l, 2, lung_terms, true);
    lc_fit_free(w);
    lc_fit_free(l);
    free(low);
    free(high);
    free(cause);
    golden_close(&g);
}

enum { N = 400 };

static double a[N], b[N], stop[N], start[N], twice_stop[2 * N], twice_a[2 * N],
    twice_b[2 * N], weight[N];
static int32_t cause[N], twice_cause[2 * N], stratum[N], cluster[N];
static struct lc_column two[2] = { { .type = LC_F64, .data = a },
                                   { .type = LC_F64, .data = b } };

static struct lc_sample random_sample(void)
{
    struct lc_random r;
    lc_random_init(&r, 23, 0);
    for (int i = 0; i < N; i++) {
        a[i] = lc_random_normal(&r);
        b[i] = lc_random_unit(&r) < 0.3;
        stop[i] =
            exp(3 + 0.5 * a[i] - 0.7 * b[i] + 0.6 * log(lc_random_exponential(&r)));
        cause[i] = lc_random_unit(&r) < 0.7;
        start[i] = i % 4 ? 0 : stop[i] * lc_random_unit(&r);
        weight[i] = 2;
        stratum[i] = i % 2;
        cluster[i] = i / 2;
        for (int k = 0; k < 2; k++) {
            twice_a[2 * i + k] = a[i];
            twice_b[2 * i + k] = b[i];
            twice_stop[2 * i + k] = stop[i];
            twice_cause[2 * i + k] = cause[i];
        }
    }
    return (struct lc_sample){
        .n = N, .x = { N, 2, two }, .stop = stop, .cause = cause, .strata = 1
    };
}

Test(aft, a_weight_of_two_is_the_row_twice)
{
    struct lc_sample s = random_sample();
    struct lc_column doubled[2] = { { .type = LC_F64, .data = twice_a },
                                    { .type = LC_F64, .data = twice_b } };
    struct lc_sample t = { .n = 2 * N,
                           .x = { 2 * N, 2, doubled },
                           .stop = twice_stop,
                           .cause = twice_cause,
                           .strata = 1 };
    s.weight = weight;
    for (int dist = 0; dist < 4; dist++) {
        struct lc_fit *f = fit(&s, dist, LC_MODEL_BASED, 1);
        struct lc_fit *g = fit(&t, dist, LC_MODEL_BASED, 1);
        for (size_t k = 0; k < f->terms; k++) {
            close_to(f->estimate[k], g->estimate[k], 1e-9, "estimate");
            close_to(f->se[k], g->se[k], 1e-9, "se");
        }
        lc_fit_free(f);
        lc_fit_free(g);
    }
}

/* Multiplying every time by e^2 moves the intercept by 2 and nothing else. */
Test(aft, the_unit_of_time_is_the_intercepts)
{
    struct lc_sample s = random_sample();
    for (int dist = 0; dist < 4; dist++) {
        if (dist == LC_EXPONENTIAL)
            continue;
        s.stop = stop;
        struct lc_fit *f = fit(&s, dist, LC_MODEL_BASED, 1);
        for (int i = 0; i < N; i++)
            twice_stop[i] = stop[i] * exp(2);
        s.stop = twice_stop;
        struct lc_fit *g = fit(&s, dist, LC_MODEL_BASED, 1);
        close_to(g->estimate[0], f->estimate[0] + 2, 1e-9, "intercept");
        for (size_t k = 1; k < f->terms; k++)
            close_to(g->estimate[k], f->estimate[k], 1e-8, "slope");
        lc_fit_free(f);
        lc_fit_free(g);
    }
}

/* The exponential's time to event is without memory: entering at t0 and leaving at t is
 * the same as being followed for t - t0. */
Test(aft, late_entry_under_the_exponential_is_a_shorter_follow_up)
{
    struct lc_sample s = random_sample();
    s.start = start;
    struct lc_fit *f = fit(&s, LC_EXPONENTIAL, LC_MODEL_BASED, 1);
    for (int i = 0; i < N; i++)
        twice_stop[i] = stop[i] - start[i];
    s.start = NULL;
    s.stop = twice_stop;
    struct lc_fit *g = fit(&s, LC_EXPONENTIAL, LC_MODEL_BASED, 1);
    for (size_t k = 0; k < 3; k++) {
        close_to(f->estimate[k], g->estimate[k], 1e-8, "estimate");
        close_to(f->se[k], g->se[k], 1e-7, "se");
    }
    lc_fit_free(f);
    lc_fit_free(g);
}

/* Two strata with columns of their own are two fits: intercept and slopes by stratum,
 * and a scale each. */
Test(aft, strata_have_scales_of_their_own)
{
    struct lc_sample s = random_sample();
    static double half_a[2][N], half_b[2][N], which[N], half_stop[2][N];
    static int32_t half_cause[2][N];
    size_t count[2] = { 0, 0 };
    for (int i = 0; i < N; i++) {
        int k = stratum[i];
        size_t j = count[k]++;
        half_a[k][j] = a[i];
        half_b[k][j] = b[i];
        half_stop[k][j] = stop[i];
        half_cause[k][j] = cause[i];
        which[i] = k;
        twice_a[i] = k * a[i];
        twice_b[i] = k * b[i];
    }
    struct lc_column five[5] = { { .type = LC_F64, .data = which },
                                 { .type = LC_F64, .data = a },
                                 { .type = LC_F64, .data = b },
                                 { .type = LC_F64, .data = twice_a },
                                 { .type = LC_F64, .data = twice_b } };
    s.x = (struct lc_matrix){ N, 5, five };
    s.stratum = stratum;
    s.strata = 2;
    struct lc_fit *f = fit(&s, LC_LOGLOGISTIC, LC_MODEL_BASED, 1), *half[2];
    cr_assert_eq(f->terms, 8);
    for (int k = 0; k < 2; k++) {
        struct lc_column mine[2] = { { .type = LC_F64, .data = half_a[k] },
                                     { .type = LC_F64, .data = half_b[k] } };
        struct lc_sample t = { .n = count[k],
                               .x = { count[k], 2, mine },
                               .stop = half_stop[k],
                               .cause = half_cause[k],
                               .strata = 1 };
        half[k] = fit(&t, LC_LOGLOGISTIC, LC_MODEL_BASED, 1);
        close_to(f->estimate[6 + k], half[k]->estimate[3], 1e-7, "log scale");
        close_to(f->se[6 + k], half[k]->se[3], 1e-6, "its error");
    }
    close_to(f->estimate[0], half[0]->estimate[0], 1e-7, "intercept");
    close_to(f->estimate[2] + f->estimate[4], half[1]->estimate[1], 1e-7, "slope");
    close_to(f->loglik, half[0]->loglik + half[1]->loglik, 1e-9, "loglik");
    lc_fit_free(half[0]);
    lc_fit_free(half[1]);
    lc_fit_free(f);
}

/* Clusters of one are the robust variance; a cluster of two equal rows doubles it
 * against two rows apart. And threads change no bit. */
Test(aft, robust_variance_and_threads)
{
    struct lc_sample s = random_sample();
    struct lc_column doubled[2] = { { .type = LC_F64, .data = twice_a },
                                    { .type = LC_F64, .data = twice_b } };
    static int32_t pair[2 * N];
    for (int i = 0; i < 2 * N; i++)
        pair[i] = i / 2;
    struct lc_sample t = { .n = 2 * N,
                           .x = { 2 * N, 2, doubled },
                           .stop = twice_stop,
                           .cause = twice_cause,
                           .cluster = pair,
                           .clusters = N,
                           .strata = 1 };
    struct lc_fit *f = fit(&s, LC_WEIBULL, LC_HC0, 1);
    struct lc_fit *g = fit(&t, LC_WEIBULL, LC_CLUSTERED, 1);
    struct lc_fit *h = fit(&t, LC_WEIBULL, LC_CLUSTERED, 2);
    for (size_t k = 0; k < f->terms; k++) {
        close_to(g->robust_se[k], f->robust_se[k], 1e-7, "robust se");
        cr_assert(g->robust_se[k] == h->robust_se[k]
                  && g->estimate[k] == h->estimate[k]);
        cr_assert(fabs(f->robust_se[k] / f->se[k] - 1) < 0.3); /* a right model */
    }
    lc_fit_free(f);
    lc_fit_free(g);
    lc_fit_free(h);
}

Test(aft, a_time_of_zero_is_refused_with_its_row)
{
    struct lc_sample s = random_sample();
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *f;
    stop[6] = 0;
    cr_assert_neq(lc_family_aft.fit(&f, &s, &options, &err), LC_OK);
    cr_assert_not_null(strstr(err.text, "row 7"), "%s", err.text);
    cr_assert_null(f);
}
