#include "models/climb/sandwich.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"

enum { BLOCK = 128, STRIDE = BLOCK + LC_PAD, TASKS = 32 };

/* --- rows of a table in panels, squared ------------------------------------------- */

struct table_run {
    size_t q, wide, count, tasks;
    const double *table, *weight;
    const struct lc_kernels *kernels;
    double *room; /* a desk a worker */
    size_t desk;
};

/* Columns of the block from the panels: z[k][r] = table[k / 8][first + r][k % 8]. */
static void turn(const struct table_run *t, size_t first, size_t rows, double *z)
{
    size_t padded = lc_padded(rows);
    for (size_t k = 0; k < t->q; k++) {
        const double *from =
            t->table + (k / LC_PANEL * t->count + first) * LC_PANEL + k % LC_PANEL;
        for (size_t r = 0; r < rows; r++)
            z[k * STRIDE + r] = from[r * LC_PANEL];
        for (size_t r = rows; r < padded; r++)
            z[k * STRIDE + r] = 0;
    }
}

static void square_task(void *context, size_t task, size_t worker, double *partial)
{
    const struct table_run *t = context;
    double *z = lc_aligned(t->room + worker * t->desk), *v = z + t->wide * STRIDE;
    double *w = v + LC_TILE * STRIDE, *sums = w + STRIDE;
    size_t end = lc_shard_first(t->count, task + 1, t->tasks);
    for (size_t first = lc_shard_first(t->count, task, t->tasks); first < end;
         first += BLOCK) {
        size_t rows = end - first < BLOCK ? end - first : BLOCK;
        if (lc_interrupted())
            return;
        turn(t, first, rows, z);
        for (size_t r = 0; r < lc_padded(rows); r++)
            w[r] = r >= rows ? 0 : t->weight ? t->weight[first + r] : 1;
        t->kernels->gram(lc_padded(rows), t->q, STRIDE, z, w, v, sums);
    }
    lc_gram_finish(t->q, t->kernels->lanes, sums, partial);
    if (task + 1 < t->tasks) /* new memory is 0; who has the last task has no other */
        memset(sums, 0, lc_gram_room(t->q) * sizeof *sums);
}

int lc_table_gram(lc_team *team, size_t q, size_t count, const double *table,
                  const double *weight, double *sum, struct lc_error *err)
{
    struct table_run t = { .q = q,
                           .count = count,
                           .tasks = (count + BLOCK - 1) / BLOCK,
                           .table = table,
                           .weight = weight,
                           .kernels = lc_kernels() };
    size_t packed = q * (q + 1) / 2;
    t.tasks = t.tasks < TASKS ? t.tasks : TASKS; /* a sum costs as much as its block */
    t.wide = (q + LC_PANEL - 1) / LC_PANEL * LC_PANEL;
    t.desk = (t.wide + LC_TILE + 1) * STRIDE + lc_gram_room(q) + LC_PAD;
    t.room = lc_alloc((size_t)lc_team_threads(team) * t.desk, sizeof(double));
    double *partials = lc_alloc((t.tasks + 1) * packed, sizeof *partials);
    if (t.room && partials) {
        double *total = partials + t.tasks * packed;
        lc_team_sum(team, t.tasks, packed, square_task, &t, partials, total);
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; j <= i; j++) {
                sum[i * q + j] += total[i * (i + 1) / 2 + j];
                if (i != j)
                    sum[j * q + i] += total[i * (i + 1) / 2 + j];
            }
    }
    int code = t.room && partials ? lc_interrupt_check(err) : LC_FAIL_NOMEM(err);
    free(t.room);
    free(partials);
    return code;
}

/* --- meat ------------------------------------------------------------------------- */

/* (1) where each row is its own cluster. */
static void square(void *context, struct lc_rows *rows)
{
    const double *g = (const double *)context + rows->first;
    for (size_t r = 0; r < rows->count; r++)
        rows->curvature[r] = g[r] * g[r];
}

/* Rows' g by cluster, and room for a run of clusters. */
struct clustered {
    lc_sweep *sweep;
    size_t n;
    const double *g;
    const int32_t *cluster;
    int32_t *bin;
    double *table;
    size_t room;
};

/* One run of the clusters of (1): their sums u, then the sums' products. */
static int add_clusters(const struct clustered *c, size_t first, size_t count,
                        double *meat, struct lc_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t at = (size_t)c->cluster[i] - first; /* wraps round: then too large */
        c->bin[i] = at < count ? (int32_t)at : -1;
    }
    struct lc_binning binning = { c->bin, c->g, 1, c->table, count, c->room };
    int code = lc_sweep_bin(c->sweep, 1, &binning, err);
    if (code)
        return code;
    return lc_table_gram(lc_sweep_team(c->sweep), lc_sweep_columns(c->sweep), count,
                         c->table, NULL, meat, err);
}

static int clustered_meat(struct clustered c, size_t clusters, double *meat,
                          struct lc_error *err)
{
    size_t most = clusters < LC_CLUSTERS_AT_ONCE ? clusters : LC_CLUSTERS_AT_ONCE;
    size_t q = lc_sweep_columns(c.sweep);
    c.room = lc_bin_room(c.sweep, most);
    double *room = lc_alloc(c.room + LC_PAD, sizeof *room);
    c.bin = lc_alloc(c.n, sizeof *c.bin);
    c.table = room ? lc_aligned(room) : NULL;
    int code = c.bin && room ? LC_OK : LC_FAIL_NOMEM(err);
    memset(meat, 0, q * q * sizeof *meat);
    for (size_t first = 0; !code && first < clusters; first += most) {
        size_t count = clusters - first < most ? clusters - first : most;
        code = add_clusters(&c, first, count, meat, err);
    }
    free(c.bin);
    free(room);
    return code;
}

int lc_meat(lc_sweep *sweep, size_t n, const double *g, const int32_t *cluster,
            size_t clusters, double *meat, struct lc_error *err)
{
    if (cluster)
        return clustered_meat((struct clustered){ sweep, n, g, cluster, NULL, NULL, 0 },
                              clusters, meat, err);
    struct lc_sums sums = { .gram = meat };
    return lc_sweep_run(sweep, NULL, LC_SUM_GRAM, square, (void *)(uintptr_t)g, &sums,
                        err);
}

/* out = a b, [q * q] each */
static void multiply(size_t q, const double *a, const double *b, double *out)
{
    memset(out, 0, q * q * sizeof *out);
    for (size_t i = 0; i < q; i++)
        for (size_t k = 0; k < q; k++)
            for (size_t j = 0; j < q; j++)
                out[i * q + j] += a[i * q + k] * b[k * q + j];
}

int lc_sandwich(size_t q, const double *bread, const double *meat, double *out,
                struct lc_error *err)
{
    double *half = lc_alloc(q * q, sizeof *half);
    if (!half)
        return LC_FAIL_NOMEM(err);
    multiply(q, bread, meat, half);
    multiply(q, half, bread, out);
    free(half);
    return LC_OK;
}
