/* From a study to a judged model (training.h). */
#include "models/assess/training.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "design/asof.h"
#include "models/assess/linkages.h"
#include "models/assess/results_inside.h"
#include "models/assess/subgroups.h"
#include "models/assess/tell.h"
#include "models/assess/verdict.h"
#include "models/assess/without.h"
#include "models/families/families.h"
#include "models/fit/fallback.h"
#include "models/fit/ranges.h"

static const struct lc_study_model *spec_of(const struct lc_study *study,
                                            const char *name)
{
    for (unsigned k = 0; k < study->models_count; k++)
        if (!name || !strcmp(study->models[k].name, name))
            return &study->models[k];
    return NULL;
}

static int find_spec(const struct lc_study_model **spec,
                     const struct lc_training_ask *ask, struct lc_error *err)
{
    *spec = spec_of(ask->study, ask->model);
    /* the others too: a wrong word in a study is said before hours of training */
    for (unsigned k = 0; k < ask->study->models_count; k++)
        if (!lc_family_find(ask->study->models[k].family))
            return LC_FAIL(err, LC_USAGE,
                           "models[%u].family: there is no family '%.40s'; 'latecare "
                           "help fit' lists them",
                           k, ask->study->models[k].family);
    if (*spec)
        return LC_OK;
    if (ask->model)
        return LC_FAIL(err, LC_USAGE, "the study has no model called %s", ask->model);
    return LC_FAIL(err, LC_USAGE, "the study names no model; add one under models:");
}

/* A study that states a size stated its thresholds for lists of that size. */
static int choose_capacity(size_t *capacity, const struct lc_training_ask *ask,
                           struct lc_error *err)
{
    int stated = ask->study->panel.capacity;
    *capacity = 0;
    if (ask->deals > 0)
        return LC_OK;
    if (ask->capacity && stated && (size_t)stated != ask->capacity)
        return LC_FAIL(err, LC_USAGE,
                       "--capacity %zu: the study states panel.capacity: %d, and what "
                       "it asks is of lists of that size; change it there",
                       ask->capacity, stated);
    return lc_capacity_choose(capacity, ask->study, ask->capacity, err);
}

static int build(struct lc_training *t, const struct lc_training_ask *ask,
                 struct lc_error *err)
{
    struct lc_cohort_ask all = { .day = LC_NO_DAY };
    int code =
        lc_cohort_build(&t->cohort, ask->study, ask->store, &all, ask->team, err);
    if (!code)
        code = lc_landmarks_splits(&t->cohort.landmarks, ask->study, &t->splits, err);
    if (!code)
        t->split = t->splits.at[t->splits.count - 1];
    if (!code && t->split.test_from == LC_NO_DAY)
        code = LC_FAIL(err, LC_UNFIT,
                       "the study asks for no test; say test_last or test_from under "
                       "validation: a model that nobody tested is not trained");
    if (!code)
        code = lc_design_build(&t->design, ask->study, ask->store, &t->cohort,
                               ask->team, err);
    t->design.linkage = ask->linkage;
    return code;
}

/* What was known on the first day of a test span, to learn from. */
static int learn_by(struct lc_design *learnt, struct lc_test_origin *origin,
                    const struct lc_training_ask *ask, struct lc_error *err)
{
    struct lc_cohort cohort;
    int code = lc_cohort_at(&cohort, ask->study, ask->store, origin->split.test_from,
                            ask->team, err);
    if (code)
        return code;
    const struct lc_landmarks *l = &cohort.landmarks;
    origin->design = learnt;
    origin->before = INT32_MAX;
    origin->first = l->count ? l->day[0] : LC_NO_DAY;
    origin->last = l->count ? l->day[l->count - 1] : LC_NO_DAY;
    code = lc_design_build(learnt, ask->study, ask->store, &cohort, ask->team, err);
    lc_cohort_free(&cohort);
    return code;
}

