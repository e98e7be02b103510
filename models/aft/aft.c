/* The fit: Newton in the concave coordinates finds the maximum of a common scale;
 * Newton in the natural ones, begun there, separates the strata's scales and gives the
 * information that results are reported from. */
#include "models/aft/aft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/aft/aft_inside.h"
#include "models/aft/aft_rows_inside.h"
#include "models/climb/finish.h"
#include "models/climb/newton.h"
#include "models/climb/sandwich.h"
#include "models/family/endless.h"

struct work {
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_scaling scaling;
    struct lc_aft_rows rows;
    struct lc_aft_times times;
    struct lc_aft_kind kind;
    size_t scales;    /* 0 where the scale is fixed */
    double log_scale; /* there */
};

/* One search: a sweep over a view of the columns, in one way. */
struct target {
    struct work *w;
    lc_sweep *sweep;
    size_t columns; /* the sweep's, intercept included */
    int way;
};

static int set_rows(struct work *w, struct lc_error *err)
{
    int code = lc_aft_times_init(&w->times, w->sample, w->kind.logged, err);
    w->rows = (struct lc_aft_rows){ .sample = w->sample,
                                    .dist = w->kind.shape,
                                    .stratum = -1,
                                    .low = w->times.low,
                                    .high = w->times.high,
                                    .entry = w->times.entry };
    return code;
}

/* Fold one scale coordinate's sums into gradient and information at row `at`. */
static void put_scale(size_t q, size_t columns, size_t at, const struct lc_sums *sums,
                      double *gradient, double *information)
{
    gradient[at] = sums->extra[0];
    information[at * q + at] = sums->extra[1];
    for (size_t j = 0; j < columns; j++)
        information[j * q + at] = information[at * q + j] = -sums->cross[j];
}

/* The sum over the rows of (1) to (5) of aft_rows_inside.h, and its derivatives. */
static int evaluate(void *context, const double *beta, double *loglik, double *gradient,
                    double *information, struct lc_error *err)
{
    struct target *t = context;
    struct lc_aft_rows *rows = &t->w->rows;
    bool concave = t->way == LC_AFT_CONCAVE;
    size_t c = t->columns, scales = concave ? t->w->scales > 0 : t->w->scales;
    size_t q = c + scales;
    double *cross = lc_alloc(c + c * c, sizeof *cross);
    if (!cross)
        return LC_FAIL_NOMEM(err);
    double *gram = cross + c;
    struct lc_sums sums = { .gradient = gradient, .cross = cross, .gram = gram };
    rows->way = t->way;
    rows->scale = scales ? beta[c] : 1 / t->w->kind.scale;
    rows->log_sigma = scales ? beta + c : &t->w->log_scale;
    rows->stratum = concave || scales < 2 ? -1 : 0;
    *loglik = NAN;
    if (concave && !(rows->scale > 0)) {
        free(cross);
        return LC_OK;
    }
    int what = LC_SUM_GRADIENT | LC_SUM_GRAM | LC_SUM_CROSS;
    int code = lc_sweep_run(t->sweep, beta, what, lc_aft_rule, rows, &sums, err);
    *loglik = sums.loglik;
    for (size_t i = 0; !code && i < c; i++)
        memcpy(information + i * q, gram + i * c, c * sizeof *gram);
    for (size_t k = 0; !code && k < scales; k++) {
        for (size_t l = 0; l < scales; l++)
            information[(c + k) * q + c + l] = 0;
        if (k > 0) {
            rows->stratum = (int32_t)k;
            code = lc_sweep_run(t->sweep, beta, LC_SUM_CROSS, lc_aft_rule, rows, &sums,
                                err);
        }
        put_scale(q, c, c + k, &sums, gradient, information);
    }
    free(cross);
    return code;
}

/* Where the first climb began is where the second one's columns did: it begins where
 * the first one ended, which may be far out already. */
static void keep_origin(const struct lc_newton *concave, size_t columns,
                        struct lc_newton *natural)
{
    size_t q = natural->q;
    double a = q > columns ? exp(-natural->beta[columns]) : 1;
    for (size_t i = 0; i < columns; i++)
        for (size_t j = 0; j < q; j++)
            natural->origin[i * q + j] = natural->origin[j * q + i] =
                j < columns ? a * a * concave->origin[i * concave->q + j] : 0;
}

