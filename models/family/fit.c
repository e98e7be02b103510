/* What every family shares: the options and their defaults, and the fit's memory. */
#include "models/family/family.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/order.h"
#include "parallel/same_time.h"

const char *const lc_status_names[] = { "converged", "not converged", "infinite",
                                        "aliased", NULL };
const char *const lc_ties_names[] = { "efron", "breslow", "exact", NULL };
const char *const lc_variance_names[] = { "model", "hc0", "hc1", "cluster", NULL };
const char *const lc_baseline_names[] = { "steps", "spline", "polynomial", NULL };
const char *const lc_dist_names[] = { "weibull",     "exponential", "lognormal",
                                      "loglogistic", "rayleigh",    "gaussian",
                                      "logistic",    "extreme",     NULL };

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_FIT_KNOBS(struct lc_fit_options, )
};
/* clang-format on */

const struct lc_knobs lc_fit_knobs = { knobs, sizeof knobs / sizeof *knobs,
                                       sizeof(struct lc_fit_options), "" };

struct lc_fit_options lc_fit_defaults(void)
{
    struct lc_fit_options options;
    lc_knobs_default(&lc_fit_knobs, &options);
    options.seed = 1;
    return options;
}

bool lc_is_intercept(const char *term)
{
    return !strcmp(term, LC_INTERCEPT) || !strcmp(term, "(intercept)");
}

bool lc_fit_has_intercept(const struct lc_fit *fit)
{
    return fit->terms > 0 && lc_is_intercept(fit->name[0]);
}

static double *unknowns(size_t n)
{
    double *values = lc_alloc(n, sizeof *values);
    for (size_t i = 0; values && i < n; i++)
        values[i] = NAN;
    return values;
}

struct lc_fit *lc_fit_new(const struct lc_family *family, size_t terms, bool robust)
{
    struct lc_fit *fit = lc_alloc(1, sizeof *fit);
    if (!fit)
        return NULL;
    fit->family = family;
    fit->causes = 1;
    fit->terms = terms;
    fit->loglik = fit->loglik_null = fit->lr = fit->wald = fit->score = NAN;
    fit->concordance = fit->concordance_se = fit->saturated = fit->aic = NAN;
    fit->pairs.concordant = NAN;
    fit->name = lc_alloc(terms, sizeof *fit->name);
    fit->column = lc_alloc(terms, sizeof *fit->column);
    fit->estimate = unknowns(terms);
    fit->se = unknowns(terms);
    fit->low = unknowns(terms);
    fit->high = unknowns(terms);
    fit->at_centre = unknowns(terms);
    fit->covariance = unknowns(terms * terms);
    fit->level = lc_alloc(terms, 1);
    fit->robust_se = robust ? unknowns(terms) : NULL;
    if (fit->name && fit->column && fit->estimate && fit->se && fit->low && fit->high
        && fit->at_centre && fit->covariance && fit->level
        && (fit->robust_se || !robust))
        return fit;
    lc_fit_free(fit);
    return NULL;
}

size_t lc_curve_until(const struct lc_curve *curve, double time)
{
    return lc_sorted_until(curve->n, curve->time, lc_time_reach(time));
}

double lc_curve_hazard(const struct lc_curve *curve, double time)
{
    size_t steps = lc_curve_until(curve, time);
    return steps ? curve->hazard[steps - 1] : 0;
}

const struct lc_curve *lc_fit_curve(const struct lc_fit *fit, int32_t stratum)
{
    if ((size_t)stratum < fit->curves && fit->curve[stratum].stratum == stratum)
        return fit->curve + stratum;
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].stratum == stratum)
            return fit->curve + c;
    return NULL;
}

void lc_fit_drop_curves(struct lc_fit *fit)
{
    for (size_t c = 0; fit->curve && c < fit->curves; c++) {
        free(fit->curve[c].time);
        free(fit->curve[c].hazard);
        free(fit->curve[c].variance);
        free(fit->curve[c].mean);
    }
    free(fit->curve);
    fit->curve = NULL;
    fit->curves = 0;
}

void lc_fit_free(struct lc_fit *fit)
{
    if (!fit)
        return;
    for (size_t k = 0; fit->name && k < fit->terms; k++)
        free(fit->name[k]);
    for (size_t l = 0; fit->point && l < fit->points; l++)
        free(fit->point[l].estimate);
    lc_fit_drop_curves(fit);
    free(fit->point);
    free(fit->name);
    free(fit->estimate);
    free(fit->se);
    free(fit->robust_se);
    free(fit->low);
    free(fit->high);
    free(fit->centre);
    free(fit->at_centre);
    free(fit->covariance);
    free(fit->level);
    free(fit->direction);
    free(fit->column);
    json_decref(fit->extra);
    free(fit);
}

int lc_fit_code(const struct lc_fit *fit)
{
    switch (fit->status) {
    case LC_NOT_CONVERGED:
        return LC_DIVERGED;
    case LC_INFINITE:
        return LC_SEPARATED;
    default:
        return LC_OK;
    }
}
