/* Paths of tables with more columns than rows: the conditions of a minimum by the
 * definition of each likelihood, folds fitted from nothing, and the same bits on two
 * threads. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/binary/binary.h"
#include "models/cox/cox.h"
#include "models/penalty/net_fit.h"

TestSuite(net_wide, .init = lc_begin);

enum { N = 60, P = 150, FOLDS = 4, POINTS = 20 };

struct wide {
    size_t n;
    double x[P][N], y[N], stop[N], weight[N];
    int32_t cause[N], fold[N];
    struct lc_column column[P];
    const char *name[P];
    struct lc_sample sample;
};

static void look(struct wide *s, bool cox)
{
    for (size_t k = 0; k < P; k++) {
        s->column[k] = (struct lc_column){ .type = LC_F64, .data = s->x[k] };
        s->name[k] = "x";
    }
    s->sample = (struct lc_sample){ .n = s->n,
                                    .x = { s->n, P, s->column },
                                    .name = s->name,
                                    .weight = s->weight,
                                    .y = cox ? NULL : s->y,
                                    .stop = cox ? s->stop : NULL,
                                    .cause = cox ? s->cause : NULL,
                                    .strata = 1 };
}

/* Neighbouring columns are correlated, the last is constant; few times, so many ties.
 */
static struct wide *make(int seed, bool cox)
{
    struct wide *s = calloc(1, sizeof *s);
    struct lc_random r;
    lc_random_init(&r, (uint64_t)seed, 1);
    s->n = N;
    for (size_t i = 0; i < N; i++) {
        double eta = 0;
        for (size_t k = 0; k < P; k++) {
            double fresh = 4 * (lc_random_unit(&r) - 0.5);
            s->x[k][i] = k == P - 1 ? 3 : (k > 0 ? 0.5 * s->x[k - 1][i] : 0) + fresh;
            eta += k < 6 ? (k % 2 ? -0.5 : 0.7) * fresh : 0;
        }
        s->weight[i] = i % 7 == 0 ? 2 : 1;
        s->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta));
        s->stop[i] = 1 + floor(-20 * log(lc_random_unit(&r)) * exp(-eta / 2));
        s->cause[i] = s->stop[i] < 40;
        s->stop[i] = fmin(s->stop[i], 40);
        s->fold[i] = (int32_t)(i % FOLDS);
    }
    look(s, cox);
    return s;
}

static void predict(const struct wide *s, const struct lc_path_point *at, double *eta)
{
    for (size_t i = 0; i < s->n; i++) {
        eta[i] = at->intercept;
        for (size_t k = 0; k < P; k++)
            eta[i] += at->estimate[k] * s->x[k][i];
    }
}

/* d l / d eta of every row: w (y - p), or Breslow's w [event] - r H(stop). */
static void residuals(const struct wide *s, bool cox, const double *eta, double *out)
{
    for (size_t i = 0; i < s->n; i++) {
        out[i] = cox ? s->weight[i] * (s->cause[i] > 0)
                     : s->weight[i] * (s->y[i] - 1 / (1 + exp(-eta[i])));
    }
    for (size_t e = 0; cox && e < s->n; e++) {
        double risk = 0;
        for (size_t j = 0; s->cause[e] && j < s->n; j++)
            risk += s->stop[j] >= s->stop[e] ? s->weight[j] * exp(eta[j]) : 0;
        for (size_t i = 0; s->cause[e] && i < s->n; i++)
            if (s->stop[i] >= s->stop[e])
                out[i] -= s->weight[e] * s->weight[i] * exp(eta[i]) / risk;
    }
}

/* By how much column k breaks (2) or (3) of elastic_net_inside.h. */
static double violation(const struct wide *s, size_t k, const double *residual,
                        double lambda, double alpha, double estimate)
{
    double total = 0, mean = 0, square = 0, g = 0;
    for (size_t i = 0; i < s->n; i++) {
        total += s->weight[i];
        mean += s->weight[i] * s->x[k][i];
    }
    mean /= total;
    for (size_t i = 0; i < s->n; i++)
        square += s->weight[i] * pow(s->x[k][i] - mean, 2);
    double sd = sqrt(square / total), b = estimate * sd;
    for (size_t i = 0; sd > 0 && i < s->n; i++)
        g -= residual[i] * (s->x[k][i] - mean) / sd / total;
    if (b == 0)
        return fabs(g) - lambda * alpha;
    return fabs(g + lambda * (copysign(alpha, b) + (1 - alpha) * b));
}

static struct lc_fit_options options_of(double alpha)
{
    struct lc_fit_options options = lc_fit_defaults();
    options.ties = LC_BRESLOW;
    options.alpha = alpha;
    options.path = POINTS;
    return options;
}

static void check_conditions(bool cox, double alpha)
{
    const struct lc_family *family = cox ? &lc_family_cox : &lc_family_logistic;
    struct lc_fit_options options = options_of(alpha);
    for (int seed = 1; seed <= 5; seed++) {
        struct wide *s = make(seed, cox);
        double eta[N], residual[N];
        struct lc_fit *fit;
        cr_assert_eq(lc_family_fit(&fit, family, &s->sample, &options, NULL), LC_OK);
        cr_assert_geq(fit->points, 6);
        cr_assert(fit->point[fit->points - 1].df > 15);
        double first = fit->point[0].lambda * alpha;
        for (size_t l = 0; l < fit->points; l++) {
            const struct lc_path_point *at = fit->point + l;
            double sum = 0;
            predict(s, at, eta);
            residuals(s, cox, eta, residual);
            for (size_t k = 0; k < P; k++) {
                double bad =
                    violation(s, k, residual, at->lambda, alpha, at->estimate[k]);
                cr_assert(bad < 1e-8 * first, "seed %d, lambda %zu, column %zu: %g",
                          seed, l, k, bad / first);
            }
            for (size_t i = 0; i < N; i++)
                sum += residual[i];
            cr_assert(fabs(sum) < 1e-8, "the intercept: %g", sum);
        }
        cr_assert_eq(fit->point[fit->points - 1].estimate[P - 1], 0);
        lc_fit_free(fit);
        free(s);
    }
}

