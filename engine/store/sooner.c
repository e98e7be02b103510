#include "store/sooner.h"

#include <stdlib.h>

#include "base/memory.h"

/* A row of the system's, to be put beside the other versions of its event. */
struct version {
    uint64_t key, row;
    int32_t known;
};

static int by_event(const void *a, const void *b)
{
    const struct version *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->known != y->known)
        return x->known < y->known ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* When it would be known, or when it is; was: when the version before it was moved to,
 * or LC_NO_DAY of the first. */
static int32_t sooner(const struct lc_history *h, uint64_t row, int32_t was, int days)
{
    int32_t told = was == LC_NO_DAY ? h->start[row] : h->end[row];
    int32_t could = told > INT32_MAX - days ? told : told + days;
    if (could < was)
        could = was;
    return could < h->known_from[row] ? could : h->known_from[row];
}

/* Does the version after it only say that it has ended, or when? */
static bool is_of_end(const struct lc_history *h, uint64_t before, uint64_t row)
{
    return h->known_to[before] == h->known_from[row] && h->end[row] != LC_OPEN
           && h->end[row] != h->end[before] && h->start[row] == h->start[before];
}

/* The versions first .. end - 1 are one event's. */
static void move(struct lc_history *h, const struct version *version, size_t n,
                 int days)
{
    h->known_from[version->row] = sooner(h, version->row, LC_NO_DAY, days);
    for (size_t i = 1; i < n; i++) {
        uint64_t row = version[i].row, before = version[i - 1].row;
        if (is_of_end(h, before, row))
            h->known_to[before] = h->known_from[row] =
                sooner(h, row, h->known_from[before], days);
    }
}

static int move_history(struct lc_store *store, struct lc_history *h, uint16_t system,
                        int days, struct lc_error *err)
{
    struct version *version = lc_alloc(h->n, sizeof *version);
    size_t n = 0, end;
    if (!version)
        return LC_FAIL_NOMEM(err);
    for (uint64_t i = 0; i < h->n; i++)
        if (h->known_from[i] < h->known_to[i] /* or nobody ever saw it */
            && (system == LC_ANY_SYSTEM
                || store->record[h->record[i]].system == system))
            version[n++] = (struct version){ h->key[i], i, h->known_from[i] };
    qsort(version, n, sizeof *version, by_event);
    for (size_t k = 0; k < n; k = end) {
        for (end = k + 1; end < n && version[end].key == version[k].key;)
            end++;
        move(h, version + k, end - k, days);
    }
    free(version);
    return lc_history_sort(h, store->records, err);
}

int lc_store_know_within(struct lc_store *store, uint16_t system, int days,
                         struct lc_error *err)
{
    int code = LC_OK;
    for (size_t k = 0; k < store->histories && !code; k++)
        if (lc_history_is_of_events(store->history[k].name))
            code = move_history(store, store->history + k, system, days, err);
    return code;
}
