/* Residuals of Cox's model by hand and by what they must add up to. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/cox/cox.h"
#include "models/cox/cox_residuals_inside.h"
#include "models/cox/cox_zph.h"

TestSuite(cox_residuals, .init = lc_begin);

static struct lc_fit *fit(const struct lc_sample *s, const struct lc_fit_options *o)
{
    struct lc_fit *f;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_family_cox.fit(&f, s, o, &err), 0), "%s", err.text);
    return f;
}

static struct lc_residuals *ask(int kind, const struct lc_sample *s,
                                const struct lc_fit *f, const struct lc_fit_options *o)
{
    struct lc_residuals *r;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_residuals_new(&r, kind, s, f, o, &err), 0), "%s", err.text);
    return r;
}

/* Three people, one covariate: times 1 2 3, all events, x = 0 1 0. With r = e^b the
 * risk sets weigh 2 + r, 1 + r and 1, so U(b) = 1 - r/(2+r) - r/(1+r), zero where
 * r/(2+r) + r/(1+r) = 1: r (3 + 2r) = (2+r)(1+r), r^2 = 2,
 * r = sqrt 2. Cumulative hazards: h1 = 1/(2+r), h2 = h1 + 1/(1+r), h3 = h2 + 1.
 *   martingale: 1 - h1, 1 - r h2, 1 - h3
 *   schoenfeld: -r/(2+r), 1 - r/(1+r), 0
 *   score of the second: (1 - xbar(2)) - r { (1 - xbar(1)) / (2+r)
 *                                           + (1 - xbar(2)) / (1+r) } */
Test(cox_residuals, match_the_hand_derivation)
{
    double x[] = { 0, 1, 0 }, stop[] = { 1, 2, 3 };
    int32_t cause[] = { 1, 1, 1 };
    struct lc_column column = { .name = (char *)"x", .type = LC_F64, .data = x };
    struct lc_sample s = {
        .n = 3, .x = { 3, 1, &column }, .stop = stop, .cause = cause
    };
    struct lc_fit_options o = lc_fit_defaults();
    o.tolerance = 1e-20;
    struct lc_fit *f = fit(&s, &o);
    double r = sqrt(2), h1 = 1 / (2 + r), h2 = h1 + 1 / (1 + r);
    cr_assert(epsilon_eq(dbl, f->estimate[0], log(r), 1e-12));
    struct lc_residuals *m = ask(LC_MARTINGALE, &s, f, &o);
    cr_expect(epsilon_eq(dbl, m->value[0], 1 - h1, 1e-12));
    cr_expect(epsilon_eq(dbl, m->value[1], 1 - r * h2, 1e-12));
    cr_expect(epsilon_eq(dbl, m->value[2], -h2, 1e-12));
    struct lc_residuals *d = ask(LC_DEVIANCE, &s, f, &o);
    cr_expect(epsilon_eq(dbl, d->value[0], sqrt(-2 * (1 - h1 + log(h1))), 1e-12));
    cr_expect(epsilon_eq(dbl, d->value[2], -sqrt(-2 * (-h2 + log1p(h2))), 1e-12));
    struct lc_residuals *g = ask(LC_SCHOENFELD, &s, f, &o);
    cr_expect(epsilon_eq(dbl, g->value[0], -r / (2 + r), 1e-12));
    cr_expect(epsilon_eq(dbl, g->value[1], 1 - r / (1 + r), 1e-12));
    cr_expect(epsilon_eq(dbl, g->value[2], 0, 1e-12));
    struct lc_residuals *u = ask(LC_SCORE_RESIDUAL, &s, f, &o);
    double a = 1 - r / (2 + r), b = 1 - r / (1 + r);
    cr_expect(epsilon_eq(dbl, u->value[1], b - r * (a / (2 + r) + b / (1 + r)), 1e-12));
    struct lc_residuals *t = ask(LC_DFBETA, &s, f, &o);
    double information = 2 * r / ((2 + r) * (2 + r)) + r / ((1 + r) * (1 + r));
    cr_expect(epsilon_eq(dbl, t->value[1], u->value[1] / information, 1e-12));
    lc_residuals_free(m);
    lc_residuals_free(d);
    lc_residuals_free(g);
    lc_residuals_free(u);
    lc_residuals_free(t);
    lc_fit_free(f);
}

/* --- a random design with entry, strata, weights and heavy ties ------------------- */

enum { N = 300, P = 3 };

struct design {
    double x[P][N], start[N], stop[N], weight[N];
    int32_t cause[N], stratum[N];
    struct lc_column column[P];
    struct lc_sample sample;
};

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static struct design *make_design(void)
{
    struct design *d = calloc(1, sizeof *d);
    uint64_t state = 42;
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < P; k++)
            d->x[k][i] = 50 * (double)k + uniform(&state) * (double)(k + 1);
        d->start[i] = floor(10 * uniform(&state));
        d->stop[i] = d->start[i] + 1 + floor(15 * uniform(&state));
        d->cause[i] = uniform(&state) < 0.6;
        d->weight[i] = 0.2 + uniform(&state);
        d->stratum[i] = uniform(&state) < 0.4;
    }
    for (size_t k = 0; k < P; k++)
        d->column[k] = (struct lc_column){ .type = LC_F64, .data = d->x[k] };
    d->sample = (struct lc_sample){ .n = N,
                                    .x = { N, P, d->column },
                                    .start = d->start,
                                    .stop = d->stop,
                                    .cause = d->cause,
                                    .weight = d->weight,
                                    .stratum = d->stratum,
                                    .strata = 2 };
    return d;
}

