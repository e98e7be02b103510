/* One file as read: rows with the events they give and what they say of a person, not
 * yet merged. Part of the import; run_inside.h holds what all files share. */
#pragma once

#include "base/memory.h"
#include "import/cell_inside.h"
#include "import/forms_inside.h"
#include "import/schema.h"
#include "store/identity.h"
#include "store/store.h"

struct lc_import_run;

/* From when a thing is known that another row says. */
struct lc_since {
    int32_t day; /* LC_NO_DAY: no other row says it */
    bool assumed;
};

/* What other rows said of an event, as it was known on the days [from, to). */
struct lc_batch_past {
    int32_t from, to; /* from LC_NO_DAY: ever since; to LC_OPEN: today still */
    bool assumed;     /* that it became so on the day `from` */
    int32_t start, end;
    uint32_t record;
    uint16_t code; /* of a feed whose code another row says */
};

struct lc_batch_event {
    int32_t start, end;
    uint64_t content; /* keyed digest of what the event says */
    uint16_t code;
    int16_t level;
    uint16_t feed; /* of the schema */
    uint16_t attribute[LC_MAX_FEED_ATTRIBUTES];
    /* By the feed's clocks: the day on which an item was learnt; LC_OPEN if the row
     * does not say it. Of no meaning for items that are known with the start. */
    int32_t learnt[LC_FEED_ITEMS];
    struct lc_since since;     /* what it takes from other rows is as it is */
    struct lc_since end_since; /* a follower has told the end: follow_inside.h */
    uint32_t past, pasts;      /* what it took before, of the batch's pasts, in order */
    bool gone;                 /* other rows take it back: it has a past alone */
};

struct lc_batch_row {
    uint64_t line, key, content;
    uint32_t record;
    uint32_t first, events; /* of the batch's events */
    uint32_t who, whos; /* + 1, of the batch's who; 0: it says nothing of a person */
    int32_t recorded;   /* LC_NO_DAY: not stated */
};

/* A code that was in use in some collection years only. */
struct lc_batch_dated {
    uint64_t line;
    const struct lc_code_list *list;
    unsigned entry;
};

struct lc_batch {
    const struct lc_schema *schema;
    const struct lc_forms *forms; /* of its days */
    const char *path;
    uint32_t file;   /* of the result */
    uint32_t source; /* of the store */
    bool again;      /* the same bytes of this day are a source already */
    bool ledgered;   /* its rows' keys are those of their history already */
    bool full;       /* what it covers and does not say is taken back */
    unsigned char digest[32];
    uint64_t bytes, read, rejected;
    uint64_t others[LC_MAX_SCHEMA_COLUMNS]; /* rows whose word is in no list */
    size_t rows, row_room, events, event_room, whos, who_room;
    struct lc_batch_row *row;
    struct lc_batch_event *event;
    size_t pasts, past_room;
    struct lc_batch_past *past;
    size_t dateds, dated_room;
    struct lc_batch_dated *dated;
    size_t purges, purge_room;
    struct lc_purged
        *purge; /* rows that take back; key of the row, without day, file */
    size_t mergeds, merged_room;
    struct lc_merged *merged; /* without day and file */
    size_t refuseds, refused_room;
    uint64_t *refused; /* keys of rows that were rejected: they are said all the same */
    uint64_t nameless; /* rejected rows of which no key could be read */
    struct lc_identity *who; /* texts in the arena */
    lc_arena *arena;
    int32_t first_day, last_day; /* of starts and recorded days */
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
