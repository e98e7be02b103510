/* A sweep: once over the rows of a design, block by block, with what every fit needs of
 * it: the linear predictor, the gradient and the weighted Gram product.
 *
 * A view says how the columns are seen: z_k = (x_k - centre_k) * scale_k, with a column
 * of ones in front when there is an intercept; q columns in all. Blocks are expanded
 * from narrow types in cache, so the design is held once. A family gives a rule: from a
 * block's linear predictors to each row's log-likelihood, and its first and second
 * derivative. Everything is summed by shard and in shard order, compensated: one thread
 * and two give the same bits. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "numeric/kernel.h"
#include "numeric/matrix.h"
#include "parallel/team.h"
#include "parallel/view.h"

enum { LC_SUM_GRADIENT = 1, LC_SUM_GRAM = 2, LC_SUM_CROSS = 4 };

struct lc_sums { /* the caller's memory; those not asked for may be NULL */
    double loglik, extra[LC_EXTRAS];
    double *gradient; /* [q] z' gradient */
    double *cross;    /* [q] z' cross */
    double *gram;     /* [q * q] z' diag(curvature) z, both triangles */
};

typedef struct lc_sweep lc_sweep;

int lc_sweep_new(lc_sweep **sweep, const struct lc_view *view,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_sweep_free(lc_sweep *sweep);            /* NULL is allowed */
size_t lc_sweep_columns(const lc_sweep *sweep); /* q */
size_t lc_sweep_shards(const lc_sweep *sweep);
lc_team *lc_sweep_team(const lc_sweep *sweep); /* as in the view */
const struct lc_view *lc_sweep_view(const lc_sweep *sweep);

/* beta[q], or NULL. what: LC_SUM_ bits. rule may be NULL for none. Fails only when
 * interrupted or out of memory. The rule is called from several threads: it writes only
 * through rows, and to places that belong to its rows. O(n q^2) with the Gram product,
 * else O(n q).
 */
int lc_sweep_run(lc_sweep *sweep, const double *beta, int what, lc_row_rule *rule,
                 void *context, struct lc_sums *sums,
                 struct lc_error *err) LC_MUST_CHECK;

/* Sums of rows by bin: table[panel][bin][8] += sign * weight[i] * z_i for bin[i] >= 0,
 * where panel k holds columns 8 k .. 8 k + 7 (those past q are 0). The sum of a bin is
 * made in row order within fixed cuts of the rows. */
struct lc_binning {
    const int32_t *bin;   /* [n] 0 .. bins - 1, or -1 */
    const double *weight; /* [n] */
    double sign;
    double *table;     /* aligned; several binnings may share it */
    size_t bins, room; /* room: doubles at table, at least those of one cut's table */
};

size_t lc_sweep_panels(const lc_sweep *sweep);
/* Doubles that so many bins are best given. Fewer bins may want more, since their
 * smaller tables are cut further: a run never takes more than its binning's room, and
 * LC_RANGE where that does not hold one table. */
size_t lc_bin_room(const lc_sweep *sweep, size_t bins);
/* Tables are zeroed first. count at most 4. */
int lc_sweep_bin(lc_sweep *sweep, size_t count, const struct lc_binning *binning,
                 struct lc_error *err) LC_MUST_CHECK;

struct lc_sweep_pass { /* what lc_sweep_run is asked for */
    const double *beta;
    int what;
    lc_row_rule *rule;
    void *context;
    struct lc_sums *sums;
};

/* Both at once: as lc_sweep_run, and then the block's rows are summed by bin while they
 * are in cache. The rule may fill the weights of its rows. Reads x once where
 * lc_bins_at_once, else twice. rows->shard is below LC_SHARDS. */
int lc_sweep_run_and_bin(lc_sweep *sweep, const struct lc_sweep_pass *pass,
                         size_t count, const struct lc_binning *binning,
                         struct lc_error *err) LC_MUST_CHECK;
/* Are tables of so many bins in all small enough to be filled together? */
bool lc_bins_at_once(const lc_sweep *sweep, size_t bins);

/* Mean and 1 / standard deviation of each column (1 for a constant one) over the rows
 * of a weight above 0, at least one, each counting once; weight NULL: all. LC_RANGE
 * names the row and the column where a value is missing or infinite; name may be NULL.
 * One read of x. */
int lc_moments(const struct lc_matrix *x, const double *weight, const char *const *name,
               lc_team *team, double *centre, double *scale,
               struct lc_error *err) LC_MUST_CHECK;
