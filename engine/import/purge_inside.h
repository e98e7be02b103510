/* Rows that take something back by name: the column that the schema's `purge` names
 * says yes. Part of the import.
 *
 *     the schema's key is     what ends to be known on the day of receipt
 *     the person alone        all that the extract says of the record or, if it says the
 *                             birth too, extracts of its dataset, or those that it
 *                             `takes`; of one of whom nothing stands then, who it is
 *                             goes from the identity file too, but for the number
 *     anything else           the row's events; those of rows that hang on them (`join`)
 *                             or lie in it (`within`, nest_inside.h); rows that wait for
 *                             them; what begins with them (`first_in`) begins with
 *                             another, or not at all
 *
 * Such a row needs no more than its key; or, of what lies in a thing, that thing and no
 * day: then it means all of its schema that lie there. Without that thing it means the
 * row that was said without the day, if there was one. What was known until then stays,
 * on both clocks: what was done in that time was done by it. A day's purge stands
 * against the other files of its day: a row of what was purged, in another command, is
 * refused, for none is the later; be it of a thing, of what lies in one, of what was
 * not said until then, or of a child that the store did not know yet. The same bytes
 * again take nothing back: they did. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* Of all batches of a schema, once they are merged. O(purges x events). */
int lc_purge(struct lc_import_run *run, size_t count, struct lc_batch *batch,
             struct lc_error *err) LC_MUST_CHECK;
/* LC_REFUSED for a row that was purged by another command of the day. Of p such purges,
 * O((purges + rows) log p), and identities for each schema of them that takes back
 * persons whom the store did not know. */
int lc_purge_check(const struct lc_batch *batch, const struct lc_import_run *run,
                   struct lc_error *err) LC_MUST_CHECK;
