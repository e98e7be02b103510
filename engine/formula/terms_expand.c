/* The algebra of a formula: the sum on the right becomes products of variables, in R's
 * order. */
#include <stdint.h>
#include <string.h>

#include "formula/terms_inside.h"

/* A list of products while the sum is worked out; lives in the arena. */
struct list {
    size_t count;
    struct lc_product *product;
};

struct work {
    struct lc_terms *terms;
    struct lc_error *err;
};

void *lc_terms_more(struct lc_terms *terms, void *array, size_t count, size_t size)
{
    if (count & (count - 1)) /* not a power of two: there is room */
        return array;
    void *more = lc_arena_alloc(terms->arena, (count ? 2 * count : 1) * size);
    if (more && count)
        memcpy(more, array, count * size);
    return more;
}

/* --- variables and products ------------------------------------------------------- */

static int add_variable(struct work *w, const struct lc_node *node, size_t *which)
{
    struct lc_terms *t = w->terms;
    const char *text = lc_node_text(node, t->arena);
    if (!text)
        return LC_FAIL_NOMEM(w->err);
    for (*which = 0; *which < t->variables; ++*which)
        if (strcmp(t->variable[*which].text, text) == 0)
            return LC_OK;
    struct lc_variable *more =
        lc_terms_more(t, t->variable, t->variables, sizeof *more);
    if (!more)
        return LC_FAIL_NOMEM(w->err);
    t->variable = more;
    t->variable[t->variables++] = (struct lc_variable){
        .node = node,
        .text = text,
        .kind = lc_node_is_call(node, "strata") ? LC_KIND_STRATUM : LC_TERM_KINDS,
    };
    return LC_OK;
}

static bool same_product(const struct lc_product *a, const struct lc_product *b)
{
    return a->count == b->count
           && memcmp(a->variable, b->variable, a->count * sizeof *a->variable) == 0;
}

static size_t find_product(const struct list *list, const struct lc_product *product)
{
    size_t i = 0;
    while (i < list->count && !same_product(list->product + i, product))
        i++;
    return i;
}

static int add_product(struct work *w, const struct lc_node *node, struct list *list,
                       const struct lc_product *product)
{
    if (find_product(list, product) < list->count)
        return LC_OK;
    if (list->count >= LC_TERMS_PRODUCTS)
        return lc_node_fail(w->err, node, "too many terms");
    struct lc_product *more =
        lc_terms_more(w->terms, list->product, list->count, sizeof *more);
    if (!more)
        return LC_FAIL_NOMEM(w->err);
    list->product = more;
    list->product[list->count++] = *product;
    return LC_OK;
}

static int add_list(struct work *w, const struct lc_node *node, struct list *to,
                    const struct list *from)
{
    int code = LC_OK;
    for (size_t i = 0; i < from->count && !code; i++)
        code = add_product(w, node, to, from->product + i);
    return code;
}

/* The variables of both, ascending, each once. */
static int cross(struct work *w, const struct lc_node *node, const struct lc_product *a,
                 const struct lc_product *b, struct lc_product *out)
{
    size_t i = 0, j = 0;
    *out = (struct lc_product){ 0 };
    while (i < a->count || j < b->count) {
        size_t x = i < a->count ? a->variable[i] : SIZE_MAX;
        size_t y = j < b->count ? b->variable[j] : SIZE_MAX;
        if (out->count == LC_TERMS_ORDER)
            return lc_node_fail(w->err, node,
                                "an interaction of more than 8 variables");
        out->variable[out->count++] = x < y ? x : y;
        i += x <= y;
        j += y <= x;
    }
    return LC_OK;
}

static int multiply(struct work *w, const struct lc_node *node, const struct list *a,
                    const struct list *b, struct list *out)
{
    struct lc_product product;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            int code = cross(w, node, a->product + i, b->product + j, &product);
            if (!code)
                code = add_product(w, node, out, &product);
            if (code)
                return code;
        }
    return LC_OK;
}

static int walk(struct work *w, const struct lc_node *node, bool top, struct list *out);

static int walk_both(struct work *w, const struct lc_node *node, struct list *a,
                     struct list *b)
{
    int code = walk(w, node->arg[0], false, a);
    return code ? code : walk(w, node->arg[1], false, b);
}

