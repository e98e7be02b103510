/* What the store says, before this import and as it goes on: its histories by name, its
 * live events by key. Part of the import. */
#ifndef LC_IMPORT_STANDING_H
#define LC_IMPORT_STANDING_H

#include "import/import.h"
#include "import/index.h"

struct lc_standing {
    struct lc_store *store;
    const struct lc_key *key;
    struct lc_index live;   /* events that are still said */
    size_t *events_before;  /* [histories]: events from there on are of this import */
    uint64_t *history_hash; /* [histories] of their names */
    size_t sources_before;
};

/* Makes the histories of the files' schemas and looks at what the store holds. Borrows
 * store and key. O(events). */
int lc_standing_begin(struct lc_standing *standing, struct lc_store *store,
                      const struct lc_key *key, size_t count,
                      const struct lc_import_file *files,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_standing_end(struct lc_standing *standing);
/* Takes out of the histories what this import made and then replaced. */
void lc_standing_compact(struct lc_standing *standing);

/* The history's number; one of the files' schemas names it, so it is there. */
uint32_t lc_standing_history(const struct lc_standing *standing, const char *name);
/* Key of a row's events in a history: the row's own key with the history's name. */
uint64_t lc_standing_key(const struct lc_standing *standing, uint64_t row_key,
                         uint32_t history);
/* Keyed digest of a row's identity: schema and values. */
uint64_t lc_row_key(const struct lc_key *key, const char *schema, size_t count,
                    const struct lc_slice *value);

#endif
