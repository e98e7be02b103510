/* See plain_piece_inside.h. A column is numbers until a cell is none. A piece whose
 * column turns from numbers or dates to texts is read again, that column as texts from
 * its first row: what was parsed before is not the text it came from. */
#include "table/plain_piece_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "system/memory.h"
#include "table/csv.h"

enum { AGAIN = -1 }; /* beside the error codes: read the piece again */

struct pass {
    struct lc_piece_work *w;
    struct lc_piece_column *column;
    size_t row, line; /* line: of the row, from 1 */
    bool odd;
    struct lc_error *err;
};

static void note_number(struct lc_guess *g, double value)
{
    if (!g->fraction)
        g->fraction = !(value == floor(value) && fabs(value) <= INT32_MAX);
    g->low = !g->any || value < g->low ? value : g->low;
    g->high = !g->any || value > g->high ? value : g->high;
    g->any = g->number = true;
}

/* --- a cell that is no plain number ----------------------------------------------- */

static int turn_to_texts(const struct pass *p, size_t c)
{
    atomic_store(p->w->texts + c, 1);
    return AGAIN;
}

static int take_text(struct pass *p, size_t c, struct lc_slice cell, double *value)
{
    uint32_t number = 0;
    struct lc_guess *g = &p->column[c].guess;
    int code = lc_texts_number(&p->column[c].texts, cell, &number, p->err);
    if (!g->number || !g->stray) {
        bool is_number = lc_table_number(cell, value);
        g->number |= is_number;
        if (!is_number && !g->stray)
            g->stray = p->line;
    }
    g->any = g->text = g->no_date = true;
    *value = number;
    return code;
}

static int take_other(struct pass *p, size_t c, struct lc_slice cell, double *value)
{
    struct lc_piece_column *k = p->column + c;
    int32_t day;
    *value = NAN;
    if (lc_table_is_missing(cell))
        return LC_OK;
    if (k->mode == LC_PIECE_TEXTS)
        return take_text(p, c, cell, value);
    if (k->mode != LC_PIECE_DATES && lc_table_number(cell, value)) {
        k->mode = LC_PIECE_NUMBERS;
        note_number(&k->guess, *value);
        return LC_OK;
    }
    if (k->mode == LC_PIECE_NUMBERS || lc_day_parse(cell, LC_DAY_ISO, &day) != LC_OK)
        return turn_to_texts(p, c);
    k->mode = LC_PIECE_DATES;
    k->guess.any = k->guess.text = true;
    *value = day;
    return LC_OK;
}

/* --- a plain number --------------------------------------------------------------- */

/* [-]digits[.digits], 15 digits at most: exact as in number.c (Clinger, 1990). The end,
 * or NULL for anything else. What follows the text is no digit and no point. */
