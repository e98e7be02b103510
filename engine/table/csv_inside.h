/* A reader of rows: what csv.c (rows) and csv_open.c (headers) share. */
#pragma once

#include <csv.h>

#include "table/csv.h"
#include "table/window_inside.h"

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
};

/* The next row that is no blank line; *found as lc_window_find() has it. */
int lc_csv_find_row(lc_csv *csv, struct lc_row_cut *cut, bool *found,
                    struct lc_error *err) LC_MUST_CHECK;
/* The next row, judged by the header if there is one, or *row NULL at the end. */
int lc_csv_next_row(lc_csv *csv, const struct lc_csv_row **row,
                    struct lc_error *err) LC_MUST_CHECK;
/* Forgets the parser, whose delimiter may change. */
void lc_csv_parser_stop(lc_csv *csv);
