/* Cox's proportional hazards model: fitting. The likelihood is in partial.c, baselines
 * and risks in cox_curve.c, the robust variance in cox_robust.c. */
#include "models/cox/cox.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/sandwich.h"
#include "models/climb/thin.h"
#include "models/cox/cox_firth_inside.h"
#include "models/cox/cox_inside.h"
#include "models/cox/cox_residuals_inside.h"
#include "models/cox/cox_zph.h"
#include "models/cox/partial_exact_inside.h"
#include "models/family/endless.h"
#include "models/family/export_form.h"
#include "models/rank/concordance.h"

/* What a guess at the hazards may be out by in the information, and coefficients in
 * what is looked at where the climb ended: no more than rounding makes of either. */
static const double GOOD_GUESS = 1e-12, SAME_PLACE = 1e-10;
enum { MANY = 20000 };

struct work {
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_scaling scaling;
    struct lc_partial *partial;
    struct lc_newton newton;
    double *variance, *robust; /* [q * q] */
};

static int begin_work(struct work *w, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    size_t q = s->x.p;
    int code = lc_scaling_init(&w->scaling, s, false, w->options->team, err);
    if (!code)
        code = lc_partial_new(&w->partial, s, &w->scaling, w->options, err);
    if (!code)
        code = lc_newton_init(&w->newton, q, err);
    if (code)
        return code;
    w->partial->guess.use = w->options->firth ? LC_GUESS_NEVER : LC_GUESS_ALLOWED;
    w->variance = lc_alloc(q * q, sizeof *w->variance);
    w->robust = lc_alloc(q * q, sizeof *w->robust);
    if (!w->variance || !w->robust)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < q; k++)
        w->newton.ridge[k] = w->options->ridge
                             * (s->penalty_factor ? s->penalty_factor[k] : 1)
                             * w->scaling.scale[k] * w->scaling.scale[k];
    return LC_OK;
}

static void end_work(struct work *w)
{
    lc_scaling_release(&w->scaling);
    lc_partial_free(w->partial);
    lc_newton_release(&w->newton);
    free(w->variance);
    free(w->robust);
}

static double sum_of_events(const struct lc_bins *b)
{
    double sum = 0;
    for (size_t k = 0; k < b->count; k++)
        sum += b->event[k];
    return sum;
}

/* The slice's likelihood; *partial NULL where it has no event: no start, and no fault.
 */
static int open_slice(const struct work *w, const struct lc_sample *slice,
                      struct lc_partial **partial, struct lc_error *err)
{
    struct lc_error none = { 0 };
    int code = lc_partial_new(partial, slice, &w->scaling, w->options, &none);
    if (code == LC_UNFIT)
        return LC_OK;
    if (code)
        return lc_error_pass(err, code, &none);
    (*partial)->guess.use = LC_GUESS_ALLOWED;
    return LC_OK;
}

/* Go on from a thin slice's maximum, where that saves steps. */
static int leap(struct work *w, const struct lc_objective *objective,
                struct lc_error *err)
{
    struct lc_thin thin;
    struct lc_partial *partial = NULL;
    struct lc_start start = { NULL, NULL };
    double events = sum_of_events(w->partial->bins);
    size_t every = lc_thin_every(w->sample, events, w->newton.q);
    if (w->options->ties == LC_EXACT || w->options->max_steps < 2 || !every)
        return LC_OK;
    int code = lc_thin_init(&thin, w->sample, every, err);
    if (code)
        return code;
    code = open_slice(w, &thin.sample, &partial, err);
    struct lc_objective of_slice = { "fit: a slice first", lc_partial_evaluate,
                                     partial };
    if (partial)
        code = lc_thin_climb(&w->newton, &of_slice, thin.times, &start, err);
    lc_partial_free(partial);
    lc_thin_release(&thin);
    w->newton.full_cost =
        1 + (double)w->newton.q / (w->partial->sums.way == LC_IN_PARTS ? 12 : 35);
    w->newton.size = events;
    return code ? code : lc_thin_glide(&w->newton, objective, &start, w->options, err);
}

