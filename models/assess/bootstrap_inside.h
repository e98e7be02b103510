/* Inside of bootstrap.h: what the files of models/assess share. */
#pragma once

#include "models/assess/bootstrap.h"

/* times[children] = how often each child is drawn in a replicate. */
void lc_bootstrap_draw(uint64_t seed, size_t replicate, size_t children,
                       uint16_t *times);

/* The difference a - b of a metric; both with the same children, seed and count. */
struct lc_estimate lc_bootstrap_difference(const struct lc_bootstrap *a,
                                           const struct lc_bootstrap *b, int metric,
                                           double *scratch);
/* The same of a list of another size: that of cut[cut]. */
struct lc_estimate lc_bootstrap_cut(const struct lc_bootstrap *boot, int metric,
                                    size_t cut, double *scratch);

/* Limits of n values (NaN ones passed over) at the shares tail and 1 - tail: NaN when
 * more than one in twenty could not be had, or tail is NaN. scratch[n]; value is sorted
 * in place. */
void lc_percentiles(size_t n, double *value, double tail, double *scratch, double *low,
                    double *high);

/* (1); NaN for fewer than 2. */
double lc_percentile_tail(size_t m);
