/* Hazards in proportion: one (Cox), or one a cause (family/recalibrate.h (2), (4),
 * (5)). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/cox/cause_specific.h"
#include "models/cox/cox.h"
#include "models/cox/cox_inside.h"
#include "models/family/recalibrate.h"

/* The sum of (2): the events that the fit foretold for the rows' own follow-up. */
static double expected_events(const struct lc_recal *w, const struct lc_fit *fit)
{
    const struct lc_sample *s = w->sample;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct lc_curve *curve = fit->curve;
        for (size_t c = 0; s->stratum && c < fit->curves; c++)
            if (fit->curve[c].stratum == s->stratum[i])
                curve = &fit->curve[c];
        double h = lc_curve_hazard(curve, s->stop[i])
                   - (s->start ? lc_curve_hazard(curve, s->start[i]) : 0);
        sum += h * exp(w->eta[i] + (s->offset ? s->offset[i] : 0))
               * (s->weight ? s->weight[i] : 1);
    }
    return sum;
}

static bool says_nothing(const struct lc_recal *w)
{
    for (size_t k = 0; k < w->sample->x.p; k++)
        if (w->beta[k] != 0)
            return false;
    return true;
}

static int set_slope(struct lc_recal *w, struct lc_fit *fit,
                     const struct lc_fit_options *options, struct lc_recalibrated *out,
                     struct lc_error *err)
{
    if (says_nothing(w))
        return LC_OK; /* there is no spread to set */
    int code = lc_recal_line(w, fit->family, true, *options, err);
    if (code)
        return code;
    out->slope = w->line->at_centre[0]; /* b of (4) */
    lc_recal_spread_out(w, fit, out->slope, w->line->covariance[0]);
    return LC_OK;
}

int lc_cox_recalibrate_cause(struct lc_recal *w, struct lc_fit *fit, int cause,
                             struct lc_recalibrated *out, struct lc_error *err)
{
    struct lc_fit_options options = lc_fit_defaults();
    const char *ties = json_string_value(json_object_get(w->settings, "ties"));
    options.team = w->team;
    options.cause = cause;
    if (ties && !strcmp(ties, lc_ties_names[LC_BRESLOW]))
        options.ties = LC_BRESLOW;
    *out = (struct lc_recalibrated){ .events = lc_recal_events(w->sample, cause),
                                     .expected = expected_events(w, fit),
                                     .slope = 1 };
    if (w->method == LC_BY_INTERCEPT)
        return lc_recal_level(fit, out, err); /* (2) */
    int code = w->method == LC_BY_SLOPE ? set_slope(w, fit, &options, out, err) : LC_OK;
    /* h0 of (4) and (5) */
    return code ? code : lc_cox_baseline(fit, w->sample, &options, err);
}

int lc_cox_recalibrate(struct lc_recal *w, struct lc_recalibrated *out,
                       struct lc_error *err)
{
    int code = lc_sample_check(w->sample, LC_TIME_TO_EVENT, err);
    return code ? code : lc_cox_recalibrate_cause(w, w->fit, 1, out, err);
}
