#include "import/purge_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/purge_take_inside.h"
#include "import/schema_inside.h"

/* --- a row ------------------------------------------------------------------------ */

/* Kept, though nothing was there: another command of the day may say it. Of a part the
 * key is that of what it lies in. */
static int keep(struct lc_purging *p, const struct lc_batch *b,
                const struct lc_batch_purge *one)
{
    struct lc_store *store = p->run->ledger.store;
    struct lc_purged kept = one->said;
    kept.key =
        one->part ? one->within : lc_eras_row(p->run->ledger.eras, one->said.key);
    kept.day = p->run->ask->options->received;
    kept.file = b->source;
    for (size_t i = 0; i < store->purges; i++)
        if (store->purged[i].key == kept.key && store->purged[i].day == kept.day
            && strcmp(store->source[store->purged[i].file].schema, p->schema->name)
                   == 0)
            return LC_OK;
    int code = LC_GROW(store->purged, store->purged_room, store->purges + 1, p->err);
    if (!code)
        store->purged[store->purges++] = kept;
    p->run->result->changed = true;
    return code;
}

static int reject(struct lc_purging *p, struct lc_batch *b,
                  const struct lc_batch_purge *one)
{
    const struct lc_reject note = { b->file, one->said.line, p->schema->purge, NULL,
                                    "nothing says what is to be taken back" };
    b->rejected++;
    return lc_notes_reject(&p->run->result->notes, &note, (struct lc_slice){ "", 0 },
                           p->err);
}

static int purge_row(struct lc_purging *p, const struct lc_batch *b,
                     const struct lc_batch_purge *one)
{
    struct lc_import_result *result = p->run->result;
    struct lc_import_file *file = &result->file[b->file];
    p->lines = p->unknown = 0;
    int code = LC_OK;
    if (b->again) { /* it was taken back then */
        file->unchanged++;
        return LC_OK;
    }
    bool whole = lc_purge_is_whole(p->schema);
    uint32_t record = one->said.record;
    if (!whole)
        code = lc_purge_take_row(p, one);
    else if (record != LC_NO_RECORD)
        code = lc_purge_take_record(p, record);
    if (!code && !whole && p->lines && record != LC_NO_RECORD)
        code = lc_purge_follow_first(p, record);
    if (!code && p->unknown)
        code = lc_notes_find(&result->notes, b->file, one->said.line, "nested", p->err);
    size_t rows = lc_purge_count_rows(p);
    *(rows ? &file->taken : &file->unchanged) += 1;
    file->withdrawn += rows;
    return code ? code : keep(p, b, one);
}

/* Of a row that names no thing and nothing that it lies in, what was said by a row as
 * blank, if there was one. */
static int purge_named(struct lc_purging *p, struct lc_batch *b,
                       const struct lc_batch_purge *one)
{
    struct lc_batch_purge alone = *one;
    alone.part = one->part && one->within;
    if (!one->part || one->within || lc_purge_is_said(p, one->said.key))
        return purge_row(p, b, &alone);
    int code = reject(p, b, one);
    return code || b->again ? code : keep(p, b, &alone);
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

int lc_purge(struct lc_import_run *run, size_t count, struct lc_batch *batch,
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
            code = purge_named(&p, batch + b, batch[b].purge + i);
    }
    free(p.of);
    free(p.line);
    return code;
}
