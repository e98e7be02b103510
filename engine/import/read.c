/* A file's rows into a batch. */
#include <stdlib.h>

#include "import/ahead_inside.h"
#include "import/check_digit_inside.h"
#include "import/merged_inside.h"
#include "import/nest_inside.h"
#include "import/notes_inside.h"
#include "import/pending_inside.h"
#include "import/reading_inside.h"
#include "import/schema_inside.h"
#include "import/shown_inside.h"

/* --- what is wrong with a row ----------------------------------------------------- */

static int reject(struct lc_import_reading *r, int column, const char *reason)
{
    const struct lc_schema_column *c =
        column == LC_NO_COLUMN ? NULL : &r->schema->columns[column];
    struct lc_reject note = { r->batch->file, r->row->line, c ? c->name : "", NULL,
                              reason };
    struct lc_slice value = { "", 0 };
    if (c && r->row->field)
        value = lc_shown(r->schema, r->cell, column);
    r->batch->rejected++;
    int code = lc_import_row_refused(r);
    return code ? code : lc_notes_reject(&r->run->result->notes, &note, value, r->err);
}

static int find_bad(struct lc_import_reading *r, const struct lc_schema_column *column,
                    const struct lc_cell *cell)
{
    if (cell->lost)
        return lc_import_reading_find(r, "lost");
    if (column->rule && r->schema->rules) /* judged with the others: filing_inside.h */
        return LC_OK;
    if (column->rule)
        return lc_import_reading_find(r, column->rule);
    if (column->type == LC_CELL_DAY)
        return lc_import_reading_find(r, "day");
    return lc_import_reading_find(r, column->type == LC_CELL_COUNT ? "number" : "code");
}

/* --- cells ------------------------------------------------------------------------ */

/* A code that was in use in some years only is judged when the file's year is known. */
static int note_dated(struct lc_import_reading *r, const struct lc_code_list *list,
                      unsigned entry)
{
    struct lc_batch *b = r->batch;
    if (lc_code_list_in_use(list, entry, 1) && lc_code_list_in_use(list, entry, 9999))
        return LC_OK;
    int code = LC_GROW(b->dated, b->dated_room, b->dateds + 1, r->err);
    if (!code)
        b->dated[b->dateds++] = (struct lc_batch_dated){ r->row->line, list, entry };
    return code;
}

static bool is_of_key(const struct lc_schema *schema, unsigned column)
{
    bool is = false;
    for (unsigned k = 0; k < schema->key_count && !is; k++)
        is = schema->key_at[k] == (int)column;
    return is;
}

/* Is nothing to be had of the row? By what a spreadsheet lost no thing is known: once
 * it is mended it would be another. */
static bool is_fatal(const struct lc_schema *schema, unsigned column,
                     const struct lc_cell *cell)
{
    const struct lc_schema_column *c = &schema->columns[column];
    return (c->needed && (cell->bad || !cell->text.size)) || (c->strict && cell->bad)
           || (cell->lost && is_of_key(schema, column));
}

/* *usable false: the row was rejected. */
static int check_cells(struct lc_import_reading *r, bool *usable)
{
    *usable = true;
    for (unsigned c = 0; c < r->schema->columns_count; c++) {
        const struct lc_schema_column *column = &r->schema->columns[c];
        const struct lc_cell *cell = &r->cell[c];
        if (is_fatal(r->schema, c, cell)) {
            *usable = false;
            return reject(r, (int)c, cell->bad ? cell->bad : "nothing is said");
        }
        int code = cell->bad ? find_bad(r, column, cell) : LC_OK;
        if (!code && cell->listed)
            code = note_dated(r, column->list, cell->entry);
        if (code)
            return code;
    }
    return LC_OK;
}

/* What ends before it starts began all the same: one of the two days is wrong, and no
 * day between them counts (feeds.c). In a return the rules say so. */
static int check_ends(struct lc_import_reading *r)
{
    for (unsigned f = 0; f < r->schema->feeds_count && !r->schema->rules; f++) {
        const struct lc_feed *feed = &r->schema->feeds[f];
        int32_t start = lc_import_reading_cell(r, feed->start_at)->day;
        int32_t end = lc_import_reading_cell(r, feed->end_at)->day;
        if (start != LC_NO_DAY && end != LC_NO_DAY && end < start)
            return lc_import_reading_find(r, "end");
    }
    return LC_OK;
}

