/* The design of a study: its as-of columns.
 *
 *   months   ten years of monthly landmarks by lc_design_of, 20 predictors, 2,000,000
 *            events of 75,000 children
 *   score    one landmark by lc_design_of, as scoring asks for it */
#include "base/day.h"
#include "base/hash.h"
#include "base/memory.h"
#include "bench/data.h"
#include "design/asof.h"
#include "study/study.h"

enum { KINDS = 5, DAY0 = 15000, SPAN = 3650 };

static void *need(void *memory)
{
    bench_must(memory ? 0 : 1, &(struct lc_error){ .text = "out of memory" });
    return memory;
}

struct world {
    size_t events, children;
    lc_team *team;
    struct lc_study *study;
    struct lc_store store;
    struct lc_cohort_ask ask;
    size_t rows;
};

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
    w.events = 2000000;
    w.children = 75000;
    if (bench_wants(&b, "months") || bench_wants(&b, "score"))
        bench_engine(&w, &b);
    bench_end(&b);
    return 0;
}
