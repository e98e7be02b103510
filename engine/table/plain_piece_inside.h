/* One piece of a plain table (table_plain_inside.h): its rows, read in one pass. */
#pragma once

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "table/table_rules_inside.h"
#include "table/texts_inside.h"

/* What a column of a piece turned out to be; a text column may hold anything. */
enum lc_piece_mode { LC_PIECE_EMPTY, LC_PIECE_NUMBERS, LC_PIECE_DATES, LC_PIECE_TEXTS };

struct lc_piece_column {
    int mode;
    struct lc_guess guess; /* its stray counts the piece's lines, from 1 */
    struct lc_column
        values; /* owned; no name: numbers, days, or numbers of the texts */
    struct lc_texts texts;
};

struct lc_piece_rows {
    size_t rows, lines;
    void *block; /* all columns' values: pages of their own, so that they go at once */
    size_t size;
    struct lc_piece_column *column; /* [columns]; NULL: not read */
};

/* A thread's workspace. */
struct lc_piece_work {
    size_t columns, room; /* rows */
    char delimiter;
    atomic_int *texts; /* [columns] shared: 1 once a column is known to be text */
    double *value;     /* [columns * room], a column's rows together */
};

/* Reads the rows of text[size], which begins with a row, ends with a line end or the
 * file, and is followed by a line end in memory. *odd: a row is not as a plain table's
 * are. */
int lc_piece_read(struct lc_piece_rows *rows, struct lc_piece_work *work,
                  const char *text, size_t size, bool *odd,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_piece_free(struct lc_piece_rows *rows, size_t columns);
