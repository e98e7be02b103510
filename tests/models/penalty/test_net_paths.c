/* Paths and their cross-validation against the long way round: every fold fitted from
 * nothing on the other folds' rows alone, and its deviance by plain loops. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/binary/binary.h"
#include "models/cox/cox.h"
#include "models/penalty/net_fit.h"

TestSuite(net_paths, .init = lc_begin);

enum { N = 600, P = 14, FOLDS = 5, POINTS = 12, MANY = 9000 };

struct study {
    size_t n;
    double x[P][MANY], y[MANY], start[MANY], stop[MANY], weight[MANY], offset[MANY];
    int32_t cause[MANY], stratum[MANY], fold[MANY];
    struct lc_column column[P];
    struct lc_sample sample;
};

static const char *const names[P] = { "a", "b", "c", "d", "e", "f", "g",
                                      "h", "i", "j", "k", "l", "m", "n" };

static double normal(struct lc_random *r)
{
    return sqrt(-2 * log(lc_random_unit(r)))
           * cos(6.283185307179586 * lc_random_unit(r));
}

/* The sample's view of the first n rows. */
static void look(struct study *s, bool cox)
{
    for (size_t k = 0; k < P; k++)
        s->column[k] = (struct lc_column){ .type = LC_F64, .data = s->x[k] };
    s->sample = (struct lc_sample){ .n = s->n,
                                    .x = { s->n, P, s->column },
                                    .name = names,
                                    .weight = s->weight,
                                    .offset = s->offset,
                                    .strata = 1 };
    if (cox) {
        s->sample.start = s->start;
        s->sample.stop = s->stop;
        s->sample.cause = s->cause;
        s->sample.stratum = s->stratum;
        s->sample.strata = 2;
    } else {
        s->sample.y = s->y;
    }
}

/* Neighbouring columns are correlated; column 13 is a rare yes; few times, so many
 * ties. */
static struct study *make(size_t n, bool cox)
{
    struct study *s = calloc(1, sizeof *s);
    struct lc_random r;
    lc_random_init(&r, 11, 1);
    s->n = n;
    for (size_t i = 0; i < n; i++) {
        double eta = -0.4, last = 0;
        for (size_t k = 0; k < P; k++) {
            last = s->x[k][i] =
                k == P - 1 ? lc_random_unit(&r) < 0.03 : 0.5 * last + normal(&r) + 3;
            eta += (k % 3 == 0 ? 0.5 : k % 3 == 1 ? -0.3 : 0) * (last - 3);
        }
        s->offset[i] = 0.2 * normal(&r);
        eta += s->offset[i];
        s->weight[i] = i % 7 == 0 ? 2 : 1;
        s->stratum[i] = i % 3 == 0;
        s->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta));
        s->start[i] = floor(3 * lc_random_unit(&r));
        s->stop[i] =
            s->start[i] + 1 + floor(-20 * log(lc_random_unit(&r)) * exp(-eta / 2));
        s->cause[i] = s->stop[i] < 60;
        s->stop[i] = fmin(s->stop[i], 60);
        s->fold[i] = (int32_t)lc_random_below(&r, FOLDS);
    }
    look(s, cox);
    return s;
}

/* Breslow's partial log-likelihood of the rows outside of fold `without` (-1: of all
 * rows), from its definition. */
static double partial(const struct study *s, const double *eta, int without)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        double risk = 0;
        if (!s->cause[i] || s->fold[i] == without)
            continue;
        for (size_t j = 0; j < s->n; j++)
            if (s->fold[j] != without && s->stratum[j] == s->stratum[i]
                && s->start[j] < s->stop[i] && s->stop[j] >= s->stop[i])
                risk += s->weight[j] * exp(eta[j]);
        sum += s->weight[i] * (eta[i] - log(risk));
    }
    return sum;
}

/* The deviance of fold f under a point, and the weight it is divided by. */
static double held_out(const struct study *s, bool cox, int f,
                       const struct lc_path_point *point, double *weight)
{
    static double eta[N];
    double sum = 0;
    *weight = 0;
    for (size_t i = 0; i < s->n; i++) {
        eta[i] = point->intercept + s->offset[i];
        for (size_t k = 0; k < P; k++)
            eta[i] += point->estimate[k] * s->x[k][i];
        if (s->fold[i] != f || (cox && !s->cause[i]))
            continue;
        *weight += s->weight[i];
        if (!cox)
            sum += 2 * s->weight[i] * log1p(exp(s->y[i] > 0 ? -eta[i] : eta[i]));
    }
    return cox ? -2 * (partial(s, eta, -1) - partial(s, eta, f)) : sum;
}

/* The rows of the other folds, by themselves. */
static struct study *without(const struct study *s, int f, bool cox)
{
    struct study *rest = calloc(1, sizeof *rest);
    for (size_t i = 0; i < s->n; i++) {
        size_t to = rest->n;
        if (s->fold[i] == f)
            continue;
        for (size_t k = 0; k < P; k++)
            rest->x[k][to] = s->x[k][i];
        rest->y[to] = s->y[i];
        rest->start[to] = s->start[i];
        rest->stop[to] = s->stop[i];
        rest->weight[to] = s->weight[i];
        rest->offset[to] = s->offset[i];
        rest->cause[to] = s->cause[i];
        rest->stratum[to] = s->stratum[i];
        rest->n++;
    }
    look(rest, cox);
    return rest;
}

