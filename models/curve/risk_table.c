#include "models/curve/risk_table.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/order.h"

enum { BINS = 1 << 20, MOST_CUTS = 8, A_CUT = 1 << 16 };

int lc_lives_check(const struct lc_lives *lives, const size_t *row,
                   struct lc_error *err)
{
    for (size_t i = 0; i < lives->n; i++) {
        double start = lives->start ? lives->start[i] : -1;
        double weight = lives->weight ? lives->weight[i] : 1;
        size_t number = (row ? row[i] : i) + 1;
        if (!(lives->stop[i] >= 0 && lives->stop[i] < INFINITY))
            return LC_FAIL(err, LC_RANGE,
                           "row %zu: its time is not a number of 0 or more", number);
        if (!(start < lives->stop[i]))
            return LC_FAIL(err, LC_RANGE, "row %zu: it does not start before it stops",
                           number);
        if (!(weight >= 0 && weight < INFINITY))
            return LC_FAIL(err, LC_RANGE, "row %zu: its weight is not 0 or more",
                           number);
        if (lives->cause[i] < 0 || lives->cause[i] > lives->causes)
            return LC_FAIL(err, LC_RANGE, "row %zu: cause %d is not 0 to %d", number,
                           (int)lives->cause[i], lives->causes);
    }
    return LC_OK;
}

static bool whole_days(const struct lc_lives *lives, size_t *bins)
{
    double most = 0;
    for (size_t i = 0; i < lives->n; i++) {
        if (lives->stop[i] != floor(lives->stop[i]))
            return false;
        if (lives->stop[i] > most)
            most = lives->stop[i];
    }
    *bins = most < BINS ? (size_t)most + 1 : 0;
    return *bins > 0;
}

/* Distinct times by marking a bin a day; returns how many. */
static size_t days_by_bin(const struct lc_lives *lives, size_t bins, uint32_t *bin,
                          double *time)
{
    size_t count = 0;
    for (size_t i = 0; i < lives->n; i++)
        bin[(size_t)lives->stop[i]] = 1;
    for (size_t b = 0; b < bins; b++)
        if (bin[b]) {
            time[count] = (double)b;
            bin[b] = (uint32_t)count++;
        }
    return count;
}

size_t lc_risk_table_until(const struct lc_risk_table *table, double time)
{
    return lc_sorted_until(table->times, table->time, time);
}

static int allocate_sums(struct lc_risk_table *t, struct lc_error *err)
{
    t->at_risk = lc_alloc(t->times, sizeof *t->at_risk);
    t->any = lc_alloc(t->times, sizeof *t->any);
    t->censored = lc_alloc(t->times, sizeof *t->censored);
    t->event = lc_alloc((size_t)t->causes * t->times, sizeof *t->event);
    return t->at_risk && t->any && t->censored && t->event ? LC_OK : LC_FAIL_NOMEM(err);
}

/* Exits are summed into at_risk first: the running sum comes later. */
static inline void count_row(struct lc_risk_table *t, const struct lc_lives *lives,
                             size_t row, size_t j)
{
    double w = lives->weight ? lives->weight[row] : 1;
    size_t cause = (size_t)lives->cause[row];
    double *kind = cause ? t->event + (cause - 1) * t->times : t->censored;
    t->exit[row] = (uint32_t)j;
    t->at_risk[j] += w;
    t->any[j] += cause ? w : 0; /* (1) */
    kind[j] += w;
}

static int count_days(struct lc_risk_table *t, const struct lc_lives *lives,
                      size_t bins, struct lc_error *err)
{
    uint32_t *bin = lc_alloc(bins, sizeof *bin);
    t->time = bin ? lc_alloc(bins, sizeof *t->time) : NULL;
    int code = t->time ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        t->times = days_by_bin(lives, bins, bin, t->time);
        code = allocate_sums(t, err);
    }
    for (size_t i = 0; !code && i < t->n; i++)
        count_row(t, lives, i, bin[(size_t)lives->stop[i]]);
    free(bin);
    return code;
}

enum { AHEAD = 24 }; /* rows: far enough for what they need to come from memory */

/* The rows' own arrays are met in the order of time, so at random. */
static inline void call_in(const struct lc_risk_table *t, const struct lc_lives *lives,
                           size_t row)
{
    __builtin_prefetch(lives->cause + row);
    __builtin_prefetch(lives->stop + row);
    __builtin_prefetch(t->exit + row, 1);
}

/* Rows in the order of time, cut where a new time begins. */
struct counting {
    struct lc_risk_table *table;
    const struct lc_lives *lives;
    uint32_t *order; /* [n] */
    uint8_t *fresh;  /* [n] */
    size_t cuts, first[MOST_CUTS + 1], times[MOST_CUTS + 1];
};

