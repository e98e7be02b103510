/* Times the as-of columns beside the machine's own reading speed in the same run.
 *
 *   day      one landmark: 5 kinds of event, 25 columns (counts in 30, 90 and 365 days,
 *            days since the last, ever), EVENTS events of EVENTS / 50 children, both
 *            clocks read; share: of the time to read the same bytes once
 *   months   ten years of monthly landmarks by lc_design_of, 20 predictors
 *   score    one landmark by lc_design_of, as scoring asks for it
 *
 * EVENTS is the argument, default 10,000,000; targets.md asks 50,000,000.
 * Columns: name, events, columns, threads, median and least seconds of 7, bytes, share.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/memory.h"
#include "design/asof.h"
#include "design/kernel_asof.h"
#include "parallel/team.h"
#include "study/study.h"

enum { KINDS = 5, ROUNDS = 7, SHARDS = 64, DAY0 = 15000, SPAN = 3650 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Runs what ROUNDS times; the least in *least, the median returned. */
static double time_of(void (*what)(void *), void *context, double *least)
{
    double took[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
        double from = seconds();
        what(context);
        took[r] = seconds() - from;
    }
    qsort(took, ROUNDS, sizeof *took, compare);
    *least = took[0];
    return took[ROUNDS / 2];
}

static void *need(void *memory)
{
    if (!memory) {
        fprintf(stderr, "bench_asof: out of memory\n");
        exit(1);
    }
    return memory;
}

/* --- one landmark -------------------------------------------------------------------
 */

struct world {
    size_t events, children;
    struct lc_asof_day kind[KINDS];
    lc_team *team;
    uint64_t sums[SHARDS];
    struct lc_study *study;
    struct lc_store store;
    struct lc_cohort_ask ask;
    size_t rows;
};

static int by_day(const void *a, const void *b)
{
    return *(const int32_t *)a - *(const int32_t *)b;
}

static void fill_kind(struct lc_asof_day *job, size_t events, size_t children,
                      uint64_t k)
{
    uint64_t *offset = need(lc_alloc(children + 1, sizeof *offset));
    int32_t *start = need(lc_alloc(events, sizeof *start));
    int32_t *from = need(lc_alloc(events, sizeof *from));
    int32_t *to = need(lc_alloc(events, sizeof *to));
    for (size_t i = 0; i < events; i++)
        offset[lc_mix64(i * KINDS + k) % children + 1]++;
    for (size_t c = 0; c < children; c++)
        offset[c + 1] += offset[c];
    for (size_t i = 0; i < events; i++)
        start[i] = DAY0 + (int32_t)(lc_mix64(~(i * KINDS + k)) % (SPAN + 30));
    for (size_t c = 0; c < children; c++)
        qsort(start + offset[c], offset[c + 1] - offset[c], sizeof *start, by_day);
    for (size_t i = 0; i < events; i++) {
        from[i] = start[i] + 7;
        to[i] = i % 16 ? LC_OPEN : start[i] + 200;
    }
    *job = (struct lc_asof_day){ .offset = offset,
                                 .start = start,
                                 .known_from = from,
                                 .known_to = to,
                                 .t = DAY0 + SPAN,
                                 .windows = 3,
                                 .low = { DAY0 + SPAN - 30, DAY0 + SPAN - 90,
                                          DAY0 + SPAN - 365 } };
    for (int w = 0; w < 3; w++) {
        job->count[w] = need(lc_alloc(children, sizeof *job->count[w]));
        memset(job->count[w], 1, children * sizeof *job->count[w]); /* touched before */
    }
    job->last = need(lc_alloc(children, sizeof *job->last));
    job->ever = need(lc_alloc(children, sizeof *job->ever));
    memset(job->last, 1, children * sizeof *job->last);
    memset(job->ever, 1, children);
}

static void day_shard(void *context, size_t shard, size_t worker)
{
    struct world *w = context;
    (void)worker;
    for (int k = 0; k < KINDS; k++)
        lc_asof_day(w->kind + k, lc_shard_first(w->children, shard, SHARDS),
                    lc_shard_first(w->children, shard + 1, SHARDS));
}

