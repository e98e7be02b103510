/* See kin_inside.h: the stays of children at places, of the histories "family" and
 * "address". Of an address the store knows the days and the identity file which it is:
 * they meet in record and first day. Where the file says several of one first day, the
 * last to have been said holds.
 *
 * A family's number has no day, and an address may be written down with the day on
 * which it began, years before. So nobody stays anywhere before anything that happened
 * to the record was known: else that it is there would tell that the child became known
 * later.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/kin_inside.h"

static const char of_number[] = "family", of_address[] = "address";

bool lc_kin_is_told_by(const char *history)
{
    return strcmp(history, of_number) == 0 || strcmp(history, of_address) == 0;
}

/* --- the addresses of the identity file ------------------------------------------- */

struct home {
    uint64_t place;
    uint32_t record;
    int32_t since, known_from;
};

struct homes {
    size_t count;
    struct home *home;
    int32_t *met; /* [records] when anything that happened to it was first known */
};

static int by_home(const void *a, const void *b)
{
    const struct home *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->since != y->since)
        return x->since < y->since ? -1 : 1;
    if (x->known_from != y->known_from)
        return x->known_from < y->known_from ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static void find_met(int32_t *met, const struct lc_store *store)
{
    for (size_t r = 0; r < store->records; r++)
        met[r] = LC_OPEN;
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        if (lc_kin_is_told_by(h->name) || strcmp(h->name, "person") == 0)
            continue;
        for (size_t i = 0; i < h->n; i++)
            if (h->known_from[i] < met[h->record[i]])
                met[h->record[i]] = h->known_from[i];
    }
}

static int find_homes(struct homes *homes, const struct lc_store *store,
                      const struct lc_identities *ids, struct lc_error *err)
{
    *homes = (struct homes){ .home = lc_alloc(ids->count, sizeof *homes->home),
                             .met = lc_alloc(store->records, sizeof *homes->met) };
    if (!homes->home || !homes->met)
        return LC_FAIL_NOMEM(err);
    find_met(homes->met, store);
    for (size_t i = 0; i < ids->count; i++) {
        const struct lc_identity *row = ids->row + i;
        struct home *home = homes->home + homes->count;
        if (row->since == LC_NO_DAY || !lc_kin_address(row, &home->place))
            continue;
        home->record = row->record;
        home->since = row->since;
        home->known_from = row->known_from;
        homes->count++;
    }
    if (homes->count)
        qsort(homes->home, homes->count, sizeof *homes->home, by_home);
    return LC_OK;
}

/* The first of the record's of that first day, or the end. */
static size_t first_home(const struct homes *homes, uint32_t record, int32_t since)
{
    size_t low = 0, high = homes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct home *h = homes->home + middle;
        if (h->record < record || (h->record == record && h->since < since))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- stays ------------------------------------------------------------------------ */

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t sooner(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int add_stay(struct lc_kin_stays *stays, const struct lc_kin_stay *stay,
                    struct lc_error *err)
{
    if (stay->from >= stay->to)
        return LC_OK;
    int code = LC_GROW(stays->stay, stays->room, stays->count + 1, err);
    if (!code)
        stays->stay[stays->count++] = *stay;
    return code;
}

/* Event i, on the days on which it was so and was known. */
static struct lc_kin_stay stay_of(const struct homes *homes, const struct lc_history *h,
                                  size_t i)
{
    int32_t known = later(h->known_from[i], homes->met[h->record[i]]);
    return (struct lc_kin_stay){ .child = h->child[i],
                                 .from = later(h->start[i], known),
                                 .to = sooner(h->end[i], h->known_to[i]) };
}

static int add_numbers(struct lc_kin_stays *stays, const struct homes *homes,
                       const struct lc_history *h, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; h && i < h->n && !code; i++) {
        struct lc_kin_stay stay = stay_of(homes, h, i);
        stay.place = h->content[i] & ~(uint64_t)LC_PLACE_ADDRESS;
        code = add_stay(stays, &stay, err);
    }
    return code;
}

/* The addresses that the identity file has for the event, each from when it was said
 * until another was. */
static int add_homes(struct lc_kin_stays *stays, const struct homes *homes,
                     const struct lc_history *h, size_t i, struct lc_error *err)
{
    const struct lc_kin_stay whole = stay_of(homes, h, i);
    size_t first = first_home(homes, h->record[i], h->start[i]), end = first;
    int code = LC_OK;
    while (end < homes->count && homes->home[end].record == h->record[i]
           && homes->home[end].since == h->start[i])
        end++;
    for (size_t a = first; a < end && !code; a++) {
        const struct home *home = homes->home + a;
        struct lc_kin_stay stay = whole;
        size_t next = a;
        while (next < end && homes->home[next].known_from == home->known_from)
            next++;
        stay.place = home->place;
        if (home->known_from != homes->home[first].known_from)
            stay.from = later(stay.from, home->known_from);
        if (next < end)
            stay.to = sooner(stay.to, homes->home[next].known_from);
        code = add_stay(stays, &stay, err);
    }
    return code;
}

static int add_addresses(struct lc_kin_stays *stays, const struct homes *homes,
                         const struct lc_history *h, struct lc_error *err)
{
    int code = LC_OK;
    uint16_t placement = h ? lc_codes_find(&h->codes, lc_slice_of("placement")) : 0;
    uint16_t institution = h ? lc_codes_find(&h->codes, lc_slice_of("institution")) : 0;
    for (size_t i = 0; h && i < h->n && !code; i++)
        if (!h->code[i] || (h->code[i] != placement && h->code[i] != institution))
            code = add_homes(stays, homes, h, i, err);
    return code;
}

static int by_stay(const void *a, const void *b)
{
    const struct lc_kin_stay *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Stays of a child at a place that meet are one. */
static void unite(struct lc_kin_stays *stays)
{
    size_t kept = 0;
    if (stays->count)
        qsort(stays->stay, stays->count, sizeof *stays->stay, by_stay);
    for (size_t i = 0; i < stays->count; i++) {
        const struct lc_kin_stay *one = stays->stay + i;
        struct lc_kin_stay *last = kept ? stays->stay + kept - 1 : NULL;
        if (last && last->place == one->place && last->child == one->child
            && one->from <= last->to)
            last->to = later(last->to, one->to);
        else
            stays->stay[kept++] = *one;
    }
    stays->count = kept;
}

int lc_kin_collect(struct lc_kin_stays *stays, const struct lc_store *store,
                   const struct lc_identities *ids, struct lc_error *err)
{
    *stays = (struct lc_kin_stays){ 0 };
    struct homes homes;
    int code = find_homes(&homes, store, ids, err);
    if (!code)
        code = add_numbers(stays, &homes, lc_store_history(store, of_number), err);
    if (!code)
        code = add_addresses(stays, &homes, lc_store_history(store, of_address), err);
    if (!code)
        unite(stays);
    free(homes.home);
    free(homes.met);
    return code;
}
