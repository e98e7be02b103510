/* Evaluating runs over blocks of rows that stay in cache. */
#include "formula/formula_eval_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "formula/formula_expr_inside.h"

enum { BLOCK = 256 };

int lc_expr_type(const lc_expr *expr)
{
    return expr->type;
}

const struct lc_column *lc_expr_column(const lc_expr *expr)
{
    return expr->kind == LC_EXPR_COLUMN ? expr->column : NULL;
}

/* --- evaluating ------------------------------------------------------------------- */

static void eval_block(const lc_expr *e, size_t first, size_t count, double *out)
{
    double other[BLOCK];
    switch (e->kind) {
    case LC_EXPR_CONSTANT:
        for (size_t i = 0; i < count; i++)
            out[i] = e->number;
        return;
    case LC_EXPR_COLUMN:
        lc_column_read(e->column, first, count, out);
        if (e->type == LC_VALUE_LEVEL)
            for (size_t i = 0; i < count; i++)
                out[i] = out[i] > 0 ? out[i] : NAN;
        return;
    case LC_EXPR_LOOKUP:
        for (size_t i = 0; i < count; i++)
            out[i] = e->lookup[((const uint16_t *)e->column->data)[first + i]];
        return;
    case LC_EXPR_UNARY:
        eval_block(e->arg[0], first, count, out);
        for (size_t i = 0; i < count; i++)
            out[i] = e->one(out[i]);
        return;
    case LC_EXPR_BINARY:
        eval_block(e->arg[0], first, count, out);
        eval_block(e->arg[1], first, count, other);
        for (size_t i = 0; i < count; i++)
            out[i] = e->two(out[i], other[i]);
        return;
    case LC_EXPR_CHOICE:
        break;
    }
    double yes[BLOCK];
    eval_block(e->arg[0], first, count, other);
    eval_block(e->arg[1], first, count, yes);
    if (e->arg[2])
        eval_block(e->arg[2], first, count, out);
    else
        memset(out, 0, count * sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = isnan(other[i]) ? e->number : other[i] != 0 ? yes[i] : out[i];
}

void lc_expr_eval(const lc_expr *expr, size_t first, size_t count, double *out)
{
    for (size_t at = 0; at < count; at += BLOCK)
        eval_block(expr, first + at, count - at < BLOCK ? count - at : BLOCK, out + at);
}

int lc_expr_gather(const lc_expr *expr, const struct lc_frame *frame,
                   const unsigned char *mask, double **values, size_t *count,
                   struct lc_error *err)
{
    double block[BLOCK];
    *count = 0;
    *values = lc_alloc(frame->n, sizeof **values);
    if (!*values)
        return LC_FAIL_NOMEM(err);
    for (size_t first = 0; first < frame->n; first += BLOCK) {
        size_t rest = frame->n - first;
        size_t n = rest < BLOCK ? rest : BLOCK;
        lc_expr_eval(expr, first, n, block);
        for (size_t i = 0; i < n; i++)
            if ((!mask || mask[first + i]) && !isnan(block[i]))
                (*values)[(*count)++] = block[i];
    }
    return LC_OK;
}

static int filter(unsigned char *keep, lc_arena *arena, const char *where,
                  const struct lc_frame *frame, struct lc_error *err)
{
    const struct lc_node *node;
    const lc_expr *expr;
    int code = lc_expression_parse(&node, arena, where, err);
    if (code || (code = lc_expr_bind_value(&expr, arena, node, frame, err)))
        return code;
    double value[BLOCK];
    for (size_t first = 0; first < frame->n; first += BLOCK) {
        size_t count = frame->n - first < BLOCK ? frame->n - first : BLOCK;
        eval_block(expr, first, count, value);
        for (size_t i = 0; i < count; i++)
            keep[first + i] = !isnan(value[i]) && value[i] != 0;
    }
    return LC_OK;
}

int lc_filter(unsigned char **keep, const char *where, const struct lc_frame *frame,
              struct lc_error *err)
{
    lc_arena *arena = lc_arena_new();
    *keep = lc_alloc(frame->n, 1);
    int code =
        arena && *keep ? filter(*keep, arena, where, frame, err) : LC_FAIL_NOMEM(err);
    if (code) {
        code = lc_error_within(err, code, "where");
        free(*keep);
        *keep = NULL;
    }
    lc_arena_free(arena);
    return code;
}
