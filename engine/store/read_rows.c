/* The tables that memory holds by row and the file by column (reading_inside.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/h5.h"
#include "store/reading_inside.h"

static bool is_cell(struct lc_stored *c, const struct lc_cells *cells,
                    struct lc_codes *codes)
{
    switch (cells->cell) {
    case LC_AS_NUMBER:
    case LC_AS_COUNT:
        return lc_stored_is_whole(c, cells->size, false);
    case LC_AS_DAY:
        return lc_stored_is_whole(c, cells->size, true);
    case LC_AS_CODE:
        return lc_stored_codes(c, codes);
    case LC_AS_BYTES:
        return c->kind == H5T_OPAQUE && c->size == cells->size;
    default:
        return c->kind == H5T_STRING && H5Tis_variable_str(c->type) == 0;
    }
}

static int scatter(const struct lc_layout *layout, const struct lc_cells *cells,
                   const struct lc_stored *c, const char *data, char *rows,
                   struct lc_error *err)
{
    for (size_t i = 0; i < c->n; i++, data += c->size) {
        char *cell = rows + i * layout->row_size + cells->offset, *text;
        if (cells->cell != LC_AS_TEXT) {
            memcpy(cell, data, c->size);
            continue;
        }
        text = lc_alloc(c->size + 1, 1);
        if (!text)
            return LC_FAIL_NOMEM(err);
        memcpy(text, data, c->size);
        memcpy(cell, &text, sizeof text);
    }
    return LC_OK;
}

static int read_now(const struct lc_store_reading *r, const struct lc_stored *c,
                    char *data, struct lc_error *err)
{
    struct lc_pieces pieces = { 0 };
    int code = lc_pieces_add(&pieces, c->set, c->n, c->size, data, err);
    if (!code)
        code = lc_pieces_read(&pieces, r->opened, r->path, err);
    lc_pieces_free(&pieces);
    return code;
}

static int take_rows(const struct lc_store_reading *r, const struct lc_layout *layout,
                     const struct lc_cells *cells, const struct lc_stored *c,
                     struct lc_error *err)
{
    char *store = (char *)r->store, *rows;
    size_t n;
    memcpy(&n, store + layout->rows, sizeof n);
    memcpy(&rows, store + layout->array, sizeof rows);
    if (!rows) { /* the first column says how many rows there are */
        n = c->n;
        rows = lc_alloc(n, layout->row_size);
        if (!rows)
            return LC_FAIL_NOMEM(err);
        memcpy(store + layout->rows, &n, sizeof n);
        memcpy(store + layout->room, &n, sizeof n);
        memcpy(store + layout->array, &rows, sizeof rows);
    }
    if (c->n != n)
        return lc_store_reading_fail(r, cells->name, err);
    char *data = lc_alloc(n, c->size);
    int code = data ? read_now(r, c, data, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = scatter(layout, cells, c, data, rows, err);
    free(data);
    return code;
}

static int read_cells(const struct lc_store_reading *r, hid_t group,
                      const struct lc_layout *layout, const struct lc_cells *cells,
                      struct lc_error *err)
{
    struct lc_stored c;
    struct lc_codes *codes = (struct lc_codes *)((char *)r->store + layout->codes);
    int code = lc_stored_open(group, cells->name, &c) && is_cell(&c, cells, codes)
                   ? take_rows(r, layout, cells, &c, err)
                   : lc_store_reading_fail_column(r, &c, cells->name, err);
    lc_stored_close(&c);
    return code;
}

/* What a file of an older format does not say of its rows. */
static void fill_cells(const struct lc_store_reading *r, const struct lc_layout *layout,
                       const struct lc_cells *cells)
{
    size_t n;
    char *rows;
    memcpy(&n, (const char *)r->store + layout->rows, sizeof n);
    memcpy(&rows, (const char *)r->store + layout->array, sizeof rows);
    for (size_t i = 0; i < n && cells->cell == LC_AS_DAY; i++)
        memcpy(rows + i * layout->row_size + cells->offset, &cells->before,
               sizeof cells->before);
}

int lc_store_reading_table(const struct lc_store_reading *r,
                           const struct lc_layout *layout, struct lc_error *err)
{
    hid_t group;
    struct lc_names names = { 0 };
    if (layout->optional && H5Lexists(r->file, layout->group, H5P_DEFAULT) == 0)
        return LC_OK;
    int code = lc_store_reading_group(r, r->file, layout->group, &group, err);
    if (!code)
        code = lc_store_reading_names(r, group, layout->group, &names, err);
    for (size_t i = 0; !code && i < layout->count; i++)
        if (layout->cells[i].since > r->format)
            fill_cells(r, layout, layout->cells + i);
        else if (!r->part || !layout->cells[i].writers)
            code = read_cells(r, group, layout, layout->cells + i, err);
    lc_h5_close(group);
    lc_names_free(&names);
    return code;
}
