/* When the events of a child's keys were known first, for brute.h. */
#pragma once

#include "store/history.h"

/* An event's key, and the day from when a row of it was known and had started. */
struct keyed {
    uint64_t key;
    int32_t day;
};

/* Of every row of the child, by key, the earliest of a key first, into out[h->n]; their
 * number. */
size_t keyed_rows(const struct lc_history *h, uint32_t child, struct keyed *out);

/* The first day on which an event of row i's key was known and had started. */
int32_t keyed_first(const struct lc_history *h, size_t i, size_t n,
                    const struct keyed *keyed);
