/* What must be the same, or come to be the same, across families: the discrete hazard
 * and Cox as the grid shrinks, ridge to nothing, an offset and its coefficient, split
 * spells, one shard and several. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/family/family.h"

TestSuite(identities, .init = lc_begin);

enum { N = 600, P = 3 };

struct data {
    double x[P][2 * N], y[2 * N], start[2 * N], stop[2 * N], offset[2 * N];
    int32_t cause[2 * N], stratum[2 * N];
    struct lc_column column[P];
    struct lc_sample sample;
};

/* Times end at 1, when two in three are still at risk. */
static struct data *make_data(void)
{
    struct data *d = calloc(1, sizeof *d);
    struct lc_random r;
    lc_random_init(&r, 8, 0);
    for (size_t i = 0; i < N; i++) {
        double eta = 0;
        for (size_t k = 0; k < P; k++) {
            d->x[k][i] = lc_random_normal(&r);
            eta += 0.3 * ((double)k - 0.8) * d->x[k][i];
        }
        double t = lc_random_exponential(&r) / (0.4 * exp(eta));
        d->stop[i] = fmin(t, 1);
        d->cause[i] = t < 1;
        d->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta));
        d->stratum[i] = i % 3 == 0;
    }
    for (size_t k = 0; k < P; k++)
        d->column[k] = (struct lc_column){ .type = LC_F64, .data = d->x[k] };
    d->sample = (struct lc_sample){
        .n = N, .x = { N, P, d->column }, .y = d->y, .stop = d->stop, .cause = d->cause
    };
    return d;
}

static struct lc_fit *fit(const char *family, const struct lc_sample *s,
                          const struct lc_fit_options *o)
{
    struct lc_fit *f = NULL;
    struct lc_error err = { 0 };
    cr_assert_eq(lc_family_find(family)->fit(&f, s, o, &err), 0, "%s: %s", family,
                 err.text);
    cr_assert_eq(f->status, LC_CONVERGED, "%s: %s", family, f->status_text);
    return f;
}

static double of_column(const struct lc_fit *f, int column)
{
    for (size_t t = 0; t < f->terms; t++)
        if (f->column[t] == column)
            return f->estimate[t];
    return NAN;
}

/* --- the grid --------------------------------------------------------------------- */

/* The largest distance from Cox in standard errors. */
static double distance(const char *family, double grid, const struct data *d,
                       const struct lc_fit *cox)
{
    struct lc_fit_options o = lc_fit_defaults();
    double most = 0;
    o.grid = grid;
    struct lc_fit *f = fit(family, &d->sample, &o);
    for (int k = 0; k < P; k++)
        most = fmax(most, fabs(of_column(f, k) - cox->estimate[k]) / cox->se[k]);
    lc_fit_free(f);
    return most;
}

/* With one event in an interval at most, the two differ by the square of its hazard,
 * that is by one part in the number at risk: 1/400 and less here. The complementary
 * log-log link groups Cox's own model (Prentice and Gloeckler, 1978); the logit comes
 * to it as hazards fall. */
Test(identities, a_discrete_hazard_comes_to_cox_as_its_grid_shrinks)
{
    struct data *d = make_data();
    struct lc_fit_options o = lc_fit_defaults();
    struct lc_fit *cox = fit("cox", &d->sample, &o);
    double coarse = distance("discrete-logit", 1.0 / 2, d, cox);
    double middle = distance("discrete-logit", 1.0 / 16, d, cox);
    double fine = distance("discrete-logit", 1.0 / 1024, d, cox);
    cr_expect_gt(coarse, 2 * middle, "%g %g %g", coarse, middle, fine);
    cr_expect_gt(middle, 2 * fine, "%g %g %g", coarse, middle, fine);
    cr_expect_lt(fine, 0.05, "%g", fine);
    cr_expect_lt(distance("discrete-cloglog", 1.0 / 1024, d, cox), 0.05);
    lc_fit_free(cox);
    free(d);
}

/* --- ridge ------------------------------------------------------------------------ */

/* b(r) = b - r V b + O(r^2): the penalty r/2 b'b moves the root of the score by that.
 */
