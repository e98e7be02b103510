/* Inside of kernel_asof.h: what the files of engine/kind share. */
#pragma once

#include "kind/kernel_asof.h"

/* out[m] = how many runs hold each row. Work: balance[m + 1]. O(n + m). */
void lc_asof_count(size_t m, size_t n, const struct lc_asof_run *run, int64_t *out,
                   int32_t *balance);

/* out[i] = the key of the first run, in the order given, that holds row i; rows that
 * none holds are left as they are. Runs in order of preference make it a maximum or a
 * minimum. Work: next[m + 1]. O(n + m) but for path lengths (Tarjan, 1975). */
void lc_asof_paint(size_t m, size_t n, const struct lc_asof_run *run, int64_t *out,
                   uint32_t *next);

/* The same, and second[i] = the key of the second run that holds row i. Rows that none
 * holds are INT64_MIN in both, before and after. */
void lc_asof_paint_two(size_t m, size_t n, const struct lc_asof_run *run, int64_t *out,
                       int64_t *second, uint32_t *next);

/* out[m] = total days of n spans at rows with landmarks t[m] and window starts low[m]
 * (NULL: no window). Work: slope[3 * (m + 1)]. Exact in int64. O(n + m). */
void lc_asof_days(size_t m, const int32_t *t, const int32_t *low, size_t n,
                  const struct lc_span *span, int64_t *out, int64_t *slope);
