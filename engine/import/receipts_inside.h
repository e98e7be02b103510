/* What came before an extract: on which days extracts of its schema were received, and
 * of what they could speak. Part of the import.
 *
 * A store is the same whatever commands its files came in: what a row means hangs on
 * the received days and the coverage of the extracts alone. For that, extracts come in
 * order of received day, schema by schema; one that comes too late is refused. Those
 * of one day are a set. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* The days of which extracts of one schema, received on earlier days, could speak. */
struct lc_receipts {
    size_t count;
    int32_t (*span)[2]; /* [from, to), in no order */
};

/* O(sources). */
int lc_receipts_before(struct lc_receipts *receipts, const struct lc_store *store,
                       const struct lc_schema *schema, int32_t received,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_receipts_free(struct lc_receipts *receipts);
/* Could an earlier extract have said what happened on the days [from, to)? O(receipts).
 */
bool lc_receipts_cover(const struct lc_receipts *receipts, int32_t from, int32_t to);

/* LC_REFUSED, and what to do, for an extract of the schema that comes too late: after
 * one of a later day, or after one of this day that hangs on it (`join`, `follows`,
 * `after`). Looks at the sources before this import. O(sources). */
int lc_receipts_check(const struct lc_import_run *run, const struct lc_schema *schema,
                      const char *path, struct lc_error *err) LC_MUST_CHECK;
/* LC_REFUSED, and what to do, for a row that another file of its day contradicts. */
int lc_receipts_contradiction(const struct lc_batch *batch,
                              const struct lc_batch_row *row,
                              struct lc_error *err) LC_MUST_CHECK;
