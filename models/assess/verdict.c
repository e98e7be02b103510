/* Thresholds stated beforehand, and whether they are met (verdict.h). */
#include "models/assess/verdict.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "disclosure/small.h"
#include "models/assess/tell.h"
#include "study/acceptance.h"

const char *const lc_standings[] = { "good enough", "exploratory", "not good enough",
                                     "not judged", NULL };

enum passed { FAILED, PASSED, CANNOT_TELL };

struct threshold {
    const char *measure, *label;
    int letters;      /* of the label */
    double low, high; /* required; NaN: not asked */
    struct lc_estimate is;
    bool by_limit; /* of the interval; else the estimate is what is judged */
    int passed;
};

json_t *lc_estimate_json(const struct lc_estimate *estimate)
{
    return LC_OBJECT(
        { "estimate", lc_json_number(estimate->value) },
        { "low", lc_json_number(estimate->low) },
        { "high", lc_json_number(estimate->high) },
        { *estimate->cannot ? "note" : NULL, lc_json_text(estimate->cannot) });
}

/* Whatever is asked of a lower end and of an upper one: NaN asks nothing. */
static bool within(const struct threshold *t, double low, double high)
{
    return (isnan(t->low) || low >= t->low) && (isnan(t->high) || high <= t->high);
}

static int meets(const struct threshold *t)
{
    if (!isfinite(t->is.value))
        return CANNOT_TELL;
    if (!within(t, t->is.value, t->is.value))
        return FAILED;
    return !t->by_limit || within(t, t->is.low, t->is.high) ? PASSED : CANNOT_TELL;
}

static json_t *threshold_json(const struct threshold *t)
{
    json_t *j = lc_estimate_json(&t->is);
    bool two = !isnan(t->low) && !isnan(t->high);
    const char *how = two ? "between" : isnan(t->high) ? "at least" : "at most";
    bool ok = lc_json_put(j, "measure", lc_json_text(t->measure))
              && lc_json_put(j, "label", json_stringn(t->label, (size_t)t->letters))
              && lc_json_put(j, "comparison", lc_json_text(how));
    if (two)
        ok = ok && lc_json_put(j, "required_low", lc_json_number(t->low))
             && lc_json_put(j, "required_high", lc_json_number(t->high));
    else
        ok = ok
             && lc_json_put(j, "required",
                            lc_json_number(isnan(t->low) ? t->high : t->low));
    ok =
        ok
        && lc_json_put(j, "judged_by", lc_json_text(t->by_limit ? "limit" : "estimate"))
        && lc_json_put(j, "passed",
                       t->passed == CANNOT_TELL ? json_null()
                                                : json_boolean(t->passed == PASSED));
    return lc_json_whole(j, ok);
}

/* A count of 1 to 5 children is not shown; whether it was enough is. */
static void tell_count(struct lc_estimate *count)
{
    size_t told = lc_tell((size_t)count->value);
    if (told == LC_FEW)
        lc_estimate_hide(count);
    else
        *count = (struct lc_estimate){ .value = (double)told, .low = NAN, .high = NAN };
}

/* --- what the study asked --------------------------------------------------------- */

/* A threshold of the study, where it is stated; the offset 0 is none (metric.h). */
static double asked(const struct lc_study_acceptance *a, size_t offset)
{
    const double *value = NULL;
    if (offset)
        memcpy(&value, (const char *)a + offset, sizeof value);
    return value ? *value : NAN;
}

static bool is_asked(const struct threshold *t)
{
    return !isnan(t->low) || !isnan(t->high);
}

static bool events_asked(struct threshold *t, const struct lc_judgement *j,
                         const struct lc_study *study)
{
    const int *low = study->acceptance.events_at_least;
    struct lc_estimate entrants = { .value = (double)j->whole.tested.entrants,
                                    .low = NAN,
                                    .high = NAN };
    *t = (struct threshold){ .measure = "events",
                             .label = "children who entered care in the test span",
                             .low = low ? (double)*low : NAN,
                             .high = NAN,
                             .is = entrants };
    t->letters = (int)strlen(t->label);
    t->passed = meets(t);
    /* a bound between 1 and 5 would part those that are all c */
    if (lc_is_small(t->is.value) && t->low > 1 && t->low < LC_SMALLEST_SHOWN)
        t->passed = CANNOT_TELL;
    tell_count(&t->is);
    return is_asked(t);
}

