/* The measures of a test in the results document (results_inside.h). */
#include "base/json.h"
#include "models/assess/metric_inside.h"
#include "models/assess/results_inside.h"
#include "models/assess/verdict.h"

/* One metric as a measure; label says what it is, note why it is not there. */
static bool push_measure(json_t *list, const char *name, const char *label,
                         const struct lc_estimate *estimate)
{
    json_t *j = lc_estimate_json(estimate);
    return lc_json_push(list, j) && lc_json_put(j, "name", lc_json_text(name))
           && lc_json_put(j, "label", lc_json_text(label));
}

static bool push_metrics(json_t *list, const struct lc_judged *judged,
                         bool (*which)(const struct lc_metric *))
{
    bool ok = true;
    for (int m = 0; ok && m < LC_METRIC_COUNT; m++)
        if (which(lc_metrics[m]))
            ok = push_measure(list, lc_metrics[m]->name, lc_metrics[m]->label,
                              &judged->metric[m]);
    return ok;
}

static bool push_missing(json_t *list, const struct lc_judged *missing,
                         const struct lc_estimate *gain)
{
    const struct lc_estimate *is = missing->metric;
    return push_measure(list, "missing_auc", "AUC of the rank by missing episodes",
                        &is[LC_METRIC_AUC])
           && push_measure(list, "missing_precision",
                           "precision of the rank by missing episodes",
                           &is[LC_METRIC_PRECISION])
           && push_measure(list, "gain_over_missing", "precision gained over it", gain);
}

json_t *lc_results_measures(const struct lc_judged_test *test)
{
    json_t *list = json_array();
    bool ok =
        list && push_metrics(list, &test->judged, lc_metric_of_sums)
        && push_metrics(list, &test->judged, lc_metric_of_study_times)
        && (!test->tested.missing || push_missing(list, &test->missing, &test->gain));
    return lc_json_whole(list, ok);
}
