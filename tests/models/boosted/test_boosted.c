/* The challenger: trees find a step that no straight line can, are the same whatever
 * the threads, and come back from their text. Without the library the tests say so. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "models/boosted/boosted_inside.h"

TestSuite(boosted, .init = lc_begin);

enum { N = 2000 };

static double a[N], b[N], y[N], stop[N], offset[N];
static int32_t cause[N];
static struct lc_column columns[2] = { { .name = "a", .type = LC_F64, .data = a },
                                       { .name = "b", .type = LC_F64, .data = b } };

/* P(y = 1) is 0.8 where exactly one of a and b is positive, else 0.2. */
static struct lc_sample exclusive_or(void)
{
    struct lc_random r;
    lc_random_init(&r, 17, 0);
    for (int i = 0; i < N; i++) {
        a[i] = lc_random_normal(&r);
        b[i] = lc_random_normal(&r);
        double p = (a[i] > 0) != (b[i] > 0) ? 0.8 : 0.2;
        y[i] = lc_random_unit(&r) < p;
        stop[i] = ceil(300 * lc_random_exponential(&r) / (p > 0.5 ? 4 : 1));
        cause[i] = stop[i] < 400;
        stop[i] = fmin(stop[i], 400);
    }
    return (struct lc_sample){ .n = N,
                               .x = { N, 2, columns },
                               .y = y,
                               .stop = stop,
                               .cause = cause,
                               .strata = 1 };
}

static int grow(struct lc_fit **fit, const struct lc_family *family,
                const struct lc_sample *s, int threads)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    cr_assert_eq(lc_team_new(&options.team, threads, NULL), LC_OK);
    int code = family->fit(fit, s, &options, &err);
    lc_team_free(options.team);
    if (code == LC_ABSENT)
        cr_skip_test("SKIP: libxgboost0 is not installed");
    cr_assert_eq(code, LC_OK, "%s", err.text);
    return code;
}

static const double corners[] = { 1, 1, 1, -1, -1, 1, -1, -1 };

Test(boosted, finds_what_a_line_cannot)
{
    struct lc_sample s = exclusive_or();
    struct lc_fit *fit;
    double p[4];
    grow(&fit, &lc_family_boosted_logistic, &s, 1);
    cr_assert_eq(
        fit->family->risk(fit, &(struct lc_risk_rows){ .m = 4, .p = 2, .x = corners },
                          &(struct lc_risk_out){ .risk = p }, NULL),
        LC_OK);
    cr_assert(p[0] < 0.35 && p[3] < 0.35 && p[1] > 0.65 && p[2] > 0.65);
    lc_fit_free(fit);
}

Test(boosted, one_thread_and_two_grow_the_same_trees)
{
    struct lc_sample s = exclusive_or();
    struct lc_fit *one, *two;
    grow(&one, &lc_family_boosted_logistic, &s, 1);
    grow(&two, &lc_family_boosted_logistic, &s, 2);
    double p[4], q[4];
    one->family->risk(one, &(struct lc_risk_rows){ .m = 4, .p = 2, .x = corners },
                      &(struct lc_risk_out){ .risk = p }, NULL);
    two->family->risk(two, &(struct lc_risk_rows){ .m = 4, .p = 2, .x = corners },
                      &(struct lc_risk_out){ .risk = q }, NULL);
    cr_assert(memcmp(p, q, sizeof p) == 0);
    lc_fit_free(one);
    lc_fit_free(two);
}

/* Mean risk by 400 days over the rows is near the share with the event: true of any
 * Breslow baseline but for the shape of the score. */
Test(boosted, cox_risks_are_probabilities)
{
    struct lc_sample s = exclusive_or();
    struct lc_fit *fit;
    static double x[2 * N], p[N];
    double mean = 0;
    grow(&fit, &lc_family_boosted_cox, &s, 2);
    for (int i = 0; i < N; i++) {
        x[2 * i] = a[i];
        x[2 * i + 1] = b[i];
    }
    cr_assert_eq(fit->family->risk(
                     fit,
                     &(struct lc_risk_rows){ .m = N, .p = 2, .x = x, .horizon = 400 },
                     &(struct lc_risk_out){ .risk = p }, NULL),
                 LC_OK);
    for (int i = 0; i < N; i++) {
        cr_assert(p[i] >= 0 && p[i] <= 1);
        mean += p[i] / N;
    }
    cr_assert(fabs(mean - fit->events / N) < 0.03, "%g %g", mean, fit->events / N);
    lc_fit_free(fit);
}

/* An offset that is the truth leaves little to find: predictions with it stay near. */
Test(boosted, an_offset_counts)
{
    struct lc_sample s = exclusive_or();
    struct lc_fit *fit;
    double p[4], given[4] = { -1.386, 1.386, 1.386, -1.386 };
    for (int i = 0; i < N; i++)
        offset[i] = (a[i] > 0) != (b[i] > 0) ? 1.386 : -1.386; /* logit of 0.8, 0.2 */
    s.offset = offset;
    grow(&fit, &lc_family_boosted_logistic, &s, 1);
    fit->family->risk(
        fit, &(struct lc_risk_rows){ .m = 4, .p = 2, .x = corners, .offset = given },
        &(struct lc_risk_out){ .risk = p }, NULL);
    cr_assert(p[0] < 0.35 && p[3] < 0.35 && p[1] > 0.65 && p[2] > 0.65);
    lc_fit_free(fit);
}
