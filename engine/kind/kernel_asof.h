/* The inner loops of the as-of columns. They allocate nothing and know no store.
 *
 * A child's rows are numbered 0 .. m - 1 in order of landmark. An event counts for a
 * run of them, [from, to): it was known, and in the window, at those landmarks and no
 * other. So a column costs its events and its rows, never their product. */
#ifndef LC_KIND_KERNEL_ASOF_H
#define LC_KIND_KERNEL_ASOF_H

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

/* One landmark for many children, every event of one history looked at once: for each
 * child the counts of events with low[w] <= start < t for each window, the days since
 * the latest start before t, and whether there was any; only of versions known at t
 * (known_from < t <= known_to).
 *
 * In   children  and offset[children + 1]: child c's events are offset[c] ..
 *      start, known_from, known_to   [offset[children]]
 *      t, windows (0 .. LC_ASOF_WINDOWS), low[windows]
 * Out  count[w] [children] for each window
 *      last [children] t - start of the latest, or -1; may be NULL
 *      ever [children] 1 if any was seen; may be NULL */
enum { LC_ASOF_WINDOWS = 3 };

struct lc_asof_day {
    const uint64_t *offset;
    const int32_t *start, *known_from, *known_to;
    int32_t t;
    size_t windows;
    int32_t low[LC_ASOF_WINDOWS];
    int32_t *count[LC_ASOF_WINDOWS];
    int32_t *last;
    uint8_t *ever;
};

/* Children first .. end - 1; threads take ranges of their own. O(their events). */
void lc_asof_day(const struct lc_asof_day *job, size_t first, size_t end);

#endif
