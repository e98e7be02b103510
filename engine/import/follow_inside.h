/* Two extracts that tell the same history: one leads, the other follows.
 *
 * What a follower says of a span that the leader covers is matched with the leader's
 * events and not added; where they differ it is a finding. One thing a follower may do:
 * tell the end of an event that was still open when the leader's extract was made. */
#ifndef LC_IMPORT_FOLLOW_INSIDE_H
#define LC_IMPORT_FOLLOW_INSIDE_H

#include "import/batch_inside.h"
#include "import/run_inside.h"

struct lc_import_follow;

int lc_import_follow_new(struct lc_import_follow **follow, struct lc_import_run *run,
                         const struct lc_schema *schema,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_import_follow_free(struct lc_import_follow *follow); /* NULL is allowed */

/* Events of one history that a row of a follower says. */
struct lc_said {
    uint32_t history;
    const struct lc_batch *batch;
    const struct lc_batch_row *row;
    size_t n;
    const struct lc_batch_event **event; /* [n] */
};

/* Takes out of said what the leader covers. *matched is set if any was taken out. */
int lc_import_follow_filter(struct lc_import_follow *follow, struct lc_said *said,
                            bool *matched, struct lc_error *err) LC_MUST_CHECK;

/* After an import of leaders: closes the followers' events that they cover. */
int lc_import_follow_close(struct lc_import_run *run,
                           struct lc_error *err) LC_MUST_CHECK;

#endif
