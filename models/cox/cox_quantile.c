/* The times of a proportional hazards fit's quantiles (cox.h). */
#include <math.h>

#include "models/cox/cox.h"

/* The step rule over one stratum's hazard, times e^eta. */
static double curve_time(const struct lc_curve *curve, double eta, double q)
{
    const double level = -log1p(-q) * exp(-eta), slack = 1e-8 * level;
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (curve->hazard[middle] >= level - slack)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == curve->n)
        return NAN;
    size_t next = low + 1;
    while (next < curve->n && curve->hazard[next] == curve->hazard[low])
        next++;
    double end =
        next < curve->n ? curve->time[next] : fmax(curve->time[low], curve->last);
    bool flat = curve->hazard[low] <= level + slack;
    return flat ? (curve->time[low] + end) / 2 : curve->time[low];
}

static double stepped(const struct lc_fit *fit, int32_t stratum, double eta, double q)
{
    const struct lc_curve *curve = lc_fit_curve(fit, stratum);
    return curve ? curve_time(curve, eta, q) : NAN;
}

int lc_cox_quantiles(const struct lc_fit *fit, const struct lc_quantile_rows *rows,
                     double *time, struct lc_error *err LC_UNUSED)
{
    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < rows->count; k++)
            time[i * rows->count + k] = stepped(
                fit, rows->stratum ? rows->stratum[i] : 0, rows->lp[i], rows->share[k]);
    return LC_OK;
}
