/* A reader of rows: what csv.c (rows) and csv_open.c (headers) share. */
#pragma once

#include <csv.h>

#include "table/csv.h"
#include "table/window_inside.h"

/* Rows that come from elsewhere, header and all: as csv.h has the first two.
 * header_next NULL: the next row is the next header. */
struct lc_csv_source {
    int (*header_next)(lc_csv *csv, bool *none, struct lc_error *err);
    int (*next)(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err);
    void (*close)(void *far);
};

/* What is to be closed behind a csv. */
struct lc_csv_closer {
    void (*close)(void *what);
    void *what;
};

enum { LC_CSV_CLOSERS = 4 };

struct lc_csv {
    struct lc_window w;
    char delimiter;
    struct csv_parser parser;
    bool parser_ready;
    char *scratch; /* a converted row, and fields without their quotes */
    size_t scratch_used, scratch_room;
    struct lc_slice *field;
    size_t fields, field_room;
    bool too_wide;
    struct lc_csv_row header, row;
    char *header_bytes;
    struct lc_csv_counts counts;
    size_t titles;
    const struct lc_csv_source *source; /* NULL: rows are cut here */
    void *far;                          /* the source's own */
    size_t closers;
    struct lc_csv_closer closer[LC_CSV_CLOSERS]; /* called in this order */
};

/* The next row that is no blank line; *found as lc_window_find() has it. */
int lc_csv_find_row(lc_csv *csv, struct lc_row_cut *cut, bool *found,
                    struct lc_error *err) LC_MUST_CHECK;
/* The next row, judged by the header if there is one, or *row NULL at the end. */
int lc_csv_next_row(lc_csv *csv, const struct lc_csv_row **row,
                    struct lc_error *err) LC_MUST_CHECK;
/* lc_csv_open() of an open file's first `size` bytes, lent until the csv is closed. */
int lc_csv_open_lent(lc_csv **csv, const char *name, int fd, uint64_t size,
                     struct lc_error *err) LC_MUST_CHECK;
/* The same of a file that lies in another and is read by `read` (container.h). */
struct lc_container_file;
int lc_csv_open_within(lc_csv **csv, const struct lc_container_file *file,
                       struct lc_error *err) LC_MUST_CHECK;
/* Rows of a source, the first of which is the header; it is closed if this fails. */
int lc_csv_open_source(lc_csv **csv, const char *name,
                       const struct lc_csv_source *source, void *far,
                       struct lc_error *err) LC_MUST_CHECK;
/* Closes `what` too when the csv is closed, behind what was to be closed before. */
void lc_csv_close_after(lc_csv *csv, void (*close)(void *what), void *what);
/* Its names are copied, as the header outlives the rows. */
int lc_csv_keep_header(lc_csv *csv, const struct lc_csv_row *row,
                       struct lc_error *err) LC_MUST_CHECK;
/* Forgets the parser, whose delimiter may change. */
void lc_csv_parser_stop(lc_csv *csv);
