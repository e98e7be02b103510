/* Events that are one, corrected. Part of the import.
 *
 * Where a row is known by its person and its start (`key` is these two), a corrected
 * start is another key: the event as it was said before stands beside the new one, and
 * both would count. What gives it away: the new one overlaps an event of the same
 * record and code that an earlier extract said, and this extract, which covers it, does
 * not say it any more.
 *
 *     the extract is full         a correction: the old one ends to be known on this
 *                                 day, the new one is known from it on
 *     it is not, and both end on  a correction
 *     one day and say the same
 *     else                        a finding, and two events */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* Looks at what the merged batches of one schema gave to its histories, before what
 * they do not say is withdrawn. LC_REFUSED where another command of the day has
 * corrected what this one says again. O(n log n) of the schema's events that are still
 * said and of the rows of this import. */
int lc_moved_find(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
                  struct lc_error *err) LC_MUST_CHECK;
