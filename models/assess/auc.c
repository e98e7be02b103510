/* The area under the ROC curve with DeLong's variance (auc.h). */
#include "models/assess/auc.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "parallel/order.h"

/* Rows by ascending risk, a byte each: in which class, and whether the risk is above
 * the one before. */
struct ranked {
    size_t n;
    uint8_t *code;
    double *weight; /* [n] in that order, or NULL */
};

enum { POSITIVE = 1, FRESH = 2 };

/* Rows of one risk, weighted. */
struct tie {
    double positive, negative;
};

static inline struct tie next_tie(const struct ranked *r, size_t *at)
{
    struct tie tie = { 0, 0 };
    size_t k = *at;
    do {
        double w = r->weight ? r->weight[k] : 1, own = r->code[k] & POSITIVE ? w : 0;
        tie.positive += own;
        tie.negative += w - own;
    } while (++k < r->n && !(r->code[k] & FRESH));
    *at = k;
    return tie;
}

enum { AHEAD = 32 }; /* rows: far enough for what they need to come from memory */

static int rank_rows(struct ranked *r, const double *risk, const uint8_t *outcome,
                     const double *weight, lc_team *team, struct lc_error *err)
{
    size_t n = r->n, room = n ? n : 1;
    uint32_t *order = lc_alloc(room, sizeof *order);
    r->code = lc_alloc(room, 1);
    r->weight = weight ? lc_alloc(room, sizeof *weight) : NULL;
    int code = order && r->code && (r->weight || !weight)
                   ? lc_order_runs(team, n, risk, order, r->code, err)
                   : LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < n; k++) {
        __builtin_prefetch(outcome + order[k + AHEAD < n ? k + AHEAD : k]);
        r->code[k] =
            (uint8_t)((r->code[k] ? FRESH : 0) | (outcome[order[k]] ? POSITIVE : 0));
    }
    for (size_t k = 0; !code && weight && k < n; k++)
        r->weight[k] = weight[order[k]];
    free(order);
    return code;
}

/* --- the area --------------------------------------------------------------------- */

/* (1) to (3) in two passes over the groups of one risk, lowest first. */
static void area(const struct ranked *r, struct lc_auc *out)
{
    double m = 0, n = 0, sum = 0, s10 = 0, s01 = 0, below = 0, above;
    for (size_t at = 0; at < r->n;) {
        struct tie tie = next_tie(r, &at);
        sum += tie.positive * (n + tie.negative / 2);
        m += tie.positive;
        n += tie.negative;
    }
    *out = (struct lc_auc){ m > 0 && n > 0 ? sum / m / n : NAN, NAN, m, n };
    if (!(m > 1 && n > 1))
        return;
    above = m;
    for (size_t at = 0; at < r->n;) {
        struct tie tie = next_tie(r, &at);
        above -= tie.positive;
        double v10 = below + tie.negative / 2 - out->auc * n; /* n and m times (1) */
        double v01 = above + tie.positive / 2 - out->auc * m;
        s10 += tie.positive * v10 * v10;
        s01 += tie.negative * v01 * v01;
        below += tie.negative;
    }
    out->variance = s10 / n / n / (m - 1) / m + s01 / m / m / (n - 1) / n;
}

int lc_auc(struct lc_auc *out, size_t n, const double *risk, const uint8_t *outcome,
           const double *weight, lc_team *team, struct lc_error *err)
{
    struct ranked ranked = { .n = n };
    int code = rank_rows(&ranked, risk, outcome, weight, team, err);
    if (!code)
        area(&ranked, out);
    free(ranked.code);
    free(ranked.weight);
    return code;
}

/* --- two areas -------------------------------------------------------------------- */

