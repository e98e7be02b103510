/* The elastic net on the engine's own passes: the same minimum as glmnet's, its
 * cross-validation, folds of whole clusters, the same bits on two threads. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "models/binary/binary.h"
#include "models/cox/cox.h"
#include "models/penalty/net_cv_inside.h"
#include "models/penalty/net_fit.h"
#include "support/golden.h"

TestSuite(net_fit, .init = lc_begin);

static const char *const names[] = { "age", "lwt", "raceblack", "raceother", "smoke",
                                     "ptl", "ht",  "ui",        "ftv" };
static struct lc_column columns[9];

static struct lc_sample births(const struct golden *g)
{
    for (size_t k = 0; k < 9; k++)
        columns[k] = (struct lc_column){ .type = LC_F64,
                                         .data = (double *)golden_column(g, names[k]) };
    return (struct lc_sample){ .n = g->rows,
                               .x = { g->rows, 9, columns },
                               .name = names,
                               .y = golden_column(g, "low"),
                               .strata = 1 };
}

static void close_to(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-3),
              "%s: %.17g is not %.17g", what, got, want);
}

/* A minimum is one point: glmnet's coefficients, to the 1e-6 that it reaches itself. */
Test(net_fit, the_lasso_is_glmnets)
{
    static const double lambda[] = { .1, .05, .02, .01, .001 };
    struct golden g = golden_open("glmnet_binomial_alpha1");
    struct lc_sample s = births(&g);
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_net_request request = { .lambda = lambda, .count = 5, .kkt = 1e-12 };
    struct lc_fit *fit;
    cr_assert_eq(
        lc_net_family_fit(&fit, &lc_family_logistic, &s, &options, &request, NULL),
        LC_OK);
    for (size_t l = 0; l < 5; l++)
        for (size_t k = 0; k < 9; k++) {
            char at[40];
            snprintf(at, sizeof at, "fit.beta.%zu.%s", l, names[k]);
            close_to(fit->point[l].estimate[k], golden_number(&g, at), 1e-6, at);
        }
    cr_assert_eq(fit->best, 4);
    cr_assert(isnan(fit->se[1]));
    lc_fit_free(fit);
    golden_close(&g);
}

/* cv.glmnet with the fold of each row given. */
Test(net_fit, cross_validation_is_cv_glmnets)
{
    struct golden g = golden_open("cvglmnet_binomial");
    struct lc_sample s = births(&g);
    struct lc_fit_options options = lc_fit_defaults();
    size_t count = json_array_size(golden_at(&g, "lambda"));
    double *lambda = calloc(count, sizeof *lambda);
    int32_t *fold = golden_ints(&g, "fold"), least = fold[0];
    struct lc_fit *fit;
    for (size_t i = 0; i < g.rows; i++)
        least = fold[i] < least ? fold[i] : least;
    for (size_t i = 0; i < g.rows; i++)
        fold[i] -= least;
    for (size_t l = 0; l < count; l++) {
        char at[40];
        snprintf(at, sizeof at, "lambda.%zu", l);
        lambda[l] = golden_number(&g, at);
    }
    struct lc_net_request request = {
        .lambda = lambda, .count = count, .fold = fold, .kkt = 1e-12
    };
    options.folds = 10;
    cr_assert_eq(
        lc_net_family_fit(&fit, &lc_family_logistic, &s, &options, &request, NULL),
        LC_OK);
    for (size_t l = 0; l < count; l++) {
        char at[40];
        snprintf(at, sizeof at, "cvm.%zu", l);
        close_to(fit->point[l].cv_mean, golden_number(&g, at), 1e-6, at);
        snprintf(at, sizeof at, "cvsd.%zu", l);
        close_to(fit->point[l].cv_se, golden_number(&g, at), 1e-6, at);
    }
    close_to(fit->point[fit->best].lambda, golden_number(&g, "lambda_min"), 1e-12,
             "min");
    close_to(fit->point[fit->one_se].lambda, golden_number(&g, "lambda_1se"), 1e-12,
             "1se");
    lc_fit_free(fit);
    free(lambda);
    free(fold);
    golden_close(&g);
}

/* The exact reference of tests/golden: proximal Newton on survival's own derivatives,
 * its conditions met to 1e-16. (glmnet's own answers are a little wrong where
 * censorings are tied with deaths; they stand in the case for information only.) */
