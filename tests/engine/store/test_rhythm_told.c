/* Rhythms of many histories that are made at once: the same as each alone, and as by
 * looking at every row for every history. Boroughs are random: of 1 to 5 histories,
 * births beside them, and 1 to 9 sources that declare some of them and may tell others
 * too; some rows are of no source. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "store/rhythm.h"

enum { BOROUGHS = 300, DAYS = 60, MOST = 6 };

static const char *const names[MOST] = { "a", "b", "c", "d", "e", "person" };

static void add_source(struct lc_random *r, struct lc_source *source)
{
    char feeds[40] = "";
    for (int k = 0; k < MOST; k++)
        if (lc_random_below(r, 3) == 0) {
            strcat(feeds, *feeds ? "," : "");
            strcat(feeds, names[k]);
        }
    *source = (struct lc_source){
        .schema = lc_strdup(lc_random_below(r, 2) ? "one" : "other"),
        .history = lc_strdup(feeds),
        .imported = (int32_t)lc_random_below(r, DAYS),
        .covers_to = (int32_t)lc_random_below(r, DAYS),
        .rhythm = (int32_t)lc_random_below(r, 20),
    };
}

static void add_rows(struct lc_random *r, struct lc_store *store, const char *name)
{
    struct lc_history *h;
    size_t rows = lc_random_below(r, 30);
    cr_assert(zero(int, lc_store_add_history(store, name, &h, NULL)));
    for (size_t i = 0; i < rows; i++) {
        int32_t start = (int32_t)lc_random_below(r, DAYS);
        const struct lc_event event = {
            .start = start,
            .end = LC_OPEN,
            .known_from = lc_random_below(r, 9)
                              ? start + (int32_t)lc_random_below(r, 20)
                              : LC_OPEN, /* nobody ever saw it */
            .known_to = LC_OPEN,
            .file = (uint32_t)lc_random_below(r, store->sources + 1),
        };
        cr_assert(zero(int, lc_history_append(h, &event, NULL)));
    }
}

static struct lc_store borough(struct lc_random *r)
{
    struct lc_store store = { .sources = 1 + lc_random_below(r, 9) };
    size_t histories = 1 + lc_random_below(r, MOST - 1);
    store.source = lc_alloc(store.sources, sizeof *store.source);
    cr_assert(ne(ptr, store.source, NULL));
    for (size_t s = 0; s < store.sources; s++)
        add_source(r, store.source + s);
    for (size_t k = 0; k < histories; k++)
        add_rows(r, &store, names[k]);
    add_rows(r, &store, "person");
    return store;
}

/* --- by every row ----------------------------------------------------------------- */

static bool feeds(const struct lc_store *store, size_t source, const char *history)
{
    const struct lc_history *h = lc_store_history(store, history);
    for (size_t i = 0; h && i < h->n; i++)
        if (h->file[i] == source)
            return true;
    return lc_source_feeds(store->source + source, history);
}

/* Does one of its sources declare more than one history? */
static bool is_told_with_others(const struct lc_store *store, const char *history)
{
    for (size_t s = 0; s < store->sources; s++)
        if (feeds(store, s, history) && strchr(store->source[s].history, ','))
            return true;
    return false;
}

/* The first day on which a start on that day was known, by the history's own rows or by
 * all that its sources gave; LC_OPEN: by none. */
static int32_t first_known(const struct lc_store *store, const char *history, bool own,
                           int32_t day)
{
    int32_t first = LC_OPEN;
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        if (!strcmp(h->name, "person") || (own && strcmp(h->name, history)))
            continue;
        for (size_t i = 0; i < h->n; i++) {
            bool counts =
                own
                || (h->file[i] < store->sources && feeds(store, h->file[i], history));
            if (counts && h->start[i] == day && h->known_from[i] < first)
                first = h->known_from[i];
        }
    }
    return first;
}

static void hold_days(const struct lc_told *told, const struct lc_store *store,
                      const char *history, bool own)
{
    size_t at = 0;
    for (int32_t day = 0; day < DAYS; day++) {
        int32_t first = first_known(store, history, own, day);
        if (first == LC_OPEN)
            continue;
        cr_assert(lt(sz, at, told->count));
        cr_expect(eq(i32, told->start[at], day));
        cr_expect(eq(i32, told->known[at], first));
        at++;
    }
    cr_expect(eq(sz, told->count, at));
}

static void hold_same(const struct lc_told *a, const struct lc_told *b)
{
    cr_assert(eq(sz, a->count, b->count));
    cr_expect(eq(i32, a->declared, b->declared));
    cr_expect(a->alarms == b->alarms);
    for (size_t i = 0; i < a->count; i++)
        cr_expect(a->start[i] == b->start[i] && a->known[i] == b->known[i]
                  && a->day[i] == b->day[i]);
}

