#include "import/purge_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/schema_inside.h"
#include "store/identity.h"

/* The line of a file that an event came from. */
struct gone_line {
    uint32_t file, line;
};

struct purging {
    struct lc_import_run *run;
    const struct lc_schema *schema;
    const struct lc_schema **of; /* [sources] */
    size_t lines, line_room;
    struct gone_line *line; /* of what one row takes back */
    struct lc_error *err;
};

/* Is what a row takes back all of a person, as far as the schema has it? */
static bool is_whole(const struct lc_schema *schema)
{
    for (unsigned k = 0; k < schema->key_count; k++)
        if (schema->key_at[k] != schema->person_at
            && schema->key_at[k] != schema->system_at)
            return false;
    return schema->person_at != LC_NO_COLUMN;
}

/* Is a row the person, so that it takes back all that its dataset says of them? */
static bool is_person(const struct lc_schema *schema)
{
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (schema->columns[c].who == LC_WHO_BORN)
            return is_whole(schema);
    return false;
}

static int32_t today(const struct purging *p)
{
    return p->run->ask->options->received;
}

/* --- taking back ------------------------------------------------------------------ */

static int take_back(struct purging *p, struct lc_history *h, uint32_t i)
{
    int32_t to = h->known_from[i] > today(p) ? h->known_from[i] : today(p);
    bool stands = h->known_to[i] == LC_OPEN;
    if (h->file[i] == LC_NOWHERE || h->known_to[i] <= to)
        return LC_OK;
    h->known_to[i] = to;
    p->run->result->changed = true;
    if (!stands)
        return LC_OK;
    int code = LC_GROW(p->line, p->line_room, p->lines + 1, p->err);
    if (!code)
        p->line[p->lines++] = (struct gone_line){ h->file[i], h->line[i] };
    return code;
}

static bool is_of_dataset(const struct purging *p, const struct lc_schema *other)
{
    if (other == p->schema)
        return true;
    return other && other->dataset && p->schema->dataset && is_person(p->schema)
           && strcmp(other->dataset, p->schema->dataset) == 0;
}

static int take_record(struct purging *p, uint32_t record)
{
    struct lc_store *store = p->run->ledger.store;
    int code = LC_OK;
    for (size_t k = 0; k < store->histories && !code; k++) {
        struct lc_history *h = &store->history[k];
        for (uint32_t i = 0; i < h->n && !code; i++)
            if (h->record[i] == record && h->file[i] != LC_NOWHERE
                && is_of_dataset(p, p->of[h->file[i]]))
                code = take_back(p, h, i);
    }
    return code;
}

/* Rows of other extracts that hang on an event of this schema: they are of its record
 * and start with its end. Of two such events of one end nobody can tell; then they
 * stay. */
static int take_hanging(struct purging *p, const struct lc_history *parent,
                        uint32_t event, const char *history)
{
    struct lc_store *store = p->run->ledger.store;
    int code = LC_OK;
    for (uint32_t i = 0; i < parent->n; i++)
        if (i != event && parent->known_to[i] == LC_OPEN
            && parent->record[i] == parent->record[event]
            && parent->end[i] == parent->end[event]
            && parent->key[i] != parent->key[event])
            return LC_OK;
    for (size_t k = 0; k < store->histories && !code; k++) {
        struct lc_history *h = &store->history[k];
        for (uint32_t i = 0; i < h->n && !code; i++) {
            const struct lc_schema *s =
                h->file[i] == LC_NOWHERE ? NULL : p->of[h->file[i]];
            if (s && s->join && s->join->history
                && h->record[i] == parent->record[event]
                && h->start[i] == parent->end[event]
                && strcmp(s->join->schema, p->schema->name) == 0
                && strcmp(s->join->history, history) == 0)
                code = take_back(p, h, i);
        }
    }
    return code;
}

static void drop_waiting(struct purging *p, uint64_t key)
{
    struct lc_store *store = p->run->ledger.store;
    for (size_t i = 0; i < store->pending; i++)
        if (store->waiting[i].parent == key && store->waiting[i].until == LC_OPEN) {
            store->waiting[i].until = today(p);
            p->run->result->changed = true;
        }
}

