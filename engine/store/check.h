/* Is a store what it should be? For `verify`: everything that loading takes on trust.
 */
#pragma once

#include "base/text.h"
#include "store/store.h"

struct lc_scan {
    size_t datasets;
    uint64_t values, bytes;
    bool no_memory; /* why it failed, if it did */
};

/* Reads every dataset of the file through HDF5, so that every chunk's own checksum is
 * looked at, and compares each history's stored offsets with those of the loaded
 * store. LC_DAMAGED names the first dataset that fails. */
int lc_store_scan(struct lc_scan *scan, const char *path, const struct lc_store *store,
                  struct lc_error *err) LC_MUST_CHECK;

/* Looks at every row of a loaded store: order, children, records, sources, codes, both
 * clocks, links, counts of sources. Adds a line to `found` for each kind of thing wrong
 * in each history; returns how many lines. */
size_t lc_store_check(const struct lc_store *store, struct lc_text *found);

/* Loading takes row by row on trust what a row names. Before a number of a row is used
 * as an index, one of these is asked; LC_DAMAGED says which row names what is not
 * there.
 *
 * Every event's record. O(events). */
int lc_store_need_events(const struct lc_store *store,
                         struct lc_error *err) LC_MUST_CHECK;
/* Every record's child, and the records and children of links, partings, candidates and
 * families. O(rows). */
int lc_store_need_pairs(const struct lc_store *store,
                        struct lc_error *err) LC_MUST_CHECK;
