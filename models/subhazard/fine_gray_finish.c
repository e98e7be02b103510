/* Fine and Gray's variance, and the baseline, over rows in the order of time: the
 * residuals (5) of fine_gray_meat.c block by block, with Q, H and R running along.
 *
 * A shard knows Q and H before it from what evaluate summed, but R only from its own
 * first row: what the shards before it add, c, is a constant times each row's weight w,
 * and so
 *
 *     sum (u - w c)(u - w c)' = sum u u' - (sum w u) c' - c (sum w u)' + c c' sum w^2
 */
#include "models/subhazard/fine_gray_finish_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"

/* R before each shard in the place of what it lost itself. */
static void carry_lost(struct lc_fg_finish *f)
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

/* The sum above, of u as in (5). */
static void add_shards(const struct lc_fg_finish *f, double *meat)
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

/* (5) summed by cluster, with c in place, then squared. */
static int add_clusters(const struct lc_fg_finish *f, const int32_t *cluster,
                        size_t clusters, double *meat, struct lc_error *err)
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
static void set_before(struct lc_fg_finish *f, double *held)
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

static int finish_all(struct lc_fg_finish *f, const int32_t *cluster, size_t clusters,
                      double *meat, struct lc_error *err)
{
    struct lc_fg_line *l = f->line;
    size_t q = l->q;
    lc_team_run(l->team, l->shards, lc_fg_finish_shard, f);
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
    struct lc_fg_finish f = { .line = l, .curve = curve, .factor = factor };
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
