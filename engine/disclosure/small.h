/* Small numbers: what may leave the authority. Every aggregate of children that a model
 * file, its page or a document shows passes here.
 *
 * DfE's rule for children in need: counts of 1 to 5 are not shown ("c"), and where the
 * others and a total would give one away, a second is hidden with it. So it is with
 * counts that grow from step to step (by month, by list size), whose differences are
 * counts too: steps are left out until none is of 1 to 5. And with shares, which are
 * counts once their denominator is known: what is not a step is rounded to six
 * children.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

enum { LC_SMALLEST_SHOWN = 6 };

/* hidden[n] = which of the counts, whose sum is known, are not shown: each of 1 to 5,
 * and if that is one alone the next smallest that is not 0. */
void lc_suppress(size_t n, const double *count, bool *hidden);

/* shown[n] = which of the points of a rising count may be shown beside its end, `all`:
 * no two neighbours of 0, those shown and `all` differ by 1 to 5. `always` (n: none) is
 * shown before others, unless its own count is of 1 to 5, and whatever is left beyond
 * it; it decides which of its neighbours are. O(n). */
void lc_suppress_steps(size_t n, const double *count, double all, size_t always,
                       bool *shown);

/* The count, or "c". NULL when out of memory. */
json_t *lc_count_json(double count, bool hidden);

/* A count that stands alone: hidden if 1 to 5. */
bool lc_is_small(double count);

/* The nearest share of so many children that is a multiple of six of them, at most 1:
 * differences of such shares are none, or of six and more. NaN stays. */
double lc_round_share(double share, double children);
/* The nearest multiple of six children. */
double lc_round_children(double children);

/* A risk to two significant figures: no child's own, which has sixteen. */
double lc_round_risk(double risk);