static void count_times(void *context, size_t cut, size_t worker LC_UNUSED)
{
    struct counting *c = context;
    size_t times = 0;
    for (size_t k = c->first[cut]; k < c->first[cut + 1]; k++)
        times += c->fresh[k];
    c->times[cut + 1] = times;
}

static void count_cut(void *context, size_t cut, size_t worker LC_UNUSED)
{
    const struct counting *c = context;
    struct lc_risk_table *t = c->table;
    size_t next = c->times[cut];
    for (size_t k = c->first[cut]; k < c->first[cut + 1]; k++) {
        call_in(t, c->lives, c->order[k + AHEAD < t->n ? k + AHEAD : k]);
        if (c->fresh[k])
            t->time[next++] = c->lives->stop[c->order[k]] + 0.0; /* -0 is 0 */
        count_row(t, c->lives, c->order[k], next - 1);
    }
}

/* Each cut has times of its own, so that how many there are does not show. */
static int count_in_order(struct counting *c, struct lc_error *err)
{
    struct lc_risk_table *t = c->table;
    lc_team *team = c->lives->team;
    c->cuts = t->n < A_CUT ? 1 : MOST_CUTS;
    for (size_t cut = 0; cut <= c->cuts; cut++) {
        size_t at = lc_shard_first(t->n, cut, c->cuts);
        while (at < t->n && !c->fresh[at])
            at++;
        c->first[cut] = at;
    }
    lc_team_run(team, c->cuts, count_times, c);
    for (size_t cut = 0; cut < c->cuts; cut++)
        c->times[cut + 1] += c->times[cut];
    t->times = c->times[c->cuts];
    t->time = lc_alloc(t->times, sizeof *t->time);
    int code = t->time ? allocate_sums(t, err) : LC_FAIL_NOMEM(err);
    if (!code)
        lc_team_run(team, c->cuts, count_cut, c);
    return code;
}

static int count_sorted(struct lc_risk_table *t, const struct lc_lives *lives,
                        struct lc_error *err)
{
    struct counting c = { .table = t, .lives = lives };
    c.order = lc_alloc(t->n, sizeof *c.order);
    c.fresh = lc_alloc(t->n, sizeof *c.fresh);
    int code = c.order && c.fresh ? lc_order_runs(lives->team, t->n, lives->stop,
                                                  c.order, c.fresh, err)
                                  : LC_FAIL_NOMEM(err);
    if (!code)
        code = count_in_order(&c, err);
    free(c.order);
    free(c.fresh);
    return code;
}

/* Late entries are taken off the exits of the time before, then the running sum from
 * the end makes (2). */
static void sum_at_risk(struct lc_risk_table *t, const struct lc_lives *lives)
{
    for (size_t i = 0; lives->start && i < t->n; i++) {
        t->entry[i] = (uint32_t)lc_risk_table_until(t, lives->start[i]);
        if (t->entry[i])
            t->at_risk[t->entry[i] - 1] -= lives->weight ? lives->weight[i] : 1;
    }
    for (size_t j = t->times; j-- > 1;)
        t->at_risk[j - 1] += t->at_risk[j];
}

int lc_risk_table_new(struct lc_risk_table **table, const struct lc_lives *lives,
                      struct lc_error *err)
{
    *table = NULL;
    if (lives->n == 0)
        return LC_FAIL(err, LC_UNFIT, "there is no row to follow");
    int code = lc_lives_check(lives, NULL, err);
    struct lc_risk_table *t = code ? NULL : lc_alloc(1, sizeof *t);
    if (!t)
        return code ? code : LC_FAIL_NOMEM(err);
    t->n = lives->n;
    t->causes = lives->causes;
    t->exit = lc_alloc(t->n, sizeof *t->exit);
    t->entry = lives->start ? lc_alloc(t->n, sizeof *t->entry) : NULL;
    size_t bins;
    if (!t->exit || (lives->start && !t->entry))
        code = LC_FAIL_NOMEM(err);
    else
        code = whole_days(lives, &bins) ? count_days(t, lives, bins, err)
                                        : count_sorted(t, lives, err);
    if (code) {
        lc_risk_table_free(t);
        return code;
    }
    sum_at_risk(t, lives);
    *table = t;
    return LC_OK;
}

void lc_risk_table_free(struct lc_risk_table *table)
{
    if (!table)
        return;
    free(table->time);
    free(table->at_risk);
    free(table->event);
    free(table->any);
    free(table->censored);
    free(table->exit);
    free(table->entry);
    free(table);
}
