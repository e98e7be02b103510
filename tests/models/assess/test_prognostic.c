/* The concordance that is worked out pair by pair: up to 20,000 rows, and beyond them
 * it is not told. Of an index of 0 and 1 the pairs can be counted: equal ones are 1/2,
 * and the others 1 / (1 + exp(-|slope|)). */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/assess/prognostic.h"

TestSuite(prognostic, .init = lc_begin);

static void check(size_t n)
{
    enum { MOST = LC_PROGNOSTIC_PAIRS + 1 };
    static double stop[MOST], index[MOST];
    static int32_t cause[MOST];
    double ones = 0;
    for (size_t i = 0; i < n; i++) {
        index[i] = i % 3 == 0;
        ones += index[i];
        stop[i] = 1 + (double)(i * 37 % 50) / (1 + index[i]);
        cause[i] = i % 4 > 0;
    }
    struct lc_indexed rows = { .n = n, .stop = stop, .cause = cause, .index = index };
    struct lc_prognostic p;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_prognostic(&p, &rows, &err), LC_OK), "%s", err.text);
    cr_assert(lt(dbl, 0.3, p.slope));
    if (n > LC_PROGNOSTIC_PAIRS) {
        cr_expect(isnan(p.gh));
        return;
    }
    double all = (double)n * (double)(n - 1) / 2, apart = ones * ((double)n - ones);
    double want = ((all - apart) / 2 + apart / (1 + exp(-p.slope))) / all;
    cr_expect(epsilon_eq(dbl, p.gh, want, 1e-12));
}

Test(prognostic, pairs_on_both_sides_of_the_most)
{
    check(60);
    check(LC_PROGNOSTIC_PAIRS);
    check(LC_PROGNOSTIC_PAIRS + 1);
}
