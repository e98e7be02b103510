/* The results document (results_inside.h): its head, performance, settings; the larger
 * parts stand in results_parts.c. */
#include "models/assess/results_inside.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "disclosure/small.h"
#include "models/assess/verdict.h"
#include "models/fit/left_out.h"

/* Text made by a format, as JSON. */
static json_t *said(struct lc_text *text)
{
    json_t *j = text->failed ? NULL : lc_json_text(text->data);
    lc_text_free(text);
    return j;
}

/* --- phrases ---------------------------------------------------------------------- */

static json_t *outcome_phrase(const struct lc_study *study)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, "entered care%s at %d or over",
                 study->outcome.first_entry ? " for the first time" : "",
                 study->outcome.age_floor);
    return said(&text);
}

static json_t *cohort_phrase(const struct lc_study *study)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, "children aged %d to %d, resident, not looked after",
                 study->cohort.age_from, study->cohort.age_to);
    if (study->cohort.known_to_count)
        lc_text_add(&text, ", known to at least one of the study's histories");
    return said(&text);
}

static json_t *horizon_json(const struct lc_study *study)
{
    char text[LC_PERIOD_ROOM];
    struct lc_period p = study->outcome.ahead;
    double months = p.months ? p.months : p.days * 12 / 365.0;
    return LC_OBJECT({ "months", lc_json_number(months) },
                     { "text", lc_json_text(lc_period_print(p, text)) });
}

static json_t *model_json(const struct lc_results *r)
{
    return LC_OBJECT({ "family", lc_json_text(r->model->family->name) },
                     { "title", lc_json_text(r->model->family->title) },
                     { "name", lc_json_text(r->judge->train.spec->name) },
                     { "hash", lc_json_text(r->model->digest) });
}

/* --- performance ------------------------------------------------------------------ */

/* A mean over landmarks; few in all are not told. */
static json_t *mean_json(double total, double lists)
{
    size_t told = lc_tell((size_t)total);
    return told == LC_FEW ? json_null() : lc_json_number((double)told / lists);
}

/* Of few entries as of six: nobody reads a page without a base rate. */
static double base_rate(const struct lc_judged_test *test)
{
    double rate = test->judged.metric[LC_METRIC_BASE].value;
    return isnan(rate) ? LC_SMALLEST_SHOWN / (double)lc_tell(test->tested.n) : rate;
}

static json_t *step_json(const struct lc_study *study)
{
    char text[LC_PERIOD_ROOM];
    struct lc_period step = study->landmarks.step;
    if (step.months == 1)
        return lc_json_text("month");
    return lc_json_text(lc_period_print(step, text));
}

static json_t *performance_json(const struct lc_results *r)
{
    const struct lc_judgement *j = r->judgement;
    const struct lc_landmarks *l = r->judge->landmarks;
    const struct lc_test_origin *first = r->judge->origin;
    const struct lc_test_origin *last = first + r->judge->origins - 1;
    double lists = (double)j->whole.tested.lists;
    bool few = lc_is_small((double)j->whole.tested.entrants);
    bool families = r->judge->train.design->families;
    json_t *period = LC_OBJECT({ "from", lc_json_day(l->day[first->split.test_first]) },
                               { "to", lc_json_day(l->day[last->split.test_end - 1]) });
    return LC_OBJECT(
        { "capacity", json_integer((json_int_t)j->cut[0]) },
        { "landmarks", lc_json_count(j->whole.tested.lists) },
        { families ? "unit" : NULL, families ? json_string("family") : NULL },
        { "landmark_every", step_json(r->judge->train.study) },
        { "children", mean_json((double)j->whole.tested.n, lists) },
        { "entries",
          few ? json_null() : mean_json(j->whole.judged.boot.all.events, lists) },
        { "base_rate", lc_json_number(base_rate(&j->whole)) },
        { "precision", lc_estimate_json(&j->whole.judged.metric[LC_METRIC_PRECISION]) },
        { "recall", lc_estimate_json(&j->whole.judged.metric[LC_METRIC_RECALL]) },
        { "listed_entries",
          lc_estimate_json(&j->whole.judged.metric[LC_METRIC_LISTED]) },
        { "period", period }, { "measures", lc_results_measures(&j->whole) });
}

/* --- what a reader must know ------------------------------------------------------ */

/* What the model has nothing to say of (left_out.h). */
static bool push_left_out(json_t *limits, const struct lc_model *model)
{
    const json_t *list = lc_left_out_of(model), *one;
    bool ok = true;
    for (size_t k = 0; ok && (one = json_array_get(list, k)); k++) {
        struct lc_text text = { 0 };
        lc_text_addf(
            &text,
            "\"%s\" is left out: %s. A child with it is scored as if that were "
            "not known.",
            json_string_value(json_object_get(one, "label")),
            json_string_value(json_object_get(one, "why")));
        ok = lc_json_push(limits, said(&text));
    }
    return ok;
}

