/* One child of a list: who, why, and what no source tells (list_inside.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "decisions/decisions.h"
#include "models/panel/in_hand_inside.h"
#include "models/panel/list_inside.h"
#include "models/panel/reason_inside.h"
#include "models/panel/silent_inside.h"
#include "store/seen.h"
#include "study/present.h"

static json_t *text_json(struct lc_text *text)
{
    json_t *j = text->failed ? NULL : lc_json_text(text->data);
    lc_text_free(text);
    return j;
}

/* --- who -------------------------------------------------------------------------- */

static int64_t person_of(const struct lc_list_maker *m, uint32_t child,
                         const struct lc_history **person)
{
    *person = lc_store_history(m->store, "person");
    return *person ? lc_person_at(m->store, *person, child, m->scoring->day) : -1;
}

static bool put_person(json_t *row, const struct lc_list_maker *m, uint32_t child)
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

static void add_person(struct lc_text *text, const struct lc_list_maker *m,
                       uint32_t child)
{
    const struct lc_history *person;
    int64_t at = person_of(m, child, &person);
    if (at < 0)
        return;
    const char *sex = lc_codes_name(&person->codes, person->code[at]);
    char age[16];
    snprintf(age, sizeof age, "%d",
             (int)lc_day_age(person->start[at], m->scoring->day));
    lc_spoken_add(text, m->words,
                  !strcmp(sex, "M")   ? LC_SAY_aged_male
                  : !strcmp(sex, "F") ? LC_SAY_aged_female
                                      : LC_SAY_aged,
                  &(const struct lc_filling){ "count", age }, 1);
}

/* Is anything of the group observed today? */
static bool observed(const struct lc_list_maker *m, const struct lc_score_group *g)
{
    for (size_t k = 0; k < g->predictors; k++)
        if (lc_evidence_observed(&m->scoring->book, g->predictor[k]))
            return true;
    return !g->predictors;
}

/* What the group rests on, or nothing: an absence speaks only where it lowers the risk.
 */
static int add_reason(struct lc_text *text, const struct lc_list_maker *m,
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
    const struct lc_reason_of of = { &m->scoring->book, which, seen, child };
    int code = lc_reason_add(text, m->words, &of, &events, err);
    if (!code && !events && !(part < 0))
        lc_text_clear(text);
    free(which);
    return code;
}

