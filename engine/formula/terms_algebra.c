#include "formula/terms_algebra.h"

#include <math.h>

#include "formula/terms_basis_inside.h"
#include "formula/terms_inside.h"

/* Nodes are made in the arena; the first that cannot be is remembered, so that the
 * building code reads as the arithmetic it builds. */
struct builder {
    lc_arena *arena;
    const lc_terms *terms;
    bool failed;
};

/* --- nodes ------------------------------------------------------------------------ */

static const struct lc_node *node(struct builder *b, struct lc_node what)
{
    struct lc_node *n = lc_arena_alloc(b->arena, sizeof *n);
    if (n)
        *n = what;
    b->failed = b->failed || !n;
    return n;
}

static const struct lc_node *number(struct builder *b, double value)
{
    return node(
        b, (struct lc_node){ .kind = LC_NODE_NUMBER, .text = "", .number = value });
}

static const struct lc_node *call(struct builder *b, const char *name, size_t count,
                                  const struct lc_node *first,
                                  const struct lc_node *second,
                                  const struct lc_node *third)
{
    const struct lc_node **arg = lc_arena_alloc(b->arena, 3 * sizeof *arg);
    const char **arg_name = lc_arena_alloc(b->arena, 3 * sizeof *arg_name);
    if (!arg || !arg_name) {
        b->failed = true;
        return NULL;
    }
    arg[0] = first;
    arg[1] = second;
    arg[2] = third;
    return node(b, (struct lc_node){ .kind = LC_NODE_CALL,
                                     .text = name,
                                     .count = count,
                                     .arg = arg,
                                     .arg_name = arg_name });
}

static const struct lc_node *two(struct builder *b, const struct lc_node *left,
                                 const char *sign, const struct lc_node *right)
{
    return call(b, sign, 2, left, right, NULL);
}

/* In brackets, unless it stands for itself. */
static const struct lc_node *inside(struct builder *b, const struct lc_node *n)
{
    bool alone = !n || n->kind != LC_NODE_CALL || lc_node_is_call(n, "(")
                 || (n->count != 2 && n->text[0] >= 'A') || lc_node_is_call(n, "pmax");
    if (alone && !(n && n->kind == LC_NODE_NUMBER && n->number < 0))
        return n;
    return call(b, "(", 1, n, NULL, NULL);
}

static const struct lc_node *if_so(struct builder *b, const struct lc_node *condition)
{
    return call(b, "ifelse", 3, condition, number(b, 1), number(b, 0));
}

/* x - c */
static const struct lc_node *less(struct builder *b, const struct lc_node *x, double c)
{
    if (c == 0)
        return inside(b, x);
    return two(b, inside(b, x), c < 0 ? "+" : "-", number(b, fabs(c)));
}

/* c * x */
static const struct lc_node *times(struct builder *b, double c, const struct lc_node *x)
{
    return two(b, inside(b, number(b, c)), "*", inside(b, x));
}

/* sum + more, where there is a sum already. */
static const struct lc_node *plus(struct builder *b, const struct lc_node *sum,
                                  const struct lc_node *more)
{
    return sum ? two(b, sum, "+", more) : more;
}

/* c (x - t)+^3 */
static const struct lc_node *cube(struct builder *b, double c, const struct lc_node *x,
                                  double t)
{
    const struct lc_node *above = call(b, "pmax", 2, less(b, x, t), number(b, 0), NULL);
    return times(b, c, two(b, above, "^", number(b, 3)));
}

/* --- bases ------------------------------------------------------------------------ */

/* I() says nothing here: its inside, which brackets itself where it must. */
static const struct lc_node *value(const struct lc_variable *v)
{
    const struct lc_node *n = v->value;
    while (lc_node_is_call(n, "I") && n->count == 1)
        n = n->arg[0];
    return n;
}

static const struct lc_node *rcs(struct builder *b, const struct lc_variable *v,
                                 size_t part)
{
    const double *t = v->number;
    size_t k = v->numbers, j = part - 1;
    if (part == 0)
        return value(v);
    double c = (t[k - 1] - t[0]) * (t[k - 1] - t[0]), gap = t[k - 1] - t[k - 2];
    const struct lc_node *sum = cube(b, 1 / c, value(v), t[j]);
    sum = plus(b, sum, cube(b, -(t[k - 1] - t[j]) / gap / c, value(v), t[k - 2]));
    return plus(b, sum, cube(b, (t[k - 2] - t[j]) / gap / c, value(v), t[k - 1]));
}

