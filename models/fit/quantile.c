#include "models/fit/quantile.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/families/families.h"

static int fill(struct lc_quantiles *out, const struct lc_model *model,
                const double *share, struct lc_error *err)
{
    struct lc_quantile_rows rows = { .n = out->risks.n,
                                     .p = out->risks.p,
                                     .lp = out->risks.lp,
                                     .stratum = out->risks.applied.stratum,
                                     .count = out->count,
                                     .share = share };
    int code = model->family->quantile.times(model->fit, &rows, out->time, err);
    for (size_t i = 0; !code && i < rows.n; i++)
        for (size_t k = 0; out->risks.cannot[i] && k < out->count; k++)
            out->time[i * out->count + k] = NAN;
    return code;
}

int lc_model_quantiles(struct lc_quantiles *out, const struct lc_model *model,
                       const struct lc_frame *frame, size_t count, const double *share,
                       struct lc_error *err)
{
    *out = (struct lc_quantiles){ .count = count };
    const struct lc_family *family = model->family;
    if (family->quantile.without)
        return lc_family_refuse(family, "quantiles of time", family->quantile.without,
                                lc_family_has_quantiles, err);
    /* by any time: a row without a risk there has no quantile (family/endless.h) */
    double horizon = model->fit->status == LC_INFINITE ? INFINITY : 1;
    int code = lc_model_risk(&out->risks, model, frame, NULL, horizon, false, err);
    if (code)
        return code;
    out->time = lc_alloc(out->risks.n * count, sizeof *out->time);
    code = out->time ? fill(out, model, share, err) : LC_FAIL_NOMEM(err);
    if (code)
        lc_quantiles_free(out);
    return code;
}

void lc_quantiles_free(struct lc_quantiles *q)
{
    lc_risks_free(&q->risks);
    free(q->time);
    *q = (struct lc_quantiles){ 0 };
}
