/* See contained_inside.h. */
#include "table/contained_inside.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/csv_inside.h"

struct lc_contained {
    const struct lc_container *kind;
    size_t number; /* of the kind */
    void *far;
    struct lc_container_file file;
};

/* A table of it that is read. */
struct contained_rows {
    lc_contained *in;
    bool own;
    uint64_t left; /* bytes that its cells may still have */
};

/* --- the container ---------------------------------------------------------------- */

/* The first whose it is. */
static int find_kind(lc_contained *c, const char *head, size_t size,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; !c->far && !code && (c->kind = c->file.kinds[i]); i++) {
        c->number = i;
        if (c->kind->is(head, size))
            code = c->kind->open(&c->far, &c->file, err);
    }
    return code;
}

int lc_contained_open(lc_contained **contained, const struct lc_container_file *file,
                      struct lc_error *err)
{
    char head[LC_CONTAINER_HEAD];
    size_t size;
    lc_contained *new = lc_alloc(1, sizeof *new);
    *contained = NULL;
    if (!new)
        return LC_FAIL_NOMEM(err);
    new->file = *file;
    int code = lc_container_read(file, 0, sizeof head, head, &size, err);
    if (!code)
        code = find_kind(new, head, size, err);
    if (!code && new->far)
        *contained = new;
    else
        free(new);
    return code;
}

void lc_contained_close(lc_contained *contained)
{
    if (contained)
        contained->kind->close(contained->far);
    free(contained);
}

size_t lc_contained_kind(const lc_contained *contained)
{
    return contained->number;
}

size_t lc_contained_count(const lc_contained *contained)
{
    size_t count = contained->kind->tables(contained->far);
    return count < LC_CONTAINER_TABLES ? count : LC_CONTAINER_TABLES;
}

const char *lc_contained_name(const lc_contained *contained, size_t table)
{
    return contained->kind->table(contained->far, table);
}

bool lc_contained_plain(const lc_contained *contained, size_t table)
{
    const struct lc_container *kind = contained->kind;
    return kind->plain && kind->plain(contained->far, table);
}

bool lc_contained_hidden(const lc_contained *contained, size_t table)
{
    const struct lc_container *kind = contained->kind;
    return kind->hidden && kind->hidden(contained->far, table);
}

/* --- its tables ------------------------------------------------------------------- */

/* Bytes of the row; what is more than any line of a CSV may have is trouble. */
static int weigh(struct contained_rows *rows, struct lc_csv_row *row,
                 struct lc_error *err)
{
    uint64_t bytes = 1;
    for (size_t i = 0; i < row->count; i++) {
        bytes += row->field[i].size;
        if (row->field[i].size > LC_CSV_FIELD)
            row->trouble = LC_CSV_LONG;
    }
    if (bytes > LC_CSV_LINE)
        row->trouble = LC_CSV_LONG;
    if (row->trouble != LC_CSV_FINE)
        row->count = 0;
    if (bytes > rows->left)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: this unfolds to more than %llu MB, which no table of so "
                       "small a file does: it may be made to do harm",
                       rows->in->file.name,
                       (unsigned long long)lc_container_most(rows->in->file.size)
                           >> 20);
    rows->left -= bytes;
    return LC_OK;
}

/* As many fields as the header has names. */
static int fit(lc_csv *csv, struct lc_error *err)
{
    struct lc_csv_row *row = &csv->row;
    size_t width = csv->header.count;
    int code = LC_GROW(csv->field, csv->field_room, width + 1, err);
    for (size_t i = 0; i < width && !code; i++)
        csv->field[i] = i < row->count ? row->field[i] : (struct lc_slice){ "", 0 };
    row->field = csv->field;
    row->count = width;
    return code;
}

static int next_row(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    struct contained_rows *rows = csv->far;
    const lc_contained *c = rows->in;
    const struct lc_csv_row *found;
    int code;
    *row = NULL;
    do
        code = c->kind->next(c->far, &found, err);
    while (!code && found && lc_csv_row_is_blank(found));
    if (code || !found) {
        csv->w.read = c->file.size;
        return code;
    }
    csv->row = *found;
    code = weigh(rows, &csv->row, err);
    if (!code && csv->header.field && csv->row.trouble == LC_CSV_FINE)
        code = fit(csv, err);
    *row = code ? NULL : &csv->row;
    return code;
}

static void close_rows(void *far)
{
    struct contained_rows *rows = far;
    if (rows->own)
        lc_contained_close(rows->in);
    free(rows);
}

static const struct lc_csv_source source = { NULL, next_row, close_rows };

static int open_rows(lc_csv **csv, struct contained_rows *rows, size_t table,
                     struct lc_error *err)
{
    lc_contained *c = rows->in;
    int code = c->kind->start(c->far, table, err);
    if (!code)
        return lc_csv_open_source(csv, c->file.name, &source, rows, err);
    close_rows(rows);
    return code;
}

/* That of a file within: it is read as if it lay by itself, and closes no more than
 * itself, so what it is in is closed behind it. */
static int open_within(lc_csv **csv, struct contained_rows *rows, size_t table,
                       struct lc_error *err)
{
    int code = rows->in->kind->csv(csv, rows->in->far, table, err);
    if (code)
        close_rows(rows);
    else
        lc_csv_close_after(*csv, close_rows, rows);
    return code;
}

int lc_contained_csv(lc_csv **csv, lc_contained *contained, size_t table, bool own,
                     struct lc_error *err)
{
    struct contained_rows *rows = lc_alloc(1, sizeof *rows);
    *csv = NULL;
    if (!rows) {
        if (own)
            lc_contained_close(contained);
        return LC_FAIL_NOMEM(err);
    }
    *rows = (struct contained_rows){ contained, own,
                                     lc_container_most(contained->file.size) };
    if (table < lc_contained_count(contained))
        return contained->kind->csv ? open_within(csv, rows, table, err)
                                    : open_rows(csv, rows, table, err);
    int code =
        LC_FAIL(err, LC_FORMAT, "%s: there is no such table", contained->file.name);
    close_rows(rows);
    return code;
}
