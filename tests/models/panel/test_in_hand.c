/* What a risk rests on: by Thomassen and others (2024), and by a binomial's own limits.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>

#include "models/panel/in_hand_inside.h"

static double expit(double x)
{
    return 1 / (1 + exp(-x));
}

/* A share of 21 children of whom 3 entered care: the logit's variance is 1 / (n p (1 -
 * p)), so limits made of it are worth 21; those of four times the variance, 5.25. */
Test(in_hand, a_counted_share_is_worth_its_children)
{
    double p = 3.0 / 21, se = sqrt(1 / (21 * p * (1 - p))), middle = log(p / (1 - p));
    for (int times = 1; times <= 2; times++) {
        double wide = 1.959963984540054 * se * times;
        double worth = lc_worth(p, expit(middle - wide), expit(middle + wide));
        cr_expect(lt(dbl, fabs(worth - 21.0 / (times * times)), 1e-9), "%g", worth);
    }
}

Test(in_hand, what_has_no_limits_is_worth_nothing_told)
{
    static const double cases[][3] = { { 0.1, NAN, NAN }, { 0.1, 0.1, 0.1 },
                                       { 0.1, 0, 0.2 },   { 0.1, 0.05, 1 },
                                       { 0, 0.01, 0.2 },  { NAN, 0.05, 0.2 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(eq(int, isnan(lc_worth(cases[i][0], cases[i][1], cases[i][2])), 1),
                  "%zu", i);
}