static int climb(struct work *w, struct lc_exact *exact, struct lc_fit *fit,
                 struct lc_error *err)
{
    struct lc_newton *n = &w->newton;
    struct lc_objective objective = { "fit", lc_partial_evaluate, w->partial };
    if (w->options->ties == LC_EXACT)
        objective = (struct lc_objective){ "fit", lc_exact_evaluate, exact };
    int code = lc_newton_begin(n, &objective, err);
    if (code)
        return code;
    fit->loglik_null = n->loglik;
    fit->score = n->first_decrement;
    code = leap(w, &objective, err);
    if (!code)
        code = lc_newton_climb(n, &objective, w->options->tolerance,
                               w->options->max_steps, err);
    fit->loglik = n->loglik;
    fit->lr = 2 * (fit->loglik - fit->loglik_null);
    return code;
}

/* The information that the variance comes from owes nothing to a guess
 * (partial_inside.h). */
static int settle_information(struct work *w, struct lc_error *err)
{
    struct lc_newton *n = &w->newton;
    if (w->options->ties == LC_EXACT || w->partial->look.state == LC_UNSEEN
        || w->partial->guess.miss < GOOD_GUESS)
        return LC_OK;
    int code = lc_partial_information(w->partial, n->information, err);
    if (!code)
        lc_newton_factor(n);
    return code;
}

static int robust_variance(struct work *w, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    size_t q = w->newton.q;
    double *meat = lc_alloc(q * q, sizeof *meat);
    if (!meat)
        return LC_FAIL_NOMEM(err);
    bool clustered = w->options->variance == LC_CLUSTERED;
    int code =
        lc_cox_meat(w->partial, clustered ? s->cluster : NULL, s->clusters, meat, err);
    for (size_t i = 0; w->options->variance == LC_HC1 && i < q * q; i++)
        meat[i] *= (double)s->n / (double)(s->n - q);
    if (!code)
        code = lc_sandwich(q, w->variance, meat, w->robust, err);
    free(meat);
    return code;
}

static int add_concordance(const struct work *w, struct lc_fit *fit,
                           struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    struct lc_followup rows = { .n = s->n,
                                .start = s->start,
                                .stop = s->stop,
                                .event = w->partial->bins->is_event,
                                .risk = w->partial->look.eta,
                                .weight = s->weight,
                                .stratum = s->stratum,
                                .strata = s->strata,
                                .cluster = s->cluster,
                                .clusters = s->clusters,
                                .team = w->options->team };
    struct lc_concordance c = { .c = NAN, .variance = NAN };
    if (w->options->variance != LC_CLUSTERED)
        rows.cluster = NULL;
    int code = lc_concordance(&c, &rows, LC_TIME_N, INFINITY, NULL, err);
    fit->concordance = c.c; /* concordance.h (1), its error by (2) */
    fit->pairs = c.pairs;
    fit->concordance_se = sqrt(c.variance);
    return code;
}

/* Is the table of the climb's last look as good as one made at the maximum? The last
 * step of all is taken without looking. */
static bool is_there(const struct work *w)
{
    const struct lc_partial *p = w->partial;
    double most = 0;
    bool seen = p->look.state != LC_UNSEEN;
    for (size_t k = 0; seen && k < p->q; k++)
        most = fmax(most, fabs(w->newton.beta[k] - p->look.at[k]));
    return seen && p->bins->n >= MANY && most < SAME_PLACE;
}

/* What is looked at where the climb ended: baselines, residuals, concordance. */
static int look_around(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    const struct lc_fit_options *o = w->options;
    double loglik = fit->loglik;
    bool robust = o->variance != LC_MODEL_BASED; /* whose table must be whole */
    int code = LC_OK;
    if (!is_there(w) || (robust && w->partial->look.state != LC_TABLED))
        code = (robust ? lc_partial_bins : lc_partial_stand)(w->partial, w->newton.beta,
                                                             &loglik, err);
    if (code || !isfinite(loglik)) {
        lc_fit_drop_curves(fit);
        return code;
    }
    code = lc_cox_curves(w->partial, &w->scaling, w->newton.beta, o, &fit->curve, err);
    fit->curves = fit->curve ? w->partial->bins->strata : 0;
    if (!code && robust)
        code = robust_variance(w, err);
    if (!code && o->concordance)
        code = add_concordance(w, fit, err);
    return code;
}

static int fit_firth(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    struct lc_cox_firth firth;
    int code = lc_cox_firth_init(&firth, w->partial, err);
    if (!code)
        code = lc_cox_firth_climb(&firth, &w->newton, w->options, fit, err);
    if (!code)
        lc_newton_variance(&w->newton, w->variance);
    if (!code)
        code = look_around(w, fit, err);
    if (!code)
        code = lc_fit_finish(fit, &w->scaling, &w->newton, w->variance, NULL, err);
    if (!code)
        code = lc_cox_firth_intervals(&firth, &w->newton, &w->scaling, fit, err);
    lc_cox_firth_release(&firth);
    return code;
}

