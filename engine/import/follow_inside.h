/* Two extracts that tell the same history: one leads, the other follows.
 *
 * What a follower says of a span that the leader covers, or of an event that the leader
 * tells, is matched with the leader's events and not added; where they differ it is a
 * finding. One thing a follower may do: tell the end of an event that was still open
 * on the last day that the leader's extract covers. The end is known by the follower's
 * own clock: if an earlier receipt of the follower had the event open, from the day it
 * was received. On a later day the follower may tell another end, or none.
 *
 * A leader that comes later takes over on the day it was received. Until then the
 * store says what the follower had said, and from then on what the leader says: an
 * event is never there twice, and nothing of the past moves. A follower may have
 * several leaders: each leads in the histories that it tells, and of two that speak of
 * one event the first that the schema names is asked first. What the leader cannot
 * say stays as the follower told it: led_inside.h. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"
#include "import/versions_inside.h"

struct lc_import_follow;

int lc_import_follow_new(struct lc_import_follow **follow, struct lc_import_run *run,
                         const struct lc_schema *schema,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_import_follow_free(struct lc_import_follow *follow); /* NULL is allowed */

/* An event that a row says, and how it came to be known. */
struct lc_said_event {
    const struct lc_batch_event *event; /* NULL once it is there */
    struct lc_learning learning;
    uint32_t record; /* whose it is */
};

/* Events of one history that a row of a follower says. */
struct lc_said {
    uint32_t history;
    const struct lc_batch *batch;
    const struct lc_batch_row *row;
    size_t n;
    struct lc_said_event *said; /* [n] */
};

/* Takes out of said what the leader covers. *matched is set if any was taken out. */
int lc_import_follow_filter(struct lc_import_follow *follow, struct lc_said *said,
                            bool *matched, struct lc_error *err) LC_MUST_CHECK;

/* After an import of leaders: closes the followers' events that they cover or tell. */
int lc_import_follow_close(struct lc_import_run *run,
                           struct lc_error *err) LC_MUST_CHECK;

/* Did a file of the schema say it? */
bool lc_import_is_from(const struct lc_store *store, uint32_t source,
                       const char *schema);
/* Are its starts derived, so that the record alone is compared? */
bool lc_import_is_loose(const struct lc_schema *schema);
/* Does the schema say when events of the history end? */
bool lc_import_says_ends(const struct lc_schema *schema, const char *history);
/* The key of what is said of a record on a day. */
uint64_t lc_import_place(uint32_t record, int32_t start);
