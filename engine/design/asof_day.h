/* The as-of columns at one landmark, a block of children at a time: what scoring a
 * whole country needs, since no design of all its rows is ever made. The values are
 * those of asof.h.
 *
 * A block is a run of child numbers, so that its events of a history are a run too:
 * they are looked at once to see which are known, and those once a column. A column
 * costs the block's known events and rows. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "design/reader.h"
#include "numeric/column.h"
#include "store/store.h"
#include "study/study.h"

enum { LC_DAY_BLOCK = 1024 }; /* child numbers of a block, at most */

/* A study made ready for one day; threads share it. Borrows study and store. */
struct lc_asof_one {
    const struct lc_store *store;
    struct lc_landmarks landmarks; /* the one */
    size_t readers;
    struct lc_reader *reader;
};

/* A thread's block: its columns are one of the study's predictors each, frame.n rows of
 * LC_DAY_BLOCK. */
struct lc_asof_block {
    struct lc_frame frame;
    int64_t *person;                     /* [rows] lc_person_at */
    uint32_t *row;                       /* [LC_DAY_BLOCK] of a child number, or none */
    const struct lc_history *at_history; /* the one looked at last, if looked */
    bool looked;
    size_t seen, room; /* its events that are known on the day, of the rows */
    uint64_t *event;   /* [room] rows of the history */
    uint32_t *at;      /* [room] rows of the frame */
    int64_t *value;    /* [LC_DAY_BLOCK] */
};

int lc_asof_one_open(struct lc_asof_one *one, const struct lc_study *study,
                     const struct lc_store *store, int32_t day,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_asof_one_close(struct lc_asof_one *one);

int lc_asof_block_new(struct lc_asof_block *block, const struct lc_asof_one *one,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_asof_block_free(struct lc_asof_block *block);

/* Rows for child[n], ascending, all of them in [first, end); end - first at most
 * LC_DAY_BLOCK. */
int lc_asof_block_fill(struct lc_asof_block *block, const struct lc_asof_one *one,
                       size_t first, size_t end, size_t n, const uint32_t *child,
                       struct lc_error *err) LC_MUST_CHECK;
