#include "models/subhazard/fine_gray_sums_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/sandwich.h"

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
    struct lc_lives lives = { s->n, NULL, s->stop, fg->role, s->weight, 2, NULL };
    return lc_risk_table_new(&fg->table, &lives, err);
}

static int make_room(struct lc_fg *fg, struct lc_error *err)
{
    size_t M = fg->times, n = fg->sample->n, G = fg->groups;
    size_t size = lc_bin_room(fg->binning, M), more = lc_bin_room(fg->binning, G * M);
    fg->event = lc_alloc(M, sizeof(double));
    fg->g = lc_alloc(G * M, sizeof(double));
    fg->gone = lc_alloc(G * M, sizeof(double));
    fg->here = lc_alloc(G * M, sizeof(double));
    fg->left = lc_alloc(n, sizeof *fg->left);
    fg->r = lc_alloc(n, sizeof(double));
    fg->v = lc_alloc(n, sizeof(double));
    fg->kept = lc_alloc(n, sizeof(double));
    fg->beta = lc_alloc(fg->q + 1 + LC_SHARDS, sizeof(double));
    fg->hazard = lc_alloc(M, sizeof(double));
    fg->held = lc_alloc(G * M, sizeof(double));
    fg->room = lc_alloc(size + more + 2 * LC_PAD, sizeof(double));
    if (!fg->event || !fg->g || !fg->gone || !fg->here || !fg->left || !fg->r || !fg->v
        || !fg->kept || !fg->beta || !fg->hazard || !fg->held || !fg->room)
        return LC_FAIL_NOMEM(err);
    fg->shard_top = fg->beta + fg->q + 1;
    fg->s = lc_aligned(fg->room);
    fg->other = lc_aligned(fg->s + size);
    for (size_t i = 0; i < n; i++)
        fg->left[i] = fg->role[i] == LC_FG_OTHER
                          ? (int32_t)(lc_fg_group(fg, i) * M + fg->table->exit[i])
                          : -1;
    return LC_OK;
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
    free(fg->left);
    free(fg->r);
    free(fg->v);
    free(fg->kept);
    free(fg->beta);
    free(fg->hazard);
    free(fg->held);
    free(fg->room);
    free(fg);
}

/* r = w exp(eta - top), r / G, and the events' share of the log-likelihood. */
static void eta_rule(void *context, struct lc_rows *rows)
{
    struct lc_fg *fg = context;
    const struct lc_sample *s = fg->sample;
    size_t first = rows->first;
    double *r = fg->r + first, top = fg->shard_top[rows->shard];
    for (size_t k = 0; k < rows->count; k++) {
        double eta = rows->eta[k] + (s->offset ? s->offset[first + k] : 0);
        top = eta > top ? eta : top;
        r[k] = eta - fg->top;
        if (fg->role[first + k] == LC_FG_EVENT)
            rows->loglik += lc_fg_weight(fg, first + k) * r[k];
    }
    fg->shard_top[rows->shard] = top;
    rows->kernels->exp(rows->count, r, r);
    for (size_t k = 0; s->weight && k < rows->count; k++)
        r[k] *= s->weight[first + k];
    for (size_t k = 0; k < rows->count; k++)
        fg->kept[first + k] =
            fg->left[first + k] < 0 ? 0 : r[k] / fg->g[fg->left[first + k]];
}

/* Sums by exit time, of all and of those gone by another cause: one reading of x. */
static int sum_by_time(struct lc_fg *fg, double *loglik, struct lc_error *err)
{
    size_t M = fg->times, all = fg->groups * M;
    struct lc_binning binning[] = { { (const int32_t *)fg->table->exit, fg->r, 1, fg->s,
                                      M, lc_bin_room(fg->binning, M) },
                                    { fg->left, fg->kept, 1, fg->other, all,
                                      lc_bin_room(fg->binning, all) } };
    struct lc_sums sums = { 0 };
    for (size_t s = 0; s < LC_SHARDS; s++)
        fg->shard_top[s] = -INFINITY;
    struct lc_sweep_pass pass = { fg->beta, 0, eta_rule, fg, &sums };
    int code = lc_sweep_run_and_bin(fg->binning, &pass, 2, binning, err);
    *loglik = sums.loglik;
    return code;
}

/* (1) for one panel of columns: those still there, from the end; those gone by another
 * cause, from the start. */
