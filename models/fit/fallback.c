/* See fallback.h. */
#include "models/fit/fallback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

int lc_hidden_make(struct lc_hidden *hidden, const struct lc_study *study,
                   const struct lc_design *design, const char *history,
                   struct lc_error *err)
{
    size_t n = design->frame.n, count = design->frame.count;
    struct lc_frame *frame = &hidden->design.frame;
    *hidden = (struct lc_hidden){ .design = *design };
    hidden->none = lc_alloc(n ? n : 1, sizeof *hidden->none);
    hidden->unsaid = lc_alloc(n ? n : 1, sizeof *hidden->unsaid);
    frame->column = lc_alloc(count, sizeof *frame->column);
    if (!hidden->none || !hidden->unsaid || !frame->column) {
        lc_hidden_free(hidden);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t i = 0; i < n; i++)
        hidden->none[i] = NAN;
    for (size_t k = 0; k < count; k++) {
        struct lc_column *column = frame->column + k;
        *column = design->frame.column[k];
        const struct lc_study_predictor *p = lc_study_find(study, column->name);
        if (!p || !lc_study_reads(study, p, history))
            continue;
        bool category = column->type == LC_CATEGORY;
        column->data = category ? (void *)hidden->unsaid : hidden->none;
        column->type = category ? LC_CATEGORY : LC_F32;
    }
    return LC_OK;
}

void lc_hidden_free(struct lc_hidden *hidden)
{
    free(hidden->design.frame.column);
    free(hidden->none);
    free(hidden->unsaid);
    *hidden = (struct lc_hidden){ .none = NULL };
}

/* What the model around it says already is not said again. */
static json_t *fit_json(const char *history, struct lc_model *fit)
{
    json_decref(fit->study);
    fit->study = NULL;
    return LC_OBJECT({ "history", lc_json_text(history) },
                     { "model", lc_model_inside(fit) });
}

static int fit_one(json_t *list, const struct lc_train *train, const char *history,
                   struct lc_error *err)
{
    struct lc_hidden hidden;
    struct lc_train_counts counts;
    struct lc_model *fit = NULL;
    struct lc_train own = *train;
    int code = lc_hidden_make(&hidden, train->study, train->design, history, err);
    if (code)
        return code;
    own.design = &hidden.design;
    code = lc_train_fit(&fit, &own, &counts, err);
    if (code)
        code = lc_error_within(err, code, "the fit without %s", history);
    else if (!lc_json_push(list, fit_json(history, fit)))
        code = LC_FAIL_NOMEM(err);
    lc_model_free(fit);
    lc_hidden_free(&hidden);
    return code;
}

int lc_fallbacks_fit(struct lc_model *model, const struct lc_train *train,
                     struct lc_error *err)
{
    const struct lc_study_sources *asked = &train->study->sources;
    json_t *list = asked->refit_without_count ? json_array() : NULL;
    int code = list || !asked->refit_without_count ? LC_OK : LC_FAIL_NOMEM(err);
    for (unsigned k = 0; k < asked->refit_without_count && !code; k++)
        code = fit_one(list, train, asked->refit_without[k], err);
    if (code)
        json_decref(list);
    else
        model->without = list;
    return code;
}

static const json_t *kept_for(const struct lc_model *model, const char *history)
{
    const json_t *one;
    for (size_t k = 0; (one = json_array_get(model->without, k)); k++) {
        const char *is = json_string_value(json_object_get(one, "history"));
        if (is && strcmp(is, history) == 0)
            return json_object_get(one, "model");
    }
    return NULL;
}

int lc_fallback_of(struct lc_model **without, const struct lc_model *model,
                   const char *history, struct lc_error *err)
{
    const json_t *kept = kept_for(model, history);
    *without = NULL;
    if (!kept)
        return LC_OK;
    int code = lc_model_of_inside(without, kept, err);
    if (code)
        return lc_error_within(err, code, "the fit without %.60s", history);
    memcpy((*without)->digest, model->digest, sizeof model->digest);
    (*without)->study = json_incref(model->study);
    (*without)->training = json_incref(model->training);
    (*without)->metrics = json_incref(model->metrics);
    return LC_OK;
}

void lc_fallbacks_add(struct lc_text *text, const struct lc_model *model)
{
    const json_t *one;
    for (size_t k = 0; (one = json_array_get(model->without, k)); k++)
        lc_text_addf(text, "%s%s", k ? ", " : "",
                     json_string_value(json_object_get(one, "history")));
}
