/* Baselines: see cox.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/finish.h"
#include "models/cox/bins_inside.h"
#include "models/cox/cox_inside.h"
#include "models/cox/partial_inside.h"
#include "models/family/score.h"
#include "numeric/kernel.h"
#include "parallel/same_time.h"

/* While the bins go by, latest first, a curve's arrays hold what the bins add between
 * its times: mean in the columns as they are standardised. */
/* The curve's first time at or after `time`, or the same as it; curve->n for none. */
static size_t slot_of(const struct lc_curve *curve, double time)
{
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lc_time_reach(curve->time[middle]) < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_bin(const struct lc_partial *p, struct lc_part *part, size_t k,
                    struct lc_curve *curve)
{
    size_t at = slot_of(curve, p->bins->time[k]), q = p->q, row = k - part->first;
    if (at == curve->n)
        return;
    curve->hazard[at] += p->charge.a_sum[k]; /* (7) */
    curve->variance[at] += p->charge.a[k];   /* (8) */
    for (size_t c = 0; c < q; c++)           /* (9) */
        curve->mean[at * q + c] +=
            p->charge.a[k] * *lc_bin_cell(part->table, part->slots, row, c + 1);
    if (p->tied.at[k] < 0)
        return;
    row = lc_part_tied(p, part, k);
    for (size_t c = 0; c < q; c++)
        curve->mean[at * q + c] -=
            p->charge.b[k] * *lc_bin_cell(part->table, part->slots, row, c + 1);
}

static void begin_anew(struct lc_curve *curve, size_t q)
{
    memset(curve->hazard, 0, curve->n * sizeof *curve->hazard);
    memset(curve->variance, 0, curve->n * sizeof *curve->variance);
    memset(curve->mean, 0, curve->n * q * sizeof *curve->mean);
}

static int add_part(void *context, const struct lc_partial *p, struct lc_part *part,
                    struct lc_error *err LC_UNUSED)
{
    struct lc_curve *curve = context; /* [strata] */
    size_t g = 0;
    for (size_t h = 0; part->end == p->bins->count && h < p->bins->strata; h++)
        begin_anew(curve + h, p->q); /* another round */
    for (size_t k = part->first; k < part->end; k++) {
        while (p->bins->first[g + 1] <= k)
            g++;
        add_bin(p, part, k, curve + g);
    }
    return LC_OK;
}

/* From what the bins add to the sums of (7) to (9), and from standardised columns to
 * the caller's: x = centre + z / scale, less where it is told; factor is e^-m. */
static void finish(const double *drift, /* [q] from the table's beta to the curve's */
                   const struct lc_scaling *s, double factor, struct lc_curve *curve)
{
    for (size_t at = 0; at < curve->n; at++) {
        double *mean = curve->mean + at * s->p;
        for (size_t k = 0; at && k < s->p; k++)
            mean[k] += mean[k - s->p];
        curve->hazard[at] += at ? curve->hazard[at - 1] : 0;
        curve->variance[at] += at ? curve->variance[at - 1] : 0;
    }
    for (size_t at = 0; at < curve->n; at++) {
        double *mean = curve->mean + at * s->p, hazard = curve->hazard[at];
        for (size_t k = 0; k < s->p; k++) /* d hazard / d beta = -mean */
            hazard -= drift[k] * mean[k];
        for (size_t k = 0; k < s->p; k++)
            mean[k] = factor * (s->from[k] * hazard + mean[k] / s->scale[k]);
        curve->hazard[at] = factor * hazard;
        curve->variance[at] *= factor * factor;
    }
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

/* A curve without heights; times NULL: at every bin of stratum g. */
static bool lay_out(const struct lc_partial *p, size_t g,
                    const struct lc_fit_options *options, struct lc_curve *curve)
{
    const struct lc_bins *b = p->bins;
    const double *times = options->times;
    size_t n = times ? options->times_count : b->first[g + 1] - b->first[g];
    curve->cause = options->cause;
    curve->stratum = (int32_t)g;
    if (!make_curve(curve, n, p->q))
        return false;
    memcpy(curve->time, times ? times : b->time + b->first[g], n * sizeof *times);
    return true;
}

static int lay_out_all(const struct lc_partial *p, const struct lc_fit_options *options,
                       struct lc_curve **curve, struct lc_error *err)
{
    struct lc_curve *made = *curve = lc_alloc(p->bins->strata, sizeof *made);
    bool room = made;
    for (size_t g = 0; room && g < p->bins->strata; g++)
        room = lay_out(p, g, options, made + g);
    return room ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_cox_watch(struct lc_partial *p, const struct lc_fit_options *options,
                 struct lc_curve **curve, struct lc_error *err)
{
    int code = lay_out_all(p, options, curve, err);
    p->watch.see = add_part;
    p->watch.context = *curve;
    return code;
}

int lc_cox_curves(struct lc_partial *p, const struct lc_scaling *scaling,
                  const double *beta, const struct lc_fit_options *options,
                  struct lc_curve **curve, struct lc_error *err)
{
    double shift = p->look.shift, *drift = lc_alloc(p->q, sizeof *drift);
    int code = drift ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && !*curve) /* the fit frees what is there, also on failure */
        code = lay_out_all(p, options, curve, err);
    if (!code && !(p->watch.seen && p->watch.context == *curve))
        code = lc_partial_visit(p, add_part, *curve, err);
    for (size_t k = 0; k < p->q && !code; k++) {
        shift += beta[k] * scaling->scale[k] * scaling->from[k];
        drift[k] = beta[k] - p->look.at[k];
    }
    for (size_t g = 0; g < p->bins->strata && !code; g++)
        finish(drift, scaling, exp(-shift), *curve + g);
    p->watch.see = NULL;
    free(drift);
    return code;
}

static double coefficient(const struct lc_fit *fit, size_t k)
{
    return isnan(fit->at_centre[k]) ? 0 : fit->at_centre[k];
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
    int code = lc_partial_stand(p, beta, &loglik, err);
    if (!code && !isfinite(loglik))
        code = LC_FAIL(err, LC_RANGE, "the likelihood is beyond all numbers here");
    if (!code) {
        lc_fit_drop_curves(fit);
        code = lc_cox_curves(p, scaling, beta, options, &fit->curve, err);
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

/* --- risk ------------------------------------------------------------------------- */

#define BEYOND                                                                         \
    "the model's baseline is beyond all numbers: fit it anew, for a model file of an " \
    "earlier version kept it at covariates of zero"

/* Index of the last time at or before the horizon, or -1. */
static long last_at(const struct lc_curve *curve, double horizon)
{
    return (long)lc_curve_until(curve, horizon) - 1;
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

int lc_cox_hazard(const struct lc_fit *fit, const struct lc_risk_rows *rows, size_t i,
                  double *hazard, double *variance, struct lc_error *err)
{
    const struct lc_curve *curve =
        lc_fit_curve(fit, rows->stratum ? rows->stratum[i] : 0);
    const double *x = rows->x + i * rows->p;
    *hazard = *variance = 0;
    if (rows->p != fit->terms || !curve)
        return LC_FAIL(err, LC_RANGE, "the model has no such %s",
                       curve ? "columns" : "stratum");
    long at = last_at(curve, rows->horizon);
    double eta = rows->offset ? rows->offset[i] : 0;
    for (size_t k = 0; k < rows->p; k++)
        eta += coefficient(fit, k) * x[k];
    if (at < 0)
        return LC_OK;
    if (!(curve->hazard[at] > 0 && isfinite(curve->hazard[at])))
        return LC_FAIL(err, LC_RANGE, BEYOND);
    double se = log_hazard_error(fit, curve, (size_t)at, rows->p, x);
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
    const struct lc_curve *curve = place->curve = lc_fit_curve(fit, stratum);
    if (!curve)
        return LC_FAIL(err, LC_RANGE, "row %zu: the model has no such stratum",
                       row + 1);
    long at = place->at = last_at(curve, horizon);
    if (at >= 0 && !(curve->hazard[at] > 0 && isfinite(curve->hazard[at])))
        return LC_FAIL(err, LC_RANGE, BEYOND);
    return LC_OK;
}

struct risks {
    const struct lc_fit *fit;
    const struct lc_risk_rows *rows;
    const struct lc_risk_out *out;
    struct place place;
};

/* Of rows first .. first + count - 1, whose linear predictors are h[count]. */
static int block_risk(struct risks *s, size_t first, size_t count, double *h,
                      struct lc_error *err)
{
    const struct lc_risk_rows *rows = s->rows;
    const struct lc_risk_out *out = s->out;
    lc_kernels()->exp(count, h, h);
    for (size_t r = 0; r < count; r++) {
        int32_t g = rows->stratum ? rows->stratum[first + r] : 0;
        int code = find_place(&s->place, s->fit, g, first + r, rows->horizon, err);
        if (code)
            return code;
        long at = s->place.at;
        h[r] = at < 0 ? 0 : h[r] * s->place.curve->hazard[at];
        if (!out->low)
            continue;
        double se = h[r] > 0
                        ? log_hazard_error(s->fit, s->place.curve, (size_t)at, rows->p,
                                           rows->x + (first + r) * rows->p)
                        : 0;
        out->low[first + r] = -expm1(-h[r] * exp(-LC_Z95 * se));
        out->high[first + r] = -expm1(-h[r] * exp(LC_Z95 * se));
    }
    lc_score_risks(count, h, out->risk + first);
    return LC_OK;
}

int lc_cox_risk(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err)
{
    size_t m = rows->m, p = rows->p;
    struct risks s = { .fit = fit, .rows = rows, .out = out };
    struct lc_score score;
    double h[LC_SCORE_ROWS];
    if (p != fit->terms)
        return LC_FAIL(err, LC_RANGE, "the model has %zu columns, the table %zu",
                       fit->terms, p);
    int code = lc_score_init(&score, fit, 0, p, err);
    for (size_t first = 0; first < m && !code; first += LC_SCORE_ROWS) {
        size_t count = m - first < LC_SCORE_ROWS ? m - first : LC_SCORE_ROWS;
        lc_score_rows(&score, count, rows->x + first * p,
                      rows->offset ? rows->offset + first : NULL, h);
        code = block_risk(&s, first, count, h, err);
    }
    lc_score_release(&score);
    return code;
}
