/* What the store says, before this import and as it goes on: its histories by name, its
 * events by key. Part of the import. */
#pragma once

#include "import/import.h"
#include "import/index_inside.h"

struct lc_ledger {
    struct lc_store *store;
    const struct lc_eras *eras;
    const struct lc_key *key; /* of rows, of the first era */
    struct lc_index events;   /* by key: one key may have several, said still or not */
    struct lc_index
        reopened;           /* keys that were taken back this day, and are said again */
    size_t *events_before;  /* [histories]: events from there on are of this import */
    uint64_t *history_hash; /* [histories] of their names */
    size_t sources_before;
};

/* Makes the histories of the files' schemas and looks at what the store holds. Borrows
 * store and key. O(events). */
int lc_ledger_begin(struct lc_ledger *ledger, struct lc_store *store,
                    const struct lc_eras *eras, size_t count,
                    const struct lc_import_file *files,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_ledger_end(struct lc_ledger *ledger);
/* The next event of (key, history) that is still said, as lc_index_next() walks. */
struct lc_index_slot *lc_ledger_live(const struct lc_ledger *ledger, uint64_t key,
                                     uint32_t history, size_t *at);
/* Takes out of the histories what was taken back. */
void lc_ledger_compact(struct lc_ledger *ledger);

/* The history's number; one of the files' schemas names it, so it is there. */
uint32_t lc_ledger_history(const struct lc_ledger *ledger, const char *name);
/* Key of a row's events in a history: the row's own key with the history's name. */
uint64_t lc_ledger_key(const struct lc_ledger *ledger, uint64_t row_key,
                       uint32_t history);
/* Keyed digest of a row's identity: schema and values. */
uint64_t lc_row_key(const struct lc_key *key, const char *schema, size_t count,
                    const struct lc_slice *value);
