/* Where a climb ends along a direction without a maximum: as in a sum of many rows,
 * whose rounding stays while what is left of the likelihood goes. */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/climb/newton.h"
#include "models/family/family.h"

TestSuite(newton, .init = lc_begin);

/* f(b) = -445 - e^b, f' = -e^b and a rounding of `noise` that has another sign at each
 * look, -f'' = e^b: f rises towards b = -infinity for ever. */
struct slope {
    double noise;
    int looks;
};

static int look_at_slope(void *context, const double *beta, double *loglik,
                         double *gradient, double *information, struct lc_error *err)
{
    struct slope *slope = context;
    (void)err;
    *loglik = -445 - exp(*beta);
    *gradient = -exp(*beta) + (slope->looks++ % 2 ? slope->noise : -slope->noise);
    if (information)
        *information = exp(*beta);
    return LC_OK;
}

/* The score test, (e^b - noise)^2 / e^b, is nowhere below the tolerance of 1e-16 when
 * the noise is above it, and 1e-13 is what a sum of -445 can show. */
Test(newton, a_slope_without_an_end_is_infinite_whatever_its_rounding)
{
    static const double noises[] = { 0, 1e-18, 1e-16, 3e-16, 1e-15, 4e-15, 2e-14 };
    for (size_t i = 0; i < sizeof noises / sizeof *noises; i++) {
        struct slope slope = { noises[i], 0 };
        struct lc_objective f = { "slope", look_at_slope, &slope };
        struct lc_newton n;
        cr_assert(zero(int, lc_newton_init(&n, 1, NULL)));
        cr_assert(zero(int, lc_newton_begin(&n, &f, NULL)));
        cr_assert(zero(int, lc_newton_climb(&n, &f, 1e-16, 60, NULL)));
        cr_expect(n.status == LC_INFINITE && n.steps < 60, "%g: status %d, %d steps",
                  noises[i], n.status, n.steps);
        lc_newton_release(&n);
    }
}
