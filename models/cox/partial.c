#include "models/cox/partial_inside.h"

#include <math.h>
#include <string.h>

enum { BIN_SHARDS = 16 };

/* --- sums by bin ------------------------------------------------------------------ */

/* v of (4) by the guess: A, B and H one after another. */
static void guess_rule(const struct lc_partial *p, struct lc_rows *rows)
{
    const struct lc_bins *b = p->bins;
    const double *guess_b = p->guess.b_sum, *hazard = p->guess.hazard;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (b->exit[i] < 0)
            continue;
        double h = hazard[b->exit[i]];
        if (b->entry && b->entry[i] >= 0)
            h -= hazard[b->entry[i]];
        if (b->is_event[i])
            h -= guess_b[b->exit[i]];
        rows->curvature[r] = p->look.risk[i] * h;
    }
}

/* eta, r = w exp(eta - shift), and the first sum of (1). */
static void eta_rule(void *context, struct lc_rows *rows)
{
    struct lc_partial *p = context;
    const struct lc_sample *s = p->sample;
    double top = -INFINITY, sum = 0, *eta = p->look.eta + rows->first;
    double *risk = p->look.risk + rows->first;
    const uint8_t *is_event = p->bins->is_event + rows->first;
    for (size_t r = 0; r < rows->count; r++) {
        double value = rows->eta[r] + (s->offset ? s->offset[rows->first + r] : 0);
        eta[r] = value;
        risk[r] = value - p->look.shift;
        top = value > top ? value : top;
        if (is_event[r]) {
            rows->gradient[r] = s->weight ? s->weight[rows->first + r] : 1;
            sum += rows->gradient[r] * (value - p->look.shift);
        }
    }
    rows->kernels->exp(rows->count, risk, risk);
    for (size_t r = 0; s->weight && r < rows->count; r++)
        risk[r] *= s->weight[rows->first + r];
    if (top > p->look.top[rows->shard])
        p->look.top[rows->shard] = top;
    rows->loglik = sum;
    if (p->guess.use == LC_GUESS_IN_USE)
        guess_rule(p, rows);
}

void lc_partial_accumulate(const struct lc_partial *p, size_t width, double *cells,
                           size_t first, size_t end, double *sum, double *lost)
{
    const struct lc_bins *b = p->bins;
    size_t g = b->strata; /* the stratum of the bin at hand: none yet */
    for (size_t k = end; k-- > first;) {
        double *cell = cells + (k - first) * width;
        bool last = k + 1 == b->count || b->risk[k + 1] == 0;
        while (g > 0 && b->first[g] > k) /* a stratum's last bin: nobody comes after */
            last |= b->first[g--] == k + 1;
        for (size_t l = 0; l < width; l++) {
            double x = last ? 0 : sum[l], y = cell[l], t = x + y, z = t - x;
            lost[l] = (last ? 0 : lost[l]) + ((x - (t - z)) + (y - z));
            sum[l] = t;
            cell[l] = t + lost[l];
        }
    }
}

void lc_partial_run_up(const struct lc_partial *p, size_t panel)
{
    const struct lc_bins *b = p->bins;
    double *table = p->sums.table + panel * p->tied.slots * LC_PANEL;
    double sum[LC_PANEL] = { 0 }, lost[LC_PANEL] = { 0 };
    for (size_t k = 0; k < b->count; k++)
        for (size_t l = 0; p->tied.at[k] >= 0 && l < LC_PANEL; l++)
            table[k * LC_PANEL + l] +=
                table[(b->count + (size_t)p->tied.at[k]) * LC_PANEL + l];
    lc_partial_accumulate(p, LC_PANEL, table, 0, b->count, sum, lost);
}

static void run_up_panel(void *context, size_t panel, size_t worker LC_UNUSED)
{
    lc_partial_run_up(context, panel);
}

/* A look begins, from which `what` is summed. */
static void begin_look(struct lc_partial *p, int what)
{
    for (size_t s = 0; s < LC_SHARDS; s++)
        p->look.top[s] = -INFINITY;
    p->look.state = LC_UNSEEN;
    p->watch.seen = false;
    if (p->guess.use)
        p->guess.use = what & LC_SUM_GRAM ? LC_GUESS_IN_USE : LC_GUESS_ALLOWED;
}

/* S0 and E0 of all bins, from the risks, in `zero`. */
static void sum_zero(struct lc_partial *p)
{
    const struct lc_bins *b = p->bins;
    double sum = 0, lost = 0;
    memset(p->sums.zero, 0, p->tied.slots * sizeof *p->sums.zero);
    for (size_t i = 0; i < b->n; i++)
        if (p->tied.slot[i] >= 0)
            p->sums.zero[p->tied.slot[i]] += p->look.risk[i];
    for (size_t i = 0; b->entry && i < b->n; i++)
        if (b->entry[i] >= 0)
            p->sums.zero[b->entry[i]] -= p->look.risk[i];
    for (size_t k = 0; p->tied.count && k < b->count; k++)
        p->sums.zero[k] +=
            p->tied.at[k] < 0 ? 0 : p->sums.zero[b->count + (size_t)p->tied.at[k]];
    lc_partial_accumulate(p, 1, p->sums.zero, 0, b->count, &sum, &lost);
}

