/* Metrics of what a prognostic index is worth on other people (metric.h). */
#include "models/assess/metric.h"

#include <math.h>

static struct lc_measure royston_d_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->index.d, s->index.d_se };
}

LC_METRIC_OF_TIMES(royston_d, "log hazard ratio between halves (Royston)",
                   LC_TIMED_INDEX, LC_HIGHER_IS_BETTER)

static struct lc_measure r2_d_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->index.r2_d, NAN };
}

LC_METRIC_OF_TIMES(r2_d, "variation explained (Royston and Sauerbrei)", LC_TIMED_INDEX,
                   LC_HIGHER_IS_BETTER)

static struct lc_measure r2_pm_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->index.r2_pm, NAN };
}

LC_METRIC_OF_TIMES(r2_pm, "variation explained (Kent and O'Quigley)", LC_TIMED_INDEX,
                   LC_HIGHER_IS_BETTER)

static struct lc_measure goenen_heller_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->index.gh, NAN };
}

LC_METRIC_OF_TIMES(goenen_heller, "concordance foretold by the index itself",
                   LC_TIMED_INDEX, LC_HIGHER_IS_BETTER)
