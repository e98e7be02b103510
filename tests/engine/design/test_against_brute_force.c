/* The engine against a reader that knows no trick: random stores with every awkward
 * thing in them (open and unknown ends, corrections, same days, gaps in coverage), read
 * event by event, for every child, landmark and predictor. Then the promise of
 * design.md 3: change anything known on or after t and no predictor at t changes by a
 * bit. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "design/asof.h"
#include "design/asof_day.h"
#include "design/evidence.h"
#include "parallel/team.h"

TestSuite(brute, .init = lc_begin);

enum { CHILDREN = 12, FIRST = 18262 /* 2020-01-01 */, SPAN = 900, HISTORIES = 3 };

static const char *const names[HISTORIES] = { "missing", "cin", "offence" };

static const char study_text[] =
    "format: 1\n"
    "study: { name: random, title: Random }\n"
    "cohort: { age_from: 0, age_to: 17, known_to: [person] }\n"
    "landmarks: { every: 1 month, from: 2020-01-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 0, uasc: false,\n"
    "           remand: true, horizon: 6 months }\n"
    "competing: [death, moved, other_entry]\n"
    "sources: { lag: 20 days }\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: a }\n"
    "  - { name: sex, kind: sex, label: a }\n"
    "  - { name: c0, kind: count, history: missing, label: a }\n"
    "  - { name: c1, kind: count, history: missing, window: 90 days, label: a }\n"
    "  - { name: c2, kind: count, history: cin, window: 3 months, codes: [A], label: a "
    "}\n"
    "  - { name: c3, kind: count, history: offence, level_from: 2, label: a,\n"
    "      where: [{ attribute: kind, values: [x, y] }] }\n"
    "  - { name: e0, kind: ever, history: cin, label: a }\n"
    "  - { name: e1, kind: ever, history: offence, window: 2 months, label: a }\n"
    "  - { name: l0, kind: days_since_last, history: missing, window: 200 days, label: "
    "a }\n"
    "  - { name: l1, kind: days_since_last, history: cin, window: 6 months, label: a "
    "}\n"
    "  - { name: f0, kind: days_since_first, history: missing, label: a }\n"
    "  - { name: f1, kind: days_since_first, history: offence, window: 1 year, label: "
    "a }\n"
    "  - { name: h0, kind: highest_level, history: offence, label: a }\n"
    "  - { name: h1, kind: highest_level, history: missing, window: 5 months, label: a "
    "}\n"
    "  - { name: o0, kind: open_now, history: cin, label: a }\n"
    "  - { name: o1, kind: open_now, history: missing, codes: [B], label: a }\n"
    "  - { name: t0, kind: total_days, history: cin, label: a }\n"
    "  - { name: t1, kind: total_days, history: missing, window: 90 days, label: a }\n"
    "  - { name: t2, kind: total_days, history: cin, window: 7 months, label: a,\n"
    "      observed_from: 2020-03-01 }\n";

static struct lc_study *make_study(void)
{
    struct lc_error err = { 0 };
    struct lc_study *study;
    cr_assert(lc_study_parse(&study, "s", study_text, strlen(study_text), &err)
                  == LC_OK,
              "%s", err.text);
    return study;
}

static int32_t day(struct lc_random *r)
{
    return FIRST - 200 + (int32_t)lc_random_below(r, SPAN + 200);
}

/* A random event: a third have no end, a quarter are said from the start's own day, a
 * quarter are withdrawn or corrected later, some at once. */
static struct lc_event random_event(struct lc_random *r)
{
    int32_t start = day(r), open = lc_random_below(r, 3) == 0;
    int32_t known =
        start + (lc_random_below(r, 4) ? (int32_t)lc_random_below(r, 60) : 0);
    if (lc_random_below(r, 8) == 0)
        known = start - (int32_t)lc_random_below(r, 40);
    struct lc_event e = {
        .child = (uint32_t)lc_random_below(r, CHILDREN),
        .start = start,
        .end = open ? LC_OPEN : start + (int32_t)lc_random_below(r, 150),
        .known_from = known,
        .known_to =
            lc_random_below(r, 4) ? LC_OPEN : known + (int32_t)lc_random_below(r, 200),
        .code = (uint16_t)lc_random_below(r, 3),
        .level = (int16_t)((int)lc_random_below(r, 5) - 1),
        .file = 9,
        .key = lc_random_word(r),
    };
    if (lc_random_below(r, 6) == 0)
        e.level = LC_NO_LEVEL;
    e.record = e.child;
    return e;
}

