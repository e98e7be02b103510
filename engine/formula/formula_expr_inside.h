/* Inside of formula_eval: the bound expression, and the tables of signs and functions.
 * Nothing outside formula_*.c includes this. */
#pragma once

#include "numeric/column.h"

enum lc_expr_kind {
    LC_EXPR_CONSTANT,
    LC_EXPR_COLUMN,
    LC_EXPR_LOOKUP,
    LC_EXPR_UNARY,
    LC_EXPR_BINARY,
    LC_EXPR_CHOICE
};

struct lc_expr {
    int kind;      /* an lc_expr_kind */
    int type;      /* an lc_value_type */
    double number; /* CONSTANT; CHOICE: the value where the condition is missing */
    const struct lc_column *column;
    const double *lookup; /* [levels + 1] by number of level; 0 is missing */
    double (*one)(double);
    double (*two)(double, double);
    const struct lc_expr *arg[3];
};

enum lc_operator_use { LC_ARITHMETIC, LC_COMPARISON, LC_LOGIC };

struct lc_expr_binary {
    const char *sign;
    double (*two)(double, double);
    int use; /* an lc_operator_use */
};

enum lc_function_result { LC_GIVES_NUMBER, LC_GIVES_TRUTH, LC_GIVES_SAME };

struct lc_expr_unary {
    const char *name;
    double (*one)(double);
    int result; /* an lc_function_result; SAME: the argument's type */
    int any;    /* a text column may be the argument */
};

const struct lc_expr_binary *lc_expr_binary_find(const char *sign); /* NULL: none */
const struct lc_expr_unary *lc_expr_unary_find(const char *name);
const char *lc_expr_unary_name(
    size_t i);                        /* of that table's row i; NULL past the last */
double lc_either(double a, double b); /* three-valued or */