/* v[row] = V10 of a positive or V01 of a negative (1); returns the area. */
static double placements(size_t n, const double *risk, const uint8_t *outcome,
                         const uint32_t *order, double m, double *v)
{
    double below_pos = 0, below_neg = 0, neg = (double)n - m, sum = 0;
    for (size_t first = 0, last; first < n; first = last) {
        double pos_here = 0, neg_here = 0;
        for (last = first; last < n && risk[order[last]] <= risk[order[first]]; last++)
            *(outcome[order[last]] ? &pos_here : &neg_here) += 1;
        double v10 = (below_neg + neg_here / 2) / neg;
        double v01 = (m - below_pos - pos_here / 2) / m;
        for (size_t i = first; i < last; i++)
            v[order[i]] = outcome[order[i]] ? v10 : v01;
        sum += pos_here * v10;
        below_pos += pos_here;
        below_neg += neg_here;
    }
    return sum / m;
}

/* A cluster's sums of V - A by class, for both risks, and whether it has the class. */
struct cluster {
    double sum[2][2]; /* [class][risk] */
    int has[2];
};

/* The counts of (4): clusters with any row, and with a positive or a negative. */
struct spread {
    double m[2];       /* negatives, positives */
    double holding[2]; /* clusters with a negative, with a positive */
    double clusters;
};

static double covary(size_t clusters, const struct cluster *c, const struct spread *s,
                     int a, int b)
{
    double own[2] = { 0, 0 }, cross = 0;
    for (size_t k = 0; k < clusters; k++) {
        for (int d = 0; d < 2; d++)
            own[d] += c[k].sum[d][a] * c[k].sum[d][b];
        cross += c[k].sum[1][a] * c[k].sum[0][b] + c[k].sum[1][b] * c[k].sum[0][a];
    }
    double total = 0;
    for (int d = 0; d < 2; d++)
        total += own[d] * s->holding[d] / (s->holding[d] - 1) / s->m[d] / s->m[d];
    return total + cross * s->clusters / (s->clusters - 1) / s->m[0] / s->m[1];
}

static struct spread spread_of(size_t clusters, const struct cluster *c,
                               double positives, double n)
{
    struct spread s = { .m = { n - positives, positives } };
    for (size_t k = 0; k < clusters; k++) {
        for (int d = 0; d < 2; d++)
            s.holding[d] += c[k].has[d];
        s.clusters += c[k].has[0] || c[k].has[1];
    }
    return s;
}

static void finish(struct lc_auc_pair *out, size_t clusters, const struct cluster *c,
                   const struct spread *s)
{
    out->variance[0] = covary(clusters, c, s, 0, 0);
    out->variance[1] = covary(clusters, c, s, 1, 1);
    out->covariance = covary(clusters, c, s, 0, 1);
    out->difference = out->auc[0] - out->auc[1];
    out->se = sqrt(out->variance[0] + out->variance[1] - 2 * out->covariance);
    out->z = out->difference / out->se;
    out->p = 2 * gsl_cdf_ugaussian_Q(fabs(out->z));
}

int lc_auc_compare(struct lc_auc_pair *out, const struct lc_auc_rows *rows,
                   struct lc_error *err)
{
    size_t n = rows->n, groups = rows->cluster ? rows->clusters : n;
    struct cluster *c = lc_alloc(groups ? groups : 1, sizeof *c);
    uint32_t *order = lc_alloc(n ? n : 1, sizeof *order);
    double *v = lc_alloc(n ? n : 1, sizeof *v), m = 0;
    int code = c && order && v ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < n; i++)
        m += rows->outcome[i];
    for (int r = 0; !code && r < 2; r++) {
        const double *risk = rows->risk[r] ? rows->risk[r] : rows->risk[0];
        if ((code = lc_order(n, risk, order, err)))
            break;
        out->auc[r] = placements(n, risk, rows->outcome, order, m, v);
        for (size_t i = 0; i < n; i++) {
            struct cluster *k = &c[rows->cluster ? (size_t)rows->cluster[i] : i];
            k->sum[rows->outcome[i] != 0][r] += v[i] - out->auc[r];
            k->has[rows->outcome[i] != 0] = 1;
        }
    }
    if (!code) {
        struct spread s = spread_of(groups, c, m, (double)n);
        finish(out, groups, c, &s);
    }
    free(c);
    free(order);
    free(v);
    return code;
}
