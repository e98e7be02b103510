/* Learning, from the formula's text to frozen columns. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "disclosure/small.h"
#include "formula/terms_inside.h"

static const char *keep_text(lc_terms *t, const char *text, bool *failed)
{
    const char *kept = text ? lc_arena_text(t->arena, text, strlen(text)) : NULL;
    *failed = *failed || (text && !kept);
    return kept;
}

/* What the frame says of the columns that the predictors read. */
static int describe_bases(lc_terms *t, const struct lc_frame *frame,
                          struct lc_error *err)
{
    bool failed = false;
    for (size_t b = 0; b < t->bases; b++) {
        const struct lc_column *column = lc_frame_find(frame, t->base[b].name);
        if (!column)
            continue; /* binding has said so */
        t->base[b].label = keep_text(t, column->label, &failed);
        t->base[b].unit = keep_text(t, column->unit, &failed);
        t->base[b].group = keep_text(t, column->group, &failed);
    }
    return failed ? LC_FAIL_NOMEM(err) : LC_OK;
}

static int settle(lc_terms *t, const struct lc_frame *frame, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < t->variables && !code; i++) {
        code = lc_variable_classify(t, t->variable + i, err);
        if (!code)
            code = lc_variable_settle(t, t->variable + i, frame, err);
    }
    if (!code)
        code = lc_terms_gather_strata(t, err);
    if (!code && t->stratum)
        code = lc_variable_settle(t, t->stratum, frame, err);
    return code ? code : describe_bases(t, frame, err);
}

static void drop_block(unsigned char *complete, const unsigned char *bad, size_t first,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bad[i])
            complete[first + i] = 0;
}

static void drop_missing(const lc_terms *t, const struct lc_bound *bound,
                         const struct lc_sides *sides, size_t n,
                         unsigned char *complete)
{
    for (size_t first = 0; first < n && !lc_interrupted(); first += LC_TERMS_BLOCK) {
        size_t count = n - first < LC_TERMS_BLOCK ? n - first : LC_TERMS_BLOCK;
        unsigned char bad[LC_TERMS_BLOCK] = { 0 };
        lc_sides_missing(sides, t, first, count, bad);
        drop_block(complete, bad, first, count);
        for (size_t i = 0; i < t->variables; i++) {
            bool flagged =
                t->missing == LC_FLAG_MISSING && t->variable[i].kind != LC_KIND_STRATUM;
            unsigned char state[LC_TERMS_BLOCK] = { 0 };
            lc_bound_state(bound + i, first, count, state);
            for (size_t j = 0; j < count; j++)
                state[j] &= flagged ? 0 : LC_NO_VALUE;
            drop_block(complete, state, first, count);
        }
    }
}

/* The rows with nothing missing among those kept. */
static int find_complete(lc_terms *t, const struct lc_frame *frame,
                         const struct lc_sides *sides, const unsigned char *keep,
                         unsigned char *complete, struct lc_error *err)
{
    struct lc_bound *bound =
        lc_arena_alloc(t->arena, (t->variables + 1) * sizeof *bound);
    int code = bound ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < t->variables && !code; i++)
        code = lc_bound_make(bound + i, t->arena, t->variable + i, frame, err);
    if (code)
        return code;
    for (size_t i = 0; i < frame->n; i++)
        complete[i] = !keep || keep[i];
    drop_missing(t, bound, sides, frame->n, complete);
    code = lc_interrupt_check(err);
    if (code)
        return code;
    if (frame->n && !memchr(complete, 1, frame->n))
        return LC_FAIL(err, LC_UNFIT, "no row has a value in every column used");
    return frame->n ? LC_OK : LC_FAIL(err, LC_UNFIT, "the table has no row");
}

