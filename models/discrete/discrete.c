#include "models/discrete/discrete_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/climb/finish.h"
#include "models/climb/newton.h"
#include "models/climb/sandwich.h"
#include "models/discrete/discrete_basis_inside.h"

struct work {
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    bool cloglog;
    struct lc_intervals intervals;
    struct lc_time_basis basis;
    struct lc_scaling scaling;
    double *level; /* [K] */
};

struct target {
    struct work *w;
    lc_sweep *sweep;
    size_t p;
    struct lc_interval_sums sums;
};

static int evaluate(void *context, const double *beta, double *loglik, double *gradient,
                    double *information, struct lc_error *err)
{
    struct target *t = context;
    lc_time_levels(&t->w->basis, beta + t->p, t->w->level);
    int code =
        lc_intervals_run(&t->w->intervals, t->sweep, beta, t->w->level, &t->sums, err);
    *loglik = t->sums.loglik;
    if (!code)
        lc_time_fold(&t->w->basis, &t->sums, t->p, gradient, information);
    return code;
}

/* A level for every interval from the crude hazards: where to begin. */
static double crude_level(const struct work *w)
{
    double events = 0, time = 0;
    for (size_t k = 0; k < w->intervals.count; k++) {
        events += w->intervals.events[k];
        time += w->intervals.open[k] ? w->intervals.at_risk[k] : 0;
    }
    double h = fmin(0.9, events / time);
    return w->cloglog ? log(-log1p(-h)) : log(h / (1 - h));
}

static void begin_at(const struct work *w, size_t p, struct lc_newton *newton)
{
    double level = crude_level(w);
    bool all = w->options->baseline == LC_STEPS;
    for (size_t j = 0; j < w->basis.m; j++)
        newton->beta[p + j] = all || j == 0 ? level : 0;
}

static int climb(struct work *w, const struct lc_matrix *x, lc_sweep **sweep,
                 struct lc_newton *newton, const double *start, struct lc_error *err)
{
    size_t p = x->p;
    struct lc_view view = { x,
                            false,
                            p ? w->scaling.centre : NULL,
                            p ? w->scaling.scale : NULL,
                            w->sample->shard,
                            w->options->team };
    struct target t = { .w = w, .p = p };
    struct lc_objective objective = { "fit: discrete-time hazard", evaluate, &t };
    int code = lc_sweep_new(sweep, &view, err);
    t.sweep = *sweep;
    if (!code)
        code = lc_newton_init(newton, p + w->basis.m, err);
    if (!code)
        code = lc_interval_sums_init(&t.sums, w->intervals.count, p, err);
    if (!code) {
        begin_at(w, p, newton);
        if (start)
            memcpy(newton->beta + p, start, w->basis.m * sizeof *start);
        for (size_t k = 0; k < p; k++)
            newton->ridge[k] =
                w->options->ridge * w->scaling.scale[k] * w->scaling.scale[k];
        code = lc_newton_begin(newton, &objective, err);
    }
    if (!code)
        code = lc_newton_climb(newton, &objective, w->options->tolerance,
                               w->options->max_steps, err);
    w->intervals.expected = w->cloglog; /* its observed and expected one differ */
    if (!code && w->cloglog)
        code = lc_newton_inform(newton, &objective, err);
    w->intervals.expected = false;
    lc_interval_sums_release(&t.sums);
    return code;
}

