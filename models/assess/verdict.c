/* Thresholds stated beforehand, and whether they are met (verdict.h). */
#include "models/assess/verdict.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "models/assess/suppress.h"

const char *const lc_standings[] = { "good enough", "exploratory", "not good enough",
                                     NULL };

enum passed { FAILED, PASSED, CANNOT_TELL };

struct threshold {
    const char *measure, *label;
    int letters;      /* of the label */
    double low, high; /* required; NaN: not asked */
    struct lc_estimate is;
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

static int meets(const struct threshold *t)
{
    if (!isfinite(t->is.value))
        return CANNOT_TELL;
    if (!isnan(t->low) && t->is.value < t->low)
        return FAILED;
    return !isnan(t->high) && t->is.value > t->high ? FAILED : PASSED;
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
    ok = ok
         && lc_json_put(j, "passed",
                        t->passed == CANNOT_TELL ? json_null()
                                                 : json_boolean(t->passed == PASSED));
    return lc_json_whole(j, ok);
}

/* A count of 1 to 5 children is not shown; whether it was enough is. */
static void hide_small(struct lc_estimate *count)
{
    if (lc_is_small(count->value))
        *count = (struct lc_estimate){ NAN, NAN, NAN, "1 to 5: not shown" };
}

/* --- what the study asked --------------------------------------------------------- */

/* A threshold of the study, where it is stated; the offset 0 is none (metric.h). */
static double asked(const struct lc_study_acceptance *a, size_t offset)
{
    double value = 0;
    if (offset)
        memcpy(&value, (const char *)a + offset, sizeof value);
    return value > 0 ? value : NAN;
}

static bool is_asked(const struct threshold *t)
{
    return !isnan(t->low) || !isnan(t->high);
}

static bool events_asked(struct threshold *t, const struct lc_judgement *j,
                         const struct lc_study *study)
{
    double low = study->acceptance.events_at_least;
    struct lc_estimate entrants = { .value = (double)j->tested.entrants,
                                    .low = NAN,
                                    .high = NAN };
    *t = (struct threshold){ .measure = "events",
                             .label = "children who entered care in the test span",
                             .low = low > 0 ? low : NAN,
                             .high = NAN,
                             .is = entrants };
    t->letters = (int)strlen(t->label);
    t->passed = meets(t);
    hide_small(&t->is);
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
                             .is = j->judged.metric[metric] };
    t->passed = meets(t);
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
                             .is = j->gain,
                             .passed = CANNOT_TELL };
    t->letters = (int)strlen(t->label);
    if (!j->tested.missing)
        t->is = (struct lc_estimate){ NAN, NAN, NAN, "no history of missing episodes" };
    else if (j->gain.low > 0)
        t->passed = PASSED;
    else if (j->gain.value <= 0)
        t->passed = FAILED;
    return true;
}

static bool give_reason(json_t *reasons, const struct threshold *t)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, "%.*s: %s", t->letters, t->label,
                 t->passed == CANNOT_TELL ? "cannot be told" : "not met");
    bool ok = !text.failed && lc_json_push(reasons, lc_json_text(text.data));
    lc_text_free(&text);
    return ok;
}

static int standing_of(size_t count, const struct threshold *t, size_t entrants)
{
    for (size_t k = 0; k < count; k++)
        if (t[k].passed != PASSED)
            return LC_NOT_GOOD_ENOUGH;
    return entrants < LC_EXPLORATORY_BELOW ? LC_EXPLORATORY : LC_GOOD_ENOUGH;
}

int lc_verdict_of(json_t **verdict, int *standing, const struct lc_judgement *judgement,
                  const struct lc_study *study, size_t entrants, struct lc_error *err)
{
    struct threshold t[LC_METRIC_COUNT + 2]; /* events and the baseline */
    size_t count = thresholds(t, judgement, study);
    count += baseline(&t[count], judgement, study);
    *standing = standing_of(count, t, entrants);
    json_t *rows = json_array(), *reasons = json_array();
    bool ok = rows && reasons;
    for (size_t k = 0; ok && k < count; k++) {
        ok = lc_json_push(rows, threshold_json(&t[k]));
        if (ok && t[k].passed != PASSED)
            ok = give_reason(reasons, &t[k]);
    }
    if (ok && entrants < LC_EXPLORATORY_BELOW)
        ok = lc_json_push(reasons, lc_json_text("fewer than 100 children with an entry "
                                                "to learn from: exploratory only"));
    *verdict = LC_OBJECT({ "status", lc_json_text(lc_standings[*standing]) },
                         { "reasons", lc_json_whole(reasons, ok) },
                         { "thresholds", lc_json_whole(rows, ok) });
    return *verdict ? LC_OK : LC_FAIL_NOMEM(err);
}
