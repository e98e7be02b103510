/* log1p, expm1, log10 and erfc with the plain kernels, by their series and tables: the
 * linker brings the calls here to engine/numeric/alike.c. */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "numeric/kernel.h"

static void near(double got, double want)
{
    cr_assert(epsilon_eq(dbl, got / want, 1, 1e-15), "%.17g is not %.17g", got, want);
}

/* volatile: else the compiler would have the answer, and nobody would be asked */
static volatile double at;

#define OF(function, x) (at = (x), function(at))

/* log(1 + x) = x - x^2 / 2 + x^3 / 3 - ..., of which three terms do at 1e-5; e^x - 1
 * likewise. log1p(1) and expm1(1) from Abramowitz and Stegun, tables 4.2 and 1.1. */
Test(alike, what_one_and_a_little_loses_is_there)
{
    lc_kernels_keep_plain();
    near(OF(log1p, 1e-10), 1e-10 - 0.5e-20);
    near(OF(log1p, -1e-5), -1e-5 - 0.5e-10 - 1e-15 / 3 - 0.25e-20);
    near(OF(log1p, 1), 0.69314718055994530942);
    near(OF(expm1, 1e-10), 1e-10 + 0.5e-20);
    near(OF(expm1, -1e-5), -1e-5 + 0.5e-10 - 1e-15 / 6 + 1e-20 / 24);
    near(OF(expm1, 1), 1.71828182845904523536);
}

Test(alike, the_ends_are_the_librarys)
{
    lc_kernels_keep_plain();
    cr_assert(eq(dbl, OF(log1p, -1), -INFINITY));
    cr_assert(eq(dbl, OF(log1p, INFINITY), INFINITY));
    cr_assert(isnan(OF(log1p, -1.5)));
    cr_assert(isnan(OF(log1p, NAN)));
    near(OF(log1p, 1e300), 690.77552789821370521);
    cr_assert(signbit(OF(log1p, -0.0)));
    cr_assert(eq(dbl, OF(expm1, -INFINITY), -1));
    cr_assert(eq(dbl, OF(expm1, INFINITY), INFINITY));
    cr_assert(isnan(OF(expm1, NAN)));
    cr_assert(eq(dbl, OF(log10, 0), -INFINITY));
    cr_assert(isnan(OF(log10, -1)));
}

Test(alike, whole_powers_of_ten_are_exact)
{
    lc_kernels_keep_plain();
    double power = 1;
    for (int k = 0; k <= 22; k++, power *= 10)
        cr_assert(eq(dbl, OF(log10, power), k));
    near(OF(log10, 2), 0.30102999566398119521);
}

/* Abramowitz and Stegun, table 7.1: erf(1) = 0.84270 07929 49714 86934 */
Test(alike, erfc_is_the_tables)
{
    lc_kernels_keep_plain();
    near(OF(erfc, 1), 0.15729920705028513066);
    near(OF(erfc, 0), 1);
    near(OF(erfc, -1), 1.84270079294971486934);
}

/* The plain kernels alone are left, whatever the machine has. */
Test(alike, plain_is_plain)
{
    lc_kernels_keep_plain();
    cr_assert(eq(str, (char *)lc_kernels()->name, "plain"));
    cr_assert(eq(ptr, (void *)lc_kernels_usable()[1], NULL));
}
