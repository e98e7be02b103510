/* Cohort and design under the thread sanitizer, and the promise that the number of
 * threads changes no bit: built by 1, 2, 3 and 8 threads and compared byte by byte. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/hash.h"
#include "base/memory.h"
#include "design/asof.h"

enum { CHILDREN = 700, EVENTS = 9000, DAY0 = 16000 };

static const char study_text[] =
    "format: 1\n"
    "study: { name: race, title: Race }\n"
    "cohort: { age_from: 5, age_to: 17, known_to: [missing, cin] }\n"
    "landmarks: { every: 1 month, from: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 5, uasc: true,\n"
    "           remand: true, horizon: 3 months }\n"
    "competing: [death]\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: x }\n"
    "  - { name: sex, kind: sex, label: x }\n"
    "  - { name: c, kind: count, history: missing, window: 90 days, label: x }\n"
    "  - { name: t, kind: total_days, history: cin, label: x }\n"
    "  - { name: l, kind: days_since_last, history: cin, window: 12 months, label: x "
    "}\n"
    "  - { name: h, kind: highest_level, history: missing, label: x }\n";

static void need(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "race_design: %s\n", err->text);
        exit(1);
    }
}

static struct lc_history *history_of(struct lc_store *s, const char *name)
{
    struct lc_history *h;
    struct lc_error err = { 0 };
    need(lc_store_add_history(s, name, &h, &err), &err);
    need(lc_grow((void **)&s->source, &s->source_room, s->sources + 1,
                 sizeof *s->source, &err),
         &err);
    s->source[s->sources++] = (struct lc_source){ .schema = lc_strdup("race"),
                                                  .history = lc_strdup(name),
                                                  .covers_from = DAY0 - 400,
                                                  .covers_to = DAY0 + 1500 };
    return h;
}

static void add(struct lc_history *h, uint32_t child, int32_t start, uint64_t x)
{
    struct lc_error err = { 0 };
    struct lc_event e = { .child = child,
                          .record = child,
                          .start = start,
                          .end = x % 3 ? start + (int32_t)(x % 90) : LC_OPEN,
                          .known_from = start + (int32_t)(x % 9),
                          .known_to = x % 5 ? LC_OPEN : start + 300,
                          .level = (int16_t)(x % 4),
                          .file = UINT32_MAX,
                          .key = x };
    need(lc_history_append(h, &e, &err), &err);
}

static struct lc_store make_store(void)
{
    struct lc_store store = { 0 };
    struct lc_error err = { 0 };
    static const char *const names[] = { "care", "death", "missing", "cin" };
    struct lc_history *h = history_of(&store, "person");
    for (uint32_t c = 0; c < CHILDREN; c++)
        add(h, c, DAY0 - 6000 + (int32_t)(lc_mix64(c) % 6000), 1);
    for (uint64_t k = 0; k < 4; k++) {
        h = history_of(&store, names[k]);
        for (uint64_t i = 0; i < (k < 2 ? EVENTS / 60 : EVENTS); i++) {
            uint64_t x = lc_mix64(i * 4 + k + 77);
            add(h, (uint32_t)(x % CHILDREN), DAY0 + (int32_t)(x >> 20) % 1500, x >> 33);
        }
    }
    for (size_t i = 0; i < store.histories; i++)
        need(lc_history_sort(store.history + i, CHILDREN, &err), &err);
    return store;
}

static int differs(const struct lc_design *a, const struct lc_design *b)
{
    size_t n = a->frame.n;
    if (n != b->frame.n || memcmp(a->child, b->child, n * sizeof *a->child)
        || memcmp(a->landmark, b->landmark, n * sizeof *a->landmark)
        || memcmp(a->days, b->days, n * sizeof *a->days)
        || memcmp(a->cause, b->cause, n) || memcmp(a->complete, b->complete, n)
        || memcmp(a->shard, b->shard, (LC_SHARDS + 1) * sizeof *a->shard))
        return 1;
    for (size_t k = 0; k < a->frame.count; k++)
        if (a->frame.column[k].type != b->frame.column[k].type
            || memcmp(a->frame.column[k].data, b->frame.column[k].data,
                      n * lc_type_size(a->frame.column[k].type)))
            return 1;
    return 0;
}

int main(void)
{
    static const int threads[] = { 1, 2, 3, 8 };
    struct lc_error err = { 0 };
    struct lc_study *study;
    struct lc_design first = { 0 };
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    lc_begin();
    need(lc_study_parse(&study, "race", study_text, strlen(study_text), &err), &err);
    struct lc_store store = make_store();
    for (int i = 0; i < 4; i++) {
        lc_team *team;
        struct lc_design design;
        need(lc_team_new(&team, threads[i], &err), &err);
        need(lc_design_of(&design, study, &store, &ask, NULL, team, &err), &err);
        lc_team_free(team);
        if (i == 0) {
            first = design;
            continue;
        }
        if (differs(&first, &design)) {
            fprintf(stderr, "race_design: %d threads differ from one\n", threads[i]);
            return 1;
        }
        lc_design_free(&design);
    }
    int empty = first.frame.n < 1000;
    lc_design_free(&first);
    lc_store_free(&store);
    lc_study_free(study);
    return empty;
}
