#include "support/keyed.h"

#include <stdlib.h>

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1)
                            : (x->day > y->day) - (x->day < y->day);
}

size_t keyed_rows(const struct lc_history *h, uint32_t child, struct keyed *out)
{
    size_t n = 0;
    for (size_t k = 0; k < h->n; k++)
        if (h->child[k] == child)
            out[n++] = (struct keyed){ h->key[k], h->known_from[k] > h->start[k]
                                                      ? h->known_from[k]
                                                      : h->start[k] };
    qsort(out, n, sizeof *out, by_key);
    return n;
}

int32_t keyed_first(const struct lc_history *h, size_t i, size_t n,
                    const struct keyed *keyed)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (keyed[middle].key < h->key[i])
            low = middle + 1;
        else
            high = middle;
    }
    return keyed[low].day;
}
