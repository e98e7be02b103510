/* What was moved to another record takes the key that its extract gives it there
 * (merged_inside.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/follow_inside.h"
#include "import/merged_inside.h"
#include "import/schema_inside.h"

struct adopting {
    struct lc_import_run *run;
    const struct lc_batch *batch;
    struct lc_index moved; /* events that were moved, by record and start */
    struct lc_error *err;
};

/* Was it said of another record before? */
static bool was_moved(const struct adopting *a, uint32_t history, uint32_t i)
{
    const struct lc_history *h = &a->run->ledger.store->history[history];
    const struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&a->run->ledger, h->key[i], history, &at));)
        if (h->record[slot->event] != h->record[i])
            return true;
    return false;
}

static bool is_target(const struct lc_store *store, uint32_t record)
{
    for (size_t i = 0; i < store->merges; i++)
        if (store->merged[i].into == record)
            return true;
    return false;
}

static int gather_moved(struct adopting *a, uint32_t history)
{
    const struct lc_store *store = a->run->ledger.store;
    const struct lc_history *h = &store->history[history];
    int code = LC_OK;
    for (uint32_t i = 0; i < h->n && !code; i++)
        if (h->known_to[i] == LC_OPEN
            && lc_import_is_from(store, h->file[i], a->batch->schema->name)
            && is_target(store, h->record[i]) && was_moved(a, history, i))
            code = lc_index_add(&a->moved, lc_import_place(h->record[i], h->start[i]),
                                history, i, a->err);
    return code;
}

/* All versions of the event's key that are said of its record get the row's key. */
static int give_key(const struct adopting *a, uint32_t history, uint32_t event,
                    uint64_t key)
{
    struct lc_history *h = &a->run->ledger.store->history[history];
    uint64_t old = h->key[event];
    struct lc_index_slot *slot;
    int code = LC_OK;
    for (size_t at = 0;
         (slot = lc_ledger_next(&a->run->ledger, old, history, &at)) && !code;) {
        uint32_t i = slot->event;
        if (h->record[i] != h->record[event])
            continue;
        slot->event = LC_NOWHERE;
        h->key[i] = key;
        code = lc_ledger_add(&a->run->ledger, key, history, i, a->err);
        at = 0; /* the index may have grown */
    }
    a->run->result->changed = true;
    return code;
}

static int adopt(const struct adopting *a, const struct lc_batch_row *row,
                 const struct lc_batch_event *e)
{
    const struct lc_schema *schema = a->batch->schema;
    uint32_t history =
        lc_ledger_history(&a->run->ledger, schema->feeds[e->feed].history);
    uint64_t key = lc_ledger_key(&a->run->ledger, row->key, history);
    size_t known = 0, at = 0;
    if (lc_ledger_next(&a->run->ledger, key, history, &known))
        return LC_OK;
    struct lc_index_slot *slot =
        lc_index_next(&a->moved, lc_import_place(row->record, e->start), history, &at);
    if (!slot)
        return LC_OK;
    uint32_t event = slot->event;
    slot->event = LC_NOWHERE;
    return give_key(a, history, event, key);
}

static bool is_keyed_by_person(const struct lc_schema *schema)
{
    for (unsigned k = 0; k < schema->key_count; k++)
        if (schema->key_at[k] == schema->person_at && schema->person_at != LC_NO_COLUMN)
            return !lc_merged_is_personal(schema);
    return false;
}

int lc_merged_adopt(const struct lc_batch *batch, struct lc_import_run *run,
                    struct lc_error *err)
{
    struct adopting a = { .run = run, .batch = batch, .err = err };
    const struct lc_schema *schema = batch->schema;
    if (!run->ledger.store->merges || !is_keyed_by_person(schema))
        return LC_OK;
    int code = lc_ledger_index(&run->ledger, err);
    if (!code)
        code = lc_index_init(&a.moved, 0, err);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++) {
        unsigned before = 0;
        while (strcmp(schema->feeds[before].history, schema->feeds[f].history) != 0)
            before++;
        if (before == f)
            code = gather_moved(
                &a, lc_ledger_history(&run->ledger, schema->feeds[f].history));
    }
    struct lc_batch_row row = { 0 };
    for (size_t r = 0; r < batch->rows.count && !code; r++) {
        code = lc_batch_rows_get(&batch->rows, r, &row, err);
        for (size_t e = 0; e < row.events && !code; e++)
            code = adopt(&a, &row, row.event + e);
    }
    lc_batch_row_free(&row);
    lc_index_free(&a.moved);
    return code;
}
