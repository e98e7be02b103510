/* Sorting doubles by their bits: the metrics are bound by it.
 *
 * A least-significant-digit radix sort of 11 bits a pass over keys whose order as whole
 * numbers is that of the doubles (Knuth, The Art of Computer Programming 3, 5.2.5). A
 * key is taken from the least of them and loses the low bits that all share; of what is
 * left the top 32 bits travel with the row number in one word of 8 bytes, and the rare
 * rows whose top bits agree are put right at the end. So risks or times cost three
 * passes over 8 bytes a row, whole days two. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "parallel/team.h"

/* order[n]: row numbers by ascending key[n], equal keys in ascending row number. -0 is
 * equal to 0. No key may be NaN; n is below 2^32. O(n). */
int lc_order(size_t n, const double *key, uint32_t *order,
             struct lc_error *err) LC_MUST_CHECK;

/* The same, and fresh[k] = 1 where the k-th key is above the one before it (and for k =
 * 0), else 0: the sort knows it without another look at the keys. fresh may be NULL,
 * and team (this thread); there is one such order, so threads do not show in it. */
int lc_order_runs(lc_team *team, size_t n, const double *key, uint32_t *order,
                  uint8_t *fresh, struct lc_error *err) LC_MUST_CHECK;

/* lc_order by (group, key), groups ascending; group[n] or NULL for one. */
int lc_order_within(size_t n, const int32_t *group, const double *key, uint32_t *order,
                    struct lc_error *err) LC_MUST_CHECK;

/* value[n] ascending in place; scratch[n] is workspace. */
void lc_sort(size_t n, double *value, double *scratch);

/* How many of sorted[n], ascending, are at or below the value. O(log n). */
size_t lc_sorted_until(size_t n, const double *sorted, double value);
