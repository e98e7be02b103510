#include "models/fit/table_fit.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/path.h"
#include "models/families/families.h"
#include "models/family/centre.h"
#include "models/penalty/net_fit.h"

static bool has_time(int outcome)
{
    return outcome == LC_OUTCOME_TIME || outcome == LC_OUTCOME_SPELL
           || outcome == LC_OUTCOME_INTERVAL;
}

static int check_kind(const struct lc_applied *a, const struct lc_family *family,
                      struct lc_error *err)
{
    if (a->outcome == LC_OUTCOME_NONE)
        return LC_FAIL(err, LC_USAGE, "the formula has no response: write y ~ ...");
    if (family->response == LC_BINARY && has_time(a->outcome))
        return LC_FAIL(err, LC_USAGE,
                       "the %s family needs y ~ or cbind(successes, failures) ~, not "
                       "Surv()",
                       family->name);
    if (family->response != LC_BINARY && !has_time(a->outcome))
        return LC_FAIL(err, LC_USAGE,
                       "the %s family needs Surv(time, event) ~ on the left",
                       family->name);
    if (a->outcome == LC_OUTCOME_INTERVAL && family->intervals != LC_YES)
        return lc_family_refuse(family, "interval censoring",
                                "it needs the time of every event",
                                lc_family_has_intervals, err);
    return LC_OK;
}