static int part_json(json_t **out, const struct lc_list_maker *m,
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

static int put_parts(json_t *row, const struct lc_list_maker *m,
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
static void add_subject(struct lc_text *text, const struct lc_list_maker *m,
                        const struct lc_score_group *g)
{
    const struct lc_study *study = m->scoring->book.study;
    lc_reason_subject(text, m->words, study->predictors + g->predictor[0]);
}

/* "missing episodes are not observed since 2023-06-13", of the latest silence that any
 * of the group's predictors met; nothing if none did. */
static void add_silence(struct lc_text *text, const struct lc_list_maker *m,
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
    struct lc_text what = { 0 };
    add_subject(&what, m, g);
    if (end == LC_OPEN)
        LC_SAY(text, m->words, silent_since, { "what", lc_text_held(&what) },
               { "day", lc_day_print(since, from) });
    else
        LC_SAY(text, m->words, silent_until, { "what", lc_text_held(&what) },
               { "day", lc_day_print(since, from) }, { "end", lc_day_print(end, to) });
    text->failed |= what.failed;
    lc_text_free(&what);
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
json_t *lc_list_unknown(const struct lc_list_maker *m)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t g = 0; ok && g < m->scoring->groups; g++) {
        const struct lc_score_group *group = &m->scoring->group[g];
        struct lc_text text = { 0 };
        add_silence(&text, m, group);
        if (!text.size && !observed(m, group)) {
            struct lc_text what = { 0 };
            add_subject(&what, m, group);
            LC_SAY(&text, m->words, no_source, { "what", lc_text_held(&what) });
            text.failed |= what.failed;
            lc_text_free(&what);
        }
        if (text.size || text.failed)
            ok = lc_json_push(list, text_json(&text));
    }
    return lc_json_whole(list, ok && push_stand_in(list, m->scoring));
}

bool lc_list_covered(const struct lc_list_maker *m)
{
    const struct lc_scoring *s = m->scoring;
    for (size_t g = 0; g < s->groups; g++)
        for (size_t k = 0; k < s->group[g].predictors; k++)
            if (!lc_evidence_observed(&s->book, s->group[g].predictor[k]))
                return false;
    return !s->without && !s->lost;
}

/* --- what panels decided ---------------------------------------------------------- */

static json_t *decision_json(const struct lc_history *h, uint64_t i, int32_t day)
{
    const char *action = lc_codes_name(&h->codes, h->code[i]);
    const char *agreed = lc_history_says(h, i, "agreed");
    bool open = h->end[i] == LC_OPEN;
    return LC_OBJECT(
        { "meeting", lc_json_day(h->start[i]) },
        { "known_from", lc_json_day(h->known_from[i]) },
        { "discussed", lc_json_text(lc_history_says(h, i, "discussed")) },
        { *agreed ? "agreed" : NULL, *agreed ? lc_json_text(agreed) : NULL },
        { *action ? "action" : NULL, *action ? lc_json_text(action) : NULL },
        { open ? NULL : "until", open ? NULL : lc_json_day(h->end[i]) },
        { open ? NULL : "over", open ? NULL : json_boolean(h->end[i] <= day) });
}

/* As they were known on the day; no member where there are none. */
static bool put_decisions(json_t *row, const struct lc_list_maker *m, uint32_t child)
{
    const struct lc_history *h = lc_store_history(m->store, LC_DECISION_HISTORY);
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    json_t *list = json_array();
    bool good = list;
    for (uint64_t i = rows.first; i < rows.end && good; i++)
        if (h->start[i] < m->scoring->day && lc_seen(h, i, m->scoring->day))
            good = lc_json_push(list, decision_json(h, i, m->scoring->day));
    if (good && !json_array_size(list)) {
        json_decref(list);
        return true;
    }
    return lc_json_put(row, "decisions", lc_json_whole(list, good));
}

/* Null where nothing is told: a risk without limits. */
static bool put_worth(json_t *row, const struct lc_scored_child *c)
{
    double worth = lc_worth(c->risk, c->low, c->high);
    return lc_json_put(row, "worth", lc_json_number(worth));
}

static bool are_tied(const struct lc_scored_child *a, const struct lc_scored_child *b)
{
    return a->risk == b->risk && a->lp == b->lp;
}

/* Is a neighbour on the list equal, so that the child's number alone decides? */
static bool put_tied(json_t *row, const struct lc_scoring *s, size_t rank)
{
    const struct lc_scored_child *c = s->scored + rank;
    bool tied =
        (rank && are_tied(c, c - 1)) || (rank + 1 < s->listed && are_tied(c, c + 1));
    return !tied || lc_json_put(row, "tied", json_true());
}

/* --- a row ------------------------------------------------------------------------ */

int lc_list_row(json_t **out, const struct lc_list_maker *m, size_t rank,
                struct lc_error *err)
{
    const struct lc_scored_child *c = &m->scoring->scored[rank];
    json_t *row = json_object();
    bool ok =
        lc_json_put(row, "rank", lc_json_count(rank + 1))
        && lc_json_put(row, "child", json_integer(c->child))
        && lc_json_put(row, "risk", lc_json_number(c->risk))
        && lc_json_put(row, "low", lc_json_number(c->low))
        && lc_json_put(row, "high", lc_json_number(c->high))
        && lc_json_put(row, "linear_predictor", lc_json_number(c->lp))
        && put_worth(row, c)
        && (!m->band || !m->band->grey[rank] || lc_json_put(row, "grey", json_true()))
        && put_tied(row, m->scoring, rank) && put_person(row, m, c->child)
        && lc_in_hand_put(row, m->store, c->child, m->scoring->day)
        && put_decisions(row, m, c->child);
    int code = ok ? put_parts(row, m, c, err) : LC_FAIL_NOMEM(err);
    json_t *unknown = code ? NULL : lc_list_unknown(m);
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

/* --- no row ----------------------------------------------------------------------- */

int lc_list_why_not(const char **why, const struct lc_list_maker *m, uint32_t child,
                    struct lc_error *err)
{
    struct lc_presence presence;
    struct lc_facts facts = { 0 };
    enum lc_rule rule = LC_NO_BIRTH;
    *why = lc_scoring_refusal(m->scoring, child);
    if (*why)
        return LC_OK;
    int code =
        lc_presence_open(&presence, m->scoring->study, m->store, m->scoring->day, err);
    if (code)
        return code;
    code = lc_presence_rule(&presence, &facts, child, &rule, err);
    lc_facts_free(&facts);
    lc_presence_close(&presence);
    if (!code && rule == LC_RULE_COUNT)
        code = LC_FAIL(err, LC_FAULT, "child %u is in the cohort and was not scored",
                       (unsigned)child);
    *why = code ? NULL : lc_rules[rule].why;
    return code;
}
