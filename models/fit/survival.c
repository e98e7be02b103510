#include "models/fit/survival.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/curve/kaplan_meier.h"
#include "models/families/families.h"
#include "models/family/centre.h"
#include "models/family/endless.h"

/* How one row's curve is made. */
struct ask {
    const struct lc_model *model;
    size_t times;
    const double *time;
    int limits;
};

static int hazard_point(const struct ask *a, const struct lc_risk_rows *row,
                        double *out, struct lc_error *err)
{
    double hazard, variance;
    int code =
        a->model->family->hazard.at(a->model->fit, row, 0, &hazard, &variance, err);
    out[0] = exp(-hazard);
    out[1] = out[0] * sqrt(variance);
    lc_survival_limits(a->limits, out[0], variance, out + 2, out + 3);
    return code;
}

static int risk_point(const struct ask *a, const struct lc_risk_rows *row, double *out,
                      struct lc_error *err)
{
    double risk, low, high;
    struct lc_risk_out risks = { &risk, &low, &high };
    int code = a->model->family->risk(a->model->fit, row, &risks, err);
    out[0] = 1 - risk;
    out[1] = NAN;
    out[2] = 1 - high;
    out[3] = 1 - low;
    return code;
}

static int row_curve(struct lc_survival *s, const struct ask *a, size_t i,
                     struct lc_risk_rows *row, struct lc_error *err)
{
    for (size_t t = 0; t < s->times; t++) {
        row->horizon = a->time[t];
        double out[4] = { NAN, NAN, NAN, NAN };
        int code = LC_OK;
        int32_t stratum = row->stratum ? *row->stratum : 0;
        if (!s->applied.cannot[i] && !lc_model_beyond(a->model, stratum, a->time[t]))
            code = a->model->family->hazard.at ? hazard_point(a, row, out, err)
                                               : risk_point(a, row, out, err);
        if (code)
            return lc_error_within(err, code, "row %zu", s->applied.row[i] + 1);
        size_t at = i * s->times + t;
        s->survival[at] = out[0];
        s->se[at] = out[1];
        s->low[at] = out[2];
        s->high[at] = out[3];
    }
    return LC_OK;
}

/* A row that has no risk by the last of the times has no curve. */
static int all_rows(struct lc_survival *s, const struct ask *a, struct lc_error *err)
{
    const struct lc_applied *rows = &s->applied;
    double *x = lc_alloc(rows->x.p, sizeof *x);
    int code = x ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->n && !code; i++) {
        struct lc_risk_rows row = { .m = 1,
                                    .p = rows->x.p,
                                    .x = x,
                                    .offset = rows->offset ? rows->offset + i : NULL,
                                    .stratum = rows->stratum ? rows->stratum + i : NULL,
                                    .horizon = a->time[a->times - 1] };
        for (size_t c = 0; c < rows->x.p; c++)
            x[c] = lc_from_centre(a->model->fit->centre, c,
                                  lc_column_get(rows->x.column + c, i));
        code = lc_endless_rows(a->model->fit, &row, rows->cannot + i, err);
        if (!code)
            code = row_curve(s, a, i, &row, err);
    }
    free(x);
    return code;
}

int lc_model_survival(struct lc_survival *survival, const struct lc_model *model,
                      const struct lc_frame *frame, size_t times, const double *time,
                      int limits, struct lc_error *err)
{
    struct ask ask = { .model = model, .times = times, .time = time, .limits = limits };
    struct lc_survival *s = survival;
    *s = (struct lc_survival){ .times = times };
    if (model->family->response == LC_BINARY)
        return LC_FAIL(err, LC_USAGE, "the %s family has no curve over time",
                       model->family->name);
    if (!model->family->hazard.at && limits != LC_LIMITS_LOGLOG)
        return lc_family_refuse(model->family, "choice of limits",
                                model->family->hazard.without, lc_family_has_hazard,
                                err);
    int code =
        lc_terms_apply(&s->applied, model->terms, frame, NULL, LC_APPLY_SCORE, err);
    if (code)
        return code;
    s->n = s->applied.n;
    s->survival = lc_alloc(s->n * times, sizeof(double));
    s->se = lc_alloc(s->n * times, sizeof(double));
    s->low = lc_alloc(s->n * times, sizeof(double));
    s->high = lc_alloc(s->n * times, sizeof(double));
    code = s->survival && s->se && s->low && s->high ? all_rows(s, &ask, err)
                                                     : LC_FAIL_NOMEM(err);
    if (code)
        lc_survival_free(s);
    return code;
}

void lc_survival_free(struct lc_survival *s)
{
    free(s->survival);
    free(s->se);
    free(s->low);
    free(s->high);
    lc_applied_free(&s->applied);
    *s = (struct lc_survival){ 0 };
}