/* A row's events in one history, and what hangs on them. */
static int take_key(struct purging *p, uint32_t which, uint64_t row_key)
{
    struct lc_history *h = &p->run->ledger.store->history[which];
    uint64_t key = lc_ledger_key(&p->run->ledger, row_key, which);
    const struct lc_index_slot *slot;
    int code = LC_OK;
    for (size_t at = 0;
         (slot = lc_ledger_next(&p->run->ledger, key, which, &at)) && !code;) {
        uint32_t i = slot->event;
        if (h->known_to[i] == LC_OPEN && h->end[i] != LC_OPEN)
            code = take_hanging(p, h, i, h->name);
        if (!code)
            code = take_back(p, h, i);
    }
    drop_waiting(p, key);
    return code;
}

static int take_row(struct purging *p, uint64_t row_key)
{
    int code = LC_OK;
    for (unsigned f = 0; f < p->schema->feeds_count && !code; f++)
        code =
            take_key(p, lc_ledger_history(&p->run->ledger, p->schema->feeds[f].history),
                     row_key);
    return code;
}

/* --- who it was ------------------------------------------------------------------- */

static bool is_record(void *context, uint32_t record)
{
    return *(const uint32_t *)context == record;
}

static void forget(struct purging *p, uint32_t record)
{
    const struct lc_store *store = p->run->ledger.store;
    for (size_t k = 0; k < store->histories; k++)
        for (size_t i = 0; i < store->history[k].n; i++)
            if (store->history[k].record[i] == record
                && store->history[k].known_to[i] == LC_OPEN)
                return;
    lc_identities_bare(p->run->people.identities, is_record, &record);
    if (record < p->run->people.room)
        p->run->people.born[record] = LC_NO_DAY;
    p->run->result->changed = true;
}

/* --- a row ------------------------------------------------------------------------ */

static int by_line(const void *a, const void *b)
{
    const struct gone_line *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static size_t count_rows(struct purging *p)
{
    size_t rows = 0;
    if (p->lines)
        qsort(p->line, p->lines, sizeof *p->line, by_line);
    for (size_t i = 0; i < p->lines; i++)
        rows += !i || by_line(p->line + i, p->line + i - 1) != 0;
    return rows;
}

/* Kept, though nothing was there: another command of the day may say it. */
static int keep(struct purging *p, const struct lc_batch *b,
                const struct lc_purged *one)
{
    struct lc_store *store = p->run->ledger.store;
    struct lc_purged kept = *one;
    kept.key = lc_eras_row(p->run->ledger.eras, one->key);
    kept.day = today(p);
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

static int purge_row(struct purging *p, const struct lc_batch *b,
                     const struct lc_purged *one)
{
    struct lc_import_file *file = &p->run->result->file[b->file];
    bool whole = is_whole(p->schema);
    p->lines = 0;
    int code = LC_OK;
    if (!whole)
        code = take_row(p, one->key);
    else if (one->record != LC_NO_RECORD) {
        code = take_record(p, one->record);
        if (!code && p->lines)
            forget(p, one->record);
    }
    size_t rows = count_rows(p);
    *(rows ? &file->taken : &file->unchanged) += 1;
    file->withdrawn += rows;
    return code ? code : keep(p, b, one);
}

static int find_schemas(struct purging *p)
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
    struct purging p = { .run = run, .schema = batch->schema, .err = err };
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
            code = LC_FAIL(err, LC_REFUSED,
                           "%s:%" PRIu64 ": another file of the same day has taken "
                           "this back, and neither is the later: import both in one "
                           "command, into a store that has neither, or give each its "
                           "day (--received)",
                           b->path, row->line);
    }
    return code;
}

int lc_purge_check(const struct lc_batch *b, const struct lc_import_run *run,
                   struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    struct lc_batch_row row = { 0 };
    bool whole = is_whole(b->schema);
    int code = LC_OK;
    if (b->schema->purge_at == LC_NO_COLUMN && !b->schema->dataset)
        return LC_OK;
    for (size_t k = 0; k < store->purges && !code; k++) {
        const struct lc_purged *one = store->purged + k;
        const struct lc_schema *by =
            lc_schemas_named(run->ask->schemas, store->source[one->file].schema);
        bool all = by && is_person(by) && !whole && by->dataset && b->schema->dataset
                   && strcmp(by->dataset, b->schema->dataset) == 0;
        if (one->day != run->ask->options->received
            || one->file >= run->ledger.sources_before)
            continue;
        code = check_rows(b, run, one, all, &row, err);
    }
    lc_batch_row_free(&row);
    return code;
}
