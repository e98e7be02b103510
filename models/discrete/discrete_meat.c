/* The middle of a discrete-time hazard's sandwich variance: scores summed by cluster
 * over the columns (z, as the sweep scales them) and the baseline's coefficients. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/discrete/discrete_basis_inside.h"

enum { BLOCK = 4096 };

struct meat {
    const struct lc_intervals *v;
    const struct lc_time_basis *basis;
    const double *level;
    double *eta; /* [n] x'b */
    double *g;   /* [n] the row's score by eta, all its intervals */
    double *sum; /* [clusters * q] */
    size_t p, q;
};

static void keep_eta(void *context, struct lc_rows *rows)
{
    double *eta = context;
    memcpy(eta + rows->first, rows->eta, rows->count * sizeof *eta);
}

/* One row's intervals: the derivative of its part of (1) in discrete_inside.h by eta,
 * and by the baseline's coefficients. */
static void add_intervals(struct meat *m, size_t i, double *to)
{
    const struct lc_intervals *v = m->v;
    const struct lc_sample *s = v->sample;
    double w = s->weight ? s->weight[i] : 1;
    double eta = m->eta[i] + (s->offset ? s->offset[i] : 0);
    for (int32_t k = v->first[i]; k < v->last[i]; k++) {
        double out[3], event[3];
        if (!v->open[k])
            continue;
        lc_discrete_parts(v->cloglog, eta + m->level[k], out, event);
        bool now = s->cause[i] == v->cause && k == v->last[i] - 1;
        double slope = w * (now ? event[1] : out[1]);
        m->g[i] += slope;
        for (size_t j = 0; j < m->basis->m; j++)
            to[m->p + j] += slope * m->basis->value[(size_t)k * m->basis->m + j];
    }
}

static void add_column(struct meat *m, size_t column, const struct lc_scaling *scaling,
                       const int32_t *cluster, double *block)
{
    const struct lc_sample *s = m->v->sample;
    double centre = scaling->centre[column], scale = scaling->scale[column];
    for (size_t first = 0; first < s->n; first += BLOCK) {
        size_t count = s->n - first < BLOCK ? s->n - first : BLOCK;
        lc_column_read(s->x.column + column, first, count, block);
        for (size_t r = 0; r < count; r++) {
            size_t i = first + r, c = cluster ? (size_t)cluster[i] : i;
            m->sum[c * m->q + column] += m->g[i] * (block[r] - centre) * scale;
        }
    }
}

static void square(const struct meat *m, size_t clusters, double *out)
{
    size_t q = m->q;
    memset(out, 0, q * q * sizeof *out);
    for (size_t c = 0; c < clusters; c++) {
        const double *u = m->sum + c * q;
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; u[i] != 0 && j <= i; j++)
                out[i * q + j] += u[i] * u[j];
    }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < i; j++)
            out[j * q + i] = out[i * q + j];
}

int lc_discrete_meat(const struct lc_discrete_place *at, const int32_t *cluster,
                     size_t clusters, double *out, struct lc_error *err)
{
    const struct lc_sample *s = at->intervals->sample;
    size_t count = cluster ? clusters : s->n, p = s->x.p, q = p + at->basis->m;
    struct meat m = { at->intervals, at->basis, at->level, NULL, NULL, NULL, p, q };
    struct lc_sums none = { 0 };
    double *block = lc_alloc(BLOCK, sizeof *block);
    m.eta = lc_alloc(s->n, sizeof *m.eta);
    m.g = lc_alloc(s->n, sizeof *m.g);
    m.sum = lc_alloc(count * q, sizeof *m.sum);
    int code = block && m.eta && m.g && m.sum ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_sweep_run(at->sweep, at->beta, 0, keep_eta, m.eta, &none, err);
    for (size_t i = 0; !code && i < s->n; i++)
        add_intervals(&m, i, m.sum + (cluster ? (size_t)cluster[i] : i) * q);
    for (size_t k = 0; !code && k < p; k++)
        add_column(&m, k, at->scaling, cluster, block);
    if (!code)
        square(&m, count, out);
    free(block);
    free(m.eta);
    free(m.g);
    free(m.sum);
    return code;
}
