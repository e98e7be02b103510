/* Spline and polynomial bases of one number, and how their constants are learnt. */
#ifndef LC_FORMULA_TERMS_BASIS_H
#define LC_FORMULA_TERMS_BASIS_H

#include <stddef.h>

enum { LC_MAX_KNOTS = 32, LC_MAX_DEGREE = 20 };

/* Quantile by linear interpolation (Hyndman and Fan, 1996, type 7) of n sorted values.
 */
double lc_quantile(size_t n, const double *sorted, double p);

/* Knots of a restricted cubic spline at Harrell's quantiles: k equally spaced ones from
 * 0.10 to 0.90 (k = 3), 0.05 to 0.95 (4 to 6), 0.025 to 0.975 (7 and more); under 100
 * values the outer ones are the fifth smallest and largest; a heap of 5% or more at an
 * end makes the next value the end knot. knot[LC_MAX_KNOTS]; returns how many distinct
 * ones there are (ascending): under 3 is no spline. */
size_t lc_rcs_knots(size_t n, const double *sorted, size_t k, double *knot);

/* out[k - 1]: x, then for j = 1 .. k - 2, with t the knots and c = (t_k - t_1)^2,
 *   { (x - t_j)+^3 - (x - t_{k-1})+^3 (t_k - t_j) / (t_k - t_{k-1})
 *     + (x - t_k)+^3 (t_{k-1} - t_j) / (t_k - t_{k-1}) } / c                       (1)
 * Harrell (2015), equations 2.24 to 2.26, with c so that all are in x's unit. */
void lc_rcs_basis(size_t k, const double *knot, double x, double *out);

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

#endif
