/* Levels of factors and strata, looked up in the training rows. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "formula/formula_eval_inside.h"
#include "formula/terms_inside.h"

/* Alphabetical as a reader expects and as R sorts, whatever the locale: the Unicode
 * collation's order (Unicode Technical Standard 10; CLDR's root table) of ASCII: marks,
 * then digits, then letters, small and capital together; where nothing else tells two
 * words apart, the small letter is first. Other letters come after, by their bytes. */
static int place_of(unsigned char c)
{
    static const char marks[] = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
    const char *mark = c ? strchr(marks, c) : NULL;
    return mark ? 1 + (int)(mark - marks) : c < 0x80 ? 64 + tolower(c) : 256 + c;
}

static int by_text(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t i = 0;
    while (x[i] && y[i]
           && place_of((unsigned char)x[i]) == place_of((unsigned char)y[i]))
        i++;
    if (x[i] || y[i])
        return !x[i]   ? -1
               : !y[i] ? 1
                       : place_of((unsigned char)x[i]) - place_of((unsigned char)y[i]);
    return -strcmp(x, y); /* of two cases the small letter has the greater byte */
}

/* --- levels ----------------------------------------------------------------------- */

/* A category that no row says, a source being away, has the levels that it may have. */
static int levels_of_text(struct lc_terms *t, struct lc_variable *v,
                          const struct lc_column *column, const unsigned char *mask,
                          size_t n, struct lc_error *err)
{
    const uint16_t *data = column->data;
    size_t count = column->levels.count;
    unsigned char *seen = lc_alloc(count + 1, 1);
    v->level = lc_arena_alloc(t->arena, (count + 1) * sizeof *v->level);
    if (!seen || !v->level) {
        free(seen);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t i = 0; i < n; i++)
        if (lc_terms_takes(mask, i))
            seen[data[i]] = 1;
    if (!memchr(seen + 1, 1, count))
        memset(seen + 1, 1, count);
    int code = LC_OK;
    for (size_t i = 1; i <= count && !code; i++)
        if (seen[i]) {
            const char *name = column->levels.names[i - 1];
            const char *copy = lc_arena_text(t->arena, name, strlen(name));
            if (!copy)
                code = LC_FAIL_NOMEM(err);
            v->level[v->levels++] = copy;
        }
    free(seen);
    if (!code)
        qsort(v->level, v->levels, sizeof *v->level, by_text);
    return code;
}

static const char *level_name(struct lc_terms *t, bool truth, double value)
{
    char text[LC_NUMBER_ROOM];
    if (truth)
        return value != 0 ? "TRUE" : "FALSE";
    return lc_arena_text(t->arena, text, lc_number_print(value, text));
}

static int levels_of_numbers(struct lc_terms *t, struct lc_variable *v,
                             const lc_expr *expr, const struct lc_frame *frame,
                             const unsigned char *mask, struct lc_error *err)
{
    double *value = NULL;
    size_t n, kept = 0;
    int code = lc_expr_gather(expr, frame, mask, &value, &n, err);
    if (code)
        return code;
    qsort(value, n, sizeof *value, lc_by_value);
    for (size_t i = 0; i < n; i++)
        if (!kept || value[i] != value[kept - 1])
            value[kept++] = value[i];
    if (kept > UINT16_MAX)
        code = LC_FAIL(err, LC_RANGE, "'%.60s' has more than 65,535 levels", v->text);
    v->level = lc_arena_alloc(t->arena, (kept + 1) * sizeof *v->level);
    v->level_value = lc_arena_alloc(t->arena, (kept + 1) * sizeof *v->level_value);
    if (!code && (!v->level || !v->level_value))
        code = LC_FAIL_NOMEM(err);
    for (; v->levels < kept && !code; v->levels++) {
        v->level_value[v->levels] = value[v->levels];
        v->level[v->levels] =
            level_name(t, lc_expr_type(expr) == LC_VALUE_TRUTH, value[v->levels]);
        if (!v->level[v->levels])
            code = LC_FAIL_NOMEM(err);
    }
    free(value);
    return code;
}

/* The text of a constant as a level would be called. */
static const char *constant_text(struct lc_terms *t, const struct lc_node *node)
{
    if (node->kind == LC_NODE_NUMBER)
        return level_name(t, false, node->number);
    return node->kind == LC_NODE_CALL ? lc_node_text(node, t->arena) : node->text;
}

/* Level `name` goes to place `to`; those between move up. */
static int move_level(struct lc_terms *t, struct lc_variable *v,
                      const struct lc_node *node, size_t to, struct lc_error *err)
{
    const char *name = constant_text(t, node);
    if (!name)
        return LC_FAIL_NOMEM(err);
    size_t from = 0;
    while (from < v->levels && strcmp(v->level[from], name))
        from++;
    if (from == v->levels || from < to)
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: '%.60s' is no level of '%.60s', or "
                       "named twice",
                       node->at, name, v->text);
    const char *level = v->level[from];
    double value = v->level_value ? v->level_value[from] : 0;
    for (size_t i = from; i > to; i--) {
        v->level[i] = v->level[i - 1];
        if (v->level_value)
            v->level_value[i] = v->level_value[i - 1];
    }
    v->level[to] = level;
    if (v->level_value)
        v->level_value[to] = value;
    return LC_OK;
}

