#include "models/cox/cox_zph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "models/climb/sandwich.h"
#include "models/cox/cox_residuals_inside.h"
#include "models/curve/kaplan_meier.h"
#include "numeric/cholesky.h"
#include "parallel/order.h"

const char *const lc_zph_names[] = { "km", "identity", "rank", "log", NULL };

/* --- the transform, by bin -------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int rank_times(const struct lc_partial *p, double *g, struct lc_error *err)
{
    const struct lc_bins *b = p->bins;
    double *sorted = lc_alloc(b->n, sizeof *sorted);
    if (!sorted)
        return LC_FAIL_NOMEM(err);
    memcpy(sorted, p->sample->stop, b->n * sizeof *sorted);
    qsort(sorted, b->n, sizeof *sorted, by_value);
    for (size_t k = 0; k < b->count; k++) {
        size_t below = lc_sorted_until(b->n, sorted, nextafter(b->time[k], -INFINITY));
        size_t with = lc_sorted_until(b->n, sorted, b->time[k]);
        g[k] = (double)(below + with + 1) / 2;
    }
    free(sorted);
    return LC_OK;
}

/* 1 - S(t-), every row counting once. */
static int lost_by(const struct lc_partial *p, double *g, struct lc_error *err)
{
    const struct lc_bins *b = p->bins;
    struct lc_risk_table *table = NULL;
    struct lc_km *km = NULL;
    int32_t *cause = lc_alloc(b->n, sizeof *cause);
    if (!cause)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < b->n; i++)
        cause[i] = b->is_event[i];
    struct lc_lives lives = { b->n, p->sample->start, p->sample->stop, cause, NULL, 1,
                              NULL };
    int code = lc_risk_table_new(&table, &lives, err);
    if (!code)
        code = lc_km_new(&km, table, err);
    for (size_t k = 0; !code && k < b->count; k++) {
        double before = nextafter(b->time[k], -INFINITY);
        size_t at = lc_risk_table_until(table, before);
        g[k] = at ? 1 - km->survival[at - 1] : 0;
    }
    lc_km_free(km);
    lc_risk_table_free(table);
    free(cause);
    return code;
}

static int transform_times(const struct lc_partial *p, int transform, double *g,
                           struct lc_error *err)
{
    const struct lc_bins *b = p->bins;
    int code = LC_OK;
    if (transform == LC_ZPH_KM)
        code = lost_by(p, g, err);
    else if (transform == LC_ZPH_RANK)
        code = rank_times(p, g, err);
    for (size_t k = 0; !code && k < b->count; k++) {
        if (transform == LC_ZPH_IDENTITY)
            g[k] = b->time[k];
        if (transform == LC_ZPH_LOG)
            g[k] = log(b->time[k]);
        if (!isfinite(g[k]))
            code = LC_FAIL(err, LC_RANGE, "an event at time %g has no log: use km",
                           b->time[k]);
    }
    if (code)
        return code;
    double least = INFINITY;
    for (size_t k = 0; k < b->count; k++)
        least = g[k] < least ? g[k] : least;
    for (size_t k = 0; k < b->count; k++)
        g[k] -= least;
    return LC_OK;
}

/* --- the sums of (1) -------------------------------------------------------------- */

struct weighted {
    const struct lc_partial *p;
    const double *g; /* [bins] */
    double *hazard;  /* [bins] running sum of g A */
};

static void weighted_rule(void *context, struct lc_rows *rows)
{
    const struct weighted *w = context;
    const struct lc_partial *p = w->p;
    const struct lc_bins *b = p->bins;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (b->exit[i] < 0)
            continue;
        size_t k = (size_t)b->exit[i];
        double h = w->hazard[k], u = 0;
        if (b->entry && b->entry[i] >= 0)
            h -= w->hazard[b->entry[i]];
        if (b->is_event[i]) {
            h -= w->g[k] * p->charge.b_sum[k];
            u = w->g[k] * (p->sample->weight ? p->sample->weight[i] : 1);
        }
        rows->curvature[r] = p->look.risk[i] * (h > 0 ? h : 0);
        rows->gradient[r] = u - rows->curvature[r];
    }
}

