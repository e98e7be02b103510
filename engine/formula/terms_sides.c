/* What a formula says beside the predictors: response, weights, clusters, offsets. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "formula/formula_eval_inside.h"
#include "formula/terms_inside.h"

/* --- binding ---------------------------------------------------------------------- */

/* A text response of two levels: by name, so that it means the same on other tables. */
static int bind_levels(struct lc_sides *sides, lc_arena *arena,
                       const struct lc_terms *terms, struct lc_error *err)
{
    const struct lc_column *column = lc_expr_column(sides->response[0]);
    size_t count = column->levels.count;
    double *value = lc_arena_alloc(arena, (count + 1) * sizeof *value);
    if (!value)
        return LC_FAIL_NOMEM(err);
    value[0] = NAN;
    for (size_t i = 0; i < count; i++) {
        const char *name = column->levels.names[i];
        value[i + 1] = terms->success && strcmp(name, terms->success) == 0   ? 1
                       : terms->failure && strcmp(name, terms->failure) == 0 ? 0
                                                                             : NAN;
    }
    sides->value = value;
    return LC_OK;
}

static int bind_response(struct lc_sides *sides, lc_arena *arena,
                         const struct lc_terms *terms, const struct lc_frame *frame,
                         struct lc_error *err)
{
    int code = LC_OK;
    if (terms->outcome == LC_OUTCOME_VALUE) {
        code = lc_expr_bind(&sides->response[0], arena, terms->response[0], frame, err);
        if (!code && lc_expr_type(sides->response[0]) == LC_VALUE_LEVEL)
            code = bind_levels(sides, arena, terms, err);
        return code;
    }
    for (size_t i = 0; i < 3 && terms->response[i] && !code; i++)
        code = lc_expr_bind_value(&sides->response[i], arena, terms->response[i], frame,
                                  err);
    return code;
}

int lc_sides_bind(struct lc_sides *sides, lc_arena *arena, const struct lc_terms *terms,
                  const struct lc_frame *frame, int how, struct lc_error *err)
{
    int code = LC_OK;
    *sides = (struct lc_sides){ 0 };
    sides->offset = lc_arena_alloc(arena, (terms->offsets + 1) * sizeof *sides->offset);
    if (!sides->offset)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < terms->offsets && !code; i++)
        code =
            lc_expr_bind_value(&sides->offset[i], arena, terms->offset[i], frame, err);
    if (code || how == LC_APPLY_SCORE)
        return code;
    if (terms->outcome != LC_OUTCOME_NONE)
        code = bind_response(sides, arena, terms, frame, err);
    if (!code && terms->weight)
        code = lc_expr_bind_value(&sides->weight, arena, terms->weight, frame, err);
    if (!code && terms->cluster)
        code = lc_expr_bind(&sides->cluster, arena, terms->cluster, frame, err);
    return code;
}

int lc_sides_learn(struct lc_terms *terms, const struct lc_frame *frame,
                   const unsigned char *complete, struct lc_error *err)
{
    const lc_expr *expr;
    if (terms->outcome != LC_OUTCOME_VALUE)
        return LC_OK;
    int code = lc_expr_bind(&expr, terms->arena, terms->response[0], frame, err);
    if (code || lc_expr_type(expr) != LC_VALUE_LEVEL)
        return code;
    struct lc_variable factor = { .node = terms->response[0],
                                  .value = terms->response[0],
                                  .text = "the response",
                                  .kind = LC_KIND_FACTOR };
    if ((code = lc_factor_learn(terms, &factor, frame, complete, err)))
        return code;
    if (factor.levels != 2)
        return LC_FAIL(
            err, LC_UNFIT,
            "the response has %zu levels; write a comparison: y == \"level\"",
            factor.levels);
    terms->failure = factor.level[0];
    terms->success = factor.level[1];
    return LC_OK;
}

/* --- missing ---------------------------------------------------------------------- */

static void mark(const lc_expr *expr, size_t first, size_t count,
                 unsigned char *missing)
{
    double value[LC_TERMS_BLOCK];
    if (!expr)
        return;
    lc_expr_eval(expr, first, count, value);
    for (size_t i = 0; i < count; i++)
        missing[i] |= (unsigned char)isnan(value[i]);
}

int lc_sides_keep(struct lc_present *present, const struct lc_sides *sides, size_t n,
                  const unsigned char *keep, struct lc_error *err)
{
    double weight[LC_TERMS_BLOCK];
    *present = (struct lc_present){ .row = keep };
    if (!sides->weight)
        return LC_OK;
    present->row = present->own = lc_alloc(n, 1);
    if (!present->own)
        return LC_FAIL_NOMEM(err);
    for (size_t first = 0; first < n; first += LC_TERMS_BLOCK) {
        size_t count = n - first < LC_TERMS_BLOCK ? n - first : LC_TERMS_BLOCK;
        lc_expr_eval(sides->weight, first, count, weight);
        for (size_t i = 0; i < count; i++) {
            bool asked = !keep || keep[first + i], none = weight[i] == 0;
            present->own[first + i] = asked && !none;
            present->weightless += asked && none ? 1 : 0;
        }
    }
    if (!present->weightless || memchr(present->own, 1, n))
        return LC_OK;
    return LC_FAIL(err, LC_UNFIT, "there is no row with a weight above 0");
}

/* An interval may lack one end, not both. */
static void mark_interval(const struct lc_sides *sides, size_t first, size_t count,
                          unsigned char *missing)
{
    unsigned char low[LC_TERMS_BLOCK] = { 0 }, high[LC_TERMS_BLOCK] = { 0 };
    mark(sides->response[0], first, count, low);
    mark(sides->response[1], first, count, high);
    for (size_t i = 0; i < count; i++)
        missing[i] |= low[i] & high[i];
}

/* (An interval with a code needs its second end only where the code says so.) */
void lc_sides_missing(const struct lc_sides *sides, const struct lc_terms *terms,
                      size_t first, size_t count, unsigned char *missing)
{
    if (terms->outcome == LC_OUTCOME_INTERVAL && sides->response[0])
        mark_interval(sides, first, count, missing);
    else
        for (size_t i = 0; i < 3; i++)
            if (i != 1 || terms->outcome != LC_OUTCOME_CODED)
                mark(sides->response[i], first, count, missing);
    mark(sides->weight, first, count, missing);
    mark(sides->cluster, first, count, missing);
    for (size_t i = 0; i < terms->offsets; i++)
        mark(sides->offset[i], first, count, missing);
}
