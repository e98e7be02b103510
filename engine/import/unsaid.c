#include "import/unsaid_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const struct lc_store *store_of(const struct lc_unsaid *u)
{
    return u->run->ledger.store;
}

static int32_t day_of(const struct lc_unsaid *u)
{
    return u->run->ask->options->received;
}

bool lc_unsaid_is_asked(const struct lc_import_run *run, const struct lc_batch *batch)
{
    const struct lc_store *store = run->ledger.store;
    for (size_t i = 0; i < run->ledger.sources_before; i++)
        if (store->source[i].imported < run->ask->options->received
            && strcmp(store->source[i].schema, batch->schema->name) == 0)
            return true;
    return false;
}

static int find_histories(struct lc_unsaid *u, const struct lc_schema *schema,
                          struct lc_error *err)
{
    u->history = lc_alloc(schema->feeds_count, sizeof *u->history);
    if (!u->history)
        return LC_FAIL_NOMEM(err);
    for (unsigned f = 0; f < schema->feeds_count; f++) {
        uint32_t history = lc_ledger_history(&u->run->ledger, schema->feeds[f].history);
        size_t k = 0;
        while (k < u->histories && u->history[k] != history)
            k++;
        if (k == u->histories)
            u->history[u->histories++] = history;
    }
    return LC_OK;
}

static int note_key(struct lc_unsaid *u, uint64_t row_key, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t k = 0; k < u->histories && !code; k++)
        code = lc_index_add(&u->said,
                            lc_ledger_key(&u->run->ledger, row_key, u->history[k]),
                            u->history[k], 0, err);
    return code;
}

int lc_unsaid_begin(struct lc_unsaid *unsaid, const struct lc_import_run *run,
                    size_t count, const struct lc_batch *batch, struct lc_error *err)
{
    struct lc_unsaid *u = unsaid;
    const struct lc_store *store = run->ledger.store;
    size_t rows = 0;
    *u = (struct lc_unsaid){ .run = run, .count = count, .batch = batch };
    for (size_t b = 0; b < count; b++)
        rows += batch[b].rows.count + batch[b].refuseds;
    u->ours = lc_alloc(store->sources, sizeof *u->ours);
    int code = u->ours ? find_histories(u, batch->schema, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->sources && !code; i++)
        u->ours[i] = strcmp(store->source[i].schema, batch->schema->name) == 0;
    if (!code)
        code = lc_index_init(&u->said, rows * u->histories, err);
    for (size_t b = 0; b < count; b++) {
        for (size_t r = 0; r < batch[b].rows.count && !code; r++)
            code = note_key(u, lc_batch_rows_key(&batch[b].rows, r), err);
        for (size_t r = 0; r < batch[b].refuseds && !code; r++)
            code = note_key(u, batch[b].refused[r], err);
    }
    return code;
}

void lc_unsaid_end(struct lc_unsaid *unsaid)
{
    lc_index_free(&unsaid->said);
    free(unsaid->ours);
    free(unsaid->history);
}

bool lc_unsaid_stood(const struct lc_unsaid *u, uint32_t history, uint32_t event)
{
    const struct lc_history *h = &store_of(u)->history[history];
    uint32_t file = h->file[event];
    return file != LC_NOWHERE && u->ours[file]
           && store_of(u)->source[file].imported < day_of(u)
           && (h->known_to[event] == LC_OPEN || h->known_to[event] == day_of(u));
}

bool lc_unsaid_says(const struct lc_unsaid *u, uint32_t history, uint32_t event)
{
    size_t at = 0;
    return lc_index_next(&u->said, store_of(u)->history[history].key[event], history,
                         &at);
}

static bool is_within(int32_t day, int32_t from, int32_t to)
{
    return from <= day && day < to;
}

size_t lc_unsaid_covers(const struct lc_unsaid *u, int32_t day)
{
    size_t b = 0;
    while (b < u->count
           && (!u->batch[b].full || u->batch[b].again
               || !is_within(day, u->batch[b].covers_from, u->batch[b].covers_to)))
        b++;
    return b;
}

enum lc_unsaid_how lc_unsaid_how(const struct lc_unsaid *u, uint32_t history,
                                 uint32_t event)
{
    int32_t start = store_of(u)->history[history].start[event];
    bool doubt = false;
    if (lc_unsaid_says(u, history, event))
        return LC_STILL_SAID;
    if (lc_unsaid_covers(u, start) == u->count)
        return LC_NOT_COVERED;
    for (size_t i = 0; i < u->run->ledger.sources_before; i++) {
        const struct lc_source *s = &store_of(u)->source[i];
        if (!u->ours[i] || s->imported != day_of(u))
            continue;
        if (s->full && is_within(start, s->covers_from, s->covers_to))
            return LC_STILL_SAID;
        doubt |= s->said_from <= start && start <= s->said_to;
    }
    return doubt ? LC_IN_DOUBT : LC_NO_MORE;
}

bool lc_unsaid_is_in_parts(const struct lc_unsaid *u)
{
    for (size_t i = 0; i < u->run->ledger.sources_before; i++)
        if (u->ours[i] && store_of(u)->source[i].imported == day_of(u))
            return true;
    return false;
}

void lc_unsaid_close(const struct lc_unsaid *u, uint32_t history, uint32_t event)
{
    struct lc_history *h = &store_of(u)->history[history];
    const struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&u->run->ledger, h->key[event], history, &at));) {
        uint32_t i = slot->event;
        int32_t to = h->known_from[i] > day_of(u) ? h->known_from[i] : day_of(u);
        if (h->known_to[i] > to)
            h->known_to[i] = to;
    }
    u->run->result->changed = true;
}

int lc_unsaid_refuse(const struct lc_unsaid *u, struct lc_error *err)
{
    return LC_FAIL(
        err, LC_REFUSED,
        "%s: it takes back what another extract of %s of the same day, which "
        "is in already, may have said: import both in one command",
        u->batch->path, u->batch->schema->name);
}
