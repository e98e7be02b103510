/* Baselines at knots of six children: by hand on a curve of fourteen events. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "base/begin.h"
#include "models/cox/cause_specific.h"
#include "models/cox/cox.h"
#include "models/fit/coarse.h"

TestSuite(coarse, .init = lc_begin);

enum { N = 20 };

/* Events on days 1 .. 14 of children 0 .. 13, and rows without one to day 20. */
static double stop[N], x[N];
static int32_t cause[N], child[N];
static struct lc_column column = { .type = LC_F64, .data = x };

static struct lc_fit *fit(struct lc_sample *s, const struct lc_family *family)
{
    static const char *const name[] = { "x" };
    struct lc_fit *f;
    struct lc_error err = { 0 };
    struct lc_fit_options options = lc_fit_defaults();
    *s = (struct lc_sample){ .n = N,
                             .x = { N, 1, &column },
                             .name = name,
                             .stop = stop,
                             .cause = cause,
                             .cluster = child,
                             .clusters = N };
    cr_assert(zero(int, family->fit(&f, s, &options, &err)), "%s", err.text);
    return f;
}

static void init_rows(void)
{
    for (int i = 0; i < N; i++) {
        stop[i] = i < 14 ? i + 1 : 20;
        cause[i] = i < 14;
        child[i] = i;
        x[i] = i % 3;
    }
}

/* Six children by day 6, six more by day 12, and two that join the last knot, which so
 * stands at day 14. In steps of 4 days: 4, 6 | 8, 12, 14. */
Test(coarse, knots_of_six_children_by_hand)
{
    struct lc_sample s;
    struct lc_error err = { 0 };
    init_rows();
    struct lc_fit *exact = fit(&s, &lc_family_cox), *f = fit(&s, &lc_family_cox);
    cr_assert(zero(int, lc_coarse_curves(f, &s, 4, &err)));
    static const double want[] = { 4, 6, 8, 12, 14 };
    const double *h = exact->curve->hazard, *mean = exact->curve->mean;
    cr_assert(eq(sz, f->curve->n, 5));
    for (int k = 0; k < 5; k++)
        cr_expect(eq(dbl, f->curve->time[k], want[k]));
    cr_expect(eq(dbl, f->curve->hazard[1], h[5]));
    cr_expect(eq(dbl, f->curve->hazard[4], h[13]));
    cr_expect(eq(dbl, f->curve->mean[4], mean[13]));
    cr_expect(eq(dbl, f->curve->variance[1], exact->curve->variance[5]));
    cr_expect(epsilon_eq(dbl, f->curve->hazard[0], h[5] * 4 / 6, 1e-15));
    cr_expect(
        epsilon_eq(dbl, f->curve->hazard[2], h[5] + (h[13] - h[5]) * 2 / 8, 1e-15));
    cr_expect(epsilon_eq(dbl, f->curve->mean[3], mean[5] + (mean[13] - mean[5]) * 6 / 8,
                         1e-15));
    lc_fit_free(exact);
    lc_fit_free(f);
}

/* Rows of one child count once: with two rows a child it takes twelve events. */
Test(coarse, a_child_counts_once)
{
    struct lc_sample s;
    struct lc_error err = { 0 };
    init_rows();
    for (int i = 0; i < N; i++)
        child[i] = i / 2;
    struct lc_fit *f = fit(&s, &lc_family_cox);
    cr_assert(zero(int, lc_coarse_curves(f, &s, 100, &err)));
    cr_assert(eq(sz, f->curve->n, 1)); /* day 11's knot, moved to day 14 by the last */
    cr_expect(eq(dbl, f->curve->time[0], 14));
    lc_fit_free(f);
}

/* A cause of five children has no step of its own but the last. */
Test(coarse, causes_have_their_own_knots)
{
    struct lc_sample s;
    struct lc_error err = { 0 };
    init_rows();
    for (int i = 0; i < 5; i++)
        cause[2 * i] = 2;
    struct lc_fit *f = fit(&s, &lc_family_cause_specific);
    cr_assert(zero(int, lc_coarse_curves(f, &s, 100, &err)));
    cr_assert(eq(sz, f->curves, 2));
    cr_expect(eq(sz, f->curve[0].n, 1)); /* 2, 4, 6, 8, 10, 11 | 12, 13, 14 join */
    cr_expect(eq(dbl, f->curve[0].time[0], 14));
    cr_assert(eq(sz, f->curve[1].n, 1));
    cr_expect(eq(dbl, f->curve[1].time[0], 9));
    lc_fit_free(f);
}
