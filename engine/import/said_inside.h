/* Bytes that were imported before. On a later day they are an extract of that day: that
 * nothing has changed until then is news, and a part of an extract may be all that a
 * part of an earlier one was. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* Was the file imported already, on the run's day or as of a later one? Then it is that
 * source, and covers what that did. O(sources). */
bool lc_said_again(struct lc_batch *batch, const struct lc_import_run *run);

/* LC_REFUSED for an old file that would be taken for today's for want of a day: its
 * bytes were said on an earlier day, and others of its schema have come since, which it
 * would take back. O(sources). */
int lc_said_undated(const struct lc_batch *batch, const struct lc_import_run *run,
                    struct lc_error *err) LC_MUST_CHECK;
