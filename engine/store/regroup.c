/* See regroup.h. */
#include "store/regroup.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/check.h"

/* --- children --------------------------------------------------------------------- */

static int give_children(struct lc_history *h, const struct lc_store *store,
                         struct lc_error *err)
{
    for (size_t i = 0; i < h->n; i++)
        h->child[i] = store->record[h->record[i]].child;
    return lc_history_sort(h, store->records, err);
}

int lc_store_regroup(struct lc_store *store, const uint32_t *child,
                     struct lc_error *err)
{
    int code = lc_store_need_events(store, err);
    if (code)
        return code;
    for (size_t r = 0; r < store->records; r++)
        store->record[r].child = child[r];
    for (size_t i = 0; i < store->histories && !code; i++)
        code = give_children(store->history + i, store, err);
    return code;
}

/* --- families --------------------------------------------------------------------- */

struct carrying {
    struct lc_store *store;
    const uint32_t *was;
    size_t pairs;
    uint64_t *pair; /* [pairs] a child now, and one of before: sorted, each once */
    uint32_t *up;   /* [records] of families, by number: union-find */
    uint32_t *name; /* [records] by the root of a family: its first child now */
    size_t *first;  /* [records + 1] of each child of before, its rows in old */
    size_t olds, kept, room;
    struct lc_kin *old, *kin;
};

static int by_word(const void *a, const void *b)
{
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static uint32_t root_of(uint32_t *up, uint32_t family)
{
    while (up[family] != family) {
        up[family] = up[up[family]];
        family = up[family];
    }
    return family;
}

static int begin(struct carrying *c, struct lc_error *err)
{
    struct lc_store *store = c->store;
    size_t n = store->records;
    c->pair = lc_alloc(n + 1, sizeof *c->pair);
    c->up = lc_alloc(n + 1, sizeof *c->up);
    c->name = lc_alloc(n + 1, sizeof *c->name);
    c->first = lc_alloc(n + 2, sizeof *c->first);
    if (!c->pair || !c->up || !c->name || !c->first)
        return LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < n; r++) {
        c->pair[r] = (uint64_t)store->record[r].child << 32 | c->was[r];
        c->up[r] = (uint32_t)r;
        c->name[r] = LC_NO_RECORD;
    }
    qsort(c->pair, n, sizeof *c->pair, by_word);
    for (size_t r = 0; r < n; r++)
        if (!c->pairs || c->pair[c->pairs - 1] != c->pair[r])
            c->pair[c->pairs++] = c->pair[r];
    for (size_t i = 0; i < store->families; i++)
        c->first[store->kin[i].child + 1]++;
    for (size_t r = 0; r < n; r++)
        c->first[r + 1] += c->first[r];
    c->olds = store->families;
    c->old = store->kin;
    store->kin = NULL;
    store->families = store->kin_room = 0;
    return LC_OK;
}

static uint32_t now_of(const struct carrying *c, size_t pair)
{
    return (uint32_t)(c->pair[pair] >> 32);
}

static uint32_t before_of(const struct carrying *c, size_t pair)
{
    return (uint32_t)c->pair[pair];
}

/* Families of children who are one child now are one; then each is called by its first
 * child, which pairs in ascending order meet first. */
static void unite(struct carrying *c)
{
    uint32_t last = LC_NO_RECORD;
    for (size_t p = 0; p < c->pairs; p++) {
        bool alone = (!p || now_of(c, p - 1) != now_of(c, p))
                     && (p + 1 == c->pairs || now_of(c, p + 1) != now_of(c, p));
        if (!p || now_of(c, p - 1) != now_of(c, p))
            last = LC_NO_RECORD;
        for (size_t i = c->first[before_of(c, p)];
             !alone && i < c->first[before_of(c, p) + 1]; i++) {
            uint32_t family = root_of(c->up, c->old[i].family);
            if (last != LC_NO_RECORD)
                c->up[family] = root_of(c->up, last);
            last = c->old[i].family;
        }
    }
    for (size_t p = 0; p < c->pairs; p++)
        for (size_t i = c->first[before_of(c, p)]; i < c->first[before_of(c, p) + 1];
             i++) {
            uint32_t root = root_of(c->up, c->old[i].family);
            if (c->name[root] == LC_NO_RECORD)
                c->name[root] = now_of(c, p);
        }
}