static void cox_case(const char *name, const char *path, double alpha, int ties)
{
    static const char *const terms[] = { "age", "sex", "ph.ecog", "ph.karno",
                                         "wt.loss" };
    static const double lambda[] = { .2, .1, .05, .02, .005 };
    struct golden g = golden_open(name);
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_net_request request = { .lambda = lambda, .count = 5, .kkt = 1e-12 };
    int32_t *status = golden_ints(&g, "status");
    struct lc_fit *fit;
    for (size_t k = 0; k < 5; k++)
        columns[k] =
            (struct lc_column){ .type = LC_F64,
                                .data = (double *)golden_column(&g, terms[k]) };
    struct lc_sample s = { .n = g.rows,
                           .x = { g.rows, 5, columns },
                           .name = terms,
                           .stop = golden_column(&g, "time"),
                           .cause = status,
                           .strata = 1 };
    options.alpha = alpha;
    options.ties = ties;
    cr_assert_eq(lc_net_family_fit(&fit, &lc_family_cox, &s, &options, &request, NULL),
                 LC_OK);
    for (size_t l = 0; l < 5; l++)
        for (size_t k = 0; k < 5; k++) {
            char at[60];
            snprintf(at, sizeof at, "%s.%zu", path, l);
            close_to(fit->point[l].estimate[k],
                     json_number_value(json_object_get(golden_at(&g, at), terms[k])),
                     1e-8, at);
        }
    lc_fit_free(fit);
    free(status);
    golden_close(&g);
}

Test(net_fit, cox_meets_the_exact_reference)
{
    cox_case("enet_cox_lung", "alpha1.beta", 1, LC_BRESLOW);
    cox_case("enet_cox_lung", "alpha05.beta", 0.5, LC_BRESLOW);
    cox_case("enet_cox_lung", "ridge.beta", 0, LC_BRESLOW);
    cox_case("enet_cox_lung_untied", "beta", 1, LC_BRESLOW);
    cox_case("enet_cox_lung_efron", "alpha1", 1, LC_EFRON);
    cox_case("enet_cox_lung_efron", "alpha05", 0.5, LC_EFRON);
}

Test(net_fit, folds_hold_whole_clusters_and_are_even)
{
    enum { N = 1000, CLUSTERS = 103 };
    static int32_t cluster[N], fold[N], of[CLUSTERS];
    int count[10] = { 0 };
    struct lc_sample s = { .n = N, .cluster = cluster, .clusters = CLUSTERS };
    for (int i = 0; i < N; i++)
        cluster[i] = i * 7 % CLUSTERS;
    cr_assert_eq(lc_net_folds(&s, 10, 5, fold, NULL), LC_OK);
    for (int c = 0; c < CLUSTERS; c++)
        of[c] = -1;
    for (int i = 0; i < N; i++) {
        cr_assert(of[cluster[i]] == -1 || of[cluster[i]] == fold[i]);
        if (of[cluster[i]] == -1)
            count[fold[i]]++;
        of[cluster[i]] = fold[i];
    }
    for (int f = 0; f < 10; f++)
        cr_assert(count[f] == 10 || count[f] == 11);
}

Test(net_fit, one_thread_and_two_give_the_same_bits)
{
    struct golden g = golden_open("glmnet_binomial_path");
    struct lc_sample s = births(&g);
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *fit[2];
    options.path = 40;
    options.folds = 5;
    for (int t = 0; t < 2; t++) {
        cr_assert_eq(lc_team_new(&options.team, t + 1, NULL), LC_OK);
        cr_assert_eq(lc_family_fit(fit + t, &lc_family_logistic, &s, &options, NULL),
                     LC_OK);
        lc_team_free(options.team);
    }
    cr_assert_eq(fit[0]->points, fit[1]->points);
    for (size_t l = 0; l < fit[0]->points; l++) {
        cr_assert(memcmp(fit[0]->point[l].estimate, fit[1]->point[l].estimate,
                         9 * sizeof(double))
                  == 0);
        cr_assert(fit[0]->point[l].cv_mean == fit[1]->point[l].cv_mean);
    }
    lc_fit_free(fit[0]);
    lc_fit_free(fit[1]);
    golden_close(&g);
}

Test(net_fit, a_family_without_one_says_so)
{
    struct lc_sample s = { .n = 1 };
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *fit;
    options.path = 10;
    cr_assert_eq(lc_family_fit(&fit, &lc_family_cloglog, &s, &options, &err), LC_USAGE);
    cr_assert_not_null(strstr(err.text, "cloglog"));
}
