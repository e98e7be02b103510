/* Rubin's rules: by hand, and what must hold of any numbers. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>

#include "models/assess/rubin.h"

static void near(double got, double want, const char *what)
{
    cr_expect(lt(dbl, fabs(got - want), 1e-12 * (1 + fabs(want))),
              "%s: %.17g, not %.17g", what, got, want);
}

/* Estimates 1, 2, 3 with variances 4, 5, 6: Q = 2, W = 5, B = 1, T = 5 + 4/3 = 19/3,
 * s = (4/3) / (19/3) = 4/19. Of d0 = 97: d = 2 (19/4)^2 = 45.125,
 * e = 98/100 * 97 * 15/19 = 75.0473684..., df = 1 / (1/45.125 + 1/75.0473...). */
Test(rubin, three_completions_by_hand)
{
    static const double q[] = { 1, 2, 3 }, u[] = { 4, 5, 6 };
    struct lc_rubin r = lc_rubin_of(3, q, u, 97);
    double e = 0.98 * 97 * 15 / 19;
    near(r.estimate, 2, "estimate");
    near(r.se, sqrt(19.0 / 3), "standard error");
    near(r.share, 4.0 / 19, "share");
    near(r.df, 1 / (1 / 45.125 + 1 / e), "degrees of freedom");
    near((r.low + r.high) / 2, 2, "middle");
    /* Student's t of 28.18 degrees lies between those of 28 and of 29, of the tables.
     */
    double t = (r.high - r.estimate) / r.se;
    cr_expect(t > 2.0452 && t < 2.0485, "t: %.6f", t);
}

/* Where completions agree, the answer is theirs; of much data the limits are a
 * normal's. */
Test(rubin, equal_completions_add_nothing)
{
    static const double q[] = { 0.5, 0.5, 0.5, 0.5 }, u[] = { 0.04, 0.04, 0.04, 0.04 };
    struct lc_rubin r = lc_rubin_of(4, q, u, 1e9);
    near(r.estimate, 0.5, "estimate");
    near(r.se, 0.2, "standard error");
    near(r.share, 0, "share");
    cr_expect(lt(dbl, fabs(r.high - 0.5 - 1.959964 * 0.2), 1e-6));
}

/* Never more degrees of freedom than the data have, nor than Rubin's own. */
Test(rubin, no_more_freedom_than_there_is)
{
    static const double q[] = { 1, 1.5, 0.7, 1.1, 1.4 }, u[] = { 1, 1, 1, 1, 1 };
    for (double complete = 2; complete < 1e6; complete *= 3) {
        struct lc_rubin r = lc_rubin_of(5, q, u, complete);
        cr_expect(lt(dbl, r.df, complete));
        cr_expect(lt(dbl, r.df, 4 / (r.share * r.share)));
    }
}

Test(rubin, what_is_no_estimate_has_no_average)
{
    static const double q[] = { 1, NAN }, good[] = { 1, 2 }, u[] = { 1, 1 },
                        none[] = { 0, 0 };
    cr_expect(isnan(lc_rubin_of(2, q, u, 50).estimate));
    cr_expect(isnan(lc_rubin_of(1, good, u, 50).estimate));
    cr_expect(isnan(lc_rubin_of(0, good, u, 50).estimate));
    cr_expect(isnan(lc_rubin_of(2, good, none, 50).se));
    cr_expect(isnan(lc_rubin_of(2, good, u, 0).se));
}
