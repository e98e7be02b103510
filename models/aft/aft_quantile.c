/* The times of an AFT fit's quantiles: exp(eta + sigma F^-1(q)) (family.h). */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "models/aft/aft.h"
#include "models/aft/aft_rows_inside.h"

/* F^-1 */
static double standard(int shape, double q)
{
    if (shape == LC_LOGNORMAL)
        return gsl_cdf_ugaussian_Pinv(q);
    return shape == LC_LOGLOGISTIC ? log(q / (1 - q)) : log(-log1p(-q));
}

static double time_of(const struct lc_fit *fit, const struct lc_aft_kind *kind,
                      size_t columns, int32_t stratum, double eta, double q)
{
    size_t scales = fit->terms - columns - lc_fit_has_intercept(fit);
    double sigma = kind->scale;
    if (scales)
        sigma = exp(
            fit->at_centre[fit->terms - scales + (scales > 1 ? (size_t)stratum : 0)]);
    double time = eta + sigma * standard(kind->shape, q);
    return kind->logged ? exp(time) : time;
}

int lc_aft_quantiles(const struct lc_fit *fit, const struct lc_quantile_rows *rows,
                     double *time, struct lc_error *err)
{
    struct lc_aft_kind kind;
    if (lc_aft_kind_of(&kind, fit) < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < rows->count; k++)
            time[i * rows->count + k] =
                time_of(fit, &kind, rows->p, rows->stratum ? rows->stratum[i] : 0,
                        rows->lp[i], rows->share[k]);
    return LC_OK;
}
