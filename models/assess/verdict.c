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
    double low, high; /* required; NaN: not asked */
    struct lc_estimate is;
    int passed;
};

json_t *lc_estimate_json(const struct lc_estimate *estimate)
{
    json_t *j = json_object();
    if (lc_json_put(j, "estimate", lc_json_number(estimate->value))
        && lc_json_put(j, "low", lc_json_number(estimate->low))
        && lc_json_put(j, "high", lc_json_number(estimate->high))
        && (!*estimate->cannot
            || lc_json_put(j, "note", lc_json_text(estimate->cannot))))
        return j;
    json_decref(j);
    return NULL;
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
              && lc_json_put(j, "label", lc_json_text(t->label))
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
    if (ok)
        return j;
    json_decref(j);
    return NULL;
}

/* A count of 1 to 5 children is not shown; whether it was enough is. */
static void hide_small(struct lc_estimate *count)
{
    if (lc_is_small(count->value))
        *count = (struct lc_estimate){ NAN, NAN, NAN, "1 to 5: not shown" };
}

/* --- what the study asked --------------------------------------------------------- */

static double asked(double value)
{
    return value > 0 ? value : NAN;
}

/* The rows of acceptance, in order; returns how many were asked. */
static size_t thresholds(struct threshold *t, const struct lc_judgement *j,
                         const struct lc_study *study)
{
    const struct lc_study_acceptance *a = &study->acceptance;
    struct lc_estimate entrants = { .value = (double)j->tested.entrants,
                                    .low = NAN,
                                    .high = NAN };
    const struct threshold all[] = {
        { "events", "children who entered care in the test span",
          asked(a->events_at_least), NAN, entrants, 0 },
        { "precision", lc_metrics[LC_METRIC_PRECISION].label,
          asked(a->precision_at_least), NAN, j->metric[LC_METRIC_PRECISION], 0 },
        { "auc", lc_metrics[LC_METRIC_AUC].label, asked(a->auc_at_least), NAN,
          j->metric[LC_METRIC_AUC], 0 },
        { "calibration_slope", "calibration slope", asked(a->slope_from),
          asked(a->slope_to), j->metric[LC_METRIC_SLOPE], 0 },
        { "observed_over_expected", lc_metrics[LC_METRIC_RATIO].label,
          asked(a->ratio_from), asked(a->ratio_to), j->metric[LC_METRIC_RATIO], 0 },
    };
    size_t count = 0;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        if (isnan(all[k].low) && isnan(all[k].high))
            continue;
        t[count] = all[k];
        t[count].passed = meets(&t[count]);
        if (!strcmp(t[count].measure, "events"))
            hide_small(&t[count].is);
        count++;
    }
    return count;
}

/* Better precision than the rank by missing episodes: more than 0 for sure. */
static bool baseline(struct threshold *t, const struct lc_judgement *j,
                     const struct lc_study *study)
{
    if (!study->acceptance.beats_baselines)
        return false;
    *t = (struct threshold){ "gain_over_missing",
                             "precision gained over the rank by missing episodes",
                             0,
                             NAN,
                             j->gain,
                             CANNOT_TELL };
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
    lc_text_addf(&text, "%s: %s", t->label,
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
    struct threshold t[8];
    size_t count = thresholds(t, judgement, study);
    count += baseline(&t[count], judgement, study);
    *standing = standing_of(count, t, entrants);
    json_t *j = json_object(), *rows = json_array(), *reasons = json_array();
    bool ok = rows && reasons;
    for (size_t k = 0; ok && k < count; k++) {
        ok = lc_json_push(rows, threshold_json(&t[k]));
        if (ok && t[k].passed != PASSED)
            ok = give_reason(reasons, &t[k]);
    }
    if (ok && entrants < LC_EXPLORATORY_BELOW)
        ok = lc_json_push(reasons, lc_json_text("fewer than 100 children with an entry "
                                                "to learn from: exploratory only"));
    ok = lc_json_put(j, "status", lc_json_text(lc_standings[*standing])) && ok
         && lc_json_put(j, "reasons", json_incref(reasons))
         && lc_json_put(j, "thresholds", json_incref(rows));
    json_decref(rows);
    json_decref(reasons);
    if (ok) {
        *verdict = j;
        return LC_OK;
    }
    json_decref(j);
    return LC_FAIL_NOMEM(err);
}
