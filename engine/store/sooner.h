/* What would a store say had events been known sooner? For who asks what a slow feed
 * costs. The store is changed for good, in memory: it is loaded for this and not saved.
 *
 * Of one event its versions, in the order in which they were known, are moved one by
 * one, never later and never before the one before:
 *
 *     the first                       to within `days` of the event's start
 *     one that tells of the end       to within `days` of the end
 *     any other stays: a correction is known when somebody finds the mistake, and what
 *     was taken back is told anew when it is.
 *
 * Who people are and whose family they are stays too, and so does what a source covers
 * (rhythm.h): what was not observed is not observed. */
#pragma once

#include "store/store.h"

enum { LC_ANY_SYSTEM = 0 };

/* Events of the records of one system (into store.systems), or of LC_ANY_SYSTEM. The
 * histories are sorted anew. Of a store that was loaded whole. O(n log n). */
int lc_store_know_within(struct lc_store *store, uint16_t system, int days,
                         struct lc_error *err) LC_MUST_CHECK;
