/* See caution.h. */
#include "models/panel/caution.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/day.h"
#include "base/json.h"
#include "models/fit/ranges.h"
#include "study/period.h"

static bool push(json_t *list, struct lc_text *text)
{
    bool ok = !text->failed && lc_json_push(list, lc_json_text(text->data));
    lc_text_free(text);
    return ok;
}

/* --- days ------------------------------------------------------------------------- */

/* The outcomes that the model learnt from end with the horizon of its last landmark. */
static bool push_span(json_t *list, const struct lc_scoring *s,
                      const struct lc_model *model)
{
    struct lc_text text = { 0 };
    char day[32];
    int32_t last = lc_ranges_last(model->training, model->metrics);
    if (last == LC_NO_DAY)
        return lc_json_push(list, lc_json_text("the model's file does not say up to "
                                               "which day it learnt"));
    if (s->day <= last)
        lc_text_addf(&text,
                     "the model learnt from children as they were up to %s, after this "
                     "day: it has seen what became of these children, and its risks "
                     "are no forecast",
                     lc_day_print(last, day));
    else if (s->day < lc_period_after(last, s->study->outcome.ahead))
        lc_text_addf(
            &text,
            "the model learnt from entries before %s, which is after this "
            "day: it may have seen what became of these children",
            lc_day_print_long(lc_period_after(last, s->study->outcome.ahead), day));
    else
        return true;
    return push(list, &text);
}

static bool push_review(json_t *list, const struct lc_scoring *s)
{
    struct lc_text text = { 0 };
    char day[LC_DAY_ROOM];
    int32_t by = s->study->about.review_day;
    if (by == LC_NO_DAY || s->day <= by)
        return true;
    lc_text_addf(&text,
                 "the model was to be reviewed by %s, which is past: judge it anew "
                 "before it is used",
                 lc_day_print(by, day));
    return push(list, &text);
}

size_t lc_caution_open_breaks(const json_t *results)
{
    const json_t *said = json_object_get(results, "breaks_open");
    return json_is_integer(said) ? (size_t)json_integer_value(said)
                                 : json_array_size(json_object_get(results, "breaks"));
}

static bool push_breaks(json_t *list, const struct lc_model *model)
{
    struct lc_text text = { 0 };
    size_t open = lc_caution_open_breaks(model->metrics);
    if (!open)
        return true;
    lc_text_addf(&text,
                 "the model learnt as if nothing had changed on %zu day%s on which "
                 "something may have, and nobody has said whether it did: its page "
                 "tells of them",
                 open, open == 1 ? "" : "s");
    return push(list, &text);
}

/* --- drift ------------------------------------------------------------------------ */

/* Are these too many of n, where a share of rows was so in training? What was none of
 * the rows may have been one of them. */
static bool too_many(size_t some, size_t n, double then, double rows)
{
    double p = fmax(then, rows > 0 ? 1 / rows : 0), now = (double)some / (double)n;
    if (!some || !(then < 1) || now * (1 - p) < LC_DRIFT_ODDS * p * (1 - now))
        return false;
    return gsl_cdf_binomial_Q((unsigned)(some - 1), fmin(1, p), (unsigned)n)
           < LC_DRIFT_CHANCE;
}

static void add_share(struct lc_text *text, size_t some, size_t n)
{
    lc_text_addf(text, "%.3g%%", 100 * (double)some / (double)n);
}

static bool push_outside(json_t *list, const struct lc_study_predictor *p,
                         const struct lc_sighting *t, const struct lc_range *r)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, "%s: ", p->label);
    add_share(&text, t->outside, t->seen);
    lc_text_addf(&text,
                 " of children lie outside %.4g to %.4g, in which the model learnt; in "
                 "training it was %.3g%%",
                 r->low, r->high, 100 * r->outside);
    return push(list, &text);
}

static bool push_unseen(json_t *list, const struct lc_study_predictor *p,
                        const struct lc_sighting *t, const struct lc_range *r)
{
    struct lc_text text = { 0 };
    size_t n = t->seen + t->not_observed;
    lc_text_addf(&text, "%s: not observed of ", p->label);
    add_share(&text, t->not_observed, n);
    lc_text_addf(&text, " of children; in training it was %.3g%%",
                 100 * r->not_observed);
    return push(list, &text);
}

