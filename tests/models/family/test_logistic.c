/* Logistic and cloglog regression: R's glm and brglm2, hand-made samples, identities.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/family/family.h"
#include "support/cases.h"

TestSuite(logistic, .init = lc_begin);

static struct lc_fit *fit_with(const struct lc_family *family,
                               const struct lc_sample *sample,
                               const struct lc_fit_options *options)
{
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    int code = family->fit(&fit, sample, options, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return fit;
}

/* coefficients to 1e-8, errors to 1e-6, log-likelihood to 1e-9; order gives, for each
 * of our terms, R's place */
static void check_glm(const struct case_data *g, const struct lc_fit *fit,
                      const char *at)
{
    char path[99];
    for (size_t k = 0; k < fit->terms; k++) {
        snprintf(path, sizeof path, "%s/coef", at);
        double want = case_item(g, path, k);
        cr_assert(case_near(fit->estimate[k], want, 1e-8, 1e-3), "%s: %.12g %.12g",
                  fit->name[k], fit->estimate[k], want);
        snprintf(path, sizeof path, "%s/se", at);
        want = case_item(g, path, k);
        cr_assert(case_near(fit->se[k], want, 1e-6, 0), "%s: se %.12g %.12g",
                  fit->name[k], fit->se[k], want);
        for (size_t l = 0; l < fit->terms; l++) {
            snprintf(path, sizeof path, "%s/vcov", at);
            want = case_cell(g, path, k, l);
            cr_assert(case_near(fit->covariance[k * fit->terms + l], want, 1e-5, 1e-5));
        }
    }
    snprintf(path, sizeof path, "%s/loglik", at);
    cr_assert(case_near(fit->loglik, case_number(g, path), 1e-9, 0), "%.12g %.12g",
              fit->loglik, case_number(g, path));
    cr_assert(eq(int, fit->status, LC_CONVERGED), "%s", fit->status_text);
}

static void use_birthwt(struct case_data *g)
{
    case_use(g, "age");
    case_use(g, "lwt");
    case_level(g, "race", "other", "raceother");
    case_level(g, "race", "white", "racewhite");
    case_use(g, "smoke");
    case_use(g, "ptl");
    case_use(g, "ht");
    case_use(g, "ui");
}

Test(logistic, birthwt_as_glm)
{
    struct case_data g;
    case_open(&g, "logit_birthwt");
    use_birthwt(&g);
    case_use(&g, "ftv");
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "low");
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    check_glm(&g, fit, "fit");
    cr_assert(case_near(-2 * fit->loglik_null, case_number(&g, "fit/null_deviance"),
                        1e-9, 0));
    cr_assert(case_near(
        fit->lr, case_number(&g, "fit/null_deviance") - case_number(&g, "fit/deviance"),
        1e-9, 0));
    cr_assert(eq(int, fit->df, 9));
    double row[9], risk;
    for (size_t i = 0; i < 10; i++) {
        for (size_t k = 0; k < 9; k++)
            row[k] = lc_column_get(s.x.column + k, i);
        cr_assert(zero(int, fit->family->risk(fit, 1, 9, row, NULL, NULL, 0, &risk,
                                              NULL, NULL, NULL)));
        cr_assert(case_near(risk, case_item(&g, "fitted_first10", i), 1e-9, 0));
    }
    lc_fit_free(fit);
    case_close(&g);
}

Test(logistic, weights_and_offset_as_glm)
{
    struct case_data g;
    case_open(&g, "logit_weights_offset");
    case_use(&g, "age");
    case_use(&g, "lwt");
    case_use(&g, "smoke");
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "low");
    s.weight = case_column(&g, "w");
    s.offset = case_column(&g, "off");
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    check_glm(&g, fit, "fit");
    cr_assert(case_near(-2 * fit->loglik_null, case_number(&g, "fit/null_deviance"),
                        1e-9, 0));
    lc_fit_free(fit);
    case_close(&g);
}

Test(logistic, grouped_responses_as_glm)
{
    struct case_data g;
    case_open(&g, "logit_menarche_grouped");
    case_use(&g, "Age");
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "Menarche");
    s.trials = case_column(&g, "Total");
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    check_glm(&g, fit, "fit");
    lc_fit_free(fit);
    case_close(&g);
}

/* lwt2 is 2 lwt + 3. R's own coefficients are of the order of 1e13 here (its glm was
 * asked for so small an epsilon that its QR no longer sees the dependence), so what is
 * compared is the fit without lwt2. */
