#include "models/cox/cox_residuals_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/finish.h"
#include "models/cox/bins_inside.h"
#include "models/cox/partial_inside.h"
#include "models/family/family.h"
#include "numeric/cholesky.h"
#include "parallel/sweep.h"
#include "parallel/view.h"

const char *const lc_residual_names[] = { "martingale", "deviance",   "score",
                                          "dfbeta",     "schoenfeld", "dfbetas",
                                          "scaledsch",  NULL };

bool lc_residual_of_events(int kind)
{
    return kind == LC_SCHOENFELD || kind == LC_SCALED_SCHOENFELD;
}

/* --- where the fit stands --------------------------------------------------------- */

int lc_cox_at_init(struct lc_cox_at *at, const struct lc_sample *sample,
                   const struct lc_fit *fit, const struct lc_fit_options *options,
                   struct lc_error *err)
{
    size_t q = sample->x.p;
    double loglik;
    *at = (struct lc_cox_at){ .beta = lc_alloc(q, sizeof(double)) };
    if (options->ties == LC_EXACT)
        return LC_FAIL(err, LC_USAGE, "exact ties have no residuals; use efron");
    if (fit->terms != q)
        return LC_FAIL(err, LC_USAGE, "the fit is not of these columns");
    if (!at->beta)
        return LC_FAIL_NOMEM(err);
    int code = lc_scaling_init(&at->scaling, sample, false, options->team, err);
    if (!code)
        code = lc_partial_new(&at->partial, sample, &at->scaling, options, err);
    if (!code)
        lc_partial_hold_table(at->partial);
    for (size_t k = 0; !code && k < q; k++)
        at->beta[k] =
            isnan(fit->estimate[k]) ? 0 : fit->estimate[k] / at->scaling.scale[k];
    return code ? code : lc_partial_bins(at->partial, at->beta, &loglik, err);
}

void lc_cox_at_release(struct lc_cox_at *at)
{
    lc_partial_free(at->partial);
    lc_scaling_release(&at->scaling);
    free(at->beta);
    *at = (struct lc_cox_at){ 0 };
}

static double tied_cell(const struct lc_partial *p, size_t k, size_t c)
{
    return p->tied.at[k] < 0
               ? 0
               : *lc_partial_cell(p, p->bins->count + (size_t)p->tied.at[k], c + 1);
}

/* (A S1 - B E1) / d of every bin, standardised: mean[bins * q]. */
static void cox_means(const struct lc_partial *p, double *mean)
{
    size_t count = p->bins->count;
    for (size_t k = 0; k < count; k++)
        for (size_t c = 0; c < p->q; c++)
            mean[k * p->q + c] = (p->charge.a_sum[k] * *lc_partial_cell(p, k, c + 1)
                                  - p->charge.b_sum[k] * tied_cell(p, k, c))
                                 / p->bins->weight[k];
}

/* --- one row's -------------------------------------------------------------------- */

struct work {
    const struct lc_partial *p;
    const double *scale; /* [q] */
    double *value;
    double *mean; /* [bins * q] zbar */
    double *sum;  /* [bins * q] M, */
    double *lost; /* and N */
};

static bool is_event(const struct lc_partial *p, size_t i)
{
    return p->bins->is_event[i];
}

static double martingale(const struct lc_partial *p, size_t i) /* (1) */
{
    double e = exp(p->look.eta[i] - p->look.shift);
    return is_event(p, i) - e * lc_partial_exposure(p, i);
}

static double deviance(const struct lc_partial *p, size_t i) /* (2) */
{
    double m = martingale(p, i), d = is_event(p, i);
    double inner = m + (d > 0 ? log(d - m) : 0);
    return copysign(sqrt(inner < 0 ? -2 * inner : 0), m);
}

/* (3), standardised columns: everything but m z. */
static double score_rest(const struct work *w, size_t i, size_t k)
{
    const struct lc_partial *p = w->p;
    const struct lc_bins *b = p->bins;
    if (b->exit[i] < 0)
        return 0;
    double e = exp(p->look.eta[i] - p->look.shift);
    size_t exit = (size_t)b->exit[i] * p->q + k;
    double value = e * w->sum[exit];
    if (b->entry && b->entry[i] >= 0)
        value -= e * w->sum[(size_t)b->entry[i] * p->q + k];
    return is_event(p, i) ? value - w->mean[exit] - e * w->lost[exit] : value;
}

