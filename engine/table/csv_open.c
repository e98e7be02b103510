/* Opening a table, its header, and what may be asked of it. */
#include "table/csv_inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* --- opening ---------------------------------------------------------------------- */

int lc_csv_keep_header(lc_csv *csv, const struct lc_csv_row *row, struct lc_error *err)
{
    size_t size = 0;
    for (size_t i = 0; i < row->count; i++)
        size += row->field[i].size;
    struct lc_slice *field = lc_alloc(row->count + 1, sizeof *field);
    csv->header = *row;
    csv->header.field = field;
    csv->header_bytes = lc_alloc(size + 1, 1);
    if (!field || !csv->header_bytes)
        return LC_FAIL_NOMEM(err);
    char *at = csv->header_bytes;
    for (size_t i = 0; i < row->count; i++) {
        struct lc_slice name = lc_slice_trim(row->field[i]);
        memcpy(at, name.data, name.size);
        field[i] = (struct lc_slice){ at, name.size };
        at += name.size;
    }
    return LC_OK;
}

static int take_header(lc_csv *csv, const struct lc_csv_row *row, struct lc_error *err)
{
    if (row->trouble)
        return LC_FAIL(err, LC_FORMAT, "%s:%llu: the header has %s", csv->w.name,
                       (unsigned long long)row->line,
                       lc_csv_trouble_text(row->trouble));
    return lc_csv_keep_header(csv, row, err);
}

static int read_header(lc_csv *csv, struct lc_error *err)
{
    const struct lc_csv_row *row, none = { .line = 1 };
    int code = lc_csv_next_row(csv, &row, err);
    return code ? code : take_header(csv, row ? row : &none, err);
}

int lc_csv_header_next(lc_csv *csv, bool *none, struct lc_error *err)
{
    const struct lc_csv_row *row, old = csv->header;
    char *bytes = csv->header_bytes, delimiter = csv->delimiter;
    struct lc_row_cut cut;
    bool found;
    if (csv->source && csv->source->header_next)
        return csv->source->header_next(csv, none, err);
    int code = csv->source ? LC_OK : lc_csv_find_row(csv, &cut, &found, err);
    if (code)
        return code;
    csv->header = (struct lc_csv_row){ 0 };
    csv->header_bytes = NULL;
    if (!csv->source)
        csv->delimiter = lc_window_delimiter(&csv->w);
    lc_csv_parser_stop(csv);
    code = lc_csv_next_row(csv, &row, err);
    *none = !code && !row;
    if (*none) {
        csv->header = old;
        csv->header_bytes = bytes;
        csv->delimiter = delimiter;
        return LC_OK;
    }
    free((void *)(uintptr_t)old.field);
    free(bytes);
    csv->titles++;
    return code ? code : take_header(csv, row, err);
}

/* A window that was opened, or was not (code). */
static int begin(lc_csv **csv, lc_csv *new, int code, struct lc_error *err)
{
    if (!code) {
        new->delimiter = lc_window_delimiter(&new->w);
        code = read_header(new, err);
    }
    if (code)
        lc_csv_close(new);
    else
        *csv = new;
    return code;
}

static int open_any(lc_csv **csv, const char *name, const char *data, size_t size,
                    struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    *csv = NULL;
    if (!new)
        return LC_FAIL_NOMEM(err);
    return begin(csv, new, lc_window_open(&new->w, name, data, size, err), err);
}

int lc_csv_open_lent(lc_csv **csv, const char *name, int fd, uint64_t size,
                     struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    *csv = NULL;
    if (!new)
        return LC_FAIL_NOMEM(err);
    return begin(csv, new, lc_window_open_lent(&new->w, name, fd, size, err), err);
}

int lc_csv_open(lc_csv **csv, const char *path, struct lc_error *err)
{
    return open_any(csv, path, NULL, 0, err);
}

int lc_csv_open_bytes(lc_csv **csv, const char *name, const char *data, size_t size,
                      struct lc_error *err)
{
    return open_any(csv, name, size ? data : "", size, err);
}

int lc_csv_open_within(lc_csv **csv, const struct lc_container_file *file,
                       struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    *csv = NULL;
    if (!new)
        return LC_FAIL_NOMEM(err);
    return begin(csv, new, lc_window_open_within(&new->w, file, err), err);
}

int lc_csv_open_source(lc_csv **csv, const char *name,
                       const struct lc_csv_source *source, void *far,
                       struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    *csv = NULL;
    if (!new) {
        source->close(far);
        return LC_FAIL_NOMEM(err);
    }
    new->source = source;
    new->far = far;
    new->w.fd = -1;
    new->w.name = lc_strdup(name);
    int code = new->w.name ? read_header(new, err) : LC_FAIL_NOMEM(err);
    if (code)
        lc_csv_close(new);
    else
        *csv = new;
    return code;
}

void lc_csv_close_after(lc_csv *csv, void (*close)(void *what), void *what)
{
    assert(csv->closers < LC_CSV_CLOSERS);
    csv->closer[csv->closers++] = (struct lc_csv_closer){ close, what };
}

void lc_csv_close(lc_csv *csv)
{
    if (!csv)
        return;
    lc_window_close(&csv->w);
    lc_csv_parser_stop(csv);
    free(csv->scratch);
    free(csv->field);
    free((void *)(uintptr_t)csv->header.field);
    free(csv->header_bytes);
    if (csv->source)
        csv->source->close(csv->far);
    for (size_t i = 0; i < csv->closers; i++)
        csv->closer[i].close(csv->closer[i].what);
    free(csv);
}

/* --- looking ---------------------------------------------------------------------- */

const struct lc_csv_row *lc_csv_header(const lc_csv *csv)
{
    return &csv->header;
}

size_t lc_csv_titles(const lc_csv *csv)
{
    return csv->titles;
}

size_t lc_csv_find(const lc_csv *csv, size_t count, const char *const *names,
                   size_t *at)
{
    const struct lc_csv_row *h = &csv->header;
    for (size_t k = 0; k < count; k++) {
        at[k] = 0;
        while (at[k] < h->count && !lc_slice_is_nocase(h->field[at[k]], names[k]))
            at[k]++;
        if (at[k] == h->count)
            return k;
    }
    return count;
}

uint64_t lc_csv_place(const lc_csv *csv, uint64_t *line, char *delimiter)
{
    *line = csv->w.line;
    *delimiter = csv->delimiter;
    if (csv->w.utf16.order)
        return UINT64_MAX;
    return csv->w.read - (csv->w.have - csv->w.at);
}

struct lc_csv_counts lc_csv_counts(const lc_csv *csv)
{
    struct lc_csv_counts counts = csv->counts;
    counts.bytes = csv->w.read;
    return counts;
}