Test(logistic, a_combination_of_columns_is_aliased)
{
    struct case_data g;
    case_open(&g, "logit_collinear");
    case_use(&g, "age");
    case_use(&g, "lwt");
    case_use(&g, "lwt2");
    case_use(&g, "smoke");
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "low");
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    cr_assert(isnan(fit->estimate[3]) && isnan(fit->se[3]));
    for (size_t k = 0; k < 5; k++)
        cr_assert(k == 3 || isfinite(fit->estimate[k]));
    struct lc_column kept[] = { s.x.column[0], s.x.column[1], s.x.column[3] };
    struct lc_sample without = s;
    without.x = (struct lc_matrix){ s.n, 3, kept };
    struct lc_fit *plain = fit_with(&lc_family_logistic, &without, NULL);
    cr_assert(case_near(fit->estimate[1], plain->estimate[1], 1e-10, 0));
    cr_assert(case_near(fit->estimate[2], plain->estimate[2], 1e-10, 0));
    cr_assert(case_near(fit->se[4], plain->se[3], 1e-10, 0));
    cr_assert(case_near(fit->loglik, plain->loglik, 1e-13, 0));
    lc_fit_free(plain);
    cr_assert(eq(int, fit->status, LC_ALIASED));
    cr_assert(strstr(fit->status_text, "lwt2") != NULL);
    /* R's stopped 5.7 below the maximum */
    cr_assert(gt(dbl, fit->loglik, case_number(&g, "loglik") + 5));
    lc_fit_free(fit);
    case_close(&g);
}

Test(logistic, firth_as_brglm2)
{
    struct case_data g;
    struct lc_fit_options options = lc_fit_defaults();
    options.firth = 1;
    case_open(&g, "logit_firth_birthwt");
    use_birthwt(&g);
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "low");
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, &options);
    for (size_t k = 0; k < fit->terms; k++) {
        cr_assert(case_near(fit->estimate[k], case_item(&g, "coef", k), 1e-8, 0),
                  "%s %.12g", fit->name[k], fit->estimate[k]);
        cr_assert(case_near(fit->se[k], case_item(&g, "se", k), 1e-6, 0));
    }
    lc_fit_free(fit);
    case_close(&g);
}

Test(logistic, firth_is_finite_under_separation)
{
    struct case_data g;
    struct lc_fit_options options = lc_fit_defaults();
    options.firth = 1;
    case_open(&g, "logit_firth_separation");
    case_use(&g, "NV");
    case_use(&g, "PI");
    case_use(&g, "EH");
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "HG");
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, &options);
    for (size_t k = 0; k < fit->terms; k++)
        cr_assert(case_near(fit->estimate[k], case_item(&g, "coef", k), 1e-8, 0));
    cr_assert(case_near(fit->loglik, case_number(&g, "loglik"), 1e-9, 0));
    /* NV separates: the profile interval is far longer above than below */
    cr_assert(isfinite(fit->low[1]) && fit->low[1] > 0);
    cr_assert(isnan(fit->high[1]) || fit->high[1] + fit->low[1] > 2 * fit->estimate[1]);
    lc_fit_free(fit);
    /* and without the penalty it is said to have no finite estimate */
    fit = fit_with(&lc_family_logistic, &s, NULL);
    cr_assert(eq(int, fit->status, LC_INFINITE));
    cr_assert(strstr(fit->status_text, "NV") && !strstr(fit->status_text, "PI"));
    lc_fit_free(fit);
    case_close(&g);
}

/* Person-months of the lung data: a dummy a month, so no intercept there; here one
 * month's dummy is left out and the intercept is its coefficient. */
