/* Cox's exact partial likelihood: that of all the ways in which the tied events could
 * have been chosen from their risk set (Cox, 1972, J. R. Statist. Soc. B 34:187-220).
 *
 * With e_d(r) the sum over all sets of d rows of a risk set of the products of their
 * r = exp(eta),
 *
 *     l = sum_bins { sum_events eta - log e_d(r) }                              (1)
 *
 * and e_k(r_1 .. r_j) = e_k(r_1 .. r_j-1) + r_j e_k-1(r_1 .. r_j-1), whose two
 * derivatives follow the same recursion (Gail, Lubin and Rubinstein, 1981, Biometrika
 * 68:703-707). O(n d p^2) a bin: for small samples with few ties. No case weights. */
#pragma once

#include "models/cox/partial_inside.h"

struct lc_exact {
    struct lc_partial *partial; /* its bins, rows and eta */
    double *z;                  /* [n * q] row-major, standardised */
    double *e;                  /* workspace of the recursion */
    size_t most;                /* events in the fullest bin */
};

/* LC_UNFIT if the sample has weights or is too large for the method. */
int lc_exact_init(struct lc_exact *exact, struct lc_partial *partial,
                  const struct lc_scaling *scaling, struct lc_error *err) LC_MUST_CHECK;
void lc_exact_release(struct lc_exact *exact);

/* An lc_objective's evaluate, with a struct lc_exact. */
int lc_exact_evaluate(void *exact, const double *beta, double *loglik, double *gradient,
                      double *information, struct lc_error *err);