/* Second derivatives at the knots of the natural spline through f: the tridiagonal
 * system h_{i-1} M_{i-1} + 2 (h_{i-1} + h_i) M_i + h_i M_{i+1} = 6 (slope_i -
 * slope_{i-1}).
 */
static void second_derivatives(size_t k, const double *t, const double *f, double *m)
{
    double diagonal[LC_MAX_KNOTS] = { 0 }, right[LC_MAX_KNOTS] = { 0 };
    m[0] = m[k - 1] = 0;
    for (size_t i = 1; i + 1 < k; i++) {
        double before = t[i] - t[i - 1], after = t[i + 1] - t[i];
        diagonal[i] = 2 * (before + after);
        right[i] = 6 * ((f[i + 1] - f[i]) / after - (f[i] - f[i - 1]) / before);
        if (i > 1) {
            double share = before / diagonal[i - 1];
            diagonal[i] -= share * before;
            right[i] -= share * right[i - 1];
        }
    }
    for (size_t i = k - 1; i-- > 1;)
        m[i] = (right[i] - (t[i + 1] - t[i]) * m[i + 1]) / diagonal[i];
}

static const struct lc_node *ns(struct builder *b, const struct lc_variable *v,
                                size_t part)
{
    double f[LC_MAX_KNOTS], m[LC_MAX_KNOTS], parts[2 * LC_MAX_KNOTS];
    const double *t = v->number;
    size_t k = v->numbers;
    for (size_t i = 0; i < k; i++) {
        lc_ns_basis(k, t, v->transform, t[i], parts);
        f[i] = parts[part];
    }
    second_derivatives(k, t, f, m);
    double slope = (f[1] - f[0]) / (t[1] - t[0]) - (t[1] - t[0]) * m[1] / 6;
    const struct lc_node *sum = times(b, slope, less(b, value(v), t[0]));
    if (f[0] != 0)
        sum = plus(b, inside(b, number(b, f[0])), sum);
    for (size_t i = 0; i < k; i++) { /* (2) */
        double after = i + 1 < k ? (m[i + 1] - m[i]) / (t[i + 1] - t[i]) : 0;
        double before = i ? (m[i] - m[i - 1]) / (t[i] - t[i - 1]) : 0;
        sum = plus(b, sum, cube(b, (after - before) / 6, value(v), t[i]));
    }
    return sum;
}

/* The leading coefficient of part's cubic between a and b, by divided differences; d[4]
 * takes them all, of the points in x[4]. */
static double leading(const struct lc_variable *v, size_t part, double a, double b,
                      double x[4], double d[4])
{
    double parts[2 * LC_MAX_KNOTS];
    for (int i = 0; i < 4; i++) {
        x[i] = a + (b - a) * (i + 0.5) / 4;
        lc_bs_basis(v->numbers, v->number, x[i], parts);
        d[i] = parts[part];
    }
    for (int order = 1; order < 4; order++)
        for (int i = 3; i >= order; i--)
            d[i] = (d[i] - d[i - 1]) / (x[i] - x[i - order]);
    return d[3];
}

/* The first piece's cubic in Newton's form, and what each inner knot adds to it. */
static const struct lc_node *bs(struct builder *b, const struct lc_variable *v,
                                size_t part)
{
    double x[4], d[4], other[4], at[4];
    const double *t = v->number;
    double before = leading(v, part, t[0], t[1], x, d);
    const struct lc_node *sum = number(b, d[3]);
    for (int i = 3; i-- > 0;)
        sum = two(b, two(b, inside(b, sum), "*", inside(b, less(b, value(v), x[i]))),
                  "+", inside(b, number(b, d[i])));
    for (size_t i = 1; i + 1 < v->numbers; i++) {
        double after = leading(v, part, t[i], t[i + 1], at, other);
        sum = plus(b, sum, cube(b, after - before, value(v), t[i]));
        before = after;
    }
    return sum;
}

/* p_j of terms_basis.h (2) in powers of u = x - a_1, by Horner's rule. */
static const struct lc_node *poly(struct builder *b, const struct lc_variable *v,
                                  size_t part)
{
    double p[LC_MAX_DEGREE + 2][LC_MAX_DEGREE + 2] = { { 1 }, { 0, 1 } };
    const double *alpha = v->number, *norm = alpha + v->width;
    size_t degree = part + 1;
    for (size_t j = 1; j < degree; j++)
        for (size_t i = 0; i <= j + 1; i++)
            p[j + 1][i] = (i ? p[j][i - 1] : 0) - (alpha[j] - alpha[0]) * p[j][i]
                          - norm[j] / norm[j - 1] * p[j - 1][i];
    double scale = sqrt(norm[degree]);
    const struct lc_node *u = inside(b, less(b, value(v), alpha[0]));
    const struct lc_node *sum = number(b, p[degree][degree] / scale);
    for (size_t i = degree; i-- > 0;) {
        sum = two(b, inside(b, sum), "*", u);
        if (p[degree][i] != 0)
            sum = two(b, sum, "+", inside(b, number(b, p[degree][i] / scale)));
    }
    return sum;
}

