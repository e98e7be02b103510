/* Binding settles every name, type and text comparison of an expression once, so that
 * evaluating has no branch on text. */
#include <math.h>
#include <string.h>

#include "base/day.h"
#include "base/near.h"
#include "formula/formula_eval_inside.h"
#include "formula/formula_expr_inside.h"

struct binder {
    lc_arena *arena;
    const struct lc_frame *frame;
    int depth;
    struct lc_error *err;
};

/* --- binding ---------------------------------------------------------------------- */

static struct lc_expr *new_expr(struct binder *b, int kind, int type)
{
    struct lc_expr *e = lc_arena_alloc(b->arena, sizeof *e);
    if (!e)
        (void)LC_FAIL_NOMEM(b->err);
    else
        *e = (struct lc_expr){ .kind = kind, .type = type };
    return e;
}

static int constant(struct binder *b, double number, int type, const lc_expr **out)
{
    struct lc_expr *e = new_expr(b, LC_EXPR_CONSTANT, type);
    if (!e)
        return LC_NOMEM;
    e->number = number;
    *out = e;
    return LC_OK;
}

/* "at character N: no column 'x'; did you mean 'y'?" */
static int fail_column(const struct lc_frame *frame, const char *name, size_t at,
                       struct lc_error *err)
{
    size_t closest = strlen(name) / 2 + 1, found = frame->count;
    for (size_t i = 0; i < frame->count; i++) {
        size_t d = lc_word_distance(name, frame->column[i].name);
        if (d < closest) {
            closest = d;
            found = i;
        }
    }
    if (found < frame->count)
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: no column '%.60s'; did you mean "
                       "'%.60s'?",
                       at, name, frame->column[found].name);
    return LC_FAIL(err, LC_USAGE,
                   "formula: at character %zu: no column '%.60s' among the table's %zu",
                   at, name, frame->count);
}

static int bind_name(struct binder *b, const struct lc_node *node, const lc_expr **out)
{
    const struct lc_column *column = lc_frame_find(b->frame, node->text);
    if (!column && strcmp(node->text, "TRUE") == 0)
        return constant(b, 1, LC_VALUE_TRUTH, out);
    if (!column && strcmp(node->text, "FALSE") == 0)
        return constant(b, 0, LC_VALUE_TRUTH, out);
    if (!column)
        return fail_column(b->frame, node->text, node->at, b->err);
    struct lc_expr *e =
        new_expr(b, LC_EXPR_COLUMN,
                 column->type == LC_CATEGORY ? LC_VALUE_LEVEL : LC_VALUE_NUMBER);
    if (!e)
        return LC_NOMEM;
    e->column = column;
    *out = e;
    return LC_OK;
}

static int bind(struct binder *b, const struct lc_node *node, const lc_expr **out);

/* A truth by level of the column: *out, and its table, in which missing is NaN and the
 * levels are for the caller to fill; NULL when out of memory. */
static double *new_lookup(struct binder *b, const struct lc_column *column,
                          const lc_expr **out)
{
    double *lookup =
        lc_arena_alloc(b->arena, (column->levels.count + 1) * sizeof *lookup);
    struct lc_expr *e = new_expr(b, LC_EXPR_LOOKUP, LC_VALUE_TRUTH);
    if (!lookup || !e) {
        (void)LC_FAIL_NOMEM(b->err);
        return NULL;
    }
    lookup[0] = NAN;
    e->column = column;
    e->lookup = lookup;
    *out = e;
    return lookup;
}

/* A text column of TRUE and FALSE is a truth; any other is no number. */
static int bind_value(struct binder *b, const struct lc_node *node, const lc_expr **out)
{
    int code = bind(b, node, out);
    if (code || (*out)->type != LC_VALUE_LEVEL)
        return code;
    const struct lc_codes *levels = &(*out)->column->levels;
    double *lookup = new_lookup(b, (*out)->column, out);
    if (!lookup)
        return LC_NOMEM;
    for (size_t i = 0; i < levels->count; i++) {
        struct lc_slice name = lc_slice_of(levels->names[i]);
        if (!lc_slice_is_nocase(name, "true") && !lc_slice_is_nocase(name, "false"))
            return LC_FAIL(b->err, LC_USAGE,
                           "formula: at character %zu: '%.60s' is a column of text; "
                           "compare it with a quoted text, or use factor()",
                           node->at, (*out)->column->name);
        lookup[i + 1] = lc_slice_is_nocase(name, "true");
    }
    return LC_OK;
}

