/* Fitting binary outcomes, whatever the link: see binary.h.
 *
 * Newton's method from the null model, so that the first step's decrement is the score
 * test of all columns; large samples then go on from the maximum of a thin slice. Every
 * sum is one sweep over the rows (sweep.h). Firth's penalty: firth.c, firth_fit.c. */
#include "models/binary/binary_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/sandwich.h"
#include "models/climb/thin.h"

static int begin_work(struct lc_binary *w, struct lc_error *err)
{
    bool intercept = !w->sample->no_intercept;
    size_t p = w->sample->x.p, q = p + intercept;
    int code =
        lc_scaling_init(&w->scaling, w->sample, intercept, w->options->team, err);
    if (!code)
        code = lc_binary_sweep(w, w->sample, w->scaling.centre, &w->sweep, err);
    if (!code)
        code = lc_newton_init(&w->newton, q, err);
    if (code)
        return code;
    w->variance = lc_alloc(q * q, sizeof *w->variance);
    w->robust = lc_alloc(q * q, sizeof *w->robust);
    if (!w->variance || !w->robust)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < p; k++) {
        double factor = w->sample->penalty_factor ? w->sample->penalty_factor[k] : 1;
        w->newton.ridge[k + intercept] =
            w->options->ridge * factor * w->scaling.scale[k] * w->scaling.scale[k];
    }
    return LC_OK;
}

static void end_work(struct lc_binary *w)
{
    lc_scaling_release(&w->scaling);
    lc_sweep_free(w->sweep);
    lc_newton_release(&w->newton);
    free(w->variance);
    free(w->robust);
}

/* log of the number of ways to have y successes in m trials, summed: a part of the
 * likelihood that does not depend on the coefficients. */
static double log_ways(const struct lc_sample *s)
{
    double sum = 0;
    for (size_t i = 0; s->trials && i < s->n; i++) {
        double m = s->trials[i], y = s->y[i], w = s->weight ? s->weight[i] : 1;
        sum += w * (lgamma(m + 1) - lgamma(y + 1) - lgamma(m - y + 1));
    }
    return sum;
}

static double totals(const struct lc_sample *s, double *successes)
{
    double trials = 0;
    *successes = 0;
    for (size_t i = 0; i < s->n; i++) {
        double w = s->weight ? s->weight[i] : 1;
        trials += w * (s->trials ? s->trials[i] : 1);
        *successes += w * s->y[i];
    }
    return trials;
}

/* The model with the intercept (and the offset) only: its log-likelihood and maximum;
 * without an intercept, of the offset only. */
static int fit_null(const struct lc_binary *w, double start, double *intercept,
                    double *loglik, struct lc_error *err)
{
    struct lc_matrix none = { w->sample->n, 0, NULL };
    struct lc_view view = {
        &none, true, NULL, NULL, w->sample->shard, w->options->team
    };
    struct lc_binary_target target = { w->link, NULL, { .sample = w->sample } };
    struct lc_objective objective = { "fit: null model", lc_binary_evaluate, &target };
    struct lc_newton newton;
    int code = lc_newton_init(&newton, 1, err);
    if (code)
        return code;
    newton.beta[0] = w->sample->no_intercept ? 0 : start;
    code = lc_sweep_new(&target.sweep, &view, err);
    if (!code)
        code = lc_newton_begin(&newton, &objective, err);
    if (!code && !w->sample->no_intercept)
        code = lc_newton_climb(&newton, &objective, 1e-20, 100, err);
    *intercept = newton.beta[0];
    *loglik = newton.loglik;
    lc_sweep_free(target.sweep);
    lc_newton_release(&newton);
    return code;
}

/* Go on from a thin slice's maximum. */
static int leap(const struct lc_binary *w, const struct lc_objective *objective,
                size_t every, struct lc_newton *newton, struct lc_error *err)
{
    struct lc_thin thin;
    struct lc_binary_target target = { w->link, NULL, { .sample = &thin.sample } };
    struct lc_objective of_slice = { "fit: a slice first", lc_binary_evaluate,
                                     &target };
    struct lc_start start;
    int code = lc_thin_init(&thin, w->sample, every, err);
    if (code)
        return code;
    code = lc_binary_sweep(w, &thin.sample, w->scaling.centre, &target.sweep, err);
    if (!code)
        code = lc_thin_climb(newton, &of_slice, thin.times, &start, err);
    lc_sweep_free(target.sweep);
    lc_thin_release(&thin);
    return code ? code : lc_thin_glide(newton, objective, &start, w->options, err);
}

static int climb(struct lc_binary *w, const struct lc_objective *objective,
                 double events, struct lc_error *err)
{
    struct lc_newton *newton = &w->newton;
    int code = lc_newton_begin(newton, objective, err);
    size_t every = lc_thin_every(w->sample, events, newton->q);
    if (!code && w->options->max_steps > 1 && every) {
        newton->full_cost = 1 + (double)newton->q / 40;
        newton->size = events;
        code = leap(w, objective, every, newton, err);
    }
    return code ? code
                : lc_newton_climb(newton, objective, w->options->tolerance,
                                  w->options->max_steps, err);
}