static void score_rule(void *context, struct lc_rows *rows)
{
    const struct work *w = context;
    size_t q = w->p->q;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        double m = martingale(w->p, i);
        for (size_t k = 0; k < q; k++)
            w->value[i * q + k] =
                (m * rows->z[k * rows->stride + r] + score_rest(w, i, k)) / w->scale[k];
    }
}

/* z into value, in its own units from the centre: what (5) is the rest of. */
static void row_rule(void *context, struct lc_rows *rows)
{
    const struct work *w = context;
    size_t q = w->p->q;
    const struct lc_bins *b = w->p->bins;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (!b->is_event[i])
            continue;
        for (size_t k = 0; k < q; k++)
            w->value[i * q + k] =
                (rows->z[k * rows->stride + r] - w->mean[(size_t)b->exit[i] * q + k])
                / w->scale[k];
    }
}

/* --- all rows --------------------------------------------------------------------- */

/* M and N by bin. */
static void add_up(struct work *w)
{
    const struct lc_partial *p = w->p;
    const struct lc_bins *b = p->bins;
    for (size_t g = 0; g < b->strata; g++)
        for (size_t c = 0; c < p->q; c++) {
            double sum = 0;
            for (size_t k = b->first[g]; k < b->first[g + 1]; k++) {
                double s1 = *lc_partial_cell(p, k, c + 1);
                double e1 = tied_cell(p, k, c);
                sum += p->charge.a[k] * s1 - p->charge.b[k] * e1;
                w->sum[k * p->q + c] = sum;
                w->lost[k * p->q + c] = p->charge.b[k] * s1 - p->charge.c[k] * e1;
            }
        }
}

static int open_work(struct work *w, const struct lc_cox_at *at, double *value,
                     struct lc_error *err)
{
    size_t cells = at->partial->bins->count * at->partial->q;
    *w = (struct work){ .p = at->partial, .scale = at->scaling.scale, .value = value };
    w->mean = lc_alloc(3 * cells, sizeof *w->mean);
    if (!w->mean)
        return LC_FAIL_NOMEM(err);
    w->sum = w->mean + cells;
    w->lost = w->sum + cells;
    cox_means(w->p, w->mean);
    add_up(w);
    return LC_OK;
}

static int by_column(const struct lc_cox_at *at, lc_row_rule *rule, double *value,
                     struct lc_error *err)
{
    struct work w;
    struct lc_sums sums = { 0 };
    int code = open_work(&w, at, value, err);
    if (!code)
        code = lc_sweep_run(at->partial->rows, NULL, 0, rule, &w, &sums, err);
    free(w.mean);
    return code;
}

/* The model's own covariance, in the columns' units, as fit->covariance need not be. */
static int covariance(struct lc_cox_at *at, const struct lc_fit *fit, double ridge,
                      double *v, struct lc_error *err)
{
    size_t q = at->partial->q;
    double loglik;
    const double *scale = at->scaling.scale;
    double *gradient = lc_alloc(q + q * q, sizeof *gradient);
    unsigned char *alias = lc_alloc(q, 1);
    int code = gradient && alias ? LC_OK : LC_FAIL_NOMEM(err);
    double *information = gradient ? gradient + q : NULL;
    if (!code)
        code = lc_partial_evaluate(at->partial, at->beta, &loglik, gradient,
                                   information, err);
    for (size_t k = 0; !code && k < q; k++) {
        information[k * q + k] += ridge * scale[k] * scale[k];
        alias[k] = (unsigned char)isnan(fit->estimate[k]);
    }
    if (!code) {
        lc_cholesky(q, information, 1e-14, alias);
        lc_cholesky_inverse(q, information, alias, v);
        for (size_t i = 0; i < q * q; i++)
            v[i] *= scale[i / q] * scale[i % q];
    }
    free(gradient);
    free(alias);
    return code;
}

/* rows = rows V, row i times weight[i] (NULL: 1); with `unit`, over V's standard
 * errors. */
static void times_covariance(struct lc_residuals *r, const double *v, double *out,
                             const double *weight, bool unit)
{
    size_t q = r->columns;
    for (size_t i = 0; i < r->rows; i++) {
        double *row = r->value + i * q;
        for (size_t k = 0; k < q; k++) {
            out[k] = 0;
            for (size_t l = 0; l < q; l++)
                out[k] += (weight ? weight[i] : 1) * row[l] * v[l * q + k];
            if (unit)
                out[k] /= sqrt(v[k * q + k]);
        }
        memcpy(row, out, q * sizeof *out);
    }
}

