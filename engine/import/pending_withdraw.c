/* Rows that wait, and that their extract does not say any more: see pending_inside.h.
 */
#include <string.h>

#include "import/pending_inside.h"

/* Has a full extract of the day, in another command, taken back what it did not say? */
static bool was_taken_back(const struct lc_import_run *run, const char *schema)
{
    for (size_t i = 0; i < run->ledger.sources_before; i++) {
        const struct lc_source *s = &run->ledger.store->source[i];
        if (s->full && s->imported == run->ask->options->received
            && strcmp(s->schema, schema) == 0)
            return true;
    }
    return false;
}

static int index_said(struct lc_index *said, const struct lc_import_run *run,
                      size_t count, const struct lc_batch *batch, struct lc_error *err)
{
    const char *name = batch->schema->feeds[0].history;
    uint32_t history = lc_ledger_history(&run->ledger, name);
    int code = lc_index_init(said, 0, err);
    for (size_t b = 0; b < count && !code; b++) {
        for (size_t r = 0; r < batch[b].rows.count && !code; r++)
            code = lc_index_add(said,
                                lc_ledger_key(&run->ledger,
                                              lc_batch_rows_key(&batch[b].rows, r),
                                              history),
                                0, 0, err);
        for (size_t r = 0; r < batch[b].refuseds && !code; r++)
            code = lc_index_add(
                said, lc_ledger_key(&run->ledger, batch[b].refused[r], history), 0, 0,
                err);
    }
    return code;
}

int lc_pending_withdraw(struct lc_import_run *run, size_t count,
                        const struct lc_batch *batch, struct lc_error *err)
{
    struct lc_store *store = run->ledger.store;
    const char *schema = batch->schema->name;
    struct lc_index said = { 0 };
    const struct lc_batch *full = NULL;
    for (size_t b = 0; b < count; b++)
        if (batch[b].full && !batch[b].again)
            full = batch + b;
    if (!full || !store->pending || !lc_pending_can(batch->schema)
        || was_taken_back(run, schema))
        return LC_OK;
    int code = index_said(&said, run, count, batch, err);
    for (size_t i = 0; i < store->pending && !code; i++) {
        struct lc_waiting *one = store->waiting + i;
        size_t at = 0;
        if (!one->said || one->until != LC_OPEN
            || strcmp(store->source[one->file].schema, schema) != 0
            || store->source[one->file].imported >= run->ask->options->received
            || lc_index_next(&said, one->key, 0, &at))
            continue;
        one->until = run->ask->options->received;
        run->result->file[full->file].withdrawn++;
        run->result->changed = true;
    }
    lc_index_free(&said);
    return code;
}
