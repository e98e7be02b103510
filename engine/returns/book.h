/* The rows of returns, as they are read or come from a store: codes and days, by
 * child.
 *
 * About 130 bytes a row, and the texts once each. */
#pragma once

#include <stdint.h>

#include "base/day.h"
#include "base/words.h"
#include "returns/shape.h"

struct lc_filed_cell {
    uint32_t word; /* of the book's words; 0: blank */
    int32_t day;   /* LC_NO_DAY: none */
};

/* A row of a return. */
struct lc_filed {
    uint64_t child;
    uint64_t line;
    uint32_t file;  /* of the book's files */
    uint32_t found; /* the last rule that it was found by, counted from 1 */
    int table;      /* lc_return_table */
    int32_t order,
        then; /* the days by which a child's rows are put in order; LC_OPEN */
    struct lc_filed_cell cell[LC_RETURN_COLUMNS];
};

/* A file of a table. */
struct lc_filed_file {
    int table,
        year; /* year: the collection year (ending) of its return; 0: not known */
};

struct lc_book {
    size_t rows, row_room, files, file_room;
    struct lc_filed *row;
    struct lc_filed_file *file;
    struct lc_words words;
    size_t known; /* words below it are those of rules (lc_book_learn) */
    unsigned columns[LC_RETURN_TABLES];
    int first[LC_RETURN_TABLES], second[LC_RETURN_TABLES]; /* of each table's order */
};

int lc_book_init(struct lc_book *book, struct lc_error *err) LC_MUST_CHECK;
void lc_book_free(struct lc_book *book);

/* A file, whose number is the next. */
int lc_book_add_file(struct lc_book *book, int table, int year,
                     struct lc_error *err) LC_MUST_CHECK;

/* A row of file row->file; text[c] of its table's columns, of veiled ones what veil.h
 * makes of it; day[c] where it is one, else LC_NO_DAY: a day is the same however it is
 * written. row->cell is filled here. */
int lc_book_add(struct lc_book *book, const struct lc_filed *row,
                const struct lc_slice *text, const int32_t *day,
                struct lc_error *err) LC_MUST_CHECK;

static inline const char *lc_book_text(const struct lc_book *book,
                                       const struct lc_filed *row, int column)
{
    return column < 0 ? "" : book->words.text[row->cell[column].word];
}
