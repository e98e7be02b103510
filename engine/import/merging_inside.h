/* A batch on its way into the store: what merge.c and merge_key.c share. Part of the
 * import. */
#pragma once

#include "import/batch_inside.h"
#include "import/receipts_inside.h"
#include "import/twins_inside.h"

struct lc_merging {
    struct lc_import_follow *follow; /* or NULL */
    struct lc_import_led *led;       /* or NULL */
    struct lc_batch *batch;
    struct lc_import_run *run;
    const struct lc_schema *schema;
    struct lc_import_file *file;
    struct lc_error *err;
    struct lc_receipts before; /* of earlier days */
    size_t histories;          /* that the schema feeds, each once */
    uint32_t *history;
    uint16_t *history_of; /* [feeds] index into history */
    size_t *attribute_of; /* [feeds * LC_MAX_FEED_ATTRIBUTES] in that history, or
                             SIZE_MAX: it has none */
    size_t said_room, told_room;
    struct lc_said_event *said;  /* of the row and history in hand */
    struct lc_batch_event *told; /* those of them that a follower told the end of */
};

/* What the store said of a key. */
struct lc_found {
    bool live;     /* it says something: what the row says otherwise is a correction */
    bool before;   /* it did so before this day */
    bool followed; /* a leader says it instead */
    bool changed;
    uint32_t beaten; /* a source of this day whose row gave way, or LC_NOWHERE */
};

/* The key of a row's events in the merging's history k. */
uint64_t lc_merge_key_of(const struct lc_merging *merging, uint64_t row_key, size_t k);
/* The newest row of a key into one of the schema's histories. LC_REFUSED: another file
 * of the same day said otherwise, and neither is the later. */
int lc_merge_key(struct lc_merging *merging, const struct lc_twins *group, size_t k,
                 struct lc_found *found) LC_MUST_CHECK;
/* What the store says no more is said again, and none of the key's events stands in the
 * history. Taken back on this day, by another command that lacked it, it is as if it
 * had never been: said[] is cleared of it. So is what was taken back, on any day,
 * before it was to be known. Else it is known from this day on: *from rises to it.
 * O(versions). */
int lc_merge_again(struct lc_merging *merging, uint32_t history, uint64_t key, size_t n,
                   struct lc_found *found, int32_t *from) LC_MUST_CHECK;
/* The rows that the file itself has made old: known until the next was recorded. */
int lc_merge_older(struct lc_merging *merging,
                   const struct lc_twins *group) LC_MUST_CHECK;