static struct lc_history *history_of(struct lc_store *store, const char *name)
{
    struct lc_history *h;
    uint16_t code;
    cr_assert(lc_store_add_history(store, name, &h, NULL) == LC_OK);
    if (!h->codes.count) {
        cr_assert(lc_codes_add(&h->codes, lc_slice_of("A"), &code, NULL) == LC_OK);
        cr_assert(lc_codes_add(&h->codes, lc_slice_of("B"), &code, NULL) == LC_OK);
    }
    return h;
}

static void add_events(struct lc_store *store, struct lc_random *r, const char *name,
                       size_t n)
{
    struct lc_history *h = history_of(store, name);
    size_t which;
    cr_assert(lc_history_attribute(h, "kind", &which, NULL) == LC_OK);
    for (size_t k = 0; k < 3 && !h->attribute[which].codes.count; k++) {
        uint16_t code;
        static const char *const kinds[] = { "x", "y", "z" };
        for (size_t j = 0; j < 3; j++)
            cr_assert(lc_codes_add(&h->attribute[which].codes, lc_slice_of(kinds[j]),
                                   &code, NULL)
                      == LC_OK);
    }
    for (size_t i = 0; i < n; i++) {
        struct lc_event e = random_event(r);
        uint16_t kind = (uint16_t)lc_random_below(r, 4);
        e.attribute = &kind;
        cr_assert(lc_history_append(h, &e, NULL) == LC_OK);
    }
}

static void add_person(struct lc_store *store, struct lc_random *r)
{
    struct lc_history *h;
    uint16_t code;
    cr_assert(lc_store_add_history(store, "person", &h, NULL) == LC_OK);
    cr_assert(lc_codes_add(&h->codes, lc_slice_of("M"), &code, NULL) == LC_OK);
    cr_assert(lc_codes_add(&h->codes, lc_slice_of("U"), &code, NULL) == LC_OK);
    cr_assert(lc_codes_add(&h->codes, lc_slice_of("F"), &code, NULL) == LC_OK);
    for (uint32_t c = 0; c < CHILDREN; c++)
        for (size_t k = 0; k < 1 + lc_random_below(r, 2); k++) {
            struct lc_event e = random_event(r);
            e.child = e.record = c;
            e.start = FIRST - 1000 - (int32_t)lc_random_below(r, 5000);
            e.known_from = day(r);
            e.known_to = k ? day(r) : LC_OPEN;
            e.end = LC_OPEN;
            e.code = (uint16_t)(1 + lc_random_below(r, 3));
            cr_assert(lc_history_append(h, &e, NULL) == LC_OK);
        }
}

static void add_cover(struct lc_store *store, const char *name, int32_t from,
                      int32_t to)
{
    cr_assert(lc_grow((void **)&store->source, &store->source_room, store->sources + 1,
                      sizeof *store->source, NULL)
              == LC_OK);
    store->source[store->sources++] = (struct lc_source){ .schema = lc_strdup("t"),
                                                          .history = lc_strdup(name),
                                                          .covers_from = from,
                                                          .covers_to = to };
}

static struct lc_store random_store(struct lc_random *r)
{
    struct lc_store store = { 0 };
    add_person(&store, r);
    for (size_t h = 0; h < HISTORIES; h++) {
        add_events(&store, r, names[h], lc_random_below(r, 120));
        int32_t from = FIRST - 300 + (int32_t)lc_random_below(r, 200);
        int32_t pause = FIRST + 300 + (int32_t)lc_random_below(r, 200);
        add_cover(&store, names[h], from, pause);
        add_cover(&store, names[h], pause + (int32_t)lc_random_below(r, 40),
                  FIRST + SPAN - (int32_t)lc_random_below(r, 100));
    }
    add_events(&store, r, "care", 3);
    add_events(&store, r, "death", 1);
    add_events(&store, r, "moved", 1);
    add_cover(&store, "care", FIRST - 400, FIRST + SPAN);
    for (size_t h = 0; h < store.histories; h++)
        cr_assert(lc_history_sort(store.history + h, CHILDREN, NULL) == LC_OK);
    return store;
}