/* S1 becomes S1 - b/a E1 in bins of several events; left[tied] is c - b^2/a:
 * partial_inside.h, below (6). */
static void complete_squares(struct lc_partial *p, double *left)
{
    for (size_t k = 0; k < p->bins->count; k++) {
        if (p->tied.at[k] < 0)
            continue;
        size_t t = (size_t)p->tied.at[k];
        double ratio = p->charge.b[k] / p->charge.a[k],
               rest = p->charge.c[k] - p->charge.b[k] * ratio;
        left[t] = rest > 0 ? rest : 0;
        for (size_t c = 0; c <= p->q; c++)
            *lc_partial_cell(p, k, c) -=
                ratio * *lc_partial_cell(p, p->bins->count + t, c);
    }
}

/* information [q * q] -= the bins' part, with weights g. */
static int take_means(const struct weighted *w, const double *left, double *information,
                      struct lc_error *err)
{
    const struct lc_partial *p = w->p;
    size_t q = p->q, wide = q + 1, count = p->bins->count;
    double *sum = lc_alloc(wide * wide + count + p->tied.count, sizeof *sum);
    if (!sum)
        return LC_FAIL_NOMEM(err);
    double *all = sum + wide * wide, *tied = all + count;
    for (size_t k = 0; k < count; k++) {
        all[k] = w->g[k] * p->charge.a[k];
        if (p->tied.at[k] >= 0)
            tied[p->tied.at[k]] = w->g[k] * left[p->tied.at[k]];
    }
    lc_team *team = lc_sweep_team(p->rows);
    int code = lc_table_gram(team, wide, p->tied.slots, p->sums.table, all, sum, err);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            information[i * q + j] -= sum[(i + 1) * wide + j + 1];
    free(sum);
    return code;
}

/* Sums with weights g: score u [q] and information [q * q]. Squares are complete. */
static int add_weighted(struct weighted *w, const double *left, double *u,
                        double *information, struct lc_error *err)
{
    const struct lc_partial *p = w->p;
    const struct lc_bins *b = p->bins;
    struct lc_sums sums = { .gradient = u, .gram = information };
    for (size_t s = 0; s < b->strata; s++) {
        double sum = 0;
        for (size_t k = b->first[s]; k < b->first[s + 1]; k++)
            w->hazard[k] = sum += w->g[k] * p->charge.a_sum[k];
    }
    int code = lc_sweep_run(p->rows, NULL, LC_SUM_GRADIENT | LC_SUM_GRAM, weighted_rule,
                            w, &sums, err);
    return code ? code : take_means(w, left, information, err);
}

struct sums {
    double *u, *spare; /* [q] U, and those of weights 1 and g^2 */
    double *i1, *i2, *i3;
};

