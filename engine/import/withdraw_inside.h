/* Rows that a full extract takes back: it covers them and does not say them any more.
 * Part of the import.
 *
 * Covered is a row all of whose events that stand began on days that one full extract
 * covers. What is taken back ends to be known on the day on which the extract was
 * received; the row is counted as withdrawn by the file that covers it.
 *
 * A file that is cut off may not take back a borough. So nothing is taken back where
 * rows could not be read so far as to tell what they are about (a finding), and an
 * extract that would take back more than half of what stood on the days it covers is
 * refused, unless the user says that it may. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* Of the merged batches of one schema. LC_REFUSED as said above, or where an extract of
 * the day that came in another command may have said what is to go (unsaid_inside.h).
 * O(events of the histories + n log n of those that are said no more). */
int lc_withdraw(struct lc_import_run *run, size_t count, struct lc_batch *batch,
                struct lc_error *err) LC_MUST_CHECK;
