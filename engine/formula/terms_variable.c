/* What a variable is by its text, and what follows from what was learnt. */
#include <math.h>
#include <string.h>

#include "formula/formula_expr_inside.h"
#include "formula/terms_basis_inside.h"
#include "formula/terms_inside.h"

/* clang-format off */
static const struct {
    const char *function;
    int kind;
    const char *words;
} functions[] = {
    { "factor",    LC_KIND_FACTOR,  "factor(x, levels = c(...), ref = \"b\"): a column a level but the first" },
    { "as.factor", LC_KIND_FACTOR,  "as factor(x)" },
    { "relevel",   LC_KIND_FACTOR,  "relevel(factor(x), ref = \"b\"): the level that the others are compared with" },
    { "rcs",       LC_KIND_RCS,     "rcs(x, k): a restricted cubic spline with k knots, 3 to 7" },
    { "ns",        LC_KIND_NS,      "ns(x, k): a natural spline with k degrees of freedom" },
    { "poly",      LC_KIND_POLY,    "poly(x, d): orthogonal polynomials up to degree d" },
    { "bs",        LC_KIND_BS,      "bs(x, k): B-splines with k degrees of freedom" },
    { "scale",     LC_KIND_SCALE,   "scale(x): centred, in standard deviations of the training rows" },
    { "strata",    LC_KIND_STRATUM, "strata(a, b): a baseline (aft: a scale) of its own for each; no column" },
};
/* clang-format on */

void lc_formula_add_words(struct lc_text *out)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        lc_text_addf(out, "| `%s` | %s |\n", functions[i].function, functions[i].words);
    lc_text_add(out,
                "| `cluster`, `offset`, `weights` | of the rows: whose they are, what "
                "is added to their linear predictor, how much they weigh; no column "
                "|\n| of numbers |");
    for (size_t i = 0; lc_expr_unary_name(i); i++)
        lc_text_addf(out, "%s `%s`", i ? "," : "", lc_expr_unary_name(i));
    lc_text_add(out, " |\n");
}

static int fail_at(const struct lc_node *node, const char *what, struct lc_error *err)
{
    return LC_FAIL(err, LC_USAGE, "formula: at character %zu: %s", node->at, what);
}

static int add_base(struct lc_terms *t, struct lc_variable *v, const char *name,
                    struct lc_error *err)
{
    size_t which = 0;
    while (which < t->bases && strcmp(t->base[which].name, name))
        which++;
    for (size_t i = 0; i < v->bases; i++)
        if (v->base[i] == which)
            return LC_OK;
    size_t *more = lc_terms_more(t, v->base, v->bases, sizeof *more);
    if (!more)
        return LC_FAIL_NOMEM(err);
    v->base = more;
    v->base[v->bases++] = which;
    if (which < t->bases)
        return LC_OK;
    struct lc_terms_base *base = lc_terms_more(t, t->base, t->bases, sizeof *base);
    if (!base)
        return LC_FAIL_NOMEM(err);
    t->base = base;
    t->base[t->bases++] = (struct lc_terms_base){ .name = name, .indicator = -1 };
    return LC_OK;
}

static bool is_constant(const char *name)
{
    return strcmp(name, "TRUE") == 0 || strcmp(name, "FALSE") == 0;
}

static int add_bases(struct lc_terms *t, struct lc_variable *v,
                     const struct lc_node *node, struct lc_error *err)
{
    if (node->kind == LC_NODE_NAME && !is_constant(node->text))
        return add_base(t, v, node->text, err);
    int code = LC_OK;
    for (size_t i = 0; i < node->count && !code; i++)
        code = add_bases(t, v, node->arg[i], err);
    return code;
}

/* strata(a, b): each argument is a factor of its own. */
static int classify_parts(struct lc_terms *t, struct lc_variable *v,
                          struct lc_error *err)
{
    v->part = lc_arena_alloc(t->arena, v->node->count * sizeof *v->part);
    if (!v->part)
        return LC_FAIL_NOMEM(err);
    v->parts = v->node->count;
    for (size_t i = 0; i < v->parts; i++) {
        struct lc_variable *part = v->part + i;
        part->node = v->node->arg[i];
        part->text = lc_node_text(part->node, t->arena);
        if (!part->text)
            return LC_FAIL_NOMEM(err);
        int code = lc_variable_classify(t, part, err);
        if (code)
            return code;
        if (part->kind != LC_KIND_FACTOR && part->kind != LC_TERM_KINDS)
            return fail_at(part->node, "not something to stratify by", err);
        part->kind = LC_KIND_FACTOR;
    }
    return LC_OK;
}

