/* Rows with more fields than the header, or fewer; and rows that are none: a table's
 * totals and how many rows it has, at its foot, a line under its header, its header
 * again where two files were put together. Part of the import.
 *
 * What is too much and says nothing is a file's habit of separators at a row's end, if
 * its first row has as many: else a comma in a text may have moved what stands behind
 * it. What is too little is taken for blank, as spreadsheets leave blanks at a row's
 * end away: but not where a row may be cut off in, or before, what it is known by. Then
 * it stays troubled. */
#pragma once

#include "import/schema.h"
#include "table/csv.h"

enum lc_row_whole {
    LC_ROW_WHOLE,    /* all that is read of it is there */
    LC_ROW_SHORT,    /* blanks are read for what is not: a finding */
    LC_ROW_TROUBLED, /* it cannot be used */
    LC_ROW_NONE,     /* it is of no child: lc_row_none() says why */
};

/* Of a file; begun as { schema, place, width }. */
struct lc_row_shape {
    const struct lc_schema *schema;
    const int *place; /* [columns]: where each stands */
    size_t width;     /* the header's fields */
    size_t habit;     /* fields of the first row, once there is one */
};

/* Of each row in turn, from the first. O(columns) of one that has not as many fields as
 * the header, else O(1). */
enum lc_row_whole lc_row_whole(struct lc_row_shape *shape,
                               const struct lc_csv_row *row);

/* Why a row that was split says nothing of anybody (a constant); NULL: it may. O(1) of
 * those that begin as rows do. */
const char *lc_row_none(const struct lc_row_shape *shape, const struct lc_csv_row *row);

/* The field there, blank behind the row's end. */
static inline struct lc_slice lc_row_field(const struct lc_csv_row *row, int place)
{
    return (size_t)place < row->count ? row->field[place] : (struct lc_slice){ "", 0 };
}
