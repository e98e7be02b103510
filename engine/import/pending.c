#include "import/pending_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/schema_inside.h"

const char lc_pending_name[] = "rows that waited";

bool lc_pending_can(const struct lc_schema *schema)
{
    bool can = schema->join && schema->join->history && !lc_schema_dated(schema)
               && schema->person_at == LC_NO_COLUMN && schema->feeds_count;
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
        const char apart = LC_PENDING_APART;
        if (c)
            lc_text_add_bytes(&text, &apart, 1);
        add_cell(&text, &r->schema->columns[c], &r->cell[c]);
    }
    lc_text_add(&text, "");
    int code = lc_text_check(&text, r->err);
    *said = text.data;
    return code;
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
    for (size_t at = 0; (slot = lc_ledger_next(&run->ledger, key, history, &at));) {
        uint32_t i = slot->event;
        int32_t to = h->known_from[i] > today ? h->known_from[i] : today;
        if (h->known_to[i] > to)
            h->known_to[i] = to;
    }
}

int lc_pending_place(const struct lc_batch *batch, struct lc_import_run *run,
                     struct lc_error *err)
{
    struct lc_store *store = run->ledger.store;
    bool any = store->pending && lc_pending_can(batch->schema);
    int code = any ? lc_ledger_index(&run->ledger, err) : LC_OK;
    for (size_t i = 0; any && !code && i < store->pending; i++)
        if (store->waiting[i].file == placeholder(batch)) {
            store->waiting[i].file = batch->source;
            close_standing(run, batch, store->waiting[i].key);
        }
    return code;
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