/* The variance of beta from the information: at the last beta and, for a link whose
 * observed and expected information differ, from the expected one. */
static int model_variance(struct lc_binary *w, struct lc_error *err)
{
    struct lc_newton *n = &w->newton;
    if (w->link != &lc_link_logit) {
        struct lc_binary_target target = { w->link,
                                           w->sweep,
                                           { .sample = w->sample, .expected = true } };
        struct lc_objective expected = { "fit", lc_binary_evaluate, &target };
        int code = lc_newton_inform(n, &expected, err);
        if (code)
            return code;
    }
    lc_newton_variance(n, w->variance);
    return LC_OK;
}

static int robust_variance(struct lc_binary *w, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    size_t q = w->newton.q;
    int kind = w->options->variance;
    double *score = lc_alloc(s->n + q * q, sizeof *score);
    if (!score)
        return LC_FAIL_NOMEM(err);
    double *meat = score + s->n;
    struct lc_binary_rows rows = { .sample = s, .score = score };
    struct lc_sums sums = { 0 };
    int code =
        lc_sweep_run(w->sweep, w->newton.beta, 0, w->link->rule, &rows, &sums, err);
    if (!code)
        code = lc_meat(w->sweep, s->n, score, kind == LC_CLUSTERED ? s->cluster : NULL,
                       s->clusters, meat, err);
    size_t rank = q;
    for (size_t k = 0; k < q; k++)
        rank -= w->newton.alias[k];
    for (size_t i = 0; kind == LC_HC1 && i < q * q; i++)
        meat[i] *= (double)s->n / (double)(s->n - rank);
    if (!code)
        code = lc_sandwich(q, w->variance, meat, w->robust, err);
    free(score);
    return code;
}

static int fit_plain(struct lc_binary *w, struct lc_fit *fit, double events,
                     struct lc_error *err)
{
    struct lc_binary_target target = { w->link, w->sweep, { .sample = w->sample } };
    struct lc_objective objective = { "fit", lc_binary_evaluate, &target };
    bool robust = w->options->variance != LC_MODEL_BASED;
    int code = climb(w, &objective, events, err);
    if (!code)
        code = model_variance(w, err);
    if (!code && robust)
        code = robust_variance(w, err);
    if (code)
        return code;
    code = lc_fit_finish(fit, &w->scaling, &w->newton, w->variance,
                         robust ? w->robust : NULL, err);
    fit->loglik = w->newton.loglik;
    fit->score = w->newton.first_decrement;
    fit->lr = 2 * (fit->loglik - fit->loglik_null);
    return code;
}

static int fit_work(struct lc_binary *w, struct lc_fit *fit, struct lc_error *err)
{
    double events, intercept, trials = totals(w->sample, &events);
    double rarer = events < trials - events ? events : trials - events;
    double ways = log_ways(w->sample);
    int code = begin_work(w, err);
    if (!code)
        code = fit_null(w, w->link->from_probability(events / trials), &intercept,
                        &fit->loglik_null, err);
    if (code)
        return code;
    if (w->scaling.intercept)
        w->newton.beta[0] = intercept;
    fit->events = events;
    code =
        w->options->firth ? lc_firth_fit(w, fit, err) : fit_plain(w, fit, rarer, err);
    fit->loglik += ways;
    fit->loglik_null += ways;
    return code;
}

/* The member of a link's row that is missing; NULL: it is whole. */
static const char *hole_of(const struct lc_link *link)
{
    return !link->rule               ? "rule"
           : !link->probability      ? "probability"
           : !link->from_probability ? "from_probability"
                                     : NULL;
}

int lc_binary_fit(const struct lc_family *family, const struct lc_link *link,
                  struct lc_fit **fit, const struct lc_sample *sample,
                  const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_fit_options defaults = lc_fit_defaults();
    struct lc_binary w = { .link = link, .sample = sample };
    w.options = options ? options : &defaults;
    *fit = NULL;
    if (hole_of(link))
        return LC_FAIL(err, LC_USAGE, "family %s: its link has no .%s", family->name,
                       hole_of(link));
    if (w.options->firth && link != &lc_link_logit)
        return LC_FAIL(err, LC_USAGE, "Firth's penalty goes with the logistic family");
    if (sample->no_intercept && (w.options->firth || !sample->x.p))
        return LC_FAIL(err, LC_USAGE, "%s needs an intercept",
                       w.options->firth ? "Firth's penalty" : "a model of no column");
    if (w.options->variance == LC_CLUSTERED && !sample->cluster)
        return LC_FAIL(err, LC_USAGE, "a variance by cluster needs a cluster column");
    int code = lc_sample_check_outcome(sample, LC_BINARY, err);
    if (code)
        return code;
    struct lc_fit *made =
        lc_fit_new(family, sample->x.p + !sample->no_intercept,
                   !w.options->firth && w.options->variance != LC_MODEL_BASED);
    code = made ? lc_fit_name_terms(made, sample, !sample->no_intercept, err)
                : LC_FAIL_NOMEM(err);
    if (!code) {
        made->n = sample->n;
        code = fit_work(&w, made, err);
    }
    end_work(&w);
    if (code)
        lc_fit_free(made);
    else
        *fit = made;
    return code;
}
