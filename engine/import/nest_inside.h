/* What lies in what: rows of a schema that says `within` (schema.h). Part of the
 * import.
 *
 * The last that was said holds: a row that is said of another thing lies in that. A row
 * that is rejected says nothing. Of a day the file speaks that covers the later days;
 * of two of which neither is the later no order is to be had, so they are refused: in
 * one command where they differ, in two where the other may have said otherwise, for of
 * what it found as it was the store bears no trace. */
#pragma once

#include "import/batch_inside.h"
#include "import/reading_inside.h"

/* The row in hand, its draft made: in what it lies, for each history that it feeds. */
int lc_nest_note(struct lc_import_reading *reading) LC_MUST_CHECK;
/* A row of the batch was rejected as it was merged: what it noted is nothing. */
int lc_nest_refute(struct lc_batch *batch, const struct lc_batch_row *row,
                   struct lc_error *err) LC_MUST_CHECK;
/* What the batches of a schema have noted, once they are merged, in order of what they
 * cover and of name, into the store; a finding where they say two things and neither
 * file is the later. LC_REFUSED as said above. O(n log n of the rows + rows that the
 * store has of it). */
int lc_nest_take(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
                 struct lc_error *err) LC_MUST_CHECK;
/* By the key of a row's events; NULL: the store does not know in what it lies. O(log).
 */
const struct lc_nest *lc_nest_find(const struct lc_store *store, uint64_t key);
