/* Fine and Gray's model against cmprsk, against Cox where there is one cause, and
 * against its own definition summed row by row. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/cox/cox.h"
#include "models/subhazard/fine_gray.h"
#include "support/golden.h"

TestSuite(fine_gray, .init = lc_begin);

static void close_to(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-9),
              "%s: %.17g is not %.17g", what, got, want);
}

static struct lc_fit *fit(const struct lc_family *family, const struct lc_sample *s,
                          int variance, int threads)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *result;
    options.ties = LC_BRESLOW;
    options.variance = variance;
    cr_assert_eq(lc_team_new(&options.team, threads, NULL), LC_OK);
    cr_assert_eq(family->fit(&result, s, &options, &err), LC_OK, "%s", err.text);
    cr_assert_eq(result->status, LC_CONVERGED, "%s", result->status_text);
    lc_team_free(options.team);
    return result;
}

/* crr(etime, event, cbind(age, sexM, hgb, creat)): coefficients, its variance,
 * likelihood and predicted incidences. */
/* 1 for a man, by the second column of words; free() it */
static double *men_of(const struct golden *g)
{
    double *male = calloc(g->rows, sizeof *male);
    FILE *file = fopen("tests/golden/crr_mgus2/data.csv", "r");
    char line[400], sex;
    cr_assert_not_null(fgets(line, sizeof line, file));
    for (size_t i = 0; i < g->rows; i++) {
        cr_assert_not_null(fgets(line, sizeof line, file));
        cr_assert_eq(sscanf(line, "%*[^,],%*[^,],%c", &sex), 1);
        male[i] = sex == 'M';
    }
    fclose(file);
    return male;
}

static void check_incidences(const struct lc_fit *f, const struct golden *g)
{
    static const double x[] = { 60, 1, 13, 1, 75, 0, 11, 1.2 };
    for (size_t t = 0; t < 4; t++) {
        char at[40];
        double p[2], low[2], high[2];
        snprintf(at, sizeof at, "cif_time.%zu", t);
        cr_assert_eq(f->family->risk(
                         f,
                         &(struct lc_risk_rows){
                             .m = 2, .p = 4, .x = x, .horizon = golden_number(g, at) },
                         &(struct lc_risk_out){ p, low, high }, NULL),
                     LC_OK);
        for (int i = 0; i < 2; i++) {
            snprintf(at, sizeof at, "cif.%zu.%d", t, i);
            close_to(p[i], golden_number(g, at), 1e-8, at);
            cr_assert(low[i] < p[i] && p[i] < high[i]);
        }
    }
}

Test(fine_gray, is_crrs)
{
    static const char *const terms[] = { "age", "sexM", "hgb", "creat" };
    struct golden g = golden_open("crr_mgus2");
    int32_t *event = golden_ints(&g, "event");
    double *male = men_of(&g);
    struct lc_column columns[4] = {
        { .type = LC_F64, .data = (double *)golden_column(&g, "age") },
        { .type = LC_F64, .data = male },
        { .type = LC_F64, .data = (double *)golden_column(&g, "hgb") },
        { .type = LC_F64, .data = (double *)golden_column(&g, "creat") }
    };
    struct lc_sample s = { .n = g.rows,
                           .x = { g.rows, 4, columns },
                           .name = terms,
                           .stop = golden_column(&g, "etime"),
                           .cause = event,
                           .strata = 1 };
    struct lc_fit *f = fit(&lc_family_fine_gray, &s, LC_MODEL_BASED, 1);
    const json_t *coef = golden_at(&g, "coef");
    for (size_t k = 0; k < 4; k++)
        close_to(f->estimate[k], json_number_value(json_object_get(coef, terms[k])),
                 1e-8, terms[k]);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            char at[40];
            snprintf(at, sizeof at, "var.values.%zu.%zu", i, j);
            close_to(f->covariance[i * 4 + j], golden_number(&g, at), 1e-6, at);
        }
    close_to(f->loglik, golden_number(&g, "loglik"), 1e-9, "loglik");
    close_to(f->loglik_null, golden_number(&g, "loglik_null"), 1e-9, "loglik_null");
    check_incidences(f, &g);
    lc_fit_free(f);
    free(male);
    free(event);
    golden_close(&g);
}

enum { N = 200 };

static double a[N], b[N], stop[N], weight[N];
static int32_t cause[N], stratum[N], cluster[N];
static struct lc_column two[2] = { { .type = LC_F64, .data = a },
                                   { .type = LC_F64, .data = b } };