/* At the maximum weighted martingale residuals add to 0 in each stratum (observed =
 * expected), weighted score residuals to the score, 0; so do weighted Schoenfeld
 * residuals. */
Test(cox_residuals, add_up_to_nothing)
{
    struct design *d = make_design();
    struct lc_fit_options o = lc_fit_defaults();
    for (o.ties = LC_EFRON; o.ties <= LC_BRESLOW; o.ties++) {
        struct lc_fit *f = fit(&d->sample, &o);
        struct lc_residuals *m = ask(LC_MARTINGALE, &d->sample, f, &o);
        struct lc_residuals *u = ask(LC_SCORE_RESIDUAL, &d->sample, f, &o);
        struct lc_residuals *s = ask(LC_SCHOENFELD, &d->sample, f, &o);
        double sum[2] = { 0 }, score[P] = { 0 }, rest[P] = { 0 };
        for (size_t i = 0; i < N; i++) {
            sum[d->stratum[i]] += d->weight[i] * m->value[i];
            for (size_t k = 0; k < P; k++)
                score[k] += d->weight[i] * u->value[i * P + k];
        }
        for (size_t i = 0; i < s->rows; i++)
            for (size_t k = 0; k < P; k++)
                rest[k] += d->weight[s->row[i]] * s->value[i * P + k];
        for (int g = 0; g < 2; g++)
            cr_expect(epsilon_eq(dbl, sum[g], 0, 1e-10));
        for (size_t k = 0; k < P; k++) {
            cr_expect(epsilon_eq(dbl, score[k], 0, 1e-8));
            cr_expect(epsilon_eq(dbl, rest[k], 0, 1e-8));
        }
        lc_residuals_free(m);
        lc_residuals_free(u);
        lc_residuals_free(s);
        lc_fit_free(f);
    }
    free(d);
}

/* The sandwich's middle is the sum of squared dfbetas. */
Test(cox_residuals, dfbetas_make_the_robust_variance)
{
    struct design *d = make_design();
    struct lc_fit_options o = lc_fit_defaults();
    o.variance = LC_HC0;
    struct lc_fit *f = fit(&d->sample, &o);
    struct lc_residuals *r = ask(LC_DFBETA, &d->sample, f, &o);
    for (size_t k = 0; k < P; k++) {
        double sum = 0;
        for (size_t i = 0; i < N; i++)
            sum += r->value[i * P + k] * r->value[i * P + k];
        cr_expect(epsilon_eq(dbl, sqrt(sum) / f->robust_se[k], 1, 1e-9));
    }
    lc_residuals_free(r);
    lc_fit_free(f);
    free(d);
}

/* dfbeta of a row is what leaving it out does, to first order. */
Test(cox_residuals, dfbeta_foresees_the_fit_without_the_row)
{
    struct design *d = make_design();
    struct lc_fit_options o = lc_fit_defaults();
    struct lc_fit *f = fit(&d->sample, &o);
    struct lc_residuals *r = ask(LC_DFBETA, &d->sample, f, &o);
    for (size_t i = 0; i < N; i += 60) {
        double kept = d->weight[i], share = 1e-4;
        d->weight[i] *= 1 - share;
        struct lc_fit *less = fit(&d->sample, &o);
        for (size_t k = 0; k < P; k++) {
            double moved = (f->estimate[k] - less->estimate[k]) / share;
            cr_expect(epsilon_eq(dbl, moved, r->value[i * P + k],
                                 2e-3 * fabs(moved) + 1e-3 * f->se[k]));
        }
        d->weight[i] = kept;
        lc_fit_free(less);
    }
    lc_residuals_free(r);
    lc_fit_free(f);
    free(d);
}

/* The transform's origin and unit do not matter, nor does the unit of a column; one
 * term of all columns is the global test. */
Test(cox_residuals, the_test_knows_no_units)
{
    struct design *d = make_design();
    struct lc_fit_options o = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_zph *a, *b, *whole;
    static const size_t each[P] = { 0, 1, 2 }, one[P] = { 0 };
    const struct lc_zph_ask apart = { LC_ZPH_IDENTITY, P, each };
    const struct lc_zph_ask together = { LC_ZPH_IDENTITY, 1, one };
    struct lc_fit *f = fit(&d->sample, &o);
    cr_assert(eq(int, lc_zph_new(&a, &apart, &d->sample, f, &o, &err), 0));
    cr_assert(eq(int, lc_zph_new(&whole, &together, &d->sample, f, &o, &err), 0));
    lc_fit_free(f);
    for (size_t i = 0; i < N; i++) {
        d->start[i] = 3 * d->start[i] + 7;
        d->stop[i] = 3 * d->stop[i] + 7;
        d->x[1][i] = 1e3 * d->x[1][i] - 5;
    }
    f = fit(&d->sample, &o);
    cr_assert(eq(int, lc_zph_new(&b, &apart, &d->sample, f, &o, &err), 0));
    for (size_t k = 0; k <= P; k++)
        cr_expect(epsilon_eq(dbl, a->chisq[k], b->chisq[k], 1e-8));
    cr_expect(epsilon_eq(dbl, whole->chisq[0], a->chisq[P], 1e-10));
    cr_expect(epsilon_eq(dbl, whole->chisq[1], a->chisq[P], 1e-10));
    cr_expect(eq(int, a->df[P], P));
    lc_zph_free(a);
    lc_zph_free(b);
    lc_zph_free(whole);
    lc_fit_free(f);
    free(d);
}
