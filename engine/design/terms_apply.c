/* Frozen terms on a frame: which rows can be used, and the matrix's columns.
 *
 * Two passes over blocks of rows. The first says of each row what stands against it;
 * the second fills the columns that are not the frame's own memory. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "design/terms_basis.h"
#include "design/terms_inner.h"

struct apply {
    const lc_terms *terms;
    const struct lc_frame *frame;
    const unsigned char *keep;
    int how; /* an lc_apply */
    lc_arena *arena;
    struct lc_bound *bound; /* [terms->variables] */
    struct lc_bound stratum;
    const struct lc_column **base; /* [terms->bases] or NULL where not in the frame */
    struct lc_sides sides;
    unsigned char *state;        /* [frame->n] 0: usable */
    const char **reason;         /* SCORE: [frame->n] */
    unsigned char *base_missing; /* [bases * BLOCK] of the block */
    struct lc_error *err;
};

static size_t block_size(const struct apply *a, size_t first)
{
    size_t rest = a->frame->n - first;
    return rest < LC_TERMS_BLOCK ? rest : LC_TERMS_BLOCK;
}

/* --- binding -------------------------------------------------------------------------
 */

static int bind_bases(struct apply *a)
{
    const lc_terms *t = a->terms;
    a->base = lc_arena_alloc(a->arena, (t->bases + 1) * sizeof *a->base);
    a->base_missing = lc_arena_alloc(a->arena, (t->bases + 1) * LC_TERMS_BLOCK);
    if (!a->base || !a->base_missing)
        return LC_FAIL_NOMEM(a->err);
    for (size_t b = 0; b < t->bases; b++) {
        a->base[b] = lc_frame_find(a->frame, t->base[b].name);
        if (!a->base[b])
            return LC_FAIL(a->err, LC_ABSENT,
                           "the table has no column '%.60s', which the model reads",
                           t->base[b].name);
    }
    return LC_OK;
}

static int bind_all(struct apply *a)
{
    const lc_terms *t = a->terms;
    int code = bind_bases(a);
    a->bound = lc_arena_alloc(a->arena, (t->variables + 1) * sizeof *a->bound);
    if (!code && !a->bound)
        code = LC_FAIL_NOMEM(a->err);
    for (size_t i = 0; i < t->variables && !code; i++)
        code = lc_bound_make(a->bound + i, a->arena, t->variable + i, a->frame, a->err);
    if (!code && t->stratum)
        code = lc_bound_make(&a->stratum, a->arena, t->stratum, a->frame, a->err);
    return code ? code
                : lc_sides_bind(&a->sides, a->arena, t, a->frame, a->how, a->err);
}

/* --- which rows ----------------------------------------------------------------------
 */

static void read_bases(struct apply *a, size_t first, size_t count)
{
    double value[LC_TERMS_BLOCK];
    for (size_t b = 0; b < a->terms->bases; b++) {
        unsigned char *missing = a->base_missing + b * LC_TERMS_BLOCK;
        bool levels = a->base[b]->type == LC_CATEGORY;
        lc_column_read(a->base[b], first, count, value);
        for (size_t i = 0; i < count; i++)
            missing[i] = isnan(value[i]) || (levels && !(value[i] > 0));
    }
}

/* What stands against the variable on row i, once flagged absences are forgiven. */
static int verdict(const struct apply *a, const struct lc_variable *v, int state,
                   size_t i)
{
    if (!(state & LC_NO_VALUE) || a->terms->missing == LC_DROP_MISSING
        || v->kind == LC_KIND_STRATUM)
        return state;
    bool any = false;
    for (size_t j = 0; j < v->bases; j++) {
        const struct lc_base *base = a->terms->base + v->base[j];
        if (!a->base_missing[v->base[j] * LC_TERMS_BLOCK + i])
            continue;
        if (base->indicator < 0)
            return LC_NO_VALUE;
        any = true;
    }
    return any ? state & ~LC_NO_VALUE : LC_NOT_FINITE;
}

static const char *explain(struct apply *a, const char *text, int state)
{
    struct lc_text out = { 0 };
    lc_text_addf(&out, "%.80s %s", text,
                 state & LC_NEW_LEVEL  ? "has a level not met in training"
                 : state & LC_NO_VALUE ? "is missing"
                                       : "has no finite value");
    const char *kept = out.failed ? NULL : lc_arena_text(a->arena, out.data, out.size);
    lc_text_free(&out);
    return kept;
}

