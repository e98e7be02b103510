/* The metrics of held-out predictions: a table, a row a metric. Adding one is adding
 * its function and its row to metric.c. */
#ifndef LC_ASSESS_METRIC_H
#define LC_ASSESS_METRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "models/assess/held_out.h"

struct lc_metric {
    const char *name; /* "precision" */
    const char
        *label; /* plain English: "of those listed, the share who entered care" */
    double (*of)(const struct lc_held_sums *sums); /* NaN where it cannot be */
    bool at_capacity; /* does it depend on the list's size? */
    bool needs_risks; /* means nothing for a rule that only ranks */
};

/* clang-format off */
#define LC_METRICS(X) \
    X(LC_METRIC_AUC,        auc,       "area under the ROC curve", false, false) \
    X(LC_METRIC_BRIER,      brier,     "mean squared error of the risks", false, true) \
    X(LC_METRIC_SCALED,     scaled_brier, "the same against the base rate for all: 1 is perfect, 0 no better", false, true) \
    X(LC_METRIC_LARGE,      calibration_in_the_large, "calibration in the large: 0 is right, above it risks are too low", false, true) \
    X(LC_METRIC_SLOPE,      calibration_slope, "calibration slope: 1 is right, below it risks are too extreme", false, true) \
    X(LC_METRIC_RATIO,      observed_over_expected, "entries seen over entries foretold", false, true) \
    X(LC_METRIC_BASE,       base_rate, "share of all who entered care", false, false) \
    X(LC_METRIC_PRECISION,  precision, "of those listed, the share who entered care", true, false) \
    X(LC_METRIC_RECALL,     recall,    "of those who entered care, the share listed", true, false) \
    X(LC_METRIC_LISTED,     listed_entries, "listed who entered care, at a landmark", true, false) \
    X(LC_METRIC_FORETOLD,   expected_entries, "the same as the risks foretell it", true, true)
/* clang-format on */

enum lc_metric_row {
#define X(constant, name, label, at_capacity, needs_risks) constant,
    LC_METRICS(X)
#undef X
        LC_METRIC_COUNT
};

extern const struct lc_metric lc_metrics[LC_METRIC_COUNT];

#endif
