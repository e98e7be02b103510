/* What the extracts of a day do not say any more, of all that their schema has said on
 * earlier days. Part of the import.
 *
 * The files of a day are a set, whatever commands they came in. Of what an earlier
 * command of the day said and found unchanged the store bears no trace; but a full
 * extract of it took back what it covers and did not say, so what it covers and still
 * stands it has said. What it covers not, and could have said by the days of its rows,
 * nobody can tell: that is in doubt. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

enum lc_unsaid_how {
    LC_STILL_SAID,
    LC_NOT_COVERED, /* no full extract of this command speaks of its start */
    LC_NO_MORE,     /* one does, and does not say it */
    LC_IN_DOUBT     /* one does; another command of the day may have said it */
};

struct lc_unsaid {
    const struct lc_import_run *run;
    size_t count;
    const struct lc_batch *batch; /* [count] of one schema, merged; borrowed */
    bool *ours;                   /* [sources] is it an extract of the schema? */
    struct lc_index said;         /* keys of all rows, those that were rejected too */
    size_t histories;
    uint32_t *history; /* [histories] that the schema feeds, each once */
};

/* Is there anything to take back, or to have moved: an extract of the schema of an
 * earlier day? O(sources). */
bool lc_unsaid_is_asked(const struct lc_import_run *run, const struct lc_batch *batch);
/* O(rows + sources). */
int lc_unsaid_begin(struct lc_unsaid *unsaid, const struct lc_import_run *run,
                    size_t count, const struct lc_batch *batch,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_unsaid_end(struct lc_unsaid *unsaid);

/* Did an extract of the schema, of an earlier day, say the event, and is it said still
 * or was until this day? */
bool lc_unsaid_stood(const struct lc_unsaid *unsaid, uint32_t history, uint32_t event);
/* Does the command say its key? O(1). */
bool lc_unsaid_says(const struct lc_unsaid *unsaid, uint32_t history, uint32_t event);
/* Does a full extract of this command cover the day, and which: an index into batch, or
 * count if none does. */
size_t lc_unsaid_covers(const struct lc_unsaid *unsaid, int32_t day);
/* What the day's extracts make of an event that stood, of that start. O(sources of the
 * day). */
enum lc_unsaid_how lc_unsaid_how(const struct lc_unsaid *unsaid, uint32_t history,
                                 uint32_t event);
/* Did extracts of the schema and day come in an earlier command? O(sources). */
bool lc_unsaid_is_in_parts(const struct lc_unsaid *unsaid);
/* Closes all versions of the event's key on this day. O(versions). */
void lc_unsaid_close(const struct lc_unsaid *unsaid, uint32_t history, uint32_t event);
/* LC_REFUSED, and what to do: an event is in doubt. */
int lc_unsaid_refuse(const struct lc_unsaid *unsaid,
                     struct lc_error *err) LC_MUST_CHECK;
