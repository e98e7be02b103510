/* Metrics of how the risks order the rows (metric.h). */
#include "models/assess/metric_inside.h"

#include "study/study.h"

static double auc_sums(const struct lc_held_sums *s)
{
    return s->auc;
}

static struct lc_measure auc_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->at.auc, s->at.auc_se };
}

const struct lc_metric lc_metric_auc = {
    .name = "auc",
    .heading = "AUC",
    .label = "area under the ROC curve",
    .label_of_times = "area under the ROC curve at the horizon",
    .line = "AUC",
    .needs = LC_TIMED_HORIZON,
    .range = LC_A_SHARE,
    .better = LC_HIGHER_IS_BETTER,
    .places = 3,
    .of_sums = auc_sums,
    .of_times = auc_times,
    .asked_low = LC_METRIC_ASKED(auc_at_least),
};

static struct lc_measure concordance_times(const struct lc_time_sums *s)
{
    return (struct lc_measure){ s->order.c, sqrt(s->order.variance) };
}

const struct lc_metric lc_metric_concordance = {
    .name = "concordance",
    .heading = "Harrell's C",
    .label = "Harrell's C",
    .label_of_times = "of pairs, the share in the right order (Harrell; Wolbers)",
    .line = "Harrell's C",
    .needs = LC_TIMED_ORDER,
    .range = LC_A_SHARE,
    .better = LC_HIGHER_IS_BETTER,
    .places = 3,
    .of_times = concordance_times,
};
