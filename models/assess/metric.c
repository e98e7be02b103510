/* The table of metrics (metric.h). */
#include "models/assess/metric.h"

#include <math.h>

const struct lc_metric *const lc_metrics[LC_METRIC_COUNT] = {
#define X(constant, name) [constant] = &lc_metric_##name,
    LC_METRICS(X)
#undef X
};

bool lc_metric_of_sums(const struct lc_metric *metric)
{
    return *metric->label && metric->of_sums;
}

bool lc_metric_of_study_times(const struct lc_metric *metric)
{
    return *metric->label && !metric->of_sums;
}

bool lc_metric_of_list(const struct lc_metric *metric)
{
    return metric->needs & LC_NEEDS_LIST;
}

unsigned lc_metric_parts(const struct lc_metric *metric)
{
    return metric->needs & (LC_TIMED_PARTS - 1);
}

double lc_metric_ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}
