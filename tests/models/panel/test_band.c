/* Who cannot be told apart where a list is cut: worked out by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "models/panel/band.h"

enum { KEPT = 5, LISTED = 3 };

/* Coefficients 1 and 1, variances 0.04 and 0.25, an intercept that is in every row and
 * so in no difference. The list ends behind c. Against d (1, 1.5), the first below:
 *
 *     a (9, 0)    9 - 2.5 = 6.5,  se = sqrt(0.04 * 64 + 0.25 * 2.25) = 1.77: apart
 *     b (3, 0)    3 - 2.5 = 0.5,  se = sqrt(0.04 * 4 + 0.5625) = 0.85: not
 *     c (2.6, 0)  2.6 - 2.5 = 0.1, se = sqrt(0.04 * 2.56 + 0.5625) = 0.82: not
 *
 * and against c, the last listed: d as above, not; e (0.2, 0): 2.4, se = sqrt(0.04 *
 * 5.76) = 0.48: apart. With a covariance of 0.1, against d, b's variance is 0.7225 + 2
 * * 0.1 * 2 * -1.5 = 0.1225, se = 0.35, 0.5 < 1.96 * 0.35 = 0.686: not; with 0.119 it
 * is 0.0085, se = 0.092: apart. */
static const double rows[KEPT * 2] = { 9, 0, 3, 0, 2.6, 0, 1, 1.5, 0.2, 0 };

static void find(struct lc_band *band, double covariance, size_t kept)
{
    struct lc_scored_child scored[KEPT];
    double v[9] = { 7, 5, 5, 5, 0.04, covariance, 5, covariance, 0.25 };
    double at[3] = { -4, 1, 1 };
    int column[3] = { -1, 0, 1 };
    struct lc_fit fit = {
        .terms = 3, .causes = 1, .column = column, .at_centre = at, .covariance = v
    };
    struct lc_model model = { .fit = &fit, .cause = 1 };
    for (size_t i = 0; i < KEPT; i++)
        scored[i] = (struct lc_scored_child){ .lp = rows[2 * i] + rows[2 * i + 1] - 4 };
    struct lc_scoring s = { .listed = LISTED < kept ? LISTED : kept,
                            .kept = kept,
                            .scored = scored,
                            .columns = 2,
                            .x = (double *)(size_t)rows };
    cr_assert(eq(int, lc_band_find(band, &s, &model, NULL), LC_OK));
}

Test(band, by_hand)
{
    const int wanted[KEPT] = { 0, 1, 1, 1, 0 };
    struct lc_band band;
    find(&band, 0, KEPT);
    cr_assert(ne(ptr, band.grey, NULL));
    for (size_t i = 0; i < KEPT; i++)
        cr_expect(eq(int, band.grey[i], wanted[i]), "%zu", i);
    cr_expect(eq(sz, band.listed, 2));
    cr_expect(eq(sz, band.below, 1));
    cr_expect(eq(int, band.more, 0));
    free(band.grey);
}

Test(band, covariance_counts)
{
    struct lc_band band;
    find(&band, 0.1, KEPT);
    cr_expect(eq(int, band.grey[1], 1));
    free(band.grey);
    find(&band, 0.119, KEPT);
    cr_expect(eq(int, band.grey[1], 0));
    free(band.grey);
}

/* The last that was looked at is of it: there may be more. Where nobody is below the
 * list, nobody is cut off. */
Test(band, ends)
{
    struct lc_band band;
    find(&band, 0, LISTED + 1);
    cr_expect(eq(int, band.more, 1));
    free(band.grey);
    find(&band, 0, LISTED);
    cr_expect(eq(ptr, band.grey, NULL));
    cr_expect(eq(sz, band.listed, 0));
}