/* eta, risks, S0 and E0 by themselves: one reading of x. */
static int sum_alone(struct lc_partial *p, const double *beta, int what,
                     struct lc_sums *sums, struct lc_error *err)
{
    begin_look(p, what);
    int code = lc_sweep_run(p->rows, beta, what, eta_rule, p, sums, err);
    if (!code)
        sum_zero(p);
    p->sums.s0 = p->sums.zero;
    p->sums.s0_step = 1;
    return code;
}

/* eta, risks, and all sums by bin, made running sums: one reading of x, or two. */
static int sum_by_bin(struct lc_partial *p, const double *beta, int what,
                      struct lc_sums *sums, struct lc_error *err)
{
    int code = lc_partial_make_table(p, err);
    if (code)
        return code;
    struct lc_bins *b = p->bins;
    size_t slots = p->tied.slots, room = lc_bin_room(p->binning, slots);
    struct lc_binning binning[2] = {
        { p->tied.slot, p->look.risk, 1, p->sums.table, slots, room },
        { b->entry, p->look.risk, -1, p->sums.table, slots, room }
    };
    begin_look(p, what);
    p->scratch[0] = 0; /* the column of ones has no coefficient */
    memcpy(p->scratch + 1, beta, p->q * sizeof *beta);
    struct lc_sweep_pass pass = { p->scratch, what, eta_rule, p, sums };
    code = lc_sweep_run_and_bin(p->binning, &pass, b->entry ? 2 : 1, binning, err);
    if (!code)
        lc_team_run(lc_sweep_team(p->binning), lc_sweep_panels(p->binning),
                    run_up_panel, p);
    p->sums.s0 = p->sums.table;
    p->sums.s0_step = LC_PANEL;
    return code;
}

/* (2), (3) and the second sum of (1) for one bin. A sum that is not above 0 gives NaN:
 * beta is out of reach. */
static double charge(struct lc_partial *p, size_t k)
{
    const struct lc_bins *bins = p->bins;
    double s0 = p->sums.s0[k * p->sums.s0_step], d = bins->weight[k], sum = 0;
    double e0 = 0, a_sum = 0, b_sum = 0, a = 0, b = 0, c = 0;
    uint32_t m = 1;
    if (p->tied.at[k] >= 0) {
        e0 = p->sums.s0[(bins->count + (size_t)p->tied.at[k]) * p->sums.s0_step];
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
    p->charge.a_sum[k] = a_sum;
    p->charge.a[k] = a;
    if (m == 1) /* the others are 0, and their memory is left untouched */
        return sum;
    p->charge.b_sum[k] = b_sum;
    p->charge.b[k] = b;
    p->charge.c[k] = c;
    return sum;
}

static void charge_bins(void *context, size_t shard, size_t worker LC_UNUSED,
                        double *partial)
{
    struct lc_partial *p = context;
    size_t end = lc_shard_first(p->bins->count, shard + 1, BIN_SHARDS);
    for (size_t k = lc_shard_first(p->bins->count, shard, BIN_SHARDS); k < end; k++)
        *partial += charge(p, k);
}

static void run_up_hazard(struct lc_partial *p)
{
    const struct lc_bins *b = p->bins;
    for (size_t g = 0; g < b->strata; g++) {
        double sum = 0, lost = 0;
        for (size_t k = b->first[g]; k < b->first[g + 1]; k++) {
            double x = sum, y = p->charge.a_sum[k], t = x + y, z = t - x;
            lost += (x - (t - z)) + (y - z);
            sum = t;
            p->charge.hazard[k] = t + lost;
        }
    }
}

/* The next call's shift: the largest eta of this one, so that exp() neither overflows
 * nor, where it matters, vanishes. */
static double highest(const struct lc_partial *p)
{
    double top = -INFINITY;
    for (size_t s = 0; s < LC_SHARDS; s++)
        top = p->look.top[s] > top ? p->look.top[s] : top;
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

typedef int summing(struct lc_partial *p, const double *beta, int what,
                    struct lc_sums *sums, struct lc_error *err);

/* A look that leaves `state` behind, where its log-likelihood is a number. */
static int look(struct lc_partial *p, const double *beta, int what, int state,
                struct lc_sums *sums, double *loglik, struct lc_error *err)
{
    summing *sum = state == LC_TABLED ? sum_by_bin : sum_alone;
    int code = sum(p, beta, what, sums, err);
    double top = code ? 0 : highest(p);
    if (!code && fabs(top - p->look.shift) > 200 && isfinite(top)) {
        p->look.shift = top; /* far from where it was: once more */
        code = sum(p, beta, what, sums, err);
    }
    if (code)
        return code;
    *loglik = sums->loglik - lc_partial_charge(p);
    memcpy(p->look.at, beta, p->q * sizeof *beta);
    p->look.state = isfinite(*loglik) ? state : LC_UNSEEN;
    return LC_OK;
}

int lc_partial_sweep(struct lc_partial *p, const double *beta, int what,
                     struct lc_sums *sums, double *loglik, struct lc_error *err)
{
    return look(p, beta, what, LC_TABLED, sums, loglik, err);
}

int lc_partial_bins(struct lc_partial *p, const double *beta, double *loglik,
                    struct lc_error *err)
{
    struct lc_sums sums = { 0 };
    return look(p, beta, 0, LC_TABLED, &sums, loglik, err);
}

int lc_partial_stand(struct lc_partial *p, const double *beta, double *loglik,
                     struct lc_error *err)
{
    struct lc_sums sums = { 0 };
    int state = p->sums.way == LC_IN_PARTS ? LC_SUMMED : LC_TABLED;
    return look(p, beta, 0, state, &sums, loglik, err);
}
