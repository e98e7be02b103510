/* Events by key: all of them, or those that the rows of one extract may speak of. See
 * ledger_inside.h. */
#include <stdlib.h>

#include "base/invariant.h"
#include "base/memory.h"
#include "import/ledger_inside.h"
#include "import/said_keys_inside.h"

int lc_said_keys_init(struct lc_said_keys *keys, size_t expected, struct lc_error *err)
{
    size_t bits = 64;
    while (bits < 16 * expected)
        bits *= 2;
    *keys = (struct lc_said_keys){ bits - 1, lc_alloc(bits / 64, sizeof *keys->bit) };
    return keys->bit ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_said_keys_free(struct lc_said_keys *keys)
{
    free(keys->bit);
    *keys = (struct lc_said_keys){ 0 };
}

/* keys NULL: all. */
static bool is_asked(const struct lc_history *h, size_t i,
                     const struct lc_said_keys *keys)
{
    return (!keys || lc_said_keys_may_have(keys, h->key[i]))
           && h->file[i] != LC_NOWHERE;
}

static int index_events(struct lc_ledger *s, const struct lc_said_keys *keys,
                        struct lc_error *err)
{
    const struct lc_store *store = s->store;
    size_t n = 0;
    for (size_t h = 0; h < store->histories; h++)
        for (size_t i = 0; i < store->history[h].n; i++)
            n += is_asked(&store->history[h], i, keys);
    int code = lc_index_init(&s->events, n, err);
    for (size_t h = 0; h < store->histories; h++)
        for (size_t i = 0; i < store->history[h].n && !code; i++)
            if (is_asked(&store->history[h], i, keys))
                code = lc_index_add(&s->events, store->history[h].key[i], (uint32_t)h,
                                    (uint32_t)i, err);
    return code;
}

void lc_ledger_unindex(struct lc_ledger *ledger)
{
    if (ledger->indexed == LC_INDEXED_SOME) {
        lc_index_free(&ledger->events);
        ledger->indexed = LC_INDEXED_NONE;
    }
}

int lc_ledger_index(struct lc_ledger *ledger, struct lc_error *err)
{
    lc_ledger_unindex(ledger);
    if (ledger->indexed == LC_INDEXED_ALL)
        return LC_OK;
    ledger->indexed = LC_INDEXED_ALL;
    return index_events(ledger, NULL, err);
}

int lc_ledger_index_some(struct lc_ledger *ledger, const struct lc_said_keys *keys,
                         struct lc_error *err)
{
    lc_ledger_unindex(ledger);
    if (ledger->indexed == LC_INDEXED_ALL)
        return LC_OK;
    ledger->indexed = LC_INDEXED_SOME;
    return index_events(ledger, keys, err);
}

int lc_ledger_add(struct lc_ledger *ledger, uint64_t key, uint32_t history,
                  uint32_t event, struct lc_error *err)
{
    return ledger->indexed == LC_INDEXED_ALL
               ? lc_index_add(&ledger->events, key, history, event, err)
               : LC_OK;
}

int lc_ledger_add_version(struct lc_ledger *ledger, uint32_t history, uint32_t event,
                          const struct lc_event *version, struct lc_error *err)
{
    struct lc_history *h = &ledger->store->history[history];
    int code = lc_history_append_version(h, event, version, err);
    return code ? code
                : lc_ledger_add(ledger, version->key, history, (uint32_t)(h->n - 1),
                                err);
}

struct lc_index_slot *lc_ledger_next(const struct lc_ledger *ledger, uint64_t key,
                                     uint32_t history, size_t *at)
{
    LC_INVARIANT(ledger->indexed != LC_INDEXED_NONE);
    return lc_index_next(&ledger->events, key, history, at);
}

void lc_ledger_call_in(const struct lc_ledger *ledger, uint64_t key, uint32_t history)
{
    const struct lc_history *h = &ledger->store->history[history];
    const struct lc_index_slot *slot =
        lc_index_next(&ledger->events, key, history, &(size_t){ 0 });
    if (!slot)
        return;
    __builtin_prefetch(h->known_to + slot->event);
    __builtin_prefetch(h->file + slot->event);
    __builtin_prefetch(h->content + slot->event);
    __builtin_prefetch(h->start + slot->event);
    __builtin_prefetch(h->end + slot->event);
    __builtin_prefetch(h->record + slot->event);
}

struct lc_index_slot *lc_ledger_live(const struct lc_ledger *ledger, uint64_t key,
                                     uint32_t history, size_t *at)
{
    const struct lc_history *h = &ledger->store->history[history];
    struct lc_index_slot *slot;
    while ((slot = lc_ledger_next(ledger, key, history, at)))
        if (h->known_to[slot->event] == LC_OPEN)
            break;
    return slot;
}
