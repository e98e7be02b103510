/* See same_key_inside.h. Keys are digests, so their high bits cut the rows into parts
 * of about PART, each of which, with its table, stays in the fastest memory. */
#include "import/same_key_inside.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { PART = 1024, MOST_BITS = 16 };

struct entry {
    uint32_t row, low; /* low: bits of its key */
};

struct looking {
    const struct lc_batch_rows *rows;
    unsigned bits;
    size_t *end; /* [parts] of entry; parts is 1 << bits */
    struct entry *entry;
    size_t slots;   /* of the table: a power of two, twice the largest part and more */
    uint32_t *slot; /* an entry + 1, 0 empty */
    bool *is;       /* [rows] has it the key of another? */
};

static size_t part_of(const struct looking *l, uint64_t key)
{
    return l->bits ? (size_t)(key >> (64 - l->bits)) : 0;
}

/* Rows by part, in each as they came. */
static void cut(struct looking *l)
{
    size_t n = l->rows->count, parts = (size_t)1 << l->bits, largest = 0, before = 0;
    for (size_t i = 0; i < n; i++)
        l->end[part_of(l, lc_batch_rows_key(l->rows, i))]++;
    for (size_t p = 0; p < parts; p++) {
        size_t rows = l->end[p];
        largest = rows > largest ? rows : largest;
        l->end[p] = before;
        before += rows;
    }
    for (size_t i = 0; i < n; i++) {
        uint64_t key = lc_batch_rows_key(l->rows, i);
        l->entry[l->end[part_of(l, key)]++] =
            (struct entry){ (uint32_t)i, (uint32_t)key };
    }
    for (l->slots = 2 * PART; l->slots < 2 * largest;)
        l->slots *= 2;
}

static bool is_same(const struct looking *l, const struct entry *a,
                    const struct entry *b)
{
    return a->low == b->low
           && lc_batch_rows_key(l->rows, a->row) == lc_batch_rows_key(l->rows, b->row);
}

static void look(struct looking *l, size_t from, size_t to)
{
    memset(l->slot, 0, l->slots * sizeof *l->slot);
    for (size_t i = from; i < to; i++) {
        const struct entry *one = l->entry + i;
        size_t at = one->low & (l->slots - 1);
        while (l->slot[at] && !is_same(l, l->entry + l->slot[at] - 1, one))
            at = (at + 1) & (l->slots - 1);
        if (l->slot[at])
            l->is[one->row] = l->is[l->entry[l->slot[at] - 1].row] = true;
        else
            l->slot[at] = (uint32_t)i + 1;
    }
}

static int gather(const struct looking *l, struct lc_same_key *same,
                  struct lc_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < l->rows->count; i++)
        n += l->is[i];
    same->row = lc_alloc(n, sizeof *same->row);
    if (!same->row)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < l->rows->count; i++)
        if (l->is[i])
            same->row[same->count++] = (uint32_t)i;
    return LC_OK;
}

static int find(struct looking *l, struct lc_same_key *same, struct lc_error *err)
{
    cut(l);
    l->slot = lc_alloc(l->slots, sizeof *l->slot);
    if (!l->slot)
        return LC_FAIL_NOMEM(err);
    for (size_t p = 0; p < (size_t)1 << l->bits; p++)
        look(l, p ? l->end[p - 1] : 0, l->end[p]);
    return gather(l, same, err);
}

int lc_same_key_find(struct lc_same_key *same, const struct lc_batch_rows *rows,
                     struct lc_error *err)
{
    struct looking l = { .rows = rows };
    size_t n = rows->count;
    *same = (struct lc_same_key){ 0 };
    if (n >= UINT32_MAX)
        return LC_FAIL(err, LC_RANGE, "more rows in one file than can be told apart");
    while (l.bits < MOST_BITS && n >> l.bits > PART)
        l.bits++;
    l.end = lc_alloc((size_t)1 << l.bits, sizeof *l.end);
    l.entry = lc_alloc(n, sizeof *l.entry);
    l.is = lc_alloc(n, sizeof *l.is);
    int code = l.end && l.entry && l.is ? find(&l, same, err) : LC_FAIL_NOMEM(err);
    free(l.end);
    free(l.entry);
    free(l.slot);
    free(l.is);
    return code;
}