static int watch(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    int code = lc_cox_watch(w->partial, w->options, &fit->curve, err);
    fit->curves = fit->curve ? w->partial->bins->strata : 0;
    return code;
}

static int fit_work(struct work *w, struct lc_fit *fit, struct lc_error *err)
{
    int code = begin_work(w, err);
    if (code)
        return code;
    for (size_t k = 0; k < w->partial->bins->count; k++)
        fit->events += w->partial->bins->weight[k];
    if (w->options->firth)
        return fit_firth(w, fit, err);
    struct lc_exact exact = { .z = NULL };
    if (w->partial->sums.way == LC_IN_PARTS && w->options->times)
        code = watch(w, fit, err);
    if (!code && w->options->ties == LC_EXACT)
        code = lc_exact_init(&exact, w->partial, &w->scaling, err);
    if (!code)
        code = climb(w, &exact, fit, err);
    lc_exact_release(&exact);
    if (!code)
        code = settle_information(w, err);
    if (!code)
        lc_newton_variance(&w->newton, w->variance);
    if (!code)
        code = look_around(w, fit, err);
    return code ? code
                : lc_fit_finish(
                    fit, &w->scaling, &w->newton, w->variance,
                    w->options->variance != LC_MODEL_BASED ? w->robust : NULL, err);
}

static int fit_cox(struct lc_fit **fit, const struct lc_sample *sample,
                   const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_fit_options defaults = lc_fit_defaults();
    struct work w = { .sample = sample, .options = options ? options : &defaults };
    *fit = NULL;
    if (w.options->variance == LC_CLUSTERED && !sample->cluster)
        return LC_FAIL(err, LC_USAGE, "a variance by cluster needs a cluster column");
    if (w.options->firth
        && (w.options->ties == LC_EXACT || w.options->variance != LC_MODEL_BASED
            || w.options->ridge > 0))
        return LC_FAIL(err, LC_USAGE,
                       "Firth's penalty does not go with exact ties, a robust variance "
                       "or a ridge");
    if (w.options->ties == LC_EXACT && w.options->variance != LC_MODEL_BASED)
        return LC_FAIL(err, LC_USAGE, "a robust variance does not go with exact ties");
    int code = lc_sample_check_outcome(sample, LC_TIME_TO_EVENT, err);
    if (code)
        return code;
    struct lc_fit *made =
        lc_fit_new(&lc_family_cox, sample->x.p, w.options->variance != LC_MODEL_BASED);
    code = made ? lc_fit_name_terms(made, sample, false, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        made->n = sample->n;
        code = fit_work(&w, made, err);
    }
    end_work(&w);
    if (code)
        lc_fit_free(made);
    else
        *fit = made;
    return code;
}

static const struct lc_export_form form = { .hazard = lc_export_curve,
                                            .open = lc_export_open_curves };

const struct lc_family lc_family_cox = {
    .name = "cox",
    .title = "Cox proportional hazards",
    .example = "Surv(time, death) ~ age + edema + log(bili)",
    .fit = fit_cox,
    .risk = lc_cox_risk,
    .text = lc_fit_terms_text,
    .document = "",
    .reads = "ties variance robust tolerance max_steps ridge penalty_factors "
             "firth alpha lambda lambdas path folds fold seed:folds unscaled "
             "cause concordance times residuals output_residuals zph",
    .sense = 1,
    .response = LC_TIME_TO_EVENT,
    .intercept = LC_INTERCEPT_IN_BASELINE,
    .strata = LC_YES,
    .intervals = LC_NO,
    .grid = LC_NO,
    .ranks = LC_YES,
    .shares = LC_YES,
    .likeliest = LC_YES,
    .ratio.name = "hazard ratio",
    .net.target = lc_net_cox,
    .quantile.times = lc_cox_quantiles,
    .hazard.at = lc_cox_hazard,
    .endless.reach = lc_endless_curve,
    .checks.zph = lc_zph_new,
    .checks.residuals = lc_residuals_new,
    .recalibration.run = lc_cox_recalibrate,
    .export.form = &form,
};
