/* What the files of one import share. Part of the import. */
#ifndef LC_IMPORT_RUN_H
#define LC_IMPORT_RUN_H

#include "import/import.h"
#include "import/index.h"
#include "import/returns.h"
#include "import/roster.h"

struct lc_import_run {
    struct lc_store *store;
    struct lc_identities *identities;
    const struct lc_key *key;
    const lc_schemas *schemas;
    const struct lc_import_options *options;
    struct lc_import_result *result;
    struct lc_roster roster;
    struct lc_index live;
    size_t *events_before;  /* [histories]: events from there on are of this import */
    uint64_t *history_hash; /* [histories] of their names */
    size_t sources_before;
    size_t born_room;
    int32_t *born; /* [record] or LC_NO_DAY */
    lc_returns *returns;
};

/* Makes the histories of the files' schemas and looks at what the store holds.
 * O(events). */
int lc_import_run_begin(struct lc_import_run *run, size_t count,
                        const struct lc_import_file *files,
                        struct lc_error *err) LC_MUST_CHECK;
/* Takes out of the histories what this import made and then replaced. */
void lc_import_run_compact(struct lc_import_run *run);
void lc_import_run_end(struct lc_import_run *run);

/* Key of a row's events in a history: the row's own key with the history's name. */
uint64_t lc_import_run_key(const struct lc_import_run *run, uint64_t row_key,
                           uint32_t history);
/* Keyed digest of a row's identity: schema and values. */
uint64_t lc_import_run_row_key(const struct lc_import_run *run, const char *schema,
                               size_t count, const struct lc_slice *value);
/* Keyed digest of all that an identity row says, its day left out. */
uint64_t lc_import_run_who_digest(const struct lc_import_run *run,
                                  const struct lc_identity *id);
int lc_who_begin(struct lc_import_run *run, struct lc_error *err) LC_MUST_CHECK;
uint32_t lc_import_run_history(const struct lc_import_run *run,
                               const char *name); /* it is there */

#endif
