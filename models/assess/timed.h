/* Predictions of times, and what the metrics of them share (metric.h): the order of the
 * rows, a Cox model of their index, errors at a horizon, errors over a span. Each part
 * is worked out once, and only where a metric needs it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "models/assess/ipcw.h"
#include "models/assess/prognostic.h"
#include "models/rank/concordance.h"

enum lc_timed_part {
    /* concordance.h; where there are competing causes, rows that left by one stay to be
     * compared with: Wolbers et al. (2009), Epidemiology 20:555-561 */
    LC_TIMED_ORDER = 1,
    LC_TIMED_INDEX = 2, /* prognostic.h: a Cox model */
    LC_TIMED_HORIZON =
        4,             /* ipcw.h: risks by a horizon, of rows from 0, of equal weight */
    LC_TIMED_SPAN = 8, /* the same: risks by many times */
    LC_TIMED_PARTS = 16 /* all are below */
};

/* Borrowed. Members that the wanted parts do not read may be left 0. */
struct lc_timed {
    struct lc_followup rows; /* risk: the index, higher = sooner */
    const int32_t *cause;    /* [n] 0 censored, 1 the event, 2 .. competing */
    int time_weight;         /* ORDER, with until and each: concordance.h */
    double until;
    struct lc_pairs *each;
    const double
        *risk; /* HORIZON: [n] of the event by horizon, from 0 to 1; INDEX:
                  the same, for log(-log(1 - risk)), or NULL: rows.risk is it */
    const struct lc_family *by; /* INDEX: prognostic.h */
    double horizon;
    bool ascending; /* HORIZON: rows ascend in time, and observed_se is not wanted */
    size_t times;   /* SPAN, with time[times], curve[times * n] and span: ipcw.h */
    const double *time, *curve;
    double span;
};

/* NaN in parts that were not wanted or cannot be had. */
struct lc_time_sums {
    double n;
    struct lc_concordance order;
    struct lc_prognostic index;
    struct lc_horizon_score at;
    double observed,
        observed_se; /* Aalen-Johansen at the horizon; se NaN if ascending */
    double foretold; /* HORIZON: sum of the risks */
    double integrated, integrated_base; /* SPAN: of the risks, of the base rate */
};

/* A value and its standard error, NaN where it has none. */
struct lc_measure {
    double value, se;
};

/* parts: of enum lc_timed_part, taken in its order. Fails as they do: LC_UNFIT where
 * nobody's state is known at the horizon, the parts before it being filled by then. */
int lc_time_sums_fill(struct lc_time_sums *sums, const struct lc_timed *timed,
                      unsigned parts, struct lc_error *err) LC_MUST_CHECK;

/* The share that has the event by t: Aalen-Johansen (aalen_johansen.h (1)) over rows in
 * ascending order of time. */
double lc_timed_incidence(size_t n, const double *time, const int32_t *cause, double t);
