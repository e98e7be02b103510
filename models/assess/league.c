/* Measuring contenders on the same draws of children (league.h). */
#include "models/assess/league.h"

#include <math.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/assess/bootstrap_inside.h"
#include "models/assess/held_out_inside.h"
#include "models/assess/metric_inside.h"
#include "parallel/order.h"

/* Of the metric: of times here, not of a yes or no. */
static bool by_times(const struct lc_contest *c, const struct lc_metric *m)
{
    return !(c->outcome && m->of_sums);
}

bool lc_league_has(const struct lc_contest *contest, int metric)
{
    const struct lc_metric *m = lc_metrics[metric];
    unsigned costly = LC_TIMED_INDEX | LC_TIMED_SPAN;
    if (!*m->heading || (lc_metric_of_list(m) && !(contest->capacity > 0)))
        return false;
    return !by_times(contest, m)
           || (contest->time && m->of_times && !(m->needs & costly));
}

/* --- one draw --------------------------------------------------------------------- */

struct run {
    const struct lc_contest *contest;
    struct lc_league *league;
    lc_ready **ready; /* [contenders] of a yes or no; NULL where it cannot contend */
    uint32_t *by;     /* [n] rows in order of time, where there are times */
    uint16_t *times;  /* [threads * units] */
    struct lc_error *failed; /* [threads] */
    unsigned parts;          /* of times, that some metric takes (timed.h) */
    uint64_t seed;
};

/* Whom a draw takes whole. */
static const int32_t *unit_of(const struct lc_contest *c)
{
    return c->unit ? c->unit : c->child;
}

static size_t units(const struct lc_contest *c)
{
    return c->unit ? c->units : c->children;
}

/* The rows of a draw, in order of time, each as often as its unit was drawn. */
struct drawn {
    size_t n;
    double *time, *risk;
    int32_t *cause, *stratum;
    uint8_t *event;
};

static void drawn_free(struct drawn *d)
{
    free(d->time);
    free(d->risk);
    free(d->cause);
    free(d->stratum);
    free(d->event);
}

static size_t often(const struct lc_contest *c, const uint16_t *times, size_t row)
{
    return times ? times[unit_of(c)[row]] : 1;
}

static int draw_rows(struct drawn *d, const struct run *r, const uint16_t *times,
                     struct lc_error *err)
{
    const struct lc_contest *c = r->contest;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += often(c, times, i);
    *d = (struct drawn){ .n = 0 };
    d->time = lc_alloc(n, sizeof *d->time);
    d->risk = lc_alloc(n, sizeof *d->risk);
    d->cause = lc_alloc(n, sizeof *d->cause);
    d->stratum = lc_alloc(n, sizeof *d->stratum);
    d->event = lc_alloc(n, 1);
    if (!d->time || !d->risk || !d->cause || !d->stratum || !d->event)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < c->n; k++)
        for (size_t t = often(c, times, r->by[k]); t > 0; t--) {
            d->time[d->n] = c->time[r->by[k]];
            d->cause[d->n] = c->cause[r->by[k]];
            d->stratum[d->n] = c->origin ? c->origin[r->by[k]] : 0;
            d->event[d->n++] = c->cause[r->by[k]] == 1;
        }
    return LC_OK;
}

static void draw_risks(struct drawn *d, const struct run *r, const uint16_t *times,
                       const double *risk)
{
    size_t at = 0;
    for (size_t k = 0; k < r->contest->n; k++)
        for (size_t t = often(r->contest, times, r->by[k]); t > 0; t--)
            d->risk[at++] = risk[r->by[k]];
}

/* The place of a contender's measure in replicate b - 1; b = 0 is all rows. */
static double *place(const struct lc_league *l, size_t contender, int metric, size_t b)
{
    return &l->value[(contender * LC_METRIC_COUNT + (size_t)metric)
                         * (1 + l->replicates)
                     + b];
}

