/* Blocks, shards and their sums: see sweep.h. */
#include "parallel/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"

/* A block of z and its weighted copy should stay in a core's own cache: BLOCK_DOUBLES
 * for each of the two (128 KiB a copy was best or within 3% of it from q = 10 to 200;
 * see bench/README.md). */
enum { BLOCK_DOUBLES = 16384, MIN_ROWS = 64, MAX_ROWS = 512, ROWS_A_SHARD = 512 };

struct desk { /* a worker's own memory */
    double *room, *z, *v, *eta, *gradient, *curvature, *cross, *scratch, *sums;
};

struct lc_sweep {
    struct lc_view view;
    const struct lc_kernels *kernels;
    size_t n, p, q, wide; /* wide: q rounded up to whole panels */
    size_t rows, stride;  /* of a block */
    size_t shards, desks;
    struct desk *desk;
    double *partials; /* [shards * partial] */
    size_t partial, packed;
};

size_t lc_sweep_columns(const lc_sweep *sweep)
{
    return sweep->q;
}

size_t lc_sweep_shards(const lc_sweep *sweep)
{
    return sweep->shards;
}

lc_team *lc_sweep_team(const lc_sweep *sweep)
{
    return sweep->view.team;
}

size_t lc_sweep_panels(const lc_sweep *sweep)
{
    return sweep->wide / LC_PANEL;
}

static bool make_desk(const struct lc_sweep *s, struct desk *d)
{
    size_t block = s->wide * s->stride, size = 2 * block + 8 * s->stride;
    d->room = lc_alloc(size + lc_gram_room(s->q) + LC_PAD, sizeof(double));
    if (!d->room)
        return false;
    d->z = lc_aligned(d->room);
    d->v = d->z + block;
    d->eta = d->v + block;
    d->gradient = d->eta + s->stride;
    d->curvature = d->gradient + s->stride;
    d->cross = d->curvature + s->stride;
    d->scratch = d->cross + s->stride;
    d->sums = d->scratch + 4 * s->stride;
    return true;
}

static void size_up(struct lc_sweep *s)
{
    s->n = s->view.x->n;
    s->p = s->view.x->p;
    s->q = s->p + s->view.intercept;
    s->wide = (s->q + LC_PANEL - 1) / LC_PANEL * LC_PANEL;
    s->rows = BLOCK_DOUBLES / (s->wide ? s->wide : 1) / MIN_ROWS * MIN_ROWS;
    s->rows = s->rows < MIN_ROWS ? MIN_ROWS : s->rows > MAX_ROWS ? MAX_ROWS : s->rows;
    s->stride = s->rows + LC_PAD; /* not a power of two: columns fall in other sets */
    /* a small sample is not worth 64 partials; how many depends on n alone */
    s->shards = s->view.shard || s->n >= (size_t)LC_SHARDS * ROWS_A_SHARD ? LC_SHARDS
                : s->n > ROWS_A_SHARD ? s->n / ROWS_A_SHARD
                                      : 1;
    s->packed = s->q * (s->q + 1) / 2;
    s->partial = 1 + LC_EXTRAS + 2 * s->q + s->packed;
}

int lc_sweep_new(lc_sweep **sweep, const struct lc_view *view, struct lc_error *err)
{
    *sweep = NULL;
    lc_sweep *s = lc_alloc(1, sizeof *s);
    if (!s)
        return LC_FAIL_NOMEM(err);
    s->view = *view;
    s->kernels = lc_kernels();
    size_up(s);
    s->partials = lc_alloc(s->shards * s->partial, sizeof *s->partials);
    s->desks = (size_t)lc_team_threads(view->team);
    s->desk = lc_alloc(s->desks, sizeof *s->desk);
    bool made = s->partials && s->desk;
    for (size_t d = 0; made && d < s->desks; d++)
        made = make_desk(s, s->desk + d);
    if (!made) {
        lc_sweep_free(s);
        return LC_FAIL_NOMEM(err);
    }
    *sweep = s;
    return LC_OK;
}

void lc_sweep_free(lc_sweep *sweep)
{
    if (!sweep)
        return;
    for (size_t d = 0; sweep->desk && d < sweep->desks; d++)
        free(sweep->desk[d].room);
    free(sweep->desk);
    free(sweep->partials);
    free(sweep);
}

enum { AHEAD = 3 }; /* columns */

/* What is expanded AHEAD columns from now: a later column's run of these rows, or one
 * of the first columns' of the next rows. */
static const void *later(const lc_sweep *s, size_t first, size_t count, size_t k,
                         size_t from, size_t to, size_t *bytes)
{
    size_t low = from > s->view.intercept ? from - s->view.intercept : 0;
    size_t high = to - s->view.intercept < s->p ? to - s->view.intercept : s->p;
    size_t next = k + AHEAD, row = first;
    if (next >= high) {
        next = low + (next - high);
        row += count;
    }
    if (next >= high || row >= s->n)
        return NULL;
    const struct lc_column *column = s->view.x->column + next;
    size_t size = lc_type_size(column->type);
    *bytes = size * (s->n - row < count ? s->n - row : count);
    return (const char *)column->data + row * size;
}

