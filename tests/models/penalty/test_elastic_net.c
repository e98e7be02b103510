/* Elastic net on a logistic log-likelihood written out plainly here, held against
 * glmnet's answers (tests/golden) and against the conditions of a minimum themselves.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/penalty/descent_inside.h"
#include "models/penalty/elastic_net_inside.h"
#include "support/golden.h"

TestSuite(elastic_net, .init = lc_begin);

enum { P = 9, ROOM = 400 };

struct plain {
    size_t n, p;
    const double *x[P];
    const double *y, *w;
    double mean[P], sd[P], total;
    double mu[ROOM];
};

static double z(const struct plain *s, size_t i, size_t j)
{
    return s->sd[j] > 0 ? (s->x[j][i] - s->mean[j]) / s->sd[j] : 0;
}

static int slope(void *state, const double *b, double *loglik, double *g,
                 struct lc_error *err)
{
    struct plain *s = state;
    (void)err;
    *loglik = 0;
    memset(g, 0, (s->p + 1) * sizeof *g);
    for (size_t i = 0; i < s->n; i++) {
        double eta = b[s->p], w = s->w ? s->w[i] : 1;
        for (size_t j = 0; j < s->p; j++)
            eta += b[j] * z(s, i, j);
        *loglik += w * (s->y[i] * eta - log1p(exp(eta)));
        s->mu[i] = 1 / (1 + exp(-eta));
        for (size_t j = 0; j <= s->p; j++)
            g[j] += w * (s->y[i] - s->mu[i]) * (j < s->p ? z(s, i, j) : 1);
    }
    return LC_OK;
}

static int information(void *state, const double *b, const size_t *set, size_t count,
                       double *info, struct lc_error *err)
{
    struct plain *s = state;
    size_t m = count + 1;
    double loglik, gradient[P + 1];
    slope(s, b, &loglik, gradient, err); /* mu */
    memset(info, 0, m * m * sizeof *info);
    for (size_t i = 0; i < s->n; i++) {
        double v = (s->w ? s->w[i] : 1) * s->mu[i] * (1 - s->mu[i]);
        for (size_t j = 0; j < m; j++)
            for (size_t k = 0; k < m; k++)
                info[j * m + k] += v * (j < count ? z(s, i, set[j]) : 1)
                                   * (k < count ? z(s, i, set[k]) : 1);
    }
    return LC_OK;
}

static const char *const names[P] = { "age", "lwt", "raceblack", "raceother", "smoke",
                                      "ptl", "ht",  "ui",        "ftv" };

static struct lc_net_target open_plain(struct plain *s, const struct golden *g,
                                       const double *w, bool standardise)
{
    *s = (struct plain){ .n = g->rows, .p = P, .y = golden_column(g, "low"), .w = w };
    for (size_t i = 0; i < s->n; i++)
        s->total += w ? w[i] : 1;
    for (size_t j = 0; j < P; j++) {
        double sum = 0, square = 0;
        s->x[j] = golden_column(g, names[j]);
        for (size_t i = 0; i < s->n; i++)
            sum += (w ? w[i] : 1) * s->x[j][i];
        s->mean[j] = sum / s->total;
        for (size_t i = 0; i < s->n; i++)
            square += (w ? w[i] : 1) * pow(s->x[j][i] - s->mean[j], 2);
        s->sd[j] = standardise ? sqrt(square / s->total) : 1;
    }
    return (struct lc_net_target){ .p = P,
                                   .intercept = true,
                                   .weight = s->total,
                                   .saturated = 0,
                                   .mean = s->mean,
                                   .sd = s->sd,
                                   .state = s,
                                   .slope = slope,
                                   .information = information };
}

static void same(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-3),
              "%s: %.17g is not %.17g", what, got, want);
}

/* -l / n + penalty at coefficients of the original scale. */
static double total(struct plain *s, const struct lc_net_options *o, double lambda,
                    const double *beta, double constant)
{
    double b[P + 1], loglik, gradient[P + 1], sum = 0, factors = 0;
    b[P] = constant;
    for (size_t j = 0; j < P; j++) {
        b[j] = beta[j] * s->sd[j];
        b[P] += beta[j] * s->mean[j];
        factors += o->factor ? o->factor[j] : 1;
    }
    for (size_t j = 0; j < P; j++)
        sum += (o->factor ? o->factor[j] * P / factors : 1)
               * (o->alpha * fabs(b[j]) + (1 - o->alpha) / 2 * b[j] * b[j]);
    slope(s, b, &loglik, gradient, NULL);
    return -loglik / s->total + lambda * sum;
}

