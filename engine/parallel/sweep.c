/* Blocks, shards and their sums: see sweep.h. */

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "parallel/sweep_inside.h"

/* A block of z should stay in a core's own cache: BLOCK_DOUBLES (320 KiB) leave room in
 * the 512 KiB of the smallest we run on. Short runs of a column are slow to call in,
 * and the sums of a Gram product are read and written once a block. */
enum { BLOCK_DOUBLES = 40960, MIN_ROWS = 64, MAX_ROWS = 512, ROWS_A_SHARD = 512 };

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

const struct lc_view *lc_sweep_view(const lc_sweep *sweep)
{
    return &sweep->view;
}

size_t lc_sweep_panels(const lc_sweep *sweep)
{
    return sweep->wide / LC_PANEL;
}

static bool make_desk(const struct lc_sweep *s, struct lc_sweep_desk *d)
{
    size_t block = s->wide * s->stride, size = block + (LC_TILE + 8) * s->stride;
    d->room = lc_alloc(size + LC_PAD, sizeof(double));
    if (!d->room)
        return false;
    d->z = lc_aligned(d->room);
    d->v = d->z + block;
    d->eta = d->v + LC_TILE * s->stride;
    d->gradient = d->eta + s->stride;
    d->curvature = d->gradient + s->stride;
    d->cross = d->curvature + s->stride;
    d->scratch = d->cross + s->stride;
    return true;
}

bool lc_sweep_make_sums(struct lc_sweep *s, int what)
{
    for (size_t d = 0; what & LC_SUM_GRAM && d < s->desks; d++) {
        struct lc_sweep_desk *desk = s->desk + d;
        if (!desk->gram)
            desk->gram = lc_alloc(lc_gram_room(s->q) + LC_PAD, sizeof(double));
        if (!desk->gram)
            return false;
        desk->sums = lc_aligned(desk->gram);
    }
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
    for (size_t d = 0; sweep->desk && d < sweep->desks; d++) {
        free(sweep->desk[d].room);
        free(sweep->desk[d].gram);
    }
    free(sweep->many);
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
void lc_sweep_expand(const lc_sweep *s, size_t first, size_t count, size_t from,
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
            struct lc_stretch x = { column->type,
                                    column->data,
                                    first,
                                    count,
                                    s->view.centre ? s->view.centre[k] : 0,
                                    s->view.scale ? s->view.scale[k] : 1,
                                    NULL,
                                    0 };
            x.ahead = later(s, first, count, k, from, to, &x.bytes);
            s->kernels->expand(&x, z);
        }
        for (size_t r = count; r < padded; r++)
            z[r] = 0;
    }
}

struct run {
    lc_sweep *sweep;
    const struct lc_sweep_pass *pass;
};

void lc_sweep_apply(const lc_sweep *s, struct lc_sweep_desk *d,
                    const struct lc_sweep_pass *pass, struct lc_rows *rows)
{
    size_t padded = lc_padded(rows->count), bytes = padded * sizeof(double);
    memset(d->eta, 0, bytes);
    memset(d->gradient, 0, bytes);
    memset(d->curvature, 0, bytes);
    memset(d->cross, 0, bytes);
    if (pass->beta)
        s->kernels->product(padded, s->q, s->stride, d->z, pass->beta, d->eta);
    if (pass->rule)
        pass->rule(pass->context, rows);
}

struct lc_rows lc_sweep_rows(const lc_sweep *s, struct lc_sweep_desk *d, size_t first,
                             size_t count, size_t shard, size_t worker)
{
    return (struct lc_rows){ .first = first,
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
}

void lc_sweep_add(const lc_sweep *s, struct lc_sweep_desk *d, int what,
                  struct lc_rows *rows, double *partial)
{
    size_t padded = lc_padded(rows->count), q = s->q;
    double *vectors = partial + 1 + LC_EXTRAS;
    partial[0] += rows->loglik;
    for (size_t e = 0; e < LC_EXTRAS; e++)
        partial[1 + e] += rows->extra[e];
    if (what & LC_SUM_GRADIENT)
        s->kernels->transposed(padded, q, s->stride, d->z, d->gradient, vectors);
    if (what & LC_SUM_CROSS)
        s->kernels->transposed(padded, q, s->stride, d->z, d->cross, vectors + q);
    if (what & LC_SUM_GRAM) {
        s->kernels->gram(padded, q, s->stride, d->z, d->curvature, d->v, d->sums);
    }
}

size_t lc_sweep_first_row(const lc_sweep *s, size_t shard)
{
    return s->view.shard ? s->view.shard[shard]
                         : lc_shard_first(s->n, shard, s->shards);
}

static void do_shard(void *context, size_t shard, size_t worker, double *partial)
{
    const struct run *run = context;
    lc_sweep *s = run->sweep;
    struct lc_sweep_desk *d = s->desk + worker;
    size_t end = lc_sweep_first_row(s, shard + 1);
    if (run->pass->what & LC_SUM_GRAM)
        memset(d->sums, 0, lc_gram_room(s->q) * sizeof *d->sums);
    for (size_t first = lc_sweep_first_row(s, shard); first < end; first += s->rows) {
        size_t count = end - first < s->rows ? end - first : s->rows;
        struct lc_rows rows = lc_sweep_rows(s, d, first, count, shard, worker);
        if (lc_interrupted())
            return;
        lc_sweep_expand(s, first, count, 0, s->q, d->z);
        lc_sweep_apply(s, d, run->pass, &rows);
        lc_sweep_add(s, d, run->pass->what, &rows, partial);
    }
    if (run->pass->what & LC_SUM_GRAM)
        lc_gram_finish(s->q, s->kernels->lanes, d->sums,
                       partial + s->partial - s->packed);
}

void lc_sweep_hand_out(const lc_sweep *s, int what, const double *total,
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
    const struct lc_sweep_pass pass = { beta, what, rule, context, sums };
    struct run run = { sweep, &pass };
    size_t size = sweep->partial - (what & LC_SUM_GRAM ? 0 : sweep->packed);
    double *total = lc_alloc(sweep->partial, sizeof *total);
    if (!total || !lc_sweep_make_sums(sweep, what)) {
        free(total);
        return LC_FAIL_NOMEM(err);
    }
    lc_team_sum(sweep->view.team, sweep->shards, size, do_shard, &run, sweep->partials,
                total);
    lc_sweep_hand_out(sweep, what, total, sums);
    free(total);
    return lc_interrupt_check(err);
}
