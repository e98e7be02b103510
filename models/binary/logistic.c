/* Logistic regression, and its complementary log-log sister. */
#include <math.h>

#include "models/binary/binary.h"
#include "models/binary/binary_inside.h"
#include "models/family/endless.h"
#include "models/family/export_form.h"
#include "models/family/score.h"
#include "numeric/kernel.h"

/* The standard error of one row's eta; x is 1 for the intercept. */
static double eta_error(const struct lc_fit *fit, size_t p, const double *x)
{
    double variance = 0;
    size_t first = fit->terms - p; /* 1 with an intercept */
    for (size_t i = 0; i < fit->terms; i++) {
        const double *row = fit->covariance + i * fit->terms;
        double sum = first ? row[0] : 0;
        for (size_t k = 0; k < p; k++)
            sum += row[k + first] * x[k];
        variance += sum * (i < first ? 1 : x[i - first]);
    }
    return sqrt(variance);
}

/* link->probability of each; soft is workspace. */
static void probabilities(const struct lc_link *link, size_t m, const double *eta,
                          double *soft, double *p)
{
    if (link == &lc_link_logit)
        lc_kernels()->logistic(m, eta, p, soft);
    else
        for (size_t r = 0; r < m; r++)
            p[r] = link->probability(eta[r]);
}

int lc_binary_risk(const struct lc_link *link, const struct lc_fit *fit,
                   const struct lc_risk_rows *rows, const struct lc_risk_out *out,
                   struct lc_error *err)
{
    size_t m = rows->m, p = rows->p;
    struct lc_score score;
    double eta[LC_SCORE_ROWS], soft[LC_SCORE_ROWS];
    bool intercept = lc_fit_has_intercept(fit);
    if (p + intercept != fit->terms)
        return LC_FAIL(err, LC_RANGE, "the model has %zu columns, the table %zu",
                       fit->terms - intercept, p);
    int code = lc_score_init(&score, fit, intercept, p, err);
    if (code)
        return code;
    score.intercept = intercept ? fit->at_centre[0] : 0;
    for (size_t first = 0; first < m; first += LC_SCORE_ROWS) {
        size_t count = m - first < LC_SCORE_ROWS ? m - first : LC_SCORE_ROWS;
        lc_score_rows(&score, count, rows->x + first * p,
                      rows->offset ? rows->offset + first : NULL, eta);
        probabilities(link, count, eta, soft, out->risk + first);
        for (size_t r = 0; out->low && r < count; r++) {
            double se = eta_error(fit, p, rows->x + (first + r) * p);
            out->low[first + r] = link->probability(eta[r] - LC_Z95 * se);
            out->high[first + r] = link->probability(eta[r] + LC_Z95 * se);
        }
    }
    lc_score_release(&score);
    return LC_OK;
}

static int fit_logistic(struct lc_fit **fit, const struct lc_sample *sample,
                        const struct lc_fit_options *options, struct lc_error *err)
{
    return lc_binary_fit(&lc_family_logistic, &lc_link_logit, fit, sample, options,
                         err);
}

static int fit_cloglog(struct lc_fit **fit, const struct lc_sample *sample,
                       const struct lc_fit_options *options, struct lc_error *err)
{
    return lc_binary_fit(&lc_family_cloglog, &lc_link_cloglog, fit, sample, options,
                         err);
}

static int risk_logistic(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                         const struct lc_risk_out *out, struct lc_error *err)
{
    return lc_binary_risk(&lc_link_logit, fit, rows, out, err);
}

static int risk_cloglog(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                        const struct lc_risk_out *out, struct lc_error *err)
{
    return lc_binary_risk(&lc_link_cloglog, fit, rows, out, err);
}

const struct lc_export_form lc_logit_form = { .link = "logit",
                                              .risk = "1 / (1 + exp(-L))" };

static const struct lc_export_form cloglog_form = { .link = "cloglog",
                                                    .risk = "1 - exp(-exp(L))" };

static int recalibrate_logistic(struct lc_recal *w, struct lc_recalibrated *out,
                                struct lc_error *err)
{
    return lc_binary_recalibrate(&lc_family_logistic, &lc_link_logit, w, out, err);
}

static int recalibrate_cloglog(struct lc_recal *w, struct lc_recalibrated *out,
                               struct lc_error *err)
{
    return lc_binary_recalibrate(&lc_family_cloglog, &lc_link_cloglog, w, out, err);
}

const struct lc_family lc_family_logistic = {
    .name = "logistic",
    .title = "logistic regression",
    .example = "low ~ age + lwt + factor(race)",
    .fit = fit_logistic,
    .risk = risk_logistic,
    .text = lc_fit_terms_text,
    .document = "",
    .reads = "variance robust tolerance max_steps ridge penalty_factors firth "
             "alpha lambda lambdas path folds fold seed:folds unscaled",
    .sense = 1,
    .response = LC_BINARY,
    .intercept = LC_INTERCEPT_UNLESS_TAKEN,
    .strata = LC_NO,
    .intervals = LC_NO,
    .grid = LC_NO,
    .ranks = LC_NO,
    .shares = LC_NO,
    .likeliest = LC_YES,
    .ratio.name = "odds ratio",
    .net.target = lc_net_logistic,
    .quantile.without = LC_NO_TIME,
    .hazard.without = LC_NO_TIME,
    .endless.reach = lc_endless_terms,
    .checks.without = LC_NO_TIME,
    .recalibration.run = recalibrate_logistic,
    .export.form = &lc_logit_form,
};

const struct lc_family lc_family_cloglog = {
    .name = "cloglog",
    .title = "complementary log-log regression",
    .example = "low ~ age + lwt + factor(race)",
    .fit = fit_cloglog,
    .risk = risk_cloglog,
    .text = lc_fit_terms_text,
    .document = "",
    .reads = "variance robust tolerance max_steps ridge penalty_factors",
    .sense = 1,
    .response = LC_BINARY,
    .intercept = LC_INTERCEPT_UNLESS_TAKEN,
    .strata = LC_NO,
    .intervals = LC_NO,
    .grid = LC_NO,
    .ranks = LC_NO,
    .shares = LC_NO,
    .likeliest = LC_YES,
    .ratio.name = "hazard ratio",
    .net.without = "its likelihood has no path of solutions here",
    .quantile.without = LC_NO_TIME,
    .hazard.without = LC_NO_TIME,
    .endless.reach = lc_endless_terms,
    .checks.without = LC_NO_TIME,
    .recalibration.run = recalibrate_cloglog,
    .export.form = &cloglog_form,
};
