/* Rows that waited are read again, when what they wait for has come. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/pending_inside.h"
#include "import/schema_inside.h"

static void read_cells(struct lc_import_reading *r, const char *said)
{
    for (unsigned c = 0; c < r->schema->columns_count; c++) {
        size_t size = strcspn(said, "\n");
        lc_cell_read(&r->schema->columns[c], LC_DAY_ISO,
                     (struct lc_slice){ said, size }, &r->cell[c]);
        said += size + (said[size] == LC_PENDING_APART);
    }
}

struct settling {
    struct lc_import_run *run;
    struct lc_batch batch;
    struct lc_import_reading reading;
    const struct lc_schema *schema;
    struct lc_error *err;
};

/* Has what it hangs on an end, or had it one? */
static int has_come(struct settling *s, const struct lc_waiting *one, bool *come)
{
    uint32_t history = lc_ledger_history(&s->run->ledger, s->schema->join->history);
    const struct lc_history *h = &s->run->ledger.store->history[history];
    struct lc_steps *steps = &s->reading.starts;
    int code = lc_lookup_joined(steps, &s->run->ledger, history, one->parent, s->err);
    *come = false;
    for (size_t k = 0; k < steps->count && !code; k++)
        *come |= steps->step[k].event != LC_NOWHERE
                 && h->end[steps->step[k].event] != LC_OPEN;
    return code;
}

/* Versions end to be known on the day on which the row was said no more. */
static void close_all(struct settling *s, const struct lc_waiting *one)
{
    uint32_t history = lc_ledger_history(&s->run->ledger, s->schema->feeds[0].history);
    struct lc_history *h = &s->run->ledger.store->history[history];
    const struct lc_index_slot *slot;
    for (size_t at = 0;
         one->until != LC_OPEN
         && (slot = lc_ledger_next(&s->run->ledger, one->key, history, &at));) {
        uint32_t i = slot->event;
        int32_t to = h->known_from[i] > one->until ? h->known_from[i] : one->until;
        if (h->known_to[i] > to)
            h->known_to[i] = to;
    }
}

/* Reads the rows of one source whose event has come; they are marked by their line. */
static int read_rows(struct settling *s, uint32_t source, size_t *rows)
{
    struct lc_store *store = s->run->ledger.store;
    int code = LC_OK;
    for (size_t i = 0; i < store->pending && !code; i++) {
        struct lc_waiting *one = store->waiting + i;
        bool come;
        if (!one->said || one->file != source)
            continue;
        code = has_come(s, one, &come);
        if (code || !come)
            continue;
        struct lc_csv_row line = { .line = one->line };
        s->reading.row = &line;
        s->reading.waiting = one;
        read_cells(&s->reading, one->said);
        s->reading.key = lc_import_row_key(&s->reading);
        code = lc_batch_take_waiting(&s->reading);
        one->settled = true;
        ++*rows;
    }
    return code;
}

static void drop_settled(struct settling *s)
{
    struct lc_store *store = s->run->ledger.store;
    for (size_t i = 0; i < store->pending; i++) {
        struct lc_waiting *one = store->waiting + i;
        if (!one->said || !one->settled)
            continue;
        close_all(s, one);
        free(one->said);
        one->said = NULL;
    }
}

/* What its rows had no day for, when it came, it covers now. */
static void cover(struct settling *s, uint32_t source)
{
    struct lc_source *from = &s->run->ledger.store->source[source];
    int32_t first = s->batch.first_day, last = s->batch.last_day;
    bool ruled = from->covers_from == LC_NO_DAY || from->covers_from == from->said_from;
    if (first == LC_NO_DAY)
        return;
    if (s->schema->coverage == LC_COVERS_SPAN && ruled && first < from->imported
        && (from->covers_from == LC_NO_DAY || first < from->covers_from)) {
        from->covers_from = first;
        from->covers_to = from->imported;
    }
    if (from->said_from == LC_NO_DAY || first < from->said_from)
        from->said_from = first;
    if (last > from->said_to)
        from->said_to = last;
}

static int merge_rows(struct settling *s, uint32_t source)
{
    const struct lc_source *from = &s->run->ledger.store->source[source];
    const struct lc_import_ask *asked = s->run->ask;
    struct lc_import_options options = *asked->options;
    struct lc_import_ask ask = *asked;
    options.received = from->imported;
    ask.options = &options;
    s->run->ask = &ask;
    int code = lc_batch_merge(&s->batch, s->run, s->err);
    s->run->ask = asked;
    s->run->result->changed = true;
    if (!code) {
        cover(s, source);
        drop_settled(s);
    }
    return code;
}

static int settle_source(struct lc_import_run *run, const struct lc_schema *schema,
                         uint32_t source, struct lc_error *err)
{
    const struct lc_source *from = &run->ledger.store->source[source];
    struct settling s = { .run = run, .schema = schema, .err = err };
    size_t rows = 0;
    s.batch = (struct lc_batch){ .schema = schema,
                                 .path = lc_pending_name,
                                 .file = (uint32_t)run->result->count,
                                 .source = source,
                                 .ledgered = true,
                                 .covers_from = from->covers_from,
                                 .covers_to = from->covers_to,
                                 .first_day = LC_NO_DAY,
                                 .last_day = LC_NO_DAY,
                                 .said_from = LC_NO_DAY,
                                 .said_to = LC_NO_DAY };
    s.reading = (struct lc_import_reading){
        .batch = &s.batch, .run = run, .schema = schema, .err = err
    };
    struct lc_cell cell[LC_MAX_SCHEMA_COLUMNS];
    s.reading.cell = cell;
    s.reading.met = LC_NO_RECORD;
    s.batch.arena = lc_arena_new();
    int code = lc_ledger_index(&run->ledger, err);
    if (!code)
        code = s.batch.arena ? lc_feeds_begin(&s.reading) : LC_FAIL_NOMEM(err);
    if (!code)
        code = read_rows(&s, source, &rows);
    lc_feeds_end(&s.reading);
    s.batch.read = rows;
    if (!code && rows)
        code = merge_rows(&s, source);
    run->result->file[s.batch.file].rows += rows;
    lc_batch_free(&s.batch);
    return code;
}

int lc_pending_settle(struct lc_import_run *run, const struct lc_schema *schema,
                      struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    int code = LC_OK;
    if (!lc_pending_can(schema))
        return LC_OK;
    for (size_t i = 0; i < store->sources && !code; i++) {
        bool waits = false;
        for (size_t k = 0; k < store->pending; k++)
            waits |= store->waiting[k].said && store->waiting[k].file == i;
        if (waits && strcmp(store->source[i].schema, schema->name) == 0)
            code = settle_source(run, schema, (uint32_t)i, err);
    }
    return code;
}

int lc_pending_end(struct lc_import_run *run, struct lc_error *err)
{
    struct lc_store *store = run->ledger.store;
    size_t kept = 0;
    int code = LC_OK;
    for (size_t i = 0;
         i < lc_schemas_count(run->ask->schemas) && store->pending && !code; i++)
        code = lc_pending_settle(run, lc_schemas_at(run->ask->schemas, i), err);
    for (size_t i = 0; i < store->pending; i++)
        if (store->waiting[i].said)
            store->waiting[kept++] = store->waiting[i];
    store->pending = kept;
    lc_index_free(&run->waiting);
    return code;
}
