/* What a store says of one child: for `timeline` and `subject-report`. */
#pragma once

#include "command/command.h"
#include "store/store.h"

/* One row of one history, and until when it was said as far as the reader may know. */
struct lc_moment {
    const struct lc_history *h;
    size_t row;
    int32_t known_to;
};

/* In order of start, then known-from, then history. */
struct lc_moments {
    size_t n;
    struct lc_moment *moment; /* free() it */
};

/* Every version of every event; asof other than LC_NO_DAY: only what was known before
 * that day. O(n log n) of the child's n. */
int lc_moments_of(struct lc_moments *moments, const struct lc_store *store,
                  uint32_t child, int32_t asof, struct lc_error *err) LC_MUST_CHECK;

/* A listing of both clocks and what the event says. */
void lc_moments_text(const struct lc_moments *moments, struct lc_text *out);
/* An array of objects, new. */
json_t *lc_moments_json(const struct lc_moments *moments);
/* A record with its system, null of one that was erased; new. */
json_t *lc_record_json(const struct lc_store *store, size_t record);
/* The child's records; new. O(records). */
json_t *lc_records_json(const struct lc_store *store, uint32_t child);
