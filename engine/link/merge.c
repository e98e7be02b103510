/* The merges that stand in the store. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/run_inside.h"

const char lc_link_accepted[] = "accepted";

bool lc_link_is_decision(const struct lc_store *store,
                         const struct lc_record_link *link)
{
    const char *pass = lc_codes_name(&store->passes, link->pass);
    return strcmp(pass, lc_link_accepted) == 0 || strcmp(pass, LC_PASS_APART) == 0;
}

int lc_link_order(const void *a, const void *b)
{
    const struct lc_record_link *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return x->pass < y->pass ? -1 : x->pass > y->pass;
}

int lc_link_add(struct lc_store *store, uint32_t a, uint32_t b, const char *pass,
                int32_t day, struct lc_error *err)
{
    struct lc_record_link link = { a < b ? a : b, a < b ? b : a, 0, day };
    int code = lc_codes_add(&store->passes, lc_slice_of(pass), &link.pass, err);
    if (!code)
        code = LC_GROW(store->link, store->link_room, store->links + 1, err);
    if (!code)
        store->link[store->links++] = link;
    return code;
}

/* Of merges of before, the earliest first. */
static int by_day(const void *a, const void *b)
{
    const struct lc_record_link *x = a, *y = b;
    return x->day != y->day ? (x->day < y->day ? -1 : 1) : lc_link_order(a, b);
}

static bool joins(lc_record_groups *noted, uint32_t a, uint32_t b)
{
    uint16_t kind;
    return lc_record_groups_join(noted, a, b, LC_FACT_NONE, &kind) == LC_JOINED;
}

static int note_old(struct lc_linking *run, lc_record_groups *noted,
                    struct lc_error *err)
{
    const struct lc_store *store = run->store;
    int code = LC_OK;
    for (size_t i = 0; i < run->olds; i++) {
        const struct lc_record_link *link = run->old + i;
        const char *pass = lc_codes_name(&store->passes, link->pass);
        if (strcmp(pass, lc_link_accepted) == 0
            && lc_record_groups_stand(run->groups, link->record, link->other)
                   == LC_TOGETHER)
            joins(noted, link->record, link->other);
    }
    for (size_t i = 0; i < run->olds && !code; i++) {
        const struct lc_record_link *link = run->old + i;
        const char *pass = lc_codes_name(&store->passes, link->pass);
        if (!lc_link_is_decision(store, link)
            && lc_record_groups_stand(run->groups, link->record, link->other)
                   == LC_TOGETHER
            && joins(noted, link->record, link->other))
            code = lc_link_add(run->store, link->record, link->other, pass, link->day,
                               err);
    }
    return code;
}

int lc_link_note_merges(struct lc_linking *run, struct lc_error *err)
{
    lc_record_groups *noted = NULL;
    int code = lc_record_groups_new(&noted, run->store->records, 0, NULL, err);
    if (!code && run->olds)
        qsort(run->old, run->olds, sizeof *run->old, by_day);
    if (!code)
        code = note_old(run, noted, err);
    for (size_t i = 0; i < run->joins && !code; i++) {
        const struct lc_joined *j = run->join + i;
        if (joins(noted, j->record, j->other))
            code = lc_link_add(run->store, j->record, j->other,
                               j->number ? "number" : "weight", run->day, err);
    }
    lc_record_groups_free(noted);
    return code;
}

/* --- what holds no more ----------------------------------------------------------- */

int lc_link_part(struct lc_store *store, const struct lc_record_link *link,
                 int32_t until, struct lc_error *err)
{
    if (link->day >= until)
        return LC_OK;
    int code = LC_GROW(store->parting, store->parting_room, store->partings + 1, err);
    if (!code)
        store->parting[store->partings++] =
            (struct lc_parting){ link->record, link->other, link->pass, link->day,
                                 until };
    return code;
}

static int by_parting(const void *a, const void *b)
{
    const struct lc_parting *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->until != y->until)
        return x->until < y->until ? -1 : 1;
    return (x->pass > y->pass) - (x->pass < y->pass);
}

int lc_link_note_partings(struct lc_store *store, size_t n,
                          const struct lc_record_link *old, int32_t day,
                          struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < n && !code; i++)
        if (!store->links
            || !bsearch(old + i, store->link, store->links, sizeof *store->link,
                        lc_link_order))
            code = lc_link_part(store, old + i, day, err);
    if (!code && store->partings)
        qsort(store->parting, store->partings, sizeof *store->parting, by_parting);
    return code;
}

int lc_link_stand_on(lc_record_groups *groups, const struct lc_store *store, size_t n,
                     const struct lc_record_link *row, bool merges,
                     struct lc_error *err)
{
    const char *const decisions[] = { LC_PASS_APART, lc_link_accepted };
    uint16_t kind;
    int code = LC_OK;
    for (int d = 0; d < 2; d++)
        for (size_t i = 0; i < n && !code; i++) {
            const char *pass = lc_codes_name(&store->passes, row[i].pass);
            if (strcmp(pass, decisions[d]) != 0)
                continue;
            if (d == 0)
                code = lc_record_groups_keep_apart(groups, row[i].record, row[i].other,
                                                   err);
            else
                (void)lc_record_groups_join(groups, row[i].record, row[i].other,
                                            LC_FACT_NONE, &kind);
        }
    for (size_t i = 0; i < n && merges && !code; i++)
        if (!lc_link_is_decision(store, row + i))
            (void)lc_record_groups_join(groups, row[i].record, row[i].other,
                                        LC_FACT_NONE, &kind);
    return code;
}