static void run_day(void *context)
{
    struct world *w = context;
    lc_team_run(w->team, SHARDS, day_shard, w);
}

static uint64_t sum_of(const void *data, size_t bytes)
{
    const uint64_t *word = data;
    uint64_t a = 0, b = 0, c = 0, d = 0;
    for (size_t i = 0; i + 4 <= bytes / 8; i += 4) {
        a += word[i];
        b += word[i + 1];
        c += word[i + 2];
        d += word[i + 3];
    }
    return a + b + c + d;
}

/* The limit: the same arrays read once, nothing done. */
static void read_shard(void *context, size_t shard, size_t worker)
{
    struct world *w = context;
    uint64_t sum = 0;
    (void)worker;
    for (int k = 0; k < KINDS; k++) {
        const struct lc_asof_day *j = w->kind + k;
        size_t a = j->offset[lc_shard_first(w->children, shard, SHARDS)] & ~(size_t)1;
        size_t b = j->offset[lc_shard_first(w->children, shard + 1, SHARDS)];
        sum += sum_of(j->start + a, (b - a) * 4)
               + sum_of(j->known_from + a, (b - a) * 4)
               + sum_of(j->known_to + a, (b - a) * 4);
    }
    w->sums[shard] = sum;
}

static void run_read(void *context)
{
    struct world *w = context;
    lc_team_run(w->team, SHARDS, read_shard, w);
}

static void bench_day(struct world *w)
{
    double least, floor_least;
    for (int k = 0; k < KINDS; k++)
        fill_kind(w->kind + k, w->events / KINDS, w->children, (uint64_t)k);
    double limit = time_of(run_read, w, &floor_least);
    double took = time_of(run_day, w, &least);
    size_t bytes = w->events * 12 + w->children * 8 * KINDS;
    int threads = lc_team_threads(w->team);
    printf("asof-read\t%zu\t0\t%d\t%.4f\t%.4f\t%zu\t1\n", w->events, threads, limit,
           floor_least, bytes);
    printf("asof-day\t%zu\t25\t%d\t%.4f\t%.4f\t%zu\t%.2f\n", w->events, threads, took,
           least, bytes, limit / took);
    for (int k = 0; k < KINDS; k++) {
        const struct lc_asof_day *j = w->kind + k;
        free((void *)j->offset);
        free((void *)j->start);
        free((void *)j->known_from);
        free((void *)j->known_to);
        for (int c = 0; c < 3; c++)
            free(j->count[c]);
        free(j->last);
        free(j->ever);
    }
}

/* --- the whole engine ----------------------------------------------------------------
 */

static const char study_text[] =
    "format: 1\n"
    "study: { name: bench, title: Bench }\n"
    "cohort: { age_from: 10, age_to: 17, known_to: [a, b, c, d, e] }\n"
    "landmarks: { every: 1 month, from: 2012-01-01, to: 2021-12-31 }\n"
    "outcome: { history: care, first_entry: true, age_floor: 10, uasc: true,\n"
    "           remand: true, horizon: 12 months }\n"
    "predictors:\n";

static void make_study(struct world *w)
{
    static const char *const kinds[] = {
        "kind: count, window: 90 days",
        "kind: count, window: 12 months",
        "kind: days_since_last, window: 12 months",
        "kind: open_now",
    };
    char text[4000];
    struct lc_error err = { 0 };
    int used = snprintf(text, sizeof text, "%s", study_text);
    for (int k = 0; k < KINDS; k++)
        for (int i = 0; i < 4; i++)
            used += snprintf(text + used, sizeof text - (size_t)used,
                             "  - { name: %c%d, history: %c, label: x, %s }\n", 'a' + k,
                             i, 'a' + k, kinds[i]);
    if (lc_study_parse(&w->study, "bench", text, (size_t)used, &err)) {
        fprintf(stderr, "bench_asof: %s\n", err.text);
        exit(1);
    }
}

