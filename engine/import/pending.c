#include "import/pending_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/schema_inside.h"

enum { APART = '\n' }; /* between cells */

const char lc_pending_name[] = "rows that waited";

bool lc_pending_can(const struct lc_schema *schema)
{
    bool can = schema->join && schema->person_at == LC_NO_COLUMN && schema->feeds_count;
    for (unsigned f = 0; f < schema->feeds_count; f++)
        can = can && schema->feeds[f].number_at == LC_NO_COLUMN
              && strcmp(schema->feeds[f].history, schema->feeds[0].history) == 0;
    return can;
}

/* --- cells ------------------------------------------------------------------------ */

struct writing {
    struct lc_text *text;
    bool any;
};

static void add_code(void *context, struct lc_slice name)
{
    struct writing *w = context;
    lc_text_add(w->text, w->any ? "," : "");
    lc_text_add_bytes(w->text, name.data, name.size);
    w->any = true;
}

/* As it can be read again: a code as its list has it. */
static void add_cell(struct lc_text *text, const struct lc_schema_column *column,
                     const struct lc_cell *cell)
{
    char day[LC_DAY_ROOM];
    struct writing w = { text, false };
    unsigned strays;
    const struct lc_code_list *list = column->list;
    if (!cell->text.size || column->type == LC_CELL_ID || column->type == LC_CELL_TEXT)
        return;
    if (column->type == LC_CELL_DAY)
        lc_text_add(text, lc_day_print(cell->day, day));
    else if (column->type == LC_CELL_CODES)
        lc_cell_codes(column, cell->text, add_code, &w, &strays);
    else if (cell->listed && list && cell->entry < list->plain_count)
        lc_text_add(text, list->plain[cell->entry]);
    else if (cell->listed && list)
        lc_text_add(text, list->codes[cell->entry - list->plain_count].code);
    else
        lc_text_add_bytes(text, cell->text.data, cell->text.size);
}

static int write_cells(const struct lc_import_reading *r, char **said)
{
    struct lc_text text = { 0 };
    for (unsigned c = 0; c < r->schema->columns_count; c++) {
        const char apart = APART;
        if (c)
            lc_text_add_bytes(&text, &apart, 1);
        add_cell(&text, &r->schema->columns[c], &r->cell[c]);
    }
    lc_text_add(&text, "");
    int code = lc_text_check(&text, r->err);
    *said = text.data;
    return code;
}

static void read_cells(struct lc_import_reading *r, const char *said)
{
    for (unsigned c = 0; c < r->schema->columns_count; c++) {
        size_t size = strcspn(said, "\n");
        lc_cell_read(&r->schema->columns[c], LC_DAY_ISO,
                     (struct lc_slice){ said, size }, &r->cell[c]);
        said += size + (said[size] == APART);
    }
}

/* --- waiting ---------------------------------------------------------------------- */

static int index_waiting(struct lc_import_run *run, struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    if (run->waiting.slots)
        return LC_OK;
    int code = lc_index_init(&run->waiting, store->pending, err);
    for (size_t i = 0; i < store->pending && !code; i++)
        code = lc_index_add(&run->waiting, store->waiting[i].key, 0, (uint32_t)i, err);
    return code;
}

/* The newest of the key that waits, or NULL. */
static struct lc_waiting *newest(const struct lc_import_run *run, uint64_t key)
{
    struct lc_waiting *found = NULL;
    const struct lc_index_slot *slot;
    for (size_t at = 0; (slot = lc_index_next(&run->waiting, key, 0, &at));) {
        struct lc_waiting *one = &run->ledger.store->waiting[slot->event];
        if (one->said && (!found || one > found))
            found = one;
    }
    return found;
}

/* Does the row that waits say the same, and say it still? */
static bool is_said(const struct lc_waiting *waiting, const char *said, int32_t today)
{
    return waiting && strcmp(waiting->said, said) == 0
           && (waiting->until == LC_OPEN || waiting->until == today);
}

static int keep(struct lc_import_reading *r, const struct lc_waiting *one)
{
    struct lc_store *store = r->run->ledger.store;
    int code = LC_GROW(store->waiting, store->waiting_room, store->pending + 1, r->err);
    if (code)
        return code;
    store->waiting[store->pending++] = *one;
    r->run->result->changed = true;
    r->run->result->file[r->batch->file].pending++;
    return lc_index_add(&r->run->waiting, one->key, 0, (uint32_t)(store->pending - 1),
                        r->err);
}

/* A row has no source before its batch has: until then, this. */
static uint32_t placeholder(const struct lc_batch *b)
{
    return LC_NOWHERE - 1 - b->file;
}

/* What stood of a row that waits again, since what it hung on is gone, is gone too. */
static void close_standing(struct lc_import_run *run, const struct lc_batch *batch,
                           uint64_t key)
{
    uint32_t history = lc_ledger_history(&run->ledger, batch->schema->feeds[0].history);
    struct lc_history *h = &run->ledger.store->history[history];
    const struct lc_index_slot *slot;
    int32_t today = run->ask->options->received;
    for (size_t at = 0;
         (slot = lc_index_next(&run->ledger.events, key, history, &at));) {
        uint32_t i = slot->event;
        int32_t to = h->known_from[i] > today ? h->known_from[i] : today;
        if (h->known_to[i] > to)
            h->known_to[i] = to;
    }
}

void lc_pending_place(const struct lc_batch *batch, struct lc_import_run *run)
{
    struct lc_store *store = run->ledger.store;
    for (size_t i = 0; i < store->pending && lc_pending_can(batch->schema); i++)
        if (store->waiting[i].file == placeholder(batch)) {
            store->waiting[i].file = batch->source;
            close_standing(run, batch, store->waiting[i].key);
        }
}

int lc_pending_take(struct lc_import_reading *r, uint64_t row_key)
{
    const struct lc_ledger *ledger = &r->run->ledger;
    struct lc_waiting one = { .parent = lc_import_row_parent(r),
                              .until = LC_OPEN,
                              .file = placeholder(r->batch),
                              .line = (uint32_t)r->row->line };
    one.key = lc_ledger_key(ledger, row_key,
                            lc_ledger_history(ledger, r->schema->feeds[0].history));
    int code = index_waiting(r->run, r->err);
    if (!code)
        code = lc_import_row_refused(r); /* it is said: what is not is taken back */
    if (!code)
        code = write_cells(r, &one.said);
    struct lc_waiting *there = code ? NULL : newest(r->run, one.key);
    if (!code && is_said(there, one.said, r->run->ask->options->received)) {
        r->run->result->changed |= there->until != LC_OPEN;
        there->until = LC_OPEN;
        r->run->result->file[r->batch->file].unchanged++;
        free(one.said);
        return LC_OK;
    }
    if (!code)
        code = keep(r, &one);
    if (code)
        free(one.said);
    return code;
}

/* --- what they wait for has come -------------------------------------------------- */

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
         && (slot = lc_index_next(&s->run->ledger.events, one->key, history, &at));) {
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
                                 .last_day = LC_NO_DAY };
    s.reading = (struct lc_import_reading){
        .batch = &s.batch, .run = run, .schema = schema, .err = err
    };
    s.batch.arena = lc_arena_new();
    int code = s.batch.arena ? lc_feeds_begin(&s.reading) : LC_FAIL_NOMEM(err);
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
