/* Level, spread and baseline of a frozen model (recalibrate.h). */
#include "models/fit/recalibrate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/family/cox.h"
#include "models/family/scorecard.h"
#include "models/fit/table_fit.h"

const char *const lc_recalibration_names[] = { "intercept", "slope", "baseline", NULL };

/* What the steps share. */
struct work {
    struct lc_model *model;
    const struct lc_sample *sample;
    lc_team *team;
    double *beta;        /* [p] frozen, 0 where aliased */
    double constant;     /* frozen */
    double *eta;         /* [n] constant + x beta, no offset */
    struct lc_fit *line; /* of the new rows on eta */
};

static int open_work(struct work *w, struct lc_error *err)
{
    const struct lc_matrix *x = &w->sample->x;
    w->beta = lc_alloc(x->p, sizeof *w->beta);
    w->eta = lc_alloc(w->sample->n, sizeof *w->eta);
    if (!w->beta || !w->eta)
        return LC_FAIL_NOMEM(err);
    lc_model_coefficients(w->model, w->beta, &w->constant);
    for (size_t i = 0; i < w->sample->n; i++) {
        w->eta[i] = w->constant;
        for (size_t k = 0; k < x->p; k++)
            w->eta[i] += w->beta[k] * lc_column_get(&x->column[k], i);
    }
    return LC_OK;
}

static void close_work(struct work *w)
{
    free(w->beta);
    free(w->eta);
    lc_fit_free(w->line);
}

/* The new rows on the frozen eta: as a column with a slope, or as an offset. */
static int fit_line(struct work *w, const struct lc_family *family, bool slope,
                    struct lc_error *err)
{
    static const char *const name[] = { "linear predictor" };
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_column column = { .type = LC_F64, .data = w->eta };
    struct lc_sample s = *w->sample;
    double *offset = NULL;
    s.x = (struct lc_matrix){ s.n, slope, &column };
    s.name = name;
    s.penalty_factor = NULL;
    options.team = w->team;
    options.concordance = 0;
    if (!slope) {
        offset = lc_alloc(s.n, sizeof *offset);
        if (!offset)
            return LC_FAIL_NOMEM(err);
        for (size_t i = 0; i < s.n; i++)
            offset[i] = w->eta[i] + (w->sample->offset ? w->sample->offset[i] : 0);
        s.offset = offset;
    }
    int code = family->fit(&w->line, &s, &options, err);
    free(offset);
    if (!code && (code = lc_fit_code(w->line)))
        return LC_FAIL(err, code, "%s", w->line->status_text);
    return code;
}

/* --- a yes or no
 * ------------------------------------------------------------------------ */

/* xbar [p], each row weighing as much as it tells. */
static void mean_row(const struct work *w, double a, double b, double *xbar)
{
    const struct lc_sample *s = w->sample;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        double p = 1 / (1 + exp(-(a + b * w->eta[i] + (s->offset ? s->offset[i] : 0))));
        double weight = p * (1 - p) * (s->weight ? s->weight[i] : 1)
                        * (s->trials ? s->trials[i] : 1);
        sum += weight;
        for (size_t k = 0; k < s->x.p; k++)
            xbar[k] += weight * lc_column_get(&s->x.column[k], i);
    }
    for (size_t k = 0; k < s->x.p && sum > 0; k++)
        xbar[k] /= sum;
}

/* (6): v [3] is the variance of a, both, b; cx [p] = C xbar; the intercept is first. */
static void respread(const struct work *w, struct lc_fit *fit, double b,
                     const double *v, const double *xbar, double *cx)
{
    size_t p = w->sample->x.p, q = p + 1;
    double c = w->constant, *cov = fit->covariance, inner = 0;
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++)
            cx[i] += cov[(i + 1) * q + j + 1] * xbar[j];
        inner += xbar[i] * cx[i];
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            double *cell = &cov[(i + 1) * q + j + 1];
            *cell = b * b * *cell + v[2] * w->beta[i] * w->beta[j];
        }
    for (size_t j = 0; j < p; j++)
        cov[j + 1] = cov[(j + 1) * q] = (v[1] + c * v[2]) * w->beta[j] - b * b * cx[j];
    cov[0] = v[0] + 2 * c * v[1] + c * c * v[2] + b * b * inner;
}

