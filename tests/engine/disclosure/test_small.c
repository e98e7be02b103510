/* Counts of 1 to 5, and what gives them away. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>

#include "base/begin.h"
#include "base/random.h"
#include "disclosure/small.h"

TestSuite(small, .init = lc_begin);

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* By hand: "x" is shown. */
static void holds(size_t n, const double *count, double all, size_t always,
                  const char *want)
{
    bool shown[32];
    lc_suppress_steps(n, count, all, always, shown);
    for (size_t k = 0; k < n; k++)
        cr_expect(eq(int, shown[k], want[k] == 'x'), "point %zu of %s", k, want);
}

Test(small, steps_by_hand)
{
    static const double months[] = { 0, 2, 6, 6, 9, 15, 16 };
    holds(COUNT(months), months, 16, COUNT(months),
          "x.xx..x"); /* 9 and 15: 16 follows */
    static const double few[] = { 0, 1, 4, 5 };
    holds(COUNT(few), few, 5, COUNT(few), "...."); /* nothing of it */
    static const double all[] = { 0, 6, 12, 18 };
    holds(COUNT(all), all, 18, COUNT(all), "xxxx");
    static const double none[] = { 0, 0, 0 };
    holds(COUNT(none), none, 0, COUNT(none), "xxx");
    static const double sizes[] = { 3, 6, 9, 14, 20, 24 };
    /* the list of 14 stays; 9 is five from it, 20 is six; of 24 one is left beyond */
    holds(COUNT(sizes), sizes, 25, 3, ".x.x..");
    holds(COUNT(sizes), sizes, 30, 3, ".x.xx.");
    /* 3 at the capacity are never shown */
    holds(COUNT(sizes), sizes, 40, 0, ".x.xx.");
}

/* Whatever the counts: of those shown, with 0 before and all behind, no two neighbours
 * differ by 1 to 5. */
Test(small, no_step_is_small)
{
    struct lc_random r;
    lc_random_init(&r, 11, 0);
    for (int round = 0; round < 2000; round++) {
        double count[20], all = 0, last = 0;
        bool shown[20];
        size_t n = 1 + lc_random_below(&r, 20), always = lc_random_below(&r, n + 1);
        for (size_t k = 0; k < n; k++)
            count[k] = all += (double)(lc_random_below(&r, 3) * lc_random_below(&r, 6));
        all += (double)lc_random_below(&r, 12);
        lc_suppress_steps(n, count, all, always, shown);
        for (size_t k = 0; k < n; k++) {
            if (!shown[k])
                continue;
            cr_assert(not(count[k] - last > 0 && count[k] - last < 6));
            last = count[k];
        }
        bool kept = always < n && shown[always] && last == count[always];
        cr_assert(kept || !(all - last > 0 && all - last < 6) || last == 0);
    }
}

Test(small, shares_and_risks)
{
    cr_assert(ieee_ulp_eq(dbl, lc_round_share(7 / 100., 100), 0.06, 4));
    cr_assert(ieee_ulp_eq(dbl, lc_round_share(9.5 / 100., 100), 0.12, 4));
    cr_assert(eq(dbl, lc_round_share(2.9 / 100, 100), 0));
    cr_assert(eq(dbl, lc_round_share(1, 7), 6. / 7));
    cr_assert(eq(dbl, lc_round_share(1, 10), 1));
    cr_assert(isnan(lc_round_share(NAN, 10)));
    cr_assert(eq(dbl, lc_round_children(8732), 8730));
    cr_assert(eq(dbl, lc_round_risk(0.0024053739), 0.0024));
    cr_assert(eq(dbl, lc_round_risk(0.7895), 0.79));
    cr_assert(eq(dbl, lc_round_risk(0.9999), 1));
    cr_assert(eq(dbl, lc_round_risk(0), 0));
}
