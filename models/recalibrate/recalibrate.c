/* Level, spread and baseline of a frozen model (recalibrate.h). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "models/climb/finish.h"
#include "models/recalibrate/recalibrate.h"

static int open_work(struct lc_recal *w, const struct lc_model *model,
                     struct lc_error *err)
{
    w->beta = lc_alloc(w->sample->x.p, sizeof *w->beta);
    w->eta = lc_alloc(w->sample->n, sizeof *w->eta);
    if (!w->beta || !w->eta)
        return LC_FAIL_NOMEM(err);
    lc_model_coefficients(model, w->beta, &w->constant);
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
        fit->estimate[k] = lc_at_zero(fit, fit->centre, k);
        fit->se[k] = sqrt(lc_variance_at_zero(fit, fit->centre, k));
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

/* Of a study's children as it may be told. */
static json_t *count_json(const struct lc_model *model, double count)
{
    return model->study ? lc_told_json(lc_tell((size_t)count)) : lc_model_count(count);
}

/* What a model of an earlier program says among its results alone (models/fit/whose.c),
 * and what holds after them: by whose linkage its children are. */
static bool keep_linkage(struct lc_model *model)
{
    json_t *linkage = json_object_get(model->metrics, "linkage");
    if (!linkage || json_object_get(model->training, "linkage"))
        return true;
    if (!model->training)
        model->training = json_object();
    return lc_json_put(model->training, "linkage", json_incref(linkage));
}

static int note(struct lc_model *model, const struct lc_recalibrated *out, int method,
                struct lc_error *err)
{
    json_t *o = json_object();
    if (!model->settings)
        model->settings = json_object();
    bool ok = lc_json_put(model->settings, "recalibration", o)
              && lc_json_put(o, "method", lc_json_text(lc_recalibration_names[method]))
              && lc_json_put(o, "rows", count_json(model, (double)out->rows))
              && lc_json_put(o, "events", count_json(model, out->events))
              && lc_json_put(o, "intercept", lc_json_number(out->intercept))
              && lc_json_put(o, "slope", lc_json_number(out->slope))
              && keep_linkage(model);
    json_decref(model->metrics);
    json_decref(model->verdict);
    json_decref(model->without); /* fits that were not recalibrated */
    model->metrics = model->verdict = model->without = NULL;
    free(model->parent);
    model->parent = lc_strdup(model->digest);
    return ok && model->parent ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_recalibrate(struct lc_recalibrated *out, struct lc_model *model,
                   const struct lc_sample *sample, int method, lc_team *team,
                   struct lc_error *err)
{
    const struct lc_family *family = model->family;
    struct lc_sample centred = *sample;
    struct lc_recal w = { .fit = model->fit,
                          .sample = &centred,
                          .settings = model->settings,
                          .team = team,
                          .method = method,
                          .cause = model->cause };
    *out = (struct lc_recalibrated){ .slope = 1 };
    if (!family->recalibration.run)
        return LC_FAIL(err, LC_REFUSED, "a model of family %s %s", family->name,
                       family->recalibration.without);
    int code = lc_model_need_finite(model, "it has no level to learn anew", err);
    if (code)
        return code;
    if (!lc_terms_intercept(model->terms))
        return LC_FAIL(err, LC_REFUSED,
                       "a model without an intercept (- 1) has no level to set: train "
                       "it anew on these rows");
    double *centre = model->fit->centre; /* which the family may put another fit over */
    centred.centre = centre;
    model->fit->centre = NULL;
    code = open_work(&w, model, err);
    if (!code)
        code = family->recalibration.run(&w, out, err);
    model->fit = w.fit;
    model->fit->centre = centre;
    close_work(&w);
    if (code)
        return code;
    out->rows = sample->n;
    restate(model->fit, out, method);
    return note(model, out, method, err);
}