/* The label of a metric up to how it reads: "calibration slope: 1 is right". */
static bool metric_asked(struct threshold *t, int metric, const struct lc_judgement *j,
                         const struct lc_study *study)
{
    const struct lc_metric *m = lc_metrics[metric];
    *t = (struct threshold){ .measure = m->name,
                             .label = m->label,
                             .letters = (int)strcspn(m->label, ":"),
                             .low = asked(&study->acceptance, m->asked_low),
                             .high = asked(&study->acceptance, m->asked_high),
                             .is = j->whole.judged.metric[metric],
                             .by_limit = !study->acceptance.by_estimate };
    t->passed = meets(t);
    lc_metric_tell(&t->is, m, &j->whole.judged.boot.all, j->whole.tested.entrants);
    return is_asked(t);
}

/* What was asked, that of the list first; returns how many were. */
static size_t thresholds(struct threshold *t, const struct lc_judgement *j,
                         const struct lc_study *study)
{
    size_t count = events_asked(t, j, study);
    for (int pass = 0; pass < 2; pass++)
        for (int m = 0; m < LC_METRIC_COUNT; m++)
            if (lc_metric_of_list(lc_metrics[m]) == !pass)
                count += metric_asked(&t[count], m, j, study);
    return count;
}

/* Better precision than the rank by missing episodes: more than 0 for sure. */
static bool baseline(struct threshold *t, const struct lc_judgement *j,
                     const struct lc_study *study)
{
    if (!study->acceptance.beats_baselines)
        return false;
    *t = (struct threshold){ .measure = "gain_over_missing",
                             .label =
                                 "precision gained over the rank by missing episodes",
                             .low = 0,
                             .high = NAN,
                             .is = j->whole.gain,
                             .by_limit = true,
                             .passed = CANNOT_TELL };
    t->letters = (int)strlen(t->label);
    if (!j->whole.tested.missing)
        t->is = (struct lc_estimate){ NAN, NAN, NAN, "no history of missing episodes" };
    else if (j->whole.gain.low > 0)
        t->passed = PASSED;
    else if (j->whole.gain.value <= 0)
        t->passed = FAILED;
    if (j->whole.tested.missing)
        lc_gain_tell(&t->is, &j->whole);
    return true;
}

static bool push_text(json_t *list, struct lc_text *text)
{
    bool ok = !text->failed && lc_json_push(list, lc_json_text(text->data));
    lc_text_free(text);
    return ok;
}

static bool give_reason(json_t *reasons, const struct threshold *t)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, "%.*s: ", t->letters, t->label);
    if (t->passed == FAILED)
        lc_text_add(&text, "not met");
    else if (t->by_limit && isfinite(t->is.value) && isfinite(t->is.low))
        lc_text_add(&text, "cannot be told: the estimate meets it, the limit of its "
                           "interval does not");
    else
        lc_text_add(&text, "cannot be told");
    return push_text(reasons, &text);
}

/* What the study would have to ask for, so that its models are judged. */
static bool give_lacks(json_t *reasons, const struct lc_study_acceptance *asked)
{
    const char *what[LC_MINIMA];
    size_t lacks = lc_acceptance_lacks(asked, what);
    bool ok = true;
    if (lacks == LC_MINIMA && !asked->precision_at_least && !asked->auc_at_least
        && !asked->slope_from && !asked->slope_to && !asked->ratio_from
        && !asked->ratio_to)
        return lc_json_push(reasons, lc_json_text("the study sets no acceptance"));
    for (size_t k = 0; ok && k < lacks; k++) {
        struct lc_text text = { 0 };
        lc_text_addf(&text, "the study does not ask for %s", what[k]);
        ok = push_text(reasons, &text);
    }
    return ok;
}