static int by_kin(const void *a, const void *b)
{
    const struct lc_kin *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    return x->from != y->from ? (x->from < y->from ? -1 : 1)
                              : (x->to > y->to) - (x->to < y->to);
}

/* Rows of one child that meet are one: of one family, as all of them are where there
 * was more than one child. */
static void merge_rows(struct carrying *c)
{
    size_t kept = 0;
    if (c->kept)
        qsort(c->kin, c->kept, sizeof *c->kin, by_kin);
    for (size_t i = 0; i < c->kept; i++) {
        struct lc_kin *last = kept ? c->kin + kept - 1 : NULL;
        const struct lc_kin *row = c->kin + i;
        if (last && last->child == row->child && last->family == row->family
            && row->from <= last->to)
            last->to = row->to > last->to ? row->to : last->to;
        else
            c->kin[kept++] = *row;
    }
    c->kept = kept;
}

static int carry(struct carrying *c, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t p = 0; p < c->pairs && !code; p++)
        for (size_t i = c->first[before_of(c, p)];
             !code && i < c->first[before_of(c, p) + 1]; i++) {
            struct lc_kin row = c->old[i];
            row.child = now_of(c, p);
            row.family = c->name[root_of(c->up, row.family)];
            code = LC_GROW(c->kin, c->room, c->kept + 1, err);
            if (!code)
                c->kin[c->kept++] = row;
        }
    return code;
}

int lc_kin_carry(struct lc_store *store, const uint32_t *was, struct lc_error *err)
{
    struct carrying c = { .store = store, .was = was };
    int code = lc_store_need_pairs(store, err);
    for (size_t r = 0; r < store->records && !code; r++)
        if (was[r] >= store->records)
            code =
                LC_FAIL(err, LC_DAMAGED, "record %zu was of child %u, of %zu records",
                        r, (unsigned)was[r], store->records);
    if (!code)
        code = begin(&c, err);
    if (!code) {
        unite(&c);
        code = carry(&c, err);
        merge_rows(&c);
        store->kin = c.kin;
        store->families = c.kept;
        store->kin_room = c.room;
    }
    free(c.pair);
    free(c.up);
    free(c.name);
    free(c.first);
    free(c.old);
    return code;
}

/* --- there and back --------------------------------------------------------------- */

int lc_regroup_begin(struct lc_regrouped *back, const struct lc_store *store,
                     struct lc_error *err)
{
    *back = (struct lc_regrouped){ .families = store->families };
    back->child = lc_alloc(store->records + 1, sizeof *back->child);
    back->kin = lc_alloc(store->families + 1, sizeof *back->kin);
    if (!back->child || !back->kin) {
        free(back->child);
        free(back->kin);
        *back = (struct lc_regrouped){ 0 };
        return LC_FAIL_NOMEM(err);
    }
    for (size_t r = 0; r < store->records; r++)
        back->child[r] = store->record[r].child;
    if (store->families)
        memcpy(back->kin, store->kin, store->families * sizeof *store->kin);
    return LC_OK;
}

static int put_families(const struct lc_regrouped *back, struct lc_store *store,
                        struct lc_error *err)
{
    int code = LC_GROW(store->kin, store->kin_room, back->families + 1, err);
    if (code)
        return code;
    store->families = back->families;
    if (back->families)
        memcpy(store->kin, back->kin, back->families * sizeof *back->kin);
    return LC_OK;
}

int lc_regroup_to(const struct lc_regrouped *back, struct lc_store *store,
                  const uint32_t *child, struct lc_error *err)
{
    int code = put_families(back, store, err);
    if (!code)
        code = lc_store_regroup(store, child, err);
    return code ? code : lc_kin_carry(store, back->child, err);
}

int lc_regroup_end(struct lc_regrouped *back, struct lc_store *store,
                   struct lc_error *err)
{
    int code = back->child ? put_families(back, store, err) : LC_OK;
    if (back->child && !code)
        code = lc_store_regroup(store, back->child, err);
    free(back->child);
    free(back->kin);
    *back = (struct lc_regrouped){ 0 };
    return code;
}
