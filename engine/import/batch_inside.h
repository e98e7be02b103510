/* One file as read: rows with the events they give and what they say of a person, not
 * yet merged. Part of the import; run_inside.h holds what all files share. */
#pragma once

#include "base/memory.h"
#include "import/cell_inside.h"
#include "import/forms_inside.h"
#include "import/rows_inside.h"
#include "import/schema.h"
#include "store/identity.h"
#include "store/store.h"

struct lc_import_run;

/* A code that was in use in some collection years only. */
struct lc_batch_dated {
    uint64_t line;
    const struct lc_code_list *list;
    unsigned entry;
};

/* A row that takes back. */
struct lc_batch_purge {
    struct lc_purged said; /* key of the row, without day and file */
    uint64_t within;       /* what it lies in (lc_import_row_within) */
    bool part;             /* days of its key are blank: all of its schema that lie in
                              that; or, of one that lies in nothing, what was said so */
};

/* In what a row lies, for the events of one history. */
struct lc_batch_nest {
    struct lc_nest said;
    uint64_t line;
    size_t row;    /* of the batch's rows */
    int32_t start; /* of its event */
};

struct lc_batch {
    const struct lc_schema *schema;
    const struct lc_forms *forms; /* of its days */
    const char *path;
    uint32_t file;   /* of the result */
    uint32_t source; /* of the store */
    bool again;      /* the same bytes of this day are a source already */
    bool ledgered;   /* its rows' keys are those of their history already */
    bool once;       /* its rows are asked for no more once they are merged */
    bool hidden;     /* who opens the file does not see it */
    bool full;       /* what it covers and does not say is taken back */
    unsigned char digest[32];
    uint64_t bytes, read, rejected;
    uint64_t others[LC_MAX_SCHEMA_COLUMNS]; /* rows whose word is in no list */
    struct lc_batch_rows rows;
    size_t whos, who_room;
    size_t dateds, dated_room;
    struct lc_batch_dated *dated;
    size_t purges, purge_room;
    struct lc_batch_purge *purge;
    size_t nests, nest_room;
    struct lc_batch_nest *nest; /* as they came */
    size_t refutes, refute_room;
    size_t
        *refute; /* rows that were rejected as they were merged: they lie in nothing */
    size_t mergeds, merged_room;
    struct lc_merged *merged; /* without day and file */
    size_t refuseds, refused_room;
    uint64_t *refused; /* keys of rows that were rejected: they are said all the same */
    uint64_t nameless; /* rejected rows of which no key could be read */
    bool torn;         /* the last row is cut short, as the file may be */
    struct lc_identity *who; /* texts in the arena */
    lc_arena *arena;
    int32_t first_day, last_day; /* of starts and recorded days */
    int32_t said_from, said_to;  /* of starts of its rows' events */
    uint32_t ends_in[400];       /* ends by collection year, from 1900 */
    int of_year; /* that its rows are of, before they are read; 0: not known */
    int year;
    int32_t covers_from, covers_to;
};

/* Reads the whole file; rows that cannot be used go to the run's notes. */
int lc_batch_read(struct lc_batch *batch, struct lc_import_run *run, lc_csv *csv,
                  const int *place, struct lc_error *err) LC_MUST_CHECK;
void lc_batch_free(struct lc_batch *batch);

/* Merges a batch into the run's store. */
int lc_batch_merge(struct lc_batch *batch, struct lc_import_run *run,
                   struct lc_error *err) LC_MUST_CHECK;
