/* Cox's model with Firth's penalty: a case by hand, its derivative by differences, and
 * what must not change. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/cox/cox.h"
#include "models/cox/cox_firth_inside.h"

TestSuite(cox_firth, .init = lc_begin);

static struct lc_fit *fit(const struct lc_sample *s, const struct lc_fit_options *o)
{
    struct lc_fit *f;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_family_cox.fit(&f, s, o, &err), 0), "%s", err.text);
    return f;
}

static struct lc_fit_options firth(void)
{
    struct lc_fit_options o = lc_fit_defaults();
    o.firth = 1;
    return o;
}

/* Two people: x = 1 has the event at time 1, x = 0 is censored later. With s = e^b /
 * (1 + e^b), l = log s, whose maximum is at infinity; I = s (1 - s), so
 *
 *     l* = (3 log s + log(1 - s)) / 2,   at its maximum s = 3/4, b = log 3,
 *
 * I = 3/16 there, and the interval's ends solve 3 log s + log(1 - s) = 3 log(3/4) +
 * log(1/4) - 3.841. At b = 0, l* = 2 log(1/2). Steps by I are twice too long here (the
 * curvature of l* is 2 I), the slowest case there is: to 5e-8. */
Test(cox_firth, a_monotone_likelihood_by_hand)
{
    double x[] = { 1, 0 }, stop[] = { 1, 2 };
    int32_t cause[] = { 1, 0 };
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample s = {
        .n = 2, .x = { 2, 1, &column }, .stop = stop, .cause = cause
    };
    struct lc_fit_options o = firth();
    struct lc_fit *f = fit(&s, &o);
    double top = 3 * log(0.75) + log(0.25);
    cr_expect(eq(int, f->status, LC_CONVERGED));
    cr_expect(epsilon_eq(dbl, f->estimate[0], log(3), 5e-8));
    cr_expect(epsilon_eq(dbl, f->se[0], 4 / sqrt(3), 5e-8));
    cr_expect(epsilon_eq(dbl, f->loglik, log(0.75), 5e-8));
    cr_expect(epsilon_eq(dbl, f->lr, top + 4 * log(2), 1e-9));
    double end[] = { f->low[0], f->high[0] };
    for (int k = 0; k < 2; k++) {
        double b = end[k], fall = top - 3 * b + 4 * log1p(exp(b));
        cr_expect(epsilon_eq(dbl, fall, 3.841458820694124, 1e-8));
    }
    cr_expect(lt(dbl, f->low[0], log(3)));
    cr_expect(lt(dbl, log(3), f->high[0]));
    lc_fit_free(f);
}

/* --- a random design with entry, strata, weights and heavy ties ------------------- */

enum { N = 80, P = 3 };

struct design {
    double x[P][2 * N], start[2 * N], stop[2 * N], weight[2 * N];
    int32_t cause[2 * N], stratum[2 * N];
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
    uint64_t state = 11;
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < P; k++)
            d->x[k][i] = uniform(&state) * (double)(k + 1);
        d->start[i] = floor(6 * uniform(&state));
        d->stop[i] = d->start[i] + 1 + floor(9 * uniform(&state));
        d->cause[i] = uniform(&state) < 0.5;
        d->weight[i] = 1;
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

/* (2) is the derivative of (1): five-point differences, by Efron and by Breslow, with
 * unequal weights. */
Test(cox_firth, the_score_is_the_derivative)
{
    struct design *d = make_design();
    struct lc_fit_options o = firth();
    struct lc_error err = { 0 };
    for (size_t i = 0; i < N; i++)
        d->weight[i] = 0.3 + (double)(i % 7) / 3;
    for (o.ties = LC_EFRON; o.ties <= LC_BRESLOW; o.ties++) {
        struct lc_scaling scaling;
        struct lc_partial *p;
        struct lc_cox_firth f;
        cr_assert(eq(int, lc_scaling_init(&scaling, &d->sample, false, NULL, &err), 0));
        cr_assert(eq(int, lc_partial_new(&p, &d->sample, &scaling, &o, &err), 0));
        cr_assert(eq(int, lc_cox_firth_init(&f, p, &err), 0));
        double beta[P] = { 0.4, -0.7, 0.2 }, u[P], other[P], info[P * P], l[4], at;
        cr_assert(eq(int, lc_cox_firth_evaluate(&f, beta, &at, u, info, &err), 0));
        for (size_t k = 0; k < P; k++) {
            static const double step[] = { -2, -1, 1, 2 };
            double h = 1e-3, kept = beta[k];
            for (int j = 0; j < 4; j++) {
                beta[k] = kept + step[j] * h;
                cr_assert(eq(
                    int, lc_cox_firth_evaluate(&f, beta, l + j, other, info, &err), 0));
            }
            beta[k] = kept;
            double slope = (l[0] - 8 * l[1] + 8 * l[2] - l[3]) / (12 * h);
            cr_expect(epsilon_eq(dbl, u[k], slope, 1e-8));
        }
        lc_cox_firth_release(&f);
        lc_partial_free(p);
        lc_scaling_release(&scaling);
    }
    free(d);
}

