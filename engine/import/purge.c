#include "import/purge_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/purge_take_inside.h"
#include "import/schema_inside.h"

/* --- a row ------------------------------------------------------------------------ */

/* Kept, though nothing was there: another command of the day may say it. */
static int keep(struct lc_purging *p, const struct lc_batch *b,
                const struct lc_purged *one)
{
    struct lc_store *store = p->run->ledger.store;
    struct lc_purged kept = *one;
    kept.key = lc_eras_row(p->run->ledger.eras, one->key);
    kept.day = p->run->ask->options->received;
    kept.file = b->source;
    for (size_t i = 0; i < store->purges; i++)
        if (store->purged[i].key == kept.key && store->purged[i].day == kept.day)
            return LC_OK;
    int code = LC_GROW(store->purged, store->purged_room, store->purges + 1, p->err);
    if (!code)
        store->purged[store->purges++] = kept;
    p->run->result->changed = true;
    return code;
}

static int purge_row(struct lc_purging *p, const struct lc_batch *b,
                     const struct lc_batch_purge *one)
{
    struct lc_import_result *result = p->run->result;
    struct lc_import_file *file = &result->file[b->file];
    p->lines = p->unknown = 0;
    int code = LC_OK;
    if (!lc_purge_is_whole(p->schema))
        code = lc_purge_take_row(p, one);
    else if (one->said.record != LC_NO_RECORD)
        code = lc_purge_take_record(p, one->said.record);
    if (!code && p->unknown)
        code = lc_notes_find(&result->notes, b->file, one->said.line, "nested", p->err);
    size_t rows = lc_purge_count_rows(p);
    *(rows ? &file->taken : &file->unchanged) += 1;
    file->withdrawn += rows;
    return code ? code : keep(p, b, &one->said);
}

static int find_schemas(struct lc_purging *p)
{
    const struct lc_store *store = p->run->ledger.store;
    p->of = lc_alloc(store->sources, sizeof *p->of);
    if (!p->of)
        return LC_FAIL_NOMEM(p->err);
    for (size_t i = 0; i < store->sources; i++)
        p->of[i] = lc_schemas_named(p->run->ask->schemas, store->source[i].schema);
    return LC_OK;
}

int lc_purge(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
             struct lc_error *err)
{
    struct lc_purging p = { .run = run, .schema = batch->schema, .err = err };
    int code = LC_OK;
    for (size_t b = 0; b < count && !code; b++) {
        if (batch[b].purges && !p.of)
            code = find_schemas(&p);
        if (batch[b].purges && !code)
            code = lc_ledger_index(&run->ledger, err);
        for (size_t i = 0; i < batch[b].purges && !code; i++)
            code = purge_row(&p, batch + b, batch[b].purge + i);
    }
    free(p.of);
    free(p.line);
    return code;
}

/* --- another command of the day --------------------------------------------------- */

static int refuse(const struct lc_batch *b, uint64_t line, struct lc_error *err)
{
    return LC_FAIL(err, LC_REFUSED,
                   "%s:%" PRIu64 ": another file of the same day has taken this back, "
                   "and neither is the later: import both in one command, into a store "
                   "that has neither, or give each its day (--received)",
                   b->path, line);
}

/* Does none of the rows say what was taken back, by its key or (all) of its record? */
static int check_rows(const struct lc_batch *b, const struct lc_import_run *run,
                      const struct lc_purged *one, bool all, struct lc_batch_row *row,
                      struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < b->rows.count && !code; i++) {
        code = lc_batch_rows_get(&b->rows, i, row, err);
        if (!code
            && (lc_eras_row(run->ledger.eras, row->key) == one->key
                || (all && row->record == one->record)))
            code = refuse(b, row->line, err);
    }
    for (size_t i = 0; i < b->nests && !code; i++)
        if (b->nest[i].said.parent == one->key)
            code = refuse(b, b->nest[i].line, err);
    return code;
}

int lc_purge_check(const struct lc_batch *b, const struct lc_import_run *run,
                   struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    struct lc_batch_row row = { 0 };
    int code = LC_OK;
    if (b->schema->purge_at == LC_NO_COLUMN && !b->schema->dataset)
        return LC_OK;
    for (size_t k = 0; k < store->purges && !code; k++) {
        const struct lc_purged *one = store->purged + k;
        const struct lc_schema *by =
            lc_schemas_named(run->ask->schemas, store->source[one->file].schema);
        if (one->day != run->ask->options->received
            || one->file >= run->ledger.sources_before)
            continue;
        bool all = by && by != b->schema && lc_purge_takes_all(by, b->schema);
        code = check_rows(b, run, one, all, &row, err);
    }
    lc_batch_row_free(&row);
    return code;
}
