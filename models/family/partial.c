#include "models/family/partial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/sandwich.h"

enum { BIN_SHARDS = 16 };

/* --- making and freeing -- */

/* Bins with several events have sums over those, under Efron. */
static int find_ties(struct lc_partial *p, struct lc_error *err)
{
    struct lc_bins *b = p->bins;
    p->tied_at = lc_alloc(b->count, sizeof *p->tied_at);
    p->tied_row = lc_alloc(b->n, sizeof *p->tied_row);
    if (!p->tied_at || !p->tied_row)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < b->count; k++)
        p->tied_at[k] =
            p->ties == LC_EFRON && b->event[k] > 1 ? (int32_t)p->tied++ : -1;
    for (size_t i = 0; i < b->n; i++)
        p->tied_row[i] = b->is_event[i] ? p->tied_at[b->exit[i]] : -1;
    return LC_OK;
}

static int open_sweeps(struct lc_partial *p, const struct lc_scaling *scaling,
                       lc_team *team, struct lc_error *err)
{
    struct lc_view view = { &p->sample->x,    false, scaling->centre, scaling->scale,
                            p->sample->shard, team };
    int code = lc_sweep_new(&p->rows, &view, err);
    view.intercept = true;
    return code ? code : lc_sweep_new(&p->binning, &view, err);
}

static int make_room(struct lc_partial *p, struct lc_error *err)
{
    size_t n = p->bins->n, count = p->bins->count;
    p->eta = lc_alloc(2 * n, sizeof *p->eta);
    p->a_sum = lc_alloc(6 * count, sizeof *p->a_sum);
    p->room = lc_alloc(lc_bin_room(p->binning, count) + LC_PAD, sizeof *p->room);
    p->tied_room =
        lc_alloc(lc_bin_room(p->binning, p->tied) + LC_PAD, sizeof *p->tied_room);
    p->shard_top = lc_alloc(LC_SHARDS + p->q + 1, sizeof *p->shard_top);
    if (!p->eta || !p->a_sum || !p->room || !p->tied_room || !p->shard_top)
        return LC_FAIL_NOMEM(err);
    p->beta = p->shard_top + LC_SHARDS;
    p->risk = p->eta + n;
    p->b_sum = p->a_sum + count;
    p->a = p->b_sum + count;
    p->b = p->a + count;
    p->c = p->b + count;
    p->hazard = p->c + count;
    p->table = lc_aligned(p->room);
    p->tied_table = lc_aligned(p->tied_room);
    return LC_OK;
}

int lc_partial_new(struct lc_partial **partial, const struct lc_sample *sample,
                   const struct lc_scaling *scaling,
                   const struct lc_fit_options *options, struct lc_error *err)
{
    *partial = NULL;
    struct lc_partial *p = lc_alloc(1, sizeof *p);
    if (!p)
        return LC_FAIL_NOMEM(err);
    p->sample = sample;
    p->ties = options->ties;
    p->q = sample->x.p;
    int code = lc_bins_new(&p->bins, sample, options->cause, options->team, err);
    if (!code)
        code = find_ties(p, err);
    if (!code)
        code = open_sweeps(p, scaling, options->team, err);
    if (!code)
        code = make_room(p, err);
    if (code)
        lc_partial_free(p);
    else
        *partial = p;
    return code;
}

void lc_partial_free(struct lc_partial *p)
{
    if (!p)
        return;
    lc_bins_free(p->bins);
    lc_sweep_free(p->rows);
    lc_sweep_free(p->binning);
    free(p->eta);
    free(p->a_sum);
    free(p->room);
    free(p->tied_room);
    free(p->shard_top);
    free(p->tied_at);
    free(p->tied_row);
    free(p);
}

/* --- sums by bin -- */

/* eta, r = w exp(eta - shift), and the first sum of (1). */
static void eta_rule(void *context, struct lc_rows *rows)
{
    struct lc_partial *p = context;
    const struct lc_sample *s = p->sample;
    double top = -INFINITY, sum = 0, *eta = p->eta + rows->first;
    double *risk = p->risk + rows->first;
    const uint8_t *is_event = p->bins->is_event + rows->first;
    for (size_t r = 0; r < rows->count; r++) {
        double value = rows->eta[r] + (s->offset ? s->offset[rows->first + r] : 0);
        eta[r] = value;
        risk[r] = value - p->shift;
        top = value > top ? value : top;
        if (is_event[r])
            sum += (s->weight ? s->weight[rows->first + r] : 1) * (value - p->shift);
    }
    rows->kernels->exp(rows->count, risk, risk);
    for (size_t r = 0; s->weight && r < rows->count; r++)
        risk[r] *= s->weight[rows->first + r];
    if (top > p->shard_top[rows->shard])
        p->shard_top[rows->shard] = top;
    rows->loglik = sum;
}

