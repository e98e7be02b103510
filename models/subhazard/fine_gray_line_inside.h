/* The sums of fine_gray.h where nearly every row has a time of its own: rows once
 * sorted by time, so that the sums are running ones along the rows and no table by
 * time, as large as the design, is needed. One group of censoring only.
 *
 * Rows lie in blocks that begin with a new time wherever a time has fewer rows than a
 * block, and blocks in shards. With r = w exp(eta), k = r / G(T-) of rows gone by
 * another cause,
 *
 *     (S0, S1)(u) = sum_{T >= u} r (1, z) + G(u-) sum_{T < u} k (1, z)             (1)
 *
 * is the blocks' sums after and before the block at hand, and what its own rows add. So
 * a step reads the sorted design twice: for eta and the blocks' sums, then for the
 * gradient and the two Gram products of (2) in fine_gray.h. Memory: the sorted copy of
 * the design, in the types of its columns, and about 30 bytes a row. */
#pragma once

#include <stdbool.h>

#include "models/climb/finish.h"
#include "models/family/family.h"
#include "numeric/kernel.h"

enum { LC_FG_ARRAYS = 17, LC_FG_WHOLE = 5, LC_FG_TABLES = 6 };

enum lc_fg_flag { LC_FG_ROLE = 3, LC_FG_STARTS = 4, LC_FG_HAS_EVENT = 8 };

struct lc_fg_line {
    const struct lc_sample *sample;
    const struct lc_scaling *scaling;
    const struct lc_kernels *kernels;
    lc_team *team;
    size_t n, q, wide, stride, rows, blocks, shards;
    uint32_t *order; /* [n] the row at each place */
    uint8_t *flag;   /* [n] lc_fg_role; on a time's first row STARTS, and HAS_EVENT */
    double *g;       /* [n] G just before the row's time; 1 once it is 0 */
    double *r;       /* [n] w exp(eta - top) at the last beta */
    double *weight, *offset; /* [n] or NULL */
    double *at_risk; /* [n] on a time's first row the weight at risk; NULL: n - place */
    char *data;      /* the columns, sorted: a block after another, in each all of */
    size_t *at;      /* [blocks] one column before the next; where a block begins, */
    size_t *offset_of; /* [q] and bytes a row before a column */
    size_t *first;     /* [blocks + 1] */
    size_t *begun; /* [blocks] the block in which the time of its first row begins */
    double *after, *before;   /* [blocks + 1] S0 of rows from the block on; and of k */
    double *after1, *before1; /* [(blocks + 1) * wide] S1 of the same */
    struct lc_fg_shard *shard;
    double *vectors;  /* [shards][2 * wide] sums of zbar dL and zbar G dL */
    double events;    /* weight */
    size_t times;     /* with an event */
    double held, top; /* sum of G dL; r is divided by exp(top) */
    double *beta;     /* [q] where the sums are from, */
    bool full;        /* and whether those for the information and finish are too */
    double *desk;
    int32_t *whole; /* [threads][LC_FG_WHOLE][stride] */
    size_t desk_size;
};

struct lc_fg_shard {
    size_t block, time;               /* first block, events' times before */
    double top, loglik;               /* largest eta; see below */
    double hazard, held, variance;    /* sums of dL, G dL and d / S0^2: of the shard, */
    double hazard0, held0, variance0; /* and of those before it */
};

/* NULL, without a failure, where this is not the way: several groups of censoring, or
 * times with many rows each, for which tables by time are small. */
int lc_fg_line_new(struct lc_fg_line **line, const struct lc_sample *sample,
                   const struct lc_scaling *scaling, int cause, lc_team *team,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_fg_line_free(struct lc_fg_line *line); /* NULL is allowed */

/* An lc_objective's evaluate: (2) of fine_gray.h. Without the information no sum of z
 * is needed but the gradient's. */
int lc_fg_line_evaluate(void *line, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err);

/* Are the sums those of beta, or as near as makes no difference? */
bool lc_fg_line_is_at(const struct lc_fg_line *line, const double *beta);

/* The middle of the variance at the last beta, as lc_fg_meat; and curve's n, hazard,
 * variance and mean, which it allocates, times factor. curve may be NULL. */
int lc_fg_line_finish(struct lc_fg_line *line, const int32_t *cluster, size_t clusters,
                      double *meat, struct lc_curve *curve, double factor,
                      struct lc_error *err) LC_MUST_CHECK;

/* --- what evaluate and finish share ----------------------------------------------- */

/* A block at work. Slot 0 is what was before its first time with an event; a row's slot
 * is how many such times have begun in the block. Arrays are [stride]. */

struct lc_fg_block {
    size_t b, first, count, slots; /* slots past 0 */
    double *z;                     /* [wide][stride] */
    double *r, *kept;              /* r and k of the rows, then 0 */
    int32_t *slot;                 /* of the rows */
    int32_t *start;                /* slot j's first row in the block at [j - 1], */
    double *d, *g, *s0, *step;     /* and its weight of events, G, S0 and dL */
    double *hazard, *held;         /* with slot j at [j]: sums of dL and G dL */
    double *spare[9];
    int32_t *whole[3];           /* spare too */
    double *mean;                /* [wide][stride] zbar of slot j at [..][j - 1] */
    double *room;                /* [LC_TILE][stride] */
    double *table[LC_FG_TABLES]; /* [stride + LC_PAD][LC_PANEL] each */
    double *sums, *sums2;        /* lc_gram_room(q) each */
};

/* What a shard has summed so far. */
struct lc_fg_state {
    double hazard, held, variance, loglik;
};

struct lc_fg_block lc_fg_block_of(const struct lc_fg_line *line, size_t worker);
/* The block's rows, and r and k from the line's r unless it is being made. */
void lc_fg_block_go(const struct lc_fg_line *line, struct lc_fg_block *k, size_t b);
void lc_fg_block_expand(const struct lc_fg_line *line, struct lc_fg_block *k);
void lc_fg_block_keep(const struct lc_fg_line *line, struct lc_fg_block *k);
/* slot .. held, and the state as the block leaves it. */
void lc_fg_block_hazards(const struct lc_fg_line *line, struct lc_fg_block *k,
                         struct lc_fg_state *state);
/* zbar of slot j, columns c .. c + 7, at table[0][j]; j from 1. Uses table[1]. */
void lc_fg_block_panel(const struct lc_fg_line *line, struct lc_fg_block *k, size_t c);
/* a[count]: r A of each row (fine_gray.h). */
void lc_fg_block_risks(const struct lc_fg_line *line, const struct lc_fg_block *k,
                       double *a);
/* Summed weight of the rows of a role at the time that begins at `place`. */
double lc_fg_line_weight_at(const struct lc_fg_line *line, size_t place, int role);

static inline double lc_fg_line_weight(const struct lc_fg_line *line, size_t place)
{
    return line->weight ? line->weight[place] : 1;
}

static inline double lc_fg_line_at_risk(const struct lc_fg_line *line, size_t place)
{
    return line->at_risk ? line->at_risk[place] : (double)(line->n - place);
}

static inline size_t lc_fg_shard_end(const struct lc_fg_line *line, size_t shard)
{
    return shard + 1 < line->shards ? line->shard[shard + 1].block : line->blocks;
}