int lc_sample_of(struct lc_sample *sample, struct lc_applied *applied,
                 const struct lc_family *family, int cause, const char **names,
                 struct lc_error *err)
{
    int code = check_kind(applied, family, err);
    if (!code && applied->cause)
        code = lc_events_check(applied->n, applied->cause, err);
    if (code)
        return code;
    for (size_t c = 0; c < applied->x.p; c++)
        names[c] = applied->column[c].name;
    if (applied->cause && family->response == LC_TIME_TO_EVENT)
        for (size_t i = 0; i < applied->n; i++)
            applied->cause[i] = applied->cause[i] == cause;
    *sample = (struct lc_sample){ .n = applied->n,
                                  .x = applied->x,
                                  .name = names,
                                  .y = applied->y,
                                  .trials = applied->trials,
                                  .start = applied->start,
                                  .stop = applied->stop,
                                  .stop_high = applied->stop_high,
                                  .cause = applied->cause,
                                  .weight = applied->weight,
                                  .offset = applied->offset,
                                  .stratum = applied->stratum,
                                  .strata = applied->strata,
                                  .cluster = applied->cluster,
                                  .clusters = applied->clusters,
                                  .row = applied->row };
    return lc_sample_check_strata(sample, family, err);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The fold of each row kept, 0 .. *folds - 1 in the order of the column's values. */
static int read_folds(int32_t **fold, int *folds, const struct lc_frame *frame,
                      const struct lc_applied *a, const char *name,
                      struct lc_error *err)
{
    const struct lc_column *column = lc_frame_find(frame, name);
    if (!column)
        return LC_FAIL(err, LC_USAGE, "--fold: no column '%.60s' in the table", name);
    double *value = lc_alloc(a->n, sizeof *value);
    *fold = lc_alloc(a->n, sizeof **fold);
    if (!value || !*fold) {
        free(value);
        return LC_FAIL_NOMEM(err);
    }
    size_t count = 0, missing = 0;
    for (size_t i = 0; i < a->n; i++) {
        value[i] = lc_column_get(column, a->row[i]);
        missing += isnan(value[i]) ? 1 : 0;
    }
    qsort(value, missing ? 0 : a->n, sizeof *value, by_value);
    for (size_t i = 0; i < a->n; i++)
        if (!count || value[i] > value[count - 1])
            value[count++] = value[i];
    for (size_t i = 0; i < a->n; i++) {
        double v = lc_column_get(column, a->row[i]);
        const double *at = bsearch(&v, value, count, sizeof *value, by_value);
        (*fold)[i] = at ? (int32_t)(at - value) : 0;
    }
    *folds = (int)count;
    free(value);
    return missing ? LC_FAIL(err, LC_RANGE, "--fold: '%.60s' is missing in a row", name)
                   : LC_OK;
}

/* Held-out rows of somebody who was learnt from would flatter the fit. */
static int keep_together(const struct lc_sample *s, const int32_t *fold,
                         struct lc_error *err)
{
    size_t *first = s->cluster ? lc_alloc(s->clusters, sizeof *first) : NULL;
    int code = s->cluster && !first ? LC_FAIL_NOMEM(err) : LC_OK;
    for (size_t i = 0; !code && first && i < s->n; i++) {
        size_t *at = first + s->cluster[i];
        if (!*at)
            *at = i + 1;
        if (fold[i] != fold[*at - 1])
            code = LC_FAIL(err, LC_USAGE,
                           "--fold: rows %zu and %zu are of one cluster and in two "
                           "folds; a cluster must be in one",
                           lc_sample_row(s, *at - 1), lc_sample_row(s, i));
    }
    free(first);
    return code;
}

/* An elastic net at what ask->net says. */
static int fit_net(struct lc_fit **fit, const struct lc_frame *frame,
                   const struct lc_applied *applied, const struct lc_table_fit *ask,
                   const struct lc_sample *sample, struct lc_fit_options options,
                   struct lc_error *err)
{
    int32_t *fold = NULL;
    int code = LC_OK;
    struct lc_net_request request = { .scale_free = ask->net.unscaled };
    if (ask->net.lambdas) {
        request.lambda = ask->net.lambda;
        request.count = ask->net.lambdas;
        options.path = (int)ask->net.lambdas;
    }
    if (ask->net.lambdas || !options.path)
        request.kkt = 1e-12; /* to the last digits: these are few */
    if (ask->net.fold)
        code = read_folds(&fold, &options.folds, frame, applied, ask->net.fold, err);
    request.fold = fold;
    if (!code && fold)
        code = keep_together(sample, fold, err);
    if (!code)
        code = lc_net_family_fit(fit, ask->family, sample, &options, &request, err);
    free(fold);
    return code;
}

static int check_factors(const struct lc_sample *sample, const struct lc_net_ask *net,
                         struct lc_error *err)
{
    if (net->factors && net->factors != sample->x.p)
        return LC_FAIL(err, LC_USAGE, "--penalty-factors: %zu numbers for %zu columns",
                       net->factors, sample->x.p);
    for (size_t k = 0; k < net->factors; k++)
        if (!(net->factor[k] >= 0))
            return LC_FAIL(err, LC_USAGE, "--penalty-factors: numbers of at least 0");
    return LC_OK;
}

/* Weights that are no whole numbers are not rows counted twice: a model-based variance
 * would take them for information. As coxph has it. */
static bool has_shares(const struct lc_applied *a)
{
    for (size_t i = 0; a->weight && i < a->n; i++)
        if (a->weight[i] != floor(a->weight[i]))
            return true;
    return false;
}

/* The saturated likelihood and AIC, where they mean something. */
static void measure(struct lc_fit *fit, const struct lc_sample *sample,
                    const struct lc_fit_options *o, bool net)
{
    size_t free_terms = 0;
    for (size_t k = 0; k < fit->terms; k++)
        free_terms += isfinite(fit->estimate[k]) ? 1 : 0;
    if (sample->y)
        fit->saturated = lc_sample_saturated(sample);
    if (!net && !o->firth && !(o->ridge > 0) && fit->family->likeliest == LC_YES)
        fit->aic = 2 * ((double)free_terms - fit->loglik);
}

/* How long each baseline's rows were watched. */
static int note_last(struct lc_fit *fit, const struct lc_sample *s,
                     struct lc_error *err)
{
    if (!fit->curves)
        return LC_OK;
    size_t strata = s->stratum ? s->strata : 1;
    double *last = lc_alloc(strata, sizeof *last);
    if (!last)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->n; i++) {
        double *at = last + (s->stratum ? s->stratum[i] : 0);
        *at = fmax(*at, s->stop[i]);
    }
    for (size_t c = 0; c < fit->curves; c++)
        if ((size_t)fit->curve[c].stratum < strata)
            fit->curve[c].last = last[fit->curve[c].stratum];
    free(last);
    return LC_OK;
}

/* What becomes of variance: by cluster or row where the formula, the weights or the
 * person say so. */
static int settle_variance(struct lc_fit_options *options,
                           const struct lc_table_fit *ask,
                           const struct lc_applied *applied, struct lc_error *err)
{
    if (options->variance == LC_MODEL_BASED && applied->cluster)
        options->variance = LC_CLUSTERED;
    else if (options->variance == LC_MODEL_BASED
             && (ask->robust
                 || (ask->family->shares == LC_YES && !options->firth
                     && has_shares(applied))))
        options->variance = LC_HC0;
    if (options->variance == LC_CLUSTERED && !applied->cluster)
        return LC_FAIL(err, LC_USAGE,
                       "variance by cluster needs cluster(column) in the formula");
    return LC_OK;
}

