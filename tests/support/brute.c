/* See brute.h. */
#include "support/brute.h"
#include "support/keyed.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const char *const names[BRUTE_HISTORIES] = { "missing", "cin", "offence" };

static const char study_text[] =
    "format: 1\n"
    "study: { name: random, title: Random }\n"
    "cohort: { age_from: 0, age_to: 17, known_to: [missing, cin, offence] }\n"
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
    "  - { name: k0, kind: days_since_known, label: a }\n"
    "  - { name: t0, kind: total_days, history: cin, label: a }\n"
    "  - { name: t1, kind: total_days, history: missing, window: 90 days, label: a }\n"
    "  - { name: t2, kind: total_days, history: cin, window: 7 months, label: a,\n"
    "      observed_from: 2020-03-01 }\n";

/* Three predictors of a kind: of all time, in a window, and of some events only; a kind
 * that takes no history has one. */
static void add_kind(struct lc_text *text, const struct lc_kind *kind)
{
    static const char *const more[] = { "history: cin", "history: missing",
                                        "history: offence, level_from: 2, codes: [A]" };
    static const char *const other[] = { "offence", "cin", "missing" };
    bool windows[] = { kind->window == LC_WINDOW_MUST, kind->window != LC_WINDOW_NEVER,
                       kind->window == LC_WINDOW_MUST };
    if (!lc_kind_reads(kind))
        lc_text_addf(text, "  - { name: all_%s, kind: %s, label: a }\n", kind->name,
                     kind->name);
    for (int k = 0; lc_kind_reads(kind) && k < 3; k++)
        lc_text_addf(text, "  - { name: all%d_%s, kind: %s, label: a, %s%s%s%s }\n", k,
                     kind->name, kind->name, more[k],
                     windows[k] ? ", window: 75 days" : "",
                     kind->others == LC_OTHER_NAMED ? ", other: " : "",
                     kind->others == LC_OTHER_NAMED ? other[k] : "");
}

struct lc_study *brute_study(void)
{
    struct lc_error err = { 0 };
    struct lc_study *study;
    struct lc_text text = { 0 };
    lc_text_add(&text, study_text);
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++)
        add_kind(&text, *kind);
    cr_assert(text.failed == false);
    cr_assert(lc_study_parse(&study, "s", text.data, text.size, &err) == LC_OK, "%s",
              err.text);
    lc_text_free(&text);
    return study;
}

int32_t brute_day(struct lc_random *r)
{
    return BRUTE_FIRST - 200 + (int32_t)lc_random_below(r, BRUTE_SPAN + 200);
}

/* A random event: a third have no end, a quarter are said from the start's own day, a
 * quarter are withdrawn or corrected later, some at once. */
