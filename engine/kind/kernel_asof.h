/* The inner loops of the as-of columns. They allocate nothing and know no store.
 *
 * A child's rows are numbered 0 .. m - 1 in order of landmark. An event counts for a
 * run of them, [from, to): it was known, and in the window, at those landmarks and no
 * other. So a column costs its events and its rows, never their product. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* An event as a column sees it; from < to. */
struct lc_asof_run {
    uint32_t from, to;
    int32_t key; /* what it says: its start, its level */
};

/* A spell that is known on rows [from, to): its days in the window [low, t) are
 * min(t, end) - max(start, low), or 0. Row indices where that changes its form:
 *   ended  first row with t > end           (m: never)
 *   inside first row with low > start
 *   past   first row with low > end */
struct lc_span {
    uint32_t from, to, ended, inside, past;
    int32_t start, end;
};
