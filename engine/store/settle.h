/* What is numbered as it comes, put in an order that hangs on what it says alone: so a
 * store is the same whatever commands, and in whatever order, its extracts came in. */
#pragma once

#include "store/identity.h"
#include "store/store.h"

/* Numbers anew: the records that no linkage has seen (store->settled and on), by system
 * and by the system's own number in ids; sources by day, schema, coverage and bytes;
 * systems by name. Codes keep their numbers, by which nothing goes. Rows
 * of ids that say no more than a number are dropped where another row of the record
 * says it too. Records that linkage has seen keep their numbers for good. The histories
 * are not sorted (lc_store_save() does it). On failure store and ids are to be thrown
 * away. O(n log n) of records, O(rows). */
int lc_store_settle(struct lc_store *store, struct lc_identities *ids,
                    struct lc_error *err) LC_MUST_CHECK;
