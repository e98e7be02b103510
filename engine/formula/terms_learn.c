/* What is looked up in the training rows: types, knots, centres, what is not observed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "formula/formula_eval_inside.h"
#include "formula/terms_basis_inside.h"
#include "formula/terms_inside.h"

int lc_variable_settle(struct lc_terms *terms, struct lc_variable *v,
                       const struct lc_frame *frame, struct lc_error *err)
{
    const lc_expr *expr;
    v->short_names = true;
    for (size_t i = 0; i < v->parts; i++) {
        int code = lc_expr_bind(&expr, terms->arena, v->part[i].value, frame, err);
        if (code)
            return code;
        v->short_names = v->short_names && lc_expr_type(expr) == LC_VALUE_LEVEL;
    }
    if (v->kind == LC_KIND_STRATUM)
        return LC_OK;
    int code = lc_expr_bind(&expr, terms->arena, v->value, frame, err);
    if (code)
        return code;
    int type = lc_expr_type(expr);
    if (v->kind == LC_TERM_KINDS)
        v->kind = type == LC_VALUE_LEVEL   ? LC_KIND_FACTOR
                  : type == LC_VALUE_TRUTH ? LC_KIND_TRUTH
                                           : LC_KIND_NUMBER;
    if (type == LC_VALUE_LEVEL && v->kind != LC_KIND_FACTOR)
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: '%.60s' needs a column of numbers",
                       v->node->at, v->node->text);
    return LC_OK;
}

/* --- knots and centres ------------------------------------------------------------ */

static int constant(struct lc_terms *t, const struct lc_node *node, double *value,
                    struct lc_error *err)
{
    struct lc_frame none = { 0 };
    const lc_expr *expr;
    int code = lc_expr_bind(&expr, t->arena, node, &none, err);
    if (code)
        return code;
    lc_expr_eval(expr, 0, 1, value);
    if (!isfinite(*value))
        return LC_FAIL(err, LC_USAGE, "formula: at character %zu: not a finite number",
                       node->at);
    return LC_OK;
}

/* 4, or c(1, 2, 5), into list[LC_MAX_KNOTS]. */
static int constants(struct lc_terms *t, const struct lc_node *node, double *list,
                     size_t *count, struct lc_error *err)
{
    if (!lc_node_is_call(node, "c")) {
        *count = 1;
        return constant(t, node, list, err);
    }
    if (node->count > LC_MAX_KNOTS || !node->count)
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: expected 1 to %d numbers", node->at,
                       LC_MAX_KNOTS);
    *count = node->count;
    for (size_t i = 0; i < node->count; i++) {
        int code = constant(t, node->arg[i], list + i, err);
        if (code)
            return code;
    }
    return LC_OK;
}

static int fail_count(const struct lc_node *node, int low, int high,
                      struct lc_error *err)
{
    return LC_FAIL(err, LC_USAGE,
                   "formula: at character %zu: expected a whole number from %d to %d",
                   node->at, low, high);
}

static int keep_numbers(struct lc_terms *t, struct lc_variable *v, size_t count,
                        const double *list, struct lc_error *err)
{
    v->number = lc_arena_alloc(t->arena, (count + 1) * sizeof *v->number);
    if (!v->number)
        return LC_FAIL_NOMEM(err);
    memcpy(v->number, list, count * sizeof *list);
    v->numbers = count;
    return LC_OK;
}

static int learn_rcs(struct lc_terms *t, struct lc_variable *v, size_t n,
                     const double *sorted, struct lc_error *err)
{
    double list[LC_MAX_KNOTS] = { 5 };
    size_t count = 1;
    const struct lc_node *given = lc_node_argument(v->node, "knots", 1);
    given = given ? given : lc_node_argument(v->node, "nk", 1);
    int code = given ? constants(t, given, list, &count, err) : LC_OK;
    if (code)
        return code;
    if (count == 1) {
        double k = list[0];
        if (!(k >= 3 && k <= 10) || k != floor(k))
            return fail_count(given, 3, 10, err);
        count = lc_rcs_knots(n, sorted, (size_t)k, list); /* terms_basis.h, for (1) */
    } else {
        qsort(list, count, sizeof *list, lc_by_value);
    }
    return keep_numbers(t, v, count, list, err);
}