static void accumulate(void *context, size_t panel, size_t worker LC_UNUSED)
{
    struct lc_fg *fg = context;
    size_t M = fg->times, c = panel * LC_PANEL;
    double sum[LC_PANEL] = { 0 };
    for (size_t k = M; k-- > 0;) {
        double *at = lc_fg_at(fg, k, c);
        for (size_t l = 0; l < LC_PANEL; l++)
            at[l] = sum[l] += at[l];
    }
    for (size_t g = 0; g < fg->groups; g++) {
        memset(sum, 0, sizeof sum);
        for (size_t k = 0; k < M; k++) {
            double *at = lc_fg_at(fg, k, c), *gone = lc_fg_other(fg, g, k, c);
            double curve = fg->g[g * M + k];
            for (size_t l = 0; l < LC_PANEL; l++) {
                double before = sum[l];
                at[l] += curve * before;
                sum[l] += gone[l];
                gone[l] = before;
            }
        }
    }
}

static double highest(const struct lc_fg *fg)
{
    double top = -INFINITY;
    for (size_t s = 0; s < LC_SHARDS; s++)
        top = fmax(top, fg->shard_top[s]);
    return top;
}

static int risk_sums(struct lc_fg *fg, const double *beta, double *loglik,
                     struct lc_error *err)
{
    fg->beta[0] = 0; /* the column of ones has no coefficient */
    memcpy(fg->beta + 1, beta, fg->q * sizeof *beta);
    int code = sum_by_time(fg, loglik, err);
    double top = code ? 0 : highest(fg);
    if (!code && !isfinite(top))
        *loglik = NAN;
    else if (!code && fabs(top - fg->top) > 200) {
        fg->top = top; /* far from where it was: once more */
        code = sum_by_time(fg, loglik, err);
    }
    if (!code)
        lc_team_run(lc_sweep_team(fg->binning), lc_sweep_panels(fg->binning),
                    accumulate, fg);
    return code;
}

/* dL, its running sums, and d / S0^2 into square[times]. */
static void hazards(struct lc_fg *fg, double *square, double *loglik)
{
    size_t M = fg->times;
    double sum = 0, hazard = 0;
    for (size_t k = 0; k < M; k++) {
        double s0 = *lc_fg_at(fg, k, 0), d = fg->event[k], step = d > 0 ? d / s0 : 0;
        fg->hazard[k] = hazard += step;
        square[k] = d > 0 ? step / s0 : 0;
        for (size_t g = 0; g < fg->groups; g++)
            fg->held[g * M + k] =
                (k ? fg->held[g * M + k - 1] : 0) + fg->g[g * M + k] * step;
        if (d > 0)
            sum += d * log(s0);
    }
    *loglik -= sum;
}

static void row_rule(void *context, struct lc_rows *rows)
{
    const struct lc_fg *fg = context;
    size_t M = fg->times;
    for (size_t k = 0; k < rows->count; k++) {
        size_t i = rows->first + k;
        double a = fg->r[i] * fg->hazard[fg->table->exit[i]];
        if (fg->left[i] >= 0) {
            size_t end = ((size_t)fg->left[i] / M + 1) * M - 1;
            a += fg->kept[i] * (fg->held[end] - fg->held[fg->left[i]]);
        }
        fg->v[i] = a;
        rows->gradient[k] = (fg->role[i] == LC_FG_EVENT ? lc_fg_weight(fg, i) : 0) - a;
        rows->curvature[k] = a;
    }
}

/* The second part of (2)'s information. */
static int take_means(const struct lc_fg *fg, const double *square, double *information,
                      struct lc_error *err)
{
    size_t q = fg->q, wide = q + 1;
    double *sum = lc_alloc(wide * wide, sizeof *sum);
    if (!sum)
        return LC_FAIL_NOMEM(err);
    int code = lc_table_gram(lc_sweep_team(fg->rows), wide, fg->times, fg->s, square,
                             sum, err);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            information[i * q + j] -= sum[(i + 1) * wide + j + 1];
    free(sum);
    return code;
}

int lc_fg_evaluate(void *context, const double *beta, double *loglik, double *gradient,
                   double *information, struct lc_error *err)
{
    struct lc_fg *fg = context;
    struct lc_sums sums = { .gradient = gradient, .gram = information };
    double *square = lc_alloc(fg->times, sizeof *square);
    int code = square ? risk_sums(fg, beta, loglik, err) : LC_FAIL_NOMEM(err);
    if (!code && !isnan(*loglik)) {
        hazards(fg, square, loglik);
        code = lc_sweep_run(fg->rows, NULL, LC_SUM_GRADIENT | LC_SUM_GRAM, row_rule, fg,
                            &sums, err);
        if (!code)
            code = take_means(fg, square, information, err);
    }
    free(square);
    return code;
}
