/* "." in a formula, written out: the table's columns that the response and strata(),
 * cluster(), offset() and weights() do not mention, as R has it. */
#include <string.h>

#include "formula/terms_inside.h"

struct work {
    struct lc_terms *terms;
    const struct lc_formula *formula;
    const struct lc_frame *frame;
    const struct lc_terms_options *options;
    struct lc_error *err;
};

static bool names(const struct lc_node *node, const char *column)
{
    if (!node)
        return false;
    if (node->kind == LC_NODE_NAME)
        return strcmp(node->text, column) == 0;
    for (size_t i = 0; i < node->count; i++)
        if (names(node->arg[i], column))
            return true;
    return false;
}

/* Of terms as R has it; but a division by a number, or of one, is arithmetic, and so is
 * %in% a list. */
static bool is_nesting(const struct lc_node *node)
{
    const struct lc_node *a = node->arg[0], *b = node->arg[node->count - 1];
    if (node->count != 2)
        return false;
    if (strcmp(node->text, "%in%") == 0)
        return b->kind == LC_NODE_NAME;
    return strcmp(node->text, "/") == 0 && a->kind != LC_NODE_NUMBER
           && b->kind != LC_NODE_NUMBER;
}

bool lc_node_is_sum(const struct lc_node *node)
{
    if (node->kind == LC_NODE_CALL && node->count && is_nesting(node))
        return true;
    return node->kind == LC_NODE_CALL && node->text[0] && !node->text[1]
           && strchr("+-*:^(", node->text[0]);
}

bool lc_node_is_special(const struct lc_node *node)
{
    return lc_node_is_call(node, "strata") || lc_node_is_call(node, "cluster")
           || lc_node_is_call(node, "offset") || lc_node_is_call(node, "weights");
}

static bool special_names(const struct lc_node *node, const char *column)
{
    if (lc_node_is_special(node))
        return names(node, column);
    for (size_t i = 0; lc_node_is_sum(node) && i < node->count; i++)
        if (special_names(node->arg[i], column))
            return true;
    return false;
}

static bool is_dot(const struct lc_node *node)
{
    return node->kind == LC_NODE_NAME && strcmp(node->text, ".") == 0;
}

static bool has_dot(const struct lc_node *node)
{
    bool found = is_dot(node);
    for (size_t i = 0; !found && i < node->count; i++)
        found = has_dot(node->arg[i]);
    return found;
}

static struct lc_node *make_call(struct work *w, const char *sign, size_t at,
                                 size_t count)
{
    struct lc_node *call = lc_arena_alloc(w->terms->arena, sizeof *call);
    if (!call)
        return NULL;
    *call = (struct lc_node){
        .kind = LC_NODE_CALL, .at = at, .text = sign, .count = count
    };
    call->arg = lc_arena_alloc(w->terms->arena, count * sizeof *call->arg);
    call->arg_name = lc_arena_alloc(w->terms->arena, count * sizeof *call->arg_name);
    return call->arg && call->arg_name ? call : NULL;
}

const struct lc_node *lc_terms_name(struct lc_terms *terms, const char *name, size_t at)
{
    struct lc_node *node = lc_arena_alloc(terms->arena, sizeof *node);
    if (!node)
        return NULL;
    *node = (struct lc_node){ .kind = LC_NODE_NAME, .at = at };
    node->text = lc_arena_text(terms->arena, name, strlen(name));
    return node->text ? node : NULL;
}

static bool is_option(const char *name, const char *option)
{
    return option && strcmp(name, option) == 0;
}

/* (a + b + c): what neither the response nor strata, cluster, ... mention. */
static int write_dot(struct work *w, const struct lc_node *dot,
                     const struct lc_node **out)
{
    const struct lc_formula *formula = w->formula;
    const struct lc_terms_options *options = w->options;
    const struct lc_node *sum = NULL;
    if (!w->frame)
        return lc_node_fail(w->err, dot, "'.' has no meaning in a stored model");
    if (w->frame->count > LC_FORMULA_TERMS)
        return lc_node_fail(w->err, dot, "'.' stands for too many columns");
    for (size_t i = 0; i < w->frame->count; i++) {
        const char *name = w->frame->column[i].name;
        if (names(formula->left, name) || special_names(formula->right, name)
            || is_option(name, options->weights) || is_option(name, options->cluster))
            continue;
        const struct lc_node *one = lc_terms_name(w->terms, name, dot->at);
        struct lc_node *plus = sum ? make_call(w, "+", dot->at, 2) : NULL;
        if (!one || (sum && !plus))
            return LC_FAIL_NOMEM(w->err);
        if (plus) {
            plus->arg[0] = sum;
            plus->arg[1] = one;
        }
        sum = plus ? plus : one;
    }
    if (!sum)
        return lc_node_fail(w->err, dot, "'.' stands for no column here");
    struct lc_node *bracket = make_call(w, "(", dot->at, 1);
    if (!bracket)
        return LC_FAIL_NOMEM(w->err);
    bracket->arg[0] = sum;
    *out = bracket;
    return LC_OK;
}

static int write_dots(struct work *w, const struct lc_node *node,
                      const struct lc_node **out)
{
    *out = node;
    if (is_dot(node))
        return write_dot(w, node, out);
    if (!lc_node_is_sum(node) || !has_dot(node))
        return LC_OK;
    struct lc_node *copy = make_call(w, node->text, node->at, node->count);
    if (!copy)
        return LC_FAIL_NOMEM(w->err);
    for (size_t i = 0; i < node->count; i++) {
        int code = write_dots(w, node->arg[i], &copy->arg[i]);
        if (code)
            return code;
    }
    *out = copy;
    return LC_OK;
}

int lc_terms_write_dots(struct lc_terms *terms, const struct lc_formula *formula,
                        const struct lc_frame *frame,
                        const struct lc_terms_options *options,
                        const struct lc_node **right, struct lc_error *err)
{
    struct work w = { terms, formula, frame, options, err };
    return write_dots(&w, formula->right, right);
}