/* (4) or (6) in place of (3), (7) in place of (5) */
static int map_rows(struct lc_cox_at *at, const struct lc_fit *fit, double ridge,
                    struct lc_residuals *r, struct lc_error *err)
{
    size_t q = r->columns;
    bool scaled = r->kind == LC_SCALED_SCHOENFELD;
    double *v = lc_alloc(q * q + q, sizeof *v);
    int code = v ? covariance(at, fit, ridge, v, err) : LC_FAIL_NOMEM(err);
    if (!code)
        times_covariance(r, v, v + q * q, scaled ? NULL : at->partial->sample->weight,
                         r->kind == LC_DFBETAS);
    for (size_t i = 0; !code && scaled && i < r->rows; i++)
        for (size_t k = 0; k < q; k++)
            r->value[i * q + k] =
                (double)r->rows * r->value[i * q + k] + fit->estimate[k];
    free(v);
    return code;
}

/* Events to the front, by (stratum, time, row): a counting sort by bin. */
static int keep_events(const struct lc_partial *p, struct lc_residuals *r,
                       struct lc_error *err)
{
    const struct lc_bins *b = p->bins;
    size_t q = r->columns, events = 0;
    size_t *place = lc_alloc(b->count + 1, sizeof *place);
    double *sorted = NULL;
    for (size_t i = 0; i < b->n; i++)
        events += b->is_event[i];
    if (place)
        sorted = lc_alloc(events * q, sizeof *sorted);
    if (!sorted) {
        free(place);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t k = 0; k < b->count; k++)
        place[k + 1] = place[k] + b->event[k];
    for (size_t i = 0; i < b->n; i++) {
        if (!b->is_event[i])
            continue;
        size_t at = place[b->exit[i]]++;
        memcpy(sorted + at * q, r->value + i * q, q * sizeof *sorted);
        r->row[at] = i;
    }
    r->rows = events;
    free(r->value);
    r->value = sorted;
    free(place);
    return LC_OK;
}

static int fill(struct lc_residuals *r, struct lc_cox_at *at, const struct lc_fit *fit,
                double ridge, struct lc_error *err)
{
    for (size_t i = 0; i < r->rows; i++) {
        r->row[i] = i;
        if (r->kind == LC_MARTINGALE)
            r->value[i] = martingale(at->partial, i);
        if (r->kind == LC_DEVIANCE)
            r->value[i] = deviance(at->partial, i);
    }
    int code = LC_OK;
    bool events = lc_residual_of_events(r->kind);
    if (r->kind >= LC_SCORE_RESIDUAL)
        code = by_column(at, events ? row_rule : score_rule, r->value, err);
    if (!code && events)
        code = keep_events(at->partial, r, err);
    if (!code && r->kind >= LC_DFBETA && r->kind != LC_SCHOENFELD)
        code = map_rows(at, fit, ridge, r, err);
    for (size_t i = 0; !code && r->kind >= LC_SCORE_RESIDUAL && i < r->rows; i++)
        for (size_t k = 0; k < r->columns; k++)
            if (isnan(fit->estimate[k]))
                r->value[i * r->columns + k] = NAN;
    return code;
}

int lc_residuals_new(struct lc_residuals **residuals, int kind,
                     const struct lc_sample *sample, const struct lc_fit *fit,
                     const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_cox_at at = { .beta = NULL };
    struct lc_residuals *r = lc_alloc(1, sizeof *r);
    *residuals = NULL;
    if (!r)
        return LC_FAIL_NOMEM(err);
    r->kind = kind;
    r->rows = sample->n;
    r->columns = kind < LC_SCORE_RESIDUAL ? 1 : sample->x.p;
    r->row = lc_alloc(r->rows, sizeof *r->row);
    r->value = lc_alloc(r->columns ? r->rows * r->columns : 1, sizeof *r->value);
    int code = r->row && r->value ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_cox_at_init(&at, sample, fit, options, err);
    if (!code)
        code = fill(r, &at, fit, options->ridge, err);
    lc_cox_at_release(&at);
    if (code)
        lc_residuals_free(r);
    else
        *residuals = r;
    return code;
}

void lc_residuals_free(struct lc_residuals *residuals)
{
    if (!residuals)
        return;
    free(residuals->row);
    free(residuals->value);
    free(residuals);
}
