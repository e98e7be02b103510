/* The table of metrics (metric.h). */
#include "models/assess/metric.h"

const struct lc_metric *const lc_metrics[LC_METRIC_COUNT] = {
#define X(constant, name) [constant] = &lc_metric_##name,
    LC_METRICS(X)
#undef X
};
