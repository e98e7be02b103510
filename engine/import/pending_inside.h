/* Rows that hang on an event of another extract, which is not there yet or has no end
 * yet: they wait in the store until it has. Part of the import.
 *
 * What waits is the row's cells but for numbers and texts: days, counts, flags, and
 * codes of lists. Whose it is, and what it hangs on, are keyed digests. When the event
 * comes the row is read again, as of the day on which it was received: it is known by
 * its own clock and by the event's, as if the event had been there before it. */
#pragma once

#include "import/reading_inside.h"

enum { LC_PENDING_APART = '\n' }; /* between the cells of a row that waits */

/* Can rows of the schema wait: do they hang on an event, and feed one history? */
bool lc_pending_can(const struct lc_schema *schema);
/* Keeps the row in hand, or finds that one that says the same waits already; counts it.
 * O(1). */
int lc_pending_take(struct lc_import_reading *reading, uint64_t row_key) LC_MUST_CHECK;
/* The batch has its source: so have its rows that wait. O(rows that wait). */
int lc_pending_place(const struct lc_batch *batch, struct lc_import_run *run,
                     struct lc_error *err) LC_MUST_CHECK;
/* What takes the place of a file's name where such rows are told of: the result's file
 * behind the last. */
extern const char lc_pending_name[];

/* Takes in the rows of the schema that need not wait any more. O(rows that wait). */
int lc_pending_settle(struct lc_import_run *run, const struct lc_schema *schema,
                      struct lc_error *err) LC_MUST_CHECK;
/* The same of all schemas, in order of rank; and what does not wait any more goes. */
int lc_pending_end(struct lc_import_run *run, struct lc_error *err) LC_MUST_CHECK;
/* What full extracts do not say any more waits no more. O(rows + rows that wait). */
int lc_pending_withdraw(struct lc_import_run *run, size_t count,
                        const struct lc_batch *batch,
                        struct lc_error *err) LC_MUST_CHECK;
