/* The baseline of a discrete-time hazard: a matrix from its coefficients to the level
 * of each interval. */
#pragma once

#include "models/climb/finish.h"
#include "models/discrete/discrete_rows_inside.h"

struct lc_time_basis {
    size_t count;  /* K */
    size_t m;      /* coefficients */
    double *value; /* [K * m]; a closed interval of steps has a row of zeros */
};

/* kind: an lc_time_baseline. LC_UNFIT where the events have too few distinct intervals
 * for the degree. */
int lc_time_basis_init(struct lc_time_basis *basis,
                       const struct lc_intervals *intervals, int kind, int degree,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_time_basis_release(struct lc_time_basis *basis);

/* level[K] = basis alpha, alpha[m]. */
void lc_time_levels(const struct lc_time_basis *basis, const double *alpha,
                    double *level);

/* The derivatives of (1): sums by interval become those by the baseline's coefficients,
 * with B the basis gradient[p + m] B'slope, information[(p + m)^2] B'diag(curvature)B
 * and B'cross. O(K m (m + p)). */
void lc_time_fold(const struct lc_time_basis *basis,
                  const struct lc_interval_sums *sums, size_t p, double *gradient,
                  double *information);

/* A fit's baseline, read back from its file form. */
struct lc_time_frozen {
    struct lc_time_basis basis;
    double grid;
    bool cloglog;        /* its link; or logit */
    unsigned char *open; /* [K] 0: no event was seen there, its hazard is 0 */
    double *level;       /* [K] */
};

/* p: the columns before the baseline's coefficients. LC_FORMAT where the fit has none.
 * (discrete_risk.c) */
int lc_time_frozen_init(struct lc_time_frozen *frozen, const struct lc_fit *fit,
                        size_t p, struct lc_error *err) LC_MUST_CHECK;
void lc_time_frozen_release(struct lc_time_frozen *frozen);

/* Where a fit stands. Borrowed. */
struct lc_discrete_place {
    const struct lc_intervals *intervals;
    const struct lc_time_basis *basis;
    const struct lc_scaling *scaling;
    lc_sweep *sweep;
    const double *beta, *level; /* [p + m], and the levels [K] that it gives */
};

/* sum over clusters (NULL: rows) of outer products of scores, over the p columns
 * (as the sweep has them) and the baseline's m coefficients: out[(p + m)^2]. Memory for
 * a vector a cluster. O(n (p + intervals m)). (discrete_meat.c) */
int lc_discrete_meat(const struct lc_discrete_place *at, const int32_t *cluster,
                     size_t clusters, double *out, struct lc_error *err) LC_MUST_CHECK;
