/* A country scored: 5,300,000 adolescents, 50,000,000 events in memory, 60 columns of
 * 10 histories, logistic; from the events to the ranked list of 30 with its reasons. No
 * matrix is built. The limit is one reading of the events' days and levels.
 *
 *   england    all of it
 *   england_10 a tenth */
#include <stdlib.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "models/assess/training.h"
#include "models/panel/list.h"
#include "store/store.h"
#include "study/study.h"

enum { HISTORIES = 10, EACH = 6, DAY0 = 15706 /* 2013-01-01 */, SPAN = 3650 };

static const char head[] =
    "format: 1\n"
    "study: { name: bench, title: Bench }\n"
    "cohort: { age_from: 10, age_to: 17, known_to: [a, b, c, d, e, f, g, h, i, j] }\n"
    "landmarks: { every: 3 months, from: 2017-01-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 10, uasc: true,\n"
    "           remand: true, horizon: 12 months }\n"
    "predictors:\n  - { name: age, kind: age, label: x }\n";

static const char *const kinds[EACH] = {
    "kind: count, window: 90 days",
    "kind: count, window: 12 months",
    "kind: ever",
    "kind: days_since_last, window: 12 months",
    "kind: highest_level, window: 12 months",
    "kind: open_now",
};

struct world {
    char *text;
    struct lc_study *study;
    struct lc_store store;
    struct lc_model *model;
    lc_team *team;
    int32_t day;
    size_t scored, words;
    double first;
};

static void make_study(struct world *w)
{
    enum { ROOM = 16384 };
    struct lc_error err = { 0 };
    w->text = bench_memory(ROOM, 1);
    int used = snprintf(w->text, ROOM, "%s", head);
    for (int h = 0; h < HISTORIES; h++)
        for (int k = 0; k < EACH; k++)
            used += snprintf(w->text + used, ROOM - (size_t)used,
                             "  - { name: %c%d, history: %c, label: x, %s }\n", 'a' + h,
                             k, 'a' + h, kinds[k]);
    used +=
        snprintf(w->text + used, ROOM - (size_t)used,
                 "models:\n  - { name: m, family: logistic, ridge: 1, formula: \"age");
    for (int h = 0; h < HISTORIES; h++)
        for (int k = 0; k < EACH; k++)
            used +=
                snprintf(w->text + used, ROOM - (size_t)used, " + %c%d", 'a' + h, k);
    snprintf(w->text + used, ROOM - (size_t)used,
             "\" }\nvalidation: { test_last: 12 months }\npanel: { capacity: 30 }\n");
    bench_must(lc_study_parse(&w->study, "bench", w->text, strlen(w->text), &err),
               &err);
}

/* --- a store of made-up lives, in its own order ----------------------------------- */

static struct lc_history *add_history(struct lc_store *s, const char *name, size_t n)
{
    struct lc_history *h = NULL;
    struct lc_error err = { 0 };
    bench_must(lc_store_add_history(s, name, &h, &err), &err);
    bench_must(lc_grow((void **)&s->source, &s->source_room, s->sources + 1,
                       sizeof *s->source, &err),
               &err);
    s->source[s->sources++] = (struct lc_source){ .schema = lc_strdup("bench"),
                                                  .history = lc_strdup(name),
                                                  .covers_from = DAY0 - 4000,
                                                  .covers_to = DAY0 + SPAN };
    for (size_t f = 0; f < LC_FIELDS; f++)
        if (strcmp(lc_fields[f].name, "key") && strcmp(lc_fields[f].name, "content")
            && strcmp(lc_fields[f].name, "line"))
            lc_field_set_array(h, lc_fields + f,
                               bench_memory(n + 1, lc_fields[f].size));
    h->room = n;
    return h;
}

static void add_event(struct lc_history *h, uint32_t child, int32_t start, int32_t end,
                      int16_t level)
{
    size_t i = h->n++;
    h->child[i] = h->record[i] = child;
    h->start[i] = start;
    h->end[i] = end;
    h->known_from[i] = start + 1 + (int32_t)(lc_mix64(i) % 20);
    h->known_to[i] = lc_mix64(i + 7) % 16 ? LC_OPEN : start + 300;
    h->level[i] = level;
    h->file[i] = UINT32_MAX;
}