Test(identities, ridge_goes_to_nothing_in_a_straight_line)
{
    static const char *const families[] = { "logistic", "cox", "discrete-logit" };
    struct data *d = make_data();
    for (size_t f = 0; f < 3; f++) {
        struct lc_fit_options o = lc_fit_defaults();
        o.grid = 1.0 / 8;
        struct lc_fit *none = fit(families[f], &d->sample, &o);
        o.ridge = 1e-3;
        struct lc_fit *some = fit(families[f], &d->sample, &o);
        for (size_t t = 0; t < none->terms; t++) {
            double want = 0;
            for (size_t u = 0; u < none->terms; u++)
                if (none->column[u] >= 0)
                    want += none->covariance[t * none->terms + u] * none->estimate[u];
            double moved = (none->estimate[t] - some->estimate[t]) / o.ridge;
            cr_expect_float_eq(moved, want, 1e-3 * fabs(want) + 1e-6, "%s %s: %g %g",
                               families[f], none->name[t], moved, want);
        }
        lc_fit_free(none);
        lc_fit_free(some);
    }
    free(d);
}

/* --- an offset -------------------------------------------------------------------- */

/* The first column's own coefficient as an offset: the others, the likelihood and the
 * risk of a row with that offset are as they were. */
Test(identities, an_offset_is_a_coefficient_that_is_known)
{
    static const char *const families[] = {
        "logistic",       "cloglog",          "cox", "fine-gray",
        "discrete-logit", "discrete-cloglog", "aft"
    };
    for (size_t f = 0; f < 7; f++) {
        struct data *d = make_data();
        struct lc_fit_options o = lc_fit_defaults();
        o.grid = 1.0 / 8;
        struct lc_fit *whole = fit(families[f], &d->sample, &o);
        double b = of_column(whole, 0), risk[2];
        for (size_t i = 0; i < N; i++)
            d->offset[i] = b * d->x[0][i];
        d->sample.offset = d->offset;
        d->sample.x = (struct lc_matrix){ N, P - 1, d->column + 1 };
        struct lc_fit *part = fit(families[f], &d->sample, &o);
        cr_expect_float_eq(part->loglik, whole->loglik, 1e-8 * fabs(whole->loglik),
                           "%s", families[f]);
        for (int k = 1; k < P; k++)
            cr_expect_float_eq(of_column(part, k - 1), of_column(whole, k), 1e-7,
                               "%s column %d", families[f], k);
        double x[P] = { 0.7, -0.2, 1.1 }, known = 0.7 * b, zero = 0;
        struct lc_error err = { 0 };
        cr_assert_eq(whole->family->risk(
                         whole,
                         &(struct lc_risk_rows){
                             .m = 1, .p = P, .x = x, .offset = &zero, .horizon = 0.5 },
                         &(struct lc_risk_out){ .risk = risk }, &err),
                     0, "%s: %s", families[f], err.text);
        cr_assert_eq(
            part->family->risk(
                part,
                &(struct lc_risk_rows){
                    .m = 1, .p = P - 1, .x = x + 1, .offset = &known, .horizon = 0.5 },
                &(struct lc_risk_out){ .risk = risk + 1 }, &err),
            0, "%s: %s", families[f], err.text);
        cr_expect_float_eq(risk[0], risk[1], 1e-7, "%s", families[f]);
        lc_fit_free(whole);
        lc_fit_free(part);
        free(d);
    }
}

/* --- split spells ----------------------------------------------------------------- */

static void compare_fits(const struct lc_fit *a, const struct lc_fit *b,
                         double tolerance)
{
    cr_expect_float_eq(a->loglik, b->loglik, tolerance * fabs(a->loglik));
    for (size_t t = 0; t < a->terms; t++) {
        cr_expect_float_eq(a->estimate[t], b->estimate[t], tolerance, "%s", a->name[t]);
        cr_expect_float_eq(a->se[t], b->se[t], tolerance, "%s", a->name[t]);
    }
    cr_assert_eq(a->curves, b->curves);
    for (size_t c = 0; c < a->curves; c++) {
        cr_assert_eq(a->curve[c].n, b->curve[c].n);
        for (size_t k = 0; k < a->curve[c].n; k++)
            cr_expect_float_eq(a->curve[c].hazard[k], b->curve[c].hazard[k], tolerance);
    }
}