static void check_folds(bool cox, double alpha)
{
    struct study *s = make(N, cox);
    const struct lc_family *family = cox ? &lc_family_cox : &lc_family_logistic;
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_net_request request = { .fold = s->fold, .kkt = 1e-11 };
    double deviance[FOLDS][POINTS], weight[FOLDS], total = 0, lambda[POINTS];
    struct lc_fit *fit, *part;
    options.ties = LC_BRESLOW;
    options.alpha = alpha;
    options.path = POINTS;
    options.folds = FOLDS;
    cr_assert_eq(lc_net_family_fit(&fit, family, &s->sample, &options, &request, NULL),
                 LC_OK);
    cr_assert_geq(fit->points, 8);
    for (size_t l = 0; l < fit->points; l++)
        lambda[l] = fit->point[l].lambda;
    options.folds = 0;
    for (int f = 0; f < FOLDS; f++) {
        struct study *rest = without(s, f, cox);
        struct lc_net_request alone = { .lambda = lambda,
                                        .count = fit->points,
                                        .kkt = 1e-11 };
        cr_assert_eq(
            lc_net_family_fit(&part, family, &rest->sample, &options, &alone, NULL),
            LC_OK);
        for (size_t l = 0; l < fit->points; l++)
            deviance[f][l] = held_out(s, cox, f, part->point + l, weight + f);
        total += weight[f];
        lc_fit_free(part);
        free(rest);
    }
    for (size_t l = 0; l < fit->points; l++) {
        double mean = 0, square = 0;
        for (int f = 0; f < FOLDS; f++)
            mean += deviance[f][l] / total;
        for (int f = 0; f < FOLDS; f++)
            square += weight[f] / total * pow(deviance[f][l] / weight[f] - mean, 2);
        double se = sqrt(square / (FOLDS - 1));
        cr_assert_float_eq(fit->point[l].cv_mean, mean, 1e-8 * mean,
                           "%zu: %.17g, %.17g", l, fit->point[l].cv_mean, mean);
        cr_assert_float_eq(fit->point[l].cv_se, se, 1e-6 * se, "%zu: %.17g, %.17g", l,
                           fit->point[l].cv_se, se);
    }
    lc_fit_free(fit);
    free(s);
}

Test(net_paths, folds_of_a_logistic_path_are_those_fitted_from_nothing)
{
    check_folds(false, 1);
    check_folds(false, 0.3);
}

Test(net_paths, folds_of_a_cox_path_are_those_fitted_from_nothing)
{
    check_folds(true, 1);
    check_folds(true, 0.3);
}

/* A lambda's minimum is the same in company as alone. */
static void check_company(bool cox)
{
    struct study *s = make(N, cox);
    const struct lc_family *family = cox ? &lc_family_cox : &lc_family_logistic;
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_net_request request = { .kkt = 1e-11 };
    struct lc_fit *path, *one;
    options.path = 40;
    cr_assert_eq(lc_net_family_fit(&path, family, &s->sample, &options, &request, NULL),
                 LC_OK);
    for (size_t l = 0; l < path->points; l += 5) {
        struct lc_net_request alone = { .lambda = &path->point[l].lambda,
                                        .count = 1,
                                        .kkt = 1e-11 };
        cr_assert_eq(
            lc_net_family_fit(&one, family, &s->sample, &options, &alone, NULL), LC_OK);
        for (size_t k = 0; k < P; k++)
            cr_assert_float_eq(path->point[l].estimate[k], one->point[0].estimate[k],
                               1e-8, "lambda %zu, %s: %.17g, %.17g", l, names[k],
                               path->point[l].estimate[k], one->point[0].estimate[k]);
        lc_fit_free(one);
    }
    lc_fit_free(path);
    free(s);
}

Test(net_paths, a_minimum_is_the_same_in_company_as_alone)
{
    check_company(false);
    check_company(true);
}

static void check_threads(bool cox)
{
    struct study *s = make(MANY, cox);
    const struct lc_family *family = cox ? &lc_family_cox : &lc_family_logistic;
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *fit[2];
    options.path = 20;
    options.folds = 3;
    for (int t = 0; t < 2; t++) {
        cr_assert_eq(lc_team_new(&options.team, t + 1, NULL), LC_OK);
        struct lc_error err = { 0 };
        int code = lc_family_fit(fit + t, family, &s->sample, &options, &err);
        cr_assert_eq(code, LC_OK, "%s", err.text);
        lc_team_free(options.team);
    }
    cr_assert_eq(fit[0]->points, fit[1]->points);
    for (size_t l = 0; l < fit[0]->points; l++) {
        cr_assert(memcmp(fit[0]->point[l].estimate, fit[1]->point[l].estimate,
                         P * sizeof(double))
                  == 0);
        cr_assert(fit[0]->point[l].cv_mean == fit[1]->point[l].cv_mean);
        cr_assert(fit[0]->point[l].cv_se == fit[1]->point[l].cv_se);
    }
    lc_fit_free(fit[0]);
    lc_fit_free(fit[1]);
    free(s);
}

Test(net_paths, one_thread_and_two_give_the_same_bits_of_many_rows)
{
    check_threads(false);
    check_threads(true);
}
