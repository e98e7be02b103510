#include "link/group_inside.h"

#include <stdlib.h>

#include "base/memory.h"

struct apart {
    uint32_t a, b;
};

struct lc_record_groups {
    const struct lc_fact *fact;
    uint32_t *parent; /* the root of a group is its smallest record */
    uint32_t *next;   /* the records of a group in a ring */
    uint32_t *first;  /* [records + 1]: fact[first[r]] .. are record r's */
    uint32_t *size;   /* [records], of a root: how many records */
    bool *marked;     /* [records], of a root: some record of it is kept apart */
    size_t aparts, room;
    struct apart *apart;
};

int lc_record_groups_new(lc_record_groups **groups, size_t records, size_t count,
                         const struct lc_fact *facts, struct lc_error *err)
{
    lc_record_groups *g = lc_alloc(1, sizeof *g);
    *groups = NULL;
    if (!g)
        return LC_FAIL_NOMEM(err);
    g->fact = facts;
    g->parent = lc_alloc(records, sizeof *g->parent);
    g->next = lc_alloc(records, sizeof *g->next);
    g->first = lc_alloc(records + 1, sizeof *g->first);
    g->marked = lc_alloc(records, sizeof *g->marked);
    g->size = lc_alloc(records, sizeof *g->size);
    if (!g->parent || !g->next || !g->first || !g->marked || !g->size) {
        lc_record_groups_free(g);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t r = 0; r < records; r++) {
        g->parent[r] = g->next[r] = (uint32_t)r;
        g->size[r] = 1;
    }
    for (size_t r = 0, f = 0; r <= records; r++) {
        while (f < count && facts[f].record < r)
            f++;
        g->first[r] = (uint32_t)f;
    }
    *groups = g;
    return LC_OK;
}

void lc_record_groups_free(lc_record_groups *groups)
{
    if (!groups)
        return;
    free(groups->parent);
    free(groups->next);
    free(groups->first);
    free(groups->marked);
    free(groups->size);
    free(groups->apart);
    free(groups);
}

/* With path halving. */
uint32_t lc_record_groups_first(lc_record_groups *groups, uint32_t record)
{
    uint32_t *parent = groups->parent;
    while (parent[record] != record) {
        parent[record] = parent[parent[record]];
        record = parent[record];
    }
    return record;
}

static int by_child(const void *a, const void *b)
{
    const struct lc_group_member *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

int lc_record_groups_members(lc_record_groups *groups, size_t records,
                             struct lc_group_member **member, struct lc_error *err)
{
    struct lc_group_member *all = *member = lc_alloc(records + 1, sizeof *all);
    if (!all)
        return LC_FAIL_NOMEM(err);
    for (uint32_t r = 0; r < records; r++)
        all[r] = (struct lc_group_member){ lc_record_groups_first(groups, r), r };
    qsort(all, records, sizeof *all, by_child);
    return LC_OK;
}

int lc_record_groups_keep_apart(lc_record_groups *groups, uint32_t a, uint32_t b,
                                struct lc_error *err)
{
    int code = LC_GROW(groups->apart, groups->room, groups->aparts + 1, err);
    if (code)
        return code;
    groups->apart[groups->aparts++] = (struct apart){ a, b };
    groups->marked[lc_record_groups_first(groups, a)] = true;
    groups->marked[lc_record_groups_first(groups, b)] = true;
    return LC_OK;
}

static bool kept_apart(lc_record_groups *g, uint32_t x, uint32_t y)
{
    if (!g->marked[x] || !g->marked[y])
        return false;
    for (size_t i = 0; i < g->aparts; i++) {
        uint32_t a = lc_record_groups_first(g, g->apart[i].a);
        uint32_t b = lc_record_groups_first(g, g->apart[i].b);
        if ((a == x && b == y) || (a == y && b == x))
            return true;
    }
    return false;
}

/* --- facts ------------------------------------------------------------------------ */

static bool says(const lc_record_groups *g, uint32_t start, const struct lc_fact *fact)
{
    uint32_t r = start;
    do {
        for (uint32_t f = g->first[r]; f < g->first[r + 1]; f++)
            if (lc_fact_agrees(g->fact + f, fact))
                return true;
        r = g->next[r];
    } while (r != start);
    return false;
}

/* Has a's group a fact of the kind and system of `like` that b's has not? */
static bool says_more(const lc_record_groups *g, uint32_t a, uint32_t b,
                      const struct lc_fact *like)
{
    uint32_t r = a;
    do {
        for (uint32_t f = g->first[r]; f < g->first[r + 1]; f++)
            if (g->fact[f].kind == like->kind && g->fact[f].system == like->system
                && !says(g, b, g->fact + f))
                return true;
        r = g->next[r];
    } while (r != a);
    return false;
}

/* A kind from `least` on, on which the two disagree: each says what the other does not.
 */
static bool find_clash(const lc_record_groups *g, uint32_t a, uint32_t b,
                       uint16_t least, uint16_t *kind)
{
    uint32_t r = a;
    do {
        for (uint32_t f = g->first[r]; f < g->first[r + 1]; f++) {
            const struct lc_fact *fact = g->fact + f;
            *kind = fact->kind;
            if (fact->kind >= least && says_more(g, a, b, fact)
                && says_more(g, b, a, fact))
                return true;
        }
        r = g->next[r];
    } while (r != a);
    return false;
}

bool lc_record_groups_clash(const lc_record_groups *groups, uint32_t a, uint32_t b,
                            uint16_t least, uint16_t *kind)
{
    return find_clash(groups, a, b, least, kind);
}

uint32_t lc_record_groups_size(lc_record_groups *groups, uint32_t record)
{
    return groups->size[lc_record_groups_first(groups, record)];
}

enum lc_kinship lc_record_groups_stand(lc_record_groups *groups, uint32_t a, uint32_t b)
{
    uint32_t x = lc_record_groups_first(groups, a),
             y = lc_record_groups_first(groups, b);
    return x == y                     ? LC_TOGETHER
           : kept_apart(groups, x, y) ? LC_KEPT_APART
                                      : LC_TWO_GROUPS;
}

int lc_record_groups_join(lc_record_groups *groups, uint32_t a, uint32_t b,
                          uint16_t least, uint16_t *kind)
{
    lc_record_groups *g = groups;
    uint32_t x = lc_record_groups_first(g, a), y = lc_record_groups_first(g, b);
    if (x == y)
        return LC_TOGETHER;
    if (kept_apart(g, x, y))
        return LC_KEPT_APART;
    if (find_clash(g, x, y, least, kind))
        return LC_CONFLICT;
    uint32_t root = x < y ? x : y, other = x < y ? y : x, after = g->next[root];
    g->parent[other] = root;
    g->next[root] = g->next[other];
    g->next[other] = after;
    g->size[root] += g->size[other];
    g->marked[root] = g->marked[root] || g->marked[other];
    return LC_JOINED;
}