static int learn_rows(lc_terms *t, const struct lc_frame *frame,
                      const unsigned char *keep, const unsigned char *complete,
                      struct lc_error *err)
{
    int code = lc_sides_learn(t, frame, complete, err);
    for (size_t i = 0; i < t->variables && !code; i++) {
        code = lc_interrupt_check(err);
        if (!code)
            code = lc_variable_learn(t, t->variable + i, frame, keep, complete, err);
    }
    if (!code && t->stratum)
        code = lc_variable_learn(t, t->stratum, frame, keep, complete, err);
    if (!code && t->missing == LC_FLAG_MISSING)
        code = lc_terms_learn_indicators(t, frame, complete, err);
    return code ? code : lc_terms_make_columns(t, err);
}

/* Two passes, so that a far-off mean takes no digits from the spread. */
static void moments_of(const struct lc_column *column, size_t n, struct lc_term *term)
{
    double value[LC_TERMS_BLOCK], sum = 0, square = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t first = 0; first < n; first += LC_TERMS_BLOCK) {
            size_t count = n - first < LC_TERMS_BLOCK ? n - first : LC_TERMS_BLOCK;
            lc_column_read(column, first, count, value);
            for (size_t i = 0; i < count; i++) {
                double d = pass ? value[i] - term->mean : value[i];
                sum += pass ? 0 : d;
                square += pass ? d * d : 0;
            }
        }
        if (!pass)
            term->mean = n ? sum / (double)n : NAN;
    }
    term->sd = n ? sqrt(square / (double)n) : NAN;
}

void lc_terms_tell(lc_terms *terms, size_t rows)
{
    double n = (double)lc_tell(rows < LC_SMALLEST_SHOWN ? LC_SMALLEST_SHOWN : rows);
    for (size_t c = 0; c < terms->columns; c++) {
        struct lc_term *t = terms->term + c;
        t->mean = lc_round_mean(t->mean, n);
        if (t->sd > 0)
            t->sd = lc_round_figure(fmax(t->sd, sqrt(LC_SMALLEST_SHOWN / n)), 1);
    }
}

static int learn_moments(lc_terms *t, const struct lc_frame *frame,
                         const unsigned char *keep, struct lc_error *err)
{
    struct lc_applied applied;
    int code = lc_terms_apply(&applied, t, frame, keep, LC_APPLY_FIT, err);
    if (code)
        return code;
    for (size_t c = 0; c < t->columns && !lc_interrupted(); c++)
        moments_of(applied.column + c, applied.n, t->term + c);
    lc_applied_free(&applied);
    return lc_interrupt_check(err);
}

static int learn(lc_terms *t, const char *source, const struct lc_frame *frame,
                 const struct lc_terms_options *options, struct lc_error *err)
{
    struct lc_formula formula;
    int code = lc_formula_parse(&formula, t->arena, source, err);
    t->missing = options->missing;
    if (code || (code = lc_terms_expand(t, &formula, frame, options, err))
        || (code = settle(t, frame, err)))
        return code;
    struct lc_sides sides;
    struct lc_present present = { .own = NULL };
    unsigned char *complete = lc_alloc(frame->n, 1);
    code = complete ? lc_sides_bind(&sides, t->arena, t, frame, LC_APPLY_FIT, err)
                    : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_sides_keep(&present, &sides, frame->n, options->keep, err);
    if (!code)
        code = find_complete(t, frame, &sides, present.row, complete, err);
    if (!code)
        code = learn_rows(t, frame, present.row, complete, err);
    if (!code)
        code = learn_moments(t, frame, present.row, err);
    free(complete);
    free(present.own);
    return code;
}

int lc_terms_learn(lc_terms **terms, const char *formula, const struct lc_frame *frame,
                   const struct lc_terms_options *options, struct lc_error *err)
{
    static const struct lc_terms_options none;
    lc_terms *t = lc_alloc(1, sizeof *t);
    *terms = NULL;
    if (t)
        t->arena = lc_arena_new();
    int code = t && t->arena ? learn(t, formula, frame, options ? options : &none, err)
                             : LC_FAIL_NOMEM(err);
    if (code)
        lc_terms_free(t);
    else
        *terms = t;
    return code;
}
