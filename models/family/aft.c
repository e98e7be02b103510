/* The fit: Newton in the concave coordinates finds the maximum of a common scale;
 * Newton in the natural ones, begun there, separates the strata's scales and gives the
 * information that results are reported from. */
#include "models/family/aft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/family/aft_rows.h"
#include "models/family/finish.h"
#include "models/family/newton.h"
#include "models/family/sandwich.h"

struct work {
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_scaling scaling;
    struct lc_aft_rows rows;
    double *low, *high, *entry;
    double centre;   /* of the log times */
    double jacobian; /* sum of w log t over events: from log T to T */
    size_t scales;   /* 0 for exponential */
};

/* One search: a sweep over a view of the columns, in one way. */
struct target {
    struct work *w;
    lc_sweep *sweep;
    size_t columns; /* the sweep's, intercept included */
    int way;
};

static double log_or_none(double time)
{
    return time > 0 ? log(time) : -INFINITY;
}

static void set_row(struct work *w, size_t i, double *sum, double *count)
{
    const struct lc_sample *s = w->sample;
    double low = s->stop[i], high = s->stop_high ? s->stop_high[i] : low;
    double weight = s->weight ? s->weight[i] : 1;
    if (!s->stop_high && s->cause[i] == 0)
        high = INFINITY;
    w->low[i] = log_or_none(low);
    w->high[i] = log(high);
    if (w->entry)
        w->entry[i] = log_or_none(s->start[i]);
    if (low == high)
        w->jacobian += weight * w->low[i];
    double seen = isfinite(w->low[i]) ? w->low[i] : w->high[i];
    if (isfinite(seen) && weight > 0) {
        *sum += weight * seen;
        *count += weight;
    }
}

static int check_row(const struct lc_sample *s, size_t i, struct lc_error *err)
{
    double low = s->stop[i], high = s->stop_high ? s->stop_high[i] : low;
    bool timed =
        s->stop_high ? low >= 0 && high > 0 && low <= high && low < INFINITY : low > 0;
    if (!timed)
        return LC_FAIL(
            err, LC_RANGE,
            "row %zu: a time must be above 0 here, and an interval's ends in "
            "order",
            i + 1);
    return LC_OK;
}

/* Log times less their mean and the row's offset. */
static int set_rows(struct work *w, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    double sum = 0, count = 0;
    w->low = lc_alloc(s->n, sizeof *w->low);
    w->high = lc_alloc(s->n, sizeof *w->high);
    w->entry = s->start ? lc_alloc(s->n, sizeof *w->entry) : NULL;
    if (!w->low || !w->high || (s->start && !w->entry))
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->n; i++) {
        int code = check_row(s, i, err);
        if (code)
            return code;
        set_row(w, i, &sum, &count);
    }
    w->centre = count > 0 ? sum / count : 0;
    for (size_t i = 0; i < s->n; i++) {
        double shift = w->centre + (s->offset ? s->offset[i] : 0);
        w->low[i] -= shift;
        w->high[i] -= shift;
        if (w->entry)
            w->entry[i] -= shift;
    }
    w->rows = (struct lc_aft_rows){ .sample = s,
                                    .dist = w->options->dist,
                                    .stratum = -1,
                                    .low = w->low,
                                    .high = w->high,
                                    .entry = w->entry };
    return LC_OK;
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

