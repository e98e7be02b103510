/* Level, spread and baseline of a frozen model (recalibrate.h). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/aft/aft.h"
#include "models/aft/aft_rows.h"
#include "models/binary/binary.h"
#include "models/binary/scorecard.h"
#include "models/climb/finish.h"
#include "models/cox/cause_specific.h"
#include "models/cox/cox.h"
#include "models/discrete/discrete.h"
#include "models/recalibrate/recalibrate_work.h"
#include "models/subhazard/fine_gray.h"

const char *const lc_recalibration_names[] = { "intercept", "slope", "baseline", NULL };

/* clang-format off */
static const struct {
    const struct lc_family *family;
    lc_recal_way *run;
} ways[] = {
    { &lc_family_logistic,         lc_recal_binary },
    { &lc_family_cloglog,          lc_recal_binary },
    { &lc_family_scorecard,        lc_recal_binary },
    { &lc_family_cox,              lc_recal_cox },
    { &lc_family_cause_specific,   lc_recal_causes },
    { &lc_family_fine_gray,        lc_recal_fine_gray },
    { &lc_family_discrete_logit,   lc_recal_discrete },
    { &lc_family_discrete_cloglog, lc_recal_discrete },
    { &lc_family_aft,              lc_recal_aft },
};
/* clang-format on */

static lc_recal_way *find_way(const struct lc_family *family)
{
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
        if (ways[k].family == family)
            return ways[k].run;
    return NULL;
}

/* Times of the whole line may be below 0 (as the family's own fit has it). */
static int check_rows(const struct lc_model *model, const struct lc_sample *sample,
                      struct lc_error *err)
{
    struct lc_sample outcome = *sample;
    struct lc_aft_kind kind;
    if (model->family == &lc_family_aft && !sample->stop_high
        && lc_aft_kind_of(&kind, model->fit) >= 0 && !kind.logged)
        outcome.stop_high = outcome.stop;
    return lc_sample_check(&outcome, model->family->response, err);
}

static int open_work(struct lc_recal *w, struct lc_error *err)
{
    w->beta = lc_alloc(w->sample->x.p, sizeof *w->beta);
    w->eta = lc_alloc(w->sample->n, sizeof *w->eta);
    if (!w->beta || !w->eta)
        return LC_FAIL_NOMEM(err);
    lc_model_coefficients(w->model, w->beta, &w->constant);
    lc_recal_eta(w);
    return LC_OK;
}

static void close_work(struct lc_recal *w)
{
    free(w->beta);
    free(w->eta);
    lc_fit_free(w->line);
}

static void restate(struct lc_fit *fit, const struct lc_recalibrated *out, int method)
{
    for (size_t k = 0; k < fit->terms; k++) {
        fit->se[k] = sqrt(fit->covariance[k * fit->terms + k]);
        if (fit->robust_se)
            fit->robust_se[k] = fit->se[k];
        fit->low[k] = fit->estimate[k] - LC_Z95 * fit->se[k];
        fit->high[k] = fit->estimate[k] + LC_Z95 * fit->se[k];
    }
    fit->n = out->rows;
    fit->events = out->events;
    fit->loglik = fit->loglik_null = fit->lr = fit->wald = fit->score = NAN;
    fit->concordance = fit->concordance_se = NAN;
    snprintf(fit->status_text, sizeof fit->status_text,
             "coefficients frozen; %s recalibrated", lc_recalibration_names[method]);
}

static int note(struct lc_model *model, const struct lc_recalibrated *out, int method,
                struct lc_error *err)
{
    json_t *o = json_object();
    if (!model->settings)
        model->settings = json_object();
    bool ok = lc_json_put(model->settings, "recalibration", o)
              && lc_json_put(o, "method", lc_json_text(lc_recalibration_names[method]))
              && lc_json_put(o, "rows", lc_model_count((double)out->rows))
              && lc_json_put(o, "events", lc_model_count(out->events))
              && lc_json_put(o, "intercept", lc_json_number(out->intercept))
              && lc_json_put(o, "slope", lc_json_number(out->slope));
    json_decref(model->metrics);
    json_decref(model->verdict);
    model->metrics = model->verdict = NULL;
    free(model->parent);
    model->parent = lc_strdup(model->digest);
    return ok && model->parent ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_recalibrate(struct lc_recalibrated *out, struct lc_model *model,
                   const struct lc_sample *sample, int method, lc_team *team,
                   struct lc_error *err)
{
    struct lc_recal w = {
        .model = model, .sample = sample, .team = team, .method = method
    };
    lc_recal_way *run = find_way(model->family);
    *out = (struct lc_recalibrated){ .slope = 1 };
    if (!run)
        return LC_FAIL(err, LC_REFUSED,
                       "a model of family %s has no linear predictor to recalibrate: "
                       "train it anew on these rows",
                       model->family->name);
    if (!lc_terms_intercept(model->terms))
        return LC_FAIL(err, LC_REFUSED,
                       "a model without an intercept (- 1) has no level to set: train "
                       "it anew on these rows");
    int code = check_rows(model, sample, err);
    if (!code)
        code = open_work(&w, err);
    if (!code)
        code = run(&w, out, err);
    close_work(&w);
    if (code)
        return code;
    out->rows = sample->n;
    restate(model->fit, out, method);
    if (model->family == &lc_family_scorecard)
        code = lc_scorecard_refresh(model->fit, err);
    return code ? code : note(model, out, method, err);
}
