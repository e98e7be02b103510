/* Times the metrics of models/assess and Harrell's C (targets.md, Metrics).
 *
 *   concordance_days    C with its error, whole days, 40% events
 *   concordance_times   the same, continuous times
 *   auc_delong          AUC with DeLong's variance, 1% positive
 *   horizons_3          Brier score and AUC with errors at 3 horizons
 *   bootstrap           all metrics of a quarter million held-out rows, a replicate
 *
 * Columns as in bench.h; the share of a limit is that of sorting the same doubles. */
#include "bench/bench.h"

#include "models/assess/auc.h"
#include "models/assess/bootstrap.h"
#include "models/assess/ipcw.h"
#include "models/family/concordance.h"
#include "numeric/order.h"

enum { ROWS = 1000000, HELD_OUT = 250000, LANDMARKS = 24, REPLICATES = 100 };

struct data {
    size_t n;
    double *risk, *time;
    uint8_t *event;
    int32_t *cause, *child, *list;
    double *copy, *scratch;
    lc_ready *ready;
    lc_team *team;
};

static void must(int code)
{
    if (code)
        exit(1);
}

static struct data make(size_t n, bool days)
{
    struct data d = { .n = n };
    uint64_t state = 17;
    d.risk = malloc(n * sizeof *d.risk);
    d.time = malloc(n * sizeof *d.time);
    d.copy = malloc(n * sizeof *d.copy);
    d.scratch = malloc(n * sizeof *d.scratch);
    d.event = malloc(n);
    d.cause = malloc(n * sizeof *d.cause);
    d.child = malloc(n * sizeof *d.child);
    d.list = malloc(n * sizeof *d.list);
    for (size_t i = 0; i < n; i++) {
        double u = bench_unit(&state);
        d.risk[i] = u * u;
        d.time[i] = -2000 * log(bench_unit(&state)) / (0.5 + d.risk[i]);
        d.time[i] = days ? ceil(fmin(d.time[i], 3650)) : d.time[i];
        d.event[i] = bench_unit(&state) < 0.4;
        d.cause[i] = d.event[i];
        d.child[i] = (int32_t)(i / LANDMARKS);
        d.list[i] = (int32_t)(i % LANDMARKS);
    }
    return d;
}

static void drop(struct data *d)
{
    free(d->risk);
    free(d->time);
    free(d->copy);
    free(d->scratch);
    free(d->event);
    free(d->cause);
    free(d->child);
    free(d->list);
}

static void sort_once(void *context)
{
    struct data *d = context;
    memcpy(d->copy, d->risk, d->n * sizeof *d->copy);
    lc_sort(d->n, d->copy, d->scratch);
}

static void concordance_once(void *context)
{
    struct data *d = context;
    struct lc_concordance out;
    struct lc_followup rows = {
        .n = d->n, .stop = d->time, .event = d->event, .risk = d->risk
    };
    must(lc_concordance(&out, &rows, LC_TIME_N, INFINITY, NULL, NULL));
}

static void auc_once(void *context)
{
    struct data *d = context;
    struct lc_auc out;
    must(lc_auc(&out, d->n, d->risk, d->event, NULL, NULL));
}

static void horizons_once(void *context)
{
    struct data *d = context;
    struct lc_horizon_score out;
    for (int k = 1; k <= 3; k++) {
        struct lc_horizon h = {
            .n = d->n, .time = d->time, .cause = d->cause, .t = 500 * k
        };
        must(lc_score_horizon(&out, &h, d->risk, NULL));
    }
}

static void bootstrap_once(void *context)
{
    struct data *d = context;
    struct lc_bootstrap boot;
    must(lc_bootstrap_run(&boot, d->ready, REPLICATES, 1, d->team, NULL));
    lc_bootstrap_free(&boot);
}

static void row(const char *name, void (*once)(void *), struct data *d, int threads,
                double work, const char *unit)
{
    double least, median = bench_time(once, d, BENCH_RUNS, &least);
    bench_row(name, d->n, 1, threads, median, least, work, unit);
}

static void held_out(int threads)
{
    struct data d = make(HELD_OUT, true);
    for (size_t i = 0; i < d.n; i++)
        d.event[i] = d.risk[i] > 0.9 && i % 8 == 0;
    struct lc_held_out h = { .n = d.n,
                             .risk = d.risk,
                             .outcome = d.event,
                             .child = d.child,
                             .children = d.n / LANDMARKS + 1,
                             .list = d.list,
                             .lists = LANDMARKS,
                             .cuts = 1,
                             .cut = { 30 } };
    must(lc_ready_new(&d.ready, &h, NULL));
    must(lc_team_new(&d.team, threads, NULL));
    row("bootstrap", bootstrap_once, &d, lc_team_threads(d.team), REPLICATES,
        "replicates");
    lc_team_free(d.team);
    lc_ready_free(d.ready);
    drop(&d);
}

int main(void)
{
    lc_begin();
    struct data days = make(ROWS, true), times = make(ROWS, false);
    struct data fewer = make(ROWS / 10, true);
    row("sort", sort_once, &days, 1, ROWS, "doubles");
    row("concordance_days", concordance_once, &days, 1, ROWS, "rows");
    row("concordance_times", concordance_once, &times, 1, ROWS, "rows");
    row("horizons_3", horizons_once, &fewer, 1, 3.0 * ROWS / 10, "rows");
    row("horizons_3", horizons_once, &days, 1, 3.0 * ROWS, "rows");
    for (size_t i = 0; i < ROWS; i++)
        days.event[i] = i % 100 == 0;
    row("auc_delong", auc_once, &days, 1, ROWS, "rows");
    held_out(1);
    held_out(0);
    drop(&days);
    drop(&times);
    drop(&fewer);
    return 0;
}
