/* Which times are one: what R 4.2.2's survival::aeqSurv (3.5-3) makes of the same. */
#include "parallel/same_time.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"

TestSuite(same_time, .init = lc_begin);

static void check(size_t n, const double *time, const double *want)
{
    double got[8];
    size_t empty;
    memcpy(got, time, n * sizeof *got);
    cr_assert(zero(int, lc_same_times(n, NULL, got, &empty, NULL)));
    cr_assert(eq(sz, empty, n));
    for (size_t i = 0; i < n; i++)
        cr_expect(eq(dbl, got[i], want[i]), "%zu: %.17g", i, got[i]);
}

/* Of each run of neighbours the first; runs chain, so 1 + 3.6e-8 is 1. */
Test(same_time, neighbours_take_the_first_of_their_run)
{
    check(5, (double[]){ 0.3 - 0.1, 0.2, 0.4 - 0.2, 0.8 - 0.3, 0.5 },
          (double[]){ 0.3 - 0.1, 0.3 - 0.1, 0.3 - 0.1, 0.5, 0.5 });
    check(5, (double[]){ 1, 1 + 1.2e-8, 1 + 2.4e-8, 1 + 3.6e-8, 1 + 6e-8 },
          (double[]){ 1, 1, 1, 1, 1 + 6e-8 });
}

/* The measure is 2^-26, of the mean or of 1, whichever is more. */
Test(same_time, the_measure_is_absolute_below_one_and_relative_above)
{
    check(3, (double[]){ 1e-9, 2e-9, 1 }, (double[]){ 1e-9, 1e-9, 1 });
    check(3, (double[]){ 1e9, 1e9 + 1, 1e9 + 100 }, (double[]){ 1e9, 1e9, 1e9 + 100 });
    check(3, (double[]){ 1e7, 1e7 + 1, INFINITY },
          (double[]){ 1e7, 1e7 + 1, INFINITY });
    check(4, (double[]){ 0x1p26 - 1, 0x1p26 - 2, 5, 6 },
          (double[]){ 0x1p26 - 1, 0x1p26 - 2, 5, 6 });
    check(2, (double[]){ 0x1p26 + 1, 0x1p26 }, (double[]){ 0x1p26, 0x1p26 });
}

Test(same_time, starts_meet_stops_and_an_empty_spell_is_named)
{
    double start[] = { 0, 0.1 + 0.2, 0.5 }, stop[] = { 0.3, 0.5, 0.6 };
    size_t empty;
    cr_assert(zero(int, lc_same_times(3, start, stop, &empty, NULL)));
    cr_assert(eq(sz, empty, 3));
    cr_assert(eq(dbl, start[1], 0.3));
    start[2] = 0.3;
    stop[2] = 0.1 + 0.2;
    cr_assert(zero(int, lc_same_times(3, start, stop, &empty, NULL)));
    cr_assert(eq(sz, empty, 2));
}

/* Asked for 0.2, what happened at 0.8 - 0.6 = 0.2 + 6e-17 has happened. */
Test(same_time, a_time_asked_for_reaches_those_that_are_the_same)
{
    cr_assert(lt(dbl, 0.2, 0.8 - 0.6));
    cr_assert(le(dbl, 0.8 - 0.6, lc_time_reach(0.2)));
    cr_assert(lt(dbl, lc_time_reach(0.2), 0.2 + 1e-8));
    cr_assert(eq(dbl, lc_time_reach(0), 0));
    cr_assert(eq(dbl, lc_time_reach(INFINITY), INFINITY));
}

/* Nearest of those that are the same, below or above; others stay as they are asked. */
Test(same_time, asked_times_become_the_rows_own)
{
    const double start[] = { 0.05, 0.1 }, stop[] = { 0.1 + 0.2, 0.7 };
    double asked[] = { 0.3, 0.29, 0.1 - 1e-9, 0.7 + 1e-9, 0.7 + 2e-8, 5, -1 };
    double want[] = { 0.1 + 0.2, 0.29, 0.1, 0.7, 0.7 + 2e-8, 5, -1 };
    cr_assert(zero(int, lc_times_asked(2, start, stop, 7, asked, NULL)));
    for (size_t k = 0; k < 7; k++)
        cr_expect(eq(dbl, asked[k], want[k]), "%zu: %.17g", k, asked[k]);
    cr_assert(zero(int, lc_times_asked(0, NULL, NULL, 1, asked, NULL)));
    cr_expect(eq(dbl, asked[0], 0.1 + 0.2));
}