static int walk_star(struct work *w, const struct lc_node *node, struct list *out)
{
    struct list a = { 0 }, b = { 0 };
    int code = walk_both(w, node, &a, &b);
    if (code || (code = add_list(w, node, out, &a))
        || (code = add_list(w, node, out, &b)))
        return code;
    return multiply(w, node, &a, &b, out);
}

/* a / b: a, and b within a: all of a's variables together with each of b's terms. */
static int walk_within(struct work *w, const struct lc_node *node, struct list *out)
{
    struct list a = { 0 }, b = { 0 }, all = { 0 };
    struct lc_product together = { 0 };
    int code = walk_both(w, node, &a, &b);
    if (!code)
        code = add_list(w, node, out, &a);
    for (size_t i = 0; i < a.count && !code; i++) {
        struct lc_product sofar = together;
        code = cross(w, node, &sofar, a.product + i, &together);
    }
    if (!code)
        code = add_product(w, node, &all, &together);
    return code ? code : multiply(w, node, &all, &b, out);
}

/* (a + b)^2: all products of up to so many of them. */
static int walk_power(struct work *w, const struct lc_node *node, struct list *out)
{
    const struct lc_node *power = node->arg[1];
    struct list base = { 0 };
    if (power->kind != LC_NODE_NUMBER || !(power->number >= 1 && power->number <= 8)
        || power->number != (int)power->number)
        return lc_node_fail(
            w->err, power,
            "expected a whole number from 1 to 8; a power of a column is "
            "I(x^2)");
    int code = walk(w, node->arg[0], false, &base);
    if (!code)
        code = add_list(w, node, out, &base);
    for (int i = 1; i < (int)power->number && !code; i++) {
        struct list sofar = *out;
        if (sofar.count) { /* its own memory: out grows while it is read */
            sofar.product =
                lc_arena_alloc(w->terms->arena, sofar.count * sizeof *sofar.product);
            if (!sofar.product)
                return LC_FAIL_NOMEM(w->err);
            memcpy(sofar.product, out->product, sofar.count * sizeof *sofar.product);
        }
        code = multiply(w, node, &sofar, &base, out);
    }
    return code;
}

static int set_intercept(struct work *w, const struct lc_node *node, bool top, bool on)
{
    if (!top)
        return lc_node_fail(w->err, node,
                            "the intercept can only be added or taken by itself");
    w->terms->intercept = on;
    return LC_OK;
}

/* a - b: takes terms away; - 1 the intercept. */
static int walk_minus(struct work *w, const struct lc_node *node, bool top,
                      struct list *out)
{
    const struct lc_node *right = node->arg[node->count - 1];
    struct list gone = { 0 };
    int code = node->count == 2 ? walk(w, node->arg[0], top, out) : LC_OK;
    if (code)
        return code;
    if (right->kind == LC_NODE_NUMBER && (right->number == 0 || right->number == 1))
        return set_intercept(w, right, top, right->number == 0);
    if ((code = walk(w, right, false, &gone)))
        return code;
    for (size_t i = 0; i < gone.count; i++) {
        size_t found = find_product(out, gone.product + i);
        if (found < out->count) {
            out->count--;
            memmove(out->product + found, out->product + found + 1,
                    (out->count - found) * sizeof *out->product);
        }
    }
    return LC_OK;
}

static int take_one(struct work *w, const struct lc_node *node,
                    const struct lc_node **slot)
{
    if (node->count != 1)
        return lc_node_fail(w->err, node, "expected one column in the brackets");
    if (*slot)
        return lc_node_fail(w->err, node, "given twice");
    *slot = node->arg[0];
    return LC_OK;
}

static int take_special(struct work *w, const struct lc_node *node, bool top)
{
    struct lc_terms *t = w->terms;
    if (!top)
        return lc_node_fail(w->err, node, "this cannot be part of a product");
    if (lc_node_is_call(node, "cluster"))
        return take_one(w, node, &t->cluster);
    if (lc_node_is_call(node, "weights"))
        return take_one(w, node, &t->weight);
    if (node->count != 1)
        return lc_node_fail(w->err, node, "expected one expression in the brackets");
    const struct lc_node **more =
        lc_terms_more(t, (void *)t->offset, t->offsets, sizeof *more);
    if (!more)
        return LC_FAIL_NOMEM(w->err);
    t->offset = more;
    t->offset[t->offsets++] = node->arg[0];
    return LC_OK;
}

