#include "models/family/fine_gray_sums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* G just before each time, by group. */
static void censoring_curves(struct lc_fg *fg)
{
    size_t M = fg->times;
    for (size_t i = 0; i < fg->sample->n; i++) {
        double *at = fg->here + lc_fg_group(fg, i) * M;
        at[fg->table->exit[i]] += lc_fg_weight(fg, i);
        if (fg->role[i] == LC_FG_CENSORED)
            fg->gone[lc_fg_group(fg, i) * M + fg->table->exit[i]] +=
                lc_fg_weight(fg, i);
    }
    for (size_t g = 0; g < fg->groups; g++) {
        double *here = fg->here + g * M, *gone = fg->gone + g * M, curve = 1;
        for (size_t k = M; k-- > 1;)
            here[k - 1] += here[k];
        for (size_t k = 0; k < M; k++) {
            fg->g[g * M + k] = curve;
            if (gone[k] > 0)
                curve *= (here[k] - gone[k]) / here[k];
        }
    }
}

static int set_roles(struct lc_fg *fg, int cause, struct lc_error *err)
{
    const struct lc_sample *s = fg->sample;
    fg->role = lc_alloc(s->n, sizeof *fg->role);
    if (!fg->role)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->n; i++)
        fg->role[i] = s->cause[i] == 0       ? LC_FG_CENSORED
                      : s->cause[i] == cause ? LC_FG_EVENT
                                             : LC_FG_OTHER;
    struct lc_lives lives = { s->n, NULL, s->stop, fg->role, s->weight, 2 };
    return lc_risk_table_new(&fg->table, &lives, err);
}

static int make_room(struct lc_fg *fg, struct lc_error *err)
{
    size_t M = fg->times, n = fg->sample->n, q1 = fg->q + 1, G = fg->groups;
    fg->event = lc_alloc(M, sizeof(double));
    fg->g = lc_alloc(G * M, sizeof(double));
    fg->gone = lc_alloc(G * M, sizeof(double));
    fg->here = lc_alloc(G * M, sizeof(double));
    fg->eta = lc_alloc(n, sizeof(double));
    fg->r = lc_alloc(n, sizeof(double));
    fg->v = lc_alloc(n, sizeof(double));
    fg->hazard = lc_alloc(M, sizeof(double));
    fg->held = lc_alloc(G * M, sizeof(double));
    fg->s = lc_alloc(M * q1, sizeof(double));
    fg->other = lc_alloc(G * M * q1, sizeof(double));
    fg->room = lc_alloc(lc_bin_room(fg->binning, M) + LC_PAD, sizeof(double));
    return fg->event && fg->g && fg->gone && fg->here && fg->eta && fg->r && fg->v
                   && fg->hazard && fg->held && fg->s && fg->other && fg->room
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

int lc_fg_new(struct lc_fg **fg, const struct lc_sample *sample,
              const struct lc_scaling *scaling, int cause, lc_team *team,
              struct lc_error *err)
{
    struct lc_view view = { &sample->x,     false,         scaling->centre,
                            scaling->scale, sample->shard, team };
    *fg = NULL;
    struct lc_fg *f = lc_alloc(1, sizeof *f);
    if (!f)
        return LC_FAIL_NOMEM(err);
    f->sample = sample;
    f->q = sample->x.p;
    f->groups = sample->stratum ? sample->strata : 1;
    int code = set_roles(f, cause, err);
    f->times = code ? 0 : f->table->times;
    if (!code)
        code = lc_sweep_new(&f->rows, &view, err);
    view.intercept = true;
    if (!code)
        code = lc_sweep_new(&f->binning, &view, err);
    if (!code)
        code = make_room(f, err);
    if (code) {
        lc_fg_free(f);
        return code;
    }
    memcpy(f->event, f->table->event, f->times * sizeof *f->event);
    censoring_curves(f);
    *fg = f;
    return LC_OK;
}

void lc_fg_free(struct lc_fg *fg)
{
    if (!fg)
        return;
    lc_risk_table_free(fg->table);
    lc_sweep_free(fg->rows);
    lc_sweep_free(fg->binning);
    free(fg->role);
    free(fg->event);
    free(fg->g);
    free(fg->gone);
    free(fg->here);
    free(fg->eta);
    free(fg->r);
    free(fg->v);
    free(fg->hazard);
    free(fg->held);
    free(fg->s);
    free(fg->other);
    free(fg->room);
    free(fg);
}

static void eta_rule(void *context, struct lc_rows *rows)
{
    struct lc_fg *fg = context;
    const double *offset = fg->sample->offset;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        fg->eta[i] = rows->eta[r] + (offset ? offset[i] : 0);
    }
}

static void set_risks(struct lc_fg *fg)
{
    fg->top = -INFINITY;
    for (size_t i = 0; i < fg->sample->n; i++)
        fg->top = fmax(fg->top, fg->eta[i]);
    for (size_t i = 0; i < fg->sample->n; i++)
        fg->r[i] = lc_fg_weight(fg, i) * exp(fg->eta[i] - fg->top);
}

static double *cell(struct lc_fg *fg, size_t k, size_t c)
{
    return lc_aligned(fg->room) + (c / LC_PANEL * fg->times + k) * LC_PANEL
           + c % LC_PANEL;
}

