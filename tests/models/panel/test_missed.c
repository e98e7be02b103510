/* Why entrants were on no list: a small town in which one thing is otherwise at a time,
 * held to towns that really were so. Entries of 2021; lists of ten, every quarter. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "models/panel/missed.h"
#include "support/scored.h"
#include "support/stores.h"
#include "support/town.h"

static struct scored_town town;
static struct lc_missed plain;
static char *folder, path[4096];

static void run_missed(struct lc_missed *missed, struct lc_store *store, int32_t within)
{
    struct lc_error err = { 0 };
    const struct lc_missed_ask ask = { .linkage = LC_NO_DAY,
                                       .from = day_of("2021-01-01"),
                                       .to = day_of("2022-01-01"),
                                       .capacity = 10,
                                       .within = within,
                                       .store_path = path };
    cr_assert(zero(int, lc_store_save(store, path, &err)), "%s", err.text);
    int code = lc_missed_run(missed, town.training.model, store, &ask, NULL, &err);
    cr_assert(zero(int, code), "%s", err.text);
}

static void begin(void)
{
    lc_begin();
    scored_town_open(&town, "logistic");
    folder = test_folder();
    snprintf(path, sizeof path, "%s/town.h5", folder);
    run_missed(&plain, &town.store, 7);
}

static void end(void)
{
    lc_missed_free(&plain);
    scored_town_close(&town);
    free(folder);
}

TestSuite(missed, .init = begin, .fini = end);

static const struct lc_missed_entry *entry_of(const struct lc_missed *v, uint32_t child)
{
    for (size_t i = 0; i < v->entries; i++)
        if (v->entry[i].child == child)
            return v->entry + i;
    cr_assert(false, "no entry");
    return NULL;
}

/* The last entrant of a class in the plain town. */
static const struct lc_missed_entry *one_of(enum lc_missed_class is)
{
    for (size_t i = plain.entries; i-- > 0;)
        if (plain.entry[i].is == is)
            return plain.entry + i;
    cr_assert(false, "none of the class");
    return NULL;
}

/* `count` events, a day apart, in a copy of the town. */
struct added {
    const char *history, *code, *agreed;
    uint32_t child;
    int32_t start, known;
    int count;
};

static struct lc_store town_with(const struct added *a)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_history *h;
    uint16_t attribute = 0;
    size_t which;
    cr_assert(zero(int, lc_store_add_history(&store, a->history, &h, NULL)));
    struct lc_event event = { .child = a->child,
                              .record = a->child,
                              .end = LC_OPEN,
                              .known_to = LC_OPEN,
                              .level = LC_NO_LEVEL };
    cr_assert(
        zero(int, lc_codes_add(&h->codes, lc_slice_of(a->code), &event.code, NULL)));
    if (a->agreed) {
        cr_assert(zero(int, lc_history_attribute(h, "agreed", &which, NULL)));
        cr_assert(zero(int, lc_codes_add(&h->attribute[which].codes,
                                         lc_slice_of(a->agreed), &attribute, NULL)));
        event.attribute = &attribute;
    }
    for (int i = 0; i < a->count; i++) {
        event.start = a->start + i;
        event.known_from = a->known ? a->known : event.start;
        event.key = event.content = 1000000 + (uint64_t)i;
        cr_assert(zero(int, lc_history_append(h, &event, NULL)));
    }
    cr_assert(zero(int, lc_history_sort(h, store.records, NULL)));
    return store;
}

/* The classes are of every entrant once; each is judged by the year before it. */
Test(missed, adds_up)
{
    size_t sum = 0, listed = 0;
    cr_assert(lt(sz, 20, plain.entries));
    cr_expect(eq(sz, plain.lists, 8)); /* 2020-01-01 to 2021-10-01 */
    cr_expect(eq(i32, plain.first_list, day_of("2020-01-01")));
    cr_expect(eq(i32, plain.last_list, day_of("2021-10-01")));
    for (int k = 0; k < LC_MISSED_COUNT; k++)
        sum += plain.count[k];
    cr_expect(eq(sz, sum, plain.entries));
    for (size_t i = 0; i < plain.entries; i++) {
        const struct lc_missed_entry *e = plain.entry + i;
        cr_expect(le(sz, e->lists, 4));
        cr_expect(eq(int, e->is == LC_MISSED_OPEN, e->listed > 0));
        cr_expect(eq(int, e->listed > 0, e->best >= 1 && e->best <= 10));
        listed += e->listed > 0;
    }
    cr_expect(eq(sz, listed, plain.listed));
    cr_expect(lt(sz, 0, plain.count[LC_MISSED_LOW]));
    /* in the town everything is known on its day */
    cr_assert(eq(sz, plain.gains, 2));
    cr_expect(eq(sz, plain.gain[0].listed, plain.listed));
    cr_expect(eq(str, (char *)plain.gain[1].system, "social_care"));
    cr_expect(eq(sz, plain.gain[1].listed, plain.listed));
}

