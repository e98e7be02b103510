#include "models/subhazard/fine_gray.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/climb/newton.h"
#include "models/climb/sandwich.h"
#include "models/climb/thin.h"
#include "models/cox/cox.h"
#include "models/family/endless.h"
#include "models/family/export_form.h"
#include "models/subhazard/fine_gray_inside.h"
#include "models/subhazard/fine_gray_line_inside.h"
#include "models/subhazard/fine_gray_sums_inside.h"
#include "numeric/cholesky.h"

struct work {
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_scaling scaling;
    struct lc_fg_line *line; /* rows in a line, or */
    struct lc_fg *fg;        /* tables by time: one of the two is NULL */
    struct lc_newton newton;
};

static struct lc_objective objective_of(const struct work *w)
{
    return w->line
               ? (struct lc_objective){ "fit: Fine-Gray", lc_fg_line_evaluate, w->line }
               : (struct lc_objective){ "fit: Fine-Gray", lc_fg_evaluate, w->fg };
}

/* What a hazard at the scaled columns' means is to be multiplied by for one at the
 * sample's centre; r was divided by exp(top). */
static double to_centre(const struct work *w, double top)
{
    double shift = 0;
    for (size_t k = 0; k < w->newton.q; k++)
        shift += w->newton.beta[k] * w->scaling.scale[k] * w->scaling.from[k];
    return exp(-shift - top);
}

/* The baseline at the sample's centre, cox.h (7) to (9) with Breslow's ties, one curve
 * for each group of censoring (they are the same curve: a group differs in its weights
 * only), in lc_curve's terms. */
static int keep_curve(const struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    const struct lc_fg *fg = w->fg;
    size_t q = fg->q, count = 0;
    double factor = to_centre(w, fg->top);
    struct lc_curve *c = fit->curve;
    for (size_t k = 0; k < fg->times; k++)
        count += fg->event[k] > 0;
    c->time = lc_alloc(count, sizeof(double));
    c->hazard = lc_alloc(count, sizeof(double));
    c->variance = lc_alloc(count, sizeof(double));
    c->mean = lc_alloc(count * q, sizeof(double));
    double *mean = lc_alloc(q, sizeof *mean), variance = 0;
    bool all = c->time && c->hazard && c->variance && c->mean && mean;
    for (size_t k = 0; all && k < fg->times; k++) {
        double s0 = *lc_fg_at(fg, k, 0);
        if (!(fg->event[k] > 0))
            continue;
        variance += fg->event[k] / (s0 * s0);
        c->time[c->n] = fg->table->time[k];
        c->hazard[c->n] = factor * fg->hazard[k];
        c->variance[c->n] = factor * factor * variance;
        for (size_t j = 0; j < q; j++) {
            mean[j] += fg->event[k] / s0 * *lc_fg_at(fg, k, 1 + j) / s0;
            c->mean[c->n * q + j] =
                factor
                * (w->scaling.from[j] * fg->hazard[k] + mean[j] / w->scaling.scale[j]);
        }
        c->n++;
    }
    free(mean);
    return all ? LC_OK : LC_FAIL_NOMEM(err);
}

/* A line of rows makes the curve meanwhile. */
static int middle_of(struct work *w, const int32_t *cluster, size_t clusters,
                     double *middle, struct lc_curve *curve, struct lc_error *err)
{
    return w->line ? lc_fg_line_finish(w->line, cluster, clusters, middle, curve,
                                       to_centre(w, w->line->top), err)
                   : lc_fg_meat(w->fg, cluster, clusters, middle, err);
}