/* Rows summed by exit time: weight[n], rows of bin -1 left out. */
static int bin(struct lc_fg *fg, const double *weight, const int32_t *bins,
               struct lc_error *err)
{
    struct lc_binning binning = { bins, weight, 1, lc_aligned(fg->room), fg->times };
    return lc_sweep_bin(fg->binning, 1, &binning, err);
}

/* (1): those still there, from the end; those gone by another cause, from the start. */
static int risk_sums(struct lc_fg *fg, int32_t *bins, double *weight,
                     struct lc_error *err)
{
    size_t n = fg->sample->n, M = fg->times, q1 = fg->q + 1;
    for (size_t i = 0; i < n; i++)
        bins[i] = (int32_t)fg->table->exit[i];
    int code = bin(fg, fg->r, bins, err);
    for (size_t c = 0; !code && c < q1; c++) {
        double sum = 0;
        for (size_t k = M; k-- > 0;)
            fg->s[k * q1 + c] = sum += *cell(fg, k, c);
    }
    for (size_t g = 0; !code && g < fg->groups; g++) {
        double *other = fg->other + g * M * q1;
        for (size_t i = 0; i < n; i++) {
            size_t at = fg->table->exit[i];
            bool mine = fg->role[i] == LC_FG_OTHER && lc_fg_group(fg, i) == g;
            bins[i] = mine ? (int32_t)at : -1;
            weight[i] = mine ? fg->r[i] / fg->g[g * M + at] : 0;
        }
        code = bin(fg, weight, bins, err);
        for (size_t c = 0; !code && c < q1; c++) {
            double sum = 0;
            for (size_t k = 0; k < M; k++) {
                other[k * q1 + c] = sum;
                fg->s[k * q1 + c] += fg->g[g * M + k] * sum;
                sum += *cell(fg, k, c);
            }
        }
    }
    return code;
}

static void hazards(struct lc_fg *fg, double *loglik)
{
    size_t M = fg->times, q1 = fg->q + 1;
    double sum = 0;
    for (size_t k = 0; k < M; k++) {
        double s0 = fg->s[k * q1], step = fg->event[k] > 0 ? fg->event[k] / s0 : 0;
        fg->hazard[k] = (k ? fg->hazard[k - 1] : 0) + step;
        for (size_t g = 0; g < fg->groups; g++)
            fg->held[g * M + k] =
                (k ? fg->held[g * M + k - 1] : 0) + fg->g[g * M + k] * step;
        if (fg->event[k] > 0)
            sum -= fg->event[k] * (log(s0) + fg->top);
    }
    for (size_t i = 0; i < fg->sample->n; i++) {
        size_t at = fg->table->exit[i], g = lc_fg_group(fg, i);
        double a = fg->hazard[at];
        if (fg->role[i] == LC_FG_OTHER)
            a += (fg->held[g * M + M - 1] - fg->held[g * M + at]) / fg->g[g * M + at];
        fg->v[i] = fg->r[i] * a;
        if (fg->role[i] == LC_FG_EVENT)
            sum += lc_fg_weight(fg, i) * fg->eta[i];
    }
    *loglik = sum;
}

static void row_rule(void *context, struct lc_rows *rows)
{
    const struct lc_fg *fg = context;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        rows->gradient[r] =
            (fg->role[i] == LC_FG_EVENT ? lc_fg_weight(fg, i) : 0) - fg->v[i];
        rows->curvature[r] = fg->v[i];
    }
}

/* The second part of (2)'s information. */
static void take_means(const struct lc_fg *fg, double *information)
{
    size_t q = fg->q, q1 = q + 1;
    for (size_t k = 0; k < fg->times; k++) {
        const double *s = fg->s + k * q1;
        double scale = fg->event[k] > 0 ? fg->event[k] / (s[0] * s[0]) : 0;
        for (size_t i = 0; scale > 0 && i < q; i++)
            for (size_t j = 0; j <= i; j++)
                information[i * q + j] -= scale * s[1 + i] * s[1 + j];
    }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < i; j++)
            information[j * q + i] = information[i * q + j];
}

int lc_fg_evaluate(void *context, const double *beta, double *loglik, double *gradient,
                   double *information, struct lc_error *err)
{
    struct lc_fg *fg = context;
    size_t n = fg->sample->n;
    struct lc_sums none = { 0 }, sums = { .gradient = gradient, .gram = information };
    int32_t *bins = lc_alloc(n, sizeof *bins);
    double *weight = lc_alloc(n, sizeof *weight);
    int code = bins && weight ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_sweep_run(fg->rows, beta, 0, eta_rule, fg, &none, err);
    if (!code) {
        set_risks(fg);
        code = isfinite(fg->top) ? risk_sums(fg, bins, weight, err) : LC_OK;
    }
    *loglik = NAN;
    if (!code && isfinite(fg->top)) {
        hazards(fg, loglik);
        code = lc_sweep_run(fg->rows, NULL, LC_SUM_GRADIENT | LC_SUM_GRAM, row_rule, fg,
                            &sums, err);
        take_means(fg, information);
    }
    free(bins);
    free(weight);
    return code;
}
