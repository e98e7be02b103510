/* See acceptance.h. */
#include "study/acceptance.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

size_t lc_acceptance_lacks(const struct lc_study_acceptance *a,
                           const char *what[LC_MINIMA])
{
    size_t lacks = 0;
    if (!a->events_at_least)
        what[lacks++] = "a number of events (events_at_least)";
    if (!(a->slope_from && a->slope_to) && !(a->ratio_from && a->ratio_to))
        what[lacks++] =
            "a range of calibration (slope_from and slope_to, or ratio_from "
            "and ratio_to)";
    if (!a->beats_baselines)
        what[lacks++] =
            "a gain over the rank by missing episodes (beats_baselines: true)";
    return lacks;
}

/* (2) */
static double lower_limit(double k, double n)
{
    const double z = 1.959963984540054;
    double q = k / n, wide = z * sqrt(q * (1 - q) / n + z * z / (4 * n * n));
    return (q + z * z / (2 * n) - wide) / (1 + z * z / n);
}

static bool passes(size_t k, size_t n, double required, bool by_estimate)
{
    double found =
        by_estimate ? (double)k / (double)n : lower_limit((double)k, (double)n);
    /* the lower limit of none is 0 but for its last places */
    return k == 0 ? required <= 0 : found >= required;
}

double lc_acceptance_chance(size_t n, double precision, double required,
                            bool by_estimate)
{
    size_t low = 0, high = n + 1; /* the least that passes is in [low, high] */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (passes(middle, n, required, by_estimate))
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0)
        return 1;
    if (low > n)
        return 0;
    return gsl_cdf_binomial_Q((unsigned)(low - 1), precision, (unsigned)n);
}
