/* Rows of one file that have the same key. Part of the import.
 *
 * Those that say the same are one. Those that say other things are versions if each was
 * recorded on a day of its own; else none can be believed and all are rejected. But of
 * a return, of which DfE's rules reject no row that has a child and a day, one is
 * followed: that of the longest spell (a child who moved on the day of entry stays in
 * care), then the one that says the most, then the last. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

struct lc_twins {
    size_t count;                          /* versions, oldest first */
    size_t beaten;                         /* rows that gave way to the last version */
    const struct lc_batch_row *const *row; /* [count + beaten] the versions first */
    uint64_t key;
};

/* The row that speaks: the newest version. */
static inline const struct lc_batch_row *lc_twins_last(const struct lc_twins *group)
{
    return group->row[group->count - 1];
}

struct lc_twins_taker {
    int (*take)(void *context, const struct lc_twins *group);
    /* The row will be taken soon; next: sooner than when this was said of it before.
     * What it asks for may be called into the cache. */
    void (*soon)(void *context, const struct lc_batch_row *row, bool next);
};

/* Calls take for every key of the batch: first for those of several rows, in order of
 * key, then for the others, in order of the file; the rows are lent. What was left out
 * is counted in the file's unchanged or rejected. Looks for an interrupt now and then.
 */
int lc_twins_each(struct lc_batch *batch, struct lc_import_run *run,
                  const struct lc_twins_taker *taker, void *context,
                  struct lc_error *err) LC_MUST_CHECK;