static int rescale_binary(struct work *w, double a, double b, const double *v,
                          struct lc_error *err)
{
    struct lc_fit *fit = w->model->fit;
    size_t p = w->sample->x.p;
    double *room = lc_alloc(2 * p, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    mean_row(w, a, b, room);
    respread(w, fit, b, v, room, room + p);
    fit->estimate[0] = a + b * w->constant;
    for (size_t k = 1; k < fit->terms; k++)
        fit->estimate[k] *= b;
    free(room);
    return LC_OK;
}

static int recalibrate_binary(struct work *w, int method, struct lc_recalibrated *out,
                              struct lc_error *err)
{
    bool slope = method == LC_BY_SLOPE;
    const struct lc_family *family = w->model->family == &lc_family_cloglog
                                         ? &lc_family_cloglog
                                         : &lc_family_logistic;
    if (method == LC_BY_BASELINE)
        return LC_FAIL(err, LC_USAGE,
                       "a model of a yes or no has no baseline; take intercept");
    int code = fit_line(w, family, slope, err);
    if (code)
        return code;
    const double *cov = w->line->covariance;
    double v[3] = { cov[0], slope ? cov[1] : 0, slope ? cov[3] : 0 };
    out->intercept = w->line->estimate[0];
    out->slope = slope ? w->line->estimate[1] : 1;
    return rescale_binary(w, out->intercept, out->slope, v, err);
}

/* --- times
 * -------------------------------------------------------------------------------
 */

/* The last step at or before t; 0 before the first. */
static double hazard_at(const struct lc_curve *curve, double t)
{
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (curve->time[middle] <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? curve->hazard[low - 1] : 0;
}

/* The events that the model foretold for the rows' own follow-up. */
static double expected_events(const struct work *w)
{
    const struct lc_sample *s = w->sample;
    const struct lc_fit *fit = w->model->fit;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct lc_curve *curve = fit->curve;
        for (size_t c = 0; s->stratum && c < fit->curves; c++)
            if (fit->curve[c].stratum == s->stratum[i])
                curve = &fit->curve[c];
        double h = hazard_at(curve, s->stop[i])
                   - (s->start ? hazard_at(curve, s->start[i]) : 0);
        sum += h * exp(w->eta[i] + (s->offset ? s->offset[i] : 0))
               * (s->weight ? s->weight[i] : 1);
    }
    return sum;
}

static void stretch_curves(struct lc_fit *fit, size_t p, double factor)
{
    for (size_t c = 0; c < fit->curves; c++) {
        struct lc_curve *curve = &fit->curve[c];
        for (size_t i = 0; i < curve->n; i++) {
            curve->hazard[i] *= factor;
            curve->variance[i] *= factor * factor;
        }
        for (size_t i = 0; i < curve->n * p; i++)
            curve->mean[i] *= factor;
    }
}

static int cox_slope(struct work *w, struct lc_recalibrated *out, struct lc_error *err)
{
    struct lc_fit *fit = w->model->fit;
    size_t p = w->sample->x.p;
    int code = fit_line(w, &lc_family_cox, true, err);
    if (code)
        return code;
    double b = out->slope = w->line->estimate[0], v = w->line->covariance[0];
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            fit->covariance[i * p + j] =
                b * b * fit->covariance[i * p + j] + v * w->beta[i] * w->beta[j];
    for (size_t k = 0; k < p; k++)
        fit->estimate[k] *= b;
    return LC_OK;
}

static int recalibrate_cox(struct work *w, int method, struct lc_recalibrated *out,
                           struct lc_error *err)
{
    struct lc_fit_options options = lc_fit_defaults();
    const char *ties = json_string_value(json_object_get(w->model->settings, "ties"));
    options.team = w->team;
    if (ties && !strcmp(ties, lc_ties_names[LC_BRESLOW]))
        options.ties = LC_BRESLOW;
    out->slope = 1;
    if (method == LC_BY_INTERCEPT) {
        if (!(out->expected > 0 && out->events > 0))
            return LC_FAIL(err, LC_UNFIT, "there is no event to set the level by");
        out->intercept = log(out->events / out->expected);
        stretch_curves(w->model->fit, w->sample->x.p, out->events / out->expected);
        return LC_OK;
    }
    int code = method == LC_BY_SLOPE ? cox_slope(w, out, err) : LC_OK;
    return code ? code : lc_cox_baseline(w->model->fit, w->sample, &options, err);
}

/* --- the model's own account
 * ---------------------------------------------------------- */

static double observed(const struct lc_sample *s, int response)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += (s->weight ? s->weight[i] : 1)
               * (response == LC_BINARY ? s->y[i] : s->cause[i] == 1);
    return sum;
}

