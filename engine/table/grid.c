/* A sheet's row: see grid_inside.h. */
#include "table/grid_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lc_grid_begin(struct lc_grid_row *row, uint64_t line)
{
    row->row = (struct lc_csv_row){ .line = line };
    row->cells = row->used = 0;
}

int lc_grid_put(struct lc_grid_row *row, size_t column, struct lc_slice text,
                struct lc_error *err)
{
    text = lc_csv_trim(text.data, text.data + text.size);
    if (!text.size)
        return LC_OK;
    if (column >= LC_CSV_COLUMNS)
        row->row.trouble = LC_CSV_WIDE;
    else if (text.size > LC_CSV_FIELD || row->used + text.size > LC_CSV_LINE)
        row->row.trouble = LC_CSV_LONG;
    if (row->row.trouble)
        return LC_OK;
    int code = LC_GROW(row->cell, row->cell_room, column + 1, err);
    if (!code)
        code = LC_GROW(row->bytes, row->room, row->used + text.size, err);
    if (code)
        return code;
    for (; row->cells <= column; row->cells++)
        row->cell[row->cells] = (struct lc_grid_cell){ 0, 0 };
    row->cell[column] = (struct lc_grid_cell){ row->used, text.size };
    memcpy(row->bytes + row->used, text.data, text.size);
    row->used += text.size;
    return LC_OK;
}

int lc_grid_end(struct lc_grid_row *row, const struct lc_csv_row **out,
                struct lc_error *err)
{
    int code = LC_GROW(row->field, row->field_room, row->cells + 1, err);
    *out = NULL;
    if (code || (!row->cells && !row->row.trouble))
        return code;
    for (size_t i = 0; i < row->cells; i++) {
        const struct lc_grid_cell *cell = &row->cell[i];
        row->field[i] =
            (struct lc_slice){ cell->size ? row->bytes + cell->from : "", cell->size };
    }
    row->row.field = row->field;
    row->row.count = row->cells;
    *out = &row->row;
    return LC_OK;
}

struct lc_slice lc_grid_error(struct lc_slice text)
{
    bool is = text.size > 1 && (text.data[0] == '#' || !strncmp(text.data, "Err:", 4));
    return is && !lc_slice_is_nocase(text, "#N/A") ? text : (struct lc_slice){ "", 0 };
}

void lc_grid_free(struct lc_grid_row *row)
{
    free(row->cell);
    free(row->field);
    free(row->bytes);
    *row = (struct lc_grid_row){ .cells = 0 };
}