/* Columns from .. to - 1 of z for some rows; the rows of the padding become 0. */
static void expand(const lc_sweep *s, size_t first, size_t count, size_t from,
                   size_t to, double *z)
{
    size_t padded = lc_padded(count);
    for (size_t c = from; c < to; c++, z += s->stride) {
        if (c >= s->q) {
            memset(z, 0, padded * sizeof *z);
            continue;
        }
        if (s->view.intercept && c == 0) {
            for (size_t r = 0; r < count; r++)
                z[r] = 1;
        } else {
            size_t k = c - s->view.intercept;
            const struct lc_column *column = s->view.x->column + k;
            size_t bytes = 0;
            const void *ahead = later(s, first, count, k, from, to, &bytes);
            s->kernels->expand(column->type, column->data, first, count,
                               s->view.centre ? s->view.centre[k] : 0,
                               s->view.scale ? s->view.scale[k] : 1, z, ahead, bytes);
        }
        for (size_t r = count; r < padded; r++)
            z[r] = 0;
    }
}

struct run {
    lc_sweep *sweep;
    const double *beta;
    int what;
    lc_row_rule *rule;
    void *context;
};

static void apply_rule(const struct run *run, struct desk *d, struct lc_rows *rows)
{
    const lc_sweep *s = run->sweep;
    size_t padded = lc_padded(rows->count), bytes = padded * sizeof(double);
    memset(d->eta, 0, bytes);
    memset(d->gradient, 0, bytes);
    memset(d->curvature, 0, bytes);
    if (run->what & LC_SUM_CROSS)
        memset(d->cross, 0, bytes);
    if (run->beta)
        s->kernels->product(padded, s->q, s->stride, d->z, run->beta, d->eta);
    if (run->rule)
        run->rule(run->context, rows);
}

static void add_block(const struct run *run, struct desk *d, struct lc_rows *rows,
                      double *partial)
{
    const lc_sweep *s = run->sweep;
    size_t padded = lc_padded(rows->count), q = s->q;
    double *vectors = partial + 1 + LC_EXTRAS;
    partial[0] += rows->loglik;
    for (size_t e = 0; e < LC_EXTRAS; e++)
        partial[1 + e] += rows->extra[e];
    if (run->what & LC_SUM_GRADIENT)
        s->kernels->transposed(padded, q, s->stride, d->z, d->gradient, vectors);
    if (run->what & LC_SUM_CROSS)
        s->kernels->transposed(padded, q, s->stride, d->z, d->cross, vectors + q);
    if (run->what & LC_SUM_GRAM) {
        s->kernels->weigh(padded, q, s->stride, d->z, d->curvature, d->v);
        s->kernels->gram(padded, q, s->stride, d->z, d->v, d->sums);
    }
}

static size_t first_row(const lc_sweep *s, size_t shard)
{
    return s->view.shard ? s->view.shard[shard]
                         : lc_shard_first(s->n, shard, s->shards);
}

static void do_shard(void *context, size_t shard, size_t worker, double *partial)
{
    const struct run *run = context;
    lc_sweep *s = run->sweep;
    struct desk *d = s->desk + worker;
    size_t end = first_row(s, shard + 1);
    if (run->what & LC_SUM_GRAM)
        memset(d->sums, 0, lc_gram_room(s->q) * sizeof *d->sums);
    for (size_t first = first_row(s, shard); first < end; first += s->rows) {
        size_t count = end - first < s->rows ? end - first : s->rows;
        struct lc_rows rows = { .first = first,
                                .count = count,
                                .shard = shard,
                                .worker = worker,
                                .eta = d->eta,
                                .gradient = d->gradient,
                                .curvature = d->curvature,
                                .cross = d->cross,
                                .q = s->q,
                                .stride = s->stride,
                                .z = d->z,
                                .scratch = d->scratch,
                                .kernels = s->kernels };
        if (lc_interrupted())
            return;
        expand(s, first, count, 0, s->q, d->z);
        apply_rule(run, d, &rows);
        add_block(run, d, &rows, partial);
    }
    if (run->what & LC_SUM_GRAM)
        lc_gram_finish(s->q, s->kernels->lanes, d->sums,
                       partial + s->partial - s->packed);
}

static void hand_out(const lc_sweep *s, int what, const double *total,
                     struct lc_sums *sums)
{
    size_t q = s->q;
    sums->loglik = total[0];
    memcpy(sums->extra, total + 1, sizeof sums->extra);
    total += 1 + LC_EXTRAS;
    if (what & LC_SUM_GRADIENT)
        memcpy(sums->gradient, total, q * sizeof *total);
    if (what & LC_SUM_CROSS)
        memcpy(sums->cross, total + q, q * sizeof *total);
    total += 2 * q;
    if (what & LC_SUM_GRAM)
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; j <= i; j++)
                sums->gram[i * q + j] = sums->gram[j * q + i] =
                    total[i * (i + 1) / 2 + j];
}