static int name_baseline(struct lc_fit *fit, const struct work *w, struct lc_error *err)
{
    char name[40];
    size_t k = 0;
    for (size_t j = 0; j < w->basis.m; j++, k++) {
        size_t t = w->scaling.p + j;
        if (w->options->baseline == LC_STEPS) {
            while (!w->intervals.open[k])
                k++;
            snprintf(name, sizeof name, "interval %zu", k + 1);
        } else {
            snprintf(name, sizeof name, "%s of time %zu",
                     lc_baseline_names[w->options->baseline], j);
        }
        fit->column[t] = -1;
        if (!(fit->name[t] = lc_strdup(name)))
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

/* What risk() needs: the grid and the basis, which holds no row of anybody. */
static int keep_basis(struct lc_fit *fit, const struct work *w, struct lc_error *err)
{
    json_t *open = json_array(), *extra = fit->extra = json_object();
    for (size_t k = 0; open && k < w->basis.count; k++)
        if (!lc_json_push(open, json_boolean(w->intervals.open[k])))
            break;
    bool ok =
        extra && lc_json_put(extra, "grid", lc_json_number(w->options->grid))
        && lc_json_put(extra, "baseline",
                       lc_json_text(lc_baseline_names[w->options->baseline]))
        && lc_json_put(extra, "open", open)
        && lc_json_put(extra, "basis",
                       lc_json_numbers(w->basis.count * w->basis.m, w->basis.value));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static int variances(struct work *w, lc_sweep *sweep, struct lc_newton *newton,
                     struct lc_fit *fit, struct lc_error *err)
{
    size_t q = newton->q, n = w->sample->n;
    const int32_t *cluster =
        w->options->variance == LC_CLUSTERED ? w->sample->cluster : NULL;
    double *v = lc_alloc(3 * q * q, sizeof *v);
    if (!v)
        return LC_FAIL_NOMEM(err);
    double *meat = v + q * q, *robust = meat + q * q;
    int code = LC_OK;
    lc_newton_variance(newton, v);
    if (fit->robust_se) {
        lc_time_levels(&w->basis, newton->beta + w->scaling.p, w->level);
        struct lc_discrete_place at = { &w->intervals, &w->basis,    &w->scaling,
                                        sweep,         newton->beta, w->level };
        code = lc_discrete_meat(&at, cluster, w->sample->clusters, meat, err);
        for (size_t i = 0; w->options->variance == LC_HC1 && i < q * q; i++)
            meat[i] *= (double)n / (double)(n - q);
        if (!code)
            code = lc_sandwich(q, v, meat, robust, err);
    }
    if (!code)
        code = lc_fit_finish(fit, &w->scaling, newton, v,
                             fit->robust_se ? robust : NULL, err);
    free(v);
    return code;
}

/* Marks the steps in which everybody at risk has the event: no other's level is without
 * end. Returns how many. */
static size_t mark_full(const struct work *w, unsigned char *runaway)
{
    size_t full = 0;
    for (size_t k = 0, j = 0; k < w->intervals.count; k++) {
        if (!w->intervals.open[k])
            continue;
        double events = w->intervals.events[k], at_risk = w->intervals.at_risk[k];
        runaway[j] = events >= at_risk * (1 - 1e-12);
        full += runaway[j++];
    }
    return full;
}

/* An interval in which everybody at risk has the event has no finite level: found
 * without the columns, and still so with them. */
static void keep_infinite(const struct work *w, const struct lc_newton *null,
                          struct lc_newton *newton)
{
    size_t p = w->scaling.p;
    if (null->status != LC_INFINITE) { /* what a level runs with then is a column */
        memset(newton->runaway + p, 0, null->q);
        return;
    }
    newton->status = LC_INFINITE;
    if (w->options->baseline == LC_STEPS && mark_full(w, newton->runaway + p))
        return;
    for (size_t j = 0; j < null->q; j++)
        newton->runaway[p + j] |= null->runaway[j] | newton->alias[p + j];
}

static int report(struct work *w, lc_sweep *sweep, struct lc_newton *newton,
                  struct lc_fit *fit, struct lc_error *err)
{
    int code = lc_fit_name_terms(fit, w->sample, false, err);
    if (!code)
        code = name_baseline(fit, w, err);
    if (!code) /* the status names terms */
        code = variances(w, sweep, newton, fit, err);
    if (code)
        return code;
    fit->loglik = newton->loglik;
    fit->lr = 2 * (fit->loglik - fit->loglik_null);
    fit->score = newton->first_decrement;
    fit->n = w->sample->n;
    for (size_t k = 0; k < w->intervals.count; k++)
        fit->events += w->intervals.events[k];
    return keep_basis(fit, w, err);
}

static int fit_all(struct work *w, const struct lc_family *family, struct lc_fit **fit,
                   struct lc_error *err)
{
    static const struct lc_column no_column[1];
    struct lc_matrix none = { w->sample->n, 0, no_column };
    struct lc_newton null = { 0 }, newton = { 0 };
    lc_sweep *null_sweep = NULL, *sweep = NULL;
    int code = climb(w, &none, &null_sweep, &null, NULL, err);
    if (!code)
        code = climb(w, &w->sample->x, &sweep, &newton, null.beta, err);
    if (!code
        && !(*fit = lc_fit_new(family, w->sample->x.p + w->basis.m,
                               w->options->variance != LC_MODEL_BASED)))
        code = LC_FAIL_NOMEM(err);
    if (!code) {
        (*fit)->loglik_null = null.loglik;
        keep_infinite(w, &null, &newton);
        code = report(w, sweep, &newton, *fit, err);
    }
    lc_sweep_free(null_sweep);
    lc_sweep_free(sweep);
    lc_newton_release(&null);
    lc_newton_release(&newton);
    return code;
}

static int fit_discrete(const struct lc_family *family, bool cloglog,
                        struct lc_fit **fit, const struct lc_sample *sample,
                        const struct lc_fit_options *options, struct lc_error *err)
{
    struct work w = { .sample = sample, .options = options, .cloglog = cloglog };
    *fit = NULL;
    int code = lc_sample_check_outcome(sample, LC_TIME_TO_EVENT, err);
    if (!code && (options->firth || options->path || options->lambda >= 0))
        code = LC_FAIL(err, LC_USAGE, "family %s takes no Firth or elastic-net penalty",
                       family->name);
    if (code)
        return code;
    code = lc_intervals_init(&w.intervals, sample, options->cause, options->grid,
                             cloglog, err);
    if (!code)
        code = lc_time_basis_init(&w.basis, &w.intervals, options->baseline,
                                  options->degree, err);
    if (!code)
        code = lc_scaling_init(&w.scaling, sample, false, options->team, err);
    if (!code && !(w.level = lc_alloc(w.intervals.count, sizeof *w.level)))
        code = LC_FAIL_NOMEM(err);
    w.scaling.ancillary = w.basis.m;
    /* steps are levels each; of a polynomial or a spline the constant is */
    w.scaling.levels = options->baseline == LC_STEPS ? w.basis.m : 1;
    if (!code)
        code = fit_all(&w, family, fit, err);
    if (code) {
        lc_fit_free(*fit);
        *fit = NULL;
    }
    free(w.level);
    lc_scaling_release(&w.scaling);
    lc_time_basis_release(&w.basis);
    lc_intervals_release(&w.intervals);
    return code;
}

static int fit_logit(struct lc_fit **fit, const struct lc_sample *sample,
                     const struct lc_fit_options *options, struct lc_error *err)
{
    return fit_discrete(&lc_family_discrete_logit, false, fit, sample, options, err);
}

static int fit_cloglog(struct lc_fit **fit, const struct lc_sample *sample,
                       const struct lc_fit_options *options, struct lc_error *err)
{
    return fit_discrete(&lc_family_discrete_cloglog, true, fit, sample, options, err);
}

/* What the two links share. */
#define DISCRETE                                                                       \
    .example = "Surv(time, event) ~ age + sex", .text = lc_fit_terms_text,             \
    .document = "",                                                                    \
    .reads = "variance robust tolerance max_steps ridge cause grid baseline "          \
             "degree times:output",                                                    \
    .sense = 1, .response = LC_TIME_TO_EVENT, .intercept = LC_INTERCEPT_IN_BASELINE,   \
    .strata = LC_NO, .intervals = LC_NO, .grid = LC_YES, .ranks = LC_YES,              \
    .shares = LC_NO, .likeliest = LC_YES,                                              \
    .net.without = "its likelihood has no path of solutions here",                     \
    .quantile.without = "it knows intervals of time, and no time within one",          \
    .hazard.without = "its limits are log-log, those of a product over intervals",     \
    .endless.reach = lc_discrete_endless,                                              \
    .checks.without = "the checks are of a partial likelihood, and it has a full one", \
    .recalibration.run = lc_discrete_recalibrate

const struct lc_family lc_family_discrete_logit = {
    DISCRETE,
    .name = "discrete-logit",
    .title = "Discrete-time hazard, logit",
    .fit = fit_logit,
    .risk = lc_discrete_risk_logit,
    .ratio.name = "odds ratio",
    .export.form = &lc_discrete_logit_form,
};

const struct lc_family lc_family_discrete_cloglog = {
    DISCRETE,
    .name = "discrete-cloglog",
    .title = "Discrete-time hazard, complementary log-log",
    .fit = fit_cloglog,
    .risk = lc_discrete_risk_cloglog,
    .ratio.name = "hazard ratio",
    .export.form = &lc_discrete_cloglog_form,
};