/* Where outcomes are dealt out anew they are to be learnt too: of the design itself. */
static void learn_of_design(struct lc_training *t, struct lc_test_origin *origin)
{
    const struct lc_landmarks *l = &t->cohort.landmarks;
    size_t train = origin->split.train;
    origin->design = &t->design;
    origin->before = train < l->count ? l->day[train] : INT32_MAX;
    origin->first = l->day[0];
    origin->last = l->day[train - 1];
}

static int set_origins(struct lc_training *t, const struct lc_training_ask *ask,
                       struct lc_error *err)
{
    size_t count = t->splits.count;
    int code = LC_OK;
    t->origin = lc_alloc(count, sizeof *t->origin);
    t->learnt = ask->deals > 0 ? NULL : lc_alloc(count, sizeof *t->learnt);
    if (!t->origin || (!t->learnt && !(ask->deals > 0)))
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < count && !code; k++) {
        t->origin[k].split = t->splits.at[k];
        if (t->learnt)
            code = learn_by(&t->learnt[k], &t->origin[k], ask, err);
        else
            learn_of_design(t, &t->origin[k]);
    }
    return code;
}

static void set_judge(struct lc_training *t, const struct lc_training_ask *ask,
                      const struct lc_study_model *spec, size_t capacity)
{
    int replicates =
        ask->replicates < 0 ? ask->study->validation.bootstrap : ask->replicates;
    t->judge = (struct lc_judge){ .train = { .study = ask->study,
                                             .text = ask->text,
                                             .spec = spec,
                                             .design = &t->design,
                                             .team = ask->team },
                                  .store = ask->store,
                                  .landmarks = &t->cohort.landmarks,
                                  .origins = t->splits.count,
                                  .origin = t->origin,
                                  .capacity = capacity,
                                  .replicates = (size_t)replicates,
                                  .seed = ask->seed };
}

/* The first landmark whose horizon the data do not cover. */
static int32_t learnt_until(const struct lc_training *t)
{
    const struct lc_landmarks *l = &t->cohort.landmarks;
    return t->split.test_end < l->count ? l->day[t->split.test_end] : INT32_MAX;
}

/* The model that is kept: all landmarks whose horizon the data cover. */
static int fit_all(struct lc_training *t, struct lc_error *err)
{
    size_t n = t->design.frame.n;
    int32_t end = learnt_until(t);
    struct lc_train train = t->judge.train;
    unsigned char *keep = lc_alloc(n ? n : 1, 1);
    if (!keep)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        keep[i] = t->design.landmark[i] < end;
    train.keep = keep;
    int code = lc_train_fit(&t->model, &train, &t->counts, err);
    if (!code)
        code = lc_assumed_of(&t->assumed, train.study, t->judge.store, &t->design, end,
                             err);
    if (!code)
        code = lc_ranges_write(&t->model->training, &t->design, keep, err);
    if (!code)
        code = lc_fallbacks_fit(t->model, &train, err);
    free(keep);
    return code;
}

static struct lc_linkages_held held_of(const struct lc_judgement *told)
{
    const struct lc_estimate *metric = told->whole.judged.metric;
    return (struct lc_linkages_held){ metric[LC_METRIC_AUC].value,
                                      metric[LC_METRIC_PRECISION].value };
}

/* The study's test on the store as it is: one of the intervals' draws is enough. */
static int judge_drawn(void *context, struct lc_linkages_held *held,
                       struct lc_error *err)
{
    struct lc_training_ask ask = *(const struct lc_training_ask *)context;
    struct lc_training drawn;
    ask.replicates = 1;
    int code = lc_training_prepare(&drawn, &ask, err);
    if (code)
        return code;
    code = lc_judge_run(&drawn.judgement, &drawn.judge, err);
    if (!code)
        code = lc_judgement_told(&drawn.told, &drawn.judgement, err);
    if (!code)
        *held = held_of(&drawn.told);
    lc_training_free(&drawn);
    return code;
}

