/* A variable's values on the rows of a frame, a block at a time. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "formula/formula_eval_inside.h"
#include "formula/terms_inside.h"

static int32_t find_level(const struct lc_variable *v, const char *name)
{
    for (size_t i = 0; i < v->levels; i++)
        if (strcmp(v->level[i], name) == 0)
            return (int32_t)i + 1;
    return -1;
}

/* Levels of a column of text in the frame's numbering, turned into ours. */
static int map_levels(struct lc_bound *bound, lc_arena *arena,
                      const struct lc_column *column, struct lc_error *err)
{
    size_t count = column->levels.count;
    int32_t *map = lc_arena_alloc(arena, (count + 1) * sizeof *map);
    if (!map)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++)
        map[i + 1] = find_level(bound->v, column->levels.names[i]);
    bound->map = map;
    return LC_OK;
}

static int bind_factor(struct lc_bound *bound, lc_arena *arena, struct lc_error *err)
{
    const struct lc_variable *v = bound->v;
    if (lc_expr_type(bound->expr) == LC_VALUE_LEVEL)
        return map_levels(bound, arena, lc_expr_column(bound->expr), err);
    if (v->levels && !v->level_value)
        return LC_FAIL(err, LC_FORMAT,
                       "'%.60s' is numbers in this table, but was text in training",
                       v->text);
    return LC_OK;
}

static int fail_text(const struct lc_bound *bound, struct lc_error *err)
{
    const struct lc_column *column = lc_expr_column(bound->expr);
    if (column && column->stray)
        return LC_FAIL(err, LC_FORMAT,
                       "'%.60s' is text in this table, from line %" PRIu64
                       " on; numbers are needed",
                       column->name, column->stray);
    return LC_FAIL(err, LC_FORMAT, "'%.60s' is text in this table; numbers are needed",
                   bound->v->text);
}

int lc_bound_make(struct lc_bound *bound, lc_arena *arena, const struct lc_variable *v,
                  const struct lc_frame *frame, struct lc_error *err)
{
    *bound = (struct lc_bound){ .v = v };
    if (v->kind != LC_KIND_STRATUM) {
        int code = lc_expr_bind(&bound->expr, arena, v->value, frame, err);
        if (code || v->kind == LC_KIND_FACTOR)
            return code ? code : bind_factor(bound, arena, err);
        return lc_expr_type(bound->expr) == LC_VALUE_LEVEL ? fail_text(bound, err)
                                                           : LC_OK;
    }
    bound->part = lc_arena_alloc(arena, v->parts * sizeof *bound->part);
    if (!bound->part)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < v->parts; i++) {
        int code = lc_bound_make(bound->part + i, arena, v->part + i, frame, err);
        if (code)
            return code;
    }
    return LC_OK;
}

/* Levels that are numbers: by halving, since they were learnt in ascending order,
 * unless a reference was put in front or the order was given. */
static int32_t find_value(const struct lc_variable *v, double value)
{
    if (isnan(value))
        return 0;
    for (size_t i = 0; i < v->levels && i < 8; i++)
        if (v->level_value[i] == value)
            return (int32_t)i + 1;
    size_t low = 1, high = v->levels;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (v->level_value[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < v->levels && v->level_value[low] == value)
        return (int32_t)low + 1;
    for (size_t i = 0; i < v->levels; i++)
        if (v->level_value[i] == value)
            return (int32_t)i + 1;
    return -1;
}

static void factor_codes(const struct lc_bound *bound, size_t first, size_t count,
                         int32_t *code)
{
    double value[LC_TERMS_BLOCK];
    lc_expr_eval(bound->expr, first, count, value);
    for (size_t i = 0; i < count; i++)
        if (!bound->map)
            code[i] = find_value(bound->v, value[i]);
        else
            code[i] = isnan(value[i]) ? 0 : bound->map[(size_t)value[i]];
}

void lc_bound_codes(const struct lc_bound *bound, size_t first, size_t count,
                    int32_t *code)
{
    const struct lc_variable *v = bound->v;
    if (v->kind != LC_KIND_STRATUM) {
        factor_codes(bound, first, count, code);
        return;
    }
    int32_t one[LC_TERMS_BLOCK];
    int64_t at[LC_TERMS_BLOCK] = { 0 };
    signed char state[LC_TERMS_BLOCK] = { 0 };
    for (size_t p = 0; p < v->parts; p++) {
        factor_codes(bound->part + p, first, count, one);
        for (size_t i = 0; i < count; i++) {
            if (one[i] <= 0 && state[i] != 1)
                state[i] = one[i] == 0 ? 1 : -1;
            at[i] = at[i] * (int64_t)v->part[p].levels + (one[i] > 0 ? one[i] - 1 : 0);
        }
    }
    for (size_t i = 0; i < count; i++) {
        int32_t level = v->combination && !state[i] ? v->combination[at[i]] : -1;
        code[i] = state[i] == 1 ? 0 : level < 0 ? -1 : level + 1;
    }
}

void lc_bound_state(const struct lc_bound *bound, size_t first, size_t count,
                    unsigned char *state)
{
    int kind = bound->v->kind;
    if (kind == LC_KIND_FACTOR || kind == LC_KIND_STRATUM) {
        int32_t code[LC_TERMS_BLOCK];
        lc_bound_codes(bound, first, count, code);
        for (size_t i = 0; i < count; i++)
            state[i] |= (unsigned char)(code[i] == 0  ? LC_NO_VALUE
                                        : code[i] < 0 ? LC_NEW_LEVEL
                                                      : 0);
        return;
    }
    double value[LC_TERMS_BLOCK];
    lc_expr_eval(bound->expr, first, count, value);
    for (size_t i = 0; i < count; i++)
        state[i] |= (unsigned char)(isnan(value[i])   ? LC_NO_VALUE
                                    : isinf(value[i]) ? LC_NOT_FINITE
                                                      : 0);
}
