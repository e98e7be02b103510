/* A sheet of an OpenDocument workbook that is read: see ods.c. */
#pragma once

#include "table/grid_inside.h"
#include "table/pull_inside.h"

struct lc_ods_sheet {
    struct lc_pull pull;
    struct lc_grid_row row;
    size_t inner;           /* tables that are open: it, and others in its cells */
    bool done;              /* it has ended */
    uint64_t line, repeats; /* of the row that is read, or given: how often it stands */
    uint64_t column, spans; /* of the cell: where, and how often */
    unsigned aside;         /* annotations that are open */
    unsigned paragraphs;
    bool in_cell, in_text, in_paragraph, wrong;
    bool formula, told; /* of the cell: it has a formula, and a value */
    const char *type;   /* constant: what its value is, or NULL */
    size_t size, room;
    char *data; /* its value or text */
};

/* No other is written by anybody. */
#define LC_ODS_ENCODING "UTF-8"

/* That which begins so many bytes into the content; zip is lent until it is closed. */
int lc_ods_sheet_open(struct lc_ods_sheet *sheet, const struct lc_zip *zip,
                      size_t member, uint64_t at, struct lc_error *err) LC_MUST_CHECK;
int lc_ods_sheet_next(struct lc_ods_sheet *sheet, const struct lc_csv_row **row,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_ods_sheet_close(struct lc_ods_sheet *sheet); /* zeroed is allowed */
