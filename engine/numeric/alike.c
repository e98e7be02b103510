/* Four functions of the C library that give another last bit in each library, for runs
 * that must give the same bytes everywhere: those with the plain kernels, so those of
 * the page in a browser and those with --kernels plain (kernel.h). exp, log, log2 and
 * pow are one source in both libraries (Arm's optimised routines), which gives the same
 * where none of it is fused.
 *
 * The linker brings every call of the four here (--wrap, in Makefile and browser.mk);
 * any other run is handed on to the library. The names are the linker's. */
#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

#include "numeric/kernel.h"

/* clang-format off */
double __real_log1p(double x), __wrap_log1p(double x);
double __real_expm1(double x), __wrap_expm1(double x);
double __real_log10(double x), __wrap_log10(double x);
double __real_erfc(double x), __wrap_erfc(double x);
/* clang-format on */

static int is_plain(void)
{
    return lc_kernels() == &lc_kernels_plain;
}

/* GSL's, which corrects log(1 + x) for what 1 + x lost, between the ends where that has
 * no number. */
double __wrap_log1p(double x)
{
    if (!is_plain())
        return __real_log1p(x);
    if (fabs(x) < 0x1p-54)
        return x;
    return x > -1 && x < 0x1p60 ? gsl_log1p(x) : log(1 + x);
}

double __wrap_expm1(double x)
{
    return is_plain() ? gsl_expm1(x) : __real_expm1(x);
}

/* The whole powers of ten are exact. */
double __wrap_log10(double x)
{
    if (!is_plain())
        return __real_log10(x);
    double y = log(x) / M_LN10, whole = round(y);
    return fabs(whole) <= 22 && pow(10, whole) == x ? whole : y;
}

double __wrap_erfc(double x)
{
    return is_plain() ? gsl_sf_erfc(x) : __real_erfc(x);
}
