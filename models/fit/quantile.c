#include "models/fit/quantile.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "models/aft/aft.h"
#include "models/aft/aft_rows.h"
#include "models/subhazard/fine_gray.h"

/* F^-1 */
static double standard(int shape, double q)
{
    if (shape == LC_LOGNORMAL)
        return gsl_cdf_ugaussian_Pinv(q);
    return shape == LC_LOGLOGISTIC ? log(q / (1 - q)) : log(-log1p(-q));
}

static double aft_time(const struct lc_fit *fit, const struct lc_aft_kind *kind,
                       size_t columns, int32_t stratum, double eta, double q)
{
    size_t scales = fit->terms - columns - lc_fit_has_intercept(fit);
    double sigma = kind->scale;
    if (scales)
        sigma = exp(
            fit->estimate[fit->terms - scales + (scales > 1 ? (size_t)stratum : 0)]);
    double time = eta + sigma * standard(kind->shape, q);
    return kind->logged ? exp(time) : time;
}

/* The step rule over one stratum's hazard, times e^eta. */
static double curve_time(const struct lc_curve *curve, double eta, double q)
{
    const double level = -log1p(-q) * exp(-eta), slack = 1e-8 * level;
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (curve->hazard[middle] >= level - slack)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == curve->n)
        return NAN;
    size_t next = low + 1;
    while (next < curve->n && curve->hazard[next] == curve->hazard[low])
        next++;
    bool flat = curve->hazard[low] <= level + slack && next < curve->n;
    return flat ? (curve->time[low] + curve->time[next]) / 2 : curve->time[low];
}

static double stepped(const struct lc_fit *fit, int32_t stratum, double eta, double q)
{
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].stratum == stratum)
            return curve_time(fit->curve + c, eta, q);
    return NAN;
}

static int fill(struct lc_quantiles *out, const struct lc_model *model,
                const double *share, struct lc_error *err)
{
    struct lc_aft_kind kind = { 0 };
    bool aft = model->family == &lc_family_aft;
    if (aft && lc_aft_kind_of(&kind, model->fit) < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    for (size_t i = 0; i < out->risks.n; i++) {
        const struct lc_applied *a = &out->risks.applied;
        int32_t stratum = a->stratum ? a->stratum[i] : 0;
        for (size_t k = 0; k < out->count; k++) {
            double *time = out->time + i * out->count + k;
            if (a->cannot[i])
                *time = NAN;
            else
                *time = aft ? aft_time(model->fit, &kind, out->risks.p, stratum,
                                       out->risks.lp[i], share[k])
                            : stepped(model->fit, stratum, out->risks.lp[i], share[k]);
        }
    }
    return LC_OK;
}

int lc_model_quantiles(struct lc_quantiles *out, const struct lc_model *model,
                       const struct lc_frame *frame, size_t count, const double *share,
                       struct lc_error *err)
{
    *out = (struct lc_quantiles){ .count = count };
    if (model->family != &lc_family_aft && model->family != &lc_family_cox
        && model->family != &lc_family_fine_gray)
        return LC_FAIL(err, LC_USAGE,
                       "quantiles are of the families cox, fine-gray, aft");
    int code = lc_model_risk(&out->risks, model, frame, NULL, 1, false, err);
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