static int evaluate(void *context, const double *beta, double *loglik, double *gradient,
                    double *information, struct lc_error *err)
{
    struct target *t = context;
    struct lc_aft_rows *rows = &t->w->rows;
    bool concave = t->way == LC_AFT_CONCAVE;
    size_t c = t->columns, scales = concave ? t->w->scales > 0 : t->w->scales;
    size_t q = c + scales;
    static const double none[1] = { 0 };
    double *cross = lc_alloc(c + c * c, sizeof *cross);
    if (!cross)
        return LC_FAIL_NOMEM(err);
    double *gram = cross + c;
    struct lc_sums sums = { .gradient = gradient, .cross = cross, .gram = gram };
    rows->way = t->way;
    rows->scale = scales ? beta[c] : 1;
    rows->log_sigma = scales ? beta + c : none;
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

/* Climb in one way from newton->beta. */
static int climb(struct target *t, struct lc_newton *newton, double tolerance,
                 struct lc_error *err)
{
    struct lc_objective objective = { "fit: accelerated failure time", evaluate, t };
    int code = lc_newton_begin(newton, &objective, err);
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
    struct lc_view view = { x,
                            true,
                            x->p ? w->scaling.centre : NULL,
                            x->p ? w->scaling.scale : NULL,
                            w->sample->shard,
                            w->options->team };
    struct lc_newton concave = { 0 };
    size_t c = x->p + 1;
    int code = lc_sweep_new(sweep, &view, err);
    struct target t = { w, *sweep, c, LC_AFT_CONCAVE };
    if (!code)
        code = lc_newton_init(&concave, c + (w->scales > 0), err);
    if (!code && w->scales)
        concave.beta[c] = 1;
    if (!code)
        code = climb(&t, &concave, 1e-6, err);
    if (!code)
        code = lc_newton_init(newton, c + w->scales, err);
    if (!code) {
        double a = w->scales ? concave.beta[c] : 1;
        for (size_t j = 0; j < c; j++)
            newton->beta[j] = concave.beta[j] / a;
        for (size_t k = 0; k < w->scales; k++)
            newton->beta[c + k] = -log(a);
        t.way = LC_AFT_NATURAL;
        code = climb(&t, newton, w->options->tolerance, err);
    }
    if (!code && newton->steps < concave.steps)
        newton->steps = concave.steps;
    bool lost = newton->status == LC_NOT_CONVERGED;
    for (size_t k = 0; !code && k < w->scales; k++)
        if (newton->alias[c + k] || (lost && newton->beta[c + k] < -7)) {
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
        size_t t = w->scaling.p + 1 + k;
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
    lc_newton_variance(newton, v);
    int code = robust ? lc_aft_meat(&w->rows, sweep, q, w->scales, newton->beta,
                                    w->options->variance == LC_CLUSTERED, middle, err)
                      : LC_OK;
    if (!code && robust)
        code = lc_sandwich(q, v, middle, out, err);
    if (!code) {
        lc_fit_finish(fit, &w->scaling, newton, v, robust ? out : NULL);
        fit->estimate[0] += w->centre;
        fit->low[0] += w->centre;
        fit->high[0] += w->centre;
        fit->loglik = newton->loglik - w->jacobian;
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
        || !lc_json_put(fit->extra, "scales", json_integer((json_int_t)w->scales)))
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
    fit->loglik_null = null.loglik - w->jacobian;
    fit->n = w->sample->n;
    for (size_t i = 0; i < w->sample->n; i++)
        if (w->high[i] < INFINITY)
            fit->events += w->sample->weight ? w->sample->weight[i] : 1;
    if (!code)
        code = lc_fit_name_terms(fit, w->sample, true, err);
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
    *fit = NULL;
    int code = lc_sample_check_outcome(sample, LC_TIME_TO_EVENT, err);
    if (!code && options->ridge > 0)
        code = LC_FAIL(err, LC_USAGE, "family aft has no ridge penalty");
    if (!code && (options->firth || options->path || options->lambda >= 0))
        code =
            LC_FAIL(err, LC_USAGE, "family aft takes no Firth or elastic-net penalty");
    if (code)
        return code;
    w.scales = options->dist == LC_EXPONENTIAL ? 0
               : sample->strata                ? sample->strata
                                               : 1;
    code = lc_scaling_init(&w.scaling, sample, true, options->team, err);
    w.scaling.ancillary = w.scales;
    if (!code)
        code = set_rows(&w, err);
    struct lc_fit *new = code ? NULL
                              : lc_fit_new(&lc_family_aft, sample->x.p + 1 + w.scales,
                                           options->variance != LC_MODEL_BASED);
    if (!code && !new)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = fit_all(&w, new, err);
    lc_scaling_release(&w.scaling);
    free(w.low);
    free(w.high);
    free(w.entry);
    if (code)
        lc_fit_free(new);
    else
        *fit = new;
    return code;
}

static int dist_of(const struct lc_fit *fit)
{
    const char *name = json_string_value(json_object_get(fit->extra, "distribution"));
    for (int d = 0; name && lc_dist_names[d]; d++)
        if (strcmp(lc_dist_names[d], name) == 0)
            return d;
    return -1;
}

/* u = (log t - eta) / sigma and its standard error: du = -x' db / sigma - u dlog sigma.
 */
static void place(const struct lc_fit *fit, size_t p, const double *x, double offset,
                  double log_time, size_t scale, double *u, double *se)
{
    size_t terms = fit->terms;
    bool scaled = scale < terms;
    double sigma = scaled ? exp(fit->estimate[scale]) : 1, eta = offset, sum = 0;
    for (size_t t = 0; t <= p; t++)
        eta += isnan(fit->estimate[t]) ? 0 : fit->estimate[t] * (t ? x[t - 1] : 1);
    *u = (log_time - eta) / sigma;
    for (size_t i = 0; i < terms; i++) {
        double gi = i <= p ? -(i ? x[i - 1] : 1) / sigma : i == scale ? -*u : 0;
        for (size_t j = 0; gi != 0 && j < terms; j++) {
            double gj = j <= p ? -(j ? x[j - 1] : 1) / sigma : j == scale ? -*u : 0;
            sum += gi * gj * fit->covariance[i * terms + j];
        }
    }
    *se = sqrt(sum > 0 ? sum : 0);
}

static int risk(const struct lc_fit *fit, size_t m, size_t p, const double *x,
                const double *offset, const int32_t *stratum, double horizon,
                double *risks, double *low, double *high, struct lc_error *err)
{
    int dist = dist_of(fit);
    if (dist < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    if (!(horizon > 0))
        return LC_FAIL(err, LC_RANGE, "a horizon above 0 is needed");
    size_t scales = fit->terms - p - 1;
    for (size_t i = 0; i < m; i++) {
        double u, se;
        size_t k = stratum && scales > 1 ? (size_t)stratum[i] : 0;
        place(fit, p, x + i * p, offset ? offset[i] : 0, log(horizon),
              scales ? p + 1 + k : fit->terms, &u, &se);
        risks[i] = lc_aft_before(dist, u);
        if (low) {
            low[i] = lc_aft_before(dist, u - LC_Z95 * se);
            high[i] = lc_aft_before(dist, u + LC_Z95 * se);
        }
    }
    return LC_OK;
}

const struct lc_family lc_family_aft = { "aft", "Accelerated failure time",
                                         LC_TIME_TO_EVENT, fit_aft, risk };
