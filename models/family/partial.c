#include "models/family/partial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BIN_SHARDS = 16 };

/* --- making and freeing -- */

/* Bins with several events have sums over those, under Efron; their events are summed
 * there only and added to the bin's own when all rows have been seen. */
static int find_ties(struct lc_partial *p, struct lc_error *err)
{
    struct lc_bins *b = p->bins;
    p->tied_at = lc_alloc(b->count, sizeof *p->tied_at);
    p->slot = lc_alloc(b->n, sizeof *p->slot);
    if (!p->tied_at || !p->slot)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < b->count; k++)
        p->tied_at[k] =
            p->ties == LC_EFRON && b->event[k] > 1 ? (int32_t)p->tied++ : -1;
    for (size_t i = 0; i < b->n; i++) {
        bool tied = b->is_event[i] && p->tied_at[b->exit[i]] >= 0;
        p->slot[i] = tied ? (int32_t)b->count + p->tied_at[b->exit[i]] : b->exit[i];
    }
    p->slots = b->count + p->tied;
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
    size_t guesses = lc_bins_at_once(p->binning, p->slots) ? 3 * count : 0;
    p->a_sum = lc_alloc(6 * count + guesses + p->slots, sizeof *p->a_sum);
    p->room = lc_alloc(lc_bin_room(p->binning, p->slots) + LC_PAD, sizeof *p->room);
    p->shard_top = lc_alloc(LC_SHARDS + 3 * (p->q + 1), sizeof *p->shard_top);
    if (!p->eta || !p->a_sum || !p->room || !p->shard_top)
        return LC_FAIL_NOMEM(err);
    p->beta = p->shard_top + LC_SHARDS;
    p->at = p->beta + p->q + 1;
    p->event_sum = p->at + p->q + 1;
    p->risk = p->eta + n;
    p->b_sum = p->a_sum + count;
    p->a = p->b_sum + count;
    p->b = p->a + count;
    p->c = p->b + count;
    p->hazard = p->c + count;
    p->guess = p->hazard + count;
    p->charge = p->guess + guesses;
    p->table = lc_aligned(p->room);
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
    free(p->shard_top);
    free(p->tied_at);
    free(p->slot);
    free(p);
}

/* --- sums by bin -- */

/* v of (4) by the guess: A, B and H one after another. */
static void guess_rule(const struct lc_partial *p, struct lc_rows *rows)
{
    const struct lc_bins *b = p->bins;
    const double *guess_b = p->guess + b->count, *hazard = guess_b + b->count;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (b->exit[i] < 0)
            continue;
        double h = hazard[b->exit[i]];
        if (b->entry && b->entry[i] >= 0)
            h -= hazard[b->entry[i]];
        if (b->is_event[i])
            h -= guess_b[b->exit[i]];
        rows->curvature[r] = p->risk[i] * h;
    }
}

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
        if (is_event[r]) {
            rows->gradient[r] = s->weight ? s->weight[rows->first + r] : 1;
            sum += rows->gradient[r] * (value - p->shift);
        }
    }
    rows->kernels->exp(rows->count, risk, risk);
    for (size_t r = 0; s->weight && r < rows->count; r++)
        risk[r] *= s->weight[rows->first + r];
    if (top > p->shard_top[rows->shard])
        p->shard_top[rows->shard] = top;
    rows->loglik = sum;
    if (p->guessed)
        guess_rule(p, rows);
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

void lc_partial_run_up(const struct lc_partial *p, size_t panel)
{
    const struct lc_bins *b = p->bins;
    double *table = p->table + panel * p->slots * LC_PANEL;
    for (size_t k = 0; k < b->count; k++)
        for (size_t l = 0; p->tied_at[k] >= 0 && l < LC_PANEL; l++)
            table[k * LC_PANEL + l] +=
                table[(b->count + (size_t)p->tied_at[k]) * LC_PANEL + l];
    for (size_t g = 0; g < b->strata; g++)
        accumulate(p, table, b->first[g], b->first[g + 1]);
}

static void run_up_panel(void *context, size_t panel, size_t worker)
{
    (void)worker;
    lc_partial_run_up(context, panel);
}

/* eta, risks, and all sums by bin, made running sums: one reading of x, or two. */
static int sum_by_bin(struct lc_partial *p, const double *beta, int what,
                      struct lc_sums *sums, struct lc_error *err)
{
    struct lc_bins *b = p->bins;
    struct lc_binning binning[2] = { { p->slot, p->risk, 1, p->table, p->slots },
                                     { b->entry, p->risk, -1, p->table, p->slots } };
    for (size_t s = 0; s < LC_SHARDS; s++)
        p->shard_top[s] = -INFINITY;
    p->beta[0] = 0; /* the column of ones has no coefficient */
    memcpy(p->beta + 1, beta, p->q * sizeof *beta);
    p->known = false;
    p->guessed = what & LC_SUM_GRAM;
    int code = lc_sweep_run_and_bin(p->binning, p->beta, what, eta_rule, p, sums,
                                    b->entry ? 2 : 1, binning, err);
    if (!code)
        lc_team_run(lc_sweep_team(p->binning), lc_sweep_panels(p->binning),
                    run_up_panel, p);
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
        e0 = p->table[(bins->count + (size_t)p->tied_at[k]) * LC_PANEL];
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

double lc_partial_charge(struct lc_partial *p)
{
    double partials[BIN_SHARDS], charged = 0;
    lc_team_sum(lc_sweep_team(p->rows), BIN_SHARDS, 1, charge_bins, p, partials,
                &charged);
    run_up_hazard(p);
    return charged;
}

int lc_partial_sweep(struct lc_partial *p, const double *beta, int what,
                     struct lc_sums *sums, double *loglik, struct lc_error *err)
{
    int code = sum_by_bin(p, beta, what, sums, err);
    double top = code ? 0 : highest(p);
    if (!code && fabs(top - p->shift) > 200 && isfinite(top)) {
        p->shift = top; /* far from where it was: once more */
        code = sum_by_bin(p, beta, what, sums, err);
    }
    if (code)
        return code;
    *loglik = sums->loglik - lc_partial_charge(p);
    memcpy(p->at, beta, p->q * sizeof *beta);
    p->known = isfinite(*loglik);
    return LC_OK;
}

int lc_partial_bins(struct lc_partial *p, const double *beta, double *loglik,
                    struct lc_error *err)
{
    struct lc_sums sums = { 0 };
    return lc_partial_sweep(p, beta, 0, &sums, loglik, err);
}
