#include "import/ahead_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/schema_inside.h"

/* Pieces of what is read ahead. */
enum { PIECES = 8 };

int lc_ahead_begin(struct lc_ahead *ahead, const struct lc_import_reading *reading,
                   const int *place, struct lc_error *err)
{
    size_t columns = reading->schema->columns_count;
    *ahead = (struct lc_ahead){ .of = reading, .place = place };
    ahead->row = lc_alloc(LC_AHEAD, sizeof *ahead->row);
    ahead->raw = lc_alloc(LC_AHEAD * columns, sizeof *ahead->raw);
    ahead->cell = lc_alloc(LC_AHEAD * columns, sizeof *ahead->cell);
    ahead->arena = lc_arena_new();
    if (!ahead->row || !ahead->raw || !ahead->cell || !ahead->arena)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < LC_AHEAD; i++) {
        ahead->row[i].raw = ahead->raw + i * columns;
        ahead->row[i].cell = ahead->cell + i * columns;
    }
    return LC_OK;
}

void lc_ahead_end(struct lc_ahead *ahead)
{
    lc_team_free(ahead->team);
    lc_arena_free(ahead->arena);
    free(ahead->row);
    free(ahead->raw);
    free(ahead->cell);
}

/* --- rows, as they come ----------------------------------------------------------- */

static struct lc_slice field_of(const struct lc_ahead *a, const struct lc_csv_row *row,
                                unsigned c)
{
    const struct lc_schema_column *column = &a->of->schema->columns[c];
    if (a->place[c] != LC_NO_COLUMN && column->type != LC_CELL_SKIP)
        return row->field[a->place[c]];
    return lc_slice_of(column->constant ? column->constant : "");
}

/* The row's memory is its reader's, until the next is read. */
static int copy(struct lc_ahead *a, const struct lc_csv_row *row, struct lc_error *err)
{
    struct lc_ahead_row *to = a->row + a->count++;
    unsigned columns = a->of->schema->columns_count;
    size_t size = 0;
    to->row = *row;
    to->row.field = NULL;
    if (row->trouble)
        return LC_OK;
    for (unsigned c = 0; c < columns; c++)
        size += (to->raw[c] = field_of(a, row, c)).size;
    a->bytes += size;
    char *bytes = lc_arena_alloc(a->arena, size);
    if (!bytes)
        return LC_FAIL_NOMEM(err);
    for (unsigned c = 0; c < columns; c++) {
        if (to->raw[c].size)
            memcpy(bytes, to->raw[c].data, to->raw[c].size);
        to->raw[c].data = bytes;
        bytes += to->raw[c].size;
    }
    to->row.field = to->raw;
    return LC_OK;
}

/* --- cells and keys --------------------------------------------------------------- */

static void read_row(const struct lc_ahead *a, struct lc_import_reading *one,
                     struct lc_ahead_row *row)
{
    const struct lc_schema *schema = one->schema;
    for (unsigned c = 0; c < schema->columns_count; c++)
        lc_cell_read(&schema->columns[c],
                     lc_forms_of(a->of->batch->forms, schema, c, row->raw[c]),
                     row->raw[c], &row->cell[c]);
    one->cell = row->cell;
    row->key = lc_import_row_key(one);
    row->record = lc_roster_known(&one->run->roster, lc_import_reading_system(one),
                                  lc_import_reading_cell(one, schema->person_at)->text);
}

static void read_piece(void *context, size_t piece, size_t worker LC_UNUSED)
{
    const struct lc_ahead *a = context;
    struct lc_import_reading one = *a->of;
    size_t end = lc_shard_first(a->count, piece + 1, PIECES);
    for (size_t i = lc_shard_first(a->count, piece, PIECES); i < end; i++)
        if (!a->row[i].row.trouble)
            read_row(a, &one, a->row + i);
}

int lc_ahead_next(struct lc_ahead *ahead, lc_csv *csv, struct lc_error *err)
{
    struct lc_ahead *a = ahead;
    const struct lc_csv_row *row = NULL;
    int code = LC_OK;
    a->count = a->bytes = 0;
    lc_arena_reset(a->arena);
    while (!code && !a->last && a->count < LC_AHEAD && a->bytes < LC_AHEAD_BYTES) {
        code = lc_csv_next(csv, &row, err);
        a->last = !row;
        if (!code && row && !lc_csv_row_is_blank(row))
            code = copy(a, row, err);
    }
    if (!a->last && !a->team && lc_team_new(&a->team, 0, NULL))
        a->team = NULL; /* then this thread alone */
    if (!code)
        lc_team_run(a->team, PIECES, read_piece, a);
    return code;
}
