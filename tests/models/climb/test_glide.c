/* Steps with the information held still, beside a function whose maximum is known; and
 * fits large enough to take them, beside plain sums over the rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/binary/binary.h"
#include "models/climb/glide_inside.h"
#include "models/cox/cox.h"
#include "models/family/family.h"

TestSuite(glide, .init = lc_begin);

/* --- a bowl: f(b) = sum_k w_k (d - e^d), d = b_k - t_k, highest at t, -f'' = w e^d  */

enum { Q = 3 };
static const double TOP[Q] = { 1.5, -0.25, 0.125 }, WEIGHT[Q] = { 100, 2000, 30 };

struct bowl {
    int looks, full;
};

static int look_at_bowl(void *context, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err)
{
    struct bowl *bowl = context;
    (void)err;
    bowl->looks++;
    bowl->full += information != NULL;
    *loglik = 0;
    for (size_t k = 0; k < Q; k++) {
        double d = beta[k] - TOP[k];
        *loglik += WEIGHT[k] * (d - exp(d));
        gradient[k] = WEIGHT[k] * (1 - exp(d));
        for (size_t j = 0; information && j < Q; j++)
            information[k * Q + j] = j == k ? WEIGHT[k] * exp(d) : 0;
    }
    return LC_OK;
}

static void glide_from(struct lc_newton *n, struct bowl *bowl, const double *beta,
                       const double *matrix)
{
    struct lc_objective f = { "bowl", look_at_bowl, bowl };
    cr_assert(zero(int, lc_newton_init(n, Q, NULL)));
    n->full_cost = 10;
    cr_assert(zero(int, lc_newton_begin(n, &f, NULL)));
    cr_assert(zero(int, lc_glide(n, &f, beta, matrix, 1e-16, 60, NULL)));
}

static void climb_on(struct lc_newton *n, struct bowl *bowl)
{
    struct lc_objective f = { "bowl", look_at_bowl, bowl };
    cr_assert(zero(int, lc_newton_climb(n, &f, 1e-16, 60, NULL)));
    cr_assert(eq(int, n->status, LC_CONVERGED));
    for (size_t k = 0; k < Q; k++) {
        cr_assert(lt(dbl, fabs(n->beta[k] - TOP[k]), 1e-9));
        cr_assert(lt(dbl, fabs(n->information[k * Q + k] / WEIGHT[k] - 1), 2e-9));
    }
    lc_newton_release(n);
}

Test(glide, a_matrix_that_is_a_little_out_needs_two_full_looks)
{
    static const double near[Q] = { 1.48, -0.26, 0.15 };
    double matrix[Q * Q] = { 110, 1, 0, 1, 1900, -2, 0, -2, 31 };
    struct lc_newton n;
    struct bowl bowl = { 0 };
    glide_from(&n, &bowl, near, matrix);
    cr_assert(lt(dbl, n.decrement, 1e-16));
    climb_on(&n, &bowl);
    cr_assert(eq(int, bowl.full, 2)); /* where it began, and the last one */
    cr_assert(lt(int, bowl.looks, 10));
}

Test(glide, a_matrix_that_is_far_out_is_seen_to_be)
{
    static const double near[Q] = { 1.3, -0.3, 0.2 };
    double matrix[Q * Q] = { 900, 0, 0, 0, 18000, 0, 0, 0, 270 };
    struct lc_newton n;
    struct bowl bowl = { 0 };
    glide_from(&n, &bowl, near, matrix);
    climb_on(&n, &bowl);
    cr_assert(lt(int, bowl.looks, 16));
}

/* A start that lies lower, and a matrix that cannot be the information: the climb goes
 * on from where it began. */
