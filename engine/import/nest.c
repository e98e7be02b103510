#include "import/nest_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"

int lc_nest_note(struct lc_import_reading *r)
{
    struct lc_batch *b = r->batch;
    uint64_t parent = r->schema->within ? lc_import_row_within(r) : 0;
    int code = LC_OK;
    for (size_t i = 0; i < r->draft.events && !code && parent; i++) {
        uint32_t history = r->history[r->draft.event[i].feed];
        struct lc_batch_nest one = { .line = r->draft.line,
                                     .row = b->rows.count - 1,
                                     .start = r->draft.event[i].start };
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

int lc_nest_refute(struct lc_batch *batch, const struct lc_batch_row *row,
                   struct lc_error *err)
{
    struct lc_batch *b = batch;
    if (!b->schema->within)
        return LC_OK;
    int code = LC_GROW(b->refute, b->refute_room, b->refutes + 1, err);
    if (!code)
        b->refute[b->refutes++] = row->at;
    return code;
}

/* --- what a command says ---------------------------------------------------------- */

/* What rows of a schema have said, of all its batches. */
struct nests {
    struct lc_import_run *run;
    const struct lc_batch *batch;
    size_t count;
    struct placed {
        const struct lc_batch_nest *one;
        size_t batch, at; /* the later has the word */
    } * said;             /* [count] by key */
    struct lc_error *err;
};

static int by_key(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    uint64_t one = x->one->said.key, other = y->one->said.key;
    if (one != other)
        return one < other ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static int by_row(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void gather_batch(struct nests *n, size_t which)
{
    const struct lc_batch *b = n->batch + which;
    if (b->refutes)
        qsort(b->refute, b->refutes, sizeof *b->refute, by_row);
    for (size_t i = 0; i < b->nests && !b->again; i++)
        if (!b->refutes
            || !bsearch(&b->nest[i].row, b->refute, b->refutes, sizeof *b->refute,
                        by_row)) {
            n->said[n->count] = (struct placed){ b->nest + i, which, n->count };
            n->count++;
        }
}

static bool is_later(int32_t covers_to, int32_t other)
{
    return covers_to != LC_NO_DAY && other != LC_NO_DAY && covers_to > other;
}

/* Two rows of one command, the second of which has the word: of a file that covers
 * later days that is no question. */
static int compare(const struct nests *n, const struct placed *one,
                   const struct placed *last)
{
    const struct lc_batch *a = n->batch + one->batch, *b = n->batch + last->batch;
    return one->one->said.parent == last->one->said.parent
                   || is_later(b->covers_to, a->covers_to)
               ? LC_OK
               : lc_notes_find(&n->run->result->notes, b->file, last->one->line,
                               "nested twice", n->err);
}

/* Of all batches, by key, each once. */
static int gather(struct nests *n, size_t batches)
{
    size_t all = 0, kept = 0;
    int code = LC_OK;
    for (size_t b = 0; b < batches; b++)
        all += n->batch[b].nests;
    n->said = lc_alloc(all, sizeof *n->said);
    if (!n->said)
        return LC_FAIL_NOMEM(n->err);
    for (size_t b = 0; b < batches; b++)
        gather_batch(n, b);
    if (n->count)
        qsort(n->said, n->count, sizeof *n->said, by_key);
    for (size_t i = 0; i < n->count && !code; i++)
        if (i + 1 == n->count
            || n->said[i + 1].one->said.key != n->said[i].one->said.key)
            n->said[kept++] = n->said[i];
        else
            code = compare(n, n->said + i, n->said + i + 1);
    n->count = kept;
    return code;
}

/* --- into the store --------------------------------------------------------------- */

static bool speaks_of(const struct lc_source *s, int32_t start)
{
    return s->said_from <= start && start <= s->said_to;
}

/* Does the source speak of a start that the thing had until this day? */
static bool spoke_of(const struct nests *n, const struct lc_source *s, uint64_t key)
{
    const struct lc_store *store = n->run->ledger.store;
    bool spoke = false;
    for (uint32_t k = 0; k < store->histories && !spoke; k++) {
        const struct lc_history *h = store->history + k;
        const struct lc_index_slot *slot;
        for (size_t at = 0;
             (slot = lc_ledger_next(&n->run->ledger, key, k, &at)) && !spoke;)
            spoke = h->known_to[slot->event] >= n->run->ask->options->received
                    && speaks_of(s, h->start[slot->event]);
    }
    return spoke;
}

/* May another command of the day have said in what it lies? It may have had another
 * start then. */
static int ask_the_day(const struct nests *n, const struct placed *p, bool *doubt)
{
    struct lc_import_run *run = n->run;
    const struct lc_batch *b = n->batch + p->batch;
    int code = LC_OK;
    *doubt = false;
    for (size_t i = 0; i < run->ledger.sources_before && !*doubt && !code; i++) {
        const struct lc_source *s = run->ledger.store->source + i;
        if (s->imported != run->ask->options->received
            || strcmp(s->schema, b->schema->name) != 0
            || is_later(b->covers_to, s->covers_to))
            continue;
        *doubt = speaks_of(s, p->one->start);
        if (!*doubt)
            code = lc_ledger_index(&run->ledger, n->err);
        if (!*doubt && !code)
            *doubt = spoke_of(n, s, p->one->said.key);
    }
    return code;
}

static int refuse(const struct nests *n, const struct placed *p)
{
    return LC_FAIL(n->err, LC_REFUSED,
                   "%s:%" PRIu64 ": another file of the same day may have said that "
                   "this lies in another thing, and neither is the later: import both "
                   "in one command, into a store that has neither, or give each its "
                   "day (--received)",
                   n->batch[p->batch].path, p->one->line);
}

static int replace(const struct nests *n, struct lc_nest *to, const struct lc_nest *old,
                   const struct placed *p)
{
    bool same = old->parent == p->one->said.parent, doubt = false;
    *to = p->one->said;
    n->run->result->changed |= !same || old->record != to->record;
    int code = same ? LC_OK : ask_the_day(n, p, &doubt);
    return doubt ? refuse(n, p) : code;
}

/* Both ascend by key. */
static int merge(const struct nests *n)
{
    struct lc_store *store = n->run->ledger.store;
    size_t i = 0, k = 0, to = 0;
    int code = LC_OK;
    struct lc_nest *all = lc_alloc(store->nests + n->count, sizeof *all);
    if (!all)
        return LC_FAIL_NOMEM(n->err);
    while ((i < store->nests || k < n->count) && !code) {
        const struct lc_nest *new = k < n->count ? &n->said[k].one->said : NULL;
        bool old = i < store->nests && (!new || store->nest[i].key <= new->key);
        bool both = old && new && store->nest[i].key == new->key;
        n->run->result->changed |= !old;
        if (both)
            code = replace(n, all + to, store->nest + i, n->said + k);
        else
            all[to] = old ? store->nest[i] : *new;
        to++;
        k += !old || both;
        i += old;
    }
    free(store->nest);
    store->nest = all;
    store->nest_room = store->nests + n->count;
    store->nests = to;
    return code;
}

int lc_nest_take(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
                 struct lc_error *err)
{
    struct nests n = { .run = run, .batch = batch, .err = err };
    if (!batch->schema->within)
        return LC_OK;
    int code = gather(&n, count);
    if (!code && n.count)
        code = merge(&n);
    free(n.said);
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
