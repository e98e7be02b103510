/* See many.h. Its blocks have the sweep's own copies to themselves (no Gram product is
 * made of them), so they are twice as tall. */
#include "parallel/many.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "parallel/sweep_inside.h"

/* Of a block, 512 KiB. It need not fit a core's own cache: what counts is how long the
 * run of a column is that memory is asked for (bench/README.md). */
enum { MANY_DOUBLES = 65536, LEAST = 64, MOST = 1024 };

struct many_run {
    lc_sweep sweep; /* a copy, with blocks of another shape */
    const struct lc_many *many;
    lc_row_rule *rule;
    void *context;
    size_t vectors; /* count rounded up to whole tiles */
    double *beta;   /* [q][LC_MANY] */
    uint32_t *used; /* [q] columns that have a coefficient */
    size_t used_count;
    struct lc_sweep_desk *desk; /* eta and gradient for LC_MANY vectors */
    double *partials, *total;
    size_t partial;
};

/* The columns' coefficients side by side, and which columns have any. */
static void turn_beta(struct many_run *run)
{
    size_t q = run->sweep.q;
    for (size_t k = 0; run->many->beta && k < q; k++) {
        bool any = false;
        for (size_t v = 0; v < run->many->count; v++) {
            run->beta[k * LC_MANY + v] = run->many->beta[v * q + k];
            any |= run->beta[k * LC_MANY + v] != 0;
        }
        if (any)
            run->used[run->used_count++] = (uint32_t)k;
    }
}

static size_t desk_size(const struct many_run *run)
{
    const lc_sweep *s = &run->sweep;
    return s->stride * (s->wide + 2 * LC_MANY + 6) + lc_many_room(s->q) + LC_PAD;
}

static void lay_out(struct many_run *run, struct lc_sweep_desk *d, double *room)
{
    const lc_sweep *s = &run->sweep;
    d->z = lc_aligned(room);
    d->eta = d->z + s->wide * s->stride;
    d->gradient = d->eta + LC_MANY * s->stride;
    d->curvature = d->gradient + LC_MANY * s->stride;
    d->cross = d->curvature + s->stride;
    d->scratch = d->cross + s->stride;
    d->sums = d->scratch + 4 * s->stride;
}

/* Of the desks only the gradients' sums need to be zero to begin with: see do_shard. */
static int make_room(struct many_run *run, lc_sweep *owner, struct lc_error *err)
{
    lc_sweep *s = &run->sweep;
    size_t fit = MANY_DOUBLES / (s->wide ? s->wide : 1) / LEAST * LEAST;
    s->rows = fit < LEAST ? LEAST : fit > MOST ? MOST : fit;
    s->stride = s->rows + LC_PAD;
    run->vectors = (run->many->count + LC_TILE - 1) / LC_TILE * LC_TILE;
    run->partial = run->many->count * (2 + s->q);
    if (!owner->many)
        owner->many = lc_alloc(s->desks * desk_size(run), sizeof(double));
    run->desk = lc_alloc(s->desks, sizeof *run->desk);
    run->beta = lc_alloc(s->q * LC_MANY, sizeof *run->beta);
    run->used = lc_alloc(s->q, sizeof *run->used);
    run->partials = lc_alloc((s->shards + 1) * run->partial, sizeof(double));
    if (!owner->many || !run->desk || !run->beta || !run->used || !run->partials)
        return LC_FAIL_NOMEM(err);
    run->total = run->partials + s->shards * run->partial;
    for (size_t d = 0; d < s->desks; d++)
        lay_out(run, run->desk + d, owner->many + d * desk_size(run));
    return LC_OK;
}

static void release(struct many_run *run)
{
    free(run->desk);
    free(run->beta);
    free(run->used);
    free(run->partials);
}

/* The rule for each vector of a block in turn. */
static void apply(const struct many_run *run, struct lc_sweep_desk *d,
                  struct lc_rows rows, double *sums)
{
    size_t stride = rows.stride, padded = lc_padded(rows.count);
    for (size_t v = 0; v < run->vectors; v++) {
        rows.vector = v;
        rows.loglik = rows.extra[0] = 0;
        rows.eta = d->eta + v * stride;
        rows.gradient = d->gradient + v * stride;
        memset(rows.gradient, 0, padded * sizeof(double));
        if (v >= run->many->count)
            continue;
        run->rule(run->context, &rows);
        sums[v] += rows.loglik;
        sums[run->many->count + v] += rows.extra[0];
    }
}

/* Where no gradient is asked for, columns without a coefficient need not be read. */
static void expand_used(const struct many_run *run, size_t first, size_t count,
                        double *z)
{
    const lc_sweep *s = &run->sweep;
    size_t end;
    for (size_t i = 0; i < run->used_count; i = end) {
        size_t from = run->used[i];
        for (end = i + 1; end < run->used_count && run->used[end] == from + end - i;)
            end++;
        lc_sweep_expand(s, first, count, from, from + end - i, z + from * s->stride);
    }
}

static void do_shard(void *context, size_t shard, size_t worker, double *partial)
{
    struct many_run *run = context;
    lc_sweep *s = &run->sweep;
    struct lc_sweep_desk *d = run->desk + worker;
    struct lc_predictors predictors = { run->vectors, run->used_count, run->used,
                                        run->beta };
    size_t end = lc_sweep_first_row(s, shard + 1), count;
    size_t columns = (s->q + LC_TILE - 1) / LC_TILE * LC_TILE;
    if (run->many->gradient)
        memset(d->sums, 0, lc_many_room(s->q) * sizeof *d->sums);
    for (size_t first = lc_sweep_first_row(s, shard); first < end; first += count) {
        if (lc_interrupted())
            return;
        count = end - first < s->rows ? end - first : s->rows;
        size_t padded = lc_padded(count);
        struct lc_rows rows = lc_sweep_rows(s, d, first, count, shard, worker);
        if (run->many->gradient)
            lc_sweep_expand(s, first, count, 0, columns, d->z);
        else
            expand_used(run, first, count, d->z);
        s->kernels->product_many(padded, s->stride, d->z, &predictors, d->eta);
        apply(run, d, rows, partial);
        if (run->many->gradient)
            s->kernels->transposed_many(padded, s->q, s->stride, d->z, run->vectors,
                                        d->gradient, d->sums);
    }
    if (run->many->gradient)
        lc_many_finish(s->q, run->many->count, s->kernels->lanes, d->sums,
                       partial + 2 * run->many->count);
}

int lc_sweep_many(lc_sweep *sweep, const struct lc_many *many, lc_row_rule *rule,
                  void *context, struct lc_error *err)
{
    struct many_run run = {
        .sweep = *sweep, .many = many, .rule = rule, .context = context
    };
    int code = make_room(&run, sweep, err);
    if (!code) {
        turn_beta(&run);
        lc_team_sum(sweep->view.team, sweep->shards, run.partial, do_shard, &run,
                    run.partials, run.total);
        if (many->loglik)
            memcpy(many->loglik, run.total, many->count * sizeof(double));
        if (many->extra)
            memcpy(many->extra, run.total + many->count, many->count * sizeof(double));
        if (many->gradient)
            memcpy(many->gradient, run.total + 2 * many->count,
                   many->count * sweep->q * sizeof(double));
        code = lc_interrupt_check(err);
    }
    release(&run);
    return code;
}