static struct lc_sample random_sample(int causes)
{
    struct lc_random r;
    lc_random_init(&r, 47, 0);
    for (int i = 0; i < N; i++) {
        a[i] = lc_random_normal(&r);
        b[i] = lc_random_unit(&r) < 0.4;
        stop[i] = ceil(20 * lc_random_exponential(&r) * exp(-0.4 * a[i]));
        cause[i] = (int32_t)lc_random_below(&r, (uint64_t)causes + 1);
        stratum[i] = i % 2;
        cluster[i] = i;
        weight[i] = 0.5 + lc_random_unit(&r);
    }
    return (struct lc_sample){ .n = N,
                               .x = { N, 2, two },
                               .stop = stop,
                               .cause = cause,
                               .weight = weight,
                               .strata = 1 };
}

Test(fine_gray, with_one_cause_it_is_cox)
{
    struct lc_sample s = random_sample(1);
    struct lc_fit *f = fit(&lc_family_fine_gray, &s, LC_MODEL_BASED, 1);
    struct lc_fit *c = fit(&lc_family_cox, &s, LC_HC0, 1);
    for (size_t k = 0; k < 2; k++) {
        close_to(f->estimate[k], c->estimate[k], 1e-9, "coefficient");
        close_to(f->se[k], c->robust_se[k], 1e-9, "robust error");
    }
    close_to(f->loglik, c->loglik, 1e-11, "loglik");
    double x[2] = { 0.5, 1 }, p, q;
    f->family->risk(f, &(struct lc_risk_rows){ .m = 1, .p = 2, .x = x, .horizon = 15 },
                    &(struct lc_risk_out){ .risk = &p }, NULL);
    c->family->risk(c, &(struct lc_risk_rows){ .m = 1, .p = 2, .x = x, .horizon = 15 },
                    &(struct lc_risk_out){ .risk = &q }, NULL);
    close_to(p, q, 1e-9, "risk");
    lc_fit_free(f);
    lc_fit_free(c);
}

/* The log-likelihood at the estimates, summed as (1) says, every risk set row by row,
 * with censoring curves of two groups worked out here. */
Test(fine_gray, the_likelihood_is_the_definitions)
{
    struct lc_sample s = random_sample(2);
    s.stratum = stratum;
    s.strata = 2;
    struct lc_fit *f = fit(&lc_family_fine_gray, &s, LC_MODEL_BASED, 1);
    double loglik = 0;
    for (int i = 0; i < N; i++) {
        if (cause[i] != 1)
            continue;
        double s0 = 0, eta[N];
        for (int j = 0; j < N; j++) {
            eta[j] = f->estimate[0] * a[j] + f->estimate[1] * b[j];
            double share = stop[j] >= stop[i];
            if (stop[j] < stop[i] && cause[j] == 2) {
                share = 1; /* G(u-) / G(T_j-): censorings in [T_j, u) of its group */
                for (double u = stop[j]; u < stop[i]; u++) {
                    double here = 0, gone = 0;
                    for (int l = 0; l < N; l++)
                        if (stratum[l] == stratum[j]) {
                            here += weight[l] * (stop[l] >= u);
                            gone += weight[l] * (stop[l] == u && cause[l] == 0);
                        }
                    share *= here > 0 ? 1 - gone / here : 1;
                }
            }
            s0 += share * weight[j] * exp(eta[j]);
        }
        loglik += weight[i] * (eta[i] - log(s0));
    }
    close_to(f->loglik, loglik, 1e-11, "loglik");
    lc_fit_free(f);
}

Test(fine_gray, clusters_of_one_and_threads_change_nothing)
{
    struct lc_sample s = random_sample(2);
    struct lc_fit *f = fit(&lc_family_fine_gray, &s, LC_MODEL_BASED, 1);
    s.cluster = cluster;
    s.clusters = N;
    struct lc_fit *g = fit(&lc_family_fine_gray, &s, LC_CLUSTERED, 2);
    for (size_t k = 0; k < 2; k++) {
        cr_assert(f->estimate[k] == g->estimate[k]);
        close_to(g->robust_se[k], f->se[k], 1e-12, "error");
    }
    lc_fit_free(f);
    lc_fit_free(g);
}

Test(fine_gray, start_times_are_refused)
{
    struct lc_sample s = random_sample(2);
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *f;
    static double start[N];
    for (int i = 0; i < N; i++)
        start[i] = stop[i] - 1;
    s.start = start;
    cr_assert_eq(lc_family_fine_gray.fit(&f, &s, &options, NULL), LC_UNFIT);
    cr_assert_null(f);
}
