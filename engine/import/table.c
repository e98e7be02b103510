#include "import/table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/day.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/progress.h"
#include "base/text.h"
#include "import/csv.h"
#include "import/texts.h"

/* What the first pass learns of a column. */
struct guess {
    bool text, fraction, no_date, any, number;
    double low, high;
    uint64_t stray; /* line of the first cell that is no number */
};

struct table {
    const char *path, *data; /* data NULL: the file at path */
    size_t size;
    struct lc_frame *frame;
    struct guess *guess;
    struct lc_texts *texts;
    size_t seen, rows; /* of this pass; rows 0: not known yet */
    struct lc_error *err;
};

enum {
    LIMIT = INT32_MAX,    /* bytes of what can be read once only */
    ROWS_A_LINE = 1 << 14 /* of progress */
};

static bool is_missing(struct lc_slice cell)
{
    static const char *const words[] = { "NA",   "N/A", "NULL", "n/a",
                                         "null", "NaN", "nan" };
    if (!cell.size)
        return true;
    if (cell.size > 4 || (cell.data[0] != 'N' && cell.data[0] != 'n'))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lc_slice_is(cell, words[i]))
            return true;
    return false;
}

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

/* --- first pass --- */

static void look_at(struct guess *g, struct lc_slice cell, uint64_t line)
{
    double value;
    int32_t day;
    if (is_missing(cell))
        return;
    if ((!g->text || !g->number) && lc_number_parse(cell, &value) == LC_OK) {
        g->number = true;
        g->fraction =
            g->fraction || !(value == floor(value) && fabs(value) <= INT32_MAX);
        g->low = !g->any || value < g->low ? value : g->low;
        g->high = !g->any || value > g->high ? value : g->high;
    } else {
        g->stray = g->text ? g->stray : line;
        g->text = true;
    }
    if (!g->no_date && lc_day_parse(cell, LC_DAY_ISO, &day) != LC_OK)
        g->no_date = true;
    g->any = true;
}

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
            look_at(t->guess + c, row->field[c], row->line);
    }
}

static int type_of(const struct guess *g)
{
    if (!g->any)
        return LC_F64;
    if (g->text)
        return g->no_date ? LC_CATEGORY : LC_I32;
    if (g->fraction)
        return LC_F64;
    if (g->low >= 0 && g->high < UINT8_MAX)
        return LC_U8;
    return g->low > INT16_MIN && g->high <= INT16_MAX ? LC_I16 : LC_I32;
}

static bool is_taken(const struct table *t, const struct lc_csv_row *header,
                     const char *name)
{
    for (size_t c = 0; c < header->count; c++)
        if (lc_slice_is(header->field[c], name))
            return true;
    return lc_frame_find(t->frame, name) != NULL;
}

/* "name", or the first of name.1, name.2, ... that no header has and none was given. */
static int unique_name(const struct table *t, const struct lc_csv_row *header,
                       size_t column, struct lc_text *name)
{
    struct lc_slice given = header->field[column];
    if (!given.size)
        given = lc_slice_of("X");
    lc_text_add_bytes(name, given.data, given.size);
    for (int i = 1; name->data && lc_frame_find(t->frame, name->data); i++) {
        do {
            lc_text_clear(name);
            lc_text_add_bytes(name, given.data, given.size);
            lc_text_addf(name, ".%d", i++);
        } while (!name->failed && is_taken(t, header, name->data));
    }
    return lc_text_check(name, t->err);
}

static int add_columns(struct table *t, lc_csv *csv)
{
    const struct lc_csv_row *header = lc_csv_header(csv);
    struct lc_text name = { 0 };
    int code = LC_OK;
    for (size_t c = 0; c < header->count && !code; c++) {
        struct lc_column *column;
        lc_text_clear(&name);
        code = unique_name(t, header, c, &name);
        if (!code)
            code = lc_frame_add(t->frame, name.data, type_of(t->guess + c), &column,
                                t->err);
        if (!code && t->guess[c].number)
            column->stray = t->guess[c].stray;
        if (!code && type_of(t->guess + c) == LC_I32 && t->guess[c].text) {
            column->unit = lc_strdup("date");
            code = column->unit ? LC_OK : LC_FAIL_NOMEM(t->err);
        }
    }
    lc_text_free(&name);
    return code;
}

/* --- second pass --- */

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
    bool missing = is_missing(cell);
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

static void put_number(struct lc_column *column, size_t row, double value)
{
    bool none = isnan(value);
    switch (column->type) {
    case LC_U8:
        ((uint8_t *)column->data)[row] = none ? UINT8_MAX : (uint8_t)value;
        return;
    case LC_I16:
        ((int16_t *)column->data)[row] = none ? INT16_MIN : (int16_t)value;
        return;
    case LC_I32:
        ((int32_t *)column->data)[row] = none ? INT32_MIN : (int32_t)value;
        return;
    default:
        ((double *)column->data)[row] = value;
    }
}

static int put(struct table *t, size_t c, size_t row, struct lc_slice cell)
{
    struct lc_column *column = t->frame->column + c;
    const struct guess *g = t->guess + c;
    double value = NAN;
    int32_t day;
    if (g->text && g->no_date)
        return put_text(t, c, row, cell);
    if (!is_missing(cell)) {
        int bad = g->text ? lc_day_parse(cell, LC_DAY_ISO, &day)
                          : lc_number_parse(cell, &value);
        if (bad)
            return LC_FAIL(t->err, LC_IO, "%s: changed while it was read", t->path);
        value = g->text ? day : value;
    }
    put_number(column, row, value);
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

/* --- both --- */

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
        code = add_columns(t, csv);
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

static int read_table(struct table *t)
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

/* Standard input, a FIFO or /dev/fd/63 can be read once only. */
static bool can_reread(const char *path)
{
    struct stat about;
    bool pipe =
        stat(path, &about) == 0 && (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode));
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