static int walk_leaf(struct work *w, const struct lc_node *node, bool top,
                     struct list *out)
{
    struct lc_product one = { .count = 1 };
    if (node->kind == LC_NODE_NUMBER && (node->number == 0 || node->number == 1))
        return set_intercept(w, node, top, node->number == 1);
    if (node->kind == LC_NODE_NUMBER || node->kind == LC_NODE_TEXT)
        return lc_node_fail(w->err, node, "expected a column or a function of one");
    if (lc_node_is_special(node) && !lc_node_is_call(node, "strata"))
        return take_special(w, node, top);
    int code = add_variable(w, node, &one.variable[0]);
    return code ? code : add_product(w, node, out, &one);
}

static int walk(struct work *w, const struct lc_node *node, bool top, struct list *out)
{
    if (!lc_node_is_sum(node))
        return walk_leaf(w, node, top, out);
    struct list a = { 0 }, b = { 0 };
    int code;
    switch (node->text[0]) {
    case '+':
        code = walk(w, node->arg[0], top, out);
        if (!code && node->count == 2)
            code = walk(w, node->arg[1], top, out);
        return code;
    case '-':
        return walk_minus(w, node, top, out);
    case '*':
        return walk_star(w, node, out);
    case '^':
        return walk_power(w, node, out);
    case '/':
        return walk_within(w, node, out);
    case '%': /* a %in% b is a:b */
    case ':':
        code = walk_both(w, node, &a, &b);
        return code ? code : multiply(w, node, &a, &b, out);
    default:
        return walk(w, node->arg[0], top, out);
    }
}

/* By degree, else as written (R's terms.formula). */
static void sort_products(struct lc_terms *t, const struct list *list,
                          struct lc_product *sorted)
{
    t->products = 0;
    for (size_t degree = 1; degree <= LC_TERMS_ORDER; degree++)
        for (size_t i = 0; i < list->count; i++)
            if (list->product[i].count == degree)
                sorted[t->products++] = list->product[i];
    t->product = sorted;
}

static int name_option(struct work *w, const char *name, const struct lc_node **slot)
{
    if (!name || *slot)
        return LC_OK;
    *slot = lc_terms_name(w->terms, name, 0);
    return *slot ? LC_OK : LC_FAIL_NOMEM(w->err);
}

/* The whole formula with "." written out. */
static int print_formula(struct work *w, const struct lc_node *left,
                         const struct lc_node *right)
{
    struct lc_text text = { 0 };
    if (left)
        lc_node_print(left, &text);
    lc_text_add(&text, left ? " ~ " : "~ ");
    lc_node_print(right, &text);
    w->terms->formula = lc_text_keep(&text, w->terms->arena);
    return w->terms->formula ? LC_OK : LC_FAIL_NOMEM(w->err);
}

int lc_terms_expand(struct lc_terms *terms, const struct lc_formula *formula,
                    const struct lc_frame *frame,
                    const struct lc_terms_options *options, struct lc_error *err)
{
    struct work w = { .terms = terms, .err = err };
    struct list list = { 0 };
    const struct lc_node *right;
    terms->intercept = true;
    int code = lc_terms_write_dots(terms, formula, frame, options, &right, err);
    if (code || (code = lc_terms_response(terms, formula->left, err))
        || (code = walk(&w, right, true, &list))
        || (code = print_formula(&w, formula->left, right))
        || (code = name_option(&w, options->weights, &terms->weight))
        || (code = name_option(&w, options->cluster, &terms->cluster)))
        return code;
    struct lc_product *sorted =
        lc_arena_alloc(terms->arena, (list.count + 1) * sizeof *sorted);
    if (!sorted)
        return LC_FAIL_NOMEM(err);
    sort_products(terms, &list, sorted);
    return LC_OK;
}
