/* Frozen terms on a frame, first pass: which rows can be used, and why others cannot.
 */
#include <math.h>

#include "base/interrupt.h"
#include "formula/formula_eval_inside.h"
#include "formula/terms_run_inside.h"

size_t lc_applying_block(const struct lc_applying *a, size_t first)
{
    size_t rest = a->frame->n - first;
    return rest < LC_TERMS_BLOCK ? rest : LC_TERMS_BLOCK;
}

/* --- binding ---------------------------------------------------------------------- */

static int bind_bases(struct lc_applying *a)
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

int lc_applying_bind(struct lc_applying *a)
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

/* --- which rows ------------------------------------------------------------------- */

void lc_applying_bases(struct lc_applying *a, size_t first, size_t count)
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
static int verdict(const struct lc_applying *a, const struct lc_variable *v, int state,
                   size_t i)
{
    if (!(state & LC_NO_VALUE) || a->terms->missing == LC_DROP_MISSING
        || v->kind == LC_KIND_STRATUM)
        return state;
    bool any = false;
    for (size_t j = 0; j < v->bases; j++) {
        const struct lc_terms_base *base = a->terms->base + v->base[j];
        if (!a->base_missing[v->base[j] * LC_TERMS_BLOCK + i])
            continue;
        if (base->indicator < 0)
            return LC_NO_VALUE;
        any = true;
    }
    return any ? state & ~LC_NO_VALUE : LC_NOT_FINITE;
}

/* What is missing is a cell of the table, where the variable reads one as it is. */
static const char *name_of(const struct lc_variable *v, int state)
{
    bool cell = v->value && v->value->kind == LC_NODE_NAME;
    return cell && !(state & LC_NEW_LEVEL) ? v->value->text : v->text;
}

static const char *explain(struct lc_applying *a, const char *text, int state)
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

/* A reason is written once a variable and kind, and shared by the rows. A fit wants
 * those only that say more than "missing", and pays for them when there is one. */
static int note(struct lc_applying *a, const struct lc_variable *v, size_t row,
                int state, const char *reasons[8])
{
    a->state[row] |= (unsigned char)state;
    if (a->how == LC_APPLY_FIT && !(state & ~LC_NO_VALUE))
        return LC_OK;
    if (!a->reason)
        a->reason = lc_alloc(a->frame->n, sizeof *a->reason);
    if (!a->reason)
        return LC_FAIL_NOMEM(a->err);
    if (a->reason[row])
        return LC_OK;
    if (!reasons[state & 7])
        reasons[state & 7] = explain(a, name_of(v, state), state);
    a->reason[row] = reasons[state & 7];
    return a->reason[row] ? LC_OK : LC_FAIL_NOMEM(a->err);
}

/* A row with a new level is an error, unless a missing value drops it anyway. */
static int refuse_new(const struct lc_applying *a)
{
    for (size_t i = 0; a->reason && i < a->frame->n; i++)
        if ((a->state[i] & ~LC_NO_VALUE) && !(a->state[i] & LC_NO_VALUE))
            return LC_FAIL(a->err, LC_RANGE, "row %zu: %s", i + 1, a->reason[i]);
    return LC_OK;
}

/* Whole numbers as they stand in a column, none of them missing: nothing to say. */
static bool is_whole(const struct lc_applying *a, const struct lc_bound *bound)
{
    const struct lc_column *c =
        bound->v->kind == LC_KIND_NUMBER ? lc_expr_column(bound->expr) : NULL;
    return c && (c->type == LC_I32 || c->type == LC_I16 || c->type == LC_U8)
           && !lc_column_missing(c, a->frame->n);
}

static int scan_variable(struct lc_applying *a, const struct lc_bound *bound)
{
    const char *reasons[8] = { 0 };
    if (is_whole(a, bound))
        return LC_OK;
    for (size_t first = 0; first < a->frame->n; first += LC_TERMS_BLOCK) {
        unsigned char state[LC_TERMS_BLOCK] = { 0 };
        size_t count = lc_applying_block(a, first);
        lc_bound_state(bound, first, count, state);
        bool read = false;
        for (size_t i = 0; i < count; i++) {
            if (!state[i] || (a->present.row && !a->present.row[first + i]))
                continue;
            if (!read && a->terms->missing == LC_FLAG_MISSING)
                lc_applying_bases(a, first, count);
            read = true;
            int against = verdict(a, bound->v, state[i], i);
            int code = against ? note(a, bound->v, first + i, against, reasons) : LC_OK;
            if (code)
                return code;
        }
    }
    return LC_OK;
}

static void scan_sides(struct lc_applying *a)
{
    static const char offset[] = "the offset is missing";
    for (size_t first = 0; first < a->frame->n; first += LC_TERMS_BLOCK) {
        unsigned char missing[LC_TERMS_BLOCK] = { 0 };
        size_t count = lc_applying_block(a, first);
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

int lc_applying_scan(struct lc_applying *a)
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
        if (stands_alone(t, i) && !(code = lc_interrupt_check(a->err)))
            code = scan_variable(a, a->bound + i);
    return code || a->how == LC_APPLY_SCORE ? code : refuse_new(a);
}

int lc_applying_rows(struct lc_applying *a, struct lc_applied *out)
{
    size_t n = a->frame->n;
    out->row = lc_alloc(n, sizeof *out->row);
    if (!out->row)
        return LC_FAIL_NOMEM(a->err);
    for (size_t i = 0; i < n; i++) {
        if (a->present.row && !a->present.row[i])
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