static void hold_one(const struct lc_rhythm *many, const struct lc_store *store,
                     const char *history)
{
    struct lc_rhythm alone;
    cr_assert(zero(int, lc_rhythm_make(&alone, store, history, NULL)));
    hold_same(&many->own, &alone.own);
    hold_same(&many->all, &alone.all);
    cr_assert(eq(sz, many->spans, alone.spans));
    cr_assert(eq(sz, many->ends, alone.ends));
    for (size_t i = 0; i < alone.spans; i++)
        cr_expect(zero(int, memcmp(many->span[i], alone.span[i], sizeof *alone.span)));
    for (size_t i = 0; i < alone.ends; i++)
        cr_expect(many->end[i].from == alone.end[i].from
                  && many->end[i].to == alone.end[i].to);
    bool person = !strcmp(history, "person");
    if (!person)
        hold_days(&many->own, store, history, true);
    if (!person && is_told_with_others(store, history))
        hold_days(&many->all, store, history, false);
    else
        cr_expect(eq(sz, many->all.count, 0));
    lc_rhythm_free(&alone);
}

Test(rhythm_told, many_at_once_are_each_alone_and_what_every_row_says)
{
    struct lc_random r;
    lc_random_init(&r, 41, 0);
    for (int k = 0; k < BOROUGHS; k++) {
        struct lc_store store = borough(&r);
        const char *asked[MOST]; /* of some the store holds nothing */
        struct lc_rhythm rhythm[MOST];
        for (int h = 0; h < MOST; h++)
            asked[h] = lc_random_below(&r, 4) ? names[h] : NULL;
        cr_assert(zero(int, lc_rhythms_make(rhythm, MOST, asked, &store, NULL)));
        for (int h = 0; h < MOST; h++)
            if (asked[h])
                hold_one(rhythm + h, &store, asked[h]);
            else
                cr_expect(eq(sz,
                             rhythm[h].own.count + rhythm[h].all.count + rhythm[h].spans
                                 + rhythm[h].ends,
                             0));
        for (int h = 0; h < MOST; h++)
            lc_rhythm_free(rhythm + h);
        lc_store_free(&store);
    }
}

/* Nothing told is no rhythm; and days may lie millennia apart. */
Test(rhythm_told, none_and_far_apart)
{
    struct lc_store store = { 0 };
    struct lc_rhythm r;
    cr_assert(zero(int, lc_rhythm_make(&r, &store, "x", NULL)));
    cr_expect(eq(sz, r.own.count, 0));
    lc_rhythm_free(&r);
    struct lc_history *h;
    cr_assert(zero(int, lc_store_add_history(&store, "x", &h, NULL)));
    const struct lc_event first = { .start = -700000, .known_from = 3 },
                          last = { .start = 700000, .known_from = 4 };
    cr_assert(zero(int, lc_history_append(h, &first, NULL)));
    cr_assert(zero(int, lc_history_append(h, &last, NULL)));
    cr_assert(zero(int, lc_rhythm_make(&r, &store, "x", NULL)));
    cr_assert(eq(sz, r.own.count, 2));
    cr_expect(eq(i32, r.own.start[0], -700000));
    cr_expect(eq(i32, r.own.known[1], 4));
    lc_rhythm_free(&r);
    lc_store_free(&store);
}

/* --- silence ---------------------------------------------------------------------- */

/* Who has told `count` days, about `step` days apart, each at once, and could speak on
 * any day. */
static struct lc_rhythm pace(struct lc_random *r, size_t count, uint64_t step)
{
    struct lc_rhythm p = { .ends = 1 };
    struct lc_told *own = &p.own;
    int32_t day = 1000;
    p.end = lc_alloc(1, sizeof *p.end);
    own->start = lc_alloc(count, sizeof *own->start);
    own->known = lc_alloc(count, sizeof *own->known);
    own->day = lc_alloc(count, sizeof *own->day);
    cr_assert(p.end && own->start && own->known && own->day);
    *p.end = (struct lc_rhythm_end){ INT32_MIN, 4000000 };
    own->alarms = lc_random_below(r, 2) ? 0.1 : 0.02;
    own->count = count;
    for (size_t i = 0; i < count; i++) {
        own->start[i] = own->known[i] = own->day[i] = day;
        day += 1 + (int32_t)lc_random_below(r, step);
    }
    return p;
}

/* The limit is looked for by halving; whether a pause is above it is not: they agree on
 * the day, and over it. */
Test(rhythm_told, silence_begins_behind_the_limit)
{
    static const uint64_t steps[] = { 1, 3, 14, 60, 250, 900, 9000 };
    struct lc_random r;
    size_t limits = 0;
    lc_random_init(&r, 42, 0);
    for (int k = 0; k < 3000; k++) {
        struct lc_rhythm p = pace(&r, 1 + lc_random_below(&r, 60), steps[k % 7]);
        struct lc_silence s = lc_rhythm_judge(&p, 3000000);
        int32_t end, t = s.last + s.limit;
        if (s.limit != LC_OPEN) {
            limits++;
            cr_expect(eq(i32, lc_rhythm_judge(&p, t).since, LC_NO_DAY));
            cr_expect(eq(i32, lc_rhythm_silent(&p, t - 1, t, t, &end), LC_NO_DAY));
            cr_expect(eq(i32, lc_rhythm_judge(&p, t + 1).since, s.last + 1));
            cr_expect(eq(i32, lc_rhythm_silent(&p, t, t + 1, t + 1, &end), s.last + 1));
        }
        cr_expect(eq(i32, s.since, s.limit == LC_OPEN ? LC_NO_DAY : s.last + 1));
        lc_rhythm_free(&p);
    }
    cr_expect(lt(sz, 2000, limits));
}