/* The running sum of one panel from a stratum's latest bin to its first (two-sum: what
 * rounding loses is carried along). */
static void accumulate(const struct lc_partial *p, double *panel, size_t first,
                       size_t end)
{
    double sum[LC_PANEL] = { 0 }, lost[LC_PANEL] = { 0 };
    for (size_t k = end; k-- > first;) {
        double *cell = panel + k * LC_PANEL;
        if (k + 1 < end && p->bins->risk[k + 1] == 0) {
            memset(sum, 0, sizeof sum);
            memset(lost, 0, sizeof lost);
        }
        for (size_t l = 0; l < LC_PANEL; l++) {
            double x = sum[l], y = cell[l], t = x + y, z = t - x;
            lost[l] += (x - (t - z)) + (y - z);
            sum[l] = t;
            cell[l] = t + lost[l];
        }
    }
}

static void accumulate_panel(void *context, size_t panel, size_t worker)
{
    const struct lc_partial *p = context;
    const struct lc_bins *b = p->bins;
    (void)worker;
    for (size_t g = 0; g < b->strata; g++)
        accumulate(p, p->table + panel * b->count * LC_PANEL, b->first[g],
                   b->first[g + 1]);
}

/* eta, risks, and all sums by bin, made running sums: one reading of x. */
static int sum_by_bin(struct lc_partial *p, const double *beta, double *loglik,
                      struct lc_error *err)
{
    struct lc_bins *b = p->bins;
    struct lc_binning binning[3] = { { b->exit, p->risk, 1, p->table, b->count } };
    struct lc_sums sums = { 0 };
    size_t count = 1;
    if (b->entry)
        binning[count++] =
            (struct lc_binning){ b->entry, p->risk, -1, p->table, b->count };
    if (p->tied)
        binning[count++] =
            (struct lc_binning){ p->tied_row, p->risk, 1, p->tied_table, p->tied };
    for (size_t s = 0; s < LC_SHARDS; s++)
        p->shard_top[s] = -INFINITY;
    p->beta[0] = 0; /* the column of ones has no coefficient */
    memcpy(p->beta + 1, beta, p->q * sizeof *beta);
    int code = lc_sweep_run_and_bin(p->binning, p->beta, eta_rule, p, &sums, count,
                                    binning, err);
    *loglik = sums.loglik;
    if (!code)
        lc_team_run(lc_sweep_team(p->binning), lc_sweep_panels(p->binning),
                    accumulate_panel, p);
    return code;
}

/* (2), (3) and the second sum of (1) for one bin. A sum that is not above 0 gives NaN:
 * beta is out of reach. */
static double charge(struct lc_partial *p, size_t k)
{
    const struct lc_bins *bins = p->bins;
    double s0 = p->table[k * LC_PANEL], d = bins->weight[k], sum = 0;
    double e0 = 0, a_sum = 0, b_sum = 0, a = 0, b = 0, c = 0;
    uint32_t m = 1;
    if (p->tied_at[k] >= 0) {
        e0 = p->tied_table[(size_t)p->tied_at[k] * LC_PANEL];
        m = bins->event[k];
    }
    double share = d / m;
    for (uint32_t j = 0; j < m; j++) {
        double f = (double)j / m, left = s0 - f * e0, u = share / left, v = u / left;
        sum += share * log(left > 0 ? left : NAN);
        a_sum += u;
        b_sum += f * u;
        a += v;
        b += f * v;
        c += f * f * v;
    }
    p->a_sum[k] = a_sum;
    p->b_sum[k] = b_sum;
    p->a[k] = a;
    p->b[k] = b;
    p->c[k] = c;
    return sum;
}

static void charge_bins(void *context, size_t shard, size_t worker, double *partial)
{
    struct lc_partial *p = context;
    size_t end = lc_shard_first(p->bins->count, shard + 1, BIN_SHARDS);
    (void)worker;
    for (size_t k = lc_shard_first(p->bins->count, shard, BIN_SHARDS); k < end; k++)
        *partial += charge(p, k);
}