static const struct lc_node *level(struct builder *b, const struct lc_variable *v,
                                   size_t part)
{
    const struct lc_node *is =
        v->level_value
            ? number(b, v->level_value[part])
            : node(b, (struct lc_node){ .kind = LC_NODE_TEXT, .text = v->level[part] });
    return if_so(b, two(b, inside(b, value(v)), "==", is));
}

static const struct lc_node *basis(struct builder *b, const struct lc_variable *v,
                                   size_t part)
{
    switch (v->kind) {
    case LC_KIND_FACTOR:
        return level(b, v, part);
    case LC_KIND_RCS:
        return rcs(b, v, part);
    case LC_KIND_NS:
        return ns(b, v, part);
    case LC_KIND_BS:
        return bs(b, v, part);
    case LC_KIND_SCALE:
        return two(b, inside(b, less(b, value(v), v->number[0])), "/",
                   number(b, v->number[1]));
    case LC_KIND_POLY:
        return poly(b, v, part);
    case LC_KIND_RAW:
        return part ? two(b, inside(b, value(v)), "^", number(b, (double)part + 1))
                    : value(v);
    case LC_KIND_TRUTH:
        return if_so(b, value(v));
    default:
        return value(v);
    }
}

/* --- columns ---------------------------------------------------------------------- */

static const struct lc_node *missing(struct builder *b, size_t count,
                                     const size_t *base)
{
    const struct lc_node *any = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct lc_node *name =
            node(b, (struct lc_node){ .kind = LC_NODE_NAME,
                                      .text = b->terms->base[base[i]].name });
        const struct lc_node *one = call(b, "is.na", 1, name, NULL, NULL);
        any = any ? two(b, any, "|", one) : one;
    }
    return any;
}

static const struct lc_node *column(struct builder *b, const struct lc_origin *origin)
{
    const lc_terms *t = b->terms;
    const struct lc_node *product = NULL;
    if (origin->product == SIZE_MAX) {
        const struct lc_indicator *i = &t->indicator[origin->indicator];
        return if_so(b, missing(b, i->bases, i->base));
    }
    const struct lc_product *p = &t->product[origin->product];
    for (size_t k = 0; k < p->count; k++) {
        const struct lc_variable *v = &t->variable[p->variable[k]];
        const struct lc_node *one = basis(b, v, origin->part[k]);
        if (t->missing == LC_FLAG_MISSING && v->bases)
            one =
                call(b, "ifelse", 3, missing(b, v->bases, v->base), number(b, 0), one);
        product = product ? two(b, inside(b, product), "*", inside(b, one)) : one;
    }
    return product;
}

static bool has_stratum(const lc_terms *t, const struct lc_origin *origin)
{
    if (origin->product == SIZE_MAX)
        return false;
    const struct lc_product *p = &t->product[origin->product];
    for (size_t k = 0; k < p->count; k++)
        if (t->variable[p->variable[k]].kind == LC_KIND_STRATUM)
            return true;
    return false;
}

int lc_terms_algebra(const struct lc_node ***out, lc_arena *arena,
                     const lc_terms *terms, const double *centre, struct lc_error *err)
{
    struct builder b = { .arena = arena, .terms = terms };
    *out = lc_arena_alloc(arena, (terms->columns + 1) * sizeof **out);
    if (!*out)
        return LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < terms->columns; c++) {
        if (has_stratum(terms, &terms->origin[c]))
            return LC_FAIL(err, LC_USAGE,
                           "%.60s: a stratum in an interaction cannot be written out",
                           terms->term[c].name);
        (*out)[c] = column(&b, &terms->origin[c]);
        if (centre && centre[c] != 0)
            (*out)[c] = less(&b, (*out)[c], centre[c]);
    }
    return b.failed ? LC_FAIL_NOMEM(err) : LC_OK;
}

size_t lc_terms_bases(const lc_terms *terms)
{
    return terms->bases;
}

const char *lc_terms_base(const lc_terms *terms, size_t which, const char **label,
                          const char **unit)
{
    const struct lc_terms_base *base = &terms->base[which];
    *label = base->label;
    *unit = base->unit;
    return base->name;
}

size_t lc_terms_offsets(const lc_terms *terms)
{
    return terms->offsets;
}
