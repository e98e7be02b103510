#include "models/penalty/net_fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/finish.h"
#include "models/families/families.h"
#include "models/penalty/net_cv_inside.h"

bool lc_net_wanted(const struct lc_fit_options *options)
{
    return options->path > 0 || options->lambda >= 0;
}

/* What the search is asked for; *given holds options->lambda when that is the one. */
static struct lc_net_options make_options(const struct lc_sample *sample,
                                          const struct lc_fit_options *options,
                                          const struct lc_net_request *request,
                                          const double *given)
{
    struct lc_net_options o = lc_net_defaults();
    o.alpha = options->alpha;
    o.rows = (double)sample->n;
    o.factor = sample->penalty_factor;
    o.keep_matrices = options->folds > 0;
    if (options->path > 0)
        /* glmnet reaches 1e-3 (bench/README.md); of few rows more costs nothing */
        o.kkt = sample->n > 20000 ? 1e-6 : 1e-10;
    if (request && request->kkt > 0)
        o.kkt = request->kkt;
    if (request && request->lambda) {
        o.lambda = request->lambda;
        o.count = request->count;
    } else if (options->path > 0) {
        o.count = (size_t)options->path;
    } else {
        o.lambda = given;
        o.count = 1;
    }
    return o;
}

static int copy_points(struct lc_fit *fit, const struct lc_net *net,
                       const struct lc_net_target *target, struct lc_error *err)
{
    fit->point = lc_alloc(net->points, sizeof *fit->point);
    if (!fit->point)
        return LC_FAIL_NOMEM(err);
    for (size_t l = 0; l < net->points; l++) {
        const struct lc_net_point *from = net->point + l;
        struct lc_path_point *to = fit->point + l;
        *to = (struct lc_path_point){ .lambda = from->lambda,
                                      .df = (double)from->df,
                                      .deviance_ratio = from->deviance_ratio,
                                      .loglik = from->loglik,
                                      .cv_mean = NAN,
                                      .cv_se = NAN };
        to->estimate = lc_alloc(target->p, sizeof(double));
        fit->points = l + 1;
        if (!to->estimate)
            return LC_FAIL_NOMEM(err);
        lc_net_unscale(target, from->b, NULL, to->estimate, &to->intercept);
    }
    return LC_OK;
}

/* The least mean deviance, and the largest lambda within one standard error of it, by
 * net_cv_inside.h (1). */
static void choose(struct lc_fit *fit)
{
    size_t best = fit->points - 1;
    fit->best = fit->one_se = best;
    if (isnan(fit->point[0].cv_mean))
        return;
    for (size_t l = 0; l < fit->points; l++)
        if (fit->point[l].cv_mean < fit->point[best].cv_mean
            || (l < best && fit->point[l].cv_mean == fit->point[best].cv_mean))
            best = l;
    fit->best = fit->one_se = best;
    double limit = fit->point[best].cv_mean + fit->point[best].cv_se;
    for (size_t l = fit->points; l-- > 0;)
        if (l < fit->one_se && fit->point[l].cv_mean <= limit)
            fit->one_se = l;
}

/* v->fold NULL: by a hash of the cluster. */
static int cross_validate(struct lc_fit *fit, struct lc_net_validation *v,
                          struct lc_error *err)
{
    size_t points = v->start->net->points;
    double *mean = lc_alloc(2 * points, sizeof *mean);
    int32_t *fold = lc_alloc(v->sample->n, sizeof *fold);
    int code = mean && fold ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && v->folds < 3)
        code = LC_FAIL(err, LC_USAGE, "cross-validation needs at least 3 folds");
    if (!code && !v->fold) {
        code = lc_net_folds(v->sample, v->folds, v->options->seed, fold, err);
        v->fold = fold;
    }
    if (!code)
        code = lc_net_cross_validate(v, mean, mean + points, err);
    for (size_t l = 0; !code && l < points; l++) {
        fit->point[l].cv_mean = mean[l];
        fit->point[l].cv_se = mean[points + l];
    }
    free(mean);
    free(fold);
    return code;
}

static double count_events(const struct lc_family *family, const struct lc_sample *s,
                           int cause)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        double w = s->weight ? s->weight[i] : 1;
        sum += family->response == LC_BINARY ? w * s->y[i] : w * (s->cause[i] == cause);
    }
    return sum;
}

static int describe(struct lc_fit *fit, const struct lc_net_target *target,
                    const struct lc_net *net, const struct lc_sample *sample,
                    const struct lc_fit_options *options, struct lc_error *err)
{
    const struct lc_path_point *point = fit->point + fit->best;
    size_t first = target->intercept;
    double level;
    fit->n = sample->n;
    fit->events = count_events(fit->family, sample, options->cause);
    fit->iterations = (int)net->passes;
    fit->loglik_null = net->null_loglik;
    fit->loglik = point->loglik;
    fit->df = (int)point->df;
    lc_net_unscale(target, net->point[fit->best].b, sample->centre,
                   fit->at_centre + first, &level);
    if (first) {
        fit->estimate[0] = point->intercept;
        fit->at_centre[0] = level;
        fit->level[0] = 1;
    }
    memcpy(fit->estimate + first, point->estimate, target->p * sizeof(double));
    snprintf(fit->status_text, sizeof fit->status_text,
             "converged at %zu lambdas in %zu passes; estimates are those at lambda %g",
             net->points, net->passes, point->lambda);
    return lc_fit_name_terms(fit, sample, target->intercept, err);
}

int lc_net_family_fit(struct lc_fit **fit, const struct lc_family *family,
                      const struct lc_sample *sample,
                      const struct lc_fit_options *options,
                      const struct lc_net_request *request, struct lc_error *err)
{
    double given = options->lambda;
    struct lc_net_options o = make_options(sample, options, request, &given);
    struct lc_net_target target;
    struct lc_net *net = NULL;
    struct lc_fit *new = NULL;
    *fit = NULL;
    if (family->net.without)
        return lc_family_refuse(family, "elastic net", family->net.without,
                                lc_family_has_net, err);
    int code = lc_sample_check(sample, family->response, err);
    struct lc_net_validation v = { .family = family,
                                   .sample = sample,
                                   .options = options,
                                   .standardise = !(request && request->scale_free),
                                   .fold = request ? request->fold : NULL,
                                   .folds = options->folds };
    if (!code)
        code = family->net.target(&target, sample, options, v.standardise, NULL, err);
    if (code)
        return code;
    code = lc_net_fit(&net, &target, &o, err);
    if (!code && !(new = lc_fit_new(family, target.p + target.intercept, false)))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = copy_points(new, net, &target, err);
    v.start = &(struct lc_net_start){ net, &target };
    v.net = o;
    if (!code && options->folds > 0)
        code = cross_validate(new, &v, err);
    if (!code) {
        choose(new);
        code = describe(new, &target, net, sample, options, err);
    }
    if (!code && target.complete)
        code = target.complete(new, sample, options, err);
    target.free(target.state);
    lc_net_free(net);
    if (code)
        lc_fit_free(new);
    else
        *fit = new;
    return code;
}

int lc_family_fit(struct lc_fit **fit, const struct lc_family *family,
                  const struct lc_sample *sample, const struct lc_fit_options *options,
                  struct lc_error *err)
{
    int code = lc_sample_check_strata(sample, family, err);
    if (code)
        return code;
    if (lc_net_wanted(options))
        return lc_net_family_fit(fit, family, sample, options, NULL, err);
    return family->fit(fit, sample, options, err);
}
