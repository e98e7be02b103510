/* Small numbers: what may leave the authority.
 *
 * DfE's rule for children in need: counts of 1 to 5 are not shown ("c"), and where the
 * others and a total would give one away, a second is hidden with it. */
#ifndef LC_ASSESS_SUPPRESS_H
#define LC_ASSESS_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

enum { LC_SMALLEST_SHOWN = 6 };

/* hidden[n] = which of the counts, whose sum is known, are not shown: each of 1 to 5,
 * and if that is one alone the next smallest that is not 0. */
void lc_suppress(size_t n, const double *count, bool *hidden);

/* The count, or "c". NULL when out of memory. */
json_t *lc_count_json(double count, bool hidden);

/* A count that stands alone: hidden if 1 to 5. */
bool lc_is_small(double count);

#endif
