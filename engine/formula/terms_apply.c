/* Frozen terms on a frame: rows (terms_rows.c), columns (terms_matrix.c), then strata
 * and what stands beside them (terms_sides.c). */
#include <stdlib.h>

#include "formula/terms_run_inside.h"

static int read_strata(struct lc_applying *a, struct lc_applied *out)
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
        size_t count = lc_applying_block(a, first);
        lc_bound_codes(&a->stratum, first, count, code);
        for (; at < out->n && out->row[at] < first + count; at++) {
            int32_t level = code[out->row[at] - first];
            out->stratum[at] = level > 0 ? level - 1 : 0;
        }
    }
    return LC_OK;
}

static int apply_all(struct lc_applying *a, const unsigned char *keep,
                     struct lc_applied *out)
{
    int code = lc_applying_bind(a);
    if (!code)
        code = lc_sides_keep(&a->present, &a->sides, a->frame->n, keep, a->err);
    out->weightless = a->present.weightless;
    if (code || (code = lc_applying_scan(a)) || (code = lc_applying_rows(a, out))
        || (code = lc_applying_matrix(a, out)) || (code = read_strata(a, out)))
        return code;
    return lc_sides_read(&a->sides, a->terms, a->frame, out, a->err);
}

int lc_terms_apply(struct lc_applied *applied, const lc_terms *terms,
                   const struct lc_frame *frame, const unsigned char *keep, int how,
                   struct lc_error *err)
{
    *applied = (struct lc_applied){ .outcome = terms->outcome >= LC_OUTCOME_INTERVAL
                                                   ? LC_OUTCOME_INTERVAL
                                                   : terms->outcome };
    applied->arena = lc_arena_new();
    if (!applied->arena)
        return LC_FAIL_NOMEM(err);
    struct lc_applying a = {
        .terms = terms, .frame = frame, .how = how, .arena = applied->arena, .err = err
    };
    int code = apply_all(&a, keep, applied);
    free(a.present.own);
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
