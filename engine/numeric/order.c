/* Radix sorts of doubles (order.h). */
#include "numeric/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BITS = 11, BINS = 1 << BITS, PASSES = 6 };

struct item {
    uint64_t key;
    uint32_t row;
};

/* Whole numbers in the order of the doubles: negative numbers have all bits turned,
 * others the sign bit only. */
static uint64_t key_of(double value)
{
    uint64_t bits;
    value += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &value, sizeof bits);
    return bits ^ (bits >> 63 ? UINT64_MAX : (uint64_t)1 << 63);
}

static double value_of(uint64_t key)
{
    uint64_t bits = key ^ (key >> 63 ? (uint64_t)1 << 63 : UINT64_MAX);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static size_t digit(uint64_t key, int pass)
{
    return (size_t)(key >> (BITS * pass)) & (BINS - 1);
}

static void tally(uint64_t key, uint32_t count[PASSES][BINS])
{
    for (int pass = 0; pass < PASSES; pass++)
        count[pass][digit(key, pass)]++;
}

/* Counts to first places; false when one bin holds all n, so that nothing moves. */
static bool places(size_t n, uint32_t bin[BINS])
{
    uint32_t at = 0;
    for (size_t b = 0; b < BINS; b++) {
        uint32_t here = bin[b];
        if (here == n)
            return false;
        bin[b] = at;
        at += here;
    }
    return true;
}

static struct item *sort_items(size_t n, struct item *a, struct item *b,
                               uint32_t count[PASSES][BINS])
{
    memset(count, 0, sizeof(uint32_t) * PASSES * BINS);
    for (size_t i = 0; i < n; i++)
        tally(a[i].key, count);
    for (int pass = 0; pass < PASSES; pass++) {
        if (!places(n, count[pass]))
            continue;
        for (size_t i = 0; i < n; i++)
            b[count[pass][digit(a[i].key, pass)]++] = a[i];
        struct item *swap = a;
        a = b;
        b = swap;
    }
    return a;
}

int lc_order_within(size_t n, const int32_t *group, const double *key, uint32_t *order,
                    struct lc_error *err)
{
    struct item *items = lc_alloc(n ? 2 * n : 1, sizeof *items), *sorted;
    uint32_t(*count)[BINS] = lc_alloc(PASSES, sizeof *count);
    int code = LC_OK;
    if (!items || !count) {
        code = LC_FAIL_NOMEM(err);
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        items[i] = (struct item){ key_of(key[i]), (uint32_t)i };
    sorted = sort_items(n, items, items + n, count);
    if (group) { /* stable, so a second sort by group keeps the order by key */
        for (size_t i = 0; i < n; i++)
            sorted[i].key = (uint64_t)((int64_t)group[sorted[i].row] - INT32_MIN);
        sorted = sort_items(n, sorted, sorted == items ? items + n : items, count);
    }
    for (size_t i = 0; i < n; i++)
        order[i] = sorted[i].row;
done:
    free(items);
    free(count);
    return code;
}

int lc_order(size_t n, const double *key, uint32_t *order, struct lc_error *err)
{
    return lc_order_within(n, NULL, key, order, err);
}

void lc_sort(size_t n, double *value, double *scratch)
{
    uint32_t count[PASSES][BINS] = { { 0 } };
    double *from = value, *to = scratch;
    for (size_t i = 0; i < n; i++)
        tally(key_of(value[i]), count);
    for (int pass = 0; pass < PASSES; pass++) {
        if (!places(n, count[pass]))
            continue;
        for (size_t i = 0; i < n; i++) {
            uint64_t key = key_of(from[i]);
            to[count[pass][digit(key, pass)]++] = value_of(key);
        }
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != value)
        memcpy(value, from, n * sizeof *value);
}
