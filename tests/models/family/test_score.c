/* 1 - exp(-h) beside expm1l, from the smallest hazards to certainty. */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/family/score.h"

TestSuite(score, .init = lc_begin);

enum { N = 2001 }; /* several blocks, the last one part of one */

Test(score, risks_within_three_ulp)
{
    double h[N], risk[N];
    for (size_t i = 0; i < N; i++) /* 1e-300 .. 1e3 */
        h[i] = pow(10, -300 + 303 * (double)i / (N - 1));
    for (size_t i = 0; i < 400; i++) /* and closely where 1 - exp(-h) cancels */
        h[i] = 1e-9 * pow(1.06, (double)i);
    lc_score_risks(N, h, risk);
    for (size_t i = 0; i < N; i++) {
        double truth = (double)-expm1l(-(long double)h[i]);
        cr_assert(le(dbl, fabs(risk[i] - truth), 3 * 0x1p-52 * truth), "%g: %.17g",
                  h[i], risk[i]);
    }
}

Test(score, ends)
{
    double h[3] = { 0, INFINITY, 1e5 }, risk[3];
    lc_score_risks(3, h, risk);
    cr_assert(eq(dbl, risk[0], 0));
    cr_assert(eq(dbl, risk[1], 1));
    cr_assert(eq(dbl, risk[2], 1));
}
