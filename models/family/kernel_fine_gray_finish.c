/* Fine and Gray's variance, and the baseline, over rows in the order of time: the
 * residuals (5) of fine_gray_meat.c block by block, with Q, H and R running along.
 *
 * A shard knows Q and H before it from what evaluate summed, but R only from its own
 * first row: what the shards before it add, c, is a constant times each row's weight w,
 * and so
 *
 *     sum (u - w c)(u - w c)' = sum u u' - (sum w u) c' - c (sum w u)' + c c' sum w^2
 */
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/family/fine_gray_line.h"
#include "models/family/fine_gray_sums.h"

struct finish {
    struct lc_fg_line *line;
    const double *all_held; /* [wide] H after the last time */
    double *before;         /* [shards][2 * wide] Q and H before each shard */
    double *lost;           /* [shards][wide] R from a shard's own first row */
    double *cross, *square; /* [shards][wide] sum w u; [shards] sum w^2 */
    double *gram;           /* [shards][packed] */
    double *all;            /* [n * q] u of each place where clusters are asked for */
    struct lc_curve *curve; /* or NULL */
    double factor;
};

/* Times at which rows are censored, as lc_fg_block's slots: slot 0 is the time that a
 * block begins within. */
struct gaps {
    size_t count;
    int32_t *of;     /* [stride] by row */
    int32_t *slot;   /* [stride] by gap: the slot just before it */
    double *left;    /* sum of G dL from it on */
    double *other;   /* k of the rows before it */
    double *inverse; /* 1 / Y */
    double *gone;    /* weight censored over Y */
};

static struct gaps gaps_of(struct lc_fg_block *k)
{
    return (struct gaps){ 0,
                          (int32_t *)k->spare[2],
                          (int32_t *)k->spare[3],
                          k->spare[4],
                          k->spare[5],
                          k->spare[6],
                          k->spare[7] };
}

static void set_gap(const struct lc_fg_line *l, const struct lc_fg_block *k,
                    struct gaps *gaps, size_t i, size_t slot, double other)
{
    size_t place = k->first + i, at = gaps->count;
    double each = 1 / lc_fg_line_at_risk(l, place);
    gaps->slot[at] = (int32_t)slot;
    gaps->left[at] = l->held - k->held[slot];
    gaps->other[at] = other;
    gaps->inverse[at] = each;
    gaps->gone[at] = each * lc_fg_line_weight_at(l, place, LC_FG_CENSORED);
}

static void find_gaps(const struct lc_fg_line *l, const struct lc_fg_block *k,
                      struct gaps *gaps)
{
    const uint8_t *flag = l->flag + k->first;
    double other = l->before[k->b];
    gaps->count = 0;
    for (size_t i = 0; i < k->count; i++) {
        size_t place = k->first + i;
        if (flag[i] & LC_FG_STARTS
            && lc_fg_line_weight_at(l, place, LC_FG_CENSORED) > 0) {
            gaps->count++;
            set_gap(l, k, gaps, i,
                    (size_t)k->slot[i] - ((flag[i] & LC_FG_HAS_EVENT) != 0), other);
        }
        gaps->of[i] = (int32_t)gaps->count;
        other += k->kept[i];
    }
}

/* The time that a block begins within, which began in an earlier one: its means, for a
 * panel, and what its censored rows share. */
struct within {
    bool any, event;
    double g, s0, step, other, inverse, left;
};

static struct within begins_within(const struct lc_fg_line *l,
                                   const struct lc_fg_block *k)
{
    size_t from = l->begun[k->b], place = l->first[from];
    struct within in = { .any = from != k->b };
    if (!in.any)
        return in;
    in.event = (l->flag[place] & LC_FG_HAS_EVENT) != 0;
    in.g = l->g[place];
    in.other = l->before[from];
    in.s0 = l->after[from] + in.g * in.other;
    in.step = in.event ? lc_fg_line_weight_at(l, place, LC_FG_EVENT) / in.s0 : 0;
    in.inverse = 1 / lc_fg_line_at_risk(l, place);
    in.left = l->held - (k->held[0] - in.g * in.step);
    return in;
}

/* Tables of a panel: zbar, Q and H by slot, share and R by gap; two to work with. */
enum { MEAN, WORK, Q, H, SHARE, R };

static void start_tables(const struct finish *f, const struct lc_fg_block *k,
                         const struct within *in, size_t c, const double *running)
{
    const struct lc_fg_line *l = f->line;
    size_t from = l->begun[k->b], wide = l->wide;
    for (size_t i = 0; i < LC_PANEL; i++) {
        double other = l->before1[from * wide + c + i];
        double mean =
            in->event ? (l->after1[from * wide + c + i] + in->g * other) / in->s0 : 0;
        double held = running[wide + c + i], before = held - mean * in->g * in->step;
        k->table[MEAN][i] = mean;
        k->table[Q][i] = running[c + i];
        k->table[H][i] = held;
        k->table[SHARE][i] =
            in->any ? (other * in->left - in->other * (f->all_held[c + i] - before))
                          * in->inverse
                    : 0;
        k->table[R][i] = running[2 * wide + c + i];
    }
}

