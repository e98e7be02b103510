/* Scoring and ranking a cohort (score.h). */
#include "models/panel/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "decisions/decisions.h"
#include "models/family/centre.h"
#include "models/panel/rank_inside.h"
#include "models/panel/scoring_begin_inside.h"
#include "models/panel/stand_in_inside.h"
#include "store/rhythm.h"
#include "study/needs.h"
#include "study/period.h"

/* --- the study in the model ------------------------------------------------------- */

int lc_score_study(struct lc_study **study, const struct lc_model *model,
                   struct lc_error *err)
{
    const char *text = NULL;
    if (!model->study)
        return LC_FAIL(err, LC_REFUSED,
                       "the model was fitted to a table, not by a study: it cannot say "
                       "whom to score; use predict");
    int code = lc_json_get_text(model->study, "text", &text, err);
    if (!code)
        code = lc_study_parse(study, "the model's study", text, strlen(text), err);
    return code;
}

/* Beside what the study reads. */
struct wanted {
    struct lc_store_part study;
    enum lc_score_shows shows;
};

/* Shown of a child, whether or not the study reads it: what panels decided, and what
 * is in hand (in_hand.c). */
static bool is_shown(const char *history)
{
    static const char *const shown[] = { LC_DECISION_HISTORY, "cpp", "pre_proceedings",
                                         "care_proceedings" };
    for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
        if (!strcmp(history, shown[k]))
            return true;
    return false;
}

/* Of histories that a scoring does not read, or that are shown beside it: neither what
 * the row's digest is, nor who worked out when it was known. */
static bool is_of_writers(const char *history, const char *column)
{
    return !strcmp(column, "content") || !strcmp(column, "assumed")
           || (!strcmp(column, "record") && strcmp(history, "person") != 0);
}

static bool wants(const void *context, const char *history, const char *column)
{
    const struct wanted *w = context;
    if (column && is_of_writers(history, column))
        return false;
    if (w->study.wants(w->study.context, history, column) || is_shown(history))
        return true;
    if (w->shows == LC_SHOWS_ALL && lc_history_is_of_events(history))
        return true;
    if (column && !strcmp(column, "key"))
        return true; /* a reason says when an event was first known */
    return w->shows != LC_SHOWS_LIST && column && !strcmp(column, "line");
}

int lc_score_load(struct lc_store *store, const char *path,
                  const struct lc_model *model, enum lc_score_shows shows,
                  struct lc_error *err)
{
    struct lc_study *study = NULL;
    *store = (struct lc_store){ 0 };
    int code = lc_score_study(&study, model, err);
    if (code)
        return code;
    const struct wanted wanted = { lc_study_needs(study), shows };
    const struct lc_store_part part = { wants, &wanted };
    code = lc_store_load_part(store, path, &part, err);
    if (!code)
        code = lc_store_need_linked(store, path, err);
    if (!code)
        code = lc_rhythms_keep(store, &part, err);
    lc_study_free(study);
    return code;
}

static long predictor_of(const struct lc_study *study, const char *name)
{
    const struct lc_study_predictor *p = lc_study_find(study, name);
    return p ? p - study->predictors : -1;
}

/* Every history that a column with any spread was made from must be here. */
static int check_histories(const struct lc_study *study, const struct lc_model *model,
                           const struct lc_store *store, struct lc_error *err)
{
    for (size_t j = 0; j < lc_terms_count(model->terms); j++) {
        const struct lc_term *term = lc_terms_at(model->terms, j);
        for (size_t b = 0; b < term->bases; b++) {
            const struct lc_study_predictor *p = lc_study_find(study, term->base[b]);
            if (!p)
                return LC_FAIL(err, LC_REFUSED,
                               "the model's column %s is not made from its study's "
                               "predictors",
                               term->name);
            const char *history;
            for (unsigned k = 0; (history = lc_study_read(study, p, k)); k++)
                if (term->sd > 0 && !term->indicator
                    && !lc_store_history(store, history))
                    return LC_FAIL(
                        err, LC_REFUSED,
                        "the model learnt from the history %s, which this store "
                        "does not hold; import it, or train anew with "
                        "sources: { refit_without: [%s] }, which keeps a fit "
                        "without it",
                        history, history);
        }
    }
    return LC_OK;
}

