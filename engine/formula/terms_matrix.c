/* Frozen terms on a frame, second pass: the columns that are not the frame's own memory
 * are filled, a block of rows at a time. */
#include <math.h>
#include <string.h>

#include "formula/formula_eval_inside.h"
#include "formula/terms_basis_inside.h"
#include "formula/terms_run_inside.h"

/* The frame's column that a matrix column is, as it stands; or NULL. */
static const struct lc_column *plain_source(const struct lc_applying *a, size_t column)
{
    const struct lc_origin *origin = a->terms->origin + column;
    if (origin->product == SIZE_MAX)
        return NULL;
    const struct lc_product *p = a->terms->product + origin->product;
    const struct lc_variable *v = a->terms->variable + p->variable[0];
    if (p->count == 1 && v->kind == LC_KIND_NUMBER)
        return lc_expr_column(a->bound[p->variable[0]].expr);
    return NULL;
}

static bool is_flag(const struct lc_applying *a, size_t column)
{
    const struct lc_origin *origin = a->terms->origin + column;
    if (origin->product == SIZE_MAX)
        return true;
    const struct lc_product *p = a->terms->product + origin->product;
    for (size_t k = 0; k < p->count; k++) {
        int kind = a->terms->variable[p->variable[k]].kind;
        if (kind != LC_KIND_FACTOR && kind != LC_KIND_STRATUM && kind != LC_KIND_TRUTH)
            return false;
    }
    return true;
}

static int start_column(const struct lc_applying *a, size_t which,
                        struct lc_applied *out)
{
    const struct lc_column *source = plain_source(a, which);
    const struct lc_term *term = a->terms->term + which;
    struct lc_column *column = out->column + which;
    column->name = lc_strdup(term->name);
    column->label = lc_strdup(term->label);
    column->unit = term->unit ? lc_strdup(term->unit) : NULL;
    column->group = term->group ? lc_strdup(term->group) : NULL;
    if (!column->name || !column->label || (term->unit && !column->unit)
        || (term->group && !column->group))
        return LC_FAIL_NOMEM(a->err);
    column->type = source ? source->type : is_flag(a, which) ? LC_U8 : LC_F64;
    if (source && out->n == a->frame->n && !lc_column_missing(source, a->frame->n)) {
        column->data = source->data;
        column->borrowed = true;
        return LC_OK;
    }
    column->data = lc_alloc(out->n, lc_type_size(column->type));
    return column->data ? LC_OK : LC_FAIL_NOMEM(a->err);
}

/* The block's basis values and level codes of every variable. */
struct values {
    double **basis; /* [variables] [width * BLOCK], part after part; NULL: factor */
    int32_t **code; /* [variables] [BLOCK]; NULL: not a factor */
    bool *needed;   /* [variables] */
};

static int new_values(struct lc_applying *a, struct values *values)
{
    const lc_terms *t = a->terms;
    size_t n = t->variables + 1;
    values->basis = lc_arena_alloc(a->arena, n * sizeof *values->basis);
    values->code = lc_arena_alloc(a->arena, n * sizeof *values->code);
    values->needed = lc_arena_alloc(a->arena, n * sizeof *values->needed);
    if (!values->basis || !values->code || !values->needed)
        return LC_FAIL_NOMEM(a->err);
    for (size_t i = 0; i < t->variables; i++) {
        const struct lc_variable *v = t->variable + i;
        bool factor = v->kind == LC_KIND_FACTOR || v->kind == LC_KIND_STRATUM;
        size_t size = LC_TERMS_BLOCK * (factor ? sizeof(int32_t) : v->width * 8);
        void *memory = lc_arena_alloc(a->arena, size);
        if (!memory)
            return LC_FAIL_NOMEM(a->err);
        if (factor)
            values->code[i] = memory;
        else
            values->basis[i] = memory;
    }
    return LC_OK;
}

/* Which variables some column that is not borrowed needs. */
static void mark_needed(const struct lc_applying *a, const struct lc_applied *out,
                        struct values *values)
{
    for (size_t c = 0; c < a->terms->columns; c++) {
        const struct lc_origin *origin = a->terms->origin + c;
        if (origin->product == SIZE_MAX || out->column[c].borrowed
            || plain_source(a, c))
            continue;
        const struct lc_product *p = a->terms->product + origin->product;
        for (size_t k = 0; k < p->count; k++)
            values->needed[p->variable[k]] = true;
    }
}

static void basis_of(const struct lc_variable *v, double x, double *out)
{
    switch (v->kind) {
    case LC_KIND_RCS:
        lc_rcs_basis(v->numbers, v->number, x, out); /* terms_basis.h (1) */
        return;
    case LC_KIND_NS:
        lc_ns_basis(v->numbers, v->number, v->transform, x, out);
        return;
    case LC_KIND_BS:
        lc_bs_basis(v->numbers, v->number, x, out);
        return;
    case LC_KIND_SCALE:
        out[0] = (x - v->number[0]) / v->number[1];
        return;
    case LC_KIND_POLY:
        lc_poly_basis(v->width, v->number, x, out); /* terms_basis.h (2) */
        return;
    case LC_KIND_RAW:
        for (size_t j = 0; j < v->width; j++)
            out[j] = j ? out[j - 1] * x : x;
        return;
    default:
        out[0] = x;
    }
}

