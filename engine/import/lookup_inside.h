/* What one extract says, for the rows of another: a care episode's legal status, the
 * first day in care, the end of the assessment that a factor hangs on. Part of the
 * import.
 *
 * What is taken from another row is known no sooner than that row says it. With a(k)
 * what a look-up gives to one who asks on day k, with the versions that are known then,
 *
 *     since = min { d : a(k) = a(today) for all k >= d }
 *
 * so a value that was another, or was nothing, until a receipt corrected it is known
 * from that receipt. */
#pragma once

#include "base/slice.h"
#include "import/batch_inside.h"
#include "import/ledger_inside.h"

struct lc_lookup {
    size_t count;
    uint32_t *row; /* events of the history by record, start, end and code */
    const struct lc_history *history;
};

/* Over all versions of the history's events. O(n log n). */
int lc_lookup_init(struct lc_lookup *lookup, const struct lc_history *history,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_lookup_free(struct lc_lookup *lookup);

/* Both: O(log n + v c) for v versions of the record and c changes of the answer. */

/* The code of the latest event that the record is in on the day; empty: none. */
struct lc_slice lc_lookup_code(const struct lc_lookup *lookup, uint32_t record,
                               int32_t day, struct lc_since *since);
/* The record's first day in the history, or LC_NO_DAY. */
int32_t lc_lookup_first(const struct lc_lookup *lookup, uint32_t record,
                        struct lc_since *since);

/* Since when record and end of an event that is still said are as they are. O(versions
 * of its key). */
struct lc_since lc_lookup_end_since(const struct lc_ledger *ledger, uint32_t history,
                                    uint32_t event);