/* (x - mean) / sd, as R's scale() has them: the sample's, n - 1. */
static int learn_scale(struct lc_terms *t, struct lc_variable *v, size_t n,
                       const double *value, struct lc_error *err)
{
    double list[2] = { 0 };
    if (v->node->count != 1)
        return LC_FAIL(err, LC_USAGE, "formula: at character %zu: expected scale(x)",
                       v->node->at);
    for (size_t i = 0; i < n; i++)
        list[0] += value[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        list[1] += (value[i] - list[0]) * (value[i] - list[0]);
    list[1] = n > 1 ? sqrt(list[1] / (double)(n - 1)) : 0;
    return keep_numbers(t, v, 2, list, err);
}

/* Inner knots at equal quantiles, between the boundary's two: df - 1 of them for ns, df
 * - 3 for bs, which is free at its ends. */
static int learn_ns(struct lc_terms *t, struct lc_variable *v, size_t n,
                    const double *sorted, struct lc_error *err)
{
    double list[LC_MAX_KNOTS + 2], ends[LC_MAX_KNOTS], inner[LC_MAX_KNOTS];
    size_t count = 0, two = 2;
    const struct lc_node *knots = lc_node_argument(v->node, "knots", SIZE_MAX);
    const struct lc_node *boundary =
        lc_node_argument(v->node, "Boundary.knots", SIZE_MAX);
    const struct lc_node *df = lc_node_argument(v->node, "df", 1);
    const size_t fixed = v->kind == LC_KIND_BS ? 3 : 1;
    int code = LC_OK;
    if (lc_node_argument(v->node, "degree", SIZE_MAX)
        || lc_node_argument(v->node, "intercept", SIZE_MAX))
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: splines are cubic here, and without "
                       "an intercept",
                       v->node->at);
    if (n) {
        ends[0] = sorted[0];
        ends[1] = sorted[n - 1];
    }
    if (boundary)
        code = constants(t, boundary, ends, &two, err);
    if (!code && (two != 2 || (!n && !boundary)))
        code = LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: expected two boundary knots",
                       v->node->at);
    if (!code && knots)
        code = constants(t, knots, inner, &count, err);
    else if (!code && df) {
        double k;
        code = constant(t, df, &k, err);
        if (!code && (!(k >= (double)fixed && k <= 20) || k != floor(k)))
            code = fail_count(df, (int)fixed, 20, err);
        count = code ? 0 : (size_t)k - fixed;
        for (size_t i = 0; i < count; i++)
            inner[i] = lc_quantile(n, sorted, (double)(i + 1) / (double)(count + 1));
    }
    if (code || count > LC_MAX_KNOTS - 2)
        return code ? code : fail_count(v->node, 1, LC_MAX_KNOTS - 2, err);
    list[0] = ends[0];
    memcpy(list + 1, inner, count * sizeof *list);
    list[count + 1] = ends[1];
    qsort(list, count + 2, sizeof *list, lc_by_value);
    return keep_numbers(t, v, count + 2, list, err);
}

static int learn_poly(struct lc_terms *t, struct lc_variable *v, size_t n,
                      const double *sorted, struct lc_error *err)
{
    double list[2 * LC_MAX_DEGREE + 1], degree = 1;
    const struct lc_node *given = lc_node_argument(v->node, "degree", 1);
    int code = given ? constant(t, given, &degree, err) : LC_OK;
    if (code)
        return code;
    if (!(degree >= 1 && degree <= LC_MAX_DEGREE) || degree != floor(degree))
        return fail_count(given, 1, LC_MAX_DEGREE, err);
    if (v->kind == LC_KIND_RAW)
        return keep_numbers(t, v, 1, &degree, err);
    size_t d = (size_t)degree;
    if (lc_poly_learn(n, sorted, d, list)) /* (2) of terms_basis_inside.h */
        return LC_FAIL(err, LC_UNFIT, "'%.60s': the degree needs more distinct values",
                       v->text);
    return keep_numbers(t, v, 2 * d + 1, list, err);
}

