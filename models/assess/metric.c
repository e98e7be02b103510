/* What each metric makes of the sums (metric.h). */
#include "models/assess/metric.h"

#include <math.h>

static double ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

static double auc(const struct lc_held_sums *s)
{
    return s->auc;
}

static double brier(const struct lc_held_sums *s)
{
    return ratio(s->squares, s->n);
}

static double base_rate(const struct lc_held_sums *s)
{
    return ratio(s->events, s->n);
}

/* Of every risk the mean outcome m, the error is m (1 - m). */
static double scaled_brier(const struct lc_held_sums *s)
{
    double m = base_rate(s);
    return 1 - ratio(brier(s), m * (1 - m));
}

static double calibration_in_the_large(const struct lc_held_sums *s)
{
    return s->large;
}

static double calibration_slope(const struct lc_held_sums *s)
{
    return s->slope;
}

static double observed_over_expected(const struct lc_held_sums *s)
{
    return ratio(s->events, s->expected);
}

static double precision(const struct lc_held_sums *s)
{
    return ratio(s->cut[0].hits, s->cut[0].listed);
}

static double recall(const struct lc_held_sums *s)
{
    return ratio(s->cut[0].hits, s->events);
}

static double listed_entries(const struct lc_held_sums *s)
{
    return ratio(s->cut[0].hits, s->lists);
}

static double expected_entries(const struct lc_held_sums *s)
{
    return ratio(s->cut[0].expected, s->lists);
}

const struct lc_metric lc_metrics[LC_METRIC_COUNT] = {
#define X(constant, name, label, at_capacity, needs_risks)                             \
    [constant] = { #name, label, name, at_capacity, needs_risks },
    LC_METRICS(X)
#undef X
};
