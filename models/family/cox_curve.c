/* Baselines: see cox.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/cox.h"
#include "models/family/score.h"
#include "numeric/kernel.h"

struct walk { /* running sums over the bins of a stratum */
    double hazard, variance, *mean;
    const double *drift; /* [q] from the table's beta to where the curve is wanted */
};

static void step(struct walk *w, const struct lc_partial *p, size_t k)
{
    size_t tied = p->tied_at[k] < 0 ? 0 : p->bins->count + (size_t)p->tied_at[k];
    w->hazard += p->a_sum[k];
    w->variance += p->a[k];
    for (size_t c = 0; c < p->q; c++) {
        w->mean[c] += p->a[k] * *lc_partial_cell(p, k, c + 1);
        if (tied)
            w->mean[c] -= p->b[k] * *lc_partial_cell(p, tied, c + 1);
    }
}

/* From standardised columns to the caller's: x = centre + z / scale. */
static void record(const struct walk *w, const struct lc_scaling *s, double factor,
                   size_t at, struct lc_curve *curve)
{
    double hazard = w->hazard; /* d hazard / d beta = -mean, in standardised columns */
    for (size_t k = 0; k < s->p; k++)
        hazard -= w->drift[k] * w->mean[k];
    curve->hazard[at] = factor * hazard;
    curve->variance[at] = factor * factor * w->variance;
    for (size_t k = 0; k < s->p; k++)
        curve->mean[at * s->p + k] =
            factor * (s->centre[k] * hazard + w->mean[k] / s->scale[k]);
}

static bool make_curve(struct lc_curve *curve, size_t n, size_t q)
{
    curve->n = n;
    curve->time = lc_alloc(n, sizeof(double));
    curve->hazard = lc_alloc(n, sizeof(double));
    curve->variance = lc_alloc(n, sizeof(double));
    curve->mean = lc_alloc(n * q, sizeof(double));
    return curve->time && curve->hazard && curve->variance && curve->mean;
}

static void fill_curve(const struct lc_partial *p, const struct lc_scaling *scaling,
                       double factor, size_t g, const double *times, double *mean,
                       struct lc_curve *curve)
{
    const struct lc_bins *b = p->bins;
    size_t k = b->first[g], end = b->first[g + 1];
    struct walk walk = { 0, 0, mean, mean + p->q };
    memset(mean, 0, p->q * sizeof *mean);
    for (size_t at = 0; at < curve->n; at++) {
        curve->time[at] = times ? times[at] : b->time[b->first[g] + at];
        while (k < end && b->time[k] <= curve->time[at])
            step(&walk, p, k++);
        record(&walk, scaling, factor, at, curve);
    }
}

int lc_cox_curves(struct lc_partial *p, const struct lc_scaling *scaling,
                  const double *beta, int cause, const double *times,
                  size_t times_count, struct lc_curve **curve, struct lc_error *err)
{
    size_t strata = p->bins->strata;
    double shift = p->shift, *mean = lc_alloc(2 * p->q, sizeof *mean);
    struct lc_curve *made = lc_alloc(strata, sizeof *made);
    bool room = mean && made;
    *curve = made; /* the fit frees what is there, also on failure */
    for (size_t k = 0; k < p->q && mean; k++) {
        shift += beta[k] * scaling->scale[k] * scaling->centre[k];
        mean[p->q + k] = beta[k] - p->at[k];
    }
    for (size_t g = 0; room && g < strata; g++) {
        size_t bins = p->bins->first[g + 1] - p->bins->first[g];
        room = make_curve(made + g, times ? times_count : bins, p->q);
        if (!room)
            break;
        made[g].cause = cause;
        made[g].stratum = (int32_t)g;
        fill_curve(p, scaling, exp(-shift), g, times, mean, made + g);
    }
    free(mean);
    return room ? LC_OK : LC_FAIL_NOMEM(err);
}

static double coefficient(const struct lc_fit *fit, size_t k)
{
    return isnan(fit->estimate[k]) ? 0 : fit->estimate[k];
}

static int baseline(struct lc_fit *fit, struct lc_partial *p,
                    const struct lc_scaling *scaling,
                    const struct lc_fit_options *options, struct lc_error *err)
{
    double loglik, *beta = lc_alloc(p->q, sizeof *beta);
    if (!beta)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < p->q; k++)
        beta[k] = coefficient(fit, k) / scaling->scale[k];
    int code = lc_partial_bins(p, beta, &loglik, err);
    if (!code && !isfinite(loglik))
        code = LC_FAIL(err, LC_RANGE, "the likelihood is beyond all numbers here");
    if (!code) {
        lc_fit_drop_curves(fit);
        code = lc_cox_curves(p, scaling, beta, options->cause, options->times,
                             options->times_count, &fit->curve, err);
        fit->curves = fit->curve ? p->bins->strata : 0;
    }
    free(beta);
    return code;
}

int lc_cox_baseline(struct lc_fit *fit, const struct lc_sample *sample,
                    const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_scaling scaling = { .p = 0 };
    struct lc_partial *partial = NULL;
    int code = lc_scaling_init(&scaling, sample, false, options->team, err);
    if (!code)
        code = lc_partial_new(&partial, sample, &scaling, options, err);
    if (!code)
        code = baseline(fit, partial, &scaling, options, err);
    lc_partial_free(partial);
    lc_scaling_release(&scaling);
    return code;
}

