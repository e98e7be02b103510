/* The as-of columns beside the machine's own reading of the same bytes.
 *
 *   day      one landmark: 5 kinds of event, 25 columns (counts in 30, 90 and 365 days,
 *            days since the last, ever), 50,000,000 events of 1,000,000 children, both
 *            clocks read; limit: reading the same bytes once. PEERS_DATA/ev_5e7 if it
 *            is there (its events known when they happen, one day asked of all), and
 *            then first is the sum of all 25 columns; day_1e7: a fifth of it
 *   months   ten years of monthly landmarks by lc_design_of, 20 predictors, 2,000,000
 *            events of 75,000 children
 *   score    one landmark by lc_design_of, as scoring asks for it */
#include "base/day.h"
#include "base/hash.h"
#include "base/memory.h"
#include "bench/data.h"
#include "design/asof.h"
#include "kind/kernel_asof.h"
#include "study/study.h"

enum { KINDS = 5, SHARDS = 64, DAY0 = 15000, SPAN = 3650, ASKED = 3000 };

/* --- one landmark ----------------------------------------------------------------- */

static void *need(void *memory)
{
    bench_must(memory ? 0 : 1, &(struct lc_error){ .text = "out of memory" });
    return memory;
}

struct world {
    size_t events, children;
    struct lc_asof_day kind[KINDS];
    lc_team *team;
    double sum;
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

/* What is asked of a history; its columns are touched before any clock runs. */
static void ask(struct lc_asof_day *job, size_t children, int32_t t)
{
    job->t = t;
    job->windows = 3;
    job->low[0] = t - 30;
    job->low[1] = t - 90;
    job->low[2] = t - 365;
    for (int w = 0; w < 3; w++)
        job->count[w] = bench_memory(children, sizeof *job->count[w]);
    job->last = bench_memory(children, sizeof *job->last);
    job->ever = bench_memory(children, sizeof *job->ever);
}

/* The events of one kind; known from the day they happen, for ever. */
static void take_kind(struct lc_asof_day *job, const struct world *w, int kind,
                      const int32_t *person, const int32_t *day, const int32_t *type)
{
    size_t count = 0;
    for (size_t i = 0; i < w->events; i++)
        count += type[i] == kind;
    uint64_t *offset = bench_memory(w->children + 1, sizeof *offset);
    int32_t *start = bench_memory(count, sizeof *start);
    int32_t *from = bench_memory(count, sizeof *from);
    int32_t *to = bench_memory(count, sizeof *to);
    count = 0;
    for (size_t i = 0; i < w->events; i++)
        if (type[i] == kind) {
            offset[person[i] + 1]++;
            start[count] = from[count] = day[i];
            to[count++] = LC_OPEN;
        }
    for (size_t c = 0; c < w->children; c++)
        offset[c + 1] += offset[c];
    *job = (struct lc_asof_day){
        .offset = offset, .start = start, .known_from = from, .known_to = to
    };
    ask(job, w->children, ASKED);
}

static void fill_kind(struct lc_asof_day *job, size_t events, size_t children,
                      uint64_t k)
{
    uint64_t *offset = bench_memory(children + 1, sizeof *offset);
    int32_t *start = bench_memory(events, sizeof *start);
    int32_t *from = bench_memory(events, sizeof *from);
    int32_t *to = bench_memory(events, sizeof *to);
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
    *job = (struct lc_asof_day){
        .offset = offset, .start = start, .known_from = from, .known_to = to
    };
    ask(job, children, DAY0 + SPAN);
}

/* The peers' events, sorted by person and day: a history a kind. */
static bool read_kinds(struct world *w, const char *tag)
{
    size_t people, events;
    int32_t *person = bench_vector(tag, "person.i32", &events);
    if (!person)
        return false;
    int32_t *day = bench_vector(tag, "day.i32", &events);
    int32_t *type = bench_vector(tag, "type.i32", &events);
    free(bench_vector(tag, "qasof.i32", &people));
    w->children = people / sizeof *day;
    w->events = events / sizeof *day;
    for (int k = 0; k < KINDS; k++)
        take_kind(w->kind + k, w, k, person, day, type);
    free(person);
    free(day);
    free(type);
    return true;
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

static double checksum(const struct world *w)
{
    double sum = 0;
    for (int k = 0; k < KINDS; k++)
        for (size_t c = 0; c < w->children; c++)
            sum += w->kind[k].count[0][c] + w->kind[k].count[1][c]
                   + w->kind[k].count[2][c] + w->kind[k].last[c] + w->kind[k].ever[c];
    return sum;
}

static void free_kinds(struct world *w)
{
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

static void bench_day(struct world *w, const char *name, const char *tag)
{
    if (!read_kinds(w, tag))
        for (int k = 0; k < KINDS; k++)
            fill_kind(w->kind + k, w->events / KINDS, w->children, (uint64_t)k);
    double gb = 1e-9 * (double)(w->events * 12 + w->children * 8 * KINDS);
    double limit = bench_time(run_read, w).median;
    struct bench_timing t = bench_time(run_day, w);
    bench_row(&(struct bench_case){ name, w->events, 25, lc_team_threads(w->team), gb,
                                    "GB", limit, checksum(w), 0 },
              t);
    free_kinds(w);
}

/* --- the whole engine ------------------------------------------------------------- */

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

static void bench_rows(struct world *w, const char *name)
{
    struct bench_timing t = bench_time(run_design, w);
    bench_row(&(struct bench_case){ name, w->events, 20, lc_team_threads(w->team),
                                    1e-6 * (double)w->rows, "Mrows", 0, (double)w->rows,
                                    0 },
              t);
}

static void bench_engine(struct world *w, const struct bench *b)
{
    make_study(w);
    make_store(w);
    w->ask = (struct lc_cohort_ask){ LC_NO_DAY, false };
    if (bench_wants(b, "months"))
        bench_rows(w, "months");
    w->ask = (struct lc_cohort_ask){ lc_day_of(2020, 1, 1), true };
    if (bench_wants(b, "score"))
        bench_rows(w, "score");
    lc_store_free(&w->store);
    lc_study_free(w->study);
}

int main(int argc, char **argv)
{
    static struct world w;
    struct bench b = bench_begin(argc, argv);
    w.team = b.team;
    w.events = 10000000;
    w.children = 100000;
    if (bench_wants(&b, "day_1e7"))
        bench_day(&w, "day_1e7", "ev_1e7");
    w.events = 50000000;
    w.children = 1000000;
    if (bench_wants(&b, "day"))
        bench_day(&w, "day", "ev_5e7");
    w.events = 2000000;
    w.children = 75000;
    if (bench_wants(&b, "months") || bench_wants(&b, "score"))
        bench_engine(&w, &b);
    bench_end(&b);
    return 0;
}
