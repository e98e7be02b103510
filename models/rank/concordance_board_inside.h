/* What concordance.c asks its rows: who of those at risk, or of the events so far, has
 * a lower risk than this row, and who the same. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "numeric/marks.h"
#include "numeric/tally.h"
#include "parallel/team.h"

/* Rows by their risks. */
struct lc_ranks {
    bool ties;       /* some risks are equal */
    uint32_t *rank;  /* [m] equal risks alike */
    uint32_t *place; /* [m] equal risks one after another */
    uint32_t *begin; /* [ranks + 1] first place of a rank */
};

/* Room for up to n rows; set for m of them. by_risk[m] and fresh[m] are workspace. */
int lc_ranks_open(struct lc_ranks *ranks, size_t n, struct lc_error *err) LC_MUST_CHECK;
int lc_ranks_set(struct lc_ranks *ranks, lc_team *team, size_t m, const double *risk,
                 uint32_t *by_risk, uint8_t *fresh, struct lc_error *err) LC_MUST_CHECK;
void lc_ranks_close(struct lc_ranks *ranks);

/* Marks where every weight is 1 (unit), else a tally: four times as slow. */
struct lc_board {
    const struct lc_ranks *ranks; /* borrowed */
    bool unit;
    struct lc_marks marks;
    struct lc_tally tally;
    double *lead;  /* [n] of what its sweep met: concordant less discordant */
    double *total; /* [n] concordant, discordant and equal */
};

int lc_board_open(struct lc_board *board, const struct lc_ranks *ranks, size_t n,
                  bool unit, struct lc_error *err) LC_MUST_CHECK;
void lc_board_close(struct lc_board *board);
void lc_board_clear(struct lc_board *board, size_t m); /* for m rows */

/* Row i comes with its weight, or leaves with less its weight; 0 does nothing. */
void lc_board_put(struct lc_board *board, size_t i, double weight);

struct lc_met {
    double below, equal, total; /* weights of lower risk, of the same, of all */
};

struct lc_met lc_board_ask(const struct lc_board *board, size_t i);