/* Beyond what the outcome's history covers nobody is known to be out of care: a list
 * of such a day would look like any other and be wrong. */
static int check_day(const struct lc_study *study, const struct lc_store *store,
                     int32_t day, struct lc_error *err)
{
    char asked[LC_DAY_ROOM], low[LC_DAY_ROOM], high[LC_DAY_ROOM];
    size_t spans = 0;
    int32_t(*span)[2] = NULL;
    int code = lc_covered(store, study->outcome.history, day, &spans, &span, err);
    if (code)
        return code;
    int32_t from = spans ? span[0][0] : 0, to = spans ? span[spans - 1][1] : 0;
    free(span);
    if (spans && day > from && day <= lc_period_after(to, study->sources.slack))
        return LC_OK;
    if (!spans)
        return LC_FAIL(err, LC_ABSENT, "no source of the store covers %s; import one",
                       study->outcome.history);
    return LC_FAIL(
        err, LC_RANGE,
        "%s cannot be scored: the store covers %s from %s to before %s; say a day of "
        "those, or import newer extracts",
        lc_day_print(day, asked), study->outcome.history, lc_day_print(from, low),
        lc_day_print(to, high));
}

/* --- groups ----------------------------------------------------------------------- */

static const char *history_of(const struct lc_term *term, const struct lc_study *study)
{
    if (term->group)
        return term->group;
    const char *found = NULL;
    for (size_t b = 0; b < term->bases; b++) {
        const struct lc_study_predictor *p = lc_study_find(study, term->base[b]);
        const char *history = p ? p->group : "person";
        if (found && strcmp(found, history))
            return "several";
        found = history;
    }
    return found ? found : "person";
}

static size_t group_named(struct lc_scoring *s, const char *history)
{
    size_t g = 0;
    while (g < s->groups && strcmp(s->group[g].history, history))
        g++;
    if (g == s->groups)
        s->group[s->groups++].history = history;
    return g;
}

static int add_predictors(struct lc_score_group *g, const struct lc_term *term,
                          const struct lc_study *study, struct lc_error *err)
{
    if (!g->predictor
        && !(g->predictor =
                 lc_alloc(study->predictors_count + 1, sizeof *g->predictor)))
        return LC_FAIL_NOMEM(err);
    for (size_t b = 0; b < term->bases; b++) {
        long which = predictor_of(study, term->base[b]);
        size_t k = 0;
        while (k < g->predictors && g->predictor[k] != (size_t)which)
            k++;
        if (which >= 0 && k == g->predictors)
            g->predictor[g->predictors++] = (size_t)which;
    }
    return LC_OK;
}

/* (1), and which group each column is in. */
static int make_groups(struct lc_scoring *s, const struct lc_model *model,
                       const double *beta, struct lc_rank_column *column,
                       struct lc_error *err)
{
    size_t p = lc_terms_count(model->terms);
    s->group = lc_alloc(p + 1, sizeof *s->group);
    if (!s->group)
        return LC_FAIL_NOMEM(err);
    for (size_t j = 0; j < p; j++) {
        const struct lc_term *term = lc_terms_at(model->terms, j);
        struct lc_rank_column *c = column + j;
        *c = (struct lc_rank_column){ beta[j],
                                      group_named(s, history_of(term, s->study)) };
        s->group[c->group].centre += beta[j] * term->mean;
        s->base += beta[j] * lc_from_centre(model->fit->centre, j, term->mean);
        int code = add_predictors(&s->group[c->group], term, s->study, err);
        if (code)
            return code;
    }
    return LC_OK;
}