/* --- the row ---------------------------------------------------------------------- */

/* The event of another extract that this row hangs on gives record and day: those of
 * today or, if it has none any more, those that it had last. */
static int find_joined(struct lc_import_reading *r, const char **reason)
{
    const struct lc_join *join = r->schema->join;
    uint32_t history = lc_ledger_history(&r->run->ledger, join->history);
    const struct lc_history *h = &r->run->ledger.store->history[history];
    uint64_t key = lc_import_row_parent(r);
    int code = lc_lookup_joined(&r->starts, &r->run->ledger, history, key, r->err);
    *reason = "what it belongs to is in no file";
    for (size_t s = 0; s < r->starts.count && !code && *reason; s++) {
        uint32_t event = r->starts.step[s].event;
        if (event == LC_NOWHERE)
            continue;
        r->draft.record = h->record[event];
        *reason = h->end[event] == LC_OPEN ? "what it belongs to has no end yet" : NULL;
        if (!*reason && s)
            code = lc_import_reading_find(r, "end taken back");
    }
    return code;
}

static void note_end(struct lc_import_reading *r)
{
    int32_t day = lc_import_reading_cell(r, r->schema->year_at)->day;
    if (day != LC_NO_DAY)
        r->batch->ends_in[lc_day_collection_year(day) - 1900]++;
}

/* The person of the row that this one hangs on. */
static void find_person(struct lc_import_reading *r, const char **reason)
{
    struct lc_slice number = lc_import_reading_cell(r, r->schema->join->at)->text;
    *reason = lc_row_people_find(&r->people, number, &r->draft.record);
    if (!*reason)
        r->draft.record = lc_merged_record(r->run, r->schema, r->draft.record);
}

/* Record, recorded day and key; *reason set when the row cannot hang on anything. */
static int begin_row(struct lc_import_reading *r, const char **reason)
{
    struct lc_batch_row *row = &r->draft;
    int code = LC_OK;
    row->line = r->row->line;
    row->record = 0;
    row->recorded = LC_NO_DAY;
    row->who = row->whos = 0;
    row->events = row->pasts = 0;
    if (lc_import_reading_cell(r, r->schema->person_at)->text.size)
        code = lc_import_row_record(r, reason);
    else if (r->schema->join && r->schema->join->history)
        code = find_joined(r, reason);
    else if (r->schema->join)
        find_person(r, reason);
    else if (r->schema->person_at != LC_NO_COLUMN)
        *reason = "nothing is said";
    row->key = r->waiting ? r->waiting->key : r->key;
    for (unsigned f = 0; f < r->schema->feeds_count; f++)
        if (r->schema->feeds[f].recorded_at != LC_NO_COLUMN)
            row->recorded = r->cell[r->schema->feeds[f].recorded_at].day;
    return code;
}

static int keep_row(struct lc_import_reading *r)
{
    struct lc_batch *b = r->batch;
    int code = lc_batch_rows_add(&b->rows, &r->draft, r->err);
    for (size_t i = 0; i < r->draft.events && !code; i++) {
        int32_t start = r->draft.event[i].start;
        if (b->said_from == LC_NO_DAY || start < b->said_from)
            b->said_from = start;
        if (start > b->said_to)
            b->said_to = start;
    }
    return code ? code : lc_nest_note(r);
}

static int take_row(struct lc_import_reading *r)
{
    const char *reason = NULL;
    int at = r->schema->person_at;
    int code = begin_row(r, &reason);
    if (!code && reason && lc_pending_can(r->schema))
        return lc_pending_take(r, r->draft.key);
    if (!code && reason)
        return reject(r, r->schema->join ? r->schema->join->at : at, reason);
    if (!code && r->schema->rules)
        code = lc_import_reading_file(r, r->draft.record);
    if (!code)
        code = lc_feeds_row(r);
    if (!code)
        code = lc_import_row_who(r);
    if (!code)
        code = keep_row(r);
    if (!code)
        note_end(r);
    return code;
}

