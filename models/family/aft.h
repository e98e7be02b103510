/* Accelerated failure time models: aft_rows.h has the mathematics. (Robust variances of
 * weighted rows square the weights, as R's coxph has it; its survreg leaves them out.)
 *
 * A sample's stop is the time of an event (cause 1) or of censoring (cause 0); with
 * stop_high given, stop = stop_high is an event, stop_high infinite is censored at
 * stop, stop = 0 (of log times) or -infinity is before stop_high, else between the two.
 * start truncates from the left. Strata have a scale each. Terms: (intercept), the
 * columns, log(scale). */
#ifndef LC_FAMILY_AFT_H
#define LC_FAMILY_AFT_H

#include "models/family/family.h"

extern const struct lc_family lc_family_aft; /* "aft"; options->dist says which */

#endif