/* level SIGN text, as a table by level; R compares texts by their order. */
static int compare_text(struct binder *b, const lc_expr *level, const char *text,
                        double (*two)(double, double), bool swapped,
                        const lc_expr **out)
{
    const struct lc_codes *levels = &level->column->levels;
    double *lookup = new_lookup(b, level->column, out);
    if (!lookup)
        return LC_NOMEM;
    for (size_t i = 0; i < levels->count; i++) {
        int order = strcmp(levels->names[i], text);
        double sign = (order > 0) - (order < 0);
        lookup[i + 1] = two(swapped ? -sign : sign, 0);
    }
    return LC_OK;
}

static bool is_date(const lc_expr *e)
{
    return e->kind == LC_EXPR_COLUMN && e->column->unit
           && strcmp(e->column->unit, "date") == 0;
}

static int join(struct binder *b, double (*two)(double, double), int type,
                const lc_expr *left, const lc_expr *right, const lc_expr **out)
{
    struct lc_expr *e = new_expr(b, LC_EXPR_BINARY, type);
    if (!e)
        return LC_NOMEM;
    e->two = two;
    e->arg[0] = left;
    e->arg[1] = right;
    *out = e;
    return LC_OK;
}

/* The other side of a comparison whose one side is a quoted text. */
static int compare_with_text(struct binder *b, const struct lc_node *text,
                             const struct lc_node *node, double (*two)(double, double),
                             bool swapped, const lc_expr **out)
{
    const lc_expr *side, *day;
    int32_t parsed;
    int code = bind(b, node, &side);
    if (code)
        return code;
    if (side->type == LC_VALUE_LEVEL)
        return compare_text(b, side, text->text, two, swapped, out);
    if (!is_date(side))
        return lc_node_fail(b->err, text,
                            "a text here, but the other side is a number");
    if (lc_day_parse(lc_slice_of(text->text), LC_DAY_ISO, &parsed))
        return lc_node_fail(b->err, text, "not a date of the form 2024-03-31");
    code = constant(b, parsed, LC_VALUE_NUMBER, &day);
    return code ? code
                : join(b, two, LC_VALUE_TRUTH, swapped ? day : side,
                       swapped ? side : day, out);
}

static int bind_binary(struct binder *b, const struct lc_node *node,
                       const struct lc_expr_binary *op, const lc_expr **out)
{
    const struct lc_node *l = node->arg[0], *r = node->arg[1];
    double (*two)(double, double) = op->two;
    if (op->use == LC_COMPARISON && r->kind == LC_NODE_TEXT)
        return compare_with_text(b, r, l, two, false, out);
    if (op->use == LC_COMPARISON && l->kind == LC_NODE_TEXT)
        return compare_with_text(b, l, r, two, true, out);
    int type = op->use == LC_ARITHMETIC ? LC_VALUE_NUMBER : LC_VALUE_TRUTH;
    const lc_expr *left, *right;
    int code = bind_value(b, l, &left);
    if (code || (code = bind_value(b, r, &right)))
        return code;
    if ((code = join(b, two, type, left, right, out)))
        return code;
    for (size_t i = 2; i < node->count; i++) /* pmin(a, b, c) */
        if ((code = bind_value(b, node->arg[i], &right))
            || (code = join(b, two, type, *out, right, out)))
            return code;
    return LC_OK;
}

/* x %in% c(a, b): (x == a) | (x == b), and FALSE where x is missing. */
static int bind_in(struct binder *b, const struct lc_node *node, const lc_expr **out)
{
    const struct lc_node *list = node->arg[1];
    const struct lc_node *const *item = &node->arg[1];
    size_t count = 1;
    if (lc_node_is_call(list, "c")) {
        item = (const struct lc_node *const *)list->arg;
        count = list->count;
    }
    int code = constant(b, 0, LC_VALUE_TRUTH, out);
    for (size_t i = 0; i < count && !code; i++) {
        const struct lc_node *sides[] = { node->arg[0], item[i] };
        struct lc_node equal_node = *node;
        const lc_expr *one;
        equal_node.arg = sides;
        code = bind_binary(b, &equal_node, lc_expr_binary_find("=="), &one);
        if (!code)
            code = join(b, lc_either, LC_VALUE_TRUTH, *out, one, out);
    }
    if (code)
        return code;
    const lc_expr *yes;
    code = constant(b, 1, LC_VALUE_TRUTH, &yes);
    struct lc_expr *e = code ? NULL : new_expr(b, LC_EXPR_CHOICE, LC_VALUE_TRUTH);
    if (!e)
        return code ? code : LC_NOMEM;
    e->arg[0] = *out;
    e->arg[1] = yes;
    e->number = 0; /* missing chooses this */
    e->arg[2] = NULL;
    *out = e;
    return LC_OK;
}