static int add_all(const struct lc_cox_at *at, int transform, struct sums *s,
                   struct lc_error *err)
{
    struct lc_partial *p = at->partial;
    size_t count = p->bins->count;
    double *room = lc_alloc(3 * count + p->tied.count, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *g = room + count, *power = g + count, *left = power + count;
    struct weighted w = { p, power, room };
    int code = transform_times(p, transform, g, err);
    if (!code)
        complete_squares(p, left);
    double *u[] = { s->spare, s->u, s->spare }, *to[] = { s->i1, s->i2, s->i3 };
    for (int order = 0; order < 3 && !code; order++) {
        for (size_t k = 0; k < count; k++)
            power[k] = order == 0 ? 1 : order == 1 ? g[k] : g[k] * g[k];
        code = add_weighted(&w, left, u[order], to[order], err);
    }
    free(room);
    return code;
}

/* --- the tests of (2) ------------------------------------------------------------- */

/* i3 -= i2 i1^-1 i2 over the columns kept. */
static void take_estimated(size_t q, const struct sums *s, unsigned char *alias)
{
    lc_cholesky(q, s->i1, 1e-12, alias);
    for (size_t j = 0; j < q; j++) {
        double *column = s->spare;
        for (size_t i = 0; i < q; i++)
            column[i] = s->i2[i * q + j];
        lc_cholesky_solve(q, s->i1, alias, column);
        for (size_t i = 0; i < q; i++)
            for (size_t l = 0; l < q; l++)
                s->i3[i * q + j] -= s->i2[i * q + l] * column[l];
    }
}

/* U_J' W_JJ^-1 U_J for the columns whose mark is 0. */
static void test_term(struct lc_zph *z, size_t at, size_t q, const struct sums *s,
                      unsigned char *out)
{
    double chisq = 0;
    memcpy(s->i1, s->i3, q * q * sizeof *s->i1);
    memcpy(s->spare, s->u, q * sizeof *s->u);
    z->df[at] = (int)lc_cholesky(q, s->i1, 1e-10, out);
    lc_cholesky_half_solve(q, s->i1, out, s->spare);
    for (size_t k = 0; k < q; k++)
        chisq += out[k] ? 0 : s->spare[k] * s->spare[k];
    z->chisq[at] = z->df[at] ? chisq : NAN;
    z->p[at] = z->df[at] ? gsl_cdf_chisq_Q(chisq, z->df[at]) : NAN;
}

static void test_all(struct lc_zph *z, size_t q, const size_t *term,
                     const struct lc_fit *fit, const struct sums *s,
                     unsigned char *alias, unsigned char *out)
{
    for (size_t k = 0; k < q; k++)
        alias[k] = (unsigned char)isnan(fit->estimate[k]);
    take_estimated(q, s, alias);
    for (size_t t = 0; t <= z->terms; t++) {
        for (size_t k = 0; k < q; k++)
            out[k] = alias[k] || (t < z->terms && term[k] != t);
        test_term(z, t, q, s, out);
    }
}

static int run_tests(struct lc_zph *z, int transform, const size_t *term,
                     const struct lc_fit *fit, const struct lc_cox_at *at,
                     struct lc_error *err)
{
    size_t q = at->partial->q;
    double *room = lc_alloc(3 * q * q + 2 * q, sizeof *room);
    unsigned char *mark = lc_alloc(2 * q, 1);
    int code = room && mark ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        struct sums s = { room + 3 * q * q, room + 3 * q * q + q, room, room + q * q,
                          room + 2 * q * q };
        code = add_all(at, transform, &s, err);
        if (!code)
            test_all(z, q, term, fit, &s, mark, mark + q);
    }
    free(room);
    free(mark);
    return code;
}

int lc_zph_new(struct lc_zph **zph, const struct lc_zph_ask *ask,
               const struct lc_sample *sample, const struct lc_fit *fit,
               const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_cox_at at = { .beta = NULL };
    struct lc_zph *z = lc_alloc(1, sizeof *z);
    *zph = NULL;
    if (!z)
        return LC_FAIL_NOMEM(err);
    z->terms = ask->terms;
    z->chisq = lc_alloc(z->terms + 1, sizeof *z->chisq);
    z->p = lc_alloc(z->terms + 1, sizeof *z->p);
    z->df = lc_alloc(z->terms + 1, sizeof *z->df);
    int code = z->chisq && z->p && z->df ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_cox_at_init(&at, sample, fit, options, err);
    if (!code)
        code = run_tests(z, ask->transform, ask->term, fit, &at, err);
    lc_cox_at_release(&at);
    if (code)
        lc_zph_free(z);
    else
        *zph = z;
    return code;
}

void lc_zph_free(struct lc_zph *zph)
{
    if (!zph)
        return;
    free(zph->chisq);
    free(zph->p);
    free(zph->df);
    free(zph);
}