int lc_variable_classify(struct lc_terms *terms, struct lc_variable *v,
                         struct lc_error *err)
{
    v->kind = LC_TERM_KINDS;
    v->value = v->node;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (lc_node_is_call(v->node, functions[i].function))
            v->kind = functions[i].kind;
    if (v->kind != LC_TERM_KINDS) {
        if (!v->node->count)
            return fail_at(v->node, "expected a column in the brackets", err);
        v->value = v->node->arg[0];
        if (v->kind == LC_KIND_FACTOR && v->value->count == 1
            && (lc_node_is_call(v->value, "factor")
                || lc_node_is_call(v->value, "as.factor")))
            v->value = v->value->arg[0]; /* relevel(factor(x), ref = "b") */
    }
    if (v->kind == LC_KIND_STRATUM) {
        v->value = NULL;
        return classify_parts(terms, v, err);
    }
    const struct lc_node *raw = lc_node_argument(v->node, "raw", SIZE_MAX);
    if (v->kind == LC_KIND_POLY && raw && raw->text && strcmp(raw->text, "TRUE") == 0)
        v->kind = LC_KIND_RAW;
    return add_bases(terms, v, v->value, err);
}

bool lc_product_is_column(const struct lc_terms *terms,
                          const struct lc_product *product)
{
    for (size_t i = 0; i < product->count; i++)
        if (terms->variable[product->variable[i]].kind != LC_KIND_STRATUM)
            return true;
    return false;
}

int lc_terms_gather_strata(struct lc_terms *terms, struct lc_error *err)
{
    size_t parts = 0;
    for (size_t i = 0; i < terms->variables; i++)
        parts += terms->variable[i].parts;
    if (!parts)
        return LC_OK;
    struct lc_variable *all = lc_arena_alloc(terms->arena, sizeof *all);
    struct lc_variable *part = lc_arena_alloc(terms->arena, parts * sizeof *part);
    if (!all || !part)
        return LC_FAIL_NOMEM(err);
    *all =
        (struct lc_variable){ .kind = LC_KIND_STRATUM, .text = "strata", .part = part };
    for (size_t i = 0; i < terms->variables; i++)
        for (size_t j = 0; j < terms->variable[i].parts; j++)
            part[all->parts++] = terms->variable[i].part[j];
    terms->stratum = all;
    return LC_OK;
}

size_t lc_variable_combinations(const struct lc_variable *v)
{
    size_t product = 1;
    for (size_t i = 0; i < v->parts; i++) {
        if (v->part[i].levels > LC_TERMS_STRATA / product)
            return 0;
        product *= v->part[i].levels;
    }
    return product;
}

static bool ascends(size_t n, const double *x)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || (i && !(x[i] > x[i - 1])))
            return false;
    return true;
}

static bool norms_are_positive(const struct lc_variable *v)
{
    size_t d = v->numbers / 2;
    for (size_t i = 0; i < v->numbers; i++)
        if (!isfinite(v->number[i]) || (i >= d && !(v->number[i] > 0)))
            return false;
    return true;
}

static int prepare_ns(struct lc_terms *t, struct lc_variable *v, struct lc_error *err)
{
    size_t k = v->numbers;
    v->transform = lc_arena_alloc(t->arena, (k + 1) * (k - 1) * sizeof *v->transform);
    if (!v->transform)
        return LC_FAIL_NOMEM(err);
    lc_ns_transform(k, v->number, v->transform);
    return LC_OK;
}

static int fail_numbers(const struct lc_variable *v, struct lc_error *err)
{
    return LC_FAIL(err, LC_UNFIT,
                   "'%.80s' needs more distinct values, or knots given by hand: "
                   "rcs(x, c(1, 2, 5))",
                   v->text);
}

int lc_variable_prepare(struct lc_terms *terms, struct lc_variable *v,
                        struct lc_error *err)
{
    size_t k = v->numbers;
    bool knots = k <= LC_MAX_KNOTS && ascends(k, v->number);
    switch (v->kind) {
    case LC_KIND_FACTOR:
    case LC_KIND_STRATUM:
        v->width = v->levels;
        return LC_OK;
    case LC_KIND_RCS:
        v->width = k - 1;
        return knots && k >= 3 ? LC_OK : fail_numbers(v, err);
    case LC_KIND_NS:
        v->width = k - 1;
        return knots && k >= 2 ? prepare_ns(terms, v, err) : fail_numbers(v, err);
    case LC_KIND_BS:
        v->width = k + 1;
        return knots && k >= 2 ? LC_OK : fail_numbers(v, err);
    case LC_KIND_SCALE:
        v->width = 1;
        return k == 2 && v->number[1] > 0
                   ? LC_OK
                   : LC_FAIL(err, LC_UNFIT, "'%.80s': the values do not differ",
                             v->text);
    case LC_KIND_POLY:
        v->width = k / 2;
        return k % 2 && k > 1 && v->width <= LC_MAX_DEGREE && norms_are_positive(v)
                   ? LC_OK
                   : fail_numbers(v, err);
    case LC_KIND_RAW:
        v->width = k && v->number[0] >= 1 && v->number[0] <= LC_MAX_DEGREE
                       ? (size_t)v->number[0]
                       : 0;
        return v->width ? LC_OK : fail_numbers(v, err);
    default:
        v->width = 1;
        return LC_OK;
    }
}
