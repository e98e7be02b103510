/* Lasso, ridge and elastic net at one lambda and along a path.
 *
 * For an objective l(b) over standardised columns, of total weight n,
 *
 *     F(b) = -l(b) / n + lambda sum_j f_j (alpha |b_j| + (1 - alpha) / 2 b_j^2)     (1)
 *
 * with penalty factors f_j (0: not penalised), scaled to sum to p as glmnet does. At a
 * minimum, with g = -grad l / n,
 *
 *     |g_j| <= lambda alpha f_j                               where b_j = 0        (2)
 *     g_j + lambda f_j (alpha sign b_j + (1 - alpha) b_j) = 0  elsewhere            (3)
 *
 * The largest violation of (2) and (3) is the fit's `kkt`. Friedman, Hastie and
 * Tibshirani (2010), J. Statist. Software 33(1); strong rules: Tibshirani et al.
 * (2012), J. R. Statist. Soc. B 74:245-266.
 *
 * Method: proximal Newton. One pass over the rows gives l and its exact gradient; the
 * quadratic model's minimum is found by coordinate descent among the p-vectors alone,
 * with an information matrix over the screened columns that is kept for as many lambdas
 * as it serves and renewed when a step gains too little. So a path costs passes, not
 * Gram products, and whatever matrix is used, only (2) and (3) end it. Neighbouring
 * lambdas are sought together, eight in one reading of the rows (window.c); of a table
 * with more columns than rows one by one, the matrix made anew at almost every step
 * over the columns that are in or must come in, which are few. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "models/family/net_target.h"

struct lc_net_options {
    double alpha;         /* 1 lasso .. 0 ridge */
    const double *lambda; /* [count] given, in any order; or NULL for a path */
    size_t count;         /* how many lambdas */
    double ratio; /* the path's last lambda over its first; 0: 1e-4, or 1e-2 where
                     there are more columns than rows */
    double rows;  /* how many rows, for that choice */
    const double *factor; /* [p] penalty factors, or NULL: all 1 */
    double kkt;    /* largest violation allowed, as a share of the largest lambda */
    int max_steps; /* outer steps at one lambda */
    bool keep_matrices;               /* for those who start from this path */
    const struct lc_net_start *start; /* NULL: from the null model */
    double early; /* a path ends when the deviance ratio gains less than this
                     (glmnet: 1e-5), after at least 5 lambdas; 0: never */
};

/* A path already found, at the same lambdas, of a sample that shares most rows with
 * this one (all of them, against all but a fold's): its points and matrices are where
 * the search begins. Both are borrowed. */
struct lc_net_start {
    const struct lc_net *net;
    const struct lc_net_target *target;
};

struct lc_net_options lc_net_defaults(void);

struct lc_net_point {
    double lambda, loglik, deviance_ratio, kkt;
    size_t df;       /* coefficients that are not 0 */
    int steps;       /* outer steps */
    double held_out; /* deviance of the rows held out, where the target has any */
    double *b;       /* [p + intercept] of the standardised columns */
    double *g;       /* the gradient of -l / n there; of one piece with b */
};

/* The matrix at `point`: over set[held] and the intercept. */
struct lc_net_matrix {
    size_t point, held, *set;
    double *info;
};

struct lc_net {
    size_t p;
    double null_loglik; /* with the intercept only */
    size_t points;
    struct lc_net_point *point; /* lambda descending */
    double steepest;            /* the null model's largest gradient: kkt's unit */
    size_t matrices;
    struct lc_net_matrix *matrix; /* one in LC_NET_TOGETHER points, if asked for and
                                     not too large */
    size_t passes, renewals;      /* slopes and information matrices asked for */
    size_t readings;              /* of the rows, for slopes several at a time */
};

/* On success *net is new. LC_DIVERGED with the lambda when steps run out. */
int lc_net_fit(struct lc_net **net, const struct lc_net_target *target,
               const struct lc_net_options *options,
               struct lc_error *err) LC_MUST_CHECK;
void lc_net_free(struct lc_net *net); /* NULL is allowed */

/* Coefficients on the original scale: beta[p], and the intercept through *constant at
 * the columns' values `at` [p] (NULL: 0). */
void lc_net_unscale(const struct lc_net_target *target, const double *b,
                    const double *at, double *beta, double *constant);
