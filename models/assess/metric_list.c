/* Metrics of a list of the highest risks, and of any list at all (metric.h). */
#include "models/assess/metric_inside.h"

#include "study/study.h"

static double base_rate_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->events, s->n);
}

const struct lc_metric lc_metric_base_rate = {
    .name = "base_rate",
    .heading = "",
    .label = "share of all with the outcome",
    .label_of_times = "",
    .line = "",
    .needs = 0,
    .better = LC_NEITHER_IS_BETTER,
    .places = 4,
    .share_of = LC_OF_ROWS,
    .of_sums = base_rate_sums,
};

static double precision_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->cut[0].hits, s->cut[0].listed);
}

const struct lc_metric lc_metric_precision = {
    .name = "precision",
    .heading = "precision",
    .label = "of those listed, the share with the outcome",
    .label_of_times = "",
    .line = "listed who entered care (precision)",
    .needs = LC_NEEDS_LIST,
    .better = LC_HIGHER_IS_BETTER,
    .places = 3,
    .share_of = LC_OF_PLACES,
    .of_sums = precision_sums,
    .asked_low = LC_METRIC_ASKED(precision_at_least),
};

static double recall_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->cut[0].hits, s->events);
}

const struct lc_metric lc_metric_recall = {
    .name = "recall",
    .heading = "recall",
    .label = "of those with the outcome, the share listed",
    .label_of_times = "",
    .line = "of those who entered, listed (recall)",
    .needs = LC_NEEDS_LIST,
    .better = LC_HIGHER_IS_BETTER,
    .places = 3,
    .share_of = LC_OF_EVENTS,
    .of_sums = recall_sums,
};

static double listed_entries_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->cut[0].hits, s->lists);
}

const struct lc_metric lc_metric_listed_entries = {
    .name = "listed_entries",
    .heading = "",
    .label = "on a list, how many with the outcome",
    .label_of_times = "",
    .line = "true entries on a list",
    .needs = LC_NEEDS_LIST,
    .better = LC_HIGHER_IS_BETTER,
    .places = 1,
    .share_of = LC_OF_LISTS,
    .of_sums = listed_entries_sums,
};

static double expected_entries_sums(const struct lc_held_sums *s)
{
    return lc_metric_ratio(s->cut[0].expected, s->lists);
}

const struct lc_metric lc_metric_expected_entries = {
    .name = "expected_entries",
    .heading = "",
    .label = "the same as the risks foretell it",
    .label_of_times = "",
    .line = "the same as foretold",
    .needs = LC_NEEDS_RISKS | LC_NEEDS_LIST,
    .better = LC_NEITHER_IS_BETTER,
    .places = 1,
    .of_sums = expected_entries_sums,
};