static int learn_numbers(struct lc_terms *t, struct lc_variable *v,
                         const struct lc_frame *frame, const unsigned char *keep,
                         struct lc_error *err)
{
    const lc_expr *expr;
    double *value = NULL;
    size_t n;
    int code = lc_expr_bind(&expr, t->arena, v->value, frame, err);
    if (!code)
        code = lc_expr_gather(expr, frame, keep, &value, &n, err);
    if (code)
        return code;
    qsort(value, n, sizeof *value, lc_by_value);
    if (!n)
        code = LC_FAIL(err, LC_UNFIT, "'%.60s' has no value on any row", v->text);
    else if (!isfinite(value[0]) || !isfinite(value[n - 1]))
        code = LC_FAIL(err, LC_RANGE, "'%.60s' has an infinite value", v->text);
    else if (v->kind == LC_KIND_RCS)
        code = learn_rcs(t, v, n, value, err);
    else if (v->kind == LC_KIND_SCALE)
        code = learn_scale(t, v, n, value, err);
    else if (v->kind == LC_KIND_NS || v->kind == LC_KIND_BS)
        code = learn_ns(t, v, n, value, err);
    else
        code = learn_poly(t, v, n, value, err);
    free(value);
    return code;
}

int lc_variable_learn(struct lc_terms *terms, struct lc_variable *v,
                      const struct lc_frame *frame, const unsigned char *keep,
                      const unsigned char *complete, struct lc_error *err)
{
    int code = LC_OK;
    if (v->kind == LC_KIND_FACTOR)
        code = lc_factor_learn(terms, v, frame, complete, err);
    else if (v->kind == LC_KIND_STRATUM)
        code = lc_stratum_learn(terms, v, frame, complete, err);
    else if (v->kind >= LC_KIND_RCS)
        code = learn_numbers(terms, v, frame, keep, err);
    return code ? code : lc_variable_prepare(terms, v, err);
}

/* --- not observed ----------------------------------------------------------------- */

/* The rows where a column is missing, as one number: equal patterns agree, and
 * different ones differ but for one chance in 2^64. */
static uint64_t missing_pattern(const struct lc_column *column, size_t n,
                                const unsigned char *complete)
{
    double value[LC_TERMS_BLOCK];
    uint64_t sum = 0;
    for (size_t first = 0; first < n; first += LC_TERMS_BLOCK) {
        size_t count = n - first < LC_TERMS_BLOCK ? n - first : LC_TERMS_BLOCK;
        lc_column_read(column, first, count, value);
        for (size_t i = 0; i < count; i++) {
            bool absent =
                isnan(value[i]) || (column->type == LC_CATEGORY && !(value[i] > 0));
            if (absent && lc_terms_takes(complete, first + i))
                sum += lc_mix64(first + i + 1);
        }
    }
    return sum;
}

static int add_indicator(struct lc_terms *t, size_t base, size_t which,
                         struct lc_error *err)
{
    struct lc_indicator *indicator = t->indicator + which;
    size_t *more = lc_terms_more(t, indicator->base, indicator->bases, sizeof *more);
    if (!more)
        return LC_FAIL_NOMEM(err);
    indicator->base = more;
    indicator->base[indicator->bases++] = base;
    t->base[base].indicator = (int)which;
    return LC_OK;
}

static bool is_read(const struct lc_terms *t, size_t base)
{
    for (size_t i = 0; i < t->variables; i++)
        for (size_t j = 0; j < t->variable[i].bases; j++)
            if (t->variable[i].base[j] == base)
                return true;
    return false;
}

int lc_terms_learn_indicators(struct lc_terms *terms, const struct lc_frame *frame,
                              const unsigned char *complete, struct lc_error *err)
{
    uint64_t *pattern = lc_arena_alloc(terms->arena, (terms->bases + 1) * 8);
    terms->indicator =
        lc_arena_alloc(terms->arena, (terms->bases + 1) * sizeof *terms->indicator);
    if (!pattern || !terms->indicator)
        return LC_FAIL_NOMEM(err);
    for (size_t b = 0; b < terms->bases; b++) {
        const struct lc_column *column = lc_frame_find(frame, terms->base[b].name);
        uint64_t missing = column ? missing_pattern(column, frame->n, complete) : 0;
        if (!missing || !is_read(terms, b))
            continue;
        size_t which = 0;
        while (which < terms->indicators && pattern[which] != missing)
            which++;
        pattern[which] = missing;
        terms->indicators += which == terms->indicators;
        int code = add_indicator(terms, b, which, err);
        if (code)
            return code;
    }
    return LC_OK;
}
