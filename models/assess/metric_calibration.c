/* Metrics of whether the risks are the frequencies that they say they are (metric.h).
 */
#include "models/assess/metric_inside.h"

#include "study/study.h"

LC_METRIC_OF_TIMES(cases, s->at.cases, NAN, "rows with the event by the horizon",
                   LC_TIMED_HORIZON, LC_NEITHER_IS_BETTER, LC_NOT_NEGATIVE)

LC_METRIC_OF_TIMES(lost, s->at.lost, NAN, "rows lost to follow-up before it",
                   LC_TIMED_HORIZON, LC_NEITHER_IS_BETTER, LC_NOT_NEGATIVE)

LC_METRIC_OF_TIMES(observed, s->observed, s->observed_se,
                   "share with the event by the horizon", LC_TIMED_HORIZON,
                   LC_NEITHER_IS_BETTER, LC_A_SHARE)

LC_METRIC_OF_TIMES(expected, s->foretold / s->n, NAN, "the mean of the risks",
                   LC_NEEDS_RISKS | LC_TIMED_HORIZON, LC_NEITHER_IS_BETTER, LC_A_SHARE)

static double observed_over_expected_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->events, s->expected);
}

static struct lc_measure observed_over_expected_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->observed * s->n / s->foretold,
                                s->observed_se * s->n / s->foretold };
}

const struct lc_metric lc_metric_observed_over_expected = {
    .name = "observed_over_expected",
    .heading = "O/E",
    .label = "outcomes seen over outcomes foretold",
    .label_of_times = "1 is right, above it risks are low",
    .range = LC_NOT_NEGATIVE,
    .line = "entries seen over foretold",
    .needs = LC_NEEDS_RISKS | LC_TIMED_HORIZON,
    .better = LC_NEAREST_IS_BETTER,
    .aim = 1,
    .places = 3,
    .of_sums = observed_over_expected_sums,
    .of_times = observed_over_expected_times,
    .asked_low = LC_METRIC_ASKED(ratio_from),
    .asked_high = LC_METRIC_ASKED(ratio_to),
};

static double calibration_in_the_large_sums(const struct lc_held_sums *s)
{
    return s->large;
}

const struct lc_metric lc_metric_calibration_in_the_large = {
    .name = "calibration_in_the_large",
    .heading = "cal. intercept",
    .label = "calibration in the large: 0 is right, above it risks are too low",
    .label_of_times = "",
    .line = "calibration in the large (0 is right)",
    .needs = LC_NEEDS_RISKS,
    .better = LC_NEAREST_IS_BETTER,
    .aim = 0,
    .places = 3,
    .of_sums = calibration_in_the_large_sums,
};

static double calibration_slope_sums(const struct lc_held_sums *s)
{
    return s->slope;
}

static struct lc_measure calibration_slope_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->index.slope, s->index.slope_se };
}

const struct lc_metric lc_metric_calibration_slope = {
    .name = "calibration_slope",
    .heading = "cal. slope",
    .label = "calibration slope: 1 is right, below it risks are too extreme",
    .label_of_times =
        "of log(-log(1 - risk)), or the index: 1 is right, below it too extreme",
    .line = "calibration slope (1 is right)",
    .needs = LC_NEEDS_RISKS | LC_TIMED_INDEX,
    .better = LC_NEAREST_IS_BETTER,
    .aim = 1,
    .places = 3,
    .of_sums = calibration_slope_sums,
    .of_times = calibration_slope_times,
    .asked_low = LC_METRIC_ASKED(slope_from),
    .asked_high = LC_METRIC_ASKED(slope_to),
};
