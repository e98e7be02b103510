/* See kin.h: what is made of the table of families. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/kin.h"

struct lc_kin_count lc_kin_count(const struct lc_store *store)
{
    struct lc_kin_count count = { 0 };
    for (size_t i = 0; i < store->families; i++) {
        bool today = store->kin[i].to == LC_OPEN;
        count.children += today;
        count.families += today && store->kin[i].child == store->kin[i].family;
    }
    return count;
}

/* --- units ------------------------------------------------------------------------ */

/* With path halving; the root is the smallest. */
static uint32_t root_of(uint32_t *unit, uint32_t child)
{
    while (unit[child] != child) {
        unit[child] = unit[unit[child]];
        child = unit[child];
    }
    return child;
}

int lc_kin_units(const struct lc_store *store, uint32_t **unit, struct lc_error *err)
{
    *unit = lc_alloc(store->records, sizeof **unit);
    if (!*unit)
        return LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < store->records; c++)
        (*unit)[c] = (uint32_t)c;
    for (size_t i = 0; i < store->families; i++) {
        uint32_t a = root_of(*unit, store->kin[i].child);
        uint32_t b = root_of(*unit, store->kin[i].family);
        (*unit)[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t c = 0; c < store->records; c++)
        (*unit)[c] = root_of(*unit, (uint32_t)c);
    return LC_OK;
}

/* --- ties ------------------------------------------------------------------------- */

static int by_family(const void *a, const void *b)
{
    const struct lc_kin *x = a, *y = b;
    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->child > y->child) - (x->child < y->child);
}

static int by_tie(const void *a, const void *b)
{
    const struct lc_kin_tie *x = a, *y = b;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static void put_tie(struct lc_kin_ties *ties, uint64_t *next, const struct lc_kin *of,
                    const struct lc_kin *other)
{
    struct lc_kin_tie tie = { other->child, of->from, of->to };
    if (other->from > tie.from)
        tie.from = other->from;
    if (other->to < tie.to)
        tie.to = other->to;
    if (tie.from >= tie.to)
        return;
    if (ties->tie)
        ties->tie[next[of->child]] = tie;
    next[of->child]++;
}

/* Counts into next[child], or puts from there on. */
static void put_ties(struct lc_kin_ties *ties, uint64_t *next, size_t n,
                     const struct lc_kin *row)
{
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first; end < n && row[end].family == row[first].family;)
            end++;
        for (size_t a = first; a < end; a++)
            for (size_t b = a + 1; b < end && row[b].from < row[a].to; b++)
                if (row[a].child != row[b].child) {
                    put_tie(ties, next, row + a, row + b);
                    put_tie(ties, next, row + b, row + a);
                }
    }
}

static int make(struct lc_kin_ties *ties, size_t n, const struct lc_kin *row,
                struct lc_error *err)
{
    uint64_t *next = lc_alloc(ties->children + 1, sizeof *next);
    if (!next)
        return LC_FAIL_NOMEM(err);
    put_ties(ties, next, n, row);
    for (size_t c = 0; c < ties->children; c++) {
        ties->offset[c + 1] = ties->offset[c] + next[c];
        next[c] = ties->offset[c];
    }
    ties->tie = lc_alloc(ties->offset[ties->children], sizeof *ties->tie);
    int code = ties->tie ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        put_ties(ties, next, n, row);
    for (size_t c = 0; c < ties->children && !code; c++) {
        size_t count = (size_t)(ties->offset[c + 1] - ties->offset[c]);
        if (count > 1)
            qsort(ties->tie + ties->offset[c], count, sizeof *ties->tie, by_tie);
    }
    free(next);
    return code;
}

int lc_kin_ties_make(struct lc_kin_ties *ties, const struct lc_store *store,
                     struct lc_error *err)
{
    *ties = (struct lc_kin_ties){ .children = store->records };
    ties->offset = lc_alloc(store->records + 1, sizeof *ties->offset);
    struct lc_kin *row = lc_alloc(store->families, sizeof *row);
    int code = ties->offset && row ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && store->families) {
        memcpy(row, store->kin, store->families * sizeof *row);
        qsort(row, store->families, sizeof *row, by_family);
    }
    if (!code)
        code = make(ties, store->families, row, err);
    free(row);
    if (code)
        lc_kin_ties_free(ties);
    return code;
}

void lc_kin_ties_free(struct lc_kin_ties *ties)
{
    free(ties->offset);
    free(ties->tie);
    *ties = (struct lc_kin_ties){ 0 };
}