static const char *plain_number(const char *s, double *value)
{
    static const double powers[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    bool negative = *s == '-';
    uint64_t digits = 0;
    const char *first = s += negative, *point;
    for (; (unsigned)(*s - '0') < 10; s++)
        digits = digits * 10 + (unsigned)(*s - '0');
    size_t count = (size_t)(s - first), places = 0;
    if (*s == '.') {
        for (point = ++s; (unsigned)(*s - '0') < 10; s++)
            digits = digits * 10 + (unsigned)(*s - '0');
        places = (size_t)(s - point);
    }
    if (count + places == 0 || count + places > 15)
        return NULL;
    double m = (double)digits;
    if (places)
        m /= powers[places];
    *value = negative ? -m : m;
    return s;
}

/* A cell, from s: its value, and where it ends (a delimiter, or the line's end). */
static int take_cell(struct pass *p, size_t c, const char *s, const char *line_end,
                     const char **end, double *value)
{
    struct lc_piece_column *k = p->column + c;
    const char *stop = NULL;
    if (k->mode <= LC_PIECE_NUMBERS && (stop = plain_number(s, value))
        && (stop == line_end || *stop == p->w->delimiter)) {
        k->mode = LC_PIECE_NUMBERS;
        note_number(&k->guess, *value);
        *end = stop;
        return LC_OK;
    }
    for (stop = s; stop < line_end && *stop != p->w->delimiter;)
        stop++;
    *end = stop;
    p->odd |= (size_t)(stop - s) > LC_CSV_FIELD;
    return take_other(p, c, lc_csv_trim(s, stop), value);
}

/* --- rows ------------------------------------------------------------------------- */

static int take_row(struct pass *p, const char *s, const char *line_end)
{
    const struct lc_piece_work *w = p->w;
    double *value = w->value + p->row;
    for (size_t c = 0; c < w->columns; c++, value += w->room) {
        int code = take_cell(p, c, s, line_end, &s, value);
        bool last = c + 1 == w->columns;
        if (code)
            return code;
        if ((s == line_end) != last) {
            p->odd = true;
            return LC_OK;
        }
        s++;
    }
    p->row++;
    return LC_OK;
}

static int take_rows(struct pass *p, const char *text, size_t size)
{
    const char *end = text + size;
    for (const char *s = text, *next; s < end && !p->odd; s = next) {
        const char *line_end = memchr(s, '\n', (size_t)(end - s));
        next = line_end ? line_end + 1 : end;
        line_end = line_end ? line_end : end;
        p->line++;
        if (line_end > s && line_end[-1] == '\r')
            line_end--;
        if (lc_csv_trim(s, line_end).size == 0)
            continue;
        p->odd |= (size_t)(line_end - s) > LC_CSV_LINE || p->row == p->w->room;
        int code = p->odd ? LC_OK : take_row(p, s, line_end);
        if (code)
            return code;
    }
    return LC_OK;
}

/* The columns' values as narrow as they may be. */
static int keep_values(struct pass *p, struct lc_piece_rows *rows)
{
    size_t columns = p->w->columns, at = 0;
    for (size_t c = 0; c < columns; c++) {
        struct lc_piece_column *k = p->column + c;
        k->values.type =
            k->mode == LC_PIECE_NUMBERS ? lc_guess_type(&k->guess) : LC_I32;
        rows->size += (p->row * lc_type_size(k->values.type) + 7) & ~(size_t)7;
    }
    rows->rows = p->row;
    rows->lines = p->line;
    rows->size += !rows->size;
    char *block = rows->block = lc_sys_pages_new(rows->size);
    if (!block)
        return LC_FAIL_NOMEM(p->err);
    for (size_t c = 0; c < columns; c++) {
        struct lc_column *values = &p->column[c].values;
        values->data = block + at;
        for (size_t i = 0; i < p->row; i++)
            lc_table_put(values, i, p->w->value[c * p->w->room + i]);
        at += (p->row * lc_type_size(values->type) + 7) & ~(size_t)7;
    }
    return LC_OK;
}

static int read_once(struct lc_piece_rows *rows, struct lc_piece_work *w,
                     const char *text, size_t size, bool *odd, struct lc_error *err)
{
    struct pass p = { .w = w, .column = rows->column, .err = err };
    for (size_t c = 0; c < w->columns; c++)
        if (atomic_load(w->texts + c))
            rows->column[c].mode = LC_PIECE_TEXTS;
    int code = take_rows(&p, text, size);
    *odd = p.odd;
    return code || p.odd ? code : keep_values(&p, rows);
}

/* At most once a column. */
int lc_piece_read(struct lc_piece_rows *rows, struct lc_piece_work *work,
                  const char *text, size_t size, bool *odd, struct lc_error *err)
{
    int code = AGAIN;
    *odd = false;
    while (code == AGAIN) {
        lc_piece_free(rows, work->columns);
        rows->column = lc_alloc(work->columns, sizeof *rows->column);
        if (!rows->column)
            return LC_FAIL_NOMEM(err);
        code = read_once(rows, work, text, size, odd, err);
    }
    return code;
}

void lc_piece_free(struct lc_piece_rows *rows, size_t columns)
{
    for (size_t c = 0; rows->column && c < columns; c++)
        lc_texts_free(&rows->column[c].texts);
    free(rows->column);
    if (rows->block)
        lc_sys_pages_free(rows->block, rows->size);
    *rows = (struct lc_piece_rows){ 0 };
}
