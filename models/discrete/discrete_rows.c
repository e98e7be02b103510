#include "models/discrete/discrete_rows_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/same_time.h"

/* The summands of (1). */
void lc_discrete_parts(bool cloglog, double eta, double out[3], double event[3])
{
    if (!cloglog) {
        double e = exp(-fabs(eta)), h = (eta > 0 ? 1 : e) / (1 + e);
        out[0] = -(eta > 0 ? eta : 0) - log1p(e);
        out[1] = -h;
        out[2] = h * (1 - h);
        event[0] = out[0] + eta;
        event[1] = 1 - h;
        event[2] = out[2];
        return;
    }
    double h = exp(eta), mu = -expm1(-h), a = h == 0 ? 1 : h < 700 ? h / expm1(h) : 0;
    out[0] = -h;
    out[1] = -h;
    out[2] = h;
    event[0] = mu > 0 ? log(mu) : eta;
    event[1] = a;
    event[2] = mu > 0 ? a * (h / mu - 1) : 0;
}

/* The expected curvature of an interval that a row is at risk in; cloglog: with h =
 * e^eta the hazard's log-likelihood has h^2 / (e^h - 1) (binary/link.c (4)). */
static double expected_curvature(double eta)
{
    double h = exp(eta);
    return h == 0 ? 0 : h < 700 ? h * (h / expm1(h)) : 0;
}

static void place_row(struct lc_intervals *v, size_t i, double grid)
{
    const struct lc_sample *s = v->sample;
    bool event = s->cause[i] == v->cause;
    double last = s->stop[i] / grid, slack = LC_SAME_TIME;
    v->first[i] = s->start ? (int32_t)floor(s->start[i] / grid + slack) : 0;
    v->last[i] = (int32_t)(event ? ceil(last - slack) : floor(last + slack));
    if (v->last[i] < v->first[i])
        v->last[i] = v->first[i];
    if (event && v->last[i] == v->first[i])
        v->last[i]++; /* an event at the very start of an interval is in it */
}

static int count_intervals(struct lc_intervals *v, struct lc_error *err)
{
    v->events = lc_alloc(v->count, sizeof *v->events);
    v->at_risk = lc_alloc(v->count, sizeof *v->at_risk);
    v->open = lc_alloc(v->count, 1);
    if (!v->events || !v->at_risk || !v->open)
        return LC_FAIL_NOMEM(err);
    double total = 0;
    for (size_t i = 0; i < v->sample->n; i++) {
        double w = v->sample->weight ? v->sample->weight[i] : 1;
        for (int32_t k = v->first[i]; k < v->last[i]; k++)
            v->at_risk[k] += w;
        if (v->sample->cause[i] == v->cause) {
            v->events[v->last[i] - 1] += w;
            total += w;
        }
    }
    for (size_t k = 0; k < v->count; k++)
        v->open[k] = v->events[k] > 0;
    return total > 0 ? LC_OK
                     : LC_FAIL(err, LC_UNFIT,
                               "no row has the event, so nothing can be "
                               "learnt");
}

int lc_intervals_init(struct lc_intervals *intervals, const struct lc_sample *sample,
                      int cause, double grid, bool cloglog, struct lc_error *err)
{
    struct lc_intervals v = { .sample = sample, .cause = cause, .cloglog = cloglog };
    double most = 0;
    *intervals = v;
    for (size_t i = 0; i < sample->n; i++)
        most = fmax(most, ceil(sample->stop[i] / grid));
    if (!(most <= LC_MAX_INTERVALS))
        return LC_FAIL(err, LC_RANGE,
                       "the times make %.0f intervals of length %g; at most %d are "
                       "taken: give a larger grid",
                       most, grid, LC_MAX_INTERVALS);
    v.count = (size_t)most + 1;
    v.first = lc_alloc(sample->n, sizeof *v.first);
    v.last = lc_alloc(sample->n, sizeof *v.last);
    *intervals = v;
    if (!v.first || !v.last)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < sample->n; i++)
        place_row(intervals, i, grid);
    return count_intervals(intervals, err);
}

void lc_intervals_release(struct lc_intervals *intervals)
{
    free(intervals->first);
    free(intervals->last);
    free(intervals->events);
    free(intervals->at_risk);
    free(intervals->open);
    *intervals = (struct lc_intervals){ 0 };
}

/* Each shard has sums of its own (added up in shard order at the end), each worker a
 * table of a block's curvatures by interval. */
struct pass {
    const struct lc_intervals *v;
    const double *level;
    size_t q, room; /* room: rows of a block at most */
    double *shard;  /* [shards][K * (q + 2)]: slope, curvature, cross */
    double *table;  /* [workers][K * room] */
};

enum { BLOCK_ROOM = 1024 };

