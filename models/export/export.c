/* What both ways of export need (export.h). */
#include "models/export/export.h"

#include <math.h>

static int check(const struct lc_exported *e, const struct lc_model *m,
                 struct lc_error *err)
{
    if (!e->form)
        return LC_FAIL(err, LC_REFUSED, "a model of family %s %s", m->family->name,
                       m->family->export.without);
    int code = lc_model_need_finite(
        m, "an export would give rows that it has no risk for a number", err);
    if (code)
        return code;
    if (lc_terms_offsets(m->terms))
        return LC_FAIL(err, LC_REFUSED,
                       "a model with an offset is not told by its columns alone: fit "
                       "it without");
    if ((e->form->timed || e->form->hazard) && !e->times)
        return LC_FAIL(err, LC_USAGE, "say when the risk is wanted: --times 365,730");
    return LC_OK;
}

/* Each cause's coefficients by column; the constant is the event of interest's. */
static int open_sums(struct lc_exported *e, const struct lc_model *model,
                     lc_arena *arena, struct lc_error *err)
{
    const struct lc_fit *fit = e->fit;
    size_t p = lc_terms_count(e->terms), each = fit->terms / fit->causes;
    e->causes = fit->causes;
    e->beta = lc_arena_alloc(arena, (e->causes * p + 1) * sizeof *e->beta);
    if (!e->beta)
        return LC_FAIL_NOMEM(err);
    if (e->causes == 1)
        lc_model_coefficients(model, e->beta, &e->constant);
    for (size_t k = 0; e->causes > 1 && k < fit->terms; k++)
        if (fit->column[k] >= 0 && !isnan(fit->estimate[k]))
            e->beta[k / each * p + (size_t)fit->column[k]] = fit->at_centre[k];
    return LC_OK;
}

int lc_export_open(struct lc_exported *out, const struct lc_model *model,
                   const double *time, size_t times, lc_arena *arena,
                   struct lc_error *err)
{
    *out = (struct lc_exported){ .form = model->family->export.form,
                                 .fit = model->fit,
                                 .terms = model->terms,
                                 .cause = model->cause,
                                 .times = times ? times : model->horizons,
                                 .time = times ? time : model->horizon,
                                 .strata = lc_terms_strata(model->terms) };
    int code = check(out, model, err);
    if (!code)
        code = open_sums(out, model, arena, err);
    if (!code && out->form->open)
        code = out->form->open(out, arena, err);
    /* as the model reads them: less its centre */
    return code ? code
                : lc_terms_algebra(&out->column, arena, model->terms,
                                   model->fit->centre, err);
}