/* Climb in one way from newton->beta, after another one or NULL. */
static int climb(struct target *t, struct lc_newton *newton,
                 const struct lc_newton *concave, double tolerance,
                 struct lc_error *err)
{
    struct lc_objective objective = { "fit: accelerated failure time", evaluate, t };
    int code = lc_newton_begin(newton, &objective, err);
    if (!code && concave)
        keep_origin(concave, t->columns, newton);
    if (!code)
        code = lc_newton_climb(newton, &objective, tolerance, t->w->options->max_steps,
                               err);
    return code;
}

/* The maximum over the columns of x: concave first, then natural; the natural one stays
 * in *newton. */
static int maximise(struct work *w, const struct lc_matrix *x, lc_sweep **sweep,
                    struct lc_newton *newton, struct lc_error *err)
{
    bool intercept = !x->p || !w->sample->no_intercept;
    struct lc_view view = { x,
                            intercept,
                            x->p ? w->scaling.centre : NULL,
                            x->p ? w->scaling.scale : NULL,
                            w->sample->shard,
                            w->options->team };
    struct lc_newton concave = { 0 };
    size_t c = x->p + intercept;
    int code = lc_sweep_new(sweep, &view, err);
    struct target t = { w, *sweep, c, LC_AFT_CONCAVE };
    if (!code)
        code = lc_newton_init(&concave, c + (w->scales > 0), err);
    if (!code && w->scales)
        concave.beta[c] = 1 / w->times.spread;
    if (!code)
        code = climb(&t, &concave, NULL, 1e-6, err);
    if (!code)
        code = lc_newton_init(newton, c + w->scales, err);
    if (!code) {
        double a = w->scales ? concave.beta[c] : 1 / w->kind.scale;
        for (size_t j = 0; j < c; j++)
            newton->beta[j] = concave.beta[j] / a;
        for (size_t k = 0; k < w->scales; k++)
            newton->beta[c + k] = -log(a);
        t.way = LC_AFT_NATURAL;
        code = climb(&t, newton, &concave, w->options->tolerance, err);
    }
    if (!code && newton->steps < concave.steps)
        newton->steps = concave.steps;
    bool lost = newton->status == LC_NOT_CONVERGED;
    for (size_t k = 0; !code && k < w->scales; k++)
        if (newton->alias[c + k]
            || (lost && newton->beta[c + k] < log(w->times.spread) - 7)) {
            newton->status = LC_INFINITE; /* no spread is left: the scale goes to 0 */
            newton->runaway[c + k] = 1;
        }
    lc_newton_release(&concave);
    return code;
}

