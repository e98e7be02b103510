/* Score residuals by cluster, in time linear in the rows.
 *
 * With M the running sum over bins of a S1 - b E1 (the hazard-weighted mean), row i's
 * weighted residual is
 *
 *     g z + r { M(exit) - M(entry) } - [event] { w zbar + r N }(exit)            (10)
 *     g = [event] w - v of (4),  zbar = (A S1 - B E1) / d,  N = b S1 - c E1
 *
 * The first part is one sum of rows by cluster, as the bins of a fit; the rest are rows
 * of small tables, added panel by panel. */
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/climb/sandwich.h"
#include "models/cox/cox_inside.h"

struct residuals {
    struct lc_partial *p;
    double *g;    /* [n] of (10) */
    double *mean; /* M, panels of [bins][8] */
    double *own;  /* zbar, and of tied bins N, panels of [bins][8] */
    double *lost; /* N */
    double *room;
    int32_t *bin;  /* [n] the row's cluster less the first at hand, or -1 */
    double *table; /* panels of [clusters at hand][8] */
    size_t table_room;
    size_t count; /* clusters at hand */
};

/* M, zbar and N of one panel. */
static void make_panel(void *context, size_t panel, size_t worker LC_UNUSED)
{
    const struct residuals *s = context;
    const struct lc_partial *p = s->p;
    const struct lc_bins *bins = p->bins;
    for (size_t g = 0, k = 0; g < bins->strata; g++) {
        double sum[LC_PANEL] = { 0 };
        for (k = bins->first[g]; k < bins->first[g + 1]; k++) {
            size_t at = (panel * bins->count + k) * LC_PANEL;
            const double *s1 = lc_partial_cell(p, k, panel * LC_PANEL),
                         zero[LC_PANEL] = { 0 }, *e1 = zero;
            if (p->tied.at[k] >= 0)
                e1 = lc_partial_cell(p, bins->count + (size_t)p->tied.at[k],
                                     panel * LC_PANEL);
            for (size_t l = 0; l < LC_PANEL; l++) {
                sum[l] += p->charge.a[k] * s1[l] - p->charge.b[k] * e1[l];
                s->mean[at + l] = sum[l];
                s->own[at + l] =
                    (p->charge.a_sum[k] * s1[l] - p->charge.b_sum[k] * e1[l])
                    / bins->weight[k];
                s->lost[at + l] = p->charge.b[k] * s1[l] - p->charge.c[k] * e1[l];
            }
        }
    }
}

static void make_g(struct residuals *s)
{
    const struct lc_partial *p = s->p;
    const struct lc_bins *b = p->bins;
    for (size_t i = 0; i < b->n; i++) {
        double w = 0;
        if (b->is_event[i])
            w = p->sample->weight ? p->sample->weight[i] : 1;
        s->g[i] = w - p->look.risk[i] * lc_partial_exposure(p, i);
    }
}

/* The rest of (10) for one panel: += to the row's cluster. */
static void add_panel(void *context, size_t panel, size_t worker LC_UNUSED)
{
    const struct residuals *s = context;
    const struct lc_partial *p = s->p;
    const struct lc_bins *b = p->bins;
    size_t base = panel * b->count;
    for (size_t i = 0; i < b->n; i++) {
        if (s->bin[i] < 0 || b->exit[i] < 0)
            continue;
        if ((i & 0xffff) == 0 && lc_interrupted())
            return;
        double *to = s->table + (panel * s->count + (size_t)s->bin[i]) * LC_PANEL;
        size_t exit = (base + (size_t)b->exit[i]) * LC_PANEL;
        const double *out = s->mean + exit, r = p->look.risk[i];
        for (size_t l = 0; l < LC_PANEL; l++)
            to[l] += r * out[l];
        if (b->entry && b->entry[i] >= 0) {
            const double *in = s->mean + (base + (size_t)b->entry[i]) * LC_PANEL;
            for (size_t l = 0; l < LC_PANEL; l++)
                to[l] -= r * in[l];
        }
        if (!b->is_event[i])
            continue;
        double w = p->sample->weight ? p->sample->weight[i] : 1;
        for (size_t l = 0; l < LC_PANEL; l++)
            to[l] -= w * s->own[exit + l] + r * s->lost[exit + l];
    }
}

static int open_residuals(struct residuals *s, struct lc_partial *p, size_t clusters,
                          struct lc_error *err)
{
    size_t n = p->bins->n,
           cells = lc_sweep_panels(p->binning) * LC_PANEL * p->bins->count;
    s->p = p;
    s->count = clusters < LC_CLUSTERS_AT_ONCE ? clusters : LC_CLUSTERS_AT_ONCE;
    s->g = lc_alloc(n, sizeof *s->g);
    s->mean = lc_alloc(3 * cells, sizeof *s->mean);
    s->bin = lc_alloc(n, sizeof *s->bin);
    s->table_room = lc_bin_room(p->binning, s->count);
    s->room = lc_alloc(s->table_room + LC_PAD, sizeof *s->room);
    if (!s->g || !s->mean || !s->bin || !s->room)
        return LC_FAIL_NOMEM(err);
    s->own = s->mean + cells;
    s->lost = s->own + cells;
    s->table = lc_aligned(s->room);
    make_g(s);
    lc_team_run(lc_sweep_team(p->rows), lc_sweep_panels(p->binning), make_panel, s);
    return LC_OK;
}

static int add_clusters(struct residuals *s, const int32_t *cluster, size_t first,
                        double *sum, struct lc_error *err)
{
    struct lc_partial *p = s->p;
    lc_team *team = lc_sweep_team(p->rows);
    for (size_t i = 0; i < p->bins->n; i++) {
        size_t at = (cluster ? (size_t)cluster[i] : i) - first;
        s->bin[i] = at < s->count ? (int32_t)at : -1;
    }
    struct lc_binning binning = { s->bin, s->g, 1, s->table, s->count, s->table_room };
    int code = lc_sweep_bin(p->binning, 1, &binning, err);
    if (code)
        return code;
    lc_team_run(team, lc_sweep_panels(p->binning), add_panel, s);
    return lc_table_gram(team, p->q + 1, s->count, s->table, NULL, sum, err);
}

int lc_cox_meat(struct lc_partial *p, const int32_t *cluster, size_t clusters,
                double *meat, struct lc_error *err)
{
    struct residuals s = { 0 };
    size_t q = p->q, wide = q + 1, all = cluster ? clusters : p->bins->n;
    double *sum = lc_alloc(wide * wide, sizeof *sum);
    int code = sum ? open_residuals(&s, p, all, err) : LC_FAIL_NOMEM(err);
    size_t most = s.count;
    for (size_t first = 0; !code && first < all; first += most) {
        s.count = all - first < most ? all - first : most;
        code = add_clusters(&s, cluster, first, sum, err);
    }
    for (size_t i = 0; !code && i < q; i++)
        for (size_t j = 0; j < q; j++)
            meat[i * q + j] = sum[(i + 1) * wide + j + 1];
    free(sum);
    free(s.g);
    free(s.mean);
    free(s.bin);
    free(s.room);
    return code;
}
