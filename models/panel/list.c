/* The panel list as a document (list.h). */
#include "models/panel/list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/panel/caution.h"
#include "models/panel/reason_inside.h"
#include "models/panel/silent_inside.h"
#include "store/rhythm.h"
#include "store/seen.h"

struct maker {
    const struct lc_scoring *scoring;
    const struct lc_model *model;
    const struct lc_store *store;
};

static json_t *text_json(struct lc_text *text)
{
    json_t *j = text->failed ? NULL : lc_json_text(text->data);
    lc_text_free(text);
    return j;
}

/* --- who -------------------------------------------------------------------------- */

static int64_t person_of(const struct maker *m, uint32_t child,
                         const struct lc_history **person)
{
    *person = lc_store_history(m->store, "person");
    return *person ? lc_person_at(m->store, *person, child, m->scoring->day) : -1;
}

static bool put_person(json_t *row, const struct maker *m, uint32_t child)
{
    const struct lc_history *person;
    int64_t at = person_of(m, child, &person);
    if (at < 0)
        return true;
    const char *sex = lc_codes_name(&person->codes, person->code[at]);
    return lc_json_put(row, "age",
                       json_integer(lc_day_age(person->start[at], m->scoring->day)))
           && lc_json_put(row, "sex", lc_json_text(sex));
}

/* --- why -------------------------------------------------------------------------- */

static void add_person(struct lc_text *text, const struct maker *m, uint32_t child)
{
    const struct lc_history *person;
    int64_t at = person_of(m, child, &person);
    if (at < 0)
        return;
    const char *sex = lc_codes_name(&person->codes, person->code[at]);
    lc_text_addf(text, "aged %d", (int)lc_day_age(person->start[at], m->scoring->day));
    if (!strcmp(sex, "M") || !strcmp(sex, "F"))
        lc_text_add(text, *sex == 'M' ? ", male" : ", female");
}

/* Is anything of the group observed today? */
static bool observed(const struct maker *m, const struct lc_score_group *g)
{
    for (size_t k = 0; k < g->predictors; k++)
        if (lc_evidence_observed(&m->scoring->book, g->predictor[k]))
            return true;
    return !g->predictors;
}

/* What the group rests on, or nothing: an absence speaks only where it lowers the risk.
 */
static int add_reason(struct lc_text *text, const struct maker *m,
                      const struct lc_score_group *g, uint32_t child, double part,
                      struct lc_error *err)
{
    size_t events = 0;
    if (!strcmp(g->history, "person")) {
        add_person(text, m, child);
        return LC_OK;
    }
    if (!strcmp(g->history, "several") || !g->predictors || !observed(m, g))
        return LC_OK;
    size_t *which = lc_alloc(g->predictors, sizeof *which), seen = 0;
    if (!which)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < g->predictors; k++)
        if (lc_evidence_observed(&m->scoring->book, g->predictor[k]))
            which[seen++] = g->predictor[k];
    int code = lc_reason_add(text, &m->scoring->book, which, seen, child, &events, err);
    if (!code && !events && !(part < 0))
        lc_text_clear(text);
    free(which);
    return code;
}

static int part_json(json_t **out, const struct maker *m,
                     const struct lc_score_group *g, uint32_t child, double part,
                     struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = add_reason(&text, m, g, child, part, err);
    if (!code)
        code = lc_text_check(&text, err);
    if (!code) {
        *out = LC_OBJECT({ "history", lc_json_text(g->history) },
                         { "contribution", lc_json_number(part) },
                         { text.size ? "text" : NULL, lc_json_text(text.data) });
        code = *out ? LC_OK : LC_FAIL_NOMEM(err);
    }
    lc_text_free(&text);
    return code;
}

static int put_parts(json_t *row, const struct maker *m,
                     const struct lc_scored_child *child, struct lc_error *err)
{
    json_t *list = json_array();
    int code = list ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t g = 0; !code && g < m->scoring->groups; g++) {
        json_t *part = NULL;
        code = part_json(&part, m, &m->scoring->group[g], child->child, child->part[g],
                         err);
        if (!code && !lc_json_push(list, part))
            code = LC_FAIL_NOMEM(err);
    }
    list = lc_json_whole(list, !code);
    return code || lc_json_put(row, "contributions", list) ? code : LC_FAIL_NOMEM(err);
}

/* A group that has predictors. */
static void add_subject(struct lc_text *text, const struct maker *m,
                        const struct lc_score_group *g)
{
    const struct lc_study *study = m->scoring->book.study;
    lc_reason_subject(text, study->predictors + g->predictor[0]);
}

/* "missing episodes are not observed since 2023-06-13", of the latest silence that any
 * of the group's predictors met; nothing if none did. */
static void add_silence(struct lc_text *text, const struct maker *m,
                        const struct lc_score_group *g)
{
    int32_t since = LC_NO_DAY, end = LC_OPEN, its_end;
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    for (size_t k = 0; k < g->predictors; k++) {
        int32_t its = lc_evidence_silent(&m->scoring->book, g->predictor[k], &its_end);
        if (its > since) {
            since = its;
            end = its_end;
        }
    }
    if (since == LC_NO_DAY)
        return;
    add_subject(text, m, g);
    lc_text_addf(text, " are not observed %s %s", end == LC_OPEN ? "since" : "from",
                 lc_day_print(since, from));
    if (end != LC_OPEN)
        lc_text_addf(text, " to %s", lc_day_print(end, to));
}

