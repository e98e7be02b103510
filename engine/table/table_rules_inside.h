/* What any way of reading a table agrees on (table.h): what is missing, how narrow a
 * column may be, what it is called. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "numeric/column.h"
#include "table/csv.h"

/* What is known of a column once its cells have been looked at. */
struct lc_guess {
    bool text;     /* a cell that is not a number (lc_table_number) */
    bool fraction; /* a number that is no whole one of 32 bits */
    bool no_date;  /* a cell that is not an ISO date */
    bool any;      /* a cell that is not missing */
    bool number;   /* a cell that is one */
    double low, high;
    uint64_t stray; /* line of the first cell that is no number */
};

bool lc_table_is_missing(struct lc_slice cell);
/* Is it a number? A whole number beyond 2^53 written in digits alone is none: a double
 * cannot tell it from its neighbours, so it is text, as the name of something. */
bool lc_table_number(struct lc_slice cell, double *value);
void lc_guess_look(struct lc_guess *guess, struct lc_slice cell, uint64_t line);
int lc_guess_type(const struct lc_guess *guess); /* an lc_type */

/* A number, or missing (NaN), into a row of a column of numbers. */
void lc_table_put(struct lc_column *column, size_t row, double value);

/* Adds the header's columns, of the types guessed, under names of their own. */
int lc_table_columns(struct lc_frame *frame, const struct lc_csv_row *header,
                     const struct lc_guess *guess, struct lc_error *err) LC_MUST_CHECK;
