/* Inside of terms_basis.h: what the files of engine/formula share. */
#pragma once

#include "formula/terms_basis.h"

/* Quantile by linear interpolation (Hyndman and Fan, 1996, type 7) of n sorted values.
 */
double lc_quantile(size_t n, const double *sorted, double p);

/* Natural cubic spline as splines::ns(x, knots): k knots, the outer two the boundary.
 * The B-spline basis without its first function, projected by Householder reflections
 * onto what has no second derivative at the boundary, linear beyond it.
 * transform[(k + 1) * (k - 1)] is made once from the knots; out[k - 1]. */
void lc_ns_transform(size_t k, const double *knot, double *transform);
void lc_ns_basis(size_t k, const double *knot, const double *transform, double x,
                 double *out);

/* Cubic B-splines as splines::bs(x, knots): k knots, the outer two the boundary,
 * without the first function; beyond the boundary its piece goes on. out[k + 1]. */
void lc_bs_basis(size_t k, const double *knot, double x, double *out);

/* Orthogonal polynomials of degree 1 .. d over n values: alpha[d], then norms[d + 1]
 * (the squared norms of p_0 .. p_d), in constants[2 * d + 1]:
 *   p_0 = 1, p_1 = x - a_1, p_{j+1} = (x - a_{j+1}) p_j - (s_j / s_{j-1}) p_{j-1}   (2)
 * Returns 0, or -1 when the values have no more than d distinct ones. */
int lc_poly_learn(size_t n, const double *values, size_t d, double *constants);
void lc_poly_basis(size_t d, const double *constants, double x, double *out);
