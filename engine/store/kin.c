/* See kin.h. The days are walked in order. What changes on a day, a child that comes to
 * a place or leaves it, touches the families of those who are there; these alone are
 * found anew, by walking from child to place to child. */
#include "store/kin.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "store/kin_inside.h"

#define NOBODY  UINT32_MAX
#define NOWHERE UINT32_MAX

/* The places of the numbers that children had while they were at an address, as far as
 * they are to be told apart. */
struct numbers {
    uint32_t count, place[LC_ADDRESS_NUMBERS_MOST + 1];
};

/* Stay numbers are indices; a stay that goes on is in two lists, its place's and its
 * child's. */
struct walk {
    struct lc_store *store;
    const struct lc_kin_stays *stays;
    uint32_t *place;                /* [stays] its place's number, in order */
    uint32_t *there, *present;      /* [places] first of its list; how many */
    struct numbers *numbers;        /* [places] of an address */
    uint32_t *at;                   /* [records] first of the child's list */
    uint32_t *next_there, *next_at; /* [stays] */
    uint32_t *family;               /* [records] today's, or NOBODY */
    int32_t *since;                 /* [records] */
    uint32_t *seen, *dirtied;       /* [records] the turn in which it was met */
    uint32_t turn;
    size_t dirties, dirty_room, found;
    uint32_t *dirty; /* children whose family may have changed */
    uint32_t *queue; /* [records] a family as it is found */
};

/* A stay that begins or ends. */
struct change {
    int32_t day;
    uint32_t stay;
    bool ends;
};

/* Of a day what ends comes first: who goes to another place was never at both. */
static int by_change(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->ends != y->ends)
        return x->ends ? -1 : 1;
    return (x->stay > y->stay) - (x->stay < y->stay);
}

/* --- places ----------------------------------------------------------------------- */

static bool is_address(const struct walk *w, uint32_t stay)
{
    return w->stays->stay[stay].place & LC_PLACE_ADDRESS;
}

static bool binds(const struct walk *w, uint32_t stay)
{
    uint32_t place = w->place[stay];
    if (!is_address(w, stay))
        return w->present[place] <= LC_NUMBER_MOST;
    return w->present[place] <= LC_ADDRESS_MOST
           && w->numbers[place].count <= LC_ADDRESS_NUMBERS_MOST;
}

static int mark(struct walk *w, uint32_t child, struct lc_error *err)
{
    if (w->dirtied[child] == w->turn)
        return LC_OK;
    w->dirtied[child] = w->turn;
    int code = LC_GROW(w->dirty, w->dirty_room, w->dirties + 1, err);
    if (!code)
        w->dirty[w->dirties++] = child;
    return code;
}

/* All who are at the place of a stay, if it binds them. */
static int mark_place(struct walk *w, uint32_t stay, struct lc_error *err)
{
    int code = LC_OK;
    if (binds(w, stay))
        for (uint32_t s = w->there[w->place[stay]]; s != NOWHERE && !code;
             s = w->next_there[s])
            code = mark(w, w->stays->stay[s].child, err);
    return code;
}

/* The child is at an address and has a number, both stays. */
static int meet_number(struct walk *w, uint32_t address, uint32_t number,
                       struct lc_error *err)
{
    struct numbers *n = w->numbers + w->place[address];
    uint32_t k = 0;
    while (k < n->count && n->place[k] != w->place[number])
        k++;
    if (k < n->count || n->count > LC_ADDRESS_NUMBERS_MOST)
        return LC_OK;
    int code = mark_place(w, address, err);
    n->place[n->count++] = w->place[number];
    return code;
}

/* A stay of a child begins: what numbers its addresses have had. */
static int meet_numbers(struct walk *w, uint32_t child, uint32_t stay,
                        struct lc_error *err)
{
    bool address = is_address(w, stay);
    int code = LC_OK;
    for (uint32_t s = w->at[child]; s != NOWHERE && !code; s = w->next_at[s])
        if (is_address(w, s) != address)
            code = meet_number(w, address ? stay : s, address ? s : stay, err);
    return code;
}

static void take_out(uint32_t *first, uint32_t *next, uint32_t stay)
{
    while (*first != stay)
        first = next + *first;
    *first = next[stay];
}

static int apply(struct walk *w, const struct change *change, struct lc_error *err)
{
    uint32_t stay = change->stay, child = w->stays->stay[stay].child;
    uint32_t *there = w->there + w->place[stay], *at = w->at + child;
    int code = mark(w, child, err);
    if (!code)
        code = mark_place(w, stay, err);
    if (change->ends) {
        take_out(there, w->next_there, stay);
        take_out(at, w->next_at, stay);
        w->present[w->place[stay]]--;
    } else {
        w->next_there[stay] = *there;
        w->next_at[stay] = *at;
        *there = *at = stay;
        w->present[w->place[stay]]++;
        if (!code)
            code = meet_numbers(w, child, stay, err);
    }
    return code ? code : mark_place(w, stay, err);
}

/* --- families --------------------------------------------------------------------- */

static void meet(struct walk *w, uint32_t child)
{
    if (w->seen[child] == w->turn)
        return;
    w->seen[child] = w->turn;
    w->queue[w->found++] = child;
}

