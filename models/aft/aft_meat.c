/* The middle of an AFT fit's sandwich variance. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/aft/aft_rows_inside.h"
#include "models/climb/sandwich.h"

struct scores {
    double *g, *h, *v, *product; /* [n], [n], [clusters * scales], [n] */
    const int32_t *cluster;      /* [n], or NULL: each row its own */
    size_t clusters, scales;
};

/* gradient = the product vector: for the sweep's z' r. */
static void product_rule(void *context, struct lc_rows *rows)
{
    const double *product = context;
    memcpy(rows->gradient, product + rows->first, rows->count * sizeof *product);
}

/* The meat of sandwich.h (1). With scores g_i z_i for the columns and h_ik for scale k,
 * and v_k(c) the sum of h_ik over cluster c, its blocks are lc_meat's, z'(g_i v_k(c_i))
 * and sum over clusters of v_k v_l. */
static int fill_meat(const struct lc_aft_rows *rows, lc_sweep *sweep, struct scores *s,
                     double *out, struct lc_error *err)
{
    const struct lc_sample *sample = rows->sample;
    const int32_t *cluster = s->cluster;
    size_t c = lc_sweep_columns(sweep), scales = s->scales, q = c + scales;
    size_t clusters = s->clusters;
    double *small = lc_alloc(c * c + c, sizeof *small);
    if (!small)
        return LC_FAIL_NOMEM(err);
    double *row = small + c * c;
    int code = lc_meat(sweep, sample->n, s->g, cluster, clusters, small, err);
    for (size_t i = 0; !code && i < c; i++)
        memcpy(out + i * q, small + i * c, c * sizeof *small);
    for (size_t k = 0; !code && k < scales; k++) {
        const double *v = s->v + k * clusters;
        struct lc_sums sums = { .gradient = row };
        for (size_t i = 0; i < sample->n; i++)
            s->product[i] = s->g[i] * v[cluster ? (size_t)cluster[i] : i];
        code = lc_sweep_run(sweep, NULL, LC_SUM_GRADIENT, product_rule, s->product,
                            &sums, err);
        for (size_t j = 0; !code && j < c; j++)
            out[j * q + c + k] = out[(c + k) * q + j] = row[j];
        for (size_t l = 0; l <= k; l++) {
            double sum = 0;
            for (size_t d = 0; d < clusters; d++)
                sum += v[d] * s->v[l * clusters + d];
            out[(c + k) * q + c + l] = out[(c + l) * q + c + k] = sum;
        }
    }
    free(small);
    return code;
}

int lc_aft_meat(const struct lc_aft_rows *common, lc_sweep *sweep, size_t scales,
                const double *beta, bool clustered, double *out, struct lc_error *err)
{
    const struct lc_sample *sample = common->sample;
    const int32_t *cluster = clustered ? sample->cluster : NULL;
    size_t n = sample->n, clusters = cluster ? sample->clusters : n;
    struct scores s = { lc_alloc(n, sizeof(double)),
                        lc_alloc(n, sizeof(double)),
                        lc_alloc(clusters * (scales + 1), sizeof(double)),
                        lc_alloc(n, sizeof(double)),
                        cluster,
                        clusters,
                        scales };
    struct lc_sums sums = { 0 };
    int code = s.g && s.h && s.v && s.product ? LC_OK : LC_FAIL_NOMEM(err);
    struct lc_aft_rows rows = *common;
    rows.way = LC_AFT_NATURAL;
    rows.score = s.g;
    rows.scale_score = s.h;
    rows.log_sigma = scales ? beta + lc_sweep_columns(sweep) : common->log_sigma;
    for (size_t k = 0; !code && k < (scales ? scales : 1); k++) {
        rows.stratum = scales > 1 ? (int32_t)k : -1;
        code = lc_sweep_run(sweep, beta, 0, lc_aft_rule, &rows, &sums, err);
        for (size_t i = 0; !code && i < n; i++)
            s.v[k * clusters + (cluster ? (size_t)cluster[i] : i)] += s.h[i];
    }
    if (!code)
        code = fill_meat(&rows, sweep, &s, out, err);
    free(s.g);
    free(s.h);
    free(s.v);
    free(s.product);
    return code;
}
