/* What an extract covers. Part of the import. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* The days of a batch that was read, its collection year, and whether it is full. O(1).
 */
void lc_batch_cover(struct lc_batch *batch, const struct lc_import_options *options);
/* The first and the last start of what its rows say, into its source. O(events). */
/* A finding for each code that was not in use in the batch's collection year. O(codes
 * that were in use in some years only). */
int lc_batch_check_codes(const struct lc_batch *batch, struct lc_import_run *run,
                         struct lc_error *err) LC_MUST_CHECK;
