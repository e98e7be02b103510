/* What a family says of itself in words of yes and no is held against what its fit and
 * its risk do, for each row of the table; what is wrong is named by family and member.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/family/family.h"

TestSuite(claims, .init = lc_begin);

enum { N = 600 };

/* x raises the hazard of cause 1 a little, and that of cause 2 much. */
struct world {
    double x[N], y[N], stop[N];
    int32_t cause[N];
    struct lc_column column;
    const char *name[1];
    struct lc_sample sample;
};

static void make(struct world *w, const struct lc_family *family)
{
    struct lc_random r;
    lc_random_init(&r, 11, 0);
    *w = (struct world){ .name = { "x" } };
    for (size_t i = 0; i < N; i++) {
        double x = w->x[i] = lc_random_normal(&r);
        double one = lc_random_exponential(&r) * 10 / exp(0.4 * x);
        double two = lc_random_exponential(&r) * 10 / exp(1.6 * x);
        bool other = family->response == LC_TIME_TO_CAUSE && two < one;
        w->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-x));
        w->stop[i] = fmin(12, ceil(other ? two : one));
        w->cause[i] = w->stop[i] < 12 ? 1 + other : 0;
    }
    w->column = (struct lc_column){ .type = LC_F64, .data = w->x };
    w->sample = (struct lc_sample){ .n = N,
                                    .x = { N, 1, &w->column },
                                    .name = w->name,
                                    .y = w->y,
                                    .stop = w->stop,
                                    .cause = w->cause };
}

/* NULL for a family that needs a library that is not there, or has no linear predictor
 * of its columns. */
static struct lc_fit *fit(const struct lc_family *family, struct world *w)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *f = NULL;
    struct lc_error err = { 0 };
    make(w, family);
    int code = family->fit(&f, &w->sample, &options, &err);
    bool trees = strncmp(family->name, "boosted", 7) == 0;
    cr_assert(trees || !code, "%s: %s", family->name, err.text);
    if (!trees)
        return f;
    lc_fit_free(f);
    return NULL;
}

/* Of the cause of interest, whose terms are the first. */
static double slope(const struct lc_fit *f)
{
    for (size_t t = 0; t < f->terms; t++)
        if (f->column[t] == 0)
            return f->estimate[t];
    return NAN;
}

/* How far the risk rises from x = -1 to x = 1. */
static double rise(const struct lc_fit *f, double horizon)
{
    double x[] = { -1, 1 }, risk[2];
    struct lc_error err = { 0 };
    struct lc_risk_rows rows = { .m = 2, .p = 1, .x = x, .horizon = horizon };
    struct lc_risk_out out = { .risk = risk };
    cr_assert_eq(f->family->risk(f, &rows, &out, &err), LC_OK, "%s: %s",
                 f->family->name, err.text);
    return risk[1] - risk[0];
}

#define EACH_FIT(f, w)                                                                 \
    for (size_t k_ = 0; lc_families[k_]; k_++)                                         \
        for (struct lc_fit *f = fit(lc_families[k_], &(w)); f; lc_fit_free(f), f = NULL)

/* Early on, before another cause has taken many. */
Test(claims, sense_is_which_way_the_risk_goes)
{
    struct world w;
    EACH_FIT(f, w)
    cr_expect(rise(f, 1) * slope(f) * f->family->sense > 0,
              "family %s: .sense is the other way", f->family->name);
}

/* With two causes the higher hazard of the one need not be the higher risk of it. */
Test(claims, ranks_is_whether_the_predictor_orders_the_risks)
{
    struct world w;
    EACH_FIT(f, w)
    {
        bool orders = f->family->response != LC_BINARY;
        for (double horizon = 2; horizon <= 11; horizon += 3)
            orders = orders && rise(f, horizon) * slope(f) > 0;
        cr_expect(orders == (f->family->ranks == LC_YES),
                  "family %s: .ranks, and its predictor %s the risks", f->family->name,
                  orders ? "orders" : "does not order");
    }
}

Test(claims, intercept_is_where_the_level_is)
{
    struct world w;
    EACH_FIT(f, w)
    {
        const struct lc_family *family = f->family;
        struct lc_fit_options options = lc_fit_defaults();
        struct lc_fit *taken = NULL;
        struct lc_error err = { 0 };
        bool has = lc_fit_has_intercept(f);
        cr_expect(has == (family->intercept != LC_INTERCEPT_IN_BASELINE),
                  "family %s: .intercept, and its terms have %s", family->name,
                  has ? "one" : "none");
        /* where it always is, '- 1' is refused before the family sees it */
        w.sample.no_intercept = family->intercept != LC_INTERCEPT_ALWAYS;
        int code = family->fit(&taken, &w.sample, &options, &err);
        bool takes = !code && has && !lc_fit_has_intercept(taken);
        cr_expect(takes == (family->intercept == LC_INTERCEPT_UNLESS_TAKEN),
                  "family %s: .intercept, and '- 1' takes %s", family->name,
                  takes ? "it" : "nothing");
        lc_fit_free(taken);
    }
}

/* Of R's functions for these families coxph alone does so. */
Test(claims, shares_is_as_r_has_it)
{
    for (size_t k = 0; lc_families[k]; k++)
        cr_expect((lc_families[k]->shares == LC_YES)
                      == (strcmp(lc_families[k]->name, "cox") == 0),
                  "family %s: .shares is not R's", lc_families[k]->name);
}