static json_t *limits_json(const struct lc_model *model)
{
    static const char *const texts[] = {
        "What is foretold is a decision of services, entry into care, not a harm to a "
        "child. Where decisions change, so does what the risks mean.",
        "A child of whom agencies recorded more is better known, not always at more "
        "risk.",
        "Intervals are by resampling children; they do not know of changes to come.",
    };
    struct lc_text folds = { 0 };
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t k = 0; ok && k < sizeof texts / sizeof *texts; k++)
        ok = lc_json_push(list, lc_json_text(texts[k]));
    lc_text_addf(&folds,
                 "Tested on later months by %d folds of children, so that no child was "
                 "on both sides of a fit; the model kept is fitted to everybody by the "
                 "same recipe.",
                 LC_FOLDS);
    ok = lc_json_push(list, said(&folds)) && ok && push_left_out(list, model);
    return lc_json_whole(list, ok);
}

static bool push_pair(json_t *list, const char *name, json_t *value)
{
    return lc_json_push(list,
                        LC_OBJECT({ "name", lc_json_text(name) }, { "value", value }));
}

static json_t *settings_json(const struct lc_results *r)
{
    const struct lc_study *study = r->judge->train.study;
    char delay[LC_PERIOD_ROOM];
    json_t *list = json_array();
    if (list && push_pair(list, "model", lc_json_text(r->judge->train.spec->name))
        && push_pair(list, "formula", lc_json_text(lc_terms_formula(r->model->terms)))
        && push_pair(list, "folds of children", json_integer(LC_FOLDS))
        && push_pair(list, "label delay",
                     lc_json_text(lc_period_print(study->validation.delay, delay)))
        && push_pair(list, "test spans", lc_json_count(r->judge->origins))
        && push_pair(list, "bootstrap replicates", lc_json_count(r->judge->replicates))
        && push_pair(list, "seed", json_integer((json_int_t)r->judge->seed))
        && (!r->linkage || push_pair(list, "linkage of", lc_json_text(r->linkage))))
        return list;
    json_decref(list);
    return NULL;
}

static json_t *hashes_json(const struct lc_results *r)
{
    char digest[LC_DIGEST_TEXT];
    json_t *list = json_array(), *input;
    size_t k;
    bool ok = list
              && push_pair(
                  list, "study",
                  lc_json_text(lc_digest_text(r->judge->train.study->digest, digest)));
    json_array_foreach(r->model->inputs, k, input)
    {
        ok = ok
             && push_pair(list, json_string_value(json_object_get(input, "name")),
                          json_incref(json_object_get(input, "digest")));
    }
    return lc_json_whole(list, ok);
}

/* --- all -------------------------------------------------------------------------- */

/* The last day of which the care history tells. */
static json_t *through_json(const struct lc_landmarks *l)
{
    return lc_json_day(l->cover[l->count - 1] - 1);
}

/* Breaks for which nobody says why a model may learn across them. */
static json_t *open_breaks(const struct lc_crossings *crossings)
{
    size_t count = 0;
    for (size_t i = 0; i < crossings->count; i++)
        count += crossings->row[i].is != LC_CROSSING_ACCEPTED;
    return lc_json_count(count);
}

/* The breaks that the model learns across, a text each; NULL: none. */
static json_t *breaks_json(const struct lc_crossings *crossings)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < crossings->count; i++)
        ok = lc_json_push(list, lc_json_text(crossings->row[i].text));
    return lc_json_whole(list, ok);
}

int lc_results_document(json_t **document, const struct lc_results *results,
                        struct lc_error *err)
{
    const struct lc_study *study = results->judge->train.study;
    bool breaks = results->crossings && results->crossings->count;
    json_t *incidence = NULL;
    int code = lc_results_incidence(&incidence, results->judge, err);
    if (code)
        return code;
    *document = LC_OBJECT(
        { "title", lc_json_text(study->about.title) },
        { "purpose", lc_json_text(study->about.purpose ? study->about.purpose : "") },
        { "outcome", outcome_phrase(study) }, { "cohort", cohort_phrase(study) },
        { "as_of", through_json(results->judge->landmarks) },
        { "data_through", through_json(results->judge->landmarks) },
        { "horizon", horizon_json(study) }, { "model", model_json(results) },
        { "performance", performance_json(results) },
        { results->judgement->origin ? "origins" : NULL,
          lc_results_origins(results->judgement, results->judge->landmarks) },
        { "review_by", lc_json_text(study->about.review_by) },
        { "entries", lc_results_entries(results->flow) },
        { breaks ? "breaks" : NULL, breaks ? breaks_json(results->crossings) : NULL },
        { breaks ? "breaks_open" : NULL,
          breaks ? open_breaks(results->crossings) : NULL },
        { "verdict", json_deep_copy(results->verdict) },
        { results->without ? "without" : NULL, json_deep_copy(results->without) },
        { results->groups ? "groups" : NULL, json_deep_copy(results->groups) },
        { results->linkage ? "linkage" : NULL, lc_json_text(results->linkage) },
        { results->linkages ? "linkages" : NULL, json_deep_copy(results->linkages) },
        { "flow", lc_results_flow(results->flow) },
        { "assumed", lc_results_assumed(results->assumed) },
        { "coefficients", lc_results_coefficients(results->model) },
        { "calibration", lc_results_calibration(results->judgement) },
        { "list_size", lc_results_sizes(results->judgement) },
        { "incidence", incidence }, { "limits", limits_json(results->model) },
        { "settings", settings_json(results) }, { "hashes", hashes_json(results) });
    return *document ? LC_OK : LC_FAIL_NOMEM(err);
}
