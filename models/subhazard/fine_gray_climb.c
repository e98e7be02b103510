/* The log-likelihood and its derivatives over rows in the order of time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/subhazard/fine_gray_line_inside.h"
#include "models/subhazard/fine_gray_sums_inside.h"

/* FAR: so far from 0 r is divided by another exp(top). SAME_PLACE: coefficients of
 * standardised columns that differ by less give sums that differ by rounding. */
static const double FAR = 200, SAME_PLACE = 1e-10;

/* --- eta, r, and the blocks' sums ------------------------------------------------- */

static void make_r(const struct lc_fg_line *l, struct lc_fg_block *k,
                   struct lc_fg_shard *shard)
{
    double *eta = k->spare[0], *r = l->r + k->first;
    memset(eta, 0, lc_padded(k->count) * sizeof *eta);
    l->kernels->product(lc_padded(k->count), l->q, l->stride, k->z, l->beta, eta);
    for (size_t i = 0; i < k->count; i++) {
        double at = eta[i] + (l->offset ? l->offset[k->first + i] : 0);
        shard->top = at > shard->top ? at : shard->top;
        eta[i] = at - l->top;
        if ((l->flag[k->first + i] & LC_FG_ROLE) == LC_FG_EVENT)
            shard->loglik += lc_fg_line_weight(l, k->first + i) * eta[i];
    }
    l->kernels->exp(k->count, eta, r);
    for (size_t i = 0; l->weight && i < k->count; i++)
        r[i] *= l->weight[k->first + i];
}

static void sum_block(const struct lc_fg_line *l, struct lc_fg_block *k)
{
    size_t padded = lc_padded(k->count), wide = l->wide;
    double *after1 = l->after1 + k->b * wide, *before1 = l->before1 + (k->b + 1) * wide;
    double r = 0, kept = 0;
    for (size_t i = 0; i < k->count; i++) {
        r += k->r[i];
        kept += k->kept[i];
    }
    l->after[k->b] = r;
    l->before[k->b + 1] = kept;
    if (!l->full)
        return;
    memset(after1, 0, wide * sizeof *after1);
    memset(before1, 0, wide * sizeof *before1);
    l->kernels->transposed(padded, l->q, l->stride, k->z, k->r, after1);
    l->kernels->transposed(padded, l->q, l->stride, k->z, k->kept, before1);
}

static void risk_task(void *context, size_t s, size_t worker)
{
    const struct lc_fg_line *l = context;
    struct lc_fg_block k = lc_fg_block_of(l, worker);
    struct lc_fg_shard *shard = l->shard + s;
    shard->top = -INFINITY;
    shard->loglik = 0;
    for (size_t b = shard->block; b < lc_fg_shard_end(l, s) && !lc_interrupted(); b++) {
        lc_fg_block_go(l, &k, b);
        lc_fg_block_expand(l, &k);
        make_r(l, &k, shard);
        lc_fg_block_keep(l, &k);
        sum_block(l, &k);
    }
}

/* The blocks' own sums become those from each on, and before each: the two of (1). */
static void run_along(struct lc_fg_line *l)
{
    size_t wide = l->wide;
    l->after[l->blocks] = l->before[0] = 0;
    for (size_t b = l->blocks; b-- > 0;)
        l->after[b] += l->after[b + 1];
    for (size_t b = 0; b < l->blocks; b++)
        l->before[b + 1] += l->before[b];
    if (!l->full)
        return;
    memset(l->after1 + l->blocks * wide, 0, wide * sizeof(double));
    memset(l->before1, 0, wide * sizeof(double));
    for (size_t at = l->blocks * wide; at-- > 0;)
        l->after1[at] += l->after1[at + wide];
    for (size_t at = 0; at < l->blocks * wide; at++)
        l->before1[at + wide] += l->before1[at];
}

/* --- hazards ---------------------------------------------------------------------- */

static void hazard_task(void *context, size_t s, size_t worker)
{
    const struct lc_fg_line *l = context;
    struct lc_fg_block k = lc_fg_block_of(l, worker);
    struct lc_fg_shard *shard = l->shard + s;
    struct lc_fg_state state = { .loglik = 0 };
    for (size_t b = shard->block; b < lc_fg_shard_end(l, s); b++) {
        lc_fg_block_go(l, &k, b);
        lc_fg_block_keep(l, &k);
        lc_fg_block_hazards(l, &k, &state);
    }
    shard->hazard = state.hazard;
    shard->held = state.held;
    shard->variance = state.variance;
    shard->loglik += state.loglik;
}

static void carry_hazards(struct lc_fg_line *l)
{
    struct lc_fg_shard sum = { .block = 0 };
    for (size_t s = 0; s < l->shards; s++) {
        struct lc_fg_shard *shard = l->shard + s;
        shard->hazard0 = sum.hazard;
        shard->held0 = sum.held;
        shard->variance0 = sum.variance;
        sum.hazard += shard->hazard;
        sum.held += shard->held;
        sum.variance += shard->variance;
    }
    l->held = sum.held;
}

static double highest(const struct lc_fg_line *l)
{
    double top = -INFINITY;
    for (size_t s = 0; s < l->shards; s++)
        top = fmax(top, l->shard[s].top);
    return top;
}

/* False: beta is out of reach. */
static bool risk_sums(struct lc_fg_line *l)
{
    lc_team_run(l->team, l->shards, risk_task, l);
    double top = highest(l);
    if (!isfinite(top))
        return false;
    if (fabs(top - l->top) > FAR) {
        l->top = top;
        lc_team_run(l->team, l->shards, risk_task, l);
    }
    run_along(l);
    lc_team_run(l->team, l->shards, hazard_task, l);
    carry_hazards(l);
    return true;
}

