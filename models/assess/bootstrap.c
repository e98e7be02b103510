/* Resampling children (bootstrap.h). */
#include "models/assess/bootstrap_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "base/random.h"
#include "models/assess/held_out_inside.h"
#include "parallel/order.h"

/* --- drawing ---------------------------------------------------------------------- */

struct draw {
    const lc_ready *ready;
    struct lc_bootstrap *boot;
    uint16_t *times; /* [threads * children] */
    uint64_t seed;
};

/* Two draws a word, each by the high half of a product (Lemire, 2019, ACM Transactions
 * on Modeling and Computer Simulation 29:3): no division, and no child's chance is off
 * by more than m / 2^32 of itself. */
void lc_bootstrap_draw(uint64_t seed, size_t replicate, size_t children,
                       uint16_t *times)
{
    uint64_t m = children, word = 0;
    struct lc_random r;
    lc_random_init(&r, seed, replicate + 1);
    memset(times, 0, m * sizeof *times);
    for (uint64_t k = 0; k < m; k++) {
        word = k & 1 ? word >> 32 : lc_random_word(&r);
        times[((word & UINT32_MAX) * m) >> 32]++;
    }
}

static void work(void *context, size_t shard, size_t worker)
{
    const struct draw *d = context;
    uint16_t *times = d->times + worker * lc_ready_children(d->ready);
    size_t last = lc_shard_first(d->boot->replicates, shard + 1, LC_SHARDS);
    for (size_t b = lc_shard_first(d->boot->replicates, shard, LC_SHARDS); b < last;
         b++) {
        lc_bootstrap_draw(d->seed, b, lc_ready_children(d->ready), times);
        lc_ready_sum(d->ready, times, &d->boot->drawn[b]);
    }
}

int lc_bootstrap_run(struct lc_bootstrap *boot, const lc_ready *ready,
                     size_t replicates, uint64_t seed, lc_team *team,
                     struct lc_error *err)
{
    size_t threads = (size_t)lc_team_threads(team), m = lc_ready_children(ready);
    struct draw d = { ready, boot, NULL, seed };
    *boot = (struct lc_bootstrap){ .replicates = m ? replicates : 0,
                                   .tail = lc_percentile_tail(lc_ready_fewer(ready)) };
    lc_ready_sum(ready, NULL, &boot->all);
    if (!boot->replicates)
        return LC_OK;
    boot->drawn = lc_alloc(replicates, sizeof *boot->drawn);
    d.times = lc_alloc(threads * m, sizeof *d.times);
    if (!boot->drawn || !d.times) {
        free(d.times);
        lc_bootstrap_free(boot);
        return LC_FAIL_NOMEM(err);
    }
    lc_team_run(team, LC_SHARDS, work, &d);
    free(d.times);
    return LC_OK;
}

void lc_bootstrap_free(struct lc_bootstrap *boot)
{
    free(boot->drawn);
    boot->drawn = NULL;
    boot->replicates = 0;
}

/* --- intervals -------------------------------------------------------------------- */

static double at_share(size_t n, const double *sorted, double q)
{
    double at = q * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i])
                     : sorted[n - 1];
}

/* a of (1). */
double lc_percentile_tail(size_t m)
{
    if (m < 2)
        return NAN;
    double n = (double)m;
    return gsl_cdf_ugaussian_Q(sqrt(n / (n - 1)) * gsl_cdf_tdist_Qinv(0.025, n - 1));
}

void lc_percentiles(size_t n, double *value, double tail, double *scratch, double *low,
                    double *high)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(value[i]))
            value[kept++] = value[i];
    *low = *high = NAN;
    if (!kept || 20 * (n - kept) > n || isnan(tail))
        return;
    lc_sort(kept, value, scratch);
    *low = at_share(kept, value, tail);
    *high = at_share(kept, value, 1 - tail);
}

/* Why a number is not there, as a reader would put it. */
static void say_why(struct lc_estimate *e, const struct lc_held_sums *all)
{
    if (isfinite(e->value))
        return;
    e->value = NAN;
    if (!(all->n > 0))
        snprintf(e->cannot, sizeof e->cannot, "cannot be estimated (no rows)");
    else if (!(all->events > 0))
        snprintf(e->cannot, sizeof e->cannot, "cannot be estimated (0 events)");
    else if (!(all->events < all->n))
        snprintf(e->cannot, sizeof e->cannot, "cannot be estimated (all are events)");
    else
        snprintf(e->cannot, sizeof e->cannot, "cannot be estimated");
}

static struct lc_estimate finish(const struct lc_bootstrap *boot, double value,
                                 double *scratch)
{
    struct lc_estimate e = { .value = value, .low = NAN, .high = NAN };
    say_why(&e, &boot->all);
    if (!*e.cannot)
        lc_percentiles(boot->replicates, scratch, boot->tail,
                       scratch + boot->replicates, &e.low, &e.high);
    return e;
}

/* A metric, were the list's size that of the cut. */
static double at_cut(int metric, const struct lc_held_sums *sums, size_t cut)
{
    struct lc_held_sums s;
    if (!cut)
        return lc_metrics[metric]->of_sums(sums);
    s = *sums;
    s.cut[0] = s.cut[cut];
    return lc_metrics[metric]->of_sums(&s);
}

struct lc_estimate lc_bootstrap_cut(const struct lc_bootstrap *boot, int metric,
                                    size_t cut, double *scratch)
{
    for (size_t b = 0; b < boot->replicates; b++)
        scratch[b] = at_cut(metric, &boot->drawn[b], cut);
    return finish(boot, at_cut(metric, &boot->all, cut), scratch);
}

struct lc_estimate lc_bootstrap_metric(const struct lc_bootstrap *boot, int metric,
                                       double *scratch)
{
    return lc_bootstrap_cut(boot, metric, 0, scratch);
}

struct lc_estimate lc_bootstrap_difference(const struct lc_bootstrap *a,
                                           const struct lc_bootstrap *b, int metric,
                                           double *scratch)
{
    double (*of)(const struct lc_held_sums *) = lc_metrics[metric]->of_sums;
    for (size_t k = 0; k < a->replicates; k++)
        scratch[k] = of(&a->drawn[k]) - of(&b->drawn[k]);
    return finish(a, of(&a->all) - of(&b->all), scratch);
}
