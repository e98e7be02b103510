/* What the store keeps of how far each step of a linkage may be believed. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "link/run_inside.h"

struct keeping {
    size_t count, room;
    struct near {
        uint32_t child[2]; /* whose records they are */
        struct lc_candidate pair;
    } * near;
};

static uint32_t in_a_million(double chance)
{
    return (uint32_t)lround(fmin(fmax(chance, 0), 1) * LC_CERTAIN);
}

static int add(struct lc_store *store, const struct lc_candidate *pair,
               struct lc_error *err)
{
    int code =
        LC_GROW(store->candidate, store->candidate_room, store->candidates + 1, err);
    if (!code)
        store->candidate[store->candidates++] = *pair;
    return code;
}

static struct lc_candidate pair_of(uint32_t a, uint32_t b, double chance, bool listed)
{
    return (struct lc_candidate){ a < b ? a : b, a < b ? b : a, in_a_million(chance),
                                  listed };
}

static int add_near(struct keeping *k, struct lc_linking *run,
                    const struct lc_match_pair *p, struct lc_error *err)
{
    uint32_t a = run->table.record[p->a], b = run->table.record[p->b];
    struct lc_alike alike = lc_alike_of(&run->table, p);
    if (lc_record_groups_stand(run->groups, a, b) != LC_TWO_GROUPS)
        return LC_OK;
    double chance = (double)p->chance;
    struct near near = {
        .pair = pair_of(a, b, lc_link_share(&alike, chance) * chance,
                        alike.number || chance >= LC_LINK_LISTS),
    };
    uint32_t x = lc_record_groups_first(run->groups, a),
             y = lc_record_groups_first(run->groups, b);
    near.child[0] = x < y ? x : y;
    near.child[1] = x < y ? y : x;
    if (!near.pair.chance && !near.pair.listed)
        return LC_OK;
    int code = LC_GROW_BARE(k->near, k->room, k->count + 1, err);
    if (!code)
        k->near[k->count++] = near;
    return code;
}

/* Of two children, the likeliest pair first. */
static int by_children(const void *a, const void *b)
{
    const struct near *x = a, *y = b;
    for (int i = 0; i < 2; i++)
        if (x->child[i] != y->child[i])
            return x->child[i] < y->child[i] ? -1 : 1;
    if (x->pair.chance != y->pair.chance)
        return x->pair.chance > y->pair.chance ? -1 : 1;
    if (x->pair.record != y->pair.record)
        return x->pair.record < y->pair.record ? -1 : 1;
    return (x->pair.other > y->pair.other) - (x->pair.other < y->pair.other);
}

static bool same_children(const struct near *a, const struct near *b)
{
    return a->child[0] == b->child[0] && a->child[1] == b->child[1];
}

/* One pair of two children: it is of the list if any of theirs is. */
static int add_nearest(const struct keeping *k, struct lc_store *store,
                       struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0, end; i < k->count && !code; i = end) {
        struct lc_candidate pair = k->near[i].pair;
        for (end = i; end < k->count && same_children(k->near + i, k->near + end);
             end++)
            pair.listed |= k->near[end].pair.listed;
        code = add(store, &pair, err);
    }
    return code;
}

static int by_records(const void *a, const void *b)
{
    const struct lc_candidate *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

int lc_link_keep_candidates(struct lc_linking *run, const struct lc_match_found *found,
                            struct lc_error *err)
{
    struct lc_store *store = run->store;
    struct keeping k = { 0 };
    int code = LC_OK;
    for (size_t i = 0; i < run->joins && !code; i++) {
        const struct lc_joined *j = run->join + i;
        struct lc_candidate pair =
            pair_of(j->record, j->other, (double)j->pair.chance, j->number && j->born);
        code = add(store, &pair, err);
    }
    for (size_t i = 0; i < found->pairs && !code; i++)
        code = add_near(&k, run, found->pair + i, err);
    if (!code && k.count) {
        qsort(k.near, k.count, sizeof *k.near, by_children);
        code = add_nearest(&k, store, err);
    }
    if (!code && store->candidates)
        qsort(store->candidate, store->candidates, sizeof *store->candidate,
              by_records);
    free(k.near);
    return code;
}
