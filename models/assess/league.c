/* Measuring contenders on the same draws of children (league.h). */
#include "models/assess/league.h"

#include <math.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/assess/ipcw.h"
#include "models/rank/concordance.h"
#include "parallel/order.h"

/* clang-format off */
const struct lc_league_metric lc_league_metrics[LC_LEAGUE_COUNT] = {
    /* name, heading, needs risks, at capacity, smaller is better, aim, of a yes or no, of times */
    [LC_LEAGUE_AUC]       = { "auc",                      "AUC",          false, false, false, NAN, true,  true  },
    [LC_LEAGUE_C]         = { "concordance",              "Harrell's C",  false, false, false, NAN, true,  true  },
    [LC_LEAGUE_BRIER]     = { "brier",                    "Brier",        true,  false, true,  NAN, true,  true  },
    [LC_LEAGUE_SCALED]    = { "scaled_brier",             "scaled Brier", true,  false, false, NAN, true,  true  },
    [LC_LEAGUE_LARGE]     = { "calibration_in_the_large", "cal. intercept", true, false, false, 0,  true,  false },
    [LC_LEAGUE_SLOPE]     = { "calibration_slope",        "cal. slope",   true,  false, false, 1,   true,  false },
    [LC_LEAGUE_RATIO]     = { "observed_over_expected",   "O/E",          true,  false, false, 1,   true,  true  },
    [LC_LEAGUE_PRECISION] = { "precision",                "precision",    false, true,  false, NAN, true,  false },
    [LC_LEAGUE_RECALL]    = { "recall",                   "recall",       false, true,  false, NAN, true,  false },
};
/* clang-format on */

bool lc_league_has(const struct lc_contest *contest, int metric)
{
    const struct lc_league_metric *m = &lc_league_metrics[metric];
    if (metric == LC_LEAGUE_C && !contest->time)
        return false;
    if (m->at_capacity && !(contest->capacity > 0))
        return false;
    return contest->outcome ? m->of_yes_no : m->of_times;
}

/* --- one draw --------------------------------------------------------------------- */

struct run {
    const struct lc_contest *contest;
    struct lc_league *league;
    lc_ready **ready; /* [contenders] of a yes or no; NULL where it cannot contend */
    uint32_t *by;     /* [n] rows in order of time, where there are times */
    uint16_t *times;  /* [threads * children] */
    struct lc_error *failed; /* [threads] */
    uint64_t seed;
};

/* The rows of a draw, in order of time, each as often as its child was drawn. */
struct drawn {
    size_t n;
    double *time, *risk;
    int32_t *cause;
    uint8_t *event;
};

static void drawn_free(struct drawn *d)
{
    free(d->time);
    free(d->risk);
    free(d->cause);
    free(d->event);
}

static size_t often(const struct lc_contest *c, const uint16_t *times, size_t row)
{
    return times ? times[c->child[row]] : 1;
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
    d->event = lc_alloc(n, 1);
    if (!d->time || !d->risk || !d->cause || !d->event)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < c->n; k++)
        for (size_t t = often(c, times, r->by[k]); t > 0; t--) {
            d->time[d->n] = c->time[r->by[k]];
            d->cause[d->n] = c->cause[r->by[k]];
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
    return &l->value[(contender * LC_LEAGUE_COUNT + (size_t)metric)
                         * (1 + l->replicates)
                     + b];
}

static int measure_ranks(const struct run *r, const struct drawn *d, size_t who,
                         size_t b, struct lc_error *err)
{
    struct lc_concordance c;
    struct lc_followup rows = {
        .n = d->n, .stop = d->time, .event = d->event, .risk = d->risk, .strata = 1
    };
    int code = lc_concordance(&c, &rows, LC_TIME_N, INFINITY, NULL, err);
    if (!code)
        *place(r->league, who, LC_LEAGUE_C, b) = c.c;
    return code;
}

/* A draw in which nobody's state is known at the horizon says nothing. */
static int measure_horizon(const struct run *r, const struct drawn *d, size_t who,
                           size_t b, struct lc_error *err)
{
    double t = r->contest->horizon, sum = 0;
    struct lc_horizon rows = { .n = d->n, .time = d->time, .cause = d->cause, .t = t };
    struct lc_horizon_score s;
    struct lc_error own = { .code = LC_OK };
    int code = lc_score_horizon(&s, &rows, d->risk, &own);
    if (code == LC_UNFIT && b)
        return LC_OK;
    if (code)
        return LC_FAIL(err, code, "%s", own.text);
    for (size_t i = 0; i < d->n; i++)
        sum += d->risk[i];
    *place(r->league, who, LC_LEAGUE_AUC, b) = s.auc;
    *place(r->league, who, LC_LEAGUE_BRIER, b) = s.brier;
    *place(r->league, who, LC_LEAGUE_SCALED, b) = s.scaled;
    *place(r->league, who, LC_LEAGUE_RATIO, b) =
        lc_contest_incidence(d->n, d->time, d->cause, t) * (double)d->n / sum;
    return LC_OK;
}

/* Which metric of metric.h a row of the league is. */
static const int of_sums[LC_LEAGUE_COUNT] = {
    [LC_LEAGUE_AUC] = LC_METRIC_AUC,       [LC_LEAGUE_C] = -1,
    [LC_LEAGUE_BRIER] = LC_METRIC_BRIER,   [LC_LEAGUE_SCALED] = LC_METRIC_SCALED,
    [LC_LEAGUE_LARGE] = LC_METRIC_LARGE,   [LC_LEAGUE_SLOPE] = LC_METRIC_SLOPE,
    [LC_LEAGUE_RATIO] = LC_METRIC_RATIO,   [LC_LEAGUE_PRECISION] = LC_METRIC_PRECISION,
    [LC_LEAGUE_RECALL] = LC_METRIC_RECALL,
};