static void check_discrete(const char *name, const struct lc_family *family)
{
    struct case_data g;
    size_t months;
    case_open(&g, name);
    int32_t *month = case_codes(&g, "m", &months);
    const double *m = case_column(&g, "m");
    double low = INFINITY;
    for (size_t i = 0; i < g.n; i++)
        low = fmin(low, m[i]);
    for (size_t k = 1; k < months; k++) {
        double *x = case_add(&g, "month");
        for (size_t i = 0; i < g.n; i++)
            x[i] = m[i] == low + (double)k;
    }
    case_use(&g, "age");
    case_use(&g, "sex");
    case_use(&g, "ph.ecog");
    struct lc_sample s = case_sample(&g);
    s.y = case_column(&g, "status");
    struct lc_fit *fit = fit_with(family, &s, NULL);
    for (size_t k = 0; k < 3; k++) {
        cr_assert(case_near(fit->estimate[months + k],
                            case_item(&g, "fit/coef", months + k), 1e-8, 0),
                  "%.12g %.12g", fit->estimate[months + k],
                  case_item(&g, "fit/coef", months + k));
        cr_assert(case_near(fit->se[months + k], case_item(&g, "fit/se", months + k),
                            1e-6, 0));
    }
    cr_assert(case_near(fit->estimate[0], case_item(&g, "fit/coef", 0), 1e-8, 0));
    cr_assert(case_near(fit->loglik, case_number(&g, "fit/loglik"), 1e-9, 0));
    lc_fit_free(fit);
    free(month);
    case_close(&g);
}

Test(logistic, discrete_time_logit_as_glm)
{
    check_discrete("discrete_logit_lung", &lc_family_logistic);
}

Test(logistic, discrete_time_cloglog_as_glm)
{
    check_discrete("discrete_cloglog_lung", &lc_family_cloglog);
}

/* --- by hand ---------------------------------------------------------------------- */

/* Two groups, 3 of 10 and 6 of 8: the intercept is logit(3/10), the slope the log odds
 * ratio log((6/2) / (3/7)) = log 7; variances are sums of 1 / count. */
Test(logistic, a_two_by_two_table_by_hand)
{
    double x[] = { 0, 1 }, y[] = { 3, 6 }, trials[] = { 10, 8 };
    struct lc_column column = { .type = LC_F64, .data = x };
    const char *name[] = { "group" };
    struct lc_sample s = {
        .n = 2, .x = { 2, 1, &column }, .name = name, .y = y, .trials = trials
    };
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    cr_assert(case_near(fit->estimate[0], log(3.0 / 7), 1e-12, 0));
    cr_assert(case_near(fit->estimate[1], log(7.0), 1e-12, 0));
    cr_assert(case_near(fit->se[0], sqrt(1.0 / 3 + 1.0 / 7), 1e-9, 0));
    cr_assert(case_near(fit->se[1], sqrt(1.0 / 3 + 1.0 / 7 + 1.0 / 6 + 0.5), 1e-9, 0));
    /* 120 and 28 ways */
    double l = log(120) + log(28) + 3 * log(0.3) + 7 * log(0.7) + 6 * log(0.75)
               + 2 * log(0.25);
    cr_assert(case_near(fit->loglik, l, 1e-12, 0));
    cr_assert(
        case_near(fit->loglik_null, log(120) + log(28) + 18 * log(0.5), 1e-12, 0));
    /* score test of a two by two table: n (ad - bc)^2 / product of margins */
    cr_assert(case_near(fit->score,
                        18.0 * (3 * 2 - 6 * 7) * (3 * 2 - 6 * 7) / (10.0 * 8 * 9 * 9),
                        1e-12, 0));
    lc_fit_free(fit);
}

/* A sandwich by hand: intercept only, y = 1 1 0 0 0, so mu = 2/5, bread = 1 / (5 *
 * .24), meat HC0 = sum of (y - mu)^2 = 1.2; hence the variance is 1.2 / 1.44 = 5/6, the
 * same as the model's own. HC1 is 5/4 of it. Clusters {1,2}, {3,4,5}: sums 1.2 and
 * -1.2, meat 2.88, variance 2. */
Test(logistic, robust_variances_by_hand)
{
    double y[] = { 1, 1, 0, 0, 0 };
    int32_t cluster[] = { 0, 0, 1, 1, 1 };
    struct lc_sample s = {
        .n = 5, .x = { 5, 0, NULL }, .y = y, .cluster = cluster, .clusters = 2
    };
    const double want[] = { 5.0 / 6, 5.0 / 6 * 5 / 4, 2 };
    for (int kind = LC_HC0; kind <= LC_CLUSTERED; kind++) {
        struct lc_fit_options options = lc_fit_defaults();
        options.variance = kind;
        struct lc_fit *fit = fit_with(&lc_family_logistic, &s, &options);
        cr_assert(case_near(fit->se[0], sqrt(5.0 / 6), 1e-12, 0));
        cr_assert(case_near(fit->robust_se[0], sqrt(want[kind - LC_HC0]), 1e-12, 0));
        lc_fit_free(fit);
    }
}

/* --- identities ------------------------------------------------------------------- */

enum { BIG = 70000, P = 7 };