Test(glide, a_start_of_no_use_changes_nothing)
{
    static const double far[Q] = { 9, 9, 9 }, near[Q] = { 1.5, -0.25, 0.1 };
    double good[Q * Q] = { 100, 0, 0, 0, 2000, 0, 0, 0, 30 };
    double bad[Q * Q] = { 100, 200, 0, 200, 100, 0, 0, 0, 30 };
    struct lc_newton n;
    struct bowl bowl = { 0 };
    glide_from(&n, &bowl, far, good);
    for (size_t k = 0; k < Q; k++)
        cr_assert(zero(dbl, n.beta[k]));
    climb_on(&n, &bowl);
    glide_from(&n, &bowl, near, bad);
    for (size_t k = 0; k < Q; k++)
        cr_assert(zero(dbl, n.beta[k]));
    climb_on(&n, &bowl);
}

/* --- fits of many rows ------------------------------------------------------------ */

enum { N = 70000, P = 4, DAYS = 60 };

struct town {
    double x[P][N], y[N], day[N], estimate[2][P + 1], se[2][P + 1];
    int32_t cause[N];
    struct lc_column column[P];
    struct lc_sample sample;
};

static const char *const NAMES[P] = { "a", "b", "c", "d" };

/* 0 .. 1, from the row and a tag; any fixed scatter will do. */
static double scatter(size_t i, size_t tag)
{
    double v = sin((double)(i * 131 + tag * 7919)) * 43758.5453;
    return v - floor(v);
}

static struct town *make_town(void)
{
    struct town *t = calloc(1, sizeof *t);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < P; k++)
            t->x[k][i] = k == 0 ? scatter(i, 1) < 0.3 : 10 + scatter(i, k + 1);
        double eta = t->x[0][i] - t->x[1][i] + 0.5 * t->x[2][i] + 4;
        t->y[i] = scatter(i, 10) < 1 / (1 + exp(-eta));
        t->day[i] = 1 + floor(fmin(-40 * log(scatter(i, 11)) * exp(-0.3 * eta), 59));
        t->cause[i] = t->day[i] < DAYS && scatter(i, 12) < 0.6;
    }
    for (size_t k = 0; k < P; k++)
        t->column[k] = (struct lc_column){ .type = LC_F64, .data = t->x[k] };
    t->sample = (struct lc_sample){ .n = N,
                                    .x = { N, P, t->column },
                                    .name = NAMES,
                                    .y = t->y,
                                    .stop = t->day,
                                    .cause = t->cause };
    return t;
}

/* inverse[q * q] of a by elimination, without the house's own. a is spoilt. */
static void invert(size_t q, double *a, double *inverse)
{
    for (size_t i = 0; i < q * q; i++)
        inverse[i] = i % (q + 1) == 0;
    for (size_t c = 0; c < q; c++) {
        double pivot = a[c * q + c];
        for (size_t j = 0; j < q; j++) {
            a[c * q + j] /= pivot;
            inverse[c * q + j] /= pivot;
        }
        for (size_t i = 0; i < q; i++) {
            double factor = i == c ? 0 : a[i * q + c];
            for (size_t j = 0; j < q; j++) {
                a[i * q + j] -= factor * a[c * q + j];
                inverse[i * q + j] -= factor * inverse[c * q + j];
            }
        }
    }
}

static void fit_twice(struct town *t, const struct lc_family *family,
                      const struct lc_fit_options *asked)
{
    for (int threads = 1; threads <= 2; threads++) {
        struct lc_fit_options options = *asked;
        struct lc_fit *fit;
        struct lc_error err = { 0 };
        cr_assert(zero(int, lc_team_new(&options.team, threads, NULL)));
        cr_assert(zero(int, family->fit(&fit, &t->sample, &options, &err)), "%s",
                  err.text);
        cr_assert(eq(int, fit->status, LC_CONVERGED));
        memcpy(t->estimate[threads - 1], fit->estimate, fit->terms * sizeof(double));
        memcpy(t->se[threads - 1], fit->se, fit->terms * sizeof(double));
        lc_fit_free(fit);
        lc_team_free(options.team);
    }
    cr_assert(zero(int, memcmp(t->estimate[0], t->estimate[1], sizeof t->se[0])));
    cr_assert(zero(int, memcmp(t->se[0], t->se[1], sizeof t->se[0])));
}

