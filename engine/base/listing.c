#include "base/listing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/wrap.h"

enum {
    LEAST_FIRST = 14, /* letters to which a flowing column is narrowed at most */
    LEAST = 13
};

/* How the columns stand. */
struct layout {
    const struct lc_listing *l;
    struct lc_slice *cell; /* [cells] */
    size_t *width;         /* [columns] */
    size_t indent, gap;
};

void lc_listing_begin(struct lc_listing *listing, size_t columns,
                      const struct lc_listed *column)
{
    *listing = (struct lc_listing){ .columns = columns, .column = column };
}

/* A cell is of one line, whatever stands in it. */
static void add_cell(struct lc_listing *listing, const char *cell)
{
    lc_text_add_inline(&listing->text, cell);
    lc_text_add_bytes(&listing->text, "", 1);
}

void lc_listing_cell(struct lc_listing *listing, const char *format, ...)
{
    char small[256];
    va_list args;
    va_start(args, format);
    int size = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    listing->cells++;
    if (size >= 0 && (size_t)size < sizeof small) {
        add_cell(listing, small);
        return;
    }
    char *large = size < 0 ? NULL : lc_alloc((size_t)size + 1, 1);
    listing->text.failed |= !large;
    if (large) {
        va_start(args, format);
        vsnprintf(large, (size_t)size + 1, format, args);
        va_end(args);
        add_cell(listing, large);
    }
    free(large);
}

/* --- widths ----------------------------------------------------------------------- */

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The most that one of its words takes. */
static size_t longest_word(struct lc_slice text)
{
    size_t most = 0;
    while (text.size)
        most = greater(most, lc_letters(lc_wrap_take(&text, 1)));
    return most;
}

/* As wide as its cells, and its heading, whole or a word a line. */
static void measure(struct layout *y, bool whole)
{
    for (size_t k = 0; k < y->l->columns; k++) {
        struct lc_slice heading = lc_slice_of(y->l->column[k].heading);
        y->width[k] = whole ? lc_letters(heading) : longest_word(heading);
        for (size_t i = k; i < y->l->cells; i += y->l->columns)
            y->width[k] = greater(y->width[k], lc_letters(y->cell[i]));
    }
}

static size_t sum_of(const struct layout *y, size_t from, size_t to)
{
    size_t sum = y->indent + y->width[0];
    for (size_t k = from; k < to; k++)
        sum += y->gap + y->width[k];
    return sum;
}

static size_t least_of(size_t k)
{
    return k ? LEAST : LEAST_FIRST;
}

/* Takes from the widest that flows, a letter at a time, until the columns fit. */
static void narrow(struct layout *y, size_t from, size_t to)
{
    for (size_t over = sum_of(y, from, to); over > LC_COLUMNS; over--) {
        size_t widest = y->l->columns;
        for (size_t k = 0; k < to; k = k ? k + 1 : from)
            if (y->l->column[k].kind == LC_LISTED_FLOWS && y->width[k] > least_of(k)
                && (widest == y->l->columns || y->width[k] > y->width[widest]))
                widest = k;
        if (widest == y->l->columns)
            return;
        y->width[widest]--;
    }
}

/* Do columns from..to-1 stand beside the first? */
static bool fits(struct layout *y, size_t from, size_t to)
{
    static const struct {
        size_t gap;
        bool whole, narrowed;
    } ways[] = { { 2, true, false },
                 { 2, false, false },
                 { 1, false, false },
                 { 2, false, true },
                 { 1, false, true } };
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        y->gap = ways[w].gap;
        measure(y, ways[w].whole);
        if (ways[w].narrowed)
            narrow(y, from, to);
        if (sum_of(y, from, to) <= LC_COLUMNS)
            return true;
    }
    return false;
}

/* --- lines ------------------------------------------------------------------------ */

static void add_blanks(struct lc_text *out, size_t count)
{
    for (; count; count--)
        lc_text_add(out, " ");
}

static void add_piece(struct lc_text *out, struct lc_slice piece, size_t width,
                      bool right)
{
    size_t letters = lc_letters(piece), pad = letters < width ? width - letters : 0;
    add_blanks(out, right ? pad : 0);
    lc_text_add_bytes(out, piece.data, piece.size);
    add_blanks(out, right ? 0 : pad);
}

/* Blanks at the end of a line are none. */
static void end_line(struct lc_text *out, size_t start)
{
    while (!out->failed && out->size > start && out->data[out->size - 1] == ' ')
        out->size--;
    lc_text_add(out, "\n");
}