static void run_slots(const struct lc_fg_block *k)
{
    const double *mean = k->table[MEAN];
    double *q = k->table[Q], *h = k->table[H];
    for (size_t j = 1; j <= k->slots; j++) {
        double step = k->step[j - 1], held = step * k->g[j - 1];
        for (size_t i = 0; i < LC_PANEL; i++) {
            size_t at = j * LC_PANEL + i;
            q[at] = q[at - LC_PANEL] + mean[at] * step;
            h[at] = h[at - LC_PANEL] + mean[at] * held;
        }
    }
}

/* (3) over Y, and (4), of fine_gray_meat.c. */
static void run_gaps(const struct finish *f, const struct lc_fg_block *k,
                     const struct gaps *gaps, size_t c)
{
    const struct lc_fg_line *l = f->line;
    double *work = k->table[WORK], *share = k->table[SHARE], *r = k->table[R];
    double other[LC_PANEL];
    memset(work, 0, (gaps->count + 1) * LC_PANEL * sizeof *work);
    l->kernels->bin(k->count, l->stride, k->z + c * l->stride, k->kept, gaps->of, work);
    memcpy(other, l->before1 + k->b * l->wide + c, sizeof other);
    for (size_t j = 1; j <= gaps->count; j++) {
        const double *h = k->table[H] + (size_t)gaps->slot[j] * LC_PANEL;
        for (size_t i = 0; i < LC_PANEL; i++) {
            size_t at = j * LC_PANEL + i;
            double rest = f->all_held[c + i] - h[i];
            other[i] += work[at - LC_PANEL];
            share[at] =
                (other[i] * gaps->left[j] - gaps->other[j] * rest) * gaps->inverse[j];
            r[at] = r[at - LC_PANEL] + share[at] * gaps->gone[j];
        }
    }
}

/* What of a row's residual does not change with the column: multiples of z, zbar and
 * the share of its censoring. */
struct multiples {
    double *z, *mean, *share, *lost; /* [count] each */
    int32_t *row;                    /* [count] 0, 1, 2 .. */
};

static struct multiples multiples_of(const struct finish *f,
                                     const struct lc_fg_block *k)
{
    const struct lc_fg_line *l = f->line;
    struct multiples m = { k->spare[0], k->spare[1], k->spare[8], k->v,
                           (int32_t *)(k->v + l->stride) };
    lc_fg_block_risks(l, k, m.z);
    for (size_t p = 0; p < k->count; p++) {
        int role = l->flag[k->first + p] & LC_FG_ROLE;
        double w = lc_fg_line_weight(l, k->first + p);
        m.mean[p] = (role == LC_FG_EVENT) * w;
        m.share[p] = (role == LC_FG_CENSORED) * w;
        m.lost[p] = w;
        m.z[p] = m.mean[p] - m.z[p];
        m.row[p] = (int32_t)p;
    }
    return m;
}

/* A panel's u of each row into k->w: all but the multiple of z by row, then that. */
static void residuals(const struct finish *f, const struct lc_fg_block *k,
                      const struct gaps *gaps, const struct multiples *m, size_t c)
{
    const struct lc_fg_line *l = f->line;
    double *u = k->table[WORK], *to = k->w + c * l->stride, end[LC_PANEL];
    memcpy(end, f->all_held + c, sizeof end);
    for (size_t p = 0; p < k->count; p++) {
        size_t slot = (size_t)k->slot[p] * LC_PANEL,
               gap = (size_t)gaps->of[p] * LC_PANEL;
        const double *q = k->table[Q] + slot, *h = k->table[H] + slot;
        const double *mean = k->table[MEAN] + slot, *share = k->table[SHARE] + gap;
        const double *r = k->table[R] + gap;
        double own[LC_PANEL];
        for (size_t i = 0; i < LC_PANEL; i++)
            own[i] = k->r[p] * q[i] - m->mean[p] * mean[i]
                     + k->kept[p] * (end[i] - h[i]) + m->share[p] * share[i]
                     - m->lost[p] * r[i];
        memcpy(u + p * LC_PANEL, own, sizeof own);
    }
    l->kernels->bin(k->count, l->stride, k->z + c * l->stride, m->z, m->row, u);
    for (size_t p = 0; p < k->count; p++)
        for (size_t i = 0; i < LC_PANEL; i++)
            to[i * l->stride + p] = u[p * LC_PANEL + i];
    for (size_t p = k->count; p < lc_padded(k->count); p++)
        for (size_t i = 0; i < LC_PANEL; i++)
            to[i * l->stride + p] = 0;
}

