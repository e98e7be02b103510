/* Inside of filing_inside.h. */
#pragma once

#include "import/filing_inside.h"
#include "import/index_inside.h"
#include "returns/judge.h"

/* A file of the book: the import's own come first, in its order, then those that
 * earlier commands brought, one for each (source, table, year). */
struct lc_filing_file {
    uint32_t source; /* of the store */
    bool again;      /* the store has its rows */
};

/* A row of the store that the import says anew, and the file that it was of. */
struct lc_filing_gone {
    size_t row;
    uint32_t file;
};

struct lc_filing {
    const struct lc_import_run *run;
    struct lc_book book;
    size_t own; /* files of the import */
    size_t room;
    struct lc_filing_file *file; /* [book.files] */
    size_t loaded; /* the first rows of the book are the store's, in its order */
    size_t gone, gone_room;
    struct lc_filing_gone *row;     /* [gone] */
    uint32_t nowhere;               /* a file of no year, for rows that are gone */
    const struct lc_schema *schema; /* whose columns `at` has */
    int table;
    int at[LC_RETURN_COLUMNS];    /* the schema's column of each of the table's */
    char veil[LC_RETURN_COLUMNS]; /* lc_return_column_veil of each */
};

/* The rows that the store has, which are none of the import's own files' again
 * (filing_store.c). */
int lc_filing_load(struct lc_filing *f, struct lc_error *err) LC_MUST_CHECK;
/* Puts those of numbers that were merged under the numbers that they were merged into;
 * whether there were any. O(rows). */
bool lc_filing_follow(struct lc_filing *f);
/* Puts the import's rows there, and takes away those that a later extract replaced;
 * numbers of files are those of the store. */
int lc_filing_save(struct lc_filing *f, bool *changed,
                   struct lc_error *err) LC_MUST_CHECK;

/* Notes which of the store's rows the import says anew: those of a child in a table and
 * year that came on another day, and those of the same bytes. Then takes them out of
 * the returns, or puts them back. O(n log n). */
int lc_filing_find_gone(struct lc_filing *f, struct lc_error *err) LC_MUST_CHECK;
void lc_filing_take_gone(struct lc_filing *f, bool out);

/* Gives each file that has none a year (filing_year.c). O(n log n). */
int lc_filing_settle(struct lc_filing *f, struct lc_error *err) LC_MUST_CHECK;
