/* Metrics of the errors of the risks (metric.h). */
#include "models/assess/metric_inside.h"

static double brier_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->squares, s->n);
}

static struct lc_measure brier_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->at.brier, s->at.brier_se };
}

const struct lc_metric lc_metric_brier = {
    .name = "brier",
    .heading = "Brier",
    .label = "mean squared error of the risks",
    .label_of_times = "mean squared error of the risks at the horizon",
    .line = "",
    .needs = LC_NEEDS_RISKS | LC_TIMED_HORIZON,
    .range = LC_A_SHARE,
    .better = LC_LOWER_IS_BETTER,
    .places = 3,
    .of_sums = brier_sums,
    .of_times = brier_times,
};

LC_METRIC_OF_TIMES(brier_of_base_rate, s->at.null, s->at.null_se,
                   "the same of the base rate for all", LC_TIMED_HORIZON,
                   LC_NEITHER_IS_BETTER, LC_A_SHARE)

/* Of every risk the mean outcome m, the error is m (1 - m). */
static double scaled_brier_sums(const struct lc_held_sums *s)
{
    double m = lc_metric_ratio(s->events, s->n);
    return 1 - lc_metric_ratio(brier_sums(s), m * (1 - m));
}

static struct lc_measure scaled_brier_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->at.scaled, NAN };
}

const struct lc_metric lc_metric_scaled_brier = {
    .name = "scaled_brier",
    .heading = "scaled Brier",
    .label = "the same against the base rate for all: 1 is perfect, 0 no better",
    .label_of_times = "against the base rate: 1 is perfect, 0 no better",
    .line = "Brier score against the base rate's (1 is best)",
    .needs = LC_NEEDS_RISKS | LC_TIMED_HORIZON,
    .better = LC_HIGHER_IS_BETTER,
    .places = 3,
    .of_sums = scaled_brier_sums,
    .of_times = scaled_brier_times,
};

LC_METRIC_OF_TIMES(integrated_brier, s->integrated, NAN,
                   "mean of the Brier score over time", LC_NEEDS_RISKS | LC_TIMED_SPAN,
                   LC_LOWER_IS_BETTER, LC_A_SHARE)

LC_METRIC_OF_TIMES(integrated_brier_of_base_rate, s->integrated_base, NAN,
                   "the same of the base rate for all", LC_TIMED_SPAN,
                   LC_NEITHER_IS_BETTER, LC_A_SHARE)
