/* A model formula as R writes it, read into a tree.
 *
 *     formula  = [response "~"] sum
 *     response = Surv(time, event) | Surv(start, stop, event)
 *              | cbind(a, b) | expression
 *     sum      = terms joined by + - : * ^ / %in% and parentheses;
 *                0, 1, -1; "." for the rest
 *     term     = column | `column with spaces` | expression
 *              | factor(x) | rcs(x, k) | ns(x, k) | bs(x, k)
 *              | poly(x, d) | scale(x) | strata(x) | cluster(x)
 *              | offset(x) | weights(x)
 *
 * This module knows the grammar only: what a name means is settled against a frame by
 * terms.h (columns of a model) and formula_eval.h (values of an expression). Columns of
 * the same name in a table are called name, name.1, name.2 in the order they stand, as
 * R's make.unique does.
 *
 * A position is a character of the text, counted from 1 (bytes; a UTF-8 letter counts
 * as its bytes). Errors say "at character N" and what was expected there. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

enum {
    LC_FORMULA_DEPTH = 48,   /* brackets within brackets */
    LC_FORMULA_TERMS = 4000, /* operators in a row: the depth of a tree */
    LC_FORMULA_SIZE = 100000 /* bytes of a formula */
};

enum lc_node_kind {
    LC_NODE_NUMBER, /* number */
    LC_NODE_TEXT,   /* text: a quoted string */
    LC_NODE_NAME,   /* text: a column, or "." */
    LC_NODE_CALL    /* text: a function or operator; arg[count] */
};

/* Owned by the arena it was parsed into. Operators are calls of their sign: "+", "-",
 * "!" (one or two arguments), "(" keeps a bracket. */
struct lc_node {
    int kind;
    size_t at; /* character of the formula */
    const char *text;
    double number;
    size_t count;
    const struct lc_node **arg;
    const char **arg_name; /* [count] NULL where not named: factor(x, ref = "b") */
};

struct lc_formula {
    const char *source;          /* as given */
    const struct lc_node *left;  /* the response, or NULL */
    const struct lc_node *right; /* the sum */
};

/* Parse a formula; "~" may be absent, then there is no response. Everything belongs to
 * the arena. LC_USAGE with the character and what was expected. O(size). */
int lc_formula_parse(struct lc_formula *formula, lc_arena *arena, const char *source,
                     struct lc_error *err) LC_MUST_CHECK;

/* Parse an expression with no "~" (a --where filter). */
int lc_expression_parse(const struct lc_node **node, lc_arena *arena,
                        const char *source, struct lc_error *err) LC_MUST_CHECK;

/* "formula: at character N: what"; returns LC_USAGE. */
int lc_node_fail(struct lc_error *err, const struct lc_node *node, const char *what);

bool lc_node_is_call(const struct lc_node *node, const char *function);
/* The argument of that name, or the one at `position` (from 0, counting unnamed ones);
 * NULL if there is none. */
const struct lc_node *lc_node_argument(const struct lc_node *call, const char *name,
                                       size_t position);

/* The text of a tree as R would print it: "rcs(age, 4)", "I(month^2)", "a + b". */
void lc_node_print(const struct lc_node *node, struct lc_text *out);
/* The same, terminated, in the arena; NULL when out of memory. */
const char *lc_node_text(const struct lc_node *node, lc_arena *arena);

/* A text moved into the arena, terminated; NULL when out of memory, then or before. */
const char *lc_text_keep(struct lc_text *text, lc_arena *arena);
