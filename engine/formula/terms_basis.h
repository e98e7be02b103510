/* Spline and polynomial bases of one number, and how their constants are learnt. */
#pragma once

#include <stddef.h>

enum { LC_MAX_KNOTS = 32, LC_MAX_DEGREE = 20 };

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
