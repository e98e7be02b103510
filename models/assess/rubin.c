/* See rubin.h. */
#include "models/assess/rubin.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

struct lc_rubin lc_rubin_of(size_t m, const double *estimate, const double *variance,
                            double complete)
{
    struct lc_rubin r = { NAN, NAN, NAN, NAN, NAN, NAN };
    double q = 0, w = 0, b = 0, n = (double)m;
    for (size_t i = 0; i < m; i++) {
        q += estimate[i] / n; /* (1) */
        w += variance[i] / n;
    }
    for (size_t i = 0; i < m; i++)
        b += (estimate[i] - q) * (estimate[i] - q) / (n - 1); /* (2) */
    if (m < 2 || !(complete > 0) || !(w > 0) || !isfinite(q) || !isfinite(w))
        return r;
    double between = (1 + 1 / n) * b, total = w + between; /* (3) */
    r.estimate = q;
    r.se = sqrt(total);
    r.share = between / total;                                                /* (4) */
    double seen = (complete + 1) / (complete + 3) * complete * (1 - r.share); /* (6) */
    r.df = 1 / (r.share * r.share / (n - 1) + 1 / seen);
    double t = gsl_cdf_tdist_Pinv(0.975, r.df);
    r.low = q - t * r.se;
    r.high = q + t * r.se;
    return r;
}