static void expect_same(const struct lc_fit *a, const struct lc_fit *b, size_t k,
                        double unit)
{
    cr_expect(epsilon_eq(dbl, a->estimate[k], unit * b->estimate[k], 1e-8));
    cr_expect(epsilon_eq(dbl, a->se[k], unit * b->se[k], 1e-7));
    cr_expect(epsilon_eq(dbl, a->low[k], unit * b->low[k], 1e-6));
    cr_expect(epsilon_eq(dbl, a->high[k], unit * b->high[k], 1e-6));
}

/* A weight of 2 is the row twice (Breslow, whose ties do not see the difference), and a
 * column's origin and unit only change its own coefficient. */
Test(cox_firth, weights_are_rows_and_units_are_units)
{
    struct design *d = make_design();
    struct lc_fit_options o = firth();
    o.ties = LC_BRESLOW;
    for (size_t i = 0; i < N; i += 3)
        d->weight[i] = 2;
    struct lc_fit *weighted = fit(&d->sample, &o);
    size_t n = N;
    for (size_t i = 0; i < N; i += 3, n++) {
        for (size_t k = 0; k < P; k++)
            d->x[k][n] = d->x[k][i];
        d->start[n] = d->start[i];
        d->stop[n] = d->stop[i];
        d->cause[n] = d->cause[i];
        d->stratum[n] = d->stratum[i];
    }
    d->sample.n = d->sample.x.n = n;
    d->sample.weight = NULL;
    struct lc_fit *twice = fit(&d->sample, &o);
    for (size_t i = 0; i < n; i++)
        d->x[1][i] = 1000 + 50 * d->x[1][i];
    struct lc_fit *moved = fit(&d->sample, &o);
    for (size_t k = 0; k < P; k++) {
        expect_same(twice, weighted, k, 1);
        expect_same(twice, moved, k, k == 1 ? 50 : 1);
    }
    lc_fit_free(weighted);
    lc_fit_free(twice);
    lc_fit_free(moved);
    free(d);
}

/* Every event has x = 1: no finite maximum without the penalty, one with it; the other
 * column stays where it was, near enough. */
Test(cox_firth, keeps_an_infinite_coefficient_finite)
{
    struct design *d = make_design();
    struct lc_fit_options plain = lc_fit_defaults(), o = firth();
    for (size_t i = 0; i < N; i++)
        d->x[0][i] = d->cause[i] || i % 2;
    struct lc_fit *runs = fit(&d->sample, &plain), *stays = fit(&d->sample, &o);
    cr_expect(eq(int, runs->status, LC_INFINITE));
    cr_expect(eq(int, stays->status, LC_CONVERGED));
    cr_expect(lt(dbl, 0, stays->low[0]));
    cr_expect(lt(dbl, stays->estimate[0], 10));
    cr_expect(lt(dbl, stays->estimate[0], stays->high[0]));
    lc_fit_free(runs);
    lc_fit_free(stays);
    free(d);
}

/* A likelihood without a maximum: a status, never "no memory". */
Test(cox_firth, a_perfect_order_has_a_status)
{
    enum { ROWS = 60 };
    static double x[ROWS], stop[ROWS];
    static int32_t cause[ROWS];
    static const char *const name[] = { "apple" };
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample s = {
        .n = ROWS, .x = { ROWS, 1, &column }, .name = name, .stop = stop, .cause = cause
    };
    struct lc_fit_options o = lc_fit_defaults();
    struct lc_fit *f = NULL;
    o.firth = 1;
    for (int i = 0; i < ROWS; i++) {
        x[i] = i * 0.05;
        stop[i] = exp(-3 * x[i]);
        cause[i] = 1;
    }
    cr_expect_eq(lc_family_cox.fit(&f, &s, &o, NULL), LC_OK);
    cr_expect(f && f->status_text[0] != 0);
    lc_fit_free(f);
}
