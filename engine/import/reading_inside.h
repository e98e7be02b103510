/* A row on its way from cells to events. Part of the import. */
#pragma once

#include "import/batch_inside.h"
#include "import/lookup_inside.h"
#include "import/run_inside.h"

enum { LC_MEMO = 64 };

/* Numbers of the codes last met in one place of the schema. */
struct lc_memo {
    uint16_t number[LC_MEMO];
};

/* The day of the event that a row hangs on, and from when it is known. */
struct lc_joined {
    int32_t day; /* LC_NO_DAY: it hangs on none */
    struct lc_since since;
};

struct lc_import_reading {
    struct lc_batch *batch;
    struct lc_import_run *run;
    const struct lc_schema *schema;
    struct lc_error *err;
    struct lc_cell cell[LC_MAX_SCHEMA_COLUMNS];
    uint64_t serials[LC_MAX_SCHEMA_COLUMNS]; /* rows with an Excel day number there */
    const struct lc_csv_row *row;
    uint32_t *history;        /* [feeds] */
    size_t *attribute;        /* [feeds * LC_MAX_FEED_ATTRIBUTES] in the history */
    struct lc_lookup *lookup; /* [feeds], for those that ask for a code */
    struct lc_lookup *firsts; /* [feeds], for those that ask for a first day */
    struct lc_memo *memo;     /* [feeds * (1 + LC_MAX_FEED_ATTRIBUTES)] */
    struct lc_batch_event draft;
    int code; /* of taking a list of codes */
};

/* A cell by its column's index; for LC_NO_COLUMN one that says nothing. */
const struct lc_cell *lc_import_reading_cell(const struct lc_import_reading *r, int at);
/* Something to say of the row as it is. */
int lc_import_reading_find(struct lc_import_reading *r, const char *rule) LC_MUST_CHECK;

int lc_feeds_begin(struct lc_import_reading *r) LC_MUST_CHECK;
void lc_feeds_end(struct lc_import_reading *r);
/* Appends the events of the row to the batch, under the batch's next row. */
int lc_feeds_row(struct lc_import_reading *r,
                 const struct lc_joined *joined) LC_MUST_CHECK;