/* A reason is written once a variable and kind, and shared by the rows. */
static int note(struct apply *a, const struct lc_variable *v, size_t row, int state,
                const char *reasons[8])
{
    a->state[row] |= (unsigned char)state;
    if (a->how == LC_APPLY_SCORE && !a->reason[row]) {
        if (!reasons[state & 7])
            reasons[state & 7] = explain(a, v->text, state);
        a->reason[row] = reasons[state & 7];
        return a->reason[row] ? LC_OK : LC_FAIL_NOMEM(a->err);
    }
    if (a->how == LC_APPLY_FIT && (state & ~LC_NO_VALUE))
        return LC_FAIL(a->err, LC_RANGE, "row %zu: '%.60s' %s", row + 1, v->text,
                       state & LC_NEW_LEVEL ? "has a level not met in training"
                                            : "has no finite value");
    return LC_OK;
}

static int scan_variable(struct apply *a, const struct lc_bound *bound)
{
    const char *reasons[8] = { 0 };
    for (size_t first = 0; first < a->frame->n; first += LC_TERMS_BLOCK) {
        unsigned char state[LC_TERMS_BLOCK] = { 0 };
        size_t count = block_size(a, first);
        lc_bound_state(bound, first, count, state);
        bool read = false;
        for (size_t i = 0; i < count; i++) {
            if (!state[i] || (a->keep && !a->keep[first + i]))
                continue;
            if (!read && a->terms->missing == LC_FLAG_MISSING)
                read_bases(a, first, count);
            read = true;
            int against = verdict(a, bound->v, state[i], i);
            int code = against ? note(a, bound->v, first + i, against, reasons) : LC_OK;
            if (code)
                return code;
        }
    }
    return LC_OK;
}

static void scan_sides(struct apply *a)
{
    static const char offset[] = "the offset is missing";
    for (size_t first = 0; first < a->frame->n; first += LC_TERMS_BLOCK) {
        unsigned char missing[LC_TERMS_BLOCK] = { 0 };
        size_t count = block_size(a, first);
        lc_sides_missing(&a->sides, a->terms, first, count, missing);
        for (size_t i = 0; i < count; i++) {
            a->state[first + i] |= missing[i];
            if (missing[i] && a->how == LC_APPLY_SCORE)
                a->reason[first + i] = offset;
        }
    }
}

static bool stands_alone(const lc_terms *t, size_t variable)
{
    for (size_t i = 0; i < t->products; i++)
        for (size_t k = 0; k < t->product[i].count; k++)
            if (t->product[i].variable[k] == variable
                && lc_product_is_column(t, t->product + i))
                return true;
    return false;
}

static int scan(struct apply *a)
{
    const lc_terms *t = a->terms;
    int code = LC_OK;
    a->state = lc_alloc(a->frame->n, 1);
    if (a->how == LC_APPLY_SCORE)
        a->reason = lc_alloc(a->frame->n, sizeof *a->reason);
    if (!a->state || (a->how == LC_APPLY_SCORE && !a->reason))
        return LC_FAIL_NOMEM(a->err);
    scan_sides(a);
    if (t->stratum)
        code = scan_variable(a, &a->stratum);
    for (size_t i = 0; i < t->variables && !code; i++)
        if (stands_alone(t, i))
            code = scan_variable(a, a->bound + i);
    return code;
}

static int choose_rows(struct apply *a, struct lc_applied *out)
{
    size_t n = a->frame->n;
    out->row = lc_alloc(n, sizeof *out->row);
    if (!out->row)
        return LC_FAIL_NOMEM(a->err);
    for (size_t i = 0; i < n; i++) {
        if (a->keep && !a->keep[i])
            continue;
        if (a->how == LC_APPLY_FIT && a->state[i])
            out->missing++;
        else
            out->row[out->n++] = i;
    }
    if (a->how != LC_APPLY_SCORE)
        return LC_OK;
    out->cannot = lc_alloc(out->n, sizeof *out->cannot);
    if (!out->cannot)
        return LC_FAIL_NOMEM(a->err);
    for (size_t i = 0; i < out->n; i++)
        out->cannot[i] = a->reason[out->row[i]];
    return LC_OK;
}

/* --- columns
 * --------------------------------------------------------------------------- */

/* The frame's column that a matrix column is, as it stands; or NULL. */
static const struct lc_column *plain_source(const struct apply *a, size_t column)
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

static bool is_flag(const struct apply *a, size_t column)
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

static int start_column(const struct apply *a, size_t which, struct lc_applied *out)
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