/* The baseline's means over this panel, from the block's first time on. */
static void keep_means(const struct finish *f, const struct lc_fg_block *k, size_t c,
                       size_t time)
{
    const struct lc_fg_line *l = f->line;
    const struct lc_scaling *by = l->scaling;
    for (size_t j = 1; f->curve && j <= k->slots; j++)
        for (size_t i = 0; i < LC_PANEL && c + i < l->q; i++)
            f->curve->mean[(time + j - 1) * l->q + c + i] =
                f->factor
                * (by->centre[c + i] * k->hazard[j]
                   + k->table[Q][j * LC_PANEL + i] / by->scale[c + i]);
}

static void keep_curve(const struct finish *f, const struct lc_fg_block *k, size_t time,
                       double variance)
{
    const struct lc_fg_line *l = f->line;
    struct lc_curve *curve = f->curve;
    for (size_t j = 1; curve && j <= k->slots; j++) {
        size_t at = time + j - 1, row = l->order[k->first + k->start[j - 1]];
        variance += k->step[j - 1] / k->s0[j - 1];
        curve->time[at] = l->sample->stop[row];
        curve->hazard[at] = f->factor * k->hazard[j];
        curve->variance[at] = f->factor * f->factor * variance;
    }
}

/* running: Q, H and R as the block leaves them. */
static void take_panel(const struct finish *f, struct lc_fg_block *k,
                       const struct gaps *gaps, const struct multiples *m, size_t c,
                       size_t time, double *running)
{
    size_t wide = f->line->wide;
    struct within in = begins_within(f->line, k);
    lc_fg_block_panel(f->line, k, c);
    start_tables(f, k, &in, c, running);
    run_slots(k);
    run_gaps(f, k, gaps, c);
    residuals(f, k, gaps, m, c);
    keep_means(f, k, c, time);
    size_t slot = k->slots * LC_PANEL, bytes = LC_PANEL * sizeof *running;
    memcpy(running + c, k->table[Q] + slot, bytes);
    memcpy(running + wide + c, k->table[H] + slot, bytes);
    memcpy(running + 2 * wide + c, k->table[R] + gaps->count * LC_PANEL, bytes);
}

/* What the block's u add to the shard's sums. */
static void add_residuals(const struct finish *f, struct lc_fg_block *k, size_t s)
{
    const struct lc_fg_line *l = f->line;
    size_t rows = lc_padded(k->count);
    double *w = k->spare[0];
    for (size_t i = 0; i < k->count; i++) {
        w[i] = lc_fg_line_weight(l, k->first + i);
        f->square[s] += w[i] * w[i];
    }
    for (size_t i = k->count; i < rows; i++)
        w[i] = 0;
    l->kernels->gram(rows, l->q, l->stride, k->w, k->w, k->sums);
    l->kernels->transposed(rows, l->q, l->stride, k->w, w, f->cross + s * l->wide);
    for (size_t i = 0; f->all && i < k->count; i++)
        for (size_t c = 0; c < l->q; c++)
            f->all[(k->first + i) * l->q + c] = k->w[c * l->stride + i];
}

static void finish_task(void *context, size_t s, size_t worker)
{
    const struct finish *f = context;
    const struct lc_fg_line *l = f->line;
    const struct lc_fg_shard *shard = l->shard + s;
    struct lc_fg_block k = lc_fg_block_of(l, worker);
    struct gaps gaps = gaps_of(&k);
    struct lc_fg_state state = { shard->hazard0, shard->held0, shard->variance0, 0 };
    double *running = f->before + s * 3 * l->wide;
    size_t time = shard->time;
    memset(k.sums, 0, lc_gram_room(l->q) * sizeof *k.sums);
    for (size_t b = shard->block; b < lc_fg_shard_end(l, s) && !lc_interrupted(); b++) {
        double variance = state.variance;
        lc_fg_block_go(l, &k, b);
        lc_fg_block_expand(l, &k);
        lc_fg_block_keep(l, &k);
        lc_fg_block_hazards(l, &k, &state);
        find_gaps(l, &k, &gaps);
        struct multiples m = multiples_of(f, &k);
        for (size_t c = 0; c < l->wide; c += LC_PANEL)
            take_panel(f, &k, &gaps, &m, c, time, running);
        keep_curve(f, &k, time, variance);
        add_residuals(f, &k, s);
        time += k.slots;
    }
    memcpy(f->lost + s * l->wide, running + 2 * l->wide, l->wide * sizeof *running);
    lc_gram_finish(l->q, l->kernels->lanes, k.sums,
                   f->gram + s * (l->q * (l->q + 1) / 2));
}

