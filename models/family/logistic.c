/* Logistic regression, and its complementary log-log sister. */
#include <math.h>

#include "models/family/binary.h"

/* eta and its standard error for one row; an aliased column counts as 0. */
static double predict(const struct lc_fit *fit, size_t p, const double *x, double *se)
{
    double eta = fit->estimate[0], variance = 0;
    for (size_t k = 0; k < p; k++)
        eta += isnan(fit->estimate[k + 1]) ? 0 : fit->estimate[k + 1] * x[k];
    for (size_t i = 0; se && i <= p; i++) {
        const double *row = fit->covariance + i * (p + 1);
        double sum = row[0];
        for (size_t k = 0; k < p; k++)
            sum += row[k + 1] * x[k];
        variance += sum * (i ? x[i - 1] : 1);
    }
    if (se)
        *se = sqrt(variance);
    return eta;
}

static int risk_binary(const struct lc_link *link, const struct lc_fit *fit, size_t m,
                       size_t p, const double *x, const double *offset, double *risk,
                       double *low, double *high, struct lc_error *err)
{
    if (p + 1 != fit->terms)
        return LC_FAIL(err, LC_RANGE, "the model has %zu columns, the table %zu",
                       fit->terms - 1, p);
    for (size_t r = 0; r < m; r++) {
        double se = 0, eta = predict(fit, p, x + r * p, low ? &se : NULL);
        eta += offset ? offset[r] : 0;
        risk[r] = link->probability(eta);
        if (low) {
            low[r] = link->probability(eta - LC_Z95 * se);
            high[r] = link->probability(eta + LC_Z95 * se);
        }
    }
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

static int risk_logistic(const struct lc_fit *fit, size_t m, size_t p, const double *x,
                         const double *offset, const int32_t *stratum, double horizon,
                         double *risk, double *low, double *high, struct lc_error *err)
{
    (void)stratum;
    (void)horizon;
    return risk_binary(&lc_link_logit, fit, m, p, x, offset, risk, low, high, err);
}

static int risk_cloglog(const struct lc_fit *fit, size_t m, size_t p, const double *x,
                        const double *offset, const int32_t *stratum, double horizon,
                        double *risk, double *low, double *high, struct lc_error *err)
{
    (void)stratum;
    (void)horizon;
    return risk_binary(&lc_link_cloglog, fit, m, p, x, offset, risk, low, high, err);
}

const struct lc_family lc_family_logistic = {
    .name = "logistic",
    .title = "logistic regression",
    .response = LC_BINARY,
    .fit = fit_logistic,
    .risk = risk_logistic,
};

const struct lc_family lc_family_cloglog = {
    .name = "cloglog",
    .title = "complementary log-log regression",
    .response = LC_BINARY,
    .fit = fit_cloglog,
    .risk = risk_cloglog,
};
