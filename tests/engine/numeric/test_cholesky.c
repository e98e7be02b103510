/* Factor, solve, invert; and which of dependent columns is left out. */
#include "numeric/cholesky.h"

#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

/* (4 2; 2 5) = (2 0; 1 2)(2 1; 0 2), determinant 16, inverse (5 -2; -2 4) / 16 */
Test(cholesky, by_hand)
{
    double a[] = { 4, 2, 2, 5 }, inverse[4], b[] = { 10, 13 }, half[] = { 4, 10 };
    unsigned char alias[2] = { 0 };
    cr_assert(eq(sz, lc_cholesky(2, a, 1e-10, alias), 2));
    cr_assert(eq(dbl, a[0], 2));
    cr_assert(eq(dbl, a[2], 1));
    cr_assert(eq(dbl, a[3], 2));
    lc_cholesky_inverse(2, a, alias, inverse);
    const double want[] = { 5.0 / 16, -2.0 / 16, -2.0 / 16, 4.0 / 16 };
    for (int i = 0; i < 4; i++)
        cr_assert(epsilon_eq(dbl, inverse[i], want[i], 1e-15));
    /* (4 2; 2 5)(3/2 2)' = (10 13)' */
    lc_cholesky_solve(2, a, alias, b);
    cr_assert(epsilon_eq(dbl, b[0], 1.5, 1e-15));
    cr_assert(epsilon_eq(dbl, b[1], 2, 1e-15));
    /* (2 0; 1 2)(2 4)' = (4 10)' */
    lc_cholesky_half_solve(2, a, alias, half);
    cr_assert(epsilon_eq(dbl, half[0], 2, 1e-15));
    cr_assert(epsilon_eq(dbl, half[1], 4, 1e-15));
    cr_assert(epsilon_eq(dbl, lc_cholesky_log_det(2, a, alias), log(16), 1e-15));
}

/* Gram of columns u, v, u + v, w with u'u = 2, v'v = 3, u'v = 1, w apart: the third is
 * left out, and the rest is solved as if it were not there. */
Test(cholesky, the_later_of_dependent_columns_is_left_out)
{
    double a[] = { 2, 1, 3, 0, 1, 3, 4, 0, 3, 4, 7, 0, 0, 0, 0, 4 };
    double b[] = { 2, 1, 5, 8 }, inverse[16];
    unsigned char alias[4] = { 0 };
    cr_assert(eq(sz, lc_cholesky(4, a, 1e-10, alias), 3));
    cr_assert(eq(int, alias[0] + alias[1] + alias[3], 0));
    cr_assert(eq(int, alias[2], 1));
    lc_cholesky_solve(4, a, alias, b); /* (2 1; 1 3) x = (2 1): x = (1 0) */
    cr_assert(epsilon_eq(dbl, b[0], 1, 1e-15));
    cr_assert(epsilon_eq(dbl, b[1], 0, 1e-15));
    cr_assert(eq(dbl, b[2], 0));
    cr_assert(eq(dbl, b[3], 2));
    lc_cholesky_inverse(4, a, alias, inverse);
    cr_assert(epsilon_eq(dbl, inverse[0], 3.0 / 5, 1e-15));
    cr_assert(eq(dbl, inverse[10], 0));
    cr_assert(eq(dbl, inverse[15], 0.25));
}

Test(cholesky, what_is_not_positive_definite_is_told)
{
    double indefinite[] = { 1, 2, 2, 1 }, nothing[] = { 0 }, nan[] = { NAN };
    unsigned char alias[2] = { 0 };
    cr_assert(eq(sz, lc_cholesky(2, indefinite, 0, alias), 1));
    alias[0] = 0;
    cr_assert(zero(sz, lc_cholesky(1, nothing, 0, alias)));
    alias[0] = 0;
    cr_assert(zero(sz, lc_cholesky(1, nan, 0, alias)));
}