/* Each child has so many events on average, in ascending order of start. */
static void add_lives(struct lc_store *s, size_t children, size_t n, int which)
{
    const char name[2] = { (char)('a' + which), 0 };
    struct lc_history *h = add_history(s, name, n);
    for (size_t c = 0; c < children; c++) {
        size_t until = lc_shard_first(n, c + 1, children), first = h->n;
        uint64_t x = lc_mix64(c * HISTORIES + (size_t)which);
        if (x % 2) /* half of them none; theirs go to the next */
            continue;
        for (size_t k = first; k < until; k++) {
            int32_t step = SPAN / (int32_t)(until - first);
            int32_t start = DAY0 + step * (int32_t)(k - first)
                            + (int32_t)(lc_mix64(x + k) % (uint64_t)step);
            int32_t end = x >> 7 & 1 ? LC_OPEN : start + 1 + (int32_t)(x >> 20) % 200;
            add_event(h, (uint32_t)c, start, end, (int16_t)(x >> 9 & 3));
        }
    }
}

static void make_store(struct lc_store *s, size_t children, size_t events)
{
    struct lc_error err = { 0 };
    *s = (struct lc_store){ .linked = true };
    s->record = bench_memory(children, sizeof *s->record);
    s->records = s->record_room = children;
    for (size_t c = 0; c < children; c++)
        s->record[c].child = (uint32_t)c;
    struct lc_history *h = add_history(s, "care", children);
    for (size_t c = 0; c < children; c += 40)
        add_event(h, (uint32_t)c, DAY0 + 1500 + (int32_t)(lc_mix64(c) % 2000), LC_OPEN,
                  0);
    h = add_history(s, "person", children);
    for (size_t c = 0; c < children; c++)
        add_event(h, (uint32_t)c, DAY0 - 2400 + (int32_t)(lc_mix64(c + 1) % 1800),
                  LC_OPEN, 0);
    for (int k = 0; k < HISTORIES; k++)
        add_lives(s, children, events / HISTORIES, k);
    for (size_t i = 0; i < s->histories; i++)
        bench_must(lc_history_index(s->history + i, children, &err), &err);
}

static void train(struct world *w)
{
    struct lc_training training;
    struct lc_store small;
    struct lc_error err = { 0 };
    make_store(&small, 20000, 20000 * 9);
    struct lc_training_ask ask = { .study = w->study,
                                   .text = { w->text, strlen(w->text) },
                                   .store = &small,
                                   .model = "m",
                                   .seed = 1 };
    bench_must(lc_training_run(&training, &ask, json_array(), &err), &err);
    w->model = training.model;
    training.model = NULL;
    lc_training_free(&training);
    lc_store_free(&small);
}

/* --- the clock -------------------------------------------------------------------- */

static void score_once(void *context)
{
    struct world *w = context;
    struct lc_scoring s;
    struct lc_error err = { 0 };
    json_t *list = NULL;
    bench_must(lc_score_run(&s, w->model, &w->store,
                            &(struct lc_score_ask){ .day = w->day }, w->team, &err),
               &err);
    bench_must(lc_list_document(&list, &s, w->model, &w->store, &err), &err);
    w->scored = s.n;
    w->first = s.scored[0].lp;
    json_decref(list);
    lc_scoring_free(&s);
}

static void run(struct world *w, const char *name, size_t children, size_t events)
{
    make_store(&w->store, children, events);
    double gb = 1e-9 * 26 * (double)events;
    double limit = gb / bench_read_rate(w->team);
    struct bench_timing t = bench_time(score_once, w);
    bench_row(&(struct bench_case){ name, w->scored, HISTORIES * EACH + 1,
                                    lc_team_threads(w->team), gb, "GB", limit, w->first,
                                    0 },
              t);
    lc_store_free(&w->store);
}

int main(int argc, char **argv)
{
    static struct world w;
    struct bench b = bench_begin(argc, argv);
    w.team = b.team;
    w.day = lc_day_of(2022, 6, 1);
    setenv("LATECARE_SHARE", "datasets", 0); /* the words of reasons */
    make_study(&w);
    train(&w);
    if (bench_wants(&b, "england_10"))
        run(&w, "england_10", 530000, 5000000);
    if (bench_wants(&b, "england"))
        run(&w, "england", 5300000, 50000000);
    lc_model_free(w.model);
    lc_study_free(w.study);
    free(w.text);
    bench_end(&b);
    return 0;
}
