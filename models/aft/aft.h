/* Accelerated failure time models: aft_rows_inside.h has the mathematics. (Robust
 * variances of weighted rows square the weights, as R's coxph has it; its survreg
 * leaves them out.)
 *
 * A sample's stop is the time of an event (cause 1) or of censoring (cause 0); with
 * stop_high given, stop = stop_high is an event, stop_high infinite is censored at
 * stop, stop = 0 (of log times) or -infinity is before stop_high, else between the two.
 * start truncates from the left. Strata have a scale each. Terms: (Intercept), the
 * columns, log(scale). */
#pragma once

#include "models/family/family.h"

extern const struct lc_family lc_family_aft; /* "aft"; options->dist says which */

/* How a frozen model fits other rows: eta [n] its linear predictor without the rows'
 * offsets, log_sigma [strata] its scales. */
struct lc_aft_frozen {
    const struct lc_sample *sample;
    int shape; /* as an lc_aft_kind's (aft_rows_inside.h), and whether it is of log
                  times */
    bool logged;
    const double *log_sigma;
    const double *eta;
};

/* The level alone: the a that makes log T = a + eta + offset + sigma W likeliest, which
 * is concave in a, by Newton's method with halving. variance is 1 over the information;
 * tell [n] becomes each row's own, by eta, at the answer. events and expected are those
 * seen and -log S over each row's time at risk before a is added; expected is NaN under
 * interval censoring. LC_DIVERGED where no a is likeliest. O(n) a step. (aft_level.c)
 */
struct lc_aft_level {
    double a, variance, events, expected;
};
int lc_aft_level(struct lc_aft_level *level, const struct lc_aft_frozen *frozen,
                 double *tell, struct lc_error *err) LC_MUST_CHECK;