static struct lc_event random_event(struct lc_random *r)
{
    int32_t start = brute_day(r), open = lc_random_below(r, 3) == 0;
    int32_t known =
        start + (lc_random_below(r, 4) ? (int32_t)lc_random_below(r, 60) : 0);
    if (lc_random_below(r, 8) == 0)
        known = start - (int32_t)lc_random_below(r, 40);
    struct lc_event e = {
        .child = (uint32_t)lc_random_below(r, BRUTE_CHILDREN),
        .start = start,
        .end = open ? LC_OPEN : start + (int32_t)lc_random_below(r, 150),
        .known_from = known,
        .known_to =
            lc_random_below(r, 4) ? LC_OPEN : known + (int32_t)lc_random_below(r, 200),
        .code = (uint16_t)lc_random_below(r, 3),
        .level = (int16_t)((int)lc_random_below(r, 5) - 1),
        .file = 9,
        .key = lc_random_word(r) % 6, /* versions of few events */
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
    for (uint32_t c = 0; c < BRUTE_CHILDREN; c++)
        for (size_t k = 0; k < 1 + lc_random_below(r, 2); k++) {
            struct lc_event e = random_event(r);
            e.child = e.record = c;
            e.start = BRUTE_FIRST - 1000 - (int32_t)lc_random_below(r, 5000);
            e.known_from = brute_day(r);
            e.known_to = k ? brute_day(r) : LC_OPEN;
            e.end = LC_OPEN;
            e.code = (uint16_t)(1 + lc_random_below(r, 3));
            cr_assert(lc_history_append(h, &e, NULL) == LC_OK);
        }
}

static void add_records(struct lc_store *store)
{
    store->records = store->record_room = BRUTE_CHILDREN;
    store->record = lc_alloc(BRUTE_CHILDREN, sizeof *store->record);
    cr_assert(store->record != NULL);
    for (uint32_t c = 0; c < BRUTE_CHILDREN; c++)
        store->record[c].child = c;
}

/* Numbers that several children have, for a while; who is of one family by them. */
static void add_families(struct lc_store *store, struct lc_random *r)
{
    struct lc_history *h = history_of(store, "family");
    for (size_t i = 0; i < 2 * BRUTE_CHILDREN; i++) {
        struct lc_event e = random_event(r);
        e.content = (1 + lc_random_below(r, BRUTE_CHILDREN / 2)) << 1;
        cr_assert(lc_history_append(h, &e, NULL) == LC_OK);
    }
}

void brute_families(struct lc_store *store)
{
    struct lc_identities none = { 0 };
    cr_assert(lc_kin_find(store, &none, NULL) == LC_OK);
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

struct lc_store brute_store(struct lc_random *r)
{
    struct lc_store store = { 0 };
    add_records(&store);
    add_person(&store, r);
    for (size_t h = 0; h < BRUTE_HISTORIES; h++) {
        add_events(&store, r, names[h], lc_random_below(r, 120));
        int32_t from = BRUTE_FIRST - 300 + (int32_t)lc_random_below(r, 200);
        int32_t pause = BRUTE_FIRST + 300 + (int32_t)lc_random_below(r, 200);
        add_cover(&store, names[h], from, pause);
        add_cover(&store, names[h], pause + (int32_t)lc_random_below(r, 40),
                  BRUTE_FIRST + BRUTE_SPAN - (int32_t)lc_random_below(r, 100));
    }
    add_events(&store, r, "care", 3);
    add_events(&store, r, "death", 1);
    add_events(&store, r, "moved", 1);
    add_families(&store, r);
    add_cover(&store, "care", BRUTE_FIRST - 400, BRUTE_FIRST + BRUTE_SPAN);
    for (size_t h = 0; h < store.histories; h++)
        cr_assert(lc_history_sort(store.history + h, BRUTE_CHILDREN, NULL) == LC_OK);
    brute_families(&store);
    return store;
}

/* --- the slow reader -------------------------------------------------------------- */

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

static struct lc_evidence event_of(const struct lc_history *h, size_t i, unsigned of)
{
    return (struct lc_evidence){ .start = h->start[i],
                                 .end = h->end[i],
                                 .row = i,
                                 .code =
                                     h->code[i] ? h->codes.names[h->code[i] - 1] : "",
                                 .level = h->level[i],
                                 .child = h->child[i],
                                 .of = of };
}

int32_t brute_low(const struct lc_study_predictor *p, int32_t t)
{
    return p->window ? lc_period_before(t, p->back) : INT32_MIN;
}

/* By the table of families, which test_kin.c holds to the clocks. */
static uint32_t family_at(const struct lc_store *store, uint32_t child, int32_t t)
{
    for (size_t i = 0; i < store->families; i++)
        if (store->kin[i].child == child && store->kin[i].from < t
            && t <= store->kin[i].to)
            return store->kin[i].family;
    return UINT32_MAX;
}

bool brute_siblings(const struct lc_store *store, uint32_t child, uint32_t other,
                    int32_t t)
{
    uint32_t family = family_at(store, child, t);
    return child != other && family != UINT32_MAX
           && family == family_at(store, other, t);
}

static bool is_of(const struct lc_study_predictor *p, const struct lc_store *store,
                  uint32_t child, uint32_t other, int32_t t)
{
    return p->what->source == LC_OF_FAMILY ? brute_siblings(store, child, other, t)
                                           : child == other;
}

/* The histories that it reads, by their names in the study; NULL past the last. */
static const char *read_by(const struct lc_study_predictor *p, unsigned k)
{
    if (p->what->others == LC_OTHERS_KNOWN_TO && !p->history)
        return k < BRUTE_HISTORIES ? names[k] : NULL;
    return k == 0 ? p->history : k == 1 ? p->other : NULL;
}

/* The rules of the two clocks, row by row; then what the kind says of itself. */
static double slow_value(const struct lc_study_predictor *p,
                         const struct lc_store *store, uint32_t child, int32_t t)
{
    size_t n = 0, room = 1;
    for (unsigned k = 0; read_by(p, k); k++) {
        const struct lc_history *h = lc_store_history(store, read_by(p, k));
        room += h ? h->n : 0;
    }
    struct lc_evidence *seen = lc_alloc(room, sizeof *seen);
    cr_assert(seen != NULL);
    for (unsigned k = 0; read_by(p, k); k++) {
        const struct lc_history *h = lc_store_history(store, read_by(p, k));
        struct keyed *keyed = h ? lc_alloc(h->n + 1, sizeof *keyed) : NULL;
        size_t keys = h && p->what->by_key ? keyed_rows(h, child, keyed) : 0;
        for (size_t i = 0; h && i < h->n; i++) {
            if (!(h->known_from[i] < t && t <= h->known_to[i] && h->start[i] < t
                  && (k || wants(p, h, i)) && is_of(p, store, child, h->child[i], t)))
                continue;
            seen[n] = event_of(h, i, k);
            if (keys)
                seen[n].known = keyed_first(h, i, keys, keyed);
            n++;
        }
        free(keyed);
    }
    double value = p->what->slow(n, seen, t, brute_low(p, t));
    free(seen);
    return value;
}

/* Every day that the value looks at is within the lag of a covered day of a history. */
static bool slow_observed(const struct lc_study_predictor *p, const char *history,
                          const struct lc_store *store, int32_t t)
{
    int32_t low = p->window ? lc_period_before(t, p->back) : t - 1;
    low -= p->what->before;
    if (low < p->since)
        return false;
    for (int32_t d = low; d < t; d++) {
        bool covered = false;
        for (size_t s = 0; s < store->sources && !covered; s++)
            covered = strcmp(store->source[s].history, history) == 0
                      && store->source[s].covers_from - 20 <= d
                      && d < store->source[s].covers_to + 20;
        if (!covered)
            return false;
    }
    return true;
}

double brute_value(const struct lc_study_predictor *p, const struct lc_store *store,
                   uint32_t child, int32_t t)
{
    const struct lc_history *h = lc_store_history(store, "person");
    for (unsigned k = 0; read_by(p, k); k++)
        if (!slow_observed(p, read_by(p, k), store, t))
            return NAN;
    if (lc_kind_reads(p->what))
        return slow_value(p, store, child, t);
    int64_t best = -1; /* no records: the version said latest, then the first row */
    for (size_t i = 0; i < h->n; i++)
        if (h->child[i] == child && h->known_from[i] < t && t <= h->known_to[i]
            && (best < 0 || h->known_from[i] > h->known_from[best]))
            best = (int64_t)i;
    struct lc_evidence person = { 0 };
    if (best >= 0)
        person = event_of(h, (size_t)best, 0);
    return p->what->slow(best >= 0, &person, t, INT32_MIN);
}

bool brute_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

double brute_get(const struct lc_column *column, size_t row)
{
    double v = lc_column_get(column, row);
    return column->type == LC_CATEGORY && v == 0 ? NAN : v;
}