int lc_sweep_run(lc_sweep *sweep, const double *beta, int what, lc_row_rule *rule,
                 void *context, struct lc_sums *sums, struct lc_error *err)
{
    struct run run = { sweep, beta, what, rule, context };
    size_t size = sweep->partial - (what & LC_SUM_GRAM ? 0 : sweep->packed);
    double *total = lc_alloc(sweep->partial, sizeof *total);
    if (!total)
        return LC_FAIL_NOMEM(err);
    lc_team_sum(sweep->view.team, sweep->shards, size, do_shard, &run, sweep->partials,
                total);
    hand_out(sweep, what, total, sums);
    free(total);
    return lc_interrupt_check(err);
}

/* --- bins: a panel of columns and a cut of the rows is a task ------------------------
 */

/* How many cuts of the rows have tables of their own: few when the tables are large. */
static size_t cuts_for(const lc_sweep *s, size_t bins)
{
    size_t cells = bins * s->wide, cuts = cells ? (size_t)2 * 1024 * 1024 / cells : 1;
    size_t most = s->n / 16384 + 1;
    cuts = cuts > 4 ? 4 : cuts;
    cuts = cuts > most ? most : cuts;
    return cuts ? cuts : 1;
}

size_t lc_bin_room(const lc_sweep *sweep, size_t bins)
{
    return cuts_for(sweep, bins) * bins * sweep->wide;
}

struct bin_run {
    lc_sweep *sweep;
    size_t count, cuts, panels;
    const struct lc_binning *binning;
};

static double *table_of(const struct lc_binning *b, size_t cut, size_t panels,
                        size_t panel)
{
    return b->table + (cut * panels + panel) * b->bins * LC_PANEL;
}

static void bin_block(const struct bin_run *run, struct desk *d, size_t first,
                      size_t count, size_t cut, size_t panel)
{
    const lc_sweep *s = run->sweep;
    expand(s, first, count, panel * LC_PANEL, (panel + 1) * LC_PANEL, d->z);
    for (size_t b = 0; b < run->count; b++) {
        const struct lc_binning *binning = run->binning + b;
        const double *weight = binning->weight + first;
        if (binning->sign != 1) {
            for (size_t r = 0; r < count; r++)
                d->scratch[r] = binning->sign * weight[r];
            weight = d->scratch;
        }
        s->kernels->bin(count, s->stride, d->z, weight, binning->bin + first,
                        table_of(binning, cut, run->panels, panel));
    }
}

static void bin_task(void *context, size_t task, size_t worker)
{
    const struct bin_run *run = context;
    lc_sweep *s = run->sweep;
    size_t panel = task / run->cuts, cut = task % run->cuts;
    size_t end = lc_shard_first(s->n, cut + 1, run->cuts);
    for (size_t b = 0; b < run->count; b++)
        memset(table_of(run->binning + b, cut, run->panels, panel), 0,
               run->binning[b].bins * LC_PANEL * sizeof(double));
    for (size_t first = lc_shard_first(s->n, cut, run->cuts); first < end;
         first += s->rows) {
        if (lc_interrupted())
            return;
        bin_block(run, s->desk + worker, first,
                  end - first < s->rows ? end - first : s->rows, cut, panel);
    }
}

/* The cuts' tables are added to the first's in order. */
static void join_cuts(void *context, size_t panel, size_t worker)
{
    const struct bin_run *run = context;
    (void)worker;
    for (size_t b = 0; b < run->count; b++) {
        const struct lc_binning *binning = run->binning + b;
        bool shared = b > 0 && binning->table == run->binning[b - 1].table;
        double *to = table_of(binning, 0, run->panels, panel);
        for (size_t cut = 1; cut < run->cuts && !shared; cut++) {
            const double *from = table_of(binning, cut, run->panels, panel);
            for (size_t i = 0; i < binning->bins * LC_PANEL; i++)
                to[i] += from[i];
        }
    }
}

int lc_sweep_bin(lc_sweep *sweep, size_t count, const struct lc_binning *binning,
                 struct lc_error *err)
{
    struct bin_run run = { sweep, count, 4, sweep->wide / LC_PANEL, binning };
    for (size_t b = 0; b < count; b++) {
        size_t cuts = cuts_for(sweep, binning[b].bins);
        run.cuts = cuts < run.cuts ? cuts : run.cuts;
    }
    lc_team_run(sweep->view.team, run.panels * run.cuts, bin_task, &run);
    lc_team_run(sweep->view.team, run.panels, join_cuts, &run);
    return lc_interrupt_check(err);
}