int lc_batch_take_waiting(struct lc_import_reading *r)
{
    return take_row(r);
}

static void count_others(struct lc_import_reading *r)
{
    for (unsigned c = 0; c < r->schema->columns_count; c++)
        r->batch->others[c] += r->cell[c].other;
}

static void count_serials(struct lc_import_reading *r)
{
    for (unsigned c = 0; c < r->schema->columns_count; c++)
        r->serials[c] += r->cell[c].serial;
}

/* Of no child: nothing is said by it, so that nothing hangs on its being unread. */
static int set_aside(struct lc_import_reading *r, const char *reason)
{
    struct lc_reject note = { r->batch->file, r->row->line, "", NULL, reason };
    r->batch->rejected++;
    return lc_notes_reject(&r->run->result->notes, &note, (struct lc_slice){ "", 0 },
                           r->err);
}

static int read_row(void *context, const struct lc_ahead_row *row)
{
    struct lc_import_reading *r = context;
    bool usable;
    r->row = &row->row;
    r->cell = row->cell;
    r->key = row->key;
    r->met = row->record;
    r->pseudonym = row->numbered ? row->pseudonym : NULL;
    r->batch->read++;
    r->batch->torn = row->torn;
    if (row->none)
        return set_aside(r, row->none);
    if (r->row->trouble)
        return reject(r, LC_NO_COLUMN, lc_csv_trouble_text(r->row->trouble));
    int code = r->row->converted ? lc_import_reading_find(r, "encoding") : LC_OK;
    if (!code && row->cut)
        code = lc_import_reading_find(r, "short");
    if (code)
        return code;
    count_serials(r);
    if (lc_import_row_purges(r))
        return lc_import_row_names(r) ? lc_import_row_purge(r)
                                      : reject(r, r->schema->purge_at,
                                               "nothing says what is to be taken back");
    code = check_cells(r, &usable);
    if (!code && usable)
        code = check_ends(r);
    if (!code && !usable && r->schema->rules)
        code = lc_import_reading_file_rejected(r);
    if (!code && usable)
        count_others(r);
    if (!code && usable)
        code = lc_import_row_numbers(r);
    return code || !usable ? code : take_row(r);
}

int lc_batch_read(struct lc_batch *batch, struct lc_import_run *run, lc_csv *csv,
                  const int *place, struct lc_error *err)
{
    struct lc_import_reading r = {
        .batch = batch, .run = run, .schema = batch->schema, .err = err
    };
    struct lc_ahead ahead = { 0 };
    batch->first_day = batch->last_day = LC_NO_DAY;
    batch->said_from = batch->said_to = LC_NO_DAY;
    batch->arena = lc_arena_new();
    int code = batch->arena ? lc_feeds_begin(&r) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_row_people_begin(&r.people, r.schema, &run->people, err);
    if (!code && r.schema->join && r.schema->join->history)
        code = lc_ledger_index(&run->ledger, err);
    if (!code)
        code = lc_ahead_begin(&ahead, &r, place, err);
    if (!code)
        code = lc_ahead_each(&ahead, csv, read_row, &r, err);
    batch->bytes = lc_csv_counts(csv).bytes;
    lc_ahead_end(&ahead);
    lc_feeds_end(&r);
    lc_row_people_end(&r.people);
    if (!code && r.yearless)
        code = lc_notes_find(&run->result->notes, batch->file, 0, "no year", err);
    if (code)
        return code;
    struct lc_text serials = { 0 };
    lc_forms_tell_serials(batch->forms, batch->schema, r.serials, &serials);
    return lc_notes_remark(&run->result->notes, batch->file, &serials, err);
}

void lc_batch_free(struct lc_batch *batch)
{
    lc_batch_rows_free(&batch->rows);
    free(batch->who);
    free(batch->dated);
    free(batch->refused);
    free(batch->merged);
    free(batch->purge);
    free(batch->nest);
    free(batch->refute);
    lc_arena_free(batch->arena);
    *batch = (struct lc_batch){ 0 };
}
