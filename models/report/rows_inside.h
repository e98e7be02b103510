/* A table of a document's rows: a column a key. */
#pragma once

#include "models/report/html_inside.h"

enum lc_row_cell { LC_ROW_WORD, LC_ROW_NUMBER, LC_ROW_DATE };

struct lc_rows_column {
    const char *title, *key; /* of the first column: the row's name, of which a date or
                                month is not broken */
    int cell;                /* an lc_row_cell; numbers may be hidden ("c") or null */
};

/* rows: [object]. A key that is absent or null is an empty cell, or a dash. */
void lc_html_rows(struct lc_page *page, const char *caption, const json_t *rows,
                  size_t count, const struct lc_rows_column *columns);