static void add_event(struct lc_history *h, uint32_t child, int32_t start, int32_t end)
{
    struct lc_event e = { .child = child,
                          .record = child,
                          .start = start,
                          .end = end,
                          .known_from = start + 1,
                          .known_to = LC_OPEN,
                          .level = LC_NO_LEVEL,
                          .file = UINT32_MAX };
    if (lc_history_append(h, &e, NULL))
        need(NULL);
}

static struct lc_history *add_history(struct world *w, const char *name)
{
    struct lc_history *h;
    struct lc_store *s = &w->store;
    if (lc_store_add_history(s, name, &h, NULL)
        || lc_grow((void **)&s->source, &s->source_room, s->sources + 1,
                   sizeof *s->source, NULL))
        need(NULL);
    s->source[s->sources++] = (struct lc_source){ .schema = need(lc_strdup("bench")),
                                                  .history = need(lc_strdup(name)),
                                                  .covers_from = DAY0 - 2000,
                                                  .covers_to = DAY0 + 5000 };
    return h;
}

static void make_store(struct world *w)
{
    static const char *const names[] = { "a", "b", "c", "d", "e" };
    struct lc_history *h = add_history(w, "care");
    for (size_t c = 0; c < w->children; c += 50)
        add_event(h, (uint32_t)c, DAY0 + (int32_t)(lc_mix64(c) % SPAN), LC_OPEN);
    h = add_history(w, "person");
    for (size_t c = 0; c < w->children; c++)
        add_event(h, (uint32_t)c, DAY0 - 4000 + (int32_t)(lc_mix64(c + 1) % 4000),
                  LC_OPEN);
    for (uint64_t k = 0; k < KINDS; k++) {
        h = add_history(w, names[k]);
        for (size_t i = 0; i < w->events / KINDS; i++) {
            uint64_t x = lc_mix64(i * KINDS + k);
            int32_t start = DAY0 + (int32_t)(x % 4000);
            add_event(h, (uint32_t)((x >> 32) % w->children), start,
                      start + (int32_t)(x >> 20) % 100);
        }
    }
    for (size_t i = 0; i < w->store.histories; i++)
        if (lc_history_sort(w->store.history + i, w->children, NULL))
            need(NULL);
}

static void run_design(void *context)
{
    struct world *w = context;
    struct lc_design design;
    struct lc_error err = { 0 };
    if (lc_design_of(&design, w->study, &w->store, &w->ask, NULL, w->team, &err)) {
        fprintf(stderr, "bench_asof: %s\n", err.text);
        exit(1);
    }
    w->rows = design.frame.n;
    lc_design_free(&design);
}

static void bench_design(struct world *w)
{
    double least;
    int threads = lc_team_threads(w->team);
    make_study(w);
    make_store(w);
    w->ask = (struct lc_cohort_ask){ LC_NO_DAY, false };
    double took = time_of(run_design, w, &least);
    printf("asof-months\t%zu\t20\t%d\t%.4f\t%.4f\t%zu\t\n", w->events, threads, took,
           least, w->rows * 20);
    w->ask = (struct lc_cohort_ask){ lc_day_of(2020, 1, 1), true };
    took = time_of(run_design, w, &least);
    printf("asof-score\t%zu\t20\t%d\t%.4f\t%.4f\t%zu\t\n", w->events, threads, took,
           least, w->rows * 20);
    lc_store_free(&w->store);
    lc_study_free(w->study);
}

int main(int argc, char **argv)
{
    struct lc_error err = { 0 };
    static struct world w;
    lc_begin();
    w.events = argc > 1 ? strtoull(argv[1], NULL, 10) : 10000000;
    if (lc_team_new(&w.team, argc > 2 ? atoi(argv[2]) : 0, &err))
        need(NULL);
    w.children = w.events / 50;
    bench_day(&w);
    w.events = w.events < 2000000 ? w.events : 2000000;
    w.children = 75000;
    bench_design(&w);
    lc_team_free(w.team);
    return 0;
}