/* --- derivatives ------------------------------------------------------------------ */

static void set_means(const struct lc_fg_line *l, struct lc_fg_block *k)
{
    size_t padded = lc_padded(k->slots);
    for (size_t c = 0; c < l->wide; c += LC_PANEL) {
        double *mean = k->mean + c * l->stride;
        lc_fg_block_panel(l, k, c);
        for (size_t j = 0; j < k->slots; j++)
            for (size_t i = 0; i < LC_PANEL; i++)
                mean[i * l->stride + j] = k->table[0][(j + 1) * LC_PANEL + i];
        for (size_t j = k->slots; j < padded; j++)
            for (size_t i = 0; i < LC_PANEL; i++)
                mean[i * l->stride + j] = 0;
    }
}

/* [event] w - r A and r A of fine_gray.h (2). */
static void set_weights(const struct lc_fg_line *l, const struct lc_fg_block *k,
                        double *gradient, double *curvature)
{
    lc_fg_block_risks(l, k, curvature);
    for (size_t i = 0; i < k->count; i++) {
        bool event = (l->flag[k->first + i] & LC_FG_ROLE) == LC_FG_EVENT;
        gradient[i] = (event ? lc_fg_line_weight(l, k->first + i) : 0) - curvature[i];
    }
    for (size_t i = k->count; i < lc_padded(k->count); i++)
        gradient[i] = curvature[i] = 0;
}

static void add_block(const struct lc_fg_line *l, struct lc_fg_block *k,
                      double *gradient, double *vectors)
{
    const struct lc_kernels *with = l->kernels;
    size_t rows = lc_padded(k->count), slots = lc_padded(k->slots);
    double *u = k->spare[0], *a = k->spare[1], *g_step = k->spare[2];
    set_weights(l, k, u, a);
    with->transposed(rows, l->q, l->stride, k->z, u, gradient);
    if (!l->full)
        return;
    with->gram(rows, l->q, l->stride, k->z, a, k->room, k->sums);
    set_means(l, k);
    with->gram(slots, l->q, l->stride, k->mean, k->d, k->room, k->sums2);
    for (size_t j = 0; j < slots; j++)
        g_step[j] = k->g[j] * k->step[j];
    with->transposed(slots, l->q, l->stride, k->mean, k->step, vectors);
    with->transposed(slots, l->q, l->stride, k->mean, g_step, vectors + l->wide);
}

/* partial: log-likelihood, gradient[q], and the two Gram products of the information.
 */
static void derive_task(void *context, size_t s, size_t worker, double *partial)
{
    const struct lc_fg_line *l = context;
    struct lc_fg_block k = lc_fg_block_of(l, worker);
    const struct lc_fg_shard *shard = l->shard + s;
    struct lc_fg_state state = { shard->hazard0, shard->held0, 0, 0 };
    double *vectors = l->vectors + s * 2 * l->wide, *gram = partial + 1 + l->q;
    size_t bytes = lc_gram_room(l->q) * sizeof(double);
    memset(k.sums, 0, bytes);
    memset(k.sums2, 0, bytes);
    memset(vectors, 0, 2 * l->wide * sizeof *vectors);
    for (size_t b = shard->block; b < lc_fg_shard_end(l, s) && !lc_interrupted(); b++) {
        lc_fg_block_go(l, &k, b);
        lc_fg_block_expand(l, &k);
        lc_fg_block_keep(l, &k);
        lc_fg_block_hazards(l, &k, &state);
        add_block(l, &k, partial + 1, vectors);
    }
    partial[0] = shard->loglik;
    if (!l->full)
        return;
    lc_gram_finish(l->q, l->kernels->lanes, k.sums, gram);
    lc_gram_finish(l->q, l->kernels->lanes, k.sums2, gram + l->q * (l->q + 1) / 2);
}

/* I of fine_gray.h (2): what is of rows less what is of times. */
static void hand_out(size_t q, const double *gram, double *information)
{
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j <= i; j++) {
            size_t at = i * (i + 1) / 2 + j;
            information[i * q + j] = information[j * q + i] =
                gram[at] - gram[q * (q + 1) / 2 + at];
        }
}

int lc_fg_line_evaluate(void *context, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err)
{
    struct lc_fg_line *l = context;
    size_t q = l->q, size = 1 + q + (information ? q * (q + 1) : 0);
    double *partials = lc_alloc((l->shards + 1) * size, sizeof *partials);
    if (!partials)
        return LC_FAIL_NOMEM(err);
    double *total = partials + l->shards * size;
    memcpy(l->beta, beta, q * sizeof *beta);
    l->full = information != NULL;
    *loglik = NAN;
    if (risk_sums(l)) {
        lc_team_sum(l->team, l->shards, size, derive_task, l, partials, total);
        *loglik = total[0];
        memcpy(gradient, total + 1, q * sizeof *gradient);
        if (information)
            hand_out(q, total + 1 + q, information);
    }
    free(partials);
    return lc_interrupt_check(err);
}

bool lc_fg_line_is_at(const struct lc_fg_line *l, const double *beta)
{
    bool near = l->full;
    for (size_t k = 0; k < l->q; k++)
        near = near && fabs(beta[k] - l->beta[k]) < SAME_PLACE;
    return near;
}