/* --- risk -- */

static const struct lc_curve *find_curve(const struct lc_fit *fit, int32_t stratum)
{
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].stratum == stratum)
            return fit->curve + c;
    return NULL;
}

/* Index of the last time at or before the horizon, or -1. */
static long last_at(const struct lc_curve *curve, double horizon)
{
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (curve->time[middle] <= horizon)
            low = middle + 1;
        else
            high = middle;
    }
    return (long)low - 1;
}

/* se(log H) = sqrt(variance + v' C v) / hazard, v = x hazard - mean. */
static double log_hazard_error(const struct lc_fit *fit, const struct lc_curve *curve,
                               size_t at, size_t p, const double *x)
{
    double sum = curve->variance[at], h = curve->hazard[at];
    const double *mean = curve->mean + at * p;
    for (size_t i = 0; i < p; i++) {
        const double *row = fit->covariance + i * fit->terms;
        double inner = 0;
        for (size_t j = 0; j < p; j++)
            inner += row[j] * (x[j] * h - mean[j]);
        sum += inner * (x[i] * h - mean[i]);
    }
    return sqrt(sum) / h;
}

int lc_cox_hazard(const struct lc_fit *fit, size_t p, const double *x, double offset,
                  int32_t stratum, double time, double *hazard, double *variance,
                  struct lc_error *err)
{
    const struct lc_curve *curve = find_curve(fit, stratum);
    *hazard = *variance = 0;
    if (p != fit->terms || !curve)
        return LC_FAIL(err, LC_RANGE, "the model has no such %s",
                       curve ? "columns" : "stratum");
    long at = last_at(curve, time);
    double eta = offset;
    for (size_t k = 0; k < p; k++)
        eta += coefficient(fit, k) * x[k];
    if (at < 0)
        return LC_OK;
    if (!(curve->hazard[at] > 0 && isfinite(curve->hazard[at])))
        return LC_FAIL(err, LC_RANGE,
                       "the baseline at covariates of zero is beyond "
                       "all numbers: centre the columns first");
    double se = log_hazard_error(fit, curve, (size_t)at, p, x);
    *hazard = exp(eta) * curve->hazard[at];
    *variance = *hazard * *hazard * se * se;
    return LC_OK;
}

/* The curve of a stratum and where on it the horizon is, -1 for before its first time.
 */
struct place {
    const struct lc_curve *curve;
    long at;
};

static int find_place(struct place *place, const struct lc_fit *fit, int32_t stratum,
                      size_t row, double horizon, struct lc_error *err)
{
    if (place->curve && place->curve->stratum == stratum)
        return LC_OK;
    const struct lc_curve *curve = place->curve = find_curve(fit, stratum);
    if (!curve)
        return LC_FAIL(err, LC_RANGE, "row %zu: the model has no such stratum",
                       row + 1);
    long at = place->at = last_at(curve, horizon);
    if (at >= 0 && !(curve->hazard[at] > 0 && isfinite(curve->hazard[at])))
        return LC_FAIL(err, LC_RANGE,
                       "the baseline at covariates of zero is "
                       "beyond all numbers: centre the columns first");
    return LC_OK;
}

struct risks { /* of a block of rows */
    const struct lc_fit *fit;
    size_t p;
    double horizon;
    struct place place;
};

static int block_risk(struct risks *s, size_t first, size_t count, const double *x,
                      const int32_t *stratum, double *h, double *risk, double *low,
                      double *high, struct lc_error *err)
{
    lc_kernels()->exp(count, h, h);
    for (size_t r = 0; r < count; r++) {
        int32_t g = stratum ? stratum[first + r] : 0;
        int code = find_place(&s->place, s->fit, g, first + r, s->horizon, err);
        if (code)
            return code;
        long at = s->place.at;
        h[r] = at < 0 ? 0 : h[r] * s->place.curve->hazard[at];
        if (!low)
            continue;
        double se = h[r] > 0 ? log_hazard_error(s->fit, s->place.curve, (size_t)at,
                                                s->p, x + (first + r) * s->p)
                             : 0;
        low[first + r] = -expm1(-h[r] * exp(-LC_Z95 * se));
        high[first + r] = -expm1(-h[r] * exp(LC_Z95 * se));
    }
    lc_score_risks(count, h, risk + first);
    return LC_OK;
}

int lc_cox_risk(const struct lc_fit *fit, size_t m, size_t p, const double *x,
                const double *offset, const int32_t *stratum, double horizon,
                double *risk, double *low, double *high, struct lc_error *err)
{
    struct risks s = { .fit = fit, .p = p, .horizon = horizon };
    struct lc_score score;
    double h[LC_SCORE_ROWS];
    if (p != fit->terms)
        return LC_FAIL(err, LC_RANGE, "the model has %zu columns, the table %zu",
                       fit->terms, p);
    int code = lc_score_init(&score, fit, 0, p, err);
    for (size_t first = 0; first < m && !code; first += LC_SCORE_ROWS) {
        size_t count = m - first < LC_SCORE_ROWS ? m - first : LC_SCORE_ROWS;
        lc_score_rows(&score, count, x + first * p, offset ? offset + first : NULL, h);
        code = block_risk(&s, first, count, x, stratum, h, risk, low, high, err);
    }
    lc_score_release(&score);
    return code;
}
