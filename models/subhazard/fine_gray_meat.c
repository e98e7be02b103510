/* The middle of Fine and Gray's variance. In the notation of fine_gray.h, with e the
 * index of a row's exit time, sums running over times up to it,
 *
 *     Q(e) = sum zbar dL,   H(e) = sum zbar G dL (by group)
 *     q(u) = S1other(u) sum_{s >= u} G dL - S0other(u) sum_{s >= u} zbar G dL      (3)
 *     R(e) = sum_{u <= e} (q / Y)(u) dN_c(u) / Y(u),  N_c censorings, Y at risk    (4)
 *
 * row i's residual is a multiple of its own z and rows of these tables:
 *
 *     u_i = ([event] w - v_i) z_i - [event] w zbar(e) + r Q(e)
 *           + [other] r / G(e) (H(end) - H(e)) + w { [censored] (q / Y)(e) - R(e) } (5)
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/subhazard/fine_gray_sums_inside.h"

struct meat {
    const struct lc_fg *fg;
    double *q_sum;        /* [times * q] Q */
    double *held;         /* [groups * times * q] H */
    double *share, *lost; /* [groups * times * q] q / Y, and R */
    double *shard;        /* [shards][packed] lower triangles */
    double *room, *rows;  /* [workers][desk]: a block of u, and lanes of u'u */
    double *all;          /* [n * q] where clusters are asked for */
    size_t stride, wide, desk, packed;
};

static void time_tables(struct meat *m)
{
    const struct lc_fg *fg = m->fg;
    size_t M = fg->times, q = fg->q;
    for (size_t k = 0; k < M; k++) {
        double step = fg->hazard[k] - (k ? fg->hazard[k - 1] : 0);
        for (size_t c = 0; c < q; c++) {
            double mean = step > 0 ? *lc_fg_at(fg, k, 1 + c) / *lc_fg_at(fg, k, 0) : 0;
            m->q_sum[k * q + c] = (k ? m->q_sum[(k - 1) * q + c] : 0) + mean * step;
            for (size_t g = 0; g < fg->groups; g++) {
                double *held = m->held + g * M * q;
                held[k * q + c] =
                    (k ? held[(k - 1) * q + c] : 0) + mean * fg->g[g * M + k] * step;
            }
        }
    }
}

/* (3) over Y, and (4), for one group. */
static void censoring_tables(struct meat *m, size_t g)
{
    const struct lc_fg *fg = m->fg;
    size_t M = fg->times, q = fg->q;
    const double *held = m->held + g * M * q;
    const double *here = fg->here + g * M, *gone = fg->gone + g * M;
    double *share = m->share + g * M * q, *lost = m->lost + g * M * q;
    for (size_t k = 0; k < M; k++) {
        double left = fg->held[g * M + M - 1] - (k ? fg->held[g * M + k - 1] : 0);
        for (size_t c = 0; c < q; c++) {
            double rest = held[(M - 1) * q + c] - (k ? held[(k - 1) * q + c] : 0);
            double value =
                *lc_fg_other(fg, g, k, 1 + c) * left - *lc_fg_other(fg, g, k, 0) * rest;
            share[k * q + c] = here[k] > 0 ? value / here[k] : 0;
            lost[k * q + c] =
                (k ? lost[(k - 1) * q + c] : 0)
                + (here[k] > 0 ? share[k * q + c] * gone[k] / here[k] : 0);
        }
    }
}

/* (5) for column c of row i, whose standardised value is z. */
static double residual(const struct meat *m, size_t i, size_t c, double z)
{
    const struct lc_fg *fg = m->fg;
    size_t M = fg->times, q = fg->q, e = fg->table->exit[i], g = lc_fg_group(fg, i);
    double w = lc_fg_weight(fg, i), r = fg->r[i];
    double u = -fg->v[i] * z + r * m->q_sum[e * q + c];
    if (fg->role[i] == LC_FG_EVENT)
        u += w * (z - *lc_fg_at(fg, e, 1 + c) / *lc_fg_at(fg, e, 0));
    if (fg->role[i] == LC_FG_OTHER) {
        const double *held = m->held + g * M * q;
        u += r / fg->g[g * M + e] * (held[(M - 1) * q + c] - held[e * q + c]);
    }
    if (fg->role[i] == LC_FG_CENSORED)
        u += w * m->share[(g * M + e) * q + c];
    return u - w * m->lost[(g * M + e) * q + c];
}

