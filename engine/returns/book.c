#include "returns/book.h"

#include <stdlib.h>

int lc_book_init(struct lc_book *book, struct lc_error *err)
{
    *book = (struct lc_book){ 0 };
    for (int t = 0; t < LC_RETURN_TABLES; t++) {
        book->columns[t] = lc_return_columns(t);
        book->first[t] = lc_return_first_order(t);
        book->second[t] = lc_return_second_order(t);
    }
    return lc_words_init(&book->words, err);
}

void lc_book_free(struct lc_book *book)
{
    free(book->row);
    free(book->file);
    lc_words_free(&book->words);
    *book = (struct lc_book){ 0 };
}

int lc_book_add_file(struct lc_book *book, int table, int year, struct lc_error *err)
{
    int code = LC_GROW(book->file, book->file_room, book->files + 1, err);
    if (!code)
        book->file[book->files++] = (struct lc_filed_file){ table, year };
    return code;
}

static int32_t day_at(const struct lc_filed *row, int column)
{
    return column == LC_RETURN_NO_COLUMN || row->cell[column].day == LC_NO_DAY
               ? LC_OPEN
               : row->cell[column].day;
}

/* A period that is not over stands where it begins. */
static void set_order(const struct lc_book *book, struct lc_filed *row)
{
    bool periods = row->table == LC_RETURN_MISSING || row->table == LC_RETURN_DOLO;
    row->order = day_at(row, book->first[row->table]);
    row->then = day_at(row, book->second[row->table]);
    if (periods && row->order == LC_OPEN)
        row->order = row->then;
}

int lc_book_add(struct lc_book *book, const struct lc_filed *row,
                const struct lc_slice *text, const int32_t *day, struct lc_error *err)
{
    int code = LC_GROW(book->row, book->row_room, book->rows + 1, err);
    if (code)
        return code;
    struct lc_filed *r = &book->row[book->rows];
    *r = *row;
    r->found = 0;
    unsigned columns = book->columns[r->table];
    for (unsigned c = 0; c < LC_RETURN_COLUMNS && !code; c++) {
        char written[LC_DAY_ROOM];
        r->cell[c] = (struct lc_filed_cell){ 0, c < columns ? day[c] : LC_NO_DAY };
        if (c < columns)
            code = lc_words_add(&book->words,
                                day[c] == LC_NO_DAY
                                    ? text[c]
                                    : lc_slice_of(lc_day_print(day[c], written)),
                                &r->cell[c].word, err);
    }
    if (code)
        return code;
    set_order(book, r);
    book->rows++;
    return LC_OK;
}
