/* Small numbers: what may be told of few children. Every aggregate that can leave the
 * desk passes here: of a store, a plan, a model file and its page, a comparison.
 *
 * DfE's rule for children in need: counts of 1 to 5 are not shown ("c"). Any other is
 * told as the nearest multiple of six. So no two figures, of one release or of two,
 * whatever was asked and whenever, differ by 1 to 5, and nobody has to remember what
 * was released before (docs/decisions/17-counts-by-sixes.md). A share is told as such a
 * count over its denominator, a step of a curve as such a count more.
 *
 * What a count that is told may have been:
 *
 *     0: 0     "c": 1 to 5     6: 6 to 8     t: t - 3 to t + 2                       (1)
 *
 * Of parts whose sum is told too, (1) may leave a part one value alone: only where all
 * stand at their ends, which lc_tell_parts looks for. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

enum { LC_SMALLEST_SHOWN = 6, LC_TOLD_ROOM = 32 };

/* A count that is told: 1 to 5, or hidden with such a one. */
#define LC_FEW SIZE_MAX

bool lc_is_small(double count); /* 1 to 5 */

/* The count as it is told, by (1). */
size_t lc_tell(size_t count);

/* told[n] = the parts as they are told; *total (NULL: it is not told anywhere) = their
 * sum: where (1) would give parts away, the multiple of six beside the nearest. told
 * may be the parts' own. */
void lc_tell_parts(size_t n, const size_t *part, size_t *told, size_t *total);

/* What is counted many times a child, as rows are: told[n] are hidden where few[] is
 * LC_FEW, with one more where that is one alone, since the rest of a known sum, over
 * the most that a child can have, would tell how many children they are. */
void lc_tell_rows(size_t n, const size_t *rows, const size_t *few, size_t *told);

/* A told count: a number, or "c". NULL when out of memory. */
json_t *lc_told_json(size_t told);
/* "1234", or "c"; returns room. */
const char *lc_told_text(size_t told, char room[LC_TOLD_ROOM]);
/* A told count over a told count: NaN where either is not shown, or of none. */
double lc_told_share(size_t told, size_t of);

/* The nearest share of so many children that is a multiple of six of them, at most 1.
 * NaN stays. */
double lc_round_share(double share, double children);
/* A sum over children or rows, to the nearest six: lc_round_share() beyond 1. */
double lc_round_mean(double mean, double children);

/* To so many significant figures: no child's own value has so few. */
double lc_round_figure(double value, int digits);