/* Row by row, so that a row's places in the tables are met together; then u'u. */
static void meat_rule(void *context, struct lc_rows *rows)
{
    struct meat *m = context;
    size_t q = m->fg->q, count = rows->count, padded = lc_padded(count);
    double *u = m->rows + rows->worker * m->desk, *lanes = u + m->wide * m->stride;
    for (size_t r = 0; r < count; r++)
        for (size_t c = 0; c < q; c++)
            u[c * m->stride + r] =
                residual(m, rows->first + r, c, rows->z[c * rows->stride + r]);
    for (size_t r = 0; m->all && r < count; r++)
        for (size_t c = 0; c < q; c++)
            m->all[(rows->first + r) * q + c] = u[c * m->stride + r];
    for (size_t c = 0; c < q; c++)
        for (size_t r = count; r < padded; r++)
            u[c * m->stride + r] = 0;
    memset(lanes, 0, lc_gram_room(q) * sizeof *lanes);
    rows->kernels->gram(padded, q, m->stride, u, NULL, NULL, lanes);
    lc_gram_finish(q, rows->kernels->lanes, lanes, m->shard + rows->shard * m->packed);
}

static void sum_clusters(const struct meat *m, const int32_t *cluster, size_t clusters,
                         double *by, double *meat)
{
    size_t q = m->fg->q;
    for (size_t i = 0; i < m->fg->sample->n; i++)
        for (size_t c = 0; c < q; c++)
            by[(size_t)cluster[i] * q + c] += m->all[i * q + c];
    for (size_t k = 0; k < clusters; k++)
        for (size_t c = 0; c < q; c++)
            for (size_t d = 0; d <= c; d++)
                meat[c * q + d] += by[k * q + c] * by[k * q + d];
}

static void meat_free(struct meat *m)
{
    free(m->q_sum);
    free(m->held);
    free(m->share);
    free(m->lost);
    free(m->shard);
    free(m->room);
    free(m->all);
}

static int meat_new(struct meat *m, const struct lc_fg *fg, bool clustered,
                    struct lc_error *err)
{
    size_t cells = fg->times * fg->q,
           workers = (size_t)lc_team_threads(lc_sweep_team(fg->rows));
    *m = (struct meat){ .fg = fg, .stride = 512 + LC_PAD };
    m->packed = fg->q * (fg->q + 1) / 2;
    m->wide = (fg->q + LC_TILE - 1) / LC_TILE * LC_TILE;
    m->desk = (m->wide * m->stride + lc_gram_room(fg->q) + LC_PAD) / LC_PAD * LC_PAD;
    m->q_sum = lc_alloc(cells, sizeof(double));
    m->held = lc_alloc(fg->groups * cells, sizeof(double));
    m->share = lc_alloc(fg->groups * cells, sizeof(double));
    m->lost = lc_alloc(fg->groups * cells, sizeof(double));
    m->shard = lc_alloc(lc_sweep_shards(fg->rows) * m->packed, sizeof(double));
    m->room = lc_alloc(workers * m->desk + LC_PAD, sizeof(double));
    m->rows = m->room ? lc_aligned(m->room) : NULL;
    m->all = clustered ? lc_alloc(fg->sample->n * fg->q, sizeof(double)) : NULL;
    return m->q_sum && m->held && m->share && m->lost && m->shard && m->rows
                   && (m->all || !clustered)
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

int lc_fg_meat(struct lc_fg *fg, const int32_t *cluster, size_t clusters, double *meat,
               struct lc_error *err)
{
    struct meat m;
    struct lc_sums none = { 0 };
    size_t q = fg->q;
    double *by = cluster ? lc_alloc(clusters * q, sizeof *by) : NULL;
    int code = meat_new(&m, fg, cluster != NULL, err);
    if (!code && cluster && !by)
        code = LC_FAIL_NOMEM(err);
    if (!code) {
        time_tables(&m);
        for (size_t g = 0; g < fg->groups; g++)
            censoring_tables(&m, g);
        code = lc_sweep_run(fg->rows, NULL, 0, meat_rule, &m, &none, err);
    }
    memset(meat, 0, q * q * sizeof *meat);
    if (!code && cluster)
        sum_clusters(&m, cluster, clusters, by, meat);
    for (size_t s = 0; !code && !cluster && s < lc_sweep_shards(fg->rows); s++)
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; j <= i; j++)
                meat[i * q + j] += m.shard[s * m.packed + i * (i + 1) / 2 + j];
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < i; j++)
            meat[j * q + i] = meat[i * q + j];
    meat_free(&m);
    free(by);
    return code;
}