/* The sandwich is the variance; with clusters, that is the robust one beside it. */
static int variances(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    size_t q = w->newton.q;
    const struct lc_sample *s = w->sample;
    bool clustered = w->options->variance == LC_CLUSTERED && s->cluster;
    double *room = lc_alloc(4 * q * q, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *bread = room, *middle = room + q * q, *own = middle + q * q;
    double *robust = own + q * q;
    lc_newton_variance(&w->newton, bread);
    int code = middle_of(w, NULL, 0, middle, fit->curve, err);
    if (!code)
        code = lc_sandwich(q, bread, middle, own, err);
    if (!code && clustered)
        code = middle_of(w, s->cluster, s->clusters, middle, NULL, err);
    if (!code && clustered)
        code = lc_sandwich(q, bread, middle, robust, err);
    if (!code)
        code = lc_fit_finish(fit, &w->scaling, &w->newton, own,
                             fit->robust_se ? (clustered ? robust : own) : NULL, err);
    free(room);
    return code;
}

/* Go on from a thin slice's maximum, where that saves steps. */
static int leap(struct work *w, const struct lc_objective *objective, double events,
                struct lc_error *err)
{
    struct lc_thin thin;
    struct lc_fg_line *slice = NULL;
    const struct lc_fit_options *o = w->options;
    size_t every = lc_thin_every(w->sample, events, w->newton.q);
    if (!w->line || o->max_steps < 2 || !every)
        return LC_OK;
    int code = lc_thin_init(&thin, w->sample, every, err);
    if (code)
        return code;
    code = lc_fg_line_new(&slice, &thin.sample, &w->scaling, o->cause, o->team, err);
    struct lc_objective of_slice = { "fit: a slice first", lc_fg_line_evaluate, slice };
    w->newton.full_cost = 2;
    if (!code && slice && slice->events > 0)
        code = lc_thin_leap(&w->newton, objective, &of_slice, thin.times, o, err);
    lc_fg_line_free(slice);
    lc_thin_release(&thin);
    return code;
}

/* The sums at the very end of the climb, from which the variance and the curve come. */
static int settle(struct work *w, const struct lc_objective *objective,
                  struct lc_error *err)
{
    struct lc_newton *n = &w->newton;
    double loglik;
    int code = LC_OK;
    if (!w->line || !lc_fg_line_is_at(w->line, n->beta))
        code = objective->evaluate(objective->context, n->beta, &loglik, n->step,
                                   n->factor, err);
    memcpy(n->factor, n->information, n->q * n->q * sizeof *n->factor);
    memcpy(n->held, n->alias, n->q);
    lc_cholesky(n->q, n->factor, 0, n->held);
    return code;
}

static int climb(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    struct lc_newton *n = &w->newton;
    struct lc_objective objective = objective_of(w);
    for (size_t k = 0; k < n->q; k++)
        n->ridge[k] = w->options->ridge * w->scaling.scale[k] * w->scaling.scale[k];
    int code = lc_newton_begin(n, &objective, err);
    if (code)
        return code;
    fit->loglik_null = n->loglik;
    fit->score = n->first_decrement;
    code = leap(w, &objective, fit->events, err);
    if (!code)
        code = lc_newton_climb(n, &objective, w->options->tolerance,
                               w->options->max_steps, err);
    fit->loglik = n->loglik;
    fit->lr = 2 * (fit->loglik - fit->loglik_null);
    return code ? code : settle(w, &objective, err);
}

static int fit_all(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    fit->n = w->sample->n;
    fit->events = w->line ? w->line->events : 0;
    for (size_t k = 0; w->fg && k < w->fg->times; k++)
        fit->events += w->fg->event[k];
    int code = lc_fit_name_terms(fit, w->sample, false, err);
    if (!code && !(fit->curve = lc_alloc(1, sizeof *fit->curve)))
        code = LC_FAIL_NOMEM(err);
    if (!code) {
        fit->curves = 1;
        fit->curve->cause = w->options->cause;
        code = climb(w, fit, err);
    }
    if (!code)
        code = variances(w, fit, err);
    return code || w->line ? code : keep_curve(w, fit, err);
}

static int begin_work(struct work *w, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    const struct lc_fit_options *o = w->options;
    int code = lc_scaling_init(&w->scaling, s, false, o->team, err);
    if (!code)
        code = lc_fg_line_new(&w->line, s, &w->scaling, o->cause, o->team, err);
    if (!code && !w->line)
        code = lc_fg_new(&w->fg, s, &w->scaling, o->cause, o->team, err);
    return code ? code : lc_newton_init(&w->newton, s->x.p, err);
}

static int refuse(const struct lc_sample *s, const struct lc_fit_options *o,
                  struct lc_error *err)
{
    if (s->start)
        return LC_FAIL(err, LC_UNFIT,
                       "family fine-gray takes no start times; cause-specific does");
    if (o->firth || o->path || o->lambda >= 0)
        return LC_FAIL(err, LC_USAGE,
                       "family fine-gray takes no Firth or elastic-net penalty");
    for (size_t i = 0; i < s->n; i++)
        if (s->cause[i] == o->cause && (!s->weight || s->weight[i] > 0))
            return LC_OK;
    return LC_FAIL(err, LC_UNFIT, "no row has cause %d", o->cause);
}

static int fit_fine_gray(struct lc_fit **fit, const struct lc_sample *sample,
                         const struct lc_fit_options *options, struct lc_error *err)
{
    struct work w = { .sample = sample, .options = options };
    struct lc_fit *new = NULL;
    *fit = NULL;
    int code = lc_sample_check_outcome(sample, LC_TIME_TO_CAUSE, err);
    if (!code)
        code = refuse(sample, options, err);
    if (!code)
        code = begin_work(&w, err);
    if (!code
        && !(new = lc_fit_new(&lc_family_fine_gray, sample->x.p,
                              options->variance != LC_MODEL_BASED)))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = fit_all(&w, new, err);
    lc_scaling_release(&w.scaling);
    lc_fg_line_free(w.line);
    lc_fg_free(w.fg);
    lc_newton_release(&w.newton);
    if (code)
        lc_fit_free(new);
    else
        *fit = new;
    return code;
}

/* One baseline for all groups of censoring. */
static int risk(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err)
{
    struct lc_risk_rows all = *rows;
    all.stratum = NULL;
    return lc_cox_risk(fit, &all, out, err);
}

static int open_export(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    e->strata = 1; /* its strata are groups of censoring: one baseline */
    return lc_export_open_curves(e, arena, err);
}

static const struct lc_export_form form = { .hazard = lc_export_curve,
                                            .open = open_export };

const struct lc_family lc_family_fine_gray = {
    .name = "fine-gray",
    .title = "Fine-Gray subdistribution hazard",
    .example = "Surv(time, cause) ~ age + sex",
    .fit = fit_fine_gray,
    .risk = risk,
    .text = lc_fit_terms_text,
    .document = "",
    .reads = "variance robust tolerance max_steps ridge cause times",
    .sense = 1,
    .response = LC_TIME_TO_CAUSE,
    .intercept = LC_INTERCEPT_IN_BASELINE,
    .strata = LC_NO,
    .intervals = LC_NO,
    .grid = LC_NO,
    .ranks = LC_YES,
    .shares = LC_NO,
    .likeliest = LC_YES,
    .ratio.name = "subhazard ratio",
    .net.without = "its likelihood has no path of solutions here",
    .quantile.times = lc_cox_quantiles,
    .hazard.without = "its limits are log-log, those of an absolute risk",
    .endless.reach = lc_endless_curve,
    .checks.without = "rows stay at risk after a competing event",
    .recalibration.run = lc_fine_gray_recalibrate,
    .export.form = &form,
};
