/* Sorting doubles by their bits: the metrics are bound by it.
 *
 * A least-significant-digit radix sort of 11 bits a pass over keys whose order as whole
 * numbers is that of the doubles (Knuth, The Art of Computer Programming 3, 5.2.5).
 * Passes in which all keys share the digit are skipped, so that risks in (0, 1) or
 * whole days cost two or three passes instead of six. */
#ifndef LC_NUMERIC_ORDER_H
#define LC_NUMERIC_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* order[n]: row numbers by ascending key[n], equal keys in ascending row number. -0 is
 * equal to 0. No key may be NaN; n is below 2^32. O(n). */
int lc_order(size_t n, const double *key, uint32_t *order,
             struct lc_error *err) LC_MUST_CHECK;

/* The same by (group, key), groups ascending; group[n] or NULL for one. */
int lc_order_within(size_t n, const int32_t *group, const double *key, uint32_t *order,
                    struct lc_error *err) LC_MUST_CHECK;

/* value[n] ascending in place; scratch[n] is workspace. */
void lc_sort(size_t n, double *value, double *scratch);

#endif
