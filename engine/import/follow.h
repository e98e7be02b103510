/* Two extracts that tell the same history: one leads, the other follows.
 *
 * What a follower says of a span that the leader covers is matched with the leader's
 * events and not added; where they differ it is a finding. One thing a follower may do:
 * tell the end of an event that was still open when the leader's extract was made. */
#ifndef LC_IMPORT_FOLLOW_H
#define LC_IMPORT_FOLLOW_H

#include "import/batch.h"
#include "import/run.h"

struct lc_import_follow;

int lc_import_follow_new(struct lc_import_follow **follow, struct lc_import_run *run,
                         const lc_schemas *schemas, const struct lc_schema *schema,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_import_follow_free(struct lc_import_follow *follow); /* NULL is allowed */
/* Takes out of said[n] what the leader covers; returns how many are left. *matched is
 * set if any was taken out. A failure is in *code. */
size_t lc_import_follow_filter(struct lc_import_follow *follow, uint32_t history,
                               const struct lc_batch *batch,
                               const struct lc_batch_row *row, size_t n,
                               const struct lc_batch_event **said, bool *matched,
                               int *code, struct lc_error *err);

/* After an import of leaders: closes the followers' events that they cover. */
int lc_import_follow_close(struct lc_import_run *run, const lc_schemas *schemas,
                           struct lc_error *err) LC_MUST_CHECK;

#endif