struct made {
    double x[P][BIG], y[BIG], weight[BIG], offset[BIG];
    uint8_t narrow[BIG];
    int32_t cluster[BIG];
    struct lc_column column[P];
    const char *name[P];
};

static struct lc_sample make(struct made *m)
{
    static const char *const names[P] = { "a", "b", "c", "d", "e", "f", "g" };
    struct lc_random r;
    lc_random_init(&r, 7, 1);
    for (size_t i = 0; i < BIG; i++) {
        double eta = -1.5;
        for (size_t k = 0; k < P; k++) {
            m->x[k][i] =
                k == 3 ? 7000 + 300 * lc_random_normal(&r) : lc_random_normal(&r);
            eta += (k == 3 ? (m->x[k][i] - 7000) / 300 : m->x[k][i]) * 0.2;
        }
        m->narrow[i] = (uint8_t)lc_random_below(&r, 4);
        m->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta - 0.3 * m->narrow[i]));
        m->weight[i] = 1 + (double)lc_random_below(&r, 3);
        m->offset[i] = 0.1 * lc_random_normal(&r);
        m->cluster[i] = (int32_t)(i / 3);
    }
    for (size_t k = 0; k < P; k++) {
        m->name[k] = names[k];
        m->column[k] = (struct lc_column){ .type = LC_F64, .data = m->x[k] };
    }
    m->column[P - 1] = (struct lc_column){ .type = LC_U8, .data = m->narrow };
    return (struct lc_sample){ .n = BIG,
                               .x = { BIG, P, m->column },
                               .name = m->name,
                               .y = m->y,
                               .weight = m->weight,
                               .offset = m->offset,
                               .cluster = m->cluster,
                               .clusters = BIG / 3 + 1 };
}

static void same_bits(const struct lc_fit *a, const struct lc_fit *b)
{
    size_t q = a->terms;
    cr_assert(zero(int, memcmp(a->estimate, b->estimate, q * sizeof(double))));
    cr_assert(zero(int, memcmp(a->covariance, b->covariance, q * q * sizeof(double))));
    cr_assert(zero(int, memcmp(&a->loglik, &b->loglik, sizeof(double))));
    cr_assert(zero(int, memcmp(&a->score, &b->score, sizeof(double))));
}

Test(logistic, one_thread_and_three_give_the_same_bits)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m);
    struct lc_fit_options options = lc_fit_defaults();
    options.variance = LC_CLUSTERED;
    struct lc_fit *one = fit_with(&lc_family_logistic, &s, &options);
    for (int threads = 2; threads < 4; threads++) {
        cr_assert(zero(int, lc_team_new(&options.team, threads, NULL)));
        struct lc_fit *many = fit_with(&lc_family_logistic, &s, &options);
        same_bits(one, many);
        lc_fit_free(many);
        lc_team_free(options.team);
    }
    cr_assert(eq(int, one->status, LC_CONVERGED));
    lc_fit_free(one);
    free(m);
}

/* Shards of uneven length; rows in another order; a column shifted and scaled; weights
 * as rows repeated: all the same to rounding. */
Test(logistic, what_may_not_matter_does_not)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m), other = s;
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    size_t shard[LC_SHARDS + 1];
    for (size_t k = 0; k <= LC_SHARDS; k++)
        shard[k] = k * k * BIG / (LC_SHARDS * LC_SHARDS);
    other.shard = shard;
    struct lc_fit *cut = fit_with(&lc_family_logistic, &other, NULL);
    for (size_t k = 0; k <= P; k++) {
        cr_assert(case_near(cut->estimate[k], fit->estimate[k], 1e-10, 1e-4));
        cr_assert(case_near(cut->se[k], fit->se[k], 1e-9, 0));
    }
    cr_assert(case_near(cut->loglik, fit->loglik, 1e-13, 0));
    lc_fit_free(cut);
    for (size_t i = 0; i < BIG; i++)
        m->x[2][i] = 1e4 + 8 * m->x[2][i];
    struct lc_fit *moved = fit_with(&lc_family_logistic, &s, NULL);
    cr_assert(case_near(8 * moved->estimate[3], fit->estimate[3], 1e-9, 0));
    cr_assert(case_near(8 * moved->se[3], fit->se[3], 1e-9, 0));
    cr_assert(case_near(moved->estimate[0], fit->estimate[0] - 1e4 * moved->estimate[3],
                        1e-9, 0));
    lc_fit_free(moved);
    lc_fit_free(fit);
    free(m);
}

