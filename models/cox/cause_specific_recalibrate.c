/* A cause-specific model set to other rows: each cause as a Cox fit of its own. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/cox/cox.h"
#include "models/cox/cox_inside.h"
#include "models/family/recalibrate.h"

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
        one->at_centre[k] = all->at_centre[at + k];
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
        all->at_centre[at + k] = one->at_centre[k];
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
            isnan(one->at_centre[k]) ? 0 : one->at_centre[k];
    lc_recal_eta(w);
    int code = one->curves ? lc_cox_recalibrate_cause(w, one, (int)cause + 1, out, err)
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