/* glmnet stops a little before the minimum (coefficients good to about 1e-7 here,
 * though its threshold was 1e-15), so its numbers are met to 1e-6, and the objective at
 * ours must not be above the objective at its. */
static void compare(const struct golden *g, const char *path, struct plain *s,
                    const struct lc_net_target *o, const struct lc_net_options *options,
                    const struct lc_net *net)
{
    char at[80];
    for (size_t k = 0; k < net->points; k++) {
        double beta[P], constant, theirs[P];
        lc_net_unscale(o, net->point[k].b, NULL, beta, &constant);
        snprintf(at, sizeof at, "%s.a0.%zu", path, k);
        double their_constant = golden_number(g, at), lambda = net->point[k].lambda;
        same(constant, their_constant, 1e-6, at);
        for (size_t j = 0; j < P; j++) {
            snprintf(at, sizeof at, "%s.beta.%zu.%s", path, k, names[j]);
            theirs[j] = golden_number(g, at);
            same(beta[j], theirs[j], 1e-6, at);
        }
        snprintf(at, sizeof at, "%s.dev_ratio.%zu", path, k);
        same(net->point[k].deviance_ratio, golden_number(g, at), 1e-6, at);
        cr_assert(total(s, options, lambda, beta, constant)
                      <= total(s, options, lambda, theirs, their_constant) + 1e-13,
                  "lambda %zu: glmnet's objective is lower", k);
    }
}

static void glmnet_case(const char *name, double alpha)
{
    static const double lambda[] = { .1, .05, .02, .01, .001 };
    struct golden g = golden_open(name);
    struct plain s;
    struct lc_net *net;
    struct lc_net_target o = open_plain(&s, &g, NULL, true);
    struct lc_net_options options = lc_net_defaults();
    options.alpha = alpha;
    options.lambda = lambda;
    options.count = 5;
    options.kkt = 1e-12;
    cr_assert_eq(lc_net_fit(&net, &o, &options, NULL), LC_OK);
    cr_assert_eq(net->points, 5);
    compare(&g, "fit", &s, &o, &options, net);
    lc_net_free(net);
    golden_close(&g);
}

Test(elastic_net, lasso_is_glmnets)
{
    glmnet_case("glmnet_binomial_alpha1", 1);
}

Test(elastic_net, ridge_is_glmnets)
{
    glmnet_case("glmnet_binomial_alpha0", 0);
}

Test(elastic_net, the_default_path_is_glmnets)
{
    struct golden g = golden_open("glmnet_binomial_path");
    struct plain s;
    struct lc_net *net;
    struct lc_net_target o = open_plain(&s, &g, NULL, true);
    struct lc_net_options options = lc_net_defaults();
    char at[40];
    options.rows = (double)g.rows;
    options.kkt = 1e-12;
    cr_assert_eq(lc_net_fit(&net, &o, &options, NULL), LC_OK);
    cr_assert_eq(net->points, json_array_size(golden_at(&g, "lambda")), "%zu points",
                 net->points);
    for (size_t k = 0; k < net->points; k++) {
        snprintf(at, sizeof at, "lambda.%zu", k);
        same(net->point[k].lambda, golden_number(&g, at), 1e-12, at);
        snprintf(at, sizeof at, "dev_ratio.%zu", k);
        same(net->point[k].deviance_ratio, golden_number(&g, at), 1e-6, at);
        snprintf(at, sizeof at, "df.%zu", k);
        cr_assert_eq(net->point[k].df, (size_t)golden_number(&g, at), "%s", at);
    }
    cr_assert(net->passes < 25 * net->points, "%zu passes", net->passes);
    lc_net_free(net);
    golden_close(&g);
}

