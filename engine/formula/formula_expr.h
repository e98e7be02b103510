/* Inside of formula_eval: the bound expression, and the tables of signs and functions.
 * Nothing outside formula_*.c includes this. */
#ifndef LC_FORMULA_FORMULA_EXPR_H
#define LC_FORMULA_FORMULA_EXPR_H

#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "formula/formula.h"
#include "numeric/column.h"

typedef struct lc_expr lc_expr;

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

#endif