/* A draw in which nobody's state is known at the horizon says nothing of it. */
static int measure_times(const struct run *r, const struct drawn *d, size_t who,
                         size_t b, struct lc_error *err)
{
    bool roll = r->contest->origins > 1;
    struct lc_timed rows = { .rows = { .n = d->n,
                                       .stop = d->time,
                                       .event = d->event,
                                       .risk = d->risk,
                                       .stratum = roll ? d->stratum : NULL,
                                       .strata = roll ? r->contest->origins : 1 },
                             .cause = d->cause,
                             .until = INFINITY,
                             .risk = d->risk,
                             .horizon = r->contest->horizon,
                             .ascending = true };
    struct lc_time_sums sums;
    struct lc_error own = { .code = LC_OK };
    int code = lc_time_sums_fill(&sums, &rows, r->parts, &own);
    if (code && !(code == LC_UNFIT && b))
        return lc_error_pass(err, code, &own);
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(r->contest, m) && by_times(r->contest, lc_metrics[m]))
            *place(r->league, who, m, b) = lc_metrics[m]->of_times(&sums).value;
    return LC_OK;
}

static void measure_yes_no(const struct run *r, size_t who, const uint16_t *times,
                           size_t b)
{
    struct lc_held_sums sums;
    lc_ready_sum(r->ready[who], times, &sums);
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(r->contest, m) && !by_times(r->contest, lc_metrics[m]))
            *place(r->league, who, m, b) = lc_metrics[m]->of_sums(&sums);
}

static int measure_one(const struct run *r, struct drawn *d, size_t who,
                       const uint16_t *times, size_t b, struct lc_error *err)
{
    const struct lc_contest *c = r->contest;
    const struct lc_contender *contender = &c->contender[who];
    int code = LC_OK;
    if (!contender->risk)
        return LC_OK;
    if (r->parts) {
        draw_risks(d, r, times, contender->risk);
        code = measure_times(r, d, who, b, err);
    }
    if (c->outcome)
        measure_yes_no(r, who, times, b);
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (contender->ranks_only && lc_metrics[m]->needs & LC_NEEDS_RISKS)
            *place(r->league, who, m, b) = NAN;
    return code;
}

static int measure_all(const struct run *r, const uint16_t *times, size_t b,
                       struct lc_error *err)
{
    struct drawn d = { .n = 0 };
    int code = r->parts ? draw_rows(&d, r, times, err) : LC_OK;
    for (size_t who = 0; !code && who < r->contest->contenders; who++)
        code = measure_one(r, &d, who, times, b, err);
    drawn_free(&d);
    return code;
}

static void work(void *context, size_t shard, size_t worker)
{
    const struct run *r = context;
    size_t m = units(r->contest), replicates = r->league->replicates;
    uint16_t *times = r->times + worker * m;
    struct lc_error *err = &r->failed[worker];
    size_t last = lc_shard_first(replicates, shard + 1, LC_SHARDS);
    for (size_t b = lc_shard_first(replicates, shard, LC_SHARDS); b < last; b++) {
        lc_bootstrap_draw(r->seed, b, m, times);
        if (err->code || lc_interrupt_check(err) || measure_all(r, times, b + 1, err))
            return;
    }
}

/* --- all draws -------------------------------------------------------------------- */

static int make_ready(struct run *r, struct lc_error *err)
{
    const struct lc_contest *c = r->contest;
    int code = LC_OK;
    for (size_t k = 0; !code && c->outcome && k < c->contenders; k++) {
        struct lc_held_out h = { .n = c->n,
                                 .risk = c->contender[k].risk,
                                 .outcome = c->outcome,
                                 .child = unit_of(c),
                                 .children = units(c),
                                 .list = c->list,
                                 .lists = c->lists,
                                 .model = c->model,
                                 .cuts = c->capacity > 0,
                                 .cut = { c->capacity } };
        if (h.risk)
            code = lc_ready_new(&r->ready[k], &h, err);
    }
    return code;
}

static int open_run(struct run *r, size_t threads, struct lc_error *err)
{
    const struct lc_contest *c = r->contest;
    struct lc_league *l = r->league;
    size_t cells = c->contenders * LC_METRIC_COUNT * (1 + l->replicates);
    l->value = lc_alloc(cells, sizeof *l->value);
    r->ready = lc_alloc(c->contenders, sizeof *r->ready);
    r->by = lc_alloc(c->n, sizeof *r->by);
    r->times = lc_alloc(threads * units(c), sizeof *r->times);
    r->failed = lc_alloc(threads, sizeof *r->failed);
    if (!l->value || !r->ready || !r->by || !r->times || !r->failed)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < cells; k++)
        l->value[k] = NAN;
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(c, m) && by_times(c, lc_metrics[m]))
            r->parts |= lc_metric_parts(lc_metrics[m]);
    int code = c->time ? lc_order(c->n, c->time, r->by, err) : LC_OK;
    return code ? code : make_ready(r, err);
}