static int new_values(struct apply *a, struct values *values)
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
static void mark_needed(const struct apply *a, const struct lc_applied *out,
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
        lc_rcs_basis(v->numbers, v->number, x, out);
        return;
    case LC_KIND_NS:
        lc_ns_basis(v->numbers, v->number, v->transform, x, out);
        return;
    case LC_KIND_POLY:
        lc_poly_basis(v->width, v->number, x, out);
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
    lc_bound_values(bound, first, count, value);
    for (size_t i = 0; i < count; i++) {
        bool none = !isfinite(value[i]);
        if (!none)
            basis_of(v, value[i], parts);
        for (size_t j = 0; j < v->width; j++)
            basis[j * LC_TERMS_BLOCK + i] = none ? 0 : parts[j];
    }
}

static void read_values(struct apply *a, size_t first, size_t count,
                        struct values *values)
{
    for (size_t i = 0; i < a->terms->variables; i++)
        if (values->needed[i] && values->code[i])
            lc_bound_codes(a->bound + i, first, count, values->code[i]);
        else if (values->needed[i])
            read_basis(a->bound + i, first, count, values->basis[i]);
}

static double value_at(const struct apply *a, const struct values *values,
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

static void fill_column(struct apply *a, const struct values *values, size_t which,
                        struct run run, struct lc_applied *out)
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

static int fill_columns(struct apply *a, struct lc_applied *out)
{
    struct values values;
    int code = new_values(a, &values);
    if (code)
        return code;
    mark_needed(a, out, &values);
    struct run run = { 0 };
    for (; run.first < a->frame->n && run.at < out->n; run.first += LC_TERMS_BLOCK) {
        run.count = block_size(a, run.first);
        while (run.until < out->n && out->row[run.until] < run.first + run.count)
            run.until++;
        if (run.until == run.at)
            continue;
        if (a->terms->indicators)
            read_bases(a, run.first, run.count);
        read_values(a, run.first, run.count, &values);
        for (size_t c = 0; c < a->terms->columns; c++)
            if (!out->column[c].borrowed)
                fill_column(a, &values, c, run, out);
        run.at = run.until;
    }
    return LC_OK;
}

static int make_matrix(struct apply *a, struct lc_applied *out)
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

static int read_strata(struct apply *a, struct lc_applied *out)
{
    int32_t code[LC_TERMS_BLOCK];
    size_t at = 0;
    out->strata = lc_terms_strata(a->terms);
    if (!a->terms->stratum)
        return LC_OK;
    out->stratum = lc_alloc(out->n, sizeof *out->stratum);
    if (!out->stratum)
        return LC_FAIL_NOMEM(a->err);
    for (size_t first = 0; first < a->frame->n && at < out->n;
         first += LC_TERMS_BLOCK) {
        size_t count = block_size(a, first);
        lc_bound_codes(&a->stratum, first, count, code);
        for (; at < out->n && out->row[at] < first + count; at++) {
            int32_t level = code[out->row[at] - first];
            out->stratum[at] = level > 0 ? level - 1 : 0;
        }
    }
    return LC_OK;
}

static int apply_all(struct apply *a, struct lc_applied *out)
{
    int code = bind_all(a);
    if (code || (code = scan(a)) || (code = choose_rows(a, out))
        || (code = make_matrix(a, out)) || (code = read_strata(a, out)))
        return code;
    return lc_sides_read(&a->sides, a->terms, a->frame, out, a->err);
}

int lc_terms_apply(struct lc_applied *applied, const lc_terms *terms,
                   const struct lc_frame *frame, const unsigned char *keep, int how,
                   struct lc_error *err)
{
    *applied = (struct lc_applied){ .outcome = terms->outcome };
    applied->arena = lc_arena_new();
    if (!applied->arena)
        return LC_FAIL_NOMEM(err);
    struct apply a = { .terms = terms,
                       .frame = frame,
                       .keep = keep,
                       .how = how,
                       .arena = applied->arena,
                       .err = err };
    int code = apply_all(&a, applied);
    free(a.state);
    free(a.reason);
    if (code)
        lc_applied_free(applied);
    return code;
}

void lc_applied_free(struct lc_applied *applied)
{
    for (size_t c = 0; applied->column && c < applied->x.p; c++) {
        struct lc_column *column = applied->column + c;
        free(column->name);
        free(column->label);
        free(column->unit);
        free(column->group);
        if (!column->borrowed)
            free(column->data);
    }
    free(applied->column);
    free(applied->row);
    free(applied->y);
    free(applied->trials);
    free(applied->start);
    free(applied->stop);
    free(applied->stop_high);
    free(applied->cause);
    free(applied->weight);
    free(applied->offset);
    free(applied->stratum);
    free(applied->cluster);
    free(applied->cannot);
    lc_arena_free(applied->arena);
    *applied = (struct lc_applied){ 0 };
}