/* Every other spell cut at a time of its own, in two strata, with tied times. */
Test(identities, spells_may_be_cut_anywhere)
{
    struct data *d = make_data();
    struct lc_fit_options o = lc_fit_defaults();
    size_t n = N;
    d->sample.stratum = d->stratum;
    d->sample.strata = 2;
    for (size_t i = 0; i < N; i++)
        d->stop[i] = ceil(40 * d->stop[i]) / 40;
    struct lc_fit *whole = fit("cox", &d->sample, &o);
    for (size_t i = 0; i < N; i += 2, n++) {
        double middle = d->stop[i] * (double)(i % 7 + 1) / 9;
        for (size_t k = 0; k < P; k++)
            d->x[k][n] = d->x[k][i];
        d->start[n] = middle;
        d->stop[n] = d->stop[i];
        d->cause[n] = d->cause[i];
        d->stratum[n] = d->stratum[i];
        d->stop[i] = middle;
        d->cause[i] = 0;
    }
    d->sample.start = d->start;
    d->sample.n = d->sample.x.n = n;
    struct lc_fit *cut = fit("cox", &d->sample, &o);
    compare_fits(whole, cut, 1e-9);
    lc_fit_free(whole);
    lc_fit_free(cut);
    free(d);
}

/* --- shards ----------------------------------------------------------------------- */

/* All rows in one shard, in two, in sixty-four: the same but for the order of sums. Two
 * threads: the same bits. */
Test(identities, shards_and_threads_change_nothing)
{
    static const char *const families[] = {
        "logistic",       "cloglog",          "cox", "cause-specific", "fine-gray",
        "discrete-logit", "discrete-cloglog", "aft"
    };
    size_t shard[LC_SHARDS + 1];
    struct data *d = make_data();
    for (size_t f = 0; f < 8; f++) {
        struct lc_fit_options o = lc_fit_defaults();
        struct lc_error err = { 0 };
        o.grid = 1.0 / 8;
        struct lc_fit *even = fit(families[f], &d->sample, &o);
        for (size_t cuts = 1; cuts <= 2; cuts++) {
            for (size_t s = 0; s <= LC_SHARDS; s++)
                shard[s] = s == 0 ? 0 : s < cuts ? N / 3 : N;
            d->sample.shard = shard;
            struct lc_fit *one = fit(families[f], &d->sample, &o);
            compare_fits(even, one, 1e-9);
            lc_fit_free(one);
        }
        d->sample.shard = NULL;
        cr_assert_eq(lc_team_new(&o.team, 2, &err), 0);
        struct lc_fit *threaded = fit(families[f], &d->sample, &o);
        cr_expect_eq(
            memcmp(even->estimate, threaded->estimate, even->terms * sizeof(double)), 0,
            "%s", families[f]);
        cr_expect_eq(even->loglik, threaded->loglik, "%s", families[f]);
        lc_fit_free(even);
        lc_fit_free(threaded);
        lc_team_free(o.team);
    }
    free(d);
}

/* A column far from 0 has the same coefficient and error as near it: dates are such. */
Test(identities, a_column_may_be_far_from_zero)
{
    static const struct {
        const char *family;
        int baseline, firth;
    } cases[] = { { "discrete-logit", LC_STEPS, 0 },
                  { "discrete-logit", LC_POLYNOMIAL, 0 },
                  { "discrete-cloglog", LC_SPLINE, 0 },
                  { "logistic", 0, 1 },
                  { "logistic", 0, 0 },
                  { "cox", 0, 0 },
                  { "aft", 0, 0 } };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct data *near = make_data(), *far = make_data();
        struct lc_fit_options o = lc_fit_defaults();
        o.grid = 0.1;
        o.baseline = cases[c].baseline;
        o.firth = cases[c].firth;
        for (size_t i = 0; i < N; i++)
            far->x[1][i] = near->x[1][i] + 1e6;
        for (int robust = 0; robust < (o.firth ? 1 : 2); robust++) {
            o.variance = robust ? LC_HC0 : LC_MODEL_BASED;
            struct lc_fit *a = fit(cases[c].family, &near->sample, &o);
            struct lc_fit *b = fit(cases[c].family, &far->sample, &o);
            for (size_t k = 0; k < a->terms; k++) {
                if (a->column[k] < 0)
                    continue;
                cr_expect_float_eq(b->estimate[k], a->estimate[k], 1e-8, "%s %s",
                                   cases[c].family, a->name[k]);
                double se = robust ? a->robust_se[k] : a->se[k];
                cr_expect_float_eq(robust ? b->robust_se[k] : b->se[k], se, 1e-6 * se,
                                   "%s %s", cases[c].family, a->name[k]);
            }
            lc_fit_free(a);
            lc_fit_free(b);
        }
        free(near);
        free(far);
    }
}
