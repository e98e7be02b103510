/* Logistic and cloglog regression beside R's glm and brglm2. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/binary/binary.h"
#include "support/cases.h"

TestSuite(logistic, .init = lc_begin);

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
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
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
        cr_assert(zero(int, fit->family->risk(
                                fit, &(struct lc_risk_rows){ .m = 1, .p = 9, .x = row },
                                &(struct lc_risk_out){ .risk = &risk }, NULL)));
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
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
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
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
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
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
    cr_assert(isnan(fit->estimate[3]) && isnan(fit->se[3]));
    for (size_t k = 0; k < 5; k++)
        cr_assert(k == 3 || isfinite(fit->estimate[k]));
    struct lc_column kept[] = { s.x.column[0], s.x.column[1], s.x.column[3] };
    struct lc_sample without = s;
    without.x = (struct lc_matrix){ s.n, 3, kept };
    struct lc_fit *plain = case_fit(&lc_family_logistic, &without, NULL);
    cr_assert(case_near(fit->estimate[1], plain->estimate[1], 1e-10, 0));
    cr_assert(case_near(fit->estimate[2], plain->estimate[2], 1e-10, 0));
    cr_assert(case_near(fit->se[4], plain->se[3], 1e-10, 0));
    cr_assert(case_near(fit->loglik, plain->loglik, 1e-13, 0));
    lc_fit_free(plain);
    cr_assert(eq(int, fit->status, LC_ALIASED));
    cr_assert(strstr(fit->status_text, "lwt2") != NULL);
    /* R's stopped 5.7 below the maximum */
    cr_assert(lt(dbl, case_number(&g, "loglik") + 5, fit->loglik));
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
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, &options);
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
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, &options);
    for (size_t k = 0; k < fit->terms; k++)
        cr_assert(case_near(fit->estimate[k], case_item(&g, "coef", k), 1e-8, 0));
    cr_assert(case_near(fit->loglik, case_number(&g, "loglik"), 1e-9, 0));
    /* NV separates: the profile interval is far longer above than below */
    cr_assert(isfinite(fit->low[1]) && fit->low[1] > 0);
    cr_assert(isnan(fit->high[1]) || fit->high[1] + fit->low[1] > 2 * fit->estimate[1]);
    lc_fit_free(fit);
    /* and without the penalty it is said to have no finite estimate */
    fit = case_fit(&lc_family_logistic, &s, NULL);
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
    struct lc_fit *fit = case_fit(family, &s, NULL);
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
