#include "store/beside_inside.h"

#include <stdlib.h>

void lc_beside_move_files(struct lc_store *store, const uint32_t *to)
{
    for (size_t i = 0; i < store->merges; i++)
        store->merged[i].file = to[store->merged[i].file];
    for (size_t i = 0; i < store->purges; i++)
        store->purged[i].file = to[store->purged[i].file];
    for (size_t i = 0; i < store->pending; i++)
        store->waiting[i].file = to[store->waiting[i].file];
}

void lc_beside_move_records(struct lc_store *store, const uint32_t *to)
{
    for (size_t i = 0; i < store->merges; i++) {
        store->merged[i].record = to[store->merged[i].record];
        store->merged[i].into = to[store->merged[i].into];
    }
    for (size_t i = 0; i < store->purges; i++)
        if (store->purged[i].record != LC_NO_RECORD)
            store->purged[i].record = to[store->purged[i].record];
    for (size_t i = 0; i < store->nests; i++)
        store->nest[i].record = to[store->nest[i].record];
}

static int by_place(uint32_t file, uint32_t line, uint32_t other_file,
                    uint32_t other_line)
{
    if (file != other_file)
        return file < other_file ? -1 : 1;
    return (line > other_line) - (line < other_line);
}

static int by_merge(const void *a, const void *b)
{
    const struct lc_merged *x = a, *y = b;
    return by_place(x->file, x->line, y->file, y->line);
}

static int by_purge(const void *a, const void *b)
{
    const struct lc_purged *x = a, *y = b;
    return by_place(x->file, x->line, y->file, y->line);
}

static int by_waiting(const void *a, const void *b)
{
    const struct lc_waiting *x = a, *y = b;
    return by_place(x->file, x->line, y->file, y->line);
}

static int by_key(const void *a, const void *b)
{
    const struct lc_nest *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

void lc_beside_sort(struct lc_store *store)
{
    if (store->merges)
        qsort(store->merged, store->merges, sizeof *store->merged, by_merge);
    if (store->purges)
        qsort(store->purged, store->purges, sizeof *store->purged, by_purge);
    if (store->pending)
        qsort(store->waiting, store->pending, sizeof *store->waiting, by_waiting);
    if (store->nests)
        qsort(store->nest, store->nests, sizeof *store->nest, by_key);
}

/* --- erasure ---------------------------------------------------------------------- */

static bool goes(const struct lc_store *store, const bool *child, uint32_t record)
{
    return record < store->records && child[store->record[record].child];
}

static bool waits_for(const struct lc_store *store, const bool *child,
                      const struct lc_waiting *waiting)
{
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        for (size_t i = 0; i < h->n; i++)
            if (child[h->child[i]] && h->key[i] == waiting->parent)
                return true;
    }
    return false;
}

void lc_beside_drop(struct lc_store *store, const bool *child)
{
    size_t kept = 0;
    for (size_t i = 0; i < store->merges; i++)
        if (!goes(store, child, store->merged[i].record)
            && !goes(store, child, store->merged[i].into))
            store->merged[kept++] = store->merged[i];
    store->merges = kept;
    kept = 0;
    for (size_t i = 0; i < store->purges; i++)
        if (!goes(store, child, store->purged[i].record))
            store->purged[kept++] = store->purged[i];
    store->purges = kept;
    kept = 0;
    for (size_t i = 0; i < store->nests; i++)
        if (!goes(store, child, store->nest[i].record))
            store->nest[kept++] = store->nest[i];
    store->nests = kept;
    kept = 0;
    for (size_t i = 0; i < store->partings; i++)
        if (!goes(store, child, store->parting[i].record)
            && !goes(store, child, store->parting[i].other))
            store->parting[kept++] = store->parting[i];
    store->partings = kept;
    kept = 0;
    for (size_t i = 0; i < store->candidates; i++)
        if (!goes(store, child, store->candidate[i].record)
            && !goes(store, child, store->candidate[i].other))
            store->candidate[kept++] = store->candidate[i];
    store->candidates = kept;
    kept = 0;
    for (size_t i = 0; i < store->pending; i++)
        if (waits_for(store, child, store->waiting + i))
            free(store->waiting[i].said);
        else
            store->waiting[kept++] = store->waiting[i];
    store->pending = kept;
}

/* --- what is wrong ---------------------------------------------------------------- */

static size_t check_candidates(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->candidates; i++) {
        const struct lc_candidate *c = store->candidate + i, *last = i ? c - 1 : NULL;
        wrong += c->record >= c->other || c->other >= store->records
                 || c->chance > LC_CERTAIN || c->listed > 1
                 || (last && last->record == c->record && last->other >= c->other)
                 || (last && last->record > c->record);
    }
    if (wrong)
        lc_text_addf(found, "candidates: %zu are not of two records, or not in order\n",
                     wrong);
    return wrong > 0;
}

static size_t check_partings(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->partings; i++) {
        const struct lc_parting *p = store->parting + i;
        wrong += p->record >= p->other || p->other >= store->records
                 || p->day >= p->until || !*lc_codes_name(&store->passes, p->pass);
    }
    if (wrong)
        lc_text_addf(found, "partings: %zu are not of two records and a time\n", wrong);
    return wrong > 0;
}

static size_t check_nests(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->nests; i++)
        wrong += store->nest[i].record >= store->records
                 || (i && store->nest[i - 1].key >= store->nest[i].key);
    if (wrong)
        lc_text_addf(found, "nests: %zu are of no record, or not in order\n", wrong);
    return wrong > 0;
}

size_t lc_beside_check(const struct lc_store *store, struct lc_text *found)
{
    size_t merges = 0, purges = 0, pending = 0;
    for (size_t i = 0; i < store->merges; i++) {
        const struct lc_merged *m = store->merged + i;
        merges += m->record >= store->records || m->into >= store->records
                  || m->file >= store->sources || m->record == m->into;
    }
    for (size_t i = 0; i < store->purges; i++) {
        const struct lc_purged *p = store->purged + i;
        purges += (p->record >= store->records && p->record != LC_NO_RECORD)
                  || p->file >= store->sources;
    }
    for (size_t i = 0; i < store->pending; i++)
        pending += store->waiting[i].file >= store->sources;
    if (merges)
        lc_text_addf(found, "merges: %zu are not of two records and a source\n",
                     merges);
    if (purges)
        lc_text_addf(found, "purges: %zu are of a record or source that is not there\n",
                     purges);
    if (pending)
        lc_text_addf(found, "pending: %zu come from a source that is not there\n",
                     pending);
    return (size_t)(merges > 0) + (size_t)(purges > 0) + (size_t)(pending > 0)
           + check_candidates(store, found) + check_partings(store, found)
           + check_nests(store, found);
}