static int rank(struct lc_scoring *s, const struct lc_model *model,
                const struct lc_store *store, const struct lc_score_ask *ask,
                lc_team *team, struct lc_error *err)
{
    size_t p = lc_terms_count(model->terms);
    double *beta = lc_alloc(p + 1, sizeof *beta);
    struct lc_rank_column *column = lc_alloc(p + 1, sizeof *column);
    int code = beta && column ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        lc_model_coefficients(model, beta, &s->base);
        s->sense = model->family->sense;
        s->base += lc_model_to_zero(model, beta);
        s->base *= s->sense;
        for (size_t k = 0; k < p; k++)
            beta[k] *= s->sense;
        code = make_groups(s, model, beta, column, err);
    }
    if (!code)
        code = lc_rank(s, model, store, column, ask, team, err);
    free(beta);
    free(column);
    return code;
}

static int by_child(const void *a, const void *b)
{
    const struct lc_scored_at *x = a, *y = b;
    return (x->child > y->child) - (x->child < y->child);
}

static int index_children(struct lc_scoring *s, struct lc_error *err)
{
    s->by_child = lc_alloc(s->listed, sizeof *s->by_child);
    if (!s->by_child)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->listed; i++)
        s->by_child[i] = (struct lc_scored_at){ s->scored[i].child, (uint32_t)i };
    qsort(s->by_child, s->listed, sizeof *s->by_child, by_child);
    return LC_OK;
}

int lc_score_run(struct lc_scoring *scoring, const struct lc_model *model,
                 const struct lc_store *store, const struct lc_score_ask *ask,
                 lc_team *team, struct lc_error *err)
{
    *scoring = (struct lc_scoring){ .day = ask->day,
                                    .study = ask->study,
                                    .borrowed = ask->study };
    int code = ask->study ? LC_OK : lc_score_study(&scoring->study, model, err);
    if (!code)
        code = lc_model_need_finite(model, "a list by it would rank on rounding", err);
    if (!code)
        code = lc_evidence_open(&scoring->book, scoring->study, store, ask->day, err);
    if (!code)
        code = lc_stand_in_find(scoring, model, err);
    if (!code && scoring->stand_in)
        model = scoring->stand_in;
    if (!code)
        code = lc_scoring_begin(scoring, model, ask->capacity, err);
    if (!code)
        code = check_histories(scoring->study, model, store, err);
    if (!code)
        code = check_day(scoring->study, store, ask->day, err);
    if (!code)
        code = rank(scoring, model, store, ask, team, err);
    if (!code)
        code = index_children(scoring, err);
    if (code)
        lc_scoring_free(scoring);
    return code;
}

void lc_scoring_free(struct lc_scoring *scoring)
{
    lc_evidence_close(&scoring->book);
    for (size_t g = 0; g < scoring->groups; g++)
        free(scoring->group[g].predictor);
    free(scoring->group);
    free(scoring->scored);
    free(scoring->by_child);
    free(scoring->cannot);
    free(scoring->part);
    free(scoring->x);
    lc_arena_free(scoring->words);
    if (!scoring->borrowed)
        lc_study_free(scoring->study);
    lc_model_free(scoring->stand_in);
    json_decref(scoring->verdict);
    free(scoring->range);
    free(scoring->tally);
    free(scoring->used);
    *scoring = (struct lc_scoring){ .n = 0 };
}

size_t lc_scoring_place(const struct lc_scoring *scoring, uint32_t child)
{
    const struct lc_scored_at key = { .child = child },
                              *one = bsearch(&key, scoring->by_child, scoring->listed,
                                             sizeof key, by_child);
    return one ? one->at + 1 : 0;
}

const struct lc_scored_child *lc_scoring_of(const struct lc_scoring *scoring,
                                            uint32_t child)
{
    size_t place = lc_scoring_place(scoring, child);
    return place ? scoring->scored + place - 1 : NULL;
}

const char *lc_scoring_refusal(const struct lc_scoring *scoring, uint32_t child)
{
    for (size_t i = 0; i < scoring->refused; i++)
        if (scoring->cannot[i].child == child)
            return scoring->cannot[i].why;
    return NULL;
}
