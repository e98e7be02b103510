/* A row of a sheet on its way to being one of csv.h: cells put in their places, and
 * what a spreadsheet's numbers mean. */
#pragma once

#include "table/csv.h"

struct lc_grid_cell {
    size_t from, size; /* of the bytes */
};

/* Zeroed: an empty one. */
struct lc_grid_row {
    struct lc_csv_row row;
    size_t cells, cell_room;
    struct lc_grid_cell *cell; /* [cells] up to the last that says something */
    size_t field_room;
    struct lc_slice *field;
    size_t used, room;
    char *bytes;
};

void lc_grid_begin(struct lc_grid_row *row, uint64_t line);
/* The text, trimmed, in a column from 0; nothing where it says nothing. One cell too
 * far on the right, or too long, is the row's trouble. */
int lc_grid_put(struct lc_grid_row *row, size_t column, struct lc_slice text,
                struct lc_error *err) LC_MUST_CHECK;
/* As csv.h has it, or NULL of a row that says nothing; valid until the next begins. */
int lc_grid_end(struct lc_grid_row *row, const struct lc_csv_row **out,
                struct lc_error *err) LC_MUST_CHECK;
void lc_grid_free(struct lc_grid_row *row);

/* What is shown of an error that stands for a value: #REF!; but #N/A, and what is none,
 * says nothing. */
struct lc_slice lc_grid_error(struct lc_slice text);

/* --- numbers ---------------------------------------------------------------------- */

enum { LC_GRID_NUMBER = 40 }; /* room for any of these */

/* How a cell of numbers is shown. */
enum lc_grid_form { LC_GRID_PLAIN, LC_GRID_DAY, LC_GRID_TIME };

/* By its number among those that every workbook has (ECMA-376 part 1, 18.8.30). */
enum lc_grid_form lc_grid_form_of(unsigned number);
/* By its code: "dd/mm/yyyy", "[h]:mm", "#,##0.00". */
enum lc_grid_form lc_grid_form_read(const char *code);

/* A number as it stands in the file: 9.434765919E9 is 9434765919, 5.0 is 5, 0.1 + 0.2
 * is 0.3, as all show them; a day is YYYY-MM-DD, with HH:MM:SS if it has a time. What
 * is no number stays. Into out[LC_GRID_NUMBER], or text itself. */
struct lc_slice lc_grid_number(struct lc_slice text, enum lc_grid_form form,
                               bool from_1904, char *out);