static void close_run(struct run *r)
{
    for (size_t k = 0; r->ready && k < r->contest->contenders; k++)
        lc_ready_free(r->ready[k]);
    free(r->ready);
    free(r->by);
    free(r->times);
    free(r->failed);
}

static bool is_event(const struct lc_contest *c, size_t row)
{
    return c->outcome ? c->outcome[row] : c->cause[row] == 1;
}

/* Of those whose rows stand together in `of`: how many have an event. */
static size_t with_event(const struct lc_contest *c, const int32_t *of)
{
    size_t with = 0;
    bool has = false;
    for (size_t i = 0; i < c->n; i++) {
        has = has || is_event(c, i);
        if (i + 1 < c->n && of[i + 1] == of[i])
            continue;
        with += has;
        has = false;
    }
    return with;
}

static int count_sizes(struct lc_league *l, const struct lc_contest *c,
                       struct lc_error *err)
{
    struct lc_held_sums *s = &l->sizes;
    size_t *rows = lc_alloc(c->lists, sizeof *rows); /* of each list */
    if (!rows)
        return LC_FAIL_NOMEM(err);
    l->entrants = with_event(c, c->child);
    s->n = (double)c->n;
    s->lists = (double)c->lists;
    for (size_t i = 0; i < c->n; i++) {
        s->events += is_event(c, i);
        rows[c->list ? c->list[i] : 0]++;
    }
    for (size_t k = 0; k < c->lists; k++)
        s->cut[0].listed += fmin((double)rows[k], c->capacity);
    free(rows);
    return LC_OK;
}

static size_t fewer(size_t with, size_t of)
{
    return with < of - with ? with : of - with;
}

int lc_league_run(struct lc_league *league, const struct lc_contest *contest,
                  size_t replicates, uint64_t seed, lc_team *team, struct lc_error *err)
{
    size_t threads = (size_t)lc_team_threads(team);
    struct run r = { .contest = contest, .league = league, .seed = seed };
    *league = (struct lc_league){ .contenders = contest->contenders,
                                  .replicates = contest->children ? replicates : 0 };
    int code = contest->n ? count_sizes(league, contest, err)
                          : LC_FAIL(err, LC_UNFIT, "there is no row to compare on");
    /* the intervals are percentiles at bootstrap.h (1) */
    league->tail = lc_percentile_tail(
        fewer(with_event(contest, unit_of(contest)), units(contest)));
    if (!code)
        code = open_run(&r, threads, err);
    if (!code)
        code = measure_all(&r, NULL, 0, err);
    if (!code)
        lc_team_run(team, LC_SHARDS, work, &r);
    for (size_t k = 0; !code && k < threads; k++)
        code = lc_error_pass(err, r.failed[k].code, &r.failed[k]);
    close_run(&r);
    if (code)
        lc_league_free(league);
    return code;
}

void lc_league_free(struct lc_league *league)
{
    free(league->value);
    *league = (struct lc_league){ .contenders = 0 };
}

/* --- estimates -------------------------------------------------------------------- */

/* scratch: its replicates, and as much room behind them. */
static struct lc_estimate estimate(const struct lc_league *l, double value,
                                   double *scratch)
{
    struct lc_estimate e = { .value = value, .low = NAN, .high = NAN };
    if (isfinite(value) && l->replicates)
        lc_percentiles(l->replicates, scratch, l->tail, scratch + l->replicates, &e.low,
                       &e.high);
    return e;
}

double lc_league_measure(const struct lc_league *league, size_t contender, int metric)
{
    return *place(league, contender, metric, 0);
}

struct lc_estimate lc_league_value(const struct lc_league *league, size_t contender,
                                   int metric, double *scratch)
{
    const double *v = place(league, contender, metric, 0);
    for (size_t b = 0; b < league->replicates; b++)
        scratch[b] = v[1 + b];
    return estimate(league, v[0], scratch);
}

struct lc_estimate lc_league_difference(const struct lc_league *league,
                                        size_t contender, size_t other, int metric,
                                        double *scratch)
{
    const double *a = place(league, contender, metric, 0);
    const double *b = place(league, other, metric, 0);
    for (size_t k = 0; k < league->replicates; k++)
        scratch[k] = a[1 + k] - b[1 + k];
    return estimate(league, a[0] - b[0], scratch);
}