/* By the frozen model's own link. */
static double expected_yes(const struct work *w)
{
    const struct lc_sample *s = w->sample;
    bool logit = w->model->family != &lc_family_cloglog;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        double eta = w->eta[i] + (s->offset ? s->offset[i] : 0);
        double p = logit ? 1 / (1 + exp(-eta)) : -expm1(-exp(eta));
        sum += p * (s->weight ? s->weight[i] : 1) * (s->trials ? s->trials[i] : 1);
    }
    return sum;
}

static void restate(struct lc_fit *fit, const struct lc_recalibrated *out, int method)
{
    for (size_t k = 0; k < fit->terms; k++) {
        fit->se[k] = sqrt(fit->covariance[k * fit->terms + k]);
        if (fit->robust_se)
            fit->robust_se[k] = fit->se[k];
        fit->low[k] = fit->estimate[k] - LC_Z95 * fit->se[k];
        fit->high[k] = fit->estimate[k] + LC_Z95 * fit->se[k];
    }
    fit->n = out->rows;
    fit->events = out->events;
    fit->loglik = fit->loglik_null = fit->lr = fit->wald = fit->score = NAN;
    fit->concordance = fit->concordance_se = NAN;
    snprintf(fit->status_text, sizeof fit->status_text,
             "coefficients frozen; %s recalibrated", lc_recalibration_names[method]);
}

static int note(struct lc_model *model, const struct lc_recalibrated *out, int method,
                struct lc_error *err)
{
    json_t *o = json_object();
    if (!model->settings)
        model->settings = json_object();
    bool ok = lc_json_put(model->settings, "recalibration", o)
              && lc_json_put(o, "method", lc_json_text(lc_recalibration_names[method]))
              && lc_json_put(o, "rows", lc_model_count((double)out->rows))
              && lc_json_put(o, "events", lc_model_count(out->events))
              && lc_json_put(o, "intercept", lc_json_number(out->intercept))
              && lc_json_put(o, "slope", lc_json_number(out->slope));
    json_decref(model->metrics);
    json_decref(model->verdict);
    model->metrics = model->verdict = NULL;
    free(model->parent);
    model->parent = lc_strdup(model->digest);
    return ok && model->parent ? LC_OK : LC_FAIL_NOMEM(err);
}

static bool fits(const struct lc_family *family)
{
    return family == &lc_family_logistic || family == &lc_family_cloglog
           || family == &lc_family_scorecard || family == &lc_family_cox;
}

int lc_recalibrate(struct lc_recalibrated *out, struct lc_model *model,
                   const struct lc_sample *sample, int method, lc_team *team,
                   struct lc_error *err)
{
    struct work w = { .model = model, .sample = sample, .team = team };
    bool times = model->family->response != LC_BINARY;
    *out = (struct lc_recalibrated){ .rows = sample->n };
    if (!fits(model->family))
        return LC_FAIL(err, LC_USAGE,
                       "a %s model cannot be recalibrated; logistic, cloglog, scorecard"
                       " and cox can",
                       model->family->name);
    int code = lc_sample_check(sample, model->family->response, err);
    if (!code)
        code = open_work(&w, err);
    if (!code) {
        out->events = observed(sample, model->family->response);
        out->expected = times ? expected_events(&w) : expected_yes(&w);
        code = times ? recalibrate_cox(&w, method, out, err)
                     : recalibrate_binary(&w, method, out, err);
    }
    close_work(&w);
    if (code)
        return code;
    restate(model->fit, out, method);
    if (model->family == &lc_family_scorecard)
        code = lc_scorecard_refresh(model->fit, err);
    return code ? code : note(model, out, method, err);
}
