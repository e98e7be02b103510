#include "table/table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/progress.h"
#include "system/file.h"
#include "table/csv.h"
#include "table/table_plain_inside.h"
#include "table/table_rules_inside.h"
#include "table/texts_inside.h"

struct table {
    const char *path, *data; /* data NULL: the file at path */
    size_t size;
    struct lc_frame *frame;
    struct lc_guess *guess;
    struct lc_texts *texts;
    size_t seen, rows; /* of this pass; rows 0: not known yet */
    struct lc_error *err;
};

enum {
    LIMIT = INT32_MAX,    /* bytes of what can be read once only */
    ROWS_A_LINE = 1 << 14 /* of progress */
};

static int open_csv(const struct table *t, lc_csv **csv)
{
    return t->data ? lc_csv_open_bytes(csv, t->path, t->data, t->size, t->err)
                   : lc_csv_open(csv, t->path, t->err);
}

/* The next row, with its fields; *row NULL at the end. */
static int next_row(struct table *t, lc_csv *csv, const struct lc_csv_row **row)
{
    if (t->seen++ % ROWS_A_LINE == 0)
        lc_progress("rows read", t->seen - 1, t->rows, NULL);
    int code = lc_csv_next(csv, row, t->err);
    if (code || !*row || !(*row)->trouble)
        return code;
    return LC_FAIL(t->err, LC_FORMAT, "%s: line %" PRIu64 ": %s", t->path, (*row)->line,
                   lc_csv_trouble_text((*row)->trouble));
}

/* --- first pass ------------------------------------------------------------------- */

static int look(struct table *t, lc_csv *csv)
{
    const struct lc_csv_row *row;
    size_t columns = lc_csv_header(csv)->count;
    for (;;) {
        int code = next_row(t, csv, &row);
        if (code || !row)
            return code;
        t->frame->n++;
        for (size_t c = 0; c < columns; c++)
            lc_guess_look(t->guess + c, row->field[c], row->line);
    }
}

/* --- second pass ------------------------------------------------------------------ */

/* Too many texts for a category: the numbers stay, in a wider column. */
static int widen(struct table *t, size_t c)
{
    struct lc_column *column = t->frame->column + c;
    int32_t *wide = lc_alloc(t->frame->n, sizeof *wide);
    if (!wide)
        return LC_FAIL_NOMEM(t->err);
    const uint16_t *narrow = column->data;
    for (size_t i = 0; i < t->frame->n; i++)
        wide[i] = narrow[i] ? narrow[i] : INT32_MIN;
    free(column->data);
    column->data = wide;
    column->type = LC_I32;
    column->unit = lc_strdup("text");
    return column->unit ? LC_OK : LC_FAIL_NOMEM(t->err);
}

static int put_text(struct table *t, size_t c, size_t row, struct lc_slice cell)
{
    uint32_t number = 0;
    bool missing = lc_table_is_missing(cell);
    int code = missing ? LC_OK : lc_texts_number(t->texts + c, cell, &number, t->err);
    struct lc_column *column = t->frame->column + c;
    if (!code && t->texts[c].count > UINT16_MAX && column->type == LC_CATEGORY)
        code = widen(t, c);
    if (code)
        return code;
    if (column->type == LC_CATEGORY)
        ((uint16_t *)column->data)[row] = (uint16_t)number;
    else
        ((int32_t *)column->data)[row] = missing ? INT32_MIN : (int32_t)number;
    return LC_OK;
}

static int put(struct table *t, size_t c, size_t row, struct lc_slice cell)
{
    struct lc_column *column = t->frame->column + c;
    const struct lc_guess *g = t->guess + c;
    double value = NAN;
    int32_t day;
    if (g->text && g->no_date)
        return put_text(t, c, row, cell);
    if (!lc_table_is_missing(cell)) {
        bool bad = g->text ? lc_day_parse(cell, LC_DAY_ISO, &day) != LC_OK
                           : !lc_table_number(cell, &value);
        if (bad)
            return LC_FAIL(t->err, LC_IO, "%s: changed while it was read", t->path);
        value = g->text ? day : value;
    }
    lc_table_put(column, row, value);
    return LC_OK;
}

