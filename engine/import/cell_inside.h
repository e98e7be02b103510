/* One field of a row, read as its schema's column says. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "import/schema.h"

struct lc_cell {
    struct lc_slice text; /* trimmed; a code as it is stored; empty: nothing was said */
    struct lc_slice raw;  /* trimmed, as it was written */
    int32_t day;          /* LC_CELL_DAY, else LC_NO_DAY */
    int64_t count;        /* LC_CELL_COUNT */
    unsigned entry;       /* of the column's list, if `listed` */
    bool listed;
    bool serial;     /* it is bad, and the number by which a spreadsheet counts a day */
    bool lost;       /* it is bad, and a spreadsheet's error or a formula of no value */
    bool none;       /* it is bad, and a day by which databases say none */
    bool other;      /* a word that is in no list: text is "other" */
    const char *bad; /* why it cannot be read (constant), or NULL */
};

/* Reads raw, a day in the form `dates` (lc_day_format); blank words (#N/A, NULL, N/A,
 * NaN, NaT, -) say nothing. A bad cell says nothing too; what a spreadsheet lost
 * (#REF!, a formula without its value) is bad. Nothing is allocated; the text borrows
 * from raw or from the schema. */
void lc_cell_read(const struct lc_schema_column *column, int dates, struct lc_slice raw,
                  struct lc_cell *cell);

/* Without space at the ends, one that has no width among it, and without the signs by
 * which an export tells a spreadsheet that it is a text: ="00123", '00123. */
struct lc_slice lc_cell_trim(struct lc_slice text);

/* The codes in a cell of LC_CELL_CODES: calls take for each entry of the list found, in
 * order; strays counts the words that are in no list. A JSON array of codes, an object
 * from codes to yes or no, or a plain list with commas. */
void lc_cell_codes(const struct lc_schema_column *column, struct lc_slice text,
                   void (*take)(void *context, struct lc_slice name), void *context,
                   unsigned *strays);