/* What of the columns is still to be said, a line of each. rest[0] is the first's. A
 * name with no room stands alone, and its figures on the line below. */
static void add_line(const struct layout *y, struct lc_slice *rest, size_t from,
                     size_t to, struct lc_text *out)
{
    size_t start = out->size;
    struct lc_slice first = lc_wrap_take(rest, y->width[0]);
    bool alone = to > from && lc_letters(first) > y->width[0];
    add_blanks(out, y->indent);
    add_piece(out, first, y->width[0], false);
    for (size_t k = from; k < to && !alone; k++) {
        bool flows = y->l->column[k].kind == LC_LISTED_FLOWS;
        struct lc_slice *r = rest + k, piece = *r;
        if (flows)
            piece = lc_wrap_take(r, y->width[k]);
        else
            r->size = 0;
        add_blanks(out, y->gap);
        add_piece(out, piece, y->width[k], y->l->column[k].kind == LC_LISTED_RIGHT);
    }
    end_line(out, start);
}

static bool left(const struct lc_slice *rest, size_t from, size_t to)
{
    bool any = rest[0].size;
    for (size_t k = from; k < to && !any; k++)
        any = rest[k].size;
    return any;
}

/* How many lines the column's heading takes. */
static size_t lines_of(const struct layout *y, size_t k)
{
    struct lc_slice heading = lc_slice_of(y->l->column[k].heading);
    size_t lines = 0;
    for (; heading.size; lines++)
        lc_wrap_take(&heading, y->width[k]);
    return lines;
}

/* The line of it that has `below` more under it; nothing if there are not so many. */
static struct lc_slice line_of(const struct layout *y, size_t k, size_t below)
{
    struct lc_slice heading = lc_slice_of(y->l->column[k].heading);
    struct lc_slice piece = { heading.data, 0 };
    for (size_t i = below, lines = lines_of(y, k); i < lines; i++)
        piece = lc_wrap_take(&heading, y->width[k]);
    return piece;
}

/* The words of the headings end on the same line. */
static void add_headings(const struct layout *y, size_t from, size_t to,
                         struct lc_text *out)
{
    size_t lines = 0;
    for (size_t k = 0; k < to; k = k ? k + 1 : from)
        lines = greater(lines, lines_of(y, k));
    for (size_t line = 0; line < lines; line++) {
        size_t start = out->size;
        add_blanks(out, y->indent);
        for (size_t k = 0; k < to; k = k ? k + 1 : from) {
            add_blanks(out, k ? y->gap : 0);
            add_piece(out, line_of(y, k, lines - line - 1), y->width[k],
                      y->l->column[k].kind == LC_LISTED_RIGHT);
        }
        end_line(out, start);
    }
}

/* The first column and columns from..to-1. */
static void add_block(const struct layout *y, struct lc_slice *rest, size_t from,
                      size_t to, struct lc_text *out)
{
    size_t columns = y->l->columns;
    add_headings(y, from, to, out);
    for (size_t row = 0; row + columns <= y->l->cells; row += columns) {
        memcpy(rest, y->cell + row, columns * sizeof *rest);
        do
            add_line(y, rest, from, to, out);
        while (left(rest, from, to));
    }
}

static void lay_out(struct layout *y, struct lc_slice *rest, struct lc_text *out)
{
    size_t columns = y->l->columns;
    for (size_t from = 1, to; from < columns || from == 1; from = to) {
        to = columns;
        while (!fits(y, from, to) && to > from + 1)
            to--;
        if (from > 1)
            lc_text_add(out, "\n");
        add_block(y, rest, from, to, out);
        if (to == from)
            break;
    }
}

void lc_listing_end(struct lc_listing *listing, size_t indent, struct lc_text *out)
{
    size_t columns = listing->columns;
    struct layout y = { .l = listing, .indent = indent };
    y.cell = lc_alloc(listing->cells, sizeof *y.cell);
    y.width = lc_alloc(columns, sizeof *y.width);
    struct lc_slice *rest = lc_alloc(columns, sizeof *rest);
    if (listing->text.failed || !y.cell || !y.width || !rest) {
        out->failed = true;
    } else {
        const char *at = listing->text.data;
        for (size_t i = 0; i < listing->cells; i++) {
            y.cell[i] = lc_slice_of(at);
            at += y.cell[i].size + 1;
        }
        lay_out(&y, rest, out);
    }
    free(y.cell);
    free(y.width);
    free(rest);
    lc_text_free(&listing->text);
}
