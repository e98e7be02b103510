/* What the store says, before this import and as it goes on: its histories by name, its
 * events by key. Part of the import. */
#pragma once

#include "import/import.h"
#include "import/index_inside.h"

struct lc_said_keys;

/* Which events are found by their key. */
enum lc_ledger_indexed {
    LC_INDEXED_NONE,
    LC_INDEXED_SOME, /* those of the extract that is being merged, from before it */
    LC_INDEXED_ALL   /* those that come, too */
};

struct lc_ledger {
    struct lc_store *store;
    const struct lc_eras *eras;
    const struct lc_key *key; /* of rows, of the first era */
    struct lc_index events;   /* by key: one key may have several, said still or not */
    enum lc_ledger_indexed indexed;
    struct lc_index
        reopened;           /* keys that were taken back this day, and are said again */
    size_t *events_before;  /* [histories]: events from there on are of this import */
    uint64_t *history_hash; /* [histories] of their names */
    size_t sources_before;
};

/* Makes the histories of the files' schemas. Borrows store and key. */
int lc_ledger_begin(struct lc_ledger *ledger, struct lc_store *store,
                    const struct lc_eras *eras, size_t count,
                    const struct lc_import_file *files,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_ledger_end(struct lc_ledger *ledger);

/* Whoever looks events up by keys that are not those of the rows of one extract asks
 * for all before; O(events), once. */
int lc_ledger_index(struct lc_ledger *ledger, struct lc_error *err) LC_MUST_CHECK;
/* Those of the keys are enough, until lc_ledger_unindex(). O(events) to look, and the
 * memory of what is found. */
int lc_ledger_index_some(struct lc_ledger *ledger, const struct lc_said_keys *keys,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_ledger_unindex(struct lc_ledger *ledger);
/* An event that came to its history. */
int lc_ledger_add(struct lc_ledger *ledger, uint64_t key, uint32_t history,
                  uint32_t event, struct lc_error *err) LC_MUST_CHECK;
/* A further version of the history's event, with its attributes (history.h). */
int lc_ledger_add_version(struct lc_ledger *ledger, uint32_t history, uint32_t event,
                          const struct lc_event *version,
                          struct lc_error *err) LC_MUST_CHECK;
/* The next event of (key, history), as lc_index_next() walks. */
struct lc_index_slot *lc_ledger_next(const struct lc_ledger *ledger, uint64_t key,
                                     uint32_t history, size_t *at);
/* The next that is still said. */
struct lc_index_slot *lc_ledger_live(const struct lc_ledger *ledger, uint64_t key,
                                     uint32_t history, size_t *at);
/* The first event of (key, history) will soon be looked at. */
void lc_ledger_call_in(const struct lc_ledger *ledger, uint64_t key, uint32_t history);
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
/* What that is a digest of, into text[room]; returns its bytes, or 0 where it is
 * longer. */
size_t lc_row_key_text(const char *schema, size_t count, const struct lc_slice *value,
                       char *text, size_t room);