Test(elastic_net, weights_and_penalty_factors_and_no_scale_are_glmnets)
{
    static const double lambda[] = { .05, .01, .002 };
    static const double factor[P] = { 0, 1, 1, 1, 2, 1, 1, 1, 1 };
    struct golden g = golden_open("glmnet_binomial_path");
    struct plain s;
    struct lc_net *net;
    struct lc_net_options options = lc_net_defaults();
    options.lambda = lambda;
    options.count = 3;
    options.kkt = 1e-12;
    struct lc_net_target o = open_plain(&s, &g, NULL, false);
    cr_assert_eq(lc_net_fit(&net, &o, &options, NULL), LC_OK);
    compare(&g, "nostd", &s, &o, &options, net);
    lc_net_free(net);
    o = open_plain(&s, &g, golden_column(&g, "w"), true);
    options.factor = factor;
    cr_assert_eq(lc_net_fit(&net, &o, &options, NULL), LC_OK);
    compare(&g, "weights_pf", &s, &o, &options, net);
    lc_net_free(net);
    golden_close(&g);
}

/* At every point the conditions hold, worked out here from the definition. */
Test(elastic_net, the_conditions_of_a_minimum_hold)
{
    struct golden g = golden_open("glmnet_binomial_path");
    struct plain s;
    struct lc_net *net;
    struct lc_net_target o = open_plain(&s, &g, NULL, true);
    struct lc_net_options options = lc_net_defaults();
    options.alpha = 0.5;
    options.count = 30;
    cr_assert_eq(lc_net_fit(&net, &o, &options, NULL), LC_OK);
    double first = net->point[0].lambda;
    for (size_t k = 0; k < net->points; k++) {
        double gradient[P + 1], loglik, lambda = net->point[k].lambda;
        const double *b = net->point[k].b;
        slope(&s, b, &loglik, gradient, NULL);
        for (size_t j = 0; j < P; j++) {
            double u = -gradient[j] / s.total;
            double bad = b[j] == 0
                             ? fmax(0, fabs(u) - lambda / 2)
                             : fabs(u + lambda / 2 * ((b[j] > 0 ? 1 : -1) + b[j]));
            cr_assert(bad <= 1e-8 * first, "lambda %zu column %zu: %g", k, j, bad);
        }
        cr_assert(fabs(gradient[P]) / s.total <= 1e-8 * first);
    }
    cr_assert_eq(net->point[0].df, 0);
    lc_net_free(net);
    golden_close(&g);
}

/* Workspace for any descent here. */
static struct lc_descent_room *room(void)
{
    enum { MOST = 32 };
    static double r[MOST], d[MOST], step[MOST], stopped[MOST], factor[MOST * MOST];
    static size_t at[MOST];
    static unsigned char alias[MOST];
    static struct lc_descent_room all = { r, d, step, stopped, factor, at, alias };
    return &all;
}

/* Two uncorrelated coordinates have the closed form of soft thresholding: curvature 2,
 * minimum at 3 and -1 without penalty, gradient at 0 of -6 and 2; l1 = 1, l2 = 1 gives
 * (6 - 1) / 3 and -(2 - 1) / 3; l1 = 4 on the second leaves it at 0. */
Test(elastic_net, descent_by_hand)
{
    const double gradient[] = { -6, 2 }, info[] = { 2, 0, 0, 2 }, b[] = { 0, 0 };
    const double l1[] = { 1, 1 }, l2[] = { 1, 1 }, harder[] = { 1, 4 };
    double c[2] = { 0 };
    struct lc_descent model = { 2, gradient, info, b, l1, l2 };
    lc_descend(&model, 1e-14, 100, c, room());
    same(c[0], 5.0 / 3, 1e-15, "first");
    same(c[1], -1.0 / 3, 1e-15, "second");
    model.l1 = harder;
    lc_descend(&model, 1e-14, 100, c, room());
    same(c[0], 5.0 / 3, 1e-15, "first");
    cr_assert_eq(c[1], 0);
}

/* info = ((2, 1), (1, 2)), gradient (-4, -5), l1 = 1, l2 = 0: on the face of two
 * positive coordinates 2 c0 + c1 = 3 and c0 + 2 c1 = 4, so c = (2/3, 5/3). With
 * gradient (-1, -5) the face's minimum has c0 = -4/3: it stops at 0, c1 at its step's
 * end. */
