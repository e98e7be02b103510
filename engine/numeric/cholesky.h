/* Symmetric positive matrices, small and dense: factor, solve, invert.
 *
 * Row-major [p * p]. Columns are taken in their order, without exchanges, so that of
 * columns that depend on one another the later is the one left out, whatever the order
 * of the rows of data (R's lm and coxph choose the same way). O(p^3). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A = L L', L in the lower triangle of a (which is read from there too); the upper one
 * is left alone. Column j is aliased when what is left of a_jj after the columns before
 * it is not above tolerance * a_jj, or is no number: its row and column of L become 0.
 * alias[p] comes out 0 or 1; those that come in as 1 are left out unasked. Returns the
 * rank: p exactly when A is positive definite. */
size_t lc_cholesky(size_t p, double *a, double tolerance, unsigned char *alias);

/* b = A^-1 b over the columns kept, 0 at the others. */
void lc_cholesky_solve(size_t p, const double *l, const unsigned char *alias,
                       double *b);

/* b = L^-1 b over the columns kept: so that b'b = c' A^-1 c for what c came in as b. */
void lc_cholesky_half_solve(size_t p, const double *l, const unsigned char *alias,
                            double *b);

/* inverse[p * p] = A^-1 over the columns kept, both triangles; 0 at the others. */
void lc_cholesky_inverse(size_t p, const double *l, const unsigned char *alias,
                         double *inverse);

double lc_cholesky_log_det(size_t p, const double *l, const unsigned char *alias);