static int bind_ifelse(struct binder *b, const struct lc_node *node,
                       const lc_expr **out)
{
    struct lc_expr *e = new_expr(b, LC_EXPR_CHOICE, LC_VALUE_NUMBER);
    if (!e)
        return LC_NOMEM;
    e->number = NAN;
    for (size_t i = 0; i < 3; i++) {
        int code = bind_value(b, node->arg[i], &e->arg[i]);
        if (code)
            return code;
    }
    *out = e;
    return LC_OK;
}

static int bind_unary(struct binder *b, const struct lc_node *node,
                      const struct lc_expr_unary *f, const lc_expr **out)
{
    const lc_expr *inside;
    int code =
        f->any ? bind(b, node->arg[0], &inside) : bind_value(b, node->arg[0], &inside);
    if (code)
        return code;
    if (f->result == LC_GIVES_SAME && inside->kind == LC_EXPR_COLUMN) {
        *out = inside; /* (x) and I(x) are x */
        return LC_OK;
    }
    int type = f->result == LC_GIVES_TRUTH  ? LC_VALUE_TRUTH
               : f->result == LC_GIVES_SAME ? inside->type
                                            : LC_VALUE_NUMBER;
    struct lc_expr *e = new_expr(b, LC_EXPR_UNARY, type);
    if (!e)
        return LC_NOMEM;
    e->one = f->one;
    e->arg[0] = inside;
    *out = e;
    return LC_OK;
}

static int bind_call(struct binder *b, const struct lc_node *node, const lc_expr **out)
{
    if (strcmp(node->text, "%in%") == 0)
        return bind_in(b, node, out);
    if (strcmp(node->text, "ifelse") == 0 && node->count == 3)
        return bind_ifelse(b, node, out);
    const struct lc_expr_binary *op = lc_expr_binary_find(node->text);
    if (op
        && (node->count == 2 || (node->count > 2 && strncmp(node->text, "pm", 2) == 0)))
        return bind_binary(b, node, op, out);
    const struct lc_expr_unary *f = lc_expr_unary_find(node->text);
    if (f && node->count == 1)
        return bind_unary(b, node, f, out);
    return LC_FAIL(b->err, LC_USAGE,
                   "formula: at character %zu: '%.40s' with %zu argument(s) is not a "
                   "function known here",
                   node->at, node->text, node->count);
}

static int bind(struct binder *b, const struct lc_node *node, const lc_expr **out)
{
    if (++b->depth > 2 * LC_FORMULA_DEPTH)
        return lc_node_fail(b->err, node, "an expression too deep; shorten it");
    int code;
    if (node->kind == LC_NODE_NUMBER)
        code = constant(b, node->number, LC_VALUE_NUMBER, out);
    else if (node->kind == LC_NODE_NAME)
        code = bind_name(b, node, out);
    else if (node->kind == LC_NODE_CALL)
        code = bind_call(b, node, out);
    else
        code = lc_node_fail(b->err, node,
                            "a text stands here; expected a column or a number");
    b->depth--;
    return code;
}

int lc_expr_bind(const lc_expr **expr, lc_arena *arena, const struct lc_node *node,
                 const struct lc_frame *frame, struct lc_error *err)
{
    struct binder b = { .arena = arena, .frame = frame, .err = err };
    return bind(&b, node, expr);
}

int lc_expr_bind_value(const lc_expr **expr, lc_arena *arena,
                       const struct lc_node *node, const struct lc_frame *frame,
                       struct lc_error *err)
{
    struct binder b = { .arena = arena, .frame = frame, .err = err };
    return bind_value(&b, node, expr);
}