static void run_up_hazard(struct lc_partial *p)
{
    const struct lc_bins *b = p->bins;
    for (size_t g = 0; g < b->strata; g++) {
        double sum = 0, lost = 0;
        for (size_t k = b->first[g]; k < b->first[g + 1]; k++) {
            double x = sum, y = p->a_sum[k], t = x + y, z = t - x;
            lost += (x - (t - z)) + (y - z);
            sum = t;
            p->hazard[k] = t + lost;
        }
    }
}

/* The next call's shift: the largest eta of this one, so that exp() neither overflows
 * nor, where it matters, vanishes. */
static double highest(const struct lc_partial *p)
{
    double top = -INFINITY;
    for (size_t s = 0; s < LC_SHARDS; s++)
        top = p->shard_top[s] > top ? p->shard_top[s] : top;
    return top;
}

int lc_partial_bins(struct lc_partial *p, const double *beta, double *loglik,
                    struct lc_error *err)
{
    double partials[BIN_SHARDS], charged = 0;
    int code = sum_by_bin(p, beta, loglik, err);
    double top = code ? 0 : highest(p);
    if (!code && fabs(top - p->shift) > 200 && isfinite(top)) {
        p->shift = top; /* far from where it was: once more */
        code = sum_by_bin(p, beta, loglik, err);
    }
    if (code)
        return code;
    lc_team_sum(lc_sweep_team(p->rows), BIN_SHARDS, 1, charge_bins, p, partials,
                &charged);
    run_up_hazard(p);
    *loglik -= charged;
    return LC_OK;
}

/* --- gradient and information -- */

/* (4) and (5) */
static void row_rule(void *context, struct lc_rows *rows)
{
    const struct lc_partial *p = context;
    const struct lc_bins *b = p->bins;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (b->exit[i] < 0)
            continue;
        double h = p->hazard[b->exit[i]], w = 0;
        if (b->entry && b->entry[i] >= 0)
            h -= p->hazard[b->entry[i]];
        if (b->is_event[i]) {
            h -= p->b_sum[b->exit[i]];
            w = p->sample->weight ? p->sample->weight[i] : 1;
        }
        rows->curvature[r] = p->risk[i] * h;
        rows->gradient[r] = w - rows->curvature[r];
    }
}

/* S1 becomes S1 - b/a E1 where there are ties; spread[tied] is c - b^2/a. */
static void complete_squares(struct lc_partial *p, double *spread)
{
    size_t count = p->bins->count;
    for (size_t k = 0; k < count; k++) {
        if (p->tied_at[k] < 0)
            continue;
        size_t t = (size_t)p->tied_at[k];
        double ratio = p->b[k] / p->a[k], rest = p->c[k] - p->b[k] * ratio;
        spread[t] = rest > 0 ? rest : 0;
        for (size_t c = 0; c <= p->q; c++)
            *lc_partial_cell(p->table, count, k, c) -=
                ratio * *lc_partial_cell(p->tied_table, p->tied, t, c);
    }
}

/* information -= the second sum of (6). The tables' column of ones is passed over. */
static int take_means(struct lc_partial *p, double *information, struct lc_error *err)
{
    size_t q = p->q, wide = q + 1;
    lc_team *team = lc_sweep_team(p->rows);
    double *sum = lc_alloc(wide * wide + p->tied, sizeof *sum);
    if (!sum)
        return LC_FAIL_NOMEM(err);
    double *spread = sum + wide * wide;
    complete_squares(p, spread);
    int code = lc_table_gram(team, wide, p->bins->count, p->table, p->a, sum, err);
    if (!code && p->tied)
        code = lc_table_gram(team, wide, p->tied, p->tied_table, spread, sum, err);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            information[i * q + j] -= sum[(i + 1) * wide + j + 1];
    free(sum);
    return code;
}

int lc_partial_evaluate(void *partial, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err)
{
    struct lc_partial *p = partial;
    struct lc_sums sums = { .gradient = gradient, .gram = information };
    int code = lc_partial_bins(p, beta, loglik, err);
    if (code || !isfinite(*loglik))
        return code;
    code =
        lc_sweep_run(p->rows, NULL, LC_SUM_GRADIENT | (information ? LC_SUM_GRAM : 0),
                     row_rule, p, &sums, err);
    return code || !information ? code : take_means(p, information, err);
}
