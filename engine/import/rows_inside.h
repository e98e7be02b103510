/* The rows of an extract, from when they are read until they are merged: packed, for of
 * a large extract they are most of the memory. Part of the import.
 *
 * A row is handed in and out whole (lc_batch_row); between, it is a run of bytes of no
 * more than what it says: 40 or so, where it would be 170. Rows are numbered as they
 * came. */
#pragma once

#include "import/schema.h"

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
    uint64_t content; /* keyed digest of what the event says; 0: not made yet */
    uint16_t code;
    int16_t level;
    uint16_t feed; /* of the schema */
    uint16_t attribute[LC_MAX_FEED_ATTRIBUTES];
    /* By the feed's clocks: the day on which an item was learnt; LC_OPEN if the row
     * does not say it. Of no meaning for items that are known with the start. */
    int32_t learnt[LC_FEED_ITEMS];
    struct lc_since since;     /* what it takes from other rows is as it is */
    struct lc_since end_since; /* a follower has told the end: follow_inside.h; of a
                                  row that is kept, LC_NO_DAY */
    uint32_t past, pasts;      /* what it took before, of the row's pasts, in order */
    bool gone;                 /* other rows take it back: it has a past alone */
};

/* Owned by who has it; lc_batch_row_free(). */
struct lc_batch_row {
    size_t at; /* which of the rows it is, once it is handed out */
    uint64_t line, key;
    uint64_t content; /* of all that it says; where it is asked for (twins.c) */
    uint32_t record;
    int32_t recorded;   /* LC_NO_DAY: not stated */
    uint32_t who, whos; /* + 1, of the batch's who; 0: it says nothing of a person */
    size_t events, event_room, pasts, past_room;
    struct lc_batch_event *event; /* [events] */
    struct lc_batch_past *past;   /* [pasts] */
};

struct lc_batch_rows_block;

/* Zero-initialised, it has none. */
struct lc_batch_rows {
    size_t count, blocks, block_room;
    struct lc_batch_rows_block *block;
};

void lc_batch_row_free(struct lc_batch_row *row);

/* Keeps a copy. */
int lc_batch_rows_add(struct lc_batch_rows *rows, const struct lc_batch_row *row,
                      struct lc_error *err) LC_MUST_CHECK;
/* Row i as it was handed in, into *row, which may have been used before. O(what it
 * says). */
int lc_batch_rows_get(const struct lc_batch_rows *rows, size_t i,
                      struct lc_batch_row *row, struct lc_error *err) LC_MUST_CHECK;
/* Its key alone. O(1). */
uint64_t lc_batch_rows_key(const struct lc_batch_rows *rows, size_t i);
/* Rows below i will not be asked for any more: their memory goes, some here, some with
 * the next. */
void lc_batch_rows_forget(struct lc_batch_rows *rows, size_t i);
void lc_batch_rows_free(struct lc_batch_rows *rows);