static bool push_drift(json_t *list, const struct lc_scoring *s, double rows)
{
    bool ok = true;
    for (unsigned k = 0; ok && k < s->study->predictors_count; k++) {
        const struct lc_range *r = s->range + k;
        const struct lc_sighting *t = s->tally + k;
        const struct lc_study_predictor *p = s->study->predictors + k;
        if (!s->used[k])
            continue;
        if (t->seen && !isnan(r->low)
            && too_many(t->outside, t->seen, r->outside, rows))
            ok = push_outside(list, p, t, r);
        if (ok && !isnan(r->not_observed)
            && too_many(t->not_observed, t->seen + t->not_observed, r->not_observed,
                        rows))
            ok = push_unseen(list, p, t, r);
    }
    return ok;
}

int lc_cautions(json_t **list, bool *holds, const struct lc_scoring *scoring,
                const struct lc_model *model, struct lc_error *err)
{
    json_t *made = json_array();
    double rows = lc_ranges_rows(model->training);
    bool ok = made && push_span(made, scoring, model) && push_review(made, scoring);
    if (ok && !(rows > 0))
        ok = lc_json_push(
            made, lc_json_text("the model's file does not say what its training "
                               "rows were like, so nobody can say whether these "
                               "children are like them; train it anew"));
    *holds = !json_array_size(made);
    ok = ok && push_breaks(made, model);
    if (ok && rows > 0)
        ok = push_drift(made, scoring, rows);
    if (ok) {
        *list = made;
        return LC_OK;
    }
    json_decref(made);
    return LC_FAIL_NOMEM(err);
}

/* --- the first line --------------------------------------------------------------- */

bool lc_caution_is_good(const json_t *verdict)
{
    const char *status = json_string_value(json_object_get(verdict, "status"));
    return status && !strcmp(status, "good enough");
}

enum lc_use lc_caution_use(const json_t *verdict, const json_t *document)
{
    const json_t *holds = json_object_get(document, "verdict_holds");
    if (!lc_caution_is_good(verdict) || (holds && !json_is_true(holds)))
        return LC_USE_NOT;
    if (!json_array_size(json_object_get(document, "warnings")))
        return LC_USE;
    return holds ? LC_USE_NOTED : LC_USE_NOT;
}

const char *lc_caution_word(const json_t *verdict, const json_t *document)
{
    const char *status = json_string_value(json_object_get(verdict, "status"));
    if (lc_caution_is_good(verdict) && lc_caution_use(verdict, document) == LC_USE_NOT)
        return "good enough, but not for this list";
    return status ? status : "";
}

static void add_good(struct lc_text *out, enum lc_use use)
{
    static const char *const lines[] = {
        [LC_USE_NOT] = "Do not choose children by this list: its model was judged good "
                       "enough, but that does not hold here.",
        [LC_USE_NOTED] = "The model of this list was judged good enough to use; read "
                         "first what is noted.",
        [LC_USE] = "The model of this list was judged good enough to use.",
    };
    lc_text_add(out, lines[use]);
}

void lc_caution_add_verdict(struct lc_text *out, const json_t *verdict, enum lc_use use)
{
    const char *status = json_string_value(json_object_get(verdict, "status"));
    const json_t *reasons = json_object_get(verdict, "reasons");
    if (lc_caution_is_good(verdict)) {
        add_good(out, use);
        return;
    }
    bool judged = status && strcmp(status, "not judged") != 0;
    lc_text_addf(out, "Do not choose children by this list: its model was %s%s",
                 judged ? "judged " : "", status ? status : "not judged");
    for (size_t k = 0; k < json_array_size(reasons); k++) {
        const char *why = json_string_value(json_array_get(reasons, k));
        lc_text_addf(out, "%s%s", k ? "; " : " (", why ? why : "");
    }
    lc_text_add(out, json_array_size(reasons) ? ")." : ".");
}
