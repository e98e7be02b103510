/* A tree asked for its parts, and turned back into text, spaced as R's deparse spaces
 * it, so that names of columns are the names that R prints. */
#include <string.h>

#include "formula/formula.h"

static bool is_plain_name(const char *name)
{
    for (size_t i = 0; name[i]; i++) {
        char c = name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.'
                      || c == '_' || (unsigned char)c >= 0x80;
        if (!letter && !(i && c >= '0' && c <= '9'))
            return false;
    }
    return !(name[0] == '.' && name[1] >= '0' && name[1] <= '9');
}

static bool is_operator(const char *text)
{
    return strchr("|&=!<>+-*/%:^", text[0]) != NULL;
}

/* R puts no space around ^ : and /. */
static const char *space(const char *sign)
{
    return strchr("^:/", sign[0]) ? "" : " ";
}

static void print_call(const struct lc_node *node, struct lc_text *out)
{
    if (is_plain_name(node->text))
        lc_text_add(out, node->text);
    else
        lc_text_addf(out, "`%s`", node->text);
    lc_text_add(out, "(");
    for (size_t i = 0; i < node->count; i++) {
        if (i)
            lc_text_add(out, ", ");
        if (node->arg_name[i])
            lc_text_addf(out, is_plain_name(node->arg_name[i]) ? "%s = " : "`%s` = ",
                         node->arg_name[i]);
        lc_node_print(node->arg[i], out);
    }
    lc_text_add(out, ")");
}

static void print_operator(const struct lc_node *node, struct lc_text *out)
{
    if (node->count == 2) {
        lc_node_print(node->arg[0], out);
        lc_text_addf(out, "%s%s%s", space(node->text), node->text, space(node->text));
    } else {
        lc_text_add(out, node->text);
    }
    lc_node_print(node->arg[node->count - 1], out);
}

/* A string holds no quote of its own kind, so one of the two kinds fits. */
static void print_leaf(const struct lc_node *node, struct lc_text *out)
{
    const char *quote = strchr(node->text, '"') ? "'" : "\"";
    if (node->kind == LC_NODE_NUMBER)
        lc_text_add_number(out, node->number, "NaN");
    else if (node->kind == LC_NODE_TEXT)
        lc_text_addf(out, "%s%s%s", quote, node->text, quote);
    else if (is_plain_name(node->text))
        lc_text_add(out, node->text);
    else
        lc_text_addf(out, "`%s`", node->text);
}

void lc_node_print(const struct lc_node *node, struct lc_text *out)
{
    if (node->kind != LC_NODE_CALL) {
        print_leaf(node, out);
    } else if (lc_node_is_call(node, "(")) {
        lc_text_add(out, "(");
        lc_node_print(node->arg[0], out);
        lc_text_add(out, ")");
    } else if (is_operator(node->text) && node->count && node->count <= 2) {
        print_operator(node, out);
    } else {
        print_call(node, out);
    }
}

const char *lc_node_text(const struct lc_node *node, lc_arena *arena)
{
    struct lc_text text = { 0 };
    lc_node_print(node, &text);
    return lc_text_keep(&text, arena);
}

const char *lc_text_keep(struct lc_text *text, lc_arena *arena)
{
    const char *kept =
        text->failed ? NULL : lc_arena_text(arena, text->data, text->size);
    lc_text_free(text);
    return kept;
}

int lc_node_fail(struct lc_error *err, const struct lc_node *node, const char *what)
{
    return LC_FAIL(err, LC_USAGE, "formula: at character %zu: %s", node->at, what);
}

bool lc_node_is_call(const struct lc_node *node, const char *function)
{
    return node->kind == LC_NODE_CALL && strcmp(node->text, function) == 0;
}

const struct lc_node *lc_node_argument(const struct lc_node *call, const char *name,
                                       size_t position)
{
    for (size_t i = 0; i < call->count; i++)
        if (call->arg_name[i] && name && strcmp(call->arg_name[i], name) == 0)
            return call->arg[i];
    for (size_t i = 0, unnamed = 0; i < call->count; i++)
        if (!call->arg_name[i] && unnamed++ == position)
            return call->arg[i];
    return NULL;
}
