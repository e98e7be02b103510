/* Kaplan-Meier's curve made another: survival from the cumulative hazard, ties one by
 * one, and the variance by the infinitesimal jackknife. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/curve/kaplan_meier.h"

const char *const lc_survival_types[] = { "kaplan-meier", "nelson-aalen",
                                          "fleming-harrington", NULL };

/* What one exit time does: the rise of the curve and of its variance, and the
 * jackknife's (7): what every row at risk loses, and what a row with the event gains.
 */
struct step {
    double rise, variance, drop, gain;
};

static struct step together(double d, double y)
{
    return (struct step){ d / y, d / (y * y), d / (y * y), 1 / y };
}

/* (6): m events of mean weight d / m leave one after another. */
static struct step one_by_one(double d, double y, double m)
{
    struct step s = { 0 };
    double w = d / m;
    for (double k = 0; k < m; k++) {
        double r = y - k * w;
        s.rise += w / r;
        s.variance += w / (r * r);
        s.gain += (1 / r + w * k / (r * r)) / m;
    }
    s.drop = s.variance;
    return s;
}

/* Of -log S by (1): infinite where all go at once. */
static struct step product(double d, double y)
{
    return (struct step){ -log1p(-d / y), d / (y * (y - d)), d / (y * (y - d)),
                          1 / (y - d) };
}

static struct step step_of(const struct lc_risk_table *t, size_t j, int type, double m)
{
    double d = t->any[j], y = t->at_risk[j];
    if (!(d > 0))
        return (struct step){ 0 };
    return type == LC_KAPLAN_MEIER         ? product(d, y)
           : type == LC_FLEMING_HARRINGTON ? one_by_one(d, y, m)
                                           : together(d, y);
}

/* Rows with an event and a weight at each time: count[times]. */
static double *count_events(const struct lc_risk_table *t, const struct lc_lives *lives)
{
    double *count = lc_alloc(t->times, sizeof *count);
    for (size_t i = 0; count && i < lives->n; i++)
        count[t->exit[i]] +=
            lives->cause[i] > 0 && (!lives->weight || lives->weight[i] > 0);
    return count;
}

int lc_km_retype(struct lc_km *km, const struct lc_lives *lives, int type,
                 struct lc_error *err)
{
    const struct lc_risk_table *t = km->table;
    double h = 0, v = 0, *count = count_events(t, lives);
    if (!count)
        return LC_FAIL_NOMEM(err);
    for (size_t j = 0; j < t->times && type != LC_KAPLAN_MEIER; j++) {
        struct step s = step_of(t, j, type, count[j]);
        km->hazard[j] = h += s.rise;
        km->hazard_variance[j] = km->log_variance[j] = v += s.variance;
        km->survival[j] = exp(-h);
    }
    free(count);
    return LC_OK;
}

/* --- the jackknife ---------------------------------------------------------------- */

/* index NULL: all are 0. Beyond the last time is a place of its own. */
static size_t index_of(const uint32_t *index, size_t i, size_t times)
{
    return !index ? 0 : index[i] < times ? index[i] : times;
}

/* Rows in order of a time's index: those of index j from first[j] to first[j + 1]. */
static int in_order(size_t n, const uint32_t *index, size_t times, size_t **first,
                    uint32_t **row, struct lc_error *err)
{
    *first = lc_alloc(times + 3, sizeof **first);
    *row = lc_alloc(n, sizeof **row);
    if (!*first || !*row)
        return LC_FAIL_NOMEM(err);
    size_t *at = *first + 1; /* one ahead, so that filling leaves the starts behind */
    for (size_t i = 0; i < n; i++)
        at[index_of(index, i, times) + 1]++;
    for (size_t j = 1; j <= times; j++)
        at[j] += at[j - 1];
    for (size_t i = 0; i < n; i++)
        (*row)[at[index_of(index, i, times)]++] = (uint32_t)i;
    return LC_OK;
}

/* A cluster's influence is fixed - at_risk B; the sums over clusters of its products.
 */
struct clusters {
    double *fixed, *at_risk; /* [clusters] */
    double ff, fr, rr;
};

static void change(struct clusters *c, size_t k, double fixed, double at_risk)
{
    double f = c->fixed[k], r = c->at_risk[k];
    c->fixed[k] += fixed;
    c->at_risk[k] += at_risk;
    c->ff += c->fixed[k] * c->fixed[k] - f * f;
    c->fr += c->fixed[k] * c->at_risk[k] - f * r;
    c->rr += c->at_risk[k] * c->at_risk[k] - r * r;
}

struct jackknife {
    const struct lc_risk_table *table;
    const struct lc_lives *lives;
    const int32_t *cluster;
    size_t *first_in, *first_out;
    uint32_t *in, *out;
    double *count;
    struct clusters sums;
};

static void enter_and_leave(struct jackknife *k, size_t j, double b,
                            const struct step *s)
{
    const struct lc_lives *lives = k->lives;
    for (size_t at = k->first_in[j]; s == NULL && at < k->first_in[j + 1]; at++) {
        size_t i = k->in[at], c = k->cluster ? (size_t)k->cluster[i] : i;
        double w = lives->weight ? lives->weight[i] : 1;
        change(&k->sums, c, w * b, w);
    }
    for (size_t at = k->first_out[j]; s != NULL && at < k->first_out[j + 1]; at++) {
        size_t i = k->out[at], c = k->cluster ? (size_t)k->cluster[i] : i;
        double w = lives->weight ? lives->weight[i] : 1;
        change(&k->sums, c, w * ((lives->cause[i] > 0 ? s->gain : 0) - b), -w);
    }
}

/* (8) along the times. */
static void walk(struct jackknife *k, int type, double *variance, size_t clusters)
{
    double b = 0;
    struct clusters *c = &k->sums;
    for (size_t i = 0; i < clusters; i++)
        c->fixed[i] = c->at_risk[i] = 0;
    c->ff = c->fr = c->rr = 0;
    for (size_t j = 0; j < k->table->times; j++) {
        struct step s = step_of(k->table, j, type, k->count[j]);
        enter_and_leave(k, j, b, NULL);
        b += s.drop;
        enter_and_leave(k, j, b, &s);
        double v = c->ff - 2 * b * c->fr + b * b * c->rr;
        variance[j] = isnan(v) ? INFINITY : v > 0 ? v : 0;
    }
}

int lc_km_robust(struct lc_km *km, const struct lc_lives *lives, int type,
                 const int32_t *cluster, size_t clusters, struct lc_error *err)
{
    const struct lc_risk_table *t = km->table;
    size_t count = cluster ? clusters : lives->n;
    struct jackknife k = { .table = t, .lives = lives, .cluster = cluster };
    k.count = count_events(t, lives);
    k.sums.fixed = lc_alloc(count, sizeof(double));
    k.sums.at_risk = lc_alloc(count, sizeof(double));
    int code = k.count && k.sums.fixed && k.sums.at_risk ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = in_order(lives->n, t->entry, t->times, &k.first_in, &k.in, err);
    if (!code)
        code = in_order(lives->n, t->exit, t->times, &k.first_out, &k.out, err);
    if (!code) {
        walk(&k, type, km->log_variance, count);
        walk(&k, type == LC_KAPLAN_MEIER ? LC_NELSON_AALEN : type, km->hazard_variance,
             count);
    }
    free(k.count);
    free(k.sums.fixed);
    free(k.sums.at_risk);
    free(k.first_in);
    free(k.first_out);
    free(k.in);
    free(k.out);
    return code;
}
