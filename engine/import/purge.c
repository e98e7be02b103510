#include "import/purge_inside.h"

#include <inttypes.h>
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
    return one->part && !one->within && !lc_purge_is_said(p, one->said.key)
               ? reject(p, b, one)
               : purge_row(p, b, &alone);
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

/* --- another command of the day --------------------------------------------------- */

static int refuse(const struct lc_batch *b, uint64_t line, struct lc_error *err)
{
    return LC_FAIL(err, LC_REFUSED,
                   "%s:%" PRIu64 ": another file of the same day has taken this back, "
                   "and neither is the later: import both in one command, into a store "
                   "that has neither, or give each its day (--received)",
                   b->path, line);
}

/* Of whom the store knew nothing when it was purged: who came since with that number.
 */
static uint32_t record_of(const struct lc_import_run *run, const struct lc_schema *by,
                          const struct lc_purged *one)
{
    const struct lc_identities *ids = run->people.identities;
    const struct lc_store *store = run->ledger.store;
    uint32_t record = one->record;
    for (size_t i = 0; i < ids->count && record == LC_NO_RECORD; i++) {
        const struct lc_identity *id = ids->row + i;
        struct lc_slice value[2];
        for (unsigned k = 0; k < by->key_count; k++)
            value[k] = lc_slice_of(
                by->key_at[k] == by->person_at
                    ? id->local
                    : lc_codes_name(&store->systems, store->record[id->record].system));
        if (id->local
            && lc_eras_row(run->ledger.eras,
                           lc_row_key(run->ledger.key, by->name, by->key_count, value))
                   == one->key)
            record = id->record;
    }
    return record;
}

/* A purge of the day, by another command; all: it takes all of a record. */
struct gone {
    const struct lc_purged *one;
    const struct lc_schema *by; /* NULL: not known any more */
    bool all;
    uint32_t record;
};

/* Does the row lie in what was taken back, or is it of a part of it that was? */
static bool lay(const struct lc_batch *b, const struct gone *g,
                const struct lc_batch_nest *nest)
{
    return nest->said.parent == g->one->key
           && (!g->by || g->by == b->schema
               || strcmp(g->by->name, b->schema->within->schema) == 0);
}

/* Does none of the rows say what was taken back? */
static int check_rows(const struct lc_batch *b, const struct lc_import_run *run,
                      const struct gone *g, struct lc_batch_row *row,
                      struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < b->rows.count && !code; i++) {
        code = lc_batch_rows_get(&b->rows, i, row, err);
        if (!code
            && (lc_eras_row(run->ledger.eras, row->key) == g->one->key
                || (g->all && row->record == g->record)))
            code = refuse(b, row->line, err);
    }
    for (size_t i = 0; i < b->nests && !code; i++)
        if (lay(b, g, b->nest + i))
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
        struct gone g = { .one = store->purged + k };
        g.by = lc_schemas_named(run->ask->schemas, store->source[g.one->file].schema);
        if (g.one->day != run->ask->options->received
            || g.one->file >= run->ledger.sources_before)
            continue;
        g.all = g.by && g.by != b->schema && lc_purge_takes_all(g.by, b->schema);
        g.record = g.all ? record_of(run, g.by, g.one) : LC_NO_RECORD;
        g.all &= g.record != LC_NO_RECORD;
        code = check_rows(b, run, &g, &row, err);
    }
    lc_batch_row_free(&row);
    return code;
}
