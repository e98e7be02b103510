/* Inside of rank.c: a job of ranking, its threads' workspaces and its units. */
#pragma once

#include <stdbool.h>

#include "base/memory.h"
#include "design/asof_day.h"
#include "models/fit/model.h"
#include "models/panel/scoring.h"
#include "parallel/team.h"
#include "store/store.h"
#include "study/present.h"

/* A thread's workspace: a block's rows. */
struct lc_rank_work {
    struct lc_asof_block block;
    struct lc_facts facts;
    uint32_t *child;   /* [BLOCK] */
    double *x;         /* [BLOCK * p] row-major */
    double *part;      /* [groups * BLOCK], a group's rows together */
    double *lp, *risk; /* [BLOCK] */
    struct lc_sighting
        *tally; /* [predictors]: counts, so that who counted is no matter */
};

struct lc_kept {
    struct lc_scored_child c;
    size_t at;       /* its parts, in units of groups */
    const double *x; /* [p] where rows are kept; set as they are gathered */
};

struct lc_rank_unit {
    size_t n, scored, kept_room, refused, cannot_room, parts, part_room;
    double sum;
    struct lc_kept *kept; /* [n] */
    bool full;            /* kept[limit - 1] is the worst that may still be listed */
    double *part;         /* [parts * groups] */
    double *x;            /* [parts * p], where rows are kept */
    size_t x_room;
    struct lc_cannot_score *cannot;
    lc_arena *words; /* of cannot; NULL until there is one */
    int code;
    struct lc_error err;
};

struct lc_rank_job {
    const struct lc_scoring *s;
    const struct lc_model *model;
    const struct lc_store *store;
    const struct lc_rank_column *column;
    const struct lc_score_ask *ask;
    const struct lc_history *person;
    size_t p, limit, room; /* columns; how many may be listed; child numbers */
    double horizon;
    struct lc_asof_one one;
    struct lc_presence presence;
    struct lc_rank_work *work; /* [workers] */
    struct lc_rank_unit unit[LC_SHARDS];
};

/* By the rule of score.h. */
int lc_kept_compare(const void *a, const void *b);

/* The units' best together, in order, and cut; those that cannot be scored; the sums.
 */
int lc_rank_gather(struct lc_scoring *scoring, const struct lc_rank_job *job,
                   struct lc_error *err) LC_MUST_CHECK;
