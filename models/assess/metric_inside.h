/* Inside of metric.h: what the files of models/assess share. */
#pragma once

#include "models/assess/metric.h"

#define LC_METRIC_ASKED(member) offsetof(struct lc_study_acceptance, member)

/* A metric that only evaluate tells, and only of times: value and se are expressions of
 * s, the sums. */
#define LC_METRIC_OF_TIMES(metric, value, se, words, takes, better_is, between)        \
    static struct lc_measure metric##_times(const struct lc_time_sums *s)              \
    {                                                                                  \
        return (struct lc_measure){ value, se };                                       \
    }                                                                                  \
    const struct lc_metric lc_metric_##metric = { .name = #metric,                     \
                                                  .heading = "",                       \
                                                  .label = "",                         \
                                                  .label_of_times = words,             \
                                                  .line = "",                          \
                                                  .needs = takes,                      \
                                                  .better = better_is,                 \
                                                  .places = 3,                         \
                                                  .range = between,                    \
                                                  .of_times = metric##_times };

static inline bool lc_metric_of_study_times(const struct lc_metric *metric)
{
    return *metric->label && !metric->of_sums;
}

/* The parts of times (timed.h) that it takes. */
static inline unsigned lc_metric_parts(const struct lc_metric *metric)
{
    return metric->needs & (LC_TIMED_PARTS - 1);
}

/* a / b; NaN unless b is above 0. */
static inline double lc_metric_ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}
