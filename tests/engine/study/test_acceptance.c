/* The chance to pass, by hand and by R, and what is a minimum. */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "study/acceptance.h"

TestSuite(acceptance, .init = lc_begin);

static void expect(size_t n, double precision, double required, bool by_estimate,
                   double chance)
{
    cr_expect(epsilon_eq(dbl, lc_acceptance_chance(n, precision, required, by_estimate),
                         chance, 1e-12),
              "%zu places, %g, asked %g", n, precision, required);
}

/* Two places, one half asked of the estimate: one entry is enough, so
 * 1 - (1 - p)^2; three quarters ask for both: p^2. */
Test(acceptance, two_places_by_hand)
{
    expect(2, 0.3, 0.5, true, 1 - 0.7 * 0.7);
    expect(2, 0.3, 0.75, true, 0.3 * 0.3);
    expect(2, 0.3, 1, true, 0.3 * 0.3);
}

/* R 4.2.2: low <- function(k, n) prop.test(k, n, correct = FALSE)$conf.int[1]; k the
 * least with low(k, n) >= required; pbinom(k - 1, n, precision, lower.tail = FALSE).
 * k is 7, 15, 25 of 60, 20 and 34 of 85, 74 of 400. */
Test(acceptance, the_limit_is_wilsons)
{
    expect(60, 0.15, 0.05, false, 0.815158685517265);
    expect(60, 0.15, 0.15, false, 0.0291263400425312);
    expect(60, 0.30, 0.15, false, 0.837891819787472);
    expect(60, 0.45, 0.30, false, 0.740752067504504);
    expect(85, 0.30, 0.15, false, 0.924974949740946);
    expect(85, 0.45, 0.30, false, 0.849886939597269);
    expect(400, 0.15, 0.15, false, 0.0319548194702819);
}

Test(acceptance, the_ends)
{
    expect(10, 0.3, 0, true, 1);
    expect(10, 0.3, 0, false, 1);
    expect(10, 0, 0.1, true, 0);
    expect(10, 1, 0.5, true, 1);
    expect(10, 1, 1, true, 1);
    /* all ten still leave the limit at 10 / (10 + z^2) = 0.7225 */
    expect(10, 1, 0.73, false, 0);
    expect(10, 1, 0.72, false, 1);
}

/* More true worth never passes less often; a higher threshold never more often. */
Test(acceptance, it_is_monotone)
{
    for (int by = 0; by < 2; by++)
        for (double r = 0.05; r < 0.6; r += 0.07)
            for (double p = 0.02; p < 0.9; p += 0.05) {
                double here = lc_acceptance_chance(73, p, r, by);
                cr_expect(le(dbl, here, lc_acceptance_chance(73, p + 0.05, r, by)));
                cr_expect(le(dbl, lc_acceptance_chance(73, p, r + 0.07, by), here));
                cr_expect(le(dbl, lc_acceptance_chance(73, p, r, false),
                             lc_acceptance_chance(73, p, r, true)));
            }
}

Test(acceptance, a_minimum_has_three_parts)
{
    int events = 100;
    double one = 1;
    const char *what[LC_MINIMA];
    struct lc_study_acceptance a = { 0 };
    cr_expect(eq(sz, lc_acceptance_lacks(&a, what), 3));
    a.events_at_least = &events;
    cr_expect(eq(sz, lc_acceptance_lacks(&a, what), 2));
    a.beats_baselines = true;
    a.slope_from = a.ratio_to = &one;
    cr_expect(eq(sz, lc_acceptance_lacks(&a, what), 1)); /* no whole range */
    a.ratio_from = &one;
    cr_expect(eq(sz, lc_acceptance_lacks(&a, what), 0));
}
