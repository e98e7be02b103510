/* Frozen terms as plain arithmetic: what each column of the matrix is, written with
 * numbers, signs and the functions of formula_eval.h only. Levels become comparisons,
 * splines sums of cubes, polynomials powers; nothing is left to look up. For exports:
 * the engine itself does not score by it.
 *
 * Splines, with t the knots and (u)+ the larger of u and 0:
 *
 *     rcs, part j:  (x - t_j)+^3 c1 + (x - t_{k-1})+^3 c2 + (x - t_k)+^3 c3        (1)
 *     ns:  f(t_1) + f'(t_1) (x - t_1) + sum_i g_i (x - t_i)+^3                     (2)
 *
 * (1) is terms_basis.h (1); (2) holds for any natural cubic spline, g_i being the sixth
 * part of the jump of its third derivative, found from its values at the knots (de
 * Boor, 1978, A Practical Guide to Splines, chapter IV). Cubes cancel beyond the last
 * knot, so that a column agrees with the engine's to about 1e-12 of its largest cube.
 */
#pragma once

#include "base/memory.h"
#include "formula/formula.h"
#include "formula/terms.h"

/* *column [lc_terms_count] in the arena, each less its number of centre (NULL: as they
 * are). Where the terms flag missing values, a column
 * is 0 where what it reads is missing, as in the matrix. LC_USAGE for a stratum in an
 * interaction. */
int lc_terms_algebra(const struct lc_node ***column, lc_arena *arena,
                     const lc_terms *terms, const double *centre,
                     struct lc_error *err) LC_MUST_CHECK;

/* The columns of a table that are read: names and labels (NULL: none). */
size_t lc_terms_bases(const lc_terms *terms);
const char *lc_terms_base(const lc_terms *terms, size_t which, const char **label,
                          const char **unit);
/* How many offset() there are: a model with one cannot be told by its columns alone. */
size_t lc_terms_offsets(const lc_terms *terms);
