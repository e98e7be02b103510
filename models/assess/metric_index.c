/* Metrics of what a prognostic index is worth on other people (metric.h). */
#include "models/assess/metric_inside.h"

LC_METRIC_OF_TIMES(royston_d, s->index.d, s->index.d_se,
                   "log hazard ratio between halves (Royston)", LC_TIMED_INDEX,
                   LC_HIGHER_IS_BETTER, LC_ANY_VALUE)

LC_METRIC_OF_TIMES(r2_d, s->index.r2_d, NAN,
                   "variation explained (Royston and Sauerbrei)", LC_TIMED_INDEX,
                   LC_HIGHER_IS_BETTER, LC_A_SHARE)

LC_METRIC_OF_TIMES(r2_pm, s->index.r2_pm, NAN,
                   "variation explained (Kent and O'Quigley)", LC_TIMED_INDEX,
                   LC_HIGHER_IS_BETTER, LC_A_SHARE)

LC_METRIC_OF_TIMES(goenen_heller, s->index.gh, NAN,
                   "concordance foretold by the index itself", LC_TIMED_INDEX,
                   LC_HIGHER_IS_BETTER, LC_A_SHARE)
