/* The metrics of models/assess and Harrell's C. Risks are those of the peers' scripts:
 * X times an even row of numbers from -0.3 to 0.3. The limit is sorting the same risks
 * once (a radix sort, numeric/order.h), which each of them needs.
 *
 *   concordance_days    C with its error, whole days; _times: continuous
 *   uno_days            the same weighted by 1 / G^2
 *   auc                 AUC with DeLong's variance
 *   horizons            Brier score and AUC, with errors, at 3 horizons; _1e6 as well
 *   bootstrap           100 replicates of all metrics of a quarter million rows */
#include "bench/data.h"
#include "models/assess/auc.h"
#include "models/assess/bootstrap.h"
#include "models/assess/ipcw.h"
#include "models/rank/concordance.h"
#include "parallel/order.h"

enum { HELD_OUT = 250000, LANDMARKS = 24, REPLICATES = 100 };

struct work {
    size_t n;
    double *risk, *copy, *scratch;
    const double *time;
    uint8_t *event;
    const int32_t *cause;
    int time_weight;
    double horizon[3], first, second;
    lc_ready *ready;
    lc_team *team;
};

static double *risks(const struct bench_data *d)
{
    double *lp = bench_memory(d->n, sizeof *lp);
    for (size_t k = 0; k < d->p; k++)
        for (size_t i = 0; i < d->n; i++)
            lp[i] += (0.6 * (double)k / (double)(d->p - 1) - 0.3) * d->x[k * d->n + i];
    return lp;
}

static void sort_once(void *context)
{
    struct work *w = context;
    memcpy(w->copy, w->risk, w->n * sizeof *w->copy);
    lc_sort(w->n, w->copy, w->scratch);
}

static void concordance_once(void *context)
{
    struct work *w = context;
    struct lc_concordance out;
    struct lc_error err = { 0 };
    struct lc_followup rows = {
        .n = w->n, .stop = w->time, .event = w->event, .risk = w->risk, .team = w->team
    };
    bench_must(lc_concordance(&out, &rows, w->time_weight, INFINITY, NULL, &err), &err);
    w->first = out.c;
    w->second = sqrt(out.variance);
}

static void auc_once(void *context)
{
    struct work *w = context;
    struct lc_auc out;
    struct lc_error err = { 0 };
    bench_must(lc_auc(&out, w->n, w->risk, w->event, NULL, w->team, &err), &err);
    w->first = out.auc;
    w->second = out.variance;
}

static void horizons_once(void *context)
{
    struct work *w = context;
    struct lc_horizon_score out;
    struct lc_error err = { 0 };
    for (int k = 0; k < 3; k++) {
        struct lc_horizon h = { .n = w->n,
                                .time = w->time,
                                .cause = w->cause,
                                .t = w->horizon[k],
                                .team = w->team };
        bench_must(lc_score_horizon(&out, &h, w->risk, &err), &err);
        w->first = k == 1 ? out.brier : w->first;
        w->second = k == 1 ? out.auc : w->second;
    }
}

static void bootstrap_once(void *context)
{
    struct work *w = context;
    struct lc_bootstrap boot;
    struct lc_error err = { 0 };
    bench_must(lc_bootstrap_run(&boot, w->ready, REPLICATES, 1, w->team, &err), &err);
    lc_bootstrap_free(&boot);
}

static void row(const char *name, void (*once)(void *), struct work *w, int threads)
{
    w->copy = bench_memory(w->n, sizeof *w->copy);
    w->scratch = bench_memory(w->n, sizeof *w->scratch);
    double limit = bench_time(sort_once, w).median;
    struct bench_timing t = bench_time(once, w);
    free(w->copy);
    free(w->scratch);
    bench_row(&(struct bench_case){ name, w->n, 1, threads, 1e-6 * (double)w->n,
                                    "Mrows", limit, w->first, w->second },
              t);
}

static uint8_t *bytes_of(const struct bench_data *d)
{
    uint8_t *event = bench_memory(d->n, 1);
    for (size_t i = 0; i < d->n; i++)
        event[i] = d->status ? d->status[i] == 1 : d->y[i] > 0;
    return event;
}

static void survival(const struct bench *b)
{
    struct bench_data d = bench_data("cox_1e6_50");
    struct work w = { .n = d.n,
                      .risk = risks(&d),
                      .time = d.days,
                      .event = bytes_of(&d),
                      .cause = d.status,
                      .team = b->team };
    if (bench_wants(b, "concordance_days"))
        row("concordance_days", concordance_once, &w, b->threads);
    w.time_weight = LC_TIME_NG2;
    if (bench_wants(b, "uno_days"))
        row("uno_days", concordance_once, &w, b->threads);
    w.time = d.time;
    w.time_weight = LC_TIME_N;
    if (bench_wants(b, "concordance_times"))
        row("concordance_times", concordance_once, &w, b->threads);
    for (size_t i = 0; i < d.n; i++)
        w.risk[i] = 1 / (1 + exp(-w.risk[i]));
    for (int k = 0; k < 3; k++)
        w.horizon[k] = 150 * (k + 1);
    if (bench_wants(b, "horizons_1e6"))
        row("horizons_1e6", horizons_once, &w, b->threads);
    w.n /= 10;
    if (bench_wants(b, "horizons"))
        row("horizons", horizons_once, &w, b->threads);
    free(w.risk);
    free(w.event);
    bench_data_free(&d);
}

static void binary(const struct bench *b)
{
    struct bench_data d = bench_data("logit_1e6_50");
    struct work w = {
        .n = d.n, .risk = risks(&d), .event = bytes_of(&d), .team = b->team
    };
    for (size_t i = 0; i < d.n; i++)
        w.risk[i] = 1 / (1 + exp(-w.risk[i]));
    if (bench_wants(b, "auc"))
        row("auc", auc_once, &w, b->threads);
    free(w.risk);
    free(w.event);
    bench_data_free(&d);
}

static void held_out(const struct bench *b)
{
    struct work w = { .n = HELD_OUT, .team = b->team };
    struct lc_error err = { 0 };
    uint64_t state = 17;
    int32_t *child = bench_memory(HELD_OUT, sizeof *child);
    int32_t *list = bench_memory(HELD_OUT, sizeof *list);
    w.risk = bench_memory(HELD_OUT, sizeof *w.risk);
    w.event = bench_memory(HELD_OUT, 1);
    for (size_t i = 0; i < HELD_OUT; i++) {
        double u = bench_unit(&state);
        w.risk[i] = u * u;
        w.event[i] = w.risk[i] > 0.9 && i % 8 == 0;
        child[i] = (int32_t)(i / LANDMARKS);
        list[i] = (int32_t)(i % LANDMARKS);
    }
    struct lc_held_out h = { .n = HELD_OUT,
                             .risk = w.risk,
                             .outcome = w.event,
                             .child = child,
                             .children = HELD_OUT / LANDMARKS + 1,
                             .list = list,
                             .lists = LANDMARKS,
                             .cuts = 1,
                             .cut = { 30 } };
    bench_must(lc_ready_new(&w.ready, &h, &err), &err);
    row("bootstrap", bootstrap_once, &w, b->threads);
    lc_ready_free(w.ready);
    free(w.risk);
    free(w.event);
    free(child);
    free(list);
}

int main(int argc, char **argv)
{
    struct bench b = bench_begin(argc, argv);
    survival(&b);
    if (bench_wants(&b, "auc"))
        binary(&b);
    if (bench_wants(&b, "bootstrap"))
        held_out(&b);
    bench_end(&b);
    return 0;
}
