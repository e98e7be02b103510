/* What both forms of export need (export.h). */
#include "models/fit/export.h"

#include <string.h>

#include "design/terms_algebra.h"
#include "models/family/scorecard.h"

static int check(const struct lc_model *m, size_t times, struct lc_error *err)
{
    bool cox = m->family == &lc_family_cox;
    if (!cox && m->family != &lc_family_logistic && m->family != &lc_family_cloglog
        && m->family != &lc_family_scorecard)
        return LC_FAIL(err, LC_USAGE,
                       "a %s model cannot be exported; logistic, cloglog, scorecard "
                       "and cox can",
                       m->family->name);
    if (lc_terms_offsets(m->terms))
        return LC_FAIL(err, LC_USAGE, "a model with an offset cannot be exported");
    if (cox && !times)
        return LC_FAIL(err, LC_USAGE,
                       "say when the baseline is wanted: --times 365,730");
    if (cox && !m->fit->curves)
        return LC_FAIL(err, LC_USAGE, "the model has no baseline");
    return LC_OK;
}

int lc_export_open(struct lc_exported *out, const struct lc_model *model,
                   const double *time, size_t times, lc_arena *arena,
                   struct lc_error *err)
{
    size_t p = lc_terms_count(model->terms);
    *out = (struct lc_exported){ .model = model,
                                 .times = times ? times : model->horizons,
                                 .time = times ? time : model->horizon };
    int code = check(model, out->times, err);
    if (code)
        return code;
    out->beta = lc_arena_alloc(arena, (p + 1) * sizeof *out->beta);
    if (!out->beta)
        return LC_FAIL_NOMEM(err);
    lc_model_coefficients(model, out->beta, &out->constant);
    return lc_terms_algebra(&out->column, arena, model->terms, err);
}

double lc_export_hazard(const struct lc_exported *e, int32_t stratum, double time)
{
    const struct lc_fit *fit = e->model->fit;
    double hazard = 0;
    for (size_t c = 0; c < fit->curves; c++)
        for (size_t i = 0; fit->curve[c].stratum == stratum && i < fit->curve[c].n; i++)
            if (fit->curve[c].time[i] <= time)
                hazard = fit->curve[c].hazard[i];
    return hazard;
}