/* Twenty episodes in the hundred days before an entry, told after it: nobody could
 * see it then; had they been told at once, the lists would be those of the town in
 * which they were. */
Test(missed, known_too_late)
{
    const struct lc_missed_entry *low = one_of(LC_MISSED_LOW);
    struct added a = { .history = "missing",
                       .code = "M",
                       .child = low->child,
                       .start = low->day - 120,
                       .known = low->day + 10,
                       .count = 20 };
    struct lc_missed late, told;
    struct lc_store store = town_with(&a);
    run_missed(&late, &store, 0);
    lc_store_free(&store);
    a.known = 0;
    store = town_with(&a);
    run_missed(&told, &store, 0);
    lc_store_free(&store);
    cr_expect(eq(int, entry_of(&late, low->child)->is, LC_MISSED_LATE));
    cr_expect(eq(sz, late.listed, plain.listed));
    cr_expect(eq(int, entry_of(&told, low->child)->is, LC_MISSED_OPEN));
    cr_expect(eq(sz, late.gain[0].listed, told.listed));
    cr_expect(eq(sz, late.gain[1].listed, told.listed));
    lc_missed_free(&late);
    lc_missed_free(&told);
}

/* An entrant, too low on the lists, whom a move on the day would take out for good. */
static uint32_t not_referred_since(const char *day)
{
    const struct lc_history *h = lc_store_history(&town.store, "referral");
    for (size_t i = 0; i < plain.entries; i++) {
        uint32_t child = plain.entry[i].child;
        uint64_t end = h->offset[child + 1];
        if (plain.entry[i].is == LC_MISSED_LOW && end > h->offset[child]
            && h->start[end - 1] < day_of(day))
            return child;
    }
    cr_assert(false, "none");
    return 0;
}

/* What makes a child known is told after the entry, or by nobody; or it had moved. */
Test(missed, not_known_and_not_there)
{
    uint32_t child = not_referred_since("2019-12-01");
    for (int hide = 0; hide < 2; hide++) {
        struct lc_missed v;
        struct lc_store store = town_store(8, 1500, 1.5);
        struct lc_history *h = lc_store_history(&store, "referral");
        for (uint64_t i = h->offset[child]; i < h->offset[child + 1]; i++) {
            h->known_from[i] = day_of("2021-12-31");
            h->known_to[i] = hide ? day_of("2021-12-31") : LC_OPEN;
        }
        run_missed(&v, &store, 7);
        cr_expect(
            eq(int, entry_of(&v, child)->is, hide ? LC_MISSED_NEVER : LC_MISSED_LATE));
        cr_expect(eq(int, entry_of(&v, child)->why, LC_NOT_KNOWN));
        lc_missed_free(&v);
        lc_store_free(&store);
    }
    struct lc_missed v;
    struct lc_store store = town_with(&(struct added){ .history = "moved",
                                                       .code = "out",
                                                       .child = child,
                                                       .start = day_of("2019-12-01"),
                                                       .count = 1 });
    run_missed(&v, &store, 7);
    cr_expect(eq(int, entry_of(&v, child)->is, LC_MISSED_OUTSIDE));
    cr_expect(eq(int, entry_of(&v, child)->why, LC_AWAY));
    lc_missed_free(&v);
    lc_store_free(&store);
}

/* What the panel decided of one who was listed. */
Test(missed, what_was_decided)
{
    const struct lc_missed_entry *listed = one_of(LC_MISSED_OPEN);
    static const struct {
        const char *action, *agreed;
        int after, is;
    } of[] = { { "assessment", "yes", 0, LC_MISSED_ACTED },
               { "assessment", "no", 0, LC_MISSED_DECLINED },
               { "none", "yes", 0, LC_MISSED_DECLINED },
               { "assessment", "yes", -1, LC_MISSED_OPEN } };
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        struct lc_missed v;
        struct lc_store store =
            town_with(&(struct added){ .history = "decision",
                                       .code = of[k].action,
                                       .agreed = of[k].agreed,
                                       .child = listed->child,
                                       .start = listed->first_listed + of[k].after,
                                       .count = 1 });
        run_missed(&v, &store, 7);
        cr_expect(eq(int, entry_of(&v, listed->child)->is, of[k].is), "%zu", k);
        lc_missed_free(&v);
        lc_store_free(&store);
    }
}
