/* Rows of cells, laid out so that they fit a terminal.
 *
 * Cells are texts, added a row after a row. How wide a column is follows from what is
 * in it: two blanks between columns, or one where that is what makes them fit; headings
 * of several words one below the other; then columns that flow are narrowed, their
 * words going on below. Columns for which there is no room still stand in a block of
 * their own below the first, each with the first column again. */
#pragma once

#include "base/text.h"

enum lc_listing_kind {
    LC_LISTED_LEFT,
    LC_LISTED_RIGHT, /* numbers */
    LC_LISTED_FLOWS  /* words; to the left, and broken where there is little room */
};

struct lc_listed {
    const char *heading; /* "": none; no line of headings where none has one */
    enum lc_listing_kind kind;
};

struct lc_listing {
    size_t columns, cells;
    const struct lc_listed *column; /* [columns], borrowed */
    struct lc_text text;            /* the cells, each ended by a NUL */
};

/* The first column names the rows. Cells follow, `columns` of them a row; what would
 * end a line stands escaped (text.h). */
void lc_listing_begin(struct lc_listing *listing, size_t columns,
                      const struct lc_listed *column);
void lc_listing_cell(struct lc_listing *listing, const char *format, ...)
    LC_PRINTF(2, 3);

/* Adds the listing to out, `indent` letters in, within LC_COLUMNS, and frees it. Memory
 * that ran out is out's. O(bytes) for every try at how many columns stand side by side:
 * one where all do, columns^2 at the most; where columns that flow are narrowed, it
 * looks at all of them for every letter taken. */
void lc_listing_end(struct lc_listing *listing, size_t indent, struct lc_text *out);