static void build(struct lc_design *design, const struct lc_study *study,
                  const struct lc_store *store, lc_team *team)
{
    struct lc_error err = { 0 };
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    int code = lc_design_of(design, study, store, &ask, NULL, team, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

/* --- the slow reader ----------------------------------------------------------------
 */

static bool said(const struct lc_codes *codes, uint16_t value, char **wanted,
                 unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (value && strcmp(codes->names[value - 1], wanted[i]) == 0)
            return true;
    return false;
}

static bool wants(const struct lc_study_predictor *p, const struct lc_history *h,
                  size_t i)
{
    if (p->codes_count && !said(&h->codes, h->code[i], p->codes, p->codes_count))
        return false;
    if (p->level_from && h->level[i] < p->level_from)
        return false;
    for (unsigned f = 0; f < p->where_count; f++) /* all have the one attribute */
        if (!said(&h->attribute[0].codes, h->attribute[0].value[i], p->where[f].values,
                  p->where[f].values_count))
            return false;
    return true;
}

static double slow_value(const struct lc_study_predictor *p, const struct lc_history *h,
                         uint32_t child, int32_t t)
{
    int32_t low = p->window ? lc_period_before(t, p->back) : INT32_MIN;
    double count = 0, last = -1e9, first = 1e9, level = 0, open = 0, days = 0;
    for (size_t i = 0; h && i < h->n; i++) {
        int32_t start = h->start[i], end = h->end[i] < t ? h->end[i] : t;
        if (h->child[i] != child || !(h->known_from[i] < t && t <= h->known_to[i])
            || start >= t || !wants(p, h, i))
            continue;
        open += h->end[i] == LC_OPEN || h->end[i] >= t;
        int32_t from = start > low ? start : low;
        days += end > from ? end - from : 0;
        if (start < low)
            continue;
        count++;
        last = start > last ? start : last;
        first = start < first ? start : first;
        level = h->level[i] > level ? h->level[i] : level;
    }
    switch (p->what) {
    case LC_COUNT_OF:
        return count;
    case LC_EVER:
        return count > 0;
    case LC_DAYS_SINCE_LAST:
        return count > 0 ? t - last : t - low;
    case LC_DAYS_SINCE_FIRST:
        return count > 0 ? t - first : 0;
    case LC_HIGHEST_LEVEL:
        return level;
    case LC_OPEN_NOW:
        return open > 0;
    default:
        return days;
    }
}

/* Every day that the value looks at is within the lag of a covered day. */
static bool slow_observed(const struct lc_study_predictor *p,
                          const struct lc_store *store, int32_t t)
{
    int32_t low = p->window ? lc_period_before(t, p->back) : t - 1;
    if (low < p->since)
        return false;
    for (int32_t d = low; d < t; d++) {
        bool covered = false;
        for (size_t s = 0; s < store->sources && !covered; s++)
            covered = strcmp(store->source[s].history, p->history) == 0
                      && store->source[s].covers_from - 20 <= d
                      && d < store->source[s].covers_to + 20;
        if (!covered)
            return false;
    }
    return true;
}

static double slow(const struct lc_study_predictor *p, const struct lc_store *store,
                   uint32_t child, int32_t t)
{
    const struct lc_history *h =
        lc_store_history(store, p->history ? p->history : "person");
    if (p->history)
        return slow_observed(p, store, t) ? slow_value(p, h, child, t) : NAN;
    int64_t best = -1; /* no records: the version said latest, then the first row */
    for (size_t i = 0; i < h->n; i++)
        if (h->child[i] == child && h->known_from[i] < t && t <= h->known_to[i]
            && (best < 0 || h->known_from[i] > h->known_from[best]))
            best = (int64_t)i;
    if (best < 0)
        return NAN;
    if (p->what == LC_AGE)
        return (double)(float)((t - h->start[best]) / 365.25);
    return h->code[best] == 2 ? NAN : h->code[best] == 3 ? 1 : 2; /* M U F */
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static double get(const struct lc_column *column, size_t row)
{
    double v = lc_column_get(column, row);
    return column->type == LC_CATEGORY && v == 0 ? NAN : v;
}

Test(brute, every_value_is_what_a_slow_reader_finds)
{
    struct lc_study *study = make_study();
    size_t checked = 0, seen = 0;
    for (uint64_t seed = 0; seed < 25; seed++) {
        struct lc_random r;
        struct lc_design d;
        lc_random_init(&r, seed, 1);
        struct lc_store store = random_store(&r);
        build(&d, study, &store, NULL);
        for (size_t i = 0; i < d.frame.n; i++)
            for (unsigned k = 0; k < study->predictors_count; k++) {
                double ours = get(d.frame.column + k, i);
                double theirs =
                    slow(study->predictors + k, &store, d.child[i], d.landmark[i]);
                cr_assert(same(ours, theirs), "seed %d %s child %u day %d: %g, not %g",
                          (int)seed, study->predictors[k].name, d.child[i],
                          d.landmark[i], ours, theirs);
                checked++;
                seen += !isnan(ours) && ours != 0;
            }
        lc_design_free(&d);
        lc_store_free(&store);
    }
    cr_assert(checked > 20000 && seen > checked / 5, "%zu %zu", checked, seen);
    lc_study_free(study);
}

/* The same by blocks of children at one landmark, as scoring reads them, whatever the
 * blocks. */
static size_t check_block(struct lc_asof_block *b, const struct lc_asof_one *one,
                          const struct lc_study *study, const struct lc_store *store,
                          uint32_t first, uint32_t end)
{
    uint32_t child[CHILDREN];
    size_t n = 0, seen = 0;
    for (uint32_t c = first; c < end; c++)
        if (c % 5 != 3) /* who is not in the cohort */
            child[n++] = c;
    cr_assert(lc_asof_block_fill(b, one, first, end, n, child, NULL) == LC_OK);
    cr_assert(eq(sz, b->frame.n, n));
    for (size_t i = 0; i < n; i++)
        for (unsigned k = 0; k < study->predictors_count; k++) {
            double ours = get(b->frame.column + k, i);
            double theirs =
                slow(study->predictors + k, store, child[i], one->landmarks.day[0]);
            cr_assert(same(ours, theirs), "%s child %u: %g, not %g",
                      study->predictors[k].name, child[i], ours, theirs);
            seen += !isnan(ours) && ours != 0;
        }
    return seen;
}

Test(brute, a_block_at_one_landmark_is_what_a_slow_reader_finds)
{
    struct lc_study *study = make_study();
    size_t seen = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct lc_random r;
        struct lc_asof_one one;
        struct lc_asof_block block;
        lc_random_init(&r, seed, 2);
        struct lc_store store = random_store(&r);
        int32_t t = FIRST + (int32_t)lc_random_below(&r, SPAN + 50);
        uint32_t cut = (uint32_t)lc_random_below(&r, CHILDREN + 1);
        cr_assert(lc_asof_one_open(&one, study, &store, t, NULL) == LC_OK);
        cr_assert(lc_asof_block_new(&block, &one, NULL) == LC_OK);
        seen += check_block(&block, &one, study, &store, 0, cut);
        seen += check_block(&block, &one, study, &store, cut, CHILDREN);
        lc_asof_block_free(&block);
        lc_asof_one_close(&one);
        lc_store_free(&store);
    }
    cr_assert(gt(sz, seen, 1000));
    lc_study_free(study);
}

/* The evidence for a count is that many events; and so on, kind by kind. */
Test(brute, the_evidence_adds_up_to_the_value)
{
    struct lc_study *study = make_study();
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct lc_random r;
        struct lc_design d;
        struct lc_error err = { 0 };
        lc_random_init(&r, seed, 1);
        struct lc_store store = random_store(&r);
        build(&d, study, &store, NULL);
        for (size_t i = 0; i < d.frame.n; i++) {
            struct lc_evidence_book book;
            cr_assert(lc_evidence_open(&book, study, &store, d.landmark[i], &err)
                      == LC_OK);
            for (unsigned k = 2; k < study->predictors_count; k++) {
                size_t n;
                struct lc_evidence *list;
                const struct lc_study_predictor *p = study->predictors + k;
                double value = get(d.frame.column + k, i), sum = 0;
                int32_t t = d.landmark[i];
                int32_t low = p->window ? lc_period_before(t, p->back) : INT32_MIN;
                cr_assert(lc_evidence_list(&book, k, d.child[i], &n, &list, &err)
                          == LC_OK);
                cr_assert(eq(int, lc_evidence_observed(&book, k), !isnan(value)));
                for (size_t e = 0; e < n; e++) {
                    int32_t from = list[e].start > low ? list[e].start : low;
                    sum += (list[e].end < t ? list[e].end : t) - from;
                }
                if (p->what == LC_COUNT_OF && !isnan(value))
                    cr_assert(eq(dbl, value, (double)n));
                if ((p->what == LC_EVER || p->what == LC_OPEN_NOW) && !isnan(value))
                    cr_assert(eq(dbl, value, n > 0));
                if (p->what == LC_TOTAL_DAYS && !isnan(value))
                    cr_assert(eq(dbl, value, sum));
                if (p->what == LC_HIGHEST_LEVEL && n && !isnan(value))
                    cr_assert(eq(dbl, value, list[0].level));
                if (p->what == LC_DAYS_SINCE_LAST && n && !isnan(value))
                    cr_assert(eq(dbl, value, t - list[0].start));
                free(list);
            }
            lc_evidence_close(&book);
        }
        lc_design_free(&d);
        lc_store_free(&store);
    }
    lc_study_free(study);
}

/* --- no leak ------------------------------------------------------------------------
 */

/* What could be known before t only: later rows go, later corrections are unmade, and
 * what was not known before t of what is left is made up anew. */
static void rewrite_the_future(struct lc_history *h, int32_t t, struct lc_random *r)
{
    for (size_t i = 0; i < h->n; i++) {
        if (h->known_from[i] >= t) {
            h->child[i] = (uint32_t)lc_random_below(r, CHILDREN);
            h->start[i] = day(r);
            h->end[i] = lc_random_below(r, 2) ? LC_OPEN : h->start[i] + 5;
            h->known_from[i] = t + (int32_t)lc_random_below(r, 50);
            h->known_to[i] = LC_OPEN;
            h->level[i] = (int16_t)lc_random_below(r, 9);
            h->code[i] = (uint16_t)lc_random_below(r, 3);
        } else if (h->known_to[i] >= t) {
            h->known_to[i] =
                lc_random_below(r, 2) ? LC_OPEN : t + (int32_t)lc_random_below(r, 50);
        }
    }
}

static size_t row_of(const struct lc_design *d, uint32_t child, int32_t t)
{
    for (size_t i = 0; i < d->frame.n; i++)
        if (d->child[i] == child && d->landmark[i] == t)
            return i;
    return SIZE_MAX;
}

/* Every child at t, care and deaths aside: they are the outcome, not predictors. */
Test(brute, nothing_known_on_or_after_the_landmark_reaches_a_predictor)
{
    struct lc_study *study = make_study();
    size_t compared = 0;
    for (uint64_t seed = 100; seed < 140; seed++) {
        struct lc_random r;
        struct lc_design before, after;
        lc_random_init(&r, seed, 1);
        struct lc_store store = random_store(&r);
        build(&before, study, &store, NULL);
        int32_t t = before.landmark[lc_random_below(&r, before.frame.n)];
        for (size_t h = 0; h < store.histories; h++) {
            rewrite_the_future(store.history + h, t, &r);
            cr_assert(lc_history_sort(store.history + h, CHILDREN, NULL) == LC_OK);
        }
        build(&after, study, &store, NULL);
        for (size_t i = 0; i < before.frame.n; i++) {
            size_t j = row_of(&after, before.child[i], before.landmark[i]);
            if (before.landmark[i] > t || j == SIZE_MAX)
                continue;
            for (unsigned k = 0; k < study->predictors_count; k++) {
                double a = get(before.frame.column + k, i);
                double b = get(after.frame.column + k, j);
                cr_assert(memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)),
                          "seed %d: %s at day %d, rewritten from %d: %g, then %g",
                          (int)seed, study->predictors[k].name, before.landmark[i], t,
                          a, b);
                compared++;
            }
        }
        lc_design_free(&before);
        lc_design_free(&after);
        lc_store_free(&store);
    }
    cr_assert(compared > 10000, "%zu", compared);
    lc_study_free(study);
}

