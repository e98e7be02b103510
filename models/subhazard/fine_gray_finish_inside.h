/* What the residuals by block and their sums over shards share: see fine_gray_finish.c.
 */
#pragma once

#include "models/subhazard/fine_gray_line_inside.h"

struct lc_fg_finish {
    struct lc_fg_line *line;
    const double *all_held; /* [wide] H after the last time */
    double *before;         /* [shards][2 * wide] Q and H before each shard */
    double *lost;           /* [shards][wide] R from a shard's own first row */
    double *cross, *square; /* [shards][wide] sum w u; [shards] sum w^2 */
    double *gram;           /* [shards][packed] */
    double *all;            /* [n * q] u of each place where clusters are asked for */
    struct lc_curve *curve; /* or NULL */
    double factor;
};

/* A shard's part of lost .. curve, as lc_team_run calls it. */
void lc_fg_finish_shard(void *finish, size_t shard, size_t worker);