/* Figures that an origin is missing from are those of the others. */
static int standing_of(size_t count, const struct threshold *t, size_t entrants,
                       const struct lc_judgement *j,
                       const struct lc_study_acceptance *asked)
{
    const char *what[LC_MINIMA];
    if (lc_tested_why(&j->whole.tested))
        return LC_NOT_GOOD_ENOUGH;
    for (size_t k = 0; k < count; k++)
        if (t[k].passed != PASSED)
            return LC_NOT_GOOD_ENOUGH;
    if (lc_acceptance_lacks(asked, what))
        return LC_NOT_JUDGED;
    return entrants < LC_EXPLORATORY_BELOW ? LC_EXPLORATORY : LC_GOOD_ENOUGH;
}

static bool give_reasons(json_t *reasons, size_t count, const struct threshold *t,
                         const struct lc_judgement *j,
                         const struct lc_study_acceptance *asked, size_t entrants)
{
    bool ok = reasons != NULL;
    for (size_t o = 0; ok && o < j->whole.tested.origins; o++)
        if (*j->whole.tested.at[o].why)
            ok = lc_json_push(reasons, lc_json_text(j->whole.tested.at[o].why));
    for (size_t k = 0; ok && k < count; k++)
        if (t[k].passed != PASSED)
            ok = give_reason(reasons, &t[k]);
    ok = ok && give_lacks(reasons, asked);
    if (ok && entrants < LC_EXPLORATORY_BELOW)
        ok = lc_json_push(reasons, lc_json_text("fewer than 100 children with an entry "
                                                "to learn from: exploratory only"));
    return ok;
}

/* Takes the lists over. NULL when out of memory. */
static json_t *verdict_json(int standing, const char *judged_by, json_t *reasons,
                            json_t *thresholds)
{
    return LC_OBJECT({ "status", lc_json_text(lc_standings[standing]) },
                     { "judged_by", lc_json_text(judged_by) }, { "reasons", reasons },
                     { "thresholds", thresholds });
}

int lc_verdict_of(json_t **verdict, int *standing, const struct lc_judgement *judgement,
                  const struct lc_study *study, size_t entrants, struct lc_error *err)
{
    const struct lc_study_acceptance *asked = &study->acceptance;
    struct threshold t[LC_METRIC_COUNT + 2]; /* events and the baseline */
    size_t count = thresholds(t, judgement, study);
    count += baseline(&t[count], judgement, study);
    *standing = standing_of(count, t, entrants, judgement, asked);
    json_t *rows = json_array(), *reasons = json_array();
    bool ok = rows && give_reasons(reasons, count, t, judgement, asked, entrants);
    for (size_t k = 0; ok && k < count; k++)
        ok = lc_json_push(rows, threshold_json(&t[k]));
    *verdict = verdict_json(*standing, asked->by_estimate ? "estimate" : "limit",
                            lc_json_whole(reasons, ok), lc_json_whole(rows, ok));
    return *verdict ? LC_OK : LC_FAIL_NOMEM(err);
}

/* --- of a model file -------------------------------------------------------------- */

static const char *status_of(const json_t *verdict)
{
    const char *status = json_string_value(json_object_get(verdict, "status"));
    return status ? status : "";
}

/* Why what a file says cannot stand as a verdict, or NULL. What an older program found
 * wanting is wanting still. */
static const char *why_not_judged(const struct lc_model *model, int standing)
{
    if (!model->verdict && model->parent)
        return "it was recalibrated after it was judged";
    if (!model->verdict)
        return "no study judged it";
    if (!lc_standings[standing])
        return "its file says nothing that is a verdict";
    if (standing != LC_NOT_GOOD_ENOUGH && !json_object_get(model->verdict, "judged_by"))
        return "an older latecare judged it, which asked for no minimum; train it anew";
    return NULL;
}

int lc_verdict_now(json_t **verdict, int *standing, const struct lc_model *model,
                   struct lc_error *err)
{
    int is = 0;
    while (lc_standings[is] && strcmp(lc_standings[is], status_of(model->verdict)))
        is++;
    const char *why = why_not_judged(model, is);
    *standing = why ? LC_NOT_JUDGED : is;
    *verdict =
        why ? verdict_json(LC_NOT_JUDGED, NULL, json_pack("[s]", why), json_array())
            : json_deep_copy(model->verdict);
    return *verdict ? LC_OK : LC_FAIL_NOMEM(err);
}