static int fill(struct table *t, lc_csv *csv)
{
    const struct lc_csv_row *row;
    for (size_t i = 0;; i++) {
        int code = next_row(t, csv, &row);
        if (code)
            return code;
        if (!row && i == t->frame->n)
            return LC_OK;
        if (!row || i == t->frame->n || row->count != t->frame->count)
            return LC_FAIL(t->err, LC_IO, "%s: changed while it was read", t->path);
        for (size_t c = 0; c < t->frame->count && !code; c++)
            code = put(t, c, i, row->field[c]);
        if (code)
            return code;
    }
}

/* --- both ------------------------------------------------------------------------- */

static int first_pass(struct table *t)
{
    lc_csv *csv = NULL;
    int code = open_csv(t, &csv);
    if (code)
        return code;
    size_t columns = lc_csv_header(csv)->count;
    t->guess = lc_alloc(columns, sizeof *t->guess);
    t->texts = lc_alloc(columns, sizeof *t->texts);
    if (!t->guess || !t->texts)
        code = LC_FAIL_NOMEM(t->err);
    else if (!columns)
        code = LC_FAIL(t->err, LC_FORMAT, "%s: the file is empty: no header", t->path);
    if (!code)
        code = look(t, csv);
    if (!code)
        code = lc_table_columns(t->frame, lc_csv_header(csv), t->guess, t->err);
    lc_csv_close(csv);
    return code;
}

static int second_pass(struct table *t)
{
    lc_csv *csv = NULL;
    int code = open_csv(t, &csv);
    t->seen = 0;
    t->rows = t->frame->n;
    if (!code)
        code = fill(t, csv);
    lc_csv_close(csv);
    lc_progress_end();
    for (size_t c = 0; c < t->frame->count && !code; c++)
        if (t->frame->column[c].type == LC_CATEGORY) {
            t->frame->column[c].levels = t->texts[c].names;
            t->texts[c].names = (struct lc_codes){ 0 };
        }
    return code;
}

static int read_general(struct table *t)
{
    *t->frame = (struct lc_frame){ 0 };
    int code = first_pass(t);
    if (!code)
        code = second_pass(t);
    for (size_t c = 0; c < t->frame->count && t->texts; c++)
        lc_texts_free(t->texts + c);
    free(t->texts);
    free(t->guess);
    if (code)
        lc_frame_free(t->frame);
    return code;
}

static int read_table(struct table *t)
{
    bool done = false;
    *t->frame = (struct lc_frame){ 0 };
    int code = lc_table_plain(t->frame, t->path, t->data, t->size, &done, t->err);
    return code || done ? code : read_general(t);
}

/* Standard input, a FIFO or /dev/fd/63 can be read once only. */
static bool can_reread(const char *path)
{
    struct lc_sys_about about;
    bool pipe = lc_sys_file_about(path, &about) == 0 && about.kind == LC_SYS_PIPE;
    return strcmp(path, "-") && !pipe;
}

int lc_table_read(struct lc_frame *frame, const char *path, struct lc_error *err)
{
    struct table t = { .path = path, .frame = frame, .err = err };
    if (can_reread(path))
        return read_table(&t);
    char *data;
    int code = lc_file_read(path, LIMIT, &data, &t.size, err);
    if (code)
        return code;
    t.data = data;
    t.path = strcmp(path, "-") ? path : "standard input";
    code = read_table(&t);
    free(data);
    return code;
}

int lc_table_read_bytes(struct lc_frame *frame, const char *name, const char *data,
                        size_t size, struct lc_error *err)
{
    struct table t = {
        .path = name, .data = data, .size = size, .frame = frame, .err = err
    };
    return read_table(&t);
}

int lc_table_general(struct lc_frame *frame, const char *name, const char *data,
                     size_t size, struct lc_error *err)
{
    struct table t = {
        .path = name, .data = data, .size = size, .frame = frame, .err = err
    };
    return read_general(&t);
}