/* No value means 0 in every part: its indicator, or `cannot`, tells it from a zero. */
static void read_basis(const struct lc_bound *bound, size_t first, size_t count,
                       double *basis)
{
    double value[LC_TERMS_BLOCK], parts[2 * LC_MAX_KNOTS];
    const struct lc_variable *v = bound->v;
    lc_expr_eval(bound->expr, first, count, value);
    for (size_t i = 0; i < count; i++) {
        bool none = !isfinite(value[i]);
        if (!none)
            basis_of(v, value[i], parts);
        for (size_t j = 0; j < v->width; j++)
            basis[j * LC_TERMS_BLOCK + i] = none ? 0 : parts[j];
    }
}

static void read_values(struct lc_applying *a, size_t first, size_t count,
                        struct values *values)
{
    for (size_t i = 0; i < a->terms->variables; i++)
        if (values->needed[i] && values->code[i])
            lc_bound_codes(a->bound + i, first, count, values->code[i]);
        else if (values->needed[i])
            read_basis(a->bound + i, first, count, values->basis[i]);
}

static double value_at(const struct lc_applying *a, const struct values *values,
                       const struct lc_origin *origin, size_t i)
{
    double product = 1;
    if (origin->product == SIZE_MAX) {
        const struct lc_indicator *indicator = a->terms->indicator + origin->indicator;
        for (size_t j = 0; j < indicator->bases; j++)
            if (a->base_missing[indicator->base[j] * LC_TERMS_BLOCK + i])
                return 1;
        return 0;
    }
    const struct lc_product *p = a->terms->product + origin->product;
    for (size_t k = 0; k < p->count; k++) {
        size_t v = p->variable[k], part = origin->part[k];
        product *= values->code[v] ? values->code[v][i] == (int32_t)part + 1
                                   : values->basis[v][part * LC_TERMS_BLOCK + i];
    }
    return product;
}

/* A narrow value from row to row; what is missing is left 0. */
static void copy_plain(const struct lc_column *source, size_t from,
                       struct lc_column *to, size_t at)
{
    size_t size = lc_type_size(source->type);
    if (isfinite(lc_column_get(source, from)))
        memcpy((char *)to->data + at * size, (const char *)source->data + from * size,
               size);
}

struct run {
    size_t first, count; /* rows of the frame */
    size_t at, until;    /* rows of the matrix */
};

static void fill_column(struct lc_applying *a, const struct values *values,
                        size_t which, struct run run, struct lc_applied *out)
{
    struct lc_column *column = out->column + which;
    const struct lc_column *source = plain_source(a, which);
    const struct lc_origin *origin = a->terms->origin + which;
    for (size_t at = run.at; at < run.until; at++) {
        size_t row = out->row[at];
        if (out->cannot && out->cannot[at])
            continue;
        if (source)
            copy_plain(source, row, column, at);
        else if (column->type == LC_U8)
            ((uint8_t *)column->data)[at] =
                (uint8_t)value_at(a, values, origin, row - run.first);
        else
            ((double *)column->data)[at] = value_at(a, values, origin, row - run.first);
    }
}

static int fill_columns(struct lc_applying *a, struct lc_applied *out)
{
    struct values values;
    int code = new_values(a, &values);
    if (code)
        return code;
    mark_needed(a, out, &values);
    struct run run = { 0 };
    for (; run.first < a->frame->n && run.at < out->n; run.first += LC_TERMS_BLOCK) {
        run.count = lc_applying_block(a, run.first);
        while (run.until < out->n && out->row[run.until] < run.first + run.count)
            run.until++;
        if (run.until == run.at)
            continue;
        if (a->terms->indicators)
            lc_applying_bases(a, run.first, run.count);
        read_values(a, run.first, run.count, &values);
        for (size_t c = 0; c < a->terms->columns; c++)
            if (!out->column[c].borrowed)
                fill_column(a, &values, c, run, out);
        run.at = run.until;
    }
    return LC_OK;
}

int lc_applying_matrix(struct lc_applying *a, struct lc_applied *out)
{
    size_t p = a->terms->columns;
    out->column = lc_alloc(p, sizeof *out->column);
    if (!out->column)
        return LC_FAIL_NOMEM(a->err);
    out->x = (struct lc_matrix){ .n = out->n, .p = p, .column = out->column };
    int code = LC_OK;
    for (size_t c = 0; c < p && !code; c++)
        code = start_column(a, c, out);
    return code ? code : fill_columns(a, out);
}