static void measure_yes_no(const struct run *r, size_t who, const uint16_t *times,
                           size_t b)
{
    struct lc_held_sums sums;
    lc_ready_sum(r->ready[who], times, &sums);
    for (int m = 0; m < LC_LEAGUE_COUNT; m++)
        if (of_sums[m] >= 0 && lc_league_has(r->contest, m))
            *place(r->league, who, m, b) = lc_metrics[of_sums[m]].of(&sums);
}

static int measure_one(const struct run *r, struct drawn *d, size_t who,
                       const uint16_t *times, size_t b, struct lc_error *err)
{
    const struct lc_contest *c = r->contest;
    const struct lc_contender *contender = &c->contender[who];
    int code = LC_OK;
    if (!contender->risk)
        return LC_OK;
    if (c->time) {
        draw_risks(d, r, times, contender->risk);
        code = measure_ranks(r, d, who, b, err);
    }
    if (c->outcome)
        measure_yes_no(r, who, times, b);
    else if (!code)
        code = measure_horizon(r, d, who, b, err);
    for (int m = 0; m < LC_LEAGUE_COUNT; m++)
        if (contender->ranks_only && lc_league_metrics[m].needs_risks)
            *place(r->league, who, m, b) = NAN;
    return code;
}

static int measure_all(const struct run *r, const uint16_t *times, size_t b,
                       struct lc_error *err)
{
    struct drawn d = { .n = 0 };
    int code = r->contest->time ? draw_rows(&d, r, times, err) : LC_OK;
    for (size_t who = 0; !code && who < r->contest->contenders; who++)
        code = measure_one(r, &d, who, times, b, err);
    drawn_free(&d);
    return code;
}

static void work(void *context, size_t shard, size_t worker)
{
    const struct run *r = context;
    size_t m = r->contest->children, replicates = r->league->replicates;
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
                                 .child = c->child,
                                 .children = c->children,
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
    size_t cells = c->contenders * LC_LEAGUE_COUNT * (1 + l->replicates);
    l->value = lc_alloc(cells, sizeof *l->value);
    r->ready = lc_alloc(c->contenders, sizeof *r->ready);
    r->by = lc_alloc(c->n, sizeof *r->by);
    r->times = lc_alloc(threads * c->children, sizeof *r->times);
    r->failed = lc_alloc(threads, sizeof *r->failed);
    if (!l->value || !r->ready || !r->by || !r->times || !r->failed)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < cells; k++)
        l->value[k] = NAN;
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

/* Children with an event, or children without, whichever are fewer. */
static size_t fewer(const struct lc_contest *c)
{
    size_t with = 0;
    bool has = false;
    for (size_t i = 0; i < c->n; i++) {
        has = has || is_event(c, i);
        if (i + 1 < c->n && c->child[i + 1] == c->child[i])
            continue;
        with += has;
        has = false;
    }
    return with < c->children - with ? with : c->children - with;
}

int lc_league_run(struct lc_league *league, const struct lc_contest *contest,
                  size_t replicates, uint64_t seed, lc_team *team, struct lc_error *err)
{
    size_t threads = (size_t)lc_team_threads(team);
    struct run r = { .contest = contest, .league = league, .seed = seed };
    *league = (struct lc_league){ .contenders = contest->contenders,
                                  .replicates = contest->children ? replicates : 0,
                                  .tail = lc_percentile_tail(fewer(contest)) };
    int code = contest->n ? open_run(&r, threads, err)
                          : LC_FAIL(err, LC_UNFIT, "there is no row to compare on");
    if (!code)
        code = measure_all(&r, NULL, 0, err);
    if (!code)
        lc_team_run(team, LC_SHARDS, work, &r);
    for (size_t k = 0; !code && k < threads; k++)
        if (r.failed[k].code)
            code = LC_FAIL(err, r.failed[k].code, "%s", r.failed[k].text);
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

struct lc_estimate lc_league_value(const struct lc_league *league, size_t contender,
                                   int metric, double *scratch)
{
    const double *v = place(league, contender, metric, 0);
    struct lc_estimate e = { .value = v[0], .low = NAN, .high = NAN };
    for (size_t b = 0; b < league->replicates; b++)
        scratch[b] = v[1 + b];
    if (isfinite(e.value) && league->replicates)
        lc_percentiles(league->replicates, scratch, league->tail,
                       scratch + league->replicates, &e.low, &e.high);
    return e;
}

struct lc_estimate lc_league_difference(const struct lc_league *league,
                                        size_t contender, size_t other, int metric,
                                        double *scratch)
{
    const double *a = place(league, contender, metric, 0);
    const double *b = place(league, other, metric, 0);
    struct lc_estimate e = { .value = a[0] - b[0], .low = NAN, .high = NAN };
    for (size_t k = 0; k < league->replicates; k++)
        scratch[k] = a[1 + k] - b[1 + k];
    if (isfinite(e.value) && league->replicates)
        lc_percentiles(league->replicates, scratch, league->tail,
                       scratch + league->replicates, &e.low, &e.high);
    return e;
}
