/* See columns_inside.h. */
#include "design/columns_inside.h"

#include <string.h>

#include "base/memory.h"
#include "formula/formula.h"

static size_t number_of(const struct lc_node *call, const char *name, size_t fallback)
{
    const struct lc_node *n = lc_node_argument(call, name, 1);
    return n && n->kind == LC_NODE_NUMBER && n->number >= 1 && n->number < 100
               ? (size_t)n->number
               : fallback;
}

static size_t width_of_column(const struct lc_column *column)
{
    bool levels = column->type == LC_CATEGORY && column->levels.count;
    return levels ? column->levels.count - 1 : 1;
}

static size_t levels_of(const struct lc_node *name, const struct lc_frame *frame)
{
    const struct lc_column *column = lc_frame_find(frame, name->text);
    return column ? width_of_column(column) : 1;
}

static size_t width(const struct lc_node *node, const struct lc_frame *frame);

static bool is_operator(const struct lc_node *node, const char *sign)
{
    return lc_node_is_call(node, sign) && node->count == 2;
}

static size_t width_of_call(const struct lc_node *node, const struct lc_frame *frame)
{
    if (lc_node_is_call(node, "(") && node->count == 1)
        return width(node->arg[0], frame);
    if (lc_node_is_call(node, "rcs"))
        return number_of(node, "knots", 4) - 1;
    if (lc_node_is_call(node, "ns"))
        return number_of(node, "df", 1);
    if (lc_node_is_call(node, "poly"))
        return number_of(node, "degree", 1);
    if (lc_node_is_call(node, "factor") && node->count
        && node->arg[0]->kind == LC_NODE_NAME)
        return levels_of(node->arg[0], frame);
    if (lc_node_is_call(node, "strata") || lc_node_is_call(node, "cluster")
        || lc_node_is_call(node, "offset") || lc_node_is_call(node, "weights"))
        return 0;
    return 1;
}

static size_t width_of_all(const struct lc_frame *frame)
{
    size_t total = 0;
    for (size_t k = 0; k < frame->count; k++)
        total += width_of_column(frame->column + k);
    return total;
}

static size_t width(const struct lc_node *node, const struct lc_frame *frame)
{
    if (node->kind == LC_NODE_NUMBER)
        return 0;
    if (node->kind == LC_NODE_NAME)
        return strcmp(node->text, ".") == 0 ? width_of_all(frame)
                                            : levels_of(node, frame);
    if (is_operator(node, "+"))
        return width(node->arg[0], frame) + width(node->arg[1], frame);
    if (is_operator(node, "-"))
        return width(node->arg[0], frame);
    if (is_operator(node, ":"))
        return width(node->arg[0], frame) * width(node->arg[1], frame);
    if (is_operator(node, "*")) {
        size_t a = width(node->arg[0], frame), b = width(node->arg[1], frame);
        return a + b + a * b;
    }
    return width_of_call(node, frame);
}

static void mark(const struct lc_node *node, const struct lc_frame *frame,
                 unsigned char *used)
{
    if (node->kind == LC_NODE_NAME && strcmp(node->text, ".") == 0) {
        memset(used, 1, frame->count);
    } else if (node->kind == LC_NODE_NAME) {
        const struct lc_column *column = lc_frame_find(frame, node->text);
        if (column)
            used[column - frame->column] = 1;
    }
    for (size_t a = 0; node->kind == LC_NODE_CALL && a < node->count; a++)
        mark(node->arg[a], frame, used);
}

int lc_columns_of(const char *formula, const struct lc_frame *frame, size_t *count,
                  unsigned char *used, struct lc_error *err)
{
    struct lc_formula tree;
    lc_arena *arena = lc_arena_new();
    if (!arena)
        return LC_FAIL_NOMEM(err);
    int code = lc_formula_parse(&tree, arena, formula, err);
    if (!code) {
        mark(tree.right, frame, used);
        *count = width(tree.right, frame);
    }
    lc_arena_free(arena);
    return code;
}
