/* The panel list as a document (list.h). */
#include "models/panel/list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/panel/caution.h"
#include "models/panel/list_inside.h"
#include "store/rhythm.h"

/* --- rows ------------------------------------------------------------------------- */

static int listed_json(json_t **out, const struct lc_list_maker *m, size_t listed,
                       struct lc_error *err)
{
    json_t *list = json_array();
    int code = list ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t rank = 0; !code && rank < listed; rank++) {
        json_t *row = NULL;
        code = lc_list_row(&row, m, rank, err);
        if (!code && !lc_json_push(list, row))
            code = LC_FAIL_NOMEM(err);
    }
    *out = lc_json_whole(list, !code);
    return code;
}

static json_t *cannot_json(const struct lc_scoring *s)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t k = 0; ok && k < s->refused; k++) {
        ok =
            lc_json_push(list, LC_OBJECT({ "child", json_integer(s->cannot[k].child) },
                                         { "reason", lc_json_text(s->cannot[k].why) }));
    }
    return lc_json_whole(list, ok);
}

/* --- the head --------------------------------------------------------------------- */

static json_t *expected_json(const struct lc_scoring *s, size_t listed)
{
    double sum = 0, variance = 0;
    for (size_t k = 0; k < listed; k++) {
        sum += s->scored[k].risk;
        variance += s->scored[k].risk * (1 - s->scored[k].risk);
    }
    double wide = 1.96 * sqrt(variance);
    return LC_OBJECT({ "estimate", lc_json_number(sum) },
                     { "low", lc_json_number(fmax(0, sum - wide)) },
                     { "high", lc_json_number(fmin((double)listed, sum + wide)) });
}

/* Of the list, and of one of five fewer, of five and of ten more, as far as children
 * go: what each further five would bring. */
static json_t *sizes_json(const struct lc_scoring *s)
{
    static const int more[] = { -5, 0, 5, 10 };
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t k = 0; ok && k < sizeof more / sizeof *more; k++) {
        int64_t size = (int64_t)s->capacity + more[k];
        if (size > 0 && (uint64_t)size <= s->kept)
            ok = lc_json_push(list, LC_OBJECT({ "size", json_integer(size) },
                                              { "expected_entries",
                                                expected_json(s, (size_t)size) }));
    }
    return lc_json_whole(list, ok);
}

/* The rate among the held-out rows, or where the model does not say, the mean risk. */
static double base_rate(const struct lc_scoring *s, const struct lc_model *model)
{
    const json_t *rate =
        json_object_get(json_object_get(model->metrics, "performance"), "base_rate");
    if (json_is_number(rate))
        return json_number_value(rate);
    return s->n ? s->sum / (double)s->n : NAN;
}

static json_t *horizon_json(const struct lc_study *study)
{
    char text[LC_PERIOD_ROOM];
    struct lc_period p = study->outcome.ahead;
    return LC_OBJECT(
        { "months", lc_json_number(p.months ? p.months : p.days * 12 / 365.0) },
        { "text", lc_json_text(lc_period_print(p, text)) });
}

static int put_through(json_t *document, const struct lc_list_maker *m,
                       struct lc_error *err)
{
    size_t spans = 0;
    int32_t(*span)[2] = NULL;
    int code = lc_covered(m->store, m->scoring->study->outcome.history, m->scoring->day,
                          &spans, &span, err);
    if (!code && spans
        && !lc_json_put(document, "data_through", lc_json_day(span[spans - 1][1] - 1)))
        code = LC_FAIL_NOMEM(err);
    free(span);
    return code;
}

/* What is not observed first: no number below is to be read without it. */
static int all_warnings(json_t **list, bool *holds, const struct lc_list_maker *m,
                        struct lc_error *err)
{
    json_t *cautions = NULL, *made = lc_list_unknown(m);
    int code = made ? lc_cautions(&cautions, holds, m->scoring, m->model, err)
                    : LC_FAIL_NOMEM(err);
    if (!code && json_array_extend(made, cautions))
        code = LC_FAIL_NOMEM(err);
    json_decref(cautions);
    if (code)
        json_decref(made);
    else
        *list = made;
    return code;
}

int lc_list_put_day(json_t *document, const struct lc_list_maker *m,
                    struct lc_error *err)
{
    const struct lc_scoring *s = m->scoring;
    json_t *warnings = NULL;
    bool holds = false, ok = lc_json_put(document, "as_of", lc_json_day(s->day));
    int code = ok ? put_through(document, m, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = all_warnings(&warnings, &holds, m, err);
    if (code)
        return code;
    ok = lc_json_put(document, "verdict", json_deep_copy(s->verdict));
    ok = lc_json_put(document, "warnings", warnings) && ok;
    ok = ok && lc_json_put(document, "verdict_holds", json_boolean(holds));
    ok = ok && lc_json_put(document, "model", lc_json_text(m->model->digest))
         && lc_json_put(document, "horizon", horizon_json(s->study))
         && lc_json_put(document, "base_rate", lc_json_number(base_rate(s, m->model)))
         && lc_json_put(document, "covered", json_boolean(lc_list_covered(m)));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static bool put_band(json_t *d, const struct lc_band *band)
{
    return !band
           || lc_json_put(d, "band",
                          LC_OBJECT({ "listed", lc_json_count(band->listed) },
                                    { "below", lc_json_count(band->below) },
                                    { "more", json_boolean(band->more) }));
}

static int put_list(json_t *d, const struct lc_list_maker *m, struct lc_error *err)
{
    const struct lc_scoring *s = m->scoring;
    json_t *rows = NULL;
    bool ok = lc_json_put(d, "capacity", lc_json_count(s->capacity))
              && lc_json_put(d, "children", lc_json_count(s->n))
              && lc_json_put(d, "expected_entries", expected_json(s, s->listed))
              && lc_json_put(d, "sizes", sizes_json(s)) && put_band(d, m->band)
              && lc_json_put(d, "tie_rule", lc_json_text(LC_TIE_RULE))
              && lc_json_put(d, "base_linear_predictor", lc_json_number(s->base));
    int code = ok ? listed_json(&rows, m, s->listed, err) : LC_FAIL_NOMEM(err);
    if (!code
        && (!lc_json_put(d, "listed", rows)
            || !lc_json_put(d, "cannot_score", cannot_json(s))))
        code = LC_FAIL_NOMEM(err);
    return code;
}

struct lc_list_maker lc_list_maker_of(const struct lc_scoring *scoring,
                                      const struct lc_model *model,
                                      const struct lc_store *store)
{
    return (struct lc_list_maker){ .scoring = scoring,
                                   .model =
                                       scoring->stand_in ? scoring->stand_in : model,
                                   .store = store };
}

int lc_list_document(json_t **document, const struct lc_scoring *scoring,
                     const struct lc_model *model, const struct lc_store *store,
                     struct lc_error *err)
{
    struct lc_list_maker m = lc_list_maker_of(scoring, model, store);
    struct lc_band band = { 0 };
    lc_meanings *words = NULL;
    json_t *d = json_object();
    int code = d ? lc_meanings_load(&words, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_band_find(&band, scoring, m.model, err);
    m.band = band.grey ? &band : NULL;
    m.words = words;
    if (!code)
        code = lc_list_put_day(d, &m, err);
    if (!code)
        code = put_list(d, &m, err);
    free(band.grey);
    lc_meanings_free(words);
    *document = lc_json_whole(d, !code);
    return code;
}
