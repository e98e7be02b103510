/* Values of an expression over a frame: what a formula's log(x), age > 60,
 * I(x^2) or score != "Low" is on each row, and which rows a --where filter keeps.
 *
 * Arithmetic is R's: + - * / ^ %%, comparisons, & | ! with three truth values, %in%
 * c(...), TRUE, FALSE, and the functions of the table in formula_eval.c. A missing
 * value makes the result missing (NaN), save where logic settles it (FALSE & missing is
 * FALSE) and in is.na(). A text column may be compared with a quoted text; a column of
 * dates (unit "date") with "2024-03-31". */
#pragma once

#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "formula/formula.h"
#include "numeric/column.h"

/* A tree bound to a frame's columns; owned by the arena, borrows the frame. */
typedef struct lc_expr lc_expr;

/* LC_USAGE with the character: an unknown column (naming the nearest), an unknown
 * function, a text where a number belongs. */
int lc_expr_bind(const lc_expr **expr, lc_arena *arena, const struct lc_node *node,
                 const struct lc_frame *frame, struct lc_error *err) LC_MUST_CHECK;

/* Rows first .. first + count - 1 into out[count]. Threads may share expr. */
void lc_expr_eval(const lc_expr *expr, size_t first, size_t count, double *out);

/* *keep [n] is new (free it): 1 where the expression is true; missing counts as not
 * true. */
int lc_filter(unsigned char **keep, const char *where, const struct lc_frame *frame,
              struct lc_error *err) LC_MUST_CHECK;