Test(net_wide, the_conditions_of_a_logistic_minimum_hold)
{
    check_conditions(false, 1);
    check_conditions(false, 0.5);
}

Test(net_wide, the_conditions_of_a_cox_minimum_hold)
{
    check_conditions(true, 1);
    check_conditions(true, 0.5);
}

/* The rows outside of fold f. */
static struct wide *without(const struct wide *s, int f, bool cox)
{
    struct wide *rest = calloc(1, sizeof *rest);
    for (size_t i = 0; i < s->n; i++) {
        size_t to = rest->n;
        if (s->fold[i] == f)
            continue;
        for (size_t k = 0; k < P; k++)
            rest->x[k][to] = s->x[k][i];
        rest->y[to] = s->y[i];
        rest->stop[to] = s->stop[i];
        rest->cause[to] = s->cause[i];
        rest->weight[to] = s->weight[i];
        rest->n++;
    }
    look(rest, cox);
    return rest;
}

/* Breslow's log-likelihood of the rows outside of fold `but`. */
static double partial(const struct wide *s, const double *eta, int but)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        double risk = 0;
        if (!s->cause[i] || s->fold[i] == but)
            continue;
        for (size_t j = 0; j < s->n; j++)
            if (s->fold[j] != but && s->stop[j] >= s->stop[i])
                risk += s->weight[j] * exp(eta[j]);
        sum += s->weight[i] * (eta[i] - log(risk));
    }
    return sum;
}

static double held_out(const struct wide *s, bool cox, int f,
                       const struct lc_path_point *at)
{
    double eta[N], sum = 0;
    predict(s, at, eta);
    for (size_t i = 0; i < s->n && !cox; i++)
        if (s->fold[i] == f)
            sum += 2 * s->weight[i] * log1p(exp(s->y[i] > 0 ? -eta[i] : eta[i]));
    return cox ? -2 * (partial(s, eta, -1) - partial(s, eta, f)) : sum;
}

static void check_folds(bool cox)
{
    enum { SOME = 8 }; /* lambdas at which no fold is fitted to perfection */
    const struct lc_family *family = cox ? &lc_family_cox : &lc_family_logistic;
    struct wide *s = make(11, cox);
    struct lc_fit_options options = options_of(1);
    struct lc_net_request request = { .fold = s->fold, .kkt = 1e-11 };
    double mean[SOME] = { 0 }, lambda[SOME], weight = 0;
    struct lc_fit *fit, *part;
    options.folds = FOLDS;
    cr_assert_eq(lc_net_family_fit(&fit, family, &s->sample, &options, &request, NULL),
                 LC_OK);
    cr_assert_geq(fit->points, SOME);
    for (size_t l = 0; l < SOME; l++)
        lambda[l] = fit->point[l].lambda;
    for (size_t i = 0; i < N; i++)
        weight += cox && !s->cause[i] ? 0 : s->weight[i];
    options.folds = 0;
    for (int f = 0; f < FOLDS; f++) {
        struct wide *rest = without(s, f, cox);
        struct lc_net_request alone = { .lambda = lambda, .count = SOME, .kkt = 1e-11 };
        cr_assert_eq(
            lc_net_family_fit(&part, family, &rest->sample, &options, &alone, NULL),
            LC_OK);
        for (size_t l = 0; l < SOME; l++)
            mean[l] += held_out(s, cox, f, part->point + l) / weight;
        lc_fit_free(part);
        free(rest);
    }
    for (size_t l = 0; l < SOME; l++)
        cr_assert_float_eq(fit->point[l].cv_mean, mean[l], 1e-7 * mean[l],
                           "%zu: %.17g, %.17g", l, fit->point[l].cv_mean, mean[l]);
    lc_fit_free(fit);
    free(s);
}

Test(net_wide, folds_are_those_fitted_from_nothing)
{
    check_folds(false);
    check_folds(true);
}

Test(net_wide, one_thread_and_two_give_the_same_bits)
{
    for (int cox = 0; cox < 2; cox++) {
        const struct lc_family *family = cox ? &lc_family_cox : &lc_family_logistic;
        struct wide *s = make(3, cox);
        struct lc_fit_options options = options_of(0.7);
        struct lc_fit *fit[2];
        options.folds = 3;
        for (int t = 0; t < 2; t++) {
            cr_assert_eq(lc_team_new(&options.team, t + 1, NULL), LC_OK);
            cr_assert_eq(lc_family_fit(fit + t, family, &s->sample, &options, NULL),
                         LC_OK);
            lc_team_free(options.team);
        }
        cr_assert_eq(fit[0]->points, fit[1]->points);
        for (size_t l = 0; l < fit[0]->points; l++) {
            cr_assert(memcmp(fit[0]->point[l].estimate, fit[1]->point[l].estimate,
                             P * sizeof(double))
                      == 0);
            cr_assert(fit[0]->point[l].cv_mean == fit[1]->point[l].cv_mean);
        }
        lc_fit_free(fit[0]);
        lc_fit_free(fit[1]);
        free(s);
    }
}