static int tell_linkages(json_t **told, const struct lc_training *t,
                         const struct lc_training_ask *ask, struct lc_error *err)
{
    struct lc_training_ask again = *ask;
    struct lc_linkages_ask linkages = { .train = &t->judge.train,
                                        .model = t->model,
                                        .flow = &t->cohort.flow,
                                        .store = ask->store,
                                        .end = learnt_until(t),
                                        .seed = ask->seed,
                                        .held = held_of(&t->told),
                                        .judge = judge_drawn,
                                        .context = &again };
    return lc_linkages_tell(told, &linkages, err);
}

static int conclude(struct lc_training *t, const struct lc_training_ask *ask,
                    json_t *inputs, struct lc_error *err)
{
    t->model->inputs = json_incref(inputs);
    t->model->seed = ask->seed;
    int code = lc_verdict_of(&t->model->verdict, &t->standing, &t->judgement,
                             ask->study, t->counts.entrants, err);
    if (!code)
        code = lc_judgement_told(&t->told, &t->judgement, err);
    struct lc_results results = { .judge = &t->judge,
                                  .judgement = &t->told,
                                  .model = t->model,
                                  .flow = &t->cohort.flow,
                                  .crossings = ask->crossings,
                                  .assumed = &t->assumed,
                                  .verdict = t->model->verdict };
    json_t *without = NULL, *groups = NULL, *linkages = NULL;
    if (!code)
        code = tell_linkages(&linkages, t, ask, err);
    if (!code)
        code = lc_without_judge(&without, t->model, &t->judge, t->counts.entrants, err);
    if (!code)
        code = lc_subgroups_judge(&groups, &t->judge, &t->judgement, err);
    results.without = without;
    results.groups = groups;
    results.linkage = ask->linkage;
    results.linkages = linkages;
    if (!code)
        code = lc_results_document(&t->results, &results, err);
    if (!code)
        t->model->metrics = json_incref(t->results);
    json_decref(without);
    json_decref(groups);
    json_decref(linkages);
    return code;
}

static int judge_and_fit(struct lc_training *t, const struct lc_training_ask *ask,
                         json_t *inputs, struct lc_error *err)
{
    int code = lc_judge_run(&t->judgement, &t->judge, err);
    if (!code)
        code = fit_all(t, err);
    return code ? code : conclude(t, ask, inputs, err);
}

int lc_training_prepare(struct lc_training *training, const struct lc_training_ask *ask,
                        struct lc_error *err)
{
    const struct lc_study_model *spec = NULL;
    size_t capacity;
    *training = (struct lc_training){ .model = NULL };
    int code = find_spec(&spec, ask, err);
    if (!code)
        code = choose_capacity(&capacity, ask, err);
    if (!code)
        code = build(training, ask, err);
    if (!code)
        code = set_origins(training, ask, err);
    if (code)
        lc_training_free(training);
    else
        set_judge(training, ask, spec, capacity);
    return code;
}

int lc_training_run(struct lc_training *training, const struct lc_training_ask *ask,
                    json_t *inputs, struct lc_error *err)
{
    int code = inputs ? LC_OK : LC_FAIL_NOMEM(err);
    *training = (struct lc_training){ .model = NULL };
    if (!code)
        code = lc_training_prepare(training, ask, err);
    if (!code && ask->deals > 0)
        code = lc_deal_run(&training->dealt, &training->judge, (size_t)ask->deals, err);
    else if (!code)
        code = judge_and_fit(training, ask, inputs, err);
    json_decref(inputs);
    if (code)
        lc_training_free(training);
    return code;
}

void lc_training_free(struct lc_training *training)
{
    lc_judgement_free(&training->judgement);
    free(training->told.origin);
    lc_model_free(training->model);
    json_decref(training->results);
    for (size_t k = 0; training->learnt && k < training->splits.count; k++)
        lc_design_free(&training->learnt[k]);
    free(training->learnt);
    free(training->origin);
    lc_design_free(&training->design);
    lc_cohort_free(&training->cohort);
    *training = (struct lc_training){ .model = NULL };
}
