/* See elastic_net_inside.h: lambdas, the null model, and the path. */
#include "models/penalty/search_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* f of (1). Constant columns have no scale and take no part. */
static void scale_factors(struct lc_search *s)
{
    double sum = 0, used = 0;
    for (size_t j = 0; j < s->o->p; j++) {
        s->factor[j] = s->options->factor ? s->options->factor[j] : 1;
        sum += s->factor[j];
        used += 1;
    }
    for (size_t j = 0; j < s->o->p && sum > 0; j++)
        s->factor[j] *= used / sum;
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* By (2), the least lambda at which every penalised coefficient is 0, at the null
 * model. */
static double first_lambda(const struct lc_search *s)
{
    double most = 0, alpha = fmax(s->options->alpha, 1e-3);
    for (size_t j = 0; j < s->o->p; j++)
        if (lc_search_usable(s, j) && s->factor[j] > 0)
            most = fmax(most, fabs(s->g[j]) / (alpha * s->factor[j]));
    return most;
}

static double *make_lambdas(const struct lc_search *s, double first)
{
    const struct lc_net_options *o = s->options;
    double *lambda = lc_alloc(o->count, sizeof *lambda);
    double ratio = o->ratio > 0 ? o->ratio : o->rows < (double)s->o->p ? 1e-2 : 1e-4;
    for (size_t k = 0; lambda && k < o->count; k++)
        lambda[k] = o->lambda
                        ? o->lambda[k]
                        : first * pow(ratio, (double)k / fmax(1, (double)o->count - 1));
    if (lambda)
        qsort(lambda, o->count, sizeof *lambda, descending);
    return lambda;
}

/* The intercept alone (what deviance ratios are measured from), then with it the
 * unpenalised columns: an infinite lambda for the others. */
static int null_model(struct lc_search *s, struct lc_error *err)
{
    struct lc_net_point ignored = { 0 };
    size_t p = s->o->p;
    int code = lc_search_evaluate(s, s->b, &s->loglik, s->g, err);
    for (size_t j = 0; j < s->q; j++)
        s->net->steepest = fmax(s->net->steepest, fabs(s->g[j]));
    s->tolerance = s->options->kkt * s->net->steepest;
    for (size_t j = 0; j < p; j++) {
        s->place[j] = p;
        s->factor[j] = 1;
    }
    if (!code)
        code = lc_search_settle(s, 1e300, &ignored, err);
    s->net->null_loglik = s->loglik;
    scale_factors(s);
    return code ? code : lc_search_settle(s, 1e300, &ignored, err);
}

/* The first point of another path, in place of the null model. */
static int other_model(struct lc_search *s, struct lc_error *err)
{
    const struct lc_net *other = s->options->start->net;
    for (size_t j = 0; j < s->o->p; j++)
        s->place[j] = s->o->p;
    scale_factors(s);
    s->net->steepest = other->steepest;
    s->tolerance = s->options->kkt * other->steepest;
    lc_search_start_point(s, 0, s->b, s->g_next);
    return lc_search_evaluate(s, s->b, &s->loglik, s->g, err);
}

int lc_net_fit(struct lc_net **net, const struct lc_net_target *target,
               const struct lc_net_options *options, struct lc_error *err)
{
    struct lc_search s = { .o = target, .options = options };
    double *lambda = NULL;
    *net = NULL;
    s.net = lc_alloc(1, sizeof *s.net);
    int code = s.net ? lc_search_open(&s, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        s.net->p = s.o->p;
        s.net->point = lc_alloc(options->count, sizeof *s.net->point);
        code = !s.net->point    ? LC_FAIL_NOMEM(err)
               : options->start ? other_model(&s, err)
                                : null_model(&s, err);
    }
    if (!code && !(lambda = make_lambdas(&s, first_lambda(&s))))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = (lc_search_is_wide(&s) ? lc_search_one_by_one : lc_search_along)(
            &s, lambda, fmax(first_lambda(&s), lambda[0]), err);
    free(lambda);
    lc_search_release(&s);
    if (code)
        lc_net_free(s.net);
    else
        *net = s.net;
    return code;
}
