/* What sweep.c, binning.c and many.c share. Nobody else looks inside a sweep. */
#pragma once

#include "parallel/sweep.h"
#include "parallel/view.h"

struct lc_sweep_desk { /* a worker's own memory */
    double *room, *z, *v, *eta, *gradient, *curvature, *cross, *scratch, *sums;
    double *gram; /* the memory of sums, from the first Gram product on */
};

struct lc_sweep {
    struct lc_view view;
    const struct lc_kernels *kernels;
    size_t n, p, q, wide; /* wide: q rounded up to whole panels */
    size_t rows, stride;  /* of a block */
    size_t shards, desks;
    struct lc_sweep_desk *desk;
    double *partials; /* [shards * partial] */
    size_t partial, packed;
    double *many; /* desks of many.c, kept from one call to the next */
};

/* Memory for a Gram product at each desk if `what` asks for one; false if there is none
 * to have. */
bool lc_sweep_make_sums(struct lc_sweep *s, int what);
size_t lc_sweep_first_row(const struct lc_sweep *s, size_t shard);
/* Columns from .. to - 1 of z for some rows; the rows of the padding become 0. */
void lc_sweep_expand(const struct lc_sweep *s, size_t first, size_t count, size_t from,
                     size_t to, double *z);
struct lc_rows lc_sweep_rows(const struct lc_sweep *s, struct lc_sweep_desk *d,
                             size_t first, size_t count, size_t shard, size_t worker);
/* The linear predictor of the block at the desk, and the rule. */
void lc_sweep_apply(const struct lc_sweep *s, struct lc_sweep_desk *d,
                    const struct lc_sweep_pass *pass, struct lc_rows *rows);
/* What the rule made of the block: += partial [s->partial], the Gram product at
 * d->sums.
 */
void lc_sweep_add(const struct lc_sweep *s, struct lc_sweep_desk *d, int what,
                  struct lc_rows *rows, double *partial);
void lc_sweep_hand_out(const struct lc_sweep *s, int what, const double *total,
                       struct lc_sums *sums);