static void add_block_cross(const struct pass *pass, struct lc_rows *rows,
                            double *table, double *cross, size_t low, size_t high)
{
    for (size_t k = low; k < high; k++)
        rows->kernels->transposed(lc_padded(rows->count), rows->q, rows->stride,
                                  rows->z, table + k * pass->room, cross + k * pass->q);
}

static double one_row(const struct pass *pass, struct lc_rows *rows, size_t r,
                      double *slope, double *curvature, double *table)
{
    const struct lc_intervals *v = pass->v;
    const struct lc_sample *s = v->sample;
    size_t i = rows->first + r;
    double w = s->weight ? s->weight[i] : 1, sum = 0;
    double eta = rows->eta[r] + (s->offset ? s->offset[i] : 0);
    for (int32_t k = v->first[i]; k < v->last[i]; k++) {
        double out[3], event[3];
        if (!v->open[k])
            continue;
        lc_discrete_parts(v->cloglog, eta + pass->level[k], out, event);
        const double *now =
            s->cause[i] == v->cause && k == v->last[i] - 1 ? event : out;
        double curve = v->expected ? expected_curvature(eta + pass->level[k]) : now[2];
        sum += w * now[0]; /* (1) */
        slope[k] += w * now[1];
        curvature[k] += w * curve;
        table[(size_t)k * pass->room + r] = w * curve;
        rows->gradient[r] += w * now[1];
        rows->curvature[r] += w * curve;
    }
    return sum;
}

static void rule(void *context, struct lc_rows *rows)
{
    struct pass *pass = context;
    const struct lc_intervals *v = pass->v;
    size_t K = v->count, low = K, high = 0;
    double *slope = pass->shard + rows->shard * K * (pass->q + 2),
           *curvature = slope + K;
    double *table = pass->table + rows->worker * K * pass->room;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (v->first[i] < v->last[i]) {
            low = (size_t)v->first[i] < low ? (size_t)v->first[i] : low;
            high = (size_t)v->last[i] > high ? (size_t)v->last[i] : high;
        }
    }
    for (size_t k = low; k < high; k++)
        memset(table + k * pass->room, 0, pass->room * sizeof *table);
    for (size_t r = 0; r < rows->count; r++)
        rows->loglik += one_row(pass, rows, r, slope, curvature, table);
    if (pass->q)
        add_block_cross(pass, rows, table, curvature + K, low, high);
}

int lc_intervals_run(const struct lc_intervals *intervals, lc_sweep *sweep,
                     const double *beta, const double *level,
                     struct lc_interval_sums *sums, struct lc_error *err)
{
    size_t K = intervals->count, q = lc_sweep_columns(sweep), size = K * (q + 2);
    size_t shards = lc_sweep_shards(sweep);
    size_t workers = (size_t)lc_team_threads(lc_sweep_team(sweep));
    struct pass pass = {
        intervals, level, q, BLOCK_ROOM, lc_alloc(shards * size, sizeof(double)), NULL
    };
    double *room = lc_alloc(workers * K * BLOCK_ROOM + LC_PAD, sizeof *room);
    struct lc_sums plain = { .gradient = sums->by_eta, .gram = sums->gram };
    int code = pass.shard && room ? LC_OK : LC_FAIL_NOMEM(err);
    pass.table = room ? lc_aligned(room) : NULL;
    if (!code)
        code = lc_sweep_run(sweep, beta, LC_SUM_GRADIENT | LC_SUM_GRAM, rule, &pass,
                            &plain, err);
    if (!code) {
        sums->loglik = plain.loglik;
        memset(sums->slope, 0, K * sizeof *sums->slope);
        memset(sums->curvature, 0, K * sizeof *sums->curvature);
        memset(sums->cross, 0, K * q * sizeof *sums->cross);
        for (size_t h = 0; h < shards; h++) {
            const double *from = pass.shard + h * size;
            for (size_t k = 0; k < K; k++) {
                sums->slope[k] += from[k];
                sums->curvature[k] += from[K + k];
            }
            for (size_t k = 0; k < K * q; k++)
                sums->cross[k] += from[2 * K + k];
        }
    }
    free(pass.shard);
    free(room);
    return code;
}

int lc_interval_sums_init(struct lc_interval_sums *s, size_t K, size_t p,
                          struct lc_error *err)
{
    s->by_eta = lc_alloc(p, sizeof(double));
    s->gram = lc_alloc(p * p, sizeof(double));
    s->slope = lc_alloc(K, sizeof(double));
    s->curvature = lc_alloc(K, sizeof(double));
    s->cross = lc_alloc(K * p, sizeof(double));
    return s->by_eta && s->gram && s->slope && s->curvature && s->cross
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

void lc_interval_sums_release(struct lc_interval_sums *s)
{
    free(s->by_eta);
    free(s->gram);
    free(s->slope);
    free(s->curvature);
    free(s->cross);
}
