#include "import/nest_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

int lc_nest_note(struct lc_import_reading *r)
{
    struct lc_batch *b = r->batch;
    uint64_t parent = r->schema->within ? lc_import_row_within(r) : 0;
    int code = LC_OK;
    for (size_t i = 0; i < r->draft.events && !code && parent; i++) {
        uint32_t history = r->history[r->draft.event[i].feed];
        struct lc_batch_nest one = { .line = r->draft.line };
        one.said.key = lc_ledger_key(&r->run->ledger, r->draft.key, history);
        one.said.parent = parent;
        one.said.record = r->draft.record;
        if (i && b->nests && b->nest[b->nests - 1].said.key == one.said.key)
            continue; /* a further event of the history */
        code = LC_GROW(b->nest, b->nest_room, b->nests + 1, r->err);
        if (!code)
            b->nest[b->nests++] = one;
    }
    return code;
}

struct lc_placed_nest {
    struct lc_nest said;
    size_t at; /* the later has the word */
};

static int by_key(const void *a, const void *b)
{
    const struct lc_placed_nest *x = a, *y = b;
    if (x->said.key != y->said.key)
        return x->said.key < y->said.key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Of all batches, by key, each once: what was said last. */
static int gather(size_t count, const struct lc_batch *batch,
                  struct lc_placed_nest **out, size_t *kept, struct lc_error *err)
{
    size_t n = 0, all = 0;
    for (size_t b = 0; b < count; b++)
        all += batch[b].again ? 0 : batch[b].nests;
    struct lc_placed_nest *said = lc_alloc(all, sizeof *said);
    *out = said;
    *kept = 0;
    if (!said)
        return LC_FAIL_NOMEM(err);
    for (size_t b = 0; b < count; b++)
        for (size_t i = 0; i < batch[b].nests && !batch[b].again; i++, n++)
            said[n] = (struct lc_placed_nest){ batch[b].nest[i].said, n };
    if (n)
        qsort(said, n, sizeof *said, by_key);
    for (size_t i = 0; i < n; i++)
        if (i + 1 == n || said[i + 1].said.key != said[i].said.key)
            said[(*kept)++] = said[i];
    return LC_OK;
}

static bool is_same(const struct lc_nest *x, const struct lc_nest *y)
{
    return x->parent == y->parent && x->record == y->record;
}

/* Both ascend by key. */
static int merge(struct lc_store *store, size_t n, const struct lc_placed_nest *said,
                 bool *changed, struct lc_error *err)
{
    size_t i = 0, k = 0, to = 0;
    struct lc_nest *all = lc_alloc(store->nests + n, sizeof *all);
    if (!all)
        return LC_FAIL_NOMEM(err);
    while (i < store->nests || k < n) {
        bool old =
            i < store->nests && (k == n || store->nest[i].key <= said[k].said.key);
        bool new = k < n && (!old || store->nest[i].key == said[k].said.key);
        *changed |= new && (!old || !is_same(&store->nest[i], &said[k].said));
        all[to++] = new ? said[k].said : store->nest[i];
        i += old;
        k += new;
    }
    free(store->nest);
    store->nest = all;
    store->nest_room = store->nests + n;
    store->nests = to;
    return LC_OK;
}

int lc_nest_take(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
                 struct lc_error *err)
{
    struct lc_placed_nest *said = NULL;
    size_t n = 0;
    if (!batch->schema->within)
        return LC_OK;
    int code = gather(count, batch, &said, &n, err);
    if (!code && n)
        code = merge(run->ledger.store, n, said, &run->result->changed, err);
    free(said);
    return code;
}

const struct lc_nest *lc_nest_find(const struct lc_store *store, uint64_t key)
{
    size_t low = 0, high = store->nests;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (store->nest[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < store->nests && store->nest[low].key == key ? store->nest + low : NULL;
}