/* What was said beforehand of such a day. */
static bool push_stand_in(json_t *list, const struct lc_scoring *s)
{
    struct lc_text text = { 0 };
    if (s->without) {
        lc_text_addf(&text,
                     "risks are by the fit that the model keeps for days without %s, "
                     "%s",
                     s->without,
                     json_object_get(s->verdict, "judged_by")
                         ? "tested and judged by itself"
                         : "which nobody tested");
        if (!lc_json_push(list, text_json(&text)))
            return false;
    }
    if (!s->lost)
        return true;
    lc_text_addf(
        &text,
        "nobody is scored: the model learnt from %s, never saw it missing, and "
        "keeps no fit without it (sources.refit_without of its study)",
        s->lost);
    return lc_json_push(list, text_json(&text));
}

/* Histories of which no source tells, today or in a window: the same for every child.
 */
static json_t *unknown_json(const struct maker *m)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t g = 0; ok && g < m->scoring->groups; g++) {
        const struct lc_score_group *group = &m->scoring->group[g];
        struct lc_text text = { 0 };
        add_silence(&text, m, group);
        if (!text.size && !observed(m, group)) {
            add_subject(&text, m, group);
            lc_text_add(&text, ": no source covers the time");
        }
        if (text.size || text.failed)
            ok = lc_json_push(list, text_json(&text));
    }
    return lc_json_whole(list, ok && push_stand_in(list, m->scoring));
}

/* --- rows ------------------------------------------------------------------------- */

static int listed_row(json_t **out, const struct maker *m, size_t rank,
                      struct lc_error *err)
{
    const struct lc_scored_child *c = &m->scoring->scored[rank];
    json_t *row = json_object();
    bool ok = lc_json_put(row, "rank", lc_json_count(rank + 1))
              && lc_json_put(row, "child", json_integer(c->child))
              && lc_json_put(row, "risk", lc_json_number(c->risk))
              && lc_json_put(row, "low", lc_json_number(c->low))
              && lc_json_put(row, "high", lc_json_number(c->high))
              && lc_json_put(row, "linear_predictor", lc_json_number(c->lp))
              && put_person(row, m, c->child);
    int code = ok ? put_parts(row, m, c, err) : LC_FAIL_NOMEM(err);
    json_t *unknown = code ? NULL : unknown_json(m);
    if (!code)
        code = unknown ? lc_silent_add(unknown, m->model, &m->scoring->book, m->store,
                                       c->child, err)
                       : LC_FAIL_NOMEM(err);
    if (code)
        json_decref(unknown);
    else if (!lc_json_put(row, "unknown", unknown))
        code = LC_FAIL_NOMEM(err);
    *out = lc_json_whole(row, !code);
    return code;
}

static int listed_json(json_t **out, const struct maker *m, size_t listed,
                       struct lc_error *err)
{
    json_t *list = json_array();
    int code = list ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t rank = 0; !code && rank < listed; rank++) {
        json_t *row = NULL;
        code = listed_row(&row, m, rank, err);
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

static int put_through(json_t *document, const struct maker *m, struct lc_error *err)
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
static int all_warnings(json_t **list, const struct maker *m, struct lc_error *err)
{
    json_t *cautions = NULL, *made = unknown_json(m);
    int code =
        made ? lc_cautions(&cautions, m->scoring, m->model, err) : LC_FAIL_NOMEM(err);
    if (!code && json_array_extend(made, cautions))
        code = LC_FAIL_NOMEM(err);
    json_decref(cautions);
    if (code)
        json_decref(made);
    else
        *list = made;
    return code;
}

static int put_head(json_t *d, const struct maker *m, size_t capacity, size_t listed,
                    struct lc_error *err)
{
    const struct lc_scoring *s = m->scoring;
    bool ok = lc_json_put(d, "as_of", lc_json_day(s->day));
    int code = ok ? put_through(d, m, err) : LC_FAIL_NOMEM(err);
    if (code)
        return code;
    json_t *warnings = NULL;
    code = all_warnings(&warnings, m, err);
    if (code)
        return code;
    ok = lc_json_put(d, "verdict", json_deep_copy(s->verdict));
    ok = lc_json_put(d, "warnings", warnings) && ok;
    ok = ok && lc_json_put(d, "model", lc_json_text(m->model->digest))
         && lc_json_put(d, "horizon", horizon_json(s->study))
         && lc_json_put(d, "base_rate", lc_json_number(base_rate(s, m->model)))
         && lc_json_put(d, "capacity", lc_json_count(capacity))
         && lc_json_put(d, "children", lc_json_count(s->n))
         && lc_json_put(d, "expected_entries", expected_json(s, listed))
         && lc_json_put(d, "tie_rule", lc_json_text(LC_TIE_RULE))
         && lc_json_put(d, "base_linear_predictor", lc_json_number(s->base));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static int fill(json_t *d, const struct maker *m, struct lc_error *err)
{
    const struct lc_scoring *s = m->scoring;
    json_t *rows = NULL;
    int code = put_head(d, m, s->capacity, s->listed, err);
    if (!code)
        code = listed_json(&rows, m, s->listed, err);
    if (!code
        && (!lc_json_put(d, "listed", rows)
            || !lc_json_put(d, "cannot_score", cannot_json(s))))
        code = LC_FAIL_NOMEM(err);
    return code;
}

int lc_list_document(json_t **document, const struct lc_scoring *scoring,
                     const struct lc_model *model, const struct lc_store *store,
                     struct lc_error *err)
{
    struct maker m = { .scoring = scoring,
                       .model = scoring->stand_in ? scoring->stand_in : model,
                       .store = store };
    json_t *d = json_object();
    int code = d ? fill(d, &m, err) : LC_FAIL_NOMEM(err);
    *document = lc_json_whole(d, !code);
    return code;
}