static int name_scales(struct lc_fit *fit, const struct work *w, struct lc_error *err)
{
    char name[40];
    for (size_t k = 0; k < w->scales; k++) {
        size_t t = w->scaling.p + w->scaling.intercept + k;
        snprintf(name, sizeof name, w->scales > 1 ? "log(scale):%zu" : "log(scale)",
                 k + 1);
        fit->column[t] = -1;
        if (!(fit->name[t] = lc_strdup(name)))
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

static int report(struct work *w, lc_sweep *sweep, struct lc_newton *newton,
                  struct lc_fit *fit, struct lc_error *err)
{
    size_t q = newton->q;
    bool robust = w->options->variance != LC_MODEL_BASED;
    double *v = lc_alloc(3 * q * q, sizeof *v);
    if (!v)
        return LC_FAIL_NOMEM(err);
    double *middle = v + q * q, *out = middle + q * q;
    int code = LC_OK;
    lc_newton_variance(newton, v);
    if (robust)
        code = lc_aft_meat(&w->rows, sweep, w->scales, newton->beta,
                           w->options->variance == LC_CLUSTERED, middle, err);
    if (!code && robust)
        code = lc_sandwich(q, v, middle, out, err);
    if (!code)
        code = lc_fit_finish(fit, &w->scaling, newton, v, robust ? out : NULL, err);
    if (!code) {
        if (w->scaling.intercept) {
            fit->at_centre[0] += w->times.centre;
            fit->estimate[0] += w->times.centre;
            fit->low[0] += w->times.centre;
            fit->high[0] += w->times.centre;
        }
        fit->loglik = newton->loglik - w->times.jacobian;
        fit->lr = 2 * (fit->loglik - fit->loglik_null);
    }
    free(v);
    return code;
}

static int keep_distribution(struct lc_fit *fit, const struct work *w,
                             struct lc_error *err)
{
    fit->extra = json_object();
    if (!fit->extra
        || !lc_json_put(fit->extra, "distribution",
                        lc_json_text(lc_dist_names[w->options->dist]))
        || !lc_json_put(fit->extra, "scales", lc_json_count(w->scales))
        || (!w->scales
            && !lc_json_put(fit->extra, "scale", lc_json_number(w->kind.scale))))
        return LC_FAIL_NOMEM(err);
    return LC_OK;
}

static int fit_all(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    static const struct lc_column no_column[1];
    struct lc_matrix none = { w->sample->n, 0, no_column };
    struct lc_newton null = { 0 }, newton = { 0 };
    lc_sweep *null_sweep = NULL, *sweep = NULL;
    int code = maximise(w, &none, &null_sweep, &null, err);
    if (!code)
        code = maximise(w, &w->sample->x, &sweep, &newton, err);
    fit->loglik_null = null.loglik - w->times.jacobian;
    fit->n = w->sample->n;
    for (size_t i = 0; i < w->sample->n; i++)
        if (w->times.high[i] < INFINITY)
            fit->events += w->sample->weight ? w->sample->weight[i] : 1;
    if (!code)
        code = lc_fit_name_terms(fit, w->sample, w->scaling.intercept, err);
    if (!code)
        code = name_scales(fit, w, err);
    if (!code)
        code = report(w, sweep, &newton, fit, err);
    if (!code)
        code = keep_distribution(fit, w, err);
    lc_sweep_free(null_sweep);
    lc_sweep_free(sweep);
    lc_newton_release(&null);
    lc_newton_release(&newton);
    return code;
}

static int fit_aft(struct lc_fit **fit, const struct lc_sample *sample,
                   const struct lc_fit_options *options, struct lc_error *err)
{
    struct work w = { .sample = sample, .options = options };
    w.kind = lc_aft_kinds[options->dist];
    if (options->scale > 0)
        w.kind.scale = options->scale;
    struct lc_sample outcome = lc_aft_outcome(sample, w.kind.logged);
    *fit = NULL;
    int code = lc_sample_check_outcome(&outcome, LC_TIME_TO_EVENT, err);
    if (!code && options->ridge > 0)
        code = LC_FAIL(err, LC_USAGE, "family aft has no ridge penalty");
    if (!code && (options->firth || options->path || options->lambda >= 0))
        code =
            LC_FAIL(err, LC_USAGE, "family aft takes no Firth or elastic-net penalty");
    if (!code && w.kind.scale > 0 && sample->strata > 1)
        code = LC_FAIL(err, LC_USAGE,
                       "strata() gives each stratum a scale of its own, and here the "
                       "scale is fixed");
    if (code)
        return code;
    w.log_scale = log(w.kind.scale);
    w.scales = w.kind.scale > 0 ? 0 : sample->strata ? sample->strata : 1;
    bool intercept = !sample->no_intercept;
    if (!intercept && !sample->x.p)
        return LC_FAIL(err, LC_USAGE, "a model of no column needs an intercept");
    code = lc_scaling_init(&w.scaling, sample, intercept, options->team, err);
    w.scaling.ancillary = w.scales;
    if (!code)
        code = set_rows(&w, err);
    struct lc_fit *new =
        code ? NULL
             : lc_fit_new(&lc_family_aft, sample->x.p + intercept + w.scales,
                          options->variance != LC_MODEL_BASED);
    if (!code && !new)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = fit_all(&w, new, err);
    lc_scaling_release(&w.scaling);
    lc_aft_times_release(&w.times);
    if (code)
        lc_fit_free(new);
    else
        *fit = new;
    return code;
}

const struct lc_family lc_family_aft = {
    .name = "aft",
    .title = "Accelerated failure time",
    .example = "Surv(time, death) ~ age + edema",
    .fit = fit_aft,
    .risk = lc_aft_risk,
    .text = lc_fit_terms_text,
    .document = "",
    .reads = "variance robust tolerance max_steps dist scale cause times:output",
    .sense = -1, /* a longer time is a later event */
    .response = LC_TIME_TO_EVENT,
    .intercept = LC_INTERCEPT_UNLESS_TAKEN,
    .strata = LC_YES,
    .intervals = LC_YES,
    .grid = LC_NO,
    .ranks = LC_NO,
    .shares = LC_NO,
    .likeliest = LC_YES,
    .ratio.name = "times as fast",
    .net.without = "its likelihood has no path of solutions here",
    .quantile.times = lc_aft_quantiles,
    .hazard.without = "its limits are log-log, those of a distribution",
    .endless.reach = lc_endless_terms,
    .checks.without = "the checks are of a partial likelihood, and it has a full one",
    .recalibration.run = lc_aft_recalibrate,
    .export.form = &lc_aft_form,
};