/* w->queue[found] = all who are bound to the child, over any number of steps. */
static void find_family(struct walk *w, uint32_t child)
{
    w->found = 0;
    meet(w, child);
    for (size_t i = 0; i < w->found; i++)
        for (uint32_t s = w->at[w->queue[i]]; s != NOWHERE; s = w->next_at[s])
            if (binds(w, s))
                for (uint32_t o = w->there[w->place[s]]; o != NOWHERE;
                     o = w->next_there[o])
                    meet(w, w->stays->stay[o].child);
}

static int put(struct walk *w, uint32_t child, int32_t day, struct lc_error *err)
{
    struct lc_store *store = w->store;
    if (w->family[child] == NOBODY || w->since[child] >= day)
        return LC_OK;
    int code = LC_GROW(store->kin, store->kin_room, store->families + 1, err);
    if (!code)
        store->kin[store->families++] =
            (struct lc_kin){ child, w->family[child], w->since[child], day };
    return code;
}

static int tell_family(struct walk *w, int32_t day, struct lc_error *err)
{
    uint32_t number = NOBODY;
    int code = LC_OK;
    for (size_t i = 0; i < w->found && w->found > 1; i++)
        number = w->queue[i] < number ? w->queue[i] : number;
    for (size_t i = 0; i < w->found && !code; i++) {
        uint32_t child = w->queue[i];
        if (w->family[child] == number)
            continue;
        code = put(w, child, day, err);
        w->family[child] = number;
        w->since[child] = day;
    }
    return code;
}

static int settle_day(struct walk *w, int32_t day, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < w->dirties && !code; i++) {
        if (w->seen[w->dirty[i]] == w->turn)
            continue;
        find_family(w, w->dirty[i]);
        code = tell_family(w, day, err);
    }
    w->dirties = 0;
    w->turn++;
    if (!code && lc_interrupted())
        code = lc_interrupt_check(err);
    return code;
}

/* --- the walk --------------------------------------------------------------------- */

static uint32_t *fill(size_t count, struct lc_error *err)
{
    uint32_t *array = lc_alloc(count, sizeof *array);
    if (!array)
        LC_FAIL_NOMEM(err);
    else if (count)
        memset(array, 0xff, count * sizeof *array); /* NOBODY, NOWHERE */
    return array;
}

static int begin(struct walk *w, struct lc_error *err)
{
    size_t n = w->stays->count, records = w->store->records;
    uint32_t places = 0;
    if (n >= NOWHERE / 2)
        return LC_FAIL(err, LC_RANGE, "more than %u stays of families", NOWHERE / 2);
    uint32_t **of_stays[] = { &w->place, &w->next_there, &w->next_at };
    uint32_t **of_records[] = { &w->at, &w->family, &w->seen, &w->dirtied, &w->queue };
    for (size_t i = 0; i < sizeof of_stays / sizeof *of_stays; i++)
        if (!(*of_stays[i] = fill(n, err)))
            return LC_NOMEM;
    for (size_t i = 0; i < sizeof of_records / sizeof *of_records; i++)
        if (!(*of_records[i] = fill(records, err)))
            return LC_NOMEM;
    for (size_t i = 0; i < n; i++) {
        places += i > 0 && w->stays->stay[i].place != w->stays->stay[i - 1].place;
        w->place[i] = places;
    }
    w->since = lc_alloc(records, sizeof *w->since);
    w->there = fill(places + 1, err);
    w->present = lc_alloc(places + 1, sizeof *w->present);
    w->numbers = lc_alloc(places + 1, sizeof *w->numbers);
    return w->since && w->there && w->present && w->numbers ? LC_OK
                                                            : LC_FAIL_NOMEM(err);
}

static void end(struct walk *w)
{
    void *all[] = { w->place,   w->there,  w->present, w->at,   w->next_there,
                    w->next_at, w->family, w->since,   w->seen, w->dirtied,
                    w->dirty,   w->queue,  w->numbers };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

static int run(struct walk *w, size_t changes, const struct change *change,
               struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < changes && !code; i++) {
        code = apply(w, change + i, err);
        if (!code && (i + 1 == changes || change[i + 1].day != change[i].day))
            code = settle_day(w, change[i].day, err);
    }
    for (size_t c = 0; c < w->store->records && !code; c++)
        code = put(w, (uint32_t)c, LC_OPEN, err);
    return code;
}

static int walk(struct walk *w, struct lc_error *err)
{
    const struct lc_kin_stays *stays = w->stays;
    struct change *change = lc_alloc(2 * stays->count, sizeof *change);
    size_t n = 0;
    int code = change ? begin(w, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < stays->count && !code; i++) {
        change[n++] = (struct change){ stays->stay[i].from, (uint32_t)i, false };
        if (stays->stay[i].to != LC_OPEN)
            change[n++] = (struct change){ stays->stay[i].to, (uint32_t)i, true };
    }
    if (!code && n)
        qsort(change, n, sizeof *change, by_change);
    if (!code)
        code = run(w, n, change, err);
    end(w);
    free(change);
    return code;
}

static int by_kin(const void *a, const void *b)
{
    const struct lc_kin *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

int lc_kin_find(struct lc_store *store, const struct lc_identities *ids,
                struct lc_error *err)
{
    struct lc_kin_stays stays;
    struct walk w = { .store = store, .stays = &stays };
    store->families = 0;
    int code = lc_kin_collect(&stays, store, ids, err);
    if (!code && stays.count)
        code = walk(&w, err);
    free(stays.stay);
    if (store->families)
        qsort(store->kin, store->families, sizeof *store->kin, by_kin);
    return code;
}
