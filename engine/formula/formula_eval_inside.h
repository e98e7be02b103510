/* Inside of formula_eval.h: what the files of engine/formula share. */
#pragma once

#include "formula/formula_eval.h"

enum lc_value_type {
    LC_VALUE_NUMBER,
    LC_VALUE_TRUTH, /* 0, 1 or NaN */
    LC_VALUE_LEVEL  /* a text column as it stands: the number of its level */
};

/* The same, but a text column of TRUE and FALSE becomes a truth and any other text
 * column is an error. */
int lc_expr_bind_value(const lc_expr **expr, lc_arena *arena,
                       const struct lc_node *node, const struct lc_frame *frame,
                       struct lc_error *err) LC_MUST_CHECK;
int lc_expr_type(const lc_expr *expr); /* an lc_value_type */
/* The column if the expression is just that, else NULL. */
const struct lc_column *lc_expr_column(const lc_expr *expr);

/* The values that are not missing on the rows of mask [n] (NULL: all), in order of
 * rows; *values is new, free() it. */
int lc_expr_gather(const lc_expr *expr, const struct lc_frame *frame,
                   const unsigned char *mask, double **values, size_t *count,
                   struct lc_error *err) LC_MUST_CHECK;