/* factor(x, ref = "b"), relevel(x, "b"), factor(x, levels = c("b", "a")). */
static int order_levels(struct lc_terms *t, struct lc_variable *v, struct lc_error *err)
{
    bool relevel = lc_node_is_call(v->node, "relevel");
    bool call = relevel || lc_node_is_call(v->node, "factor");
    const struct lc_node *ref =
        call ? lc_node_argument(v->node, "ref", relevel ? 1 : SIZE_MAX) : NULL;
    const struct lc_node *list =
        call && !relevel ? lc_node_argument(v->node, "levels", 1) : NULL;
    int code = LC_OK;
    if (list && !lc_node_is_call(list, "c"))
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: expected levels as c(\"a\", \"b\")",
                       list->at);
    for (size_t i = 0; list && i < list->count && !code; i++)
        code = move_level(t, v, list->arg[i], i, err);
    if (ref && !code)
        code = move_level(t, v, ref, 0, err);
    if (list && !code && list->count < v->levels)
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: level '%.60s' of '%.60s' is not in "
                       "the list",
                       list->at, v->level[list->count], v->text);
    return code;
}

int lc_factor_learn(struct lc_terms *t, struct lc_variable *v,
                    const struct lc_frame *frame, const unsigned char *complete,
                    struct lc_error *err)
{
    const lc_expr *expr;
    int code = lc_expr_bind(&expr, t->arena, v->value, frame, err);
    if (code)
        return code;
    v->levels = 0;
    if (lc_expr_type(expr) == LC_VALUE_LEVEL)
        code = levels_of_text(t, v, lc_expr_column(expr), complete, frame->n, err);
    else
        code = levels_of_numbers(t, v, expr, frame, complete, err);
    return code ? code : order_levels(t, v, err);
}

/* "site=1, sex=2", or "North, Male" where all are text. */
static const char *combination_name(struct lc_terms *t, const struct lc_variable *v,
                                    size_t which)
{
    struct lc_text text = { 0 };
    size_t product = 1;
    for (size_t i = 0; i < v->parts; i++)
        product *= v->part[i].levels;
    for (size_t i = 0; i < v->parts; i++) {
        product /= v->part[i].levels;
        size_t level = which / product % v->part[i].levels;
        lc_text_add(&text, i ? ", " : "");
        if (!v->short_names)
            lc_text_addf(&text, "%s=", v->part[i].text);
        lc_text_add(&text, v->part[i].level[level]);
    }
    return lc_text_keep(&text, t->arena);
}

/* Marks the combinations that the complete rows have, through the mixed-radix number
 * that lc_bound_codes looks up: each combination stands for itself meanwhile. */
static int mark_combinations(struct lc_variable *v, const struct lc_frame *frame,
                             const unsigned char *complete, size_t all,
                             unsigned char *seen, lc_arena *arena, struct lc_error *err)
{
    struct lc_bound bound;
    int32_t code[LC_TERMS_BLOCK];
    for (size_t i = 0; i < all; i++)
        v->combination[i] = (int32_t)i;
    int failed = lc_bound_make(&bound, arena, v, frame, err);
    for (size_t first = 0; first < frame->n && !failed; first += LC_TERMS_BLOCK) {
        size_t rest = frame->n - first;
        size_t n = rest < LC_TERMS_BLOCK ? rest : LC_TERMS_BLOCK;
        lc_bound_codes(&bound, first, n, code);
        for (size_t i = 0; i < n; i++)
            if (code[i] > 0 && lc_terms_takes(complete, first + i))
                seen[code[i] - 1] = 1;
    }
    return failed;
}

static int name_combinations(struct lc_terms *t, struct lc_variable *v, size_t all,
                             const unsigned char *seen, struct lc_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < all; i++)
        count += seen[i];
    v->level = lc_arena_alloc(t->arena, (count + 1) * sizeof *v->level);
    if (!v->level)
        return LC_FAIL_NOMEM(err);
    v->levels = 0;
    for (size_t i = 0; i < all; i++) {
        v->combination[i] = seen[i] ? (int32_t)v->levels : -1;
        if (!seen[i])
            continue;
        v->level[v->levels] = combination_name(t, v, i);
        if (!v->level[v->levels++])
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

int lc_stratum_learn(struct lc_terms *t, struct lc_variable *v,
                     const struct lc_frame *frame, const unsigned char *complete,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < v->parts && !code; i++)
        code = lc_factor_learn(t, v->part + i, frame, complete, err);
    size_t all = code ? 0 : lc_variable_combinations(v);
    if (code || !all)
        return code ? code
                    : LC_FAIL(err, LC_RANGE, "'%.60s': too many strata", v->text);
    v->combination = lc_arena_alloc(t->arena, all * sizeof *v->combination);
    unsigned char *seen = lc_alloc(all, 1);
    if (!v->combination || !seen)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = mark_combinations(v, frame, complete, all, seen, t->arena, err);
    if (!code)
        code = name_combinations(t, v, all, seen, err);
    free(seen);
    return code;
}
