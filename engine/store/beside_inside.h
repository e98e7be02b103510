/* What stands beside the histories and names records and sources: merged numbers, what
 * was taken back by name, rows that wait, pairs that linkage is not certain of. Part of
 * the store. */
#pragma once

#include "base/text.h"
#include "store/store.h"

/* Sources and records have new numbers; a row that names none moves none. */
void lc_beside_move_files(struct lc_store *store, const uint32_t *to);
void lc_beside_move_records(struct lc_store *store, const uint32_t *to);
/* In an order that hangs on where the rows came from alone. O(n log n). */
void lc_beside_sort(struct lc_store *store);
/* Takes out what is of the records that go, and rows that wait for an event of theirs.
 * Of a row that waits for what is in no file nobody knows whose it is. O(rows that wait
 * x events of those who go). */
void lc_beside_drop(struct lc_store *store, const bool *child);
/* Adds a line for what is wrong; returns how many. */
size_t lc_beside_check(const struct lc_store *store, struct lc_text *found);