Test(elastic_net, a_leap_by_hand)
{
    const double near[] = { -4, -5 }, far[] = { -1, -5 }, info[] = { 2, 1, 1, 2 };
    const double b[] = { 0, 0 }, l1[] = { 1, 1 }, l2[] = { 0, 0 };
    double c[2] = { 1, 1 };
    struct lc_descent model = { 2, near, info, b, l1, l2 };
    struct lc_descent_room *r = room();
    r->r[0] = -4 + 3;
    r->r[1] = -5 + 3;
    cr_assert_eq(lc_descent_face(&model, c, r->at), 2);
    lc_descent_leap(&model, c, 2, r);
    same(c[0], 2.0 / 3, 1e-14, "first");
    same(c[1], 5.0 / 3, 1e-14, "second");
    same(r->r[0], -1, 1e-14, "its gradient");
    model.gradient = far;
    c[0] = c[1] = 1;
    r->r[0] = -1 + 3;
    r->r[1] = -5 + 3;
    lc_descent_leap(&model, c, 2, r);
    cr_assert_eq(c[0], 0);
    same(c[1], 8.0 / 3, 1e-14, "second");
    same(r->r[1], -5 + 16.0 / 3, 1e-14, "its gradient");
}

/* Two columns that are one: (1) depends on c0 + c1 alone but for the penalty, which is
 * dearer for the first, so that one goes out, the other takes its place. */
Test(elastic_net, of_columns_that_depend_on_each_other_one_leaves)
{
    const double gradient[] = { -5, -5 }, info[] = { 2, 2, 2, 2 }, b[] = { 0, 0 };
    const double l1[] = { 1.5, 1 }, l2[] = { 0, 0 };
    double c[2] = { 1, 1 };
    struct lc_descent model = { 2, gradient, info, b, l1, l2 };
    struct lc_descent_room *r = room();
    r->r[0] = r->r[1] = -5 + 4;
    cr_assert_eq(lc_descent_face(&model, c, r->at), 2);
    lc_descent_leap(&model, c, 2, r);
    cr_assert_eq(c[0], 0);
    same(c[1], 2, 1e-14, "second");
}

/* 30 columns of 12 rows: whatever the start, (1)'s own conditions hold in the end, and
 * long before sweeps alone would get there (thousands of them). */
Test(elastic_net, a_descent_over_more_columns_than_rows_ends_at_the_minimum)
{
    enum { M = 30, ROWS = 12 };
    struct lc_random random;
    lc_random_init(&random, 5, 1);
    for (int round = 0; round < 20; round++) {
        double x[ROWS][M], gradient[M], info[M * M] = { 0 }, b[M], c[M], l1[M], l2[M];
        for (size_t i = 0; i < ROWS; i++)
            for (size_t j = 0; j < M; j++)
                x[i][j] = lc_random_unit(&random) - 0.5 + (j > 0 ? x[i][j - 1] : 0);
        for (size_t j = 0; j < M; j++) {
            gradient[j] = 0;
            for (size_t i = 0; i < ROWS; i++) {
                gradient[j] += (i % 3 - 1.0) * x[i][j];
                for (size_t k = 0; k < M; k++)
                    info[j * M + k] += x[i][j] * x[i][k];
            }
            b[j] = 0;
            c[j] = round % 2 ? lc_random_unit(&random) - 0.5 : 0;
            l1[j] = 0.01;
            l2[j] = round % 3 ? 0 : 0.01;
        }
        struct lc_descent model = { M, gradient, info, b, l1, l2 };
        int sweeps = lc_descend(&model, 1e-12, 10000, c, room());
        cr_assert(sweeps < 200, "%d sweeps", sweeps);
        for (size_t j = 0; j < M; j++) {
            double g = gradient[j] + l2[j] * c[j];
            for (size_t k = 0; k < M; k++)
                g += info[j * M + k] * c[k];
            double bad = c[j] == 0 ? fabs(g) - l1[j] : fabs(g + copysign(l1[j], c[j]));
            cr_assert(bad < 1e-9, "round %d, %zu: %g", round, j, bad);
        }
    }
}
