/* Harrell's C and its kin: of the pairs whose order of events is known, the share in
 * which the one with the earlier event had the higher risk, equal risks counting half.
 *
 * A pair (i, j) counts when i has an event at t while j is at risk after t: start_j <
 * t, and stop_j > t or j is censored at t. Each pair is weighted by w_i w_j v(t):
 *
 *     c, d, x = weighted pairs concordant, discordant, of equal risk
 *     C = (c + x / 2) / (c + d + x)                                              (1)
 *     var C = sum_i {w_i (c_i + x_i / 2 - C (c_i + d_i + x_i)) / (c + d + x)}^2    (2)
 *
 * where c_i, d_i, x_i are the weighted pairs that row i is in, as case or as
 * comparator: the infinitesimal jackknife, as R's survival::concordance has it; with
 * clusters the terms of (2) are added within a cluster before they are squared. Harrell
 * et al. (1982), JAMA 247:2543-2546; time weights v: Uno et al. (2011), Statistics in
 * Medicine 30:1105-1117; Therneau and Watson (2017), Mayo Clinic Technical Report 85.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "models/family/family.h"
#include "models/rank/concordance_time.h"
#include "parallel/team.h"

/* Borrowed rows; optional arrays are NULL. */
struct lc_followup {
    size_t n;
    const double *start;  /* [n] or NULL; at risk on (start, stop] */
    const double *stop;   /* [n] */
    const uint8_t *event; /* [n] 0 or 1 */
    const double *risk;   /* [n] higher = sooner */
    const double *weight; /* [n] or NULL */
    const int32_t
        *stratum; /* [n] 0 .. strata - 1 or NULL; pairs are within a stratum */
    size_t strata;
    const int32_t *cluster; /* [n] 0 .. clusters - 1 or NULL */
    size_t clusters;
    lc_team *team; /* or NULL: this thread; no bit depends on it */
};

struct lc_concordance {
    double c, variance; /* (1), (2); NaN when there is no pair */
    struct lc_pairs pairs;
};

/* Pairs whose event is after `until` do not count; INFINITY for all. each[strata] takes
 * the pairs by stratum, or is NULL. LC_UNFIT for LC_TIME_NG2 or LC_TIME_SG with start
 * (G is not defined by rows there). O(n log n): without weights a million rows cost
 * about 0.1 s of one thread, with weights or time weights four times that. */
int lc_concordance(struct lc_concordance *out, const struct lc_followup *rows,
                   int time_weight, double until, struct lc_pairs *each,
                   struct lc_error *err) LC_MUST_CHECK;
