/* What a store holds, in numbers: for `describe`. */
#pragma once

#include "store/store.h"

enum { LC_LEVELS = 16 }; /* levels -1 and below, or 15 and above, share the ends */

struct lc_summary {
    const char *name;
    size_t rows;         /* versions of events */
    size_t current;      /* said to this day: known_to open */
    size_t children;     /* with an event that is current */
    size_t open;         /* current and not ended */
    bool spells;         /* does any row end? If not, its events are moments */
    size_t foreseen;     /* current and known before it starts */
    size_t uncoded;      /* current, no code */
    int32_t first, last; /* starts of current events; LC_NO_DAY: none */
    int32_t known_first, known_last; /* known_from of all rows */
    size_t superseded;               /* versions that are no longer said */
    size_t levelled, unlevelled;     /* current, with a level and without */
    size_t level[LC_LEVELS];         /* current, by level 0 .. 15 */
};

/* One pass over the history, which must be sorted. */
struct lc_summary lc_history_summary(const struct lc_history *history);

/* Makes of it what may be told (disclosure/small.h): of a history of few children
 * nothing is counted, levels are parts of what is current, and a day is the first of
 * its month, since the first and the last are a child's own. linked: are its children
 * children? */
void lc_summary_tell(struct lc_summary *summary, bool linked);

size_t lc_store_children(
    const struct lc_store *store); /* records that are a child's first */