/* Were the test above blind, it would miss this too: moving t's own knowledge back by
 * one day must change something. */
Test(brute, the_leak_test_can_see)
{
    struct lc_study *study = make_study();
    size_t changed = 0;
    for (uint64_t seed = 100; seed < 120; seed++) {
        struct lc_random r;
        struct lc_design before, after;
        lc_random_init(&r, seed, 1);
        struct lc_store store = random_store(&r);
        build(&before, study, &store, NULL);
        int32_t t = before.landmark[lc_random_below(&r, before.frame.n)];
        for (size_t h = 0; h < store.histories; h++) {
            rewrite_the_future(store.history + h, t - 30, &r);
            cr_assert(lc_history_sort(store.history + h, CHILDREN, NULL) == LC_OK);
        }
        build(&after, study, &store, NULL);
        for (size_t i = 0; i < before.frame.n; i++) {
            size_t j = row_of(&after, before.child[i], before.landmark[i]);
            if (before.landmark[i] != t || j == SIZE_MAX)
                continue;
            for (unsigned k = 0; k < study->predictors_count; k++)
                changed += !same(get(before.frame.column + k, i),
                                 get(after.frame.column + k, j));
        }
        lc_design_free(&before);
        lc_design_free(&after);
        lc_store_free(&store);
    }
    cr_assert(changed > 20, "%zu", changed);
    lc_study_free(study);
}
