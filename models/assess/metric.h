/* The metrics of predictions: a row of LC_METRICS each, and the struct that it names,
 * whole, in a file metric_*.c. What train says and keeps, the page, evaluate and
 * compare walk the table; nothing else knows which metrics there are.
 *
 * A metric is a function of a handful of sums over the rows: of a yes or no those of
 * held_out.h, which are drawn again and again for its interval; of times those of
 * timed.h, with a standard error where there is one. */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "models/assess/estimate.h"
#include "models/assess/held_out.h"
#include "models/assess/timed.h"

/* What it takes; those of times are the parts of enum lc_timed_part too. */
enum lc_metric_needs {
    LC_NEEDS_RISKS = LC_TIMED_PARTS,    /* means nothing of a rule that only ranks */
    LC_NEEDS_LIST = LC_TIMED_PARTS << 1 /* depends on the list's size */
};

enum lc_better {
    LC_BETTER_UNSTATED, /* a hole in the row */
    LC_HIGHER_IS_BETTER,
    LC_LOWER_IS_BETTER,
    LC_NEAREST_IS_BETTER, /* to aim */
    LC_NEITHER_IS_BETTER  /* a description */
};

enum lc_metric_range {
    LC_ANY_VALUE,
    LC_NOT_NEGATIVE,
    LC_A_SHARE,     /* 0 to 1 */
    LC_SHARES_APART /* -1 to 1 */
};

/* What the value is a share of, and so a count of rows with the outcome: it is told as
 * six rows more or none (disclosure/small.h). */
enum lc_metric_of {
    LC_OF_NOTHING, /* no share: told in three figures */
    LC_OF_ROWS,
    LC_OF_EVENTS,
    LC_OF_PLACES, /* of all lists */
    LC_OF_LISTS,
    LC_OF_CHANCE /* a share of the places, over the base rate */
};

/* No member may be NULL but a function where the other is there: "" says that the
 * metric is not told in that place. */
struct lc_metric {
    const char *name;    /* "auc": in documents, and in the table of evaluate */
    const char *heading; /* "AUC": in the tables of compare */
    /* Plain English, of any outcome: of a yes or no, and of a study on the page. */
    const char *label;
    const char *label_of_times; /* the same of times at a horizon, in evaluate */
    const char *line;           /* in the text of train, whose outcome is care */
    unsigned needs;             /* enum lc_timed_part | enum lc_metric_needs */
    enum lc_better better;
    double aim; /* the right value, where the nearest to it is better; else unread */
    int places; /* decimals, in the text of train */
    enum lc_metric_range range; /* of the value, and so of its limits */
    enum lc_metric_of share_of;
    /* NaN where it cannot be. At the capacity, where it needs a list, that is cut[0].
     */
    double (*of_sums)(const struct lc_held_sums *sums);
    struct lc_measure (*of_times)(const struct lc_time_sums *sums);
    /* What a study may ask of it: offsets of pointers in lc_study_acceptance, where 0
     * stands for nothing that it can ask (what is there is no metric's). */
    size_t asked_low, asked_high;
};

/* The table. Text walks it in this order. */
/* clang-format off */
#define LC_METRICS(X) \
    X(LC_METRIC_AUC,             auc) \
    X(LC_METRIC_CONCORDANCE,     concordance) \
    X(LC_METRIC_BRIER,           brier) \
    X(LC_METRIC_BRIER_BASE,      brier_of_base_rate) \
    X(LC_METRIC_SCALED,          scaled_brier) \
    X(LC_METRIC_INTEGRATED,      integrated_brier) \
    X(LC_METRIC_INTEGRATED_BASE, integrated_brier_of_base_rate) \
    X(LC_METRIC_CASES,           cases) \
    X(LC_METRIC_LOST,            lost) \
    X(LC_METRIC_OBSERVED,        observed) \
    X(LC_METRIC_EXPECTED,        expected) \
    X(LC_METRIC_LARGE,           calibration_in_the_large) \
    X(LC_METRIC_SLOPE,           calibration_slope) \
    X(LC_METRIC_RATIO,           observed_over_expected) \
    X(LC_METRIC_ROYSTON,         royston_d) \
    X(LC_METRIC_R2_D,            r2_d) \
    X(LC_METRIC_R2_PM,           r2_pm) \
    X(LC_METRIC_GOENEN_HELLER,   goenen_heller) \
    X(LC_METRIC_BASE,            base_rate) \
    X(LC_METRIC_PRECISION,       precision) \
    X(LC_METRIC_RECALL,          recall) \
    X(LC_METRIC_LISTED,          listed_entries) \
    X(LC_METRIC_FORETOLD,        expected_entries)
/* clang-format on */

enum lc_metric_row {
#define X(constant, name) constant,
    LC_METRICS(X)
#undef X
        LC_METRIC_COUNT
};

#define X(constant, name) extern const struct lc_metric lc_metric_##name;
LC_METRICS(X)
#undef X

extern const struct lc_metric *const lc_metrics[LC_METRIC_COUNT];

/* Whether it is told of a yes or no: worked out from sums, or, of a study alone, from
 * its times. */
static inline bool lc_metric_of_sums(const struct lc_metric *metric)
{
    return *metric->label && metric->of_sums;
}

/* The estimate as it may be told of children, whose sums are these: their rows, events,
 * lists and first cut. Where 1 to 5 children had the outcome, at however many
 * landmarks, nothing is: their rows, over the most that a child can have, would tell
 * how many. */
void lc_metric_tell(struct lc_estimate *estimate, const struct lc_metric *metric,
                    const struct lc_held_sums *sums, size_t entrants);

static inline bool lc_metric_of_list(const struct lc_metric *metric)
{
    return metric->needs & LC_NEEDS_LIST;
}
