/* The residuals (5) of fine_gray_meat.c of a block of rows in the order of time, with
 * Q, H and R running along. */
#include <string.h>

#include "base/interrupt.h"
#include "models/subhazard/fine_gray_finish_inside.h"
#include "models/subhazard/fine_gray_sums_inside.h"

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
    return (struct gaps){ 0,           k->whole[0], k->whole[1], k->spare[4],
                          k->spare[5], k->spare[6], k->spare[7] };
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

static void start_tables(const struct lc_fg_finish *f, const struct lc_fg_block *k,
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
static void run_gaps(const struct lc_fg_finish *f, const struct lc_fg_block *k,
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

static struct multiples multiples_of(const struct lc_fg_finish *f,
                                     const struct lc_fg_block *k)
{
    const struct lc_fg_line *l = f->line;
    struct multiples m = { k->spare[0], k->spare[1], k->spare[8], k->room,
                           k->whole[2] };
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

/* A panel's u of each row where the means were: all but the multiple of z by row, then
 * that. */
static void residuals(const struct lc_fg_finish *f, const struct lc_fg_block *k,
                      const struct gaps *gaps, const struct multiples *m, size_t c)
{
    const struct lc_fg_line *l = f->line;
    double *u = k->table[WORK], *to = k->mean + c * l->stride, end[LC_PANEL];
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
static void keep_means(const struct lc_fg_finish *f, const struct lc_fg_block *k,
                       size_t c, size_t time)
{
    const struct lc_fg_line *l = f->line;
    const struct lc_scaling *by = l->scaling;
    for (size_t j = 1; f->curve && j <= k->slots; j++)
        for (size_t i = 0; i < LC_PANEL && c + i < l->q; i++)
            f->curve->mean[(time + j - 1) * l->q + c + i] =
                f->factor
                * (by->from[c + i] * k->hazard[j]
                   + k->table[Q][j * LC_PANEL + i] / by->scale[c + i]);
}

static void keep_curve(const struct lc_fg_finish *f, const struct lc_fg_block *k,
                       size_t time, double variance)
{
    const struct lc_fg_line *l = f->line;
    struct lc_curve *curve = f->curve;
    for (size_t j = 1; curve && j <= k->slots; j++) {
        size_t at = time + j - 1, row = l->order[k->first + (size_t)k->start[j - 1]];
        variance += k->step[j - 1] / k->s0[j - 1];
        curve->time[at] = l->sample->stop[row];
        curve->hazard[at] = f->factor * k->hazard[j];
        curve->variance[at] = f->factor * f->factor * variance;
    }
}

/* running: Q, H and R as the block leaves them. */
static void take_panel(const struct lc_fg_finish *f, struct lc_fg_block *k,
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
static void add_residuals(const struct lc_fg_finish *f, struct lc_fg_block *k, size_t s)
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
    l->kernels->gram(rows, l->q, l->stride, k->mean, NULL, NULL, k->sums);
    l->kernels->transposed(rows, l->q, l->stride, k->mean, w, f->cross + s * l->wide);
    for (size_t i = 0; f->all && i < k->count; i++)
        for (size_t c = 0; c < l->q; c++)
            f->all[(k->first + i) * l->q + c] = k->mean[c * l->stride + i];
}

void lc_fg_finish_shard(void *context, size_t s, size_t worker)
{
    const struct lc_fg_finish *f = context;
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