Test(logistic, a_weight_of_two_is_the_row_twice_and_order_does_not_matter)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m);
    enum { FEW = 900 };
    double y[2 * FEW], x[2 * FEW], w[FEW];
    for (size_t i = 0; i < FEW; i++) {
        w[i] = i < 300 ? 2 : 1;
        x[FEW - 1 - i] = m->x[0][i]; /* and backwards */
        y[FEW - 1 - i] = m->y[i];
        if (i < 300) {
            x[FEW + i] = m->x[0][i];
            y[FEW + i] = m->y[i];
        }
    }
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample twice = {
        .n = FEW + 300, .x = { FEW + 300, 1, &column }, .name = m->name, .y = y
    };
    s.n = s.x.n = FEW;
    s.x.p = 1;
    s.weight = w;
    s.offset = NULL;
    struct lc_fit *a = fit_with(&lc_family_logistic, &s, NULL);
    struct lc_fit *b = fit_with(&lc_family_logistic, &twice, NULL);
    for (size_t k = 0; k < 2; k++) {
        cr_assert(case_near(a->estimate[k], b->estimate[k], 1e-10, 0));
        cr_assert(case_near(a->se[k], b->se[k], 1e-8, 0));
    }
    cr_assert(case_near(a->loglik, b->loglik, 1e-12, 0));
    lc_fit_free(a);
    lc_fit_free(b);
    free(m);
}

/* At the maximum with a ridge the gradient is ridge * estimate: of the two groups by
 * hand, sum over group 1 of y - mu = 6 - 8 mu_1. */
Test(logistic, ridge_is_on_the_original_scale)
{
    double x[] = { 0, 5 }, y[] = { 3, 6 }, trials[] = { 10, 8 };
    struct lc_column column = { .type = LC_F64, .data = x };
    const char *name[] = { "group" };
    struct lc_sample s = {
        .n = 2, .x = { 2, 1, &column }, .name = name, .y = y, .trials = trials
    };
    struct lc_fit_options options = lc_fit_defaults();
    options.ridge = 3;
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, &options);
    double b = fit->estimate[1], mu = 1 / (1 + exp(-fit->estimate[0] - 5 * b));
    cr_assert(case_near(5 * (6 - 8 * mu), 3 * b, 1e-9, 0));
    lc_fit_free(fit);
}

Test(logistic, refuses_what_cannot_be_fitted)
{
    double x[] = { 1, 2, NAN, 4 }, y[] = { 0, 1, 0, 1 }, none[] = { 0, 0, 0, 0 };
    struct lc_column column = { .type = LC_F64, .data = x };
    const char *name[] = { "age" };
    struct lc_sample s = { .n = 4, .x = { 4, 1, &column }, .name = name, .y = y };
    struct lc_error err = { 0 };
    struct lc_fit *fit;
    cr_assert(eq(int, lc_family_logistic.fit(&fit, &s, NULL, &err), LC_RANGE));
    cr_assert(eq(str, err.text, "row 3: age is missing or infinite"));
    cr_assert(eq(ptr, fit, NULL));
    x[2] = 3;
    s.y = none;
    err.code = 0;
    cr_assert(eq(int, lc_family_logistic.fit(&fit, &s, NULL, &err), LC_UNFIT));
    s.y = y;
    y[1] = 1.5;
    err.code = 0;
    cr_assert(eq(int, lc_family_logistic.fit(&fit, &s, NULL, &err), LC_RANGE));
    cr_assert(eq(str, err.text, "row 2: the outcome is not between 0 and its trials"));
}

/* x > 2.5 exactly when y = 1 */
Test(logistic, complete_separation_is_named)
{
    double x[] = { 1, 2, 3, 4, 1.5, 3.5 }, z[] = { 1, -1, 1, -1, 0, 0 },
           y[] = { 0, 0, 1, 1, 0, 1 };
    struct lc_column column[] = { { .type = LC_F64, .data = z },
                                  { .type = LC_F64, .data = x } };
    const char *name[] = { "noise", "perfect" };
    struct lc_sample s = { .n = 6, .x = { 6, 2, column }, .name = name, .y = y };
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s, NULL);
    cr_assert(eq(int, fit->status, LC_INFINITE));
    cr_assert(strstr(fit->status_text, "perfect") != NULL, "%s", fit->status_text);
    lc_fit_free(fit);
}
