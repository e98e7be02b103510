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
                     const struct lc_family *family,
                     const struct lc_fit_options *options, struct lc_recalibrated *out,
                     struct lc_error *err)
{
    if (says_nothing(w))
        return LC_OK; /* there is no spread to set */
    int code = lc_recal_line(w, family, true, *options, err);
    if (code)
        return code;
    out->slope = w->line->estimate[0]; /* b of (4) */
    lc_recal_spread_out(w, fit, out->slope, w->line->covariance[0]);
    return LC_OK;
}

/* One cause's fit, w->eta being its own. */
static int one_cause(struct lc_recal *w, struct lc_fit *fit, int cause,
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
    int code = w->method == LC_BY_SLOPE
                   ? set_slope(w, fit, &lc_family_cox, &options, out, err)
                   : LC_OK;
    /* h0 of (4) and (5) */
    return code ? code : lc_cox_baseline(fit, w->sample, &options, err);
}

int lc_cox_recalibrate(struct lc_recal *w, struct lc_recalibrated *out,
                       struct lc_error *err)
{
    int code = lc_sample_check(w->sample, LC_TIME_TO_EVENT, err);
    return code ? code : one_cause(w, w->fit, 1, out, err);
}

/* --- one a cause ------------------------------------------------------------------ */

/* The part of a cause, as a Cox fit of its own: coefficients and curves go over. */
static struct lc_fit *take_cause(struct lc_fit *all, size_t cause)
{
    size_t p = all->terms / all->causes, at = cause * p, strata = 0;
    struct lc_fit *one = lc_fit_new(&lc_family_cox, p, false);
    if (!one)
        return NULL;
    one->curve = lc_alloc(all->curves, sizeof *one->curve);
    if (!one->curve) {
        lc_fit_free(one);
        return NULL;
    }
    for (size_t k = 0; k < p; k++) {
        one->estimate[k] = all->estimate[at + k];
        for (size_t l = 0; l < p; l++)
            one->covariance[k * p + l] =
                all->covariance[(at + k) * all->terms + at + l];
    }
    for (size_t c = 0; c < all->curves; c++)
        if (all->curve[c].cause == (int)cause + 1) {
            one->curve[strata++] = all->curve[c];
            all->curve[c] = (struct lc_curve){ .cause = 0 };
        }
    one->curves = strata;
    return one;
}

/* And back, into the places that the curves left. */
static void give_back(struct lc_fit *all, struct lc_fit *one, size_t cause)
{
    size_t p = one->terms, at = cause * p, given = 0;
    for (size_t k = 0; k < p; k++) {
        all->estimate[at + k] = one->estimate[k];
        for (size_t l = 0; l < p; l++)
            all->covariance[(at + k) * all->terms + at + l] =
                one->covariance[k * p + l];
    }
    for (size_t c = 0; c < all->curves && given < one->curves; c++)
        if (all->curve[c].cause == 0)
            all->curve[c] = one->curve[given++];
    free(one->curve);
    one->curve = NULL;
    one->curves = 0;
}

static int set_cause(struct lc_recal *w, size_t cause, struct lc_recalibrated *out,
                     struct lc_error *err)
{
    struct lc_fit *all = w->fit, *one = take_cause(all, cause);
    if (!one)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < one->terms; k++)
        w->beta[all->column[cause * one->terms + k]] =
            isnan(one->estimate[k]) ? 0 : one->estimate[k];
    lc_recal_eta(w);
    int code = one->curves ? one_cause(w, one, (int)cause + 1, out, err)
                           : LC_FAIL(err, LC_FORMAT, "the model has no baseline");
    give_back(all, one, cause);
    lc_fit_free(one);
    return code ? lc_error_within(err, code, "cause %zu", cause + 1) : LC_OK;
}

static int check_causes(const struct lc_recal *w, struct lc_error *err)
{
    for (size_t i = 0; i < w->sample->n; i++)
        if ((size_t)w->sample->cause[i] > w->fit->causes)
            return LC_FAIL(err, LC_RANGE,
                           "row %zu: cause %d, and the model knows %zu: fit anew, or "
                           "leave such rows out",
                           i + 1, w->sample->cause[i], w->fit->causes);
    return LC_OK;
}

/* A competing cause that these rows never met keeps what it had: they say too little of
 * it to say 0. */
int lc_cause_specific_recalibrate(struct lc_recal *w, struct lc_recalibrated *out,
                                  struct lc_error *err)
{
    int code = lc_sample_check(w->sample, LC_TIME_TO_CAUSE, err);
    if (!code)
        code = check_causes(w, err);
    for (size_t k = 0; !code && k < w->fit->causes; k++) {
        struct lc_recalibrated one;
        bool interest = (int)k + 1 == w->cause;
        if (!interest && !(lc_recal_events(w->sample, (int)k + 1) > 0))
            continue;
        code = set_cause(w, k, interest ? out : &one, err);
    }
    return code;
}