/* --- the shards together -- */

/* R before each shard in the place of what it lost itself. */
static void carry_lost(struct finish *f)
{
    size_t wide = f->line->wide;
    for (size_t c = 0; c < wide; c++) {
        double sum = 0;
        for (size_t s = 0; s < f->line->shards; s++) {
            double own = f->lost[s * wide + c];
            f->lost[s * wide + c] = sum;
            sum += own;
        }
    }
}

static void add_shards(const struct finish *f, double *meat)
{
    size_t q = f->line->q, wide = f->line->wide, packed = q * (q + 1) / 2;
    for (size_t s = 0; s < f->line->shards; s++) {
        const double *c = f->lost + s * wide, *cross = f->cross + s * wide;
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; j <= i; j++)
                meat[i * q + j] += f->gram[s * packed + i * (i + 1) / 2 + j]
                                   - cross[i] * c[j] - c[i] * cross[j]
                                   + c[i] * c[j] * f->square[s];
    }
}

static int add_clusters(const struct finish *f, const int32_t *cluster, size_t clusters,
                        double *meat, struct lc_error *err)
{
    const struct lc_fg_line *l = f->line;
    size_t q = l->q;
    double *by = lc_alloc(clusters * q, sizeof *by);
    if (!by)
        return LC_FAIL_NOMEM(err);
    for (size_t s = 0; s < l->shards; s++)
        for (size_t i = l->first[l->shard[s].block];
             i < l->first[lc_fg_shard_end(l, s)]; i++) {
            double *to = by + (size_t)cluster[l->order[i]] * q;
            double w = lc_fg_line_weight(l, i);
            for (size_t c = 0; c < q; c++)
                to[c] += f->all[i * q + c] - w * f->lost[s * l->wide + c];
        }
    for (size_t k = 0; k < clusters; k++)
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; j <= i; j++)
                meat[i * q + j] += by[k * q + i] * by[k * q + j];
    free(by);
    return LC_OK;
}

/* Q and H before each shard, R from 0; H after the last into held. */
static void set_before(struct finish *f, double *held)
{
    const struct lc_fg_line *l = f->line;
    size_t wide = l->wide;
    for (size_t c = 0; c < 2 * wide; c++) {
        double sum = 0;
        for (size_t s = 0; s < l->shards; s++) {
            f->before[s * 3 * wide + c] = sum;
            sum += l->vectors[s * 2 * wide + c];
        }
        if (c >= wide)
            held[c - wide] = sum;
    }
}

static int curve_new(struct lc_curve *curve, size_t times, size_t q,
                     struct lc_error *err)
{
    curve->n = times;
    curve->time = lc_alloc(times, sizeof *curve->time);
    curve->hazard = lc_alloc(times, sizeof *curve->hazard);
    curve->variance = lc_alloc(times, sizeof *curve->variance);
    curve->mean = lc_alloc(times * q, sizeof *curve->mean);
    return curve->time && curve->hazard && curve->variance && curve->mean
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

static int finish_all(struct finish *f, const int32_t *cluster, size_t clusters,
                      double *meat, struct lc_error *err)
{
    struct lc_fg_line *l = f->line;
    size_t q = l->q;
    lc_team_run(l->team, l->shards, finish_task, f);
    carry_lost(f);
    memset(meat, 0, q * q * sizeof *meat);
    int code = lc_interrupt_check(err);
    if (!code && cluster)
        code = add_clusters(f, cluster, clusters, meat, err);
    else if (!code)
        add_shards(f, meat);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < i; j++)
            meat[j * q + i] = meat[i * q + j];
    return code;
}

int lc_fg_line_finish(struct lc_fg_line *l, const int32_t *cluster, size_t clusters,
                      double *meat, struct lc_curve *curve, double factor,
                      struct lc_error *err)
{
    size_t packed = l->q * (l->q + 1) / 2, wide = l->wide;
    struct finish f = { .line = l, .curve = curve, .factor = factor };
    double *room = lc_alloc(l->shards * (5 * wide + 1 + packed) + wide, sizeof *room);
    double *all = cluster ? lc_alloc(l->n * l->q, sizeof *all) : NULL;
    int code = room && (all || !cluster) ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && curve)
        code = curve_new(curve, l->times, l->q, err);
    if (!code) {
        f.before = room;
        f.lost = f.before + l->shards * 3 * wide;
        f.cross = f.lost + l->shards * wide;
        f.gram = f.cross + l->shards * wide;
        f.square = f.gram + l->shards * packed;
        f.all_held = f.square + l->shards;
        f.all = all;
        set_before(&f, f.square + l->shards);
        code = finish_all(&f, cluster, clusters, meat, err);
    }
    free(room);
    free(all);
    return code;
}