/* The score is nothing beside its own standard deviation, and the errors are those of
 * the information there. */
static void check(const struct town *t, size_t q, const double *score,
                  double *information)
{
    double inverse[(P + 1) * (P + 1)], sd[P + 1];
    for (size_t k = 0; k < q; k++)
        sd[k] = sqrt(information[k * q + k]);
    invert(q, information, inverse);
    for (size_t k = 0; k < q; k++) {
        cr_assert(lt(dbl, fabs(score[k]), 2e-8 * sd[k]), "%zu: %g", k, score[k]);
        double se = sqrt(inverse[k * q + k]);
        cr_assert(lt(dbl, fabs(t->se[0][k] / se - 1), 1e-8), "%zu", k);
    }
}

static void logistic_sums(const struct town *t, double ridge)
{
    enum { T = P + 1 };
    double score[T] = { 0 }, information[T * T] = { 0 };
    const double *beta = t->estimate[0];
    for (size_t i = 0; i < N; i++) {
        double x[T] = { 1 }, eta = beta[0];
        for (size_t k = 0; k < P; k++)
            eta += (x[k + 1] = t->x[k][i]) * beta[k + 1];
        double p = 1 / (1 + exp(-eta));
        for (size_t k = 0; k < T; k++) {
            score[k] += (t->y[i] - p) * x[k];
            for (size_t j = 0; j < T; j++)
                information[k * T + j] += p * (1 - p) * x[k] * x[j];
        }
    }
    for (size_t k = 1; k < T; k++) {
        score[k] -= ridge * beta[k];
        information[k * T + k] += ridge;
    }
    check(t, T, score, information);
}

Test(glide, logistic_fits_solve_their_score_equations)
{
    struct town *t = make_town();
    struct lc_fit_options options = lc_fit_defaults();
    fit_twice(t, &lc_family_logistic, &options);
    logistic_sums(t, 0);
    options.ridge = 300;
    fit_twice(t, &lc_family_logistic, &options);
    logistic_sums(t, 300);
    free(t);
}

/* Breslow, by day: U = sum_events x - d S1 / S0, I = sum d (S2 / S0 - S1 S1' / S0^2).
 */
Test(glide, cox_fits_solve_their_score_equations)
{
    struct town *t = make_town();
    struct lc_fit_options options = lc_fit_defaults();
    double score[P] = { 0 }, information[P * P] = { 0 };
    options.ties = LC_BRESLOW;
    options.concordance = 0;
    fit_twice(t, &lc_family_cox, &options);
    for (int day = 1; day <= DAYS; day++) {
        double d = 0, s0 = 0, s1[P] = { 0 }, s2[P][P] = { { 0 } };
        for (size_t i = 0; i < N; i++) {
            double eta = 0, r;
            bool event = t->day[i] == day && t->cause[i];
            if (t->day[i] < day)
                continue;
            for (size_t k = 0; k < P; k++)
                eta += (t->x[k][i] - 10) * t->estimate[0][k];
            s0 += r = exp(eta);
            d += event;
            for (size_t k = 0; k < P; k++) {
                double x = t->x[k][i] - 10;
                score[k] += event ? x : 0;
                s1[k] += r * x;
                for (size_t j = 0; j < P; j++)
                    s2[k][j] += r * x * (t->x[j][i] - 10);
            }
        }
        for (size_t k = 0; k < P; k++) {
            score[k] -= d > 0 ? d * s1[k] / s0 : 0;
            for (size_t j = 0; d > 0 && j < P; j++)
                information[k * P + j] +=
                    d * (s2[k][j] / s0 - s1[k] * s1[j] / (s0 * s0));
        }
    }
    check(t, P, score, information);
    free(t);
}
