/* What can be seen of a history on a day, and by whom: the rules of the two clocks in
 * one place. Passes over many rows at once say the same again (kind_inside.h,
 * asof_day.c), and a brute force holds them to it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/invariant.h"
#include "store/store.h"

/* Rows first .. end - 1 of a history. */
struct lc_history_rows {
    uint64_t first, end;
};

/* A child's rows; none if the history is NULL or the child has none. */
static inline struct lc_history_rows lc_history_rows_of(const struct lc_history *h,
                                                        uint32_t child)
{
    if (!h || child >= h->children)
        return (struct lc_history_rows){ 0, 0 };
    struct lc_history_rows rows = { h->offset[child], h->offset[child + 1] };
    LC_INVARIANT(rows.first <= rows.end && rows.end <= h->n);
    return rows;
}

/* Was row i known at 00:00 of day t? With t = LC_OPEN: is it what is said today? */
static inline bool lc_seen(const struct lc_history *h, uint64_t i, int32_t t)
{
    if (t == LC_OPEN)
        return h->known_to[i] == LC_OPEN;
    return h->known_from[i] < t && t <= h->known_to[i];
}

/* The first day on which version i of an event was known and had started: it is seen
 * from the day after. */
static inline int32_t lc_version_day(const struct lc_history *h, uint64_t i)
{
    return h->known_from[i] > h->start[i] ? h->known_from[i] : h->start[i];
}

/* The person row that says a child's birth month and sex, as known at t: social care's
 * own word before other agencies', then what was said latest, then a sex before none
 * (not stated, or U), then the first row. -1 if nothing is known. */
int64_t lc_person_at(const struct lc_store *store, const struct lc_history *person,
                     uint32_t child, int32_t t);

/* How many child numbers there may be, and whether a number is a child's (a record
 * that linkage gave to another child is not). */
size_t lc_children_room(const struct lc_store *store);
bool lc_is_child(const struct lc_store *store, uint32_t child);