static int fit_applied(struct lc_model *model, const struct lc_frame *frame,
                       struct lc_applied *applied, const struct lc_table_fit *ask,
                       struct lc_sample *sample, struct lc_error *err)
{
    struct lc_fit_options options = ask->options;
    if (ask->family->response == LC_TIME_TO_EVENT)
        options.cause = 1; /* as lc_sample_of() has written it */
    bool wanted = lc_net_wanted(&options) || ask->net.lambdas;
    if (ask->net.factors)
        sample->penalty_factor = ask->net.factor;
    int code = settle_variance(&options, ask, applied, err);
    if (!code)
        code = check_factors(sample, &ask->net, err);
    if (!code && wanted)
        code = fit_net(&model->fit, frame, applied, ask, sample, options, err);
    else if (!code)
        code = ask->family->fit(&model->fit, sample, &options, err);
    if (!code)
        code = lc_fit_keep_centre(model->fit, sample, err);
    if (code)
        return code;
    measure(model->fit, sample, &options, wanted);
    model->fit->event_rows =
        lc_sample_events(sample, model->fit->causes > 1 ? 0 : options.cause);
    return note_last(model->fit, sample, err);
}

static int fit_sample(struct lc_model *model, const struct lc_frame *frame,
                      struct lc_applied *applied, const struct lc_table_fit *ask,
                      struct lc_error *err)
{
    struct lc_sample sample;
    double *centre = NULL;
    const char **names = lc_alloc(applied->x.p, sizeof *names);
    int code = names ? lc_model_centre(model, &centre, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code =
            lc_sample_of(&sample, applied, ask->family, ask->options.cause, names, err);
    if (!code) {
        sample.no_intercept = !lc_terms_intercept(model->terms);
        sample.centre = sample.no_intercept ? NULL : centre;
        code = fit_applied(model, frame, applied, ask, &sample, err);
    }
    free(centre);
    free(names);
    return code;
}

/* '- 1' is for families with an intercept that can do without. Those of times have a
 * baseline in its place, as R's coxph has: factors are coded by contrasts all the same,
 * which "+ 1" at the formula's end says. */
static int settle_intercept(struct lc_model *model, const struct lc_frame *frame,
                            const struct lc_table_fit *ask,
                            const struct lc_terms_options *how, struct lc_error *err)
{
    const struct lc_fit_options *o = &ask->options;
    int rule = ask->family->intercept;
    struct lc_text formula = { 0 };
    if (lc_terms_intercept(model->terms)
        || (rule == LC_INTERCEPT_UNLESS_TAKEN && !o->path && !(o->lambda >= 0)
            && !o->firth))
        return LC_OK;
    if (rule != LC_INTERCEPT_IN_BASELINE)
        return LC_FAIL(err, LC_USAGE,
                       "%s always has an intercept: take '- 1' or '0 +' out of the "
                       "formula",
                       rule == LC_INTERCEPT_ALWAYS ? ask->family->title
                                                   : "a penalised fit");
    lc_terms_free(model->terms);
    model->terms = NULL;
    lc_text_addf(&formula, "%s + 1", ask->formula);
    int code = lc_text_check(&formula, err);
    if (!code)
        code = lc_terms_learn(&model->terms, formula.data, frame, how, err);
    lc_text_free(&formula);
    return code;
}

static int fit_model(struct lc_model *model, struct lc_unused *unused,
                     const struct lc_frame *frame, const struct lc_table_fit *ask,
                     struct lc_error *err)
{
    struct lc_terms_options how = { .weights = ask->weights, .keep = ask->keep };
    struct lc_applied applied;
    int code = lc_terms_learn(&model->terms, ask->formula, frame, &how, err);
    if (code)
        return code;
    code = settle_intercept(model, frame, ask, &how, err);
    if (code)
        return code;
    code = lc_terms_apply(&applied, model->terms, frame, ask->keep, LC_APPLY_FIT, err);
    if (code)
        return code;
    *unused = (struct lc_unused){ applied.missing, applied.weightless };
    code = fit_sample(model, frame, &applied, ask, err);
    lc_applied_free(&applied);
    return code;
}

int lc_table_fit(struct lc_model **model, struct lc_unused *unused,
                 const struct lc_frame *frame, const struct lc_table_fit *ask,
                 struct lc_error *err)
{
    *model = NULL;
    struct lc_model *new = lc_model_new();
    if (!new)
        return LC_FAIL_NOMEM(err);
    new->family = ask->family;
    new->cause = ask->options.cause;
    new->seed = (uint64_t)ask->options.seed;
    int code = fit_model(new, unused, frame, ask, err);
    if (code)
        lc_model_free(new);
    else
        *model = new;
    return code;
}

int lc_model_note_input(struct lc_model *model, const char *path, size_t rows,
                        const unsigned char *digest, struct lc_error *err)
{
    char text[LC_DIGEST_TEXT];
    if (!model->inputs)
        model->inputs = json_array();
    bool ok = lc_json_push(
        model->inputs,
        LC_OBJECT({ "name", lc_json_text(lc_path_name(path)) },
                  { "rows", lc_model_count((double)rows) },
                  { digest ? "digest" : NULL,
                    digest ? lc_json_text(lc_digest_text(digest, text)) : NULL }));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}
