/* Rolling origins: each is what a study with its test alone would be, and nothing that
 * came to be known later moves it. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/assess/contest.h"
#include "models/assess/league.h"
#include "models/assess/metric_inside.h"
#include "models/assess/training.h"
#include "models/assess/verdict.h"
#include "models/families/families.h"
#include "support/stores.h"
#include "support/town.h"

TestSuite(rolling, .init = lc_begin);

static const char asked[] =
    "test_last: 24 months, label_delay: 1 month, bootstrap: 100";

/* The town's study with another validation, and landmarks that end on `to`. *text is
 * new. */
static struct lc_study *study_with(const char *validation, const char *to,
                                   struct lc_slice *text)
{
    static char all[5000];
    struct lc_slice town;
    struct lc_study *study;
    struct lc_error err = { 0 };
    lc_study_free(town_study("", &town));
    const char *end = strstr(town.data, "to: all"), *was = strstr(town.data, asked);
    int size = snprintf(all, sizeof all, "%.*sto: %s%.*s%s%s", (int)(end - town.data),
                        town.data, to, (int)(was - end) - 7, end + 7, validation,
                        was + strlen(asked));
    *text = (struct lc_slice){ all, (size_t)size };
    int code = lc_study_parse(&study, "town", all, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static void train(struct lc_training *t, struct lc_study *study, struct lc_slice text,
                  struct lc_store *store, const char *model)
{
    struct lc_error err = { 0 };
    struct lc_training_ask ask = { .study = study,
                                   .text = text,
                                   .store = store,
                                   .model = model,
                                   .replicates = 100,
                                   .seed = 3 };
    int code = lc_training_run(t, &ask, json_array(), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || !(a < b || a > b);
}

static void expect_same_figures(const struct lc_judged *a, const struct lc_judged *b)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        if (!*lc_metrics[m]->label)
            continue;
        const struct lc_estimate *x = &a->metric[m], *y = &b->metric[m];
        cr_expect(same(x->value, y->value) && same(x->low, y->low)
                      && same(x->high, y->high),
                  "%s: %.17g (%g to %g) and %.17g (%g to %g)", lc_metrics[m]->name,
                  x->value, x->low, x->high, y->value, y->low, y->high);
    }
}

/* A study whose test is from the origin on, to its span's last landmark, and that is
 * all: the same rows, fits and draws, so the same figures to the last bit. */
static void expect_alone(const struct lc_training *rolled, size_t o,
                         struct lc_store *store, const char *model)
{
    struct lc_training alone;
    struct lc_slice text;
    char validation[200], from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    const struct lc_split *s = &rolled->splits.at[o];
    const struct lc_judged_test *is = &rolled->judgement.origin[o];
    lc_day_print(rolled->cohort.landmarks.day[s->test_end - 1], to);
    snprintf(validation, sizeof validation, "test_from: %s, label_delay: 1 month",
             lc_day_print(s->test_from, from));
    struct lc_study *study = study_with(validation, to, &text);
    train(&alone, study, text, store, model);
    const struct lc_judgement *j = &alone.judgement;
    cr_expect(eq(sz, is->tested.n, j->whole.tested.n));
    cr_expect(eq(sz, is->tested.children, j->whole.tested.children));
    cr_expect(eq(sz, is->tested.entrants, j->whole.tested.entrants));
    cr_expect(eq(sz, is->tested.lists, j->whole.tested.lists));
    cr_expect(eq(sz, is->tested.at->trained.rows, j->whole.tested.at->trained.rows));
    expect_same_figures(&is->judged, &j->whole.judged);
    expect_same_figures(&is->missing, &j->whole.missing);
    cr_expect(same(is->gain.low, j->whole.gain.low));
    lc_training_free(&alone);
    lc_study_free(study);
}

static void expect_each_alone(const char *model)
{
    struct lc_slice text;
    struct lc_training t;
    struct lc_store store = town_store(5, 2500, 1.5);
    struct lc_study *study = study_with(
        "test_last: 12 months, label_delay: 1 month, rolling: 2", "all", &text);
    train(&t, study, text, &store, model);
    cr_assert(eq(sz, t.judgement.whole.tested.origins, 3));
    for (size_t o = 0; o < 3; o++) {
        cr_assert(lt(sz, 0, t.judgement.origin[o].tested.entrants));
        expect_alone(&t, o, &store, model);
    }
    lc_training_free(&t);
    lc_study_free(study);
    lc_store_free(&store);
}

Test(rolling, an_origin_is_a_study_of_its_own)
{
    expect_each_alone("logistic");
}

Test(rolling, an_origin_of_times_is_a_study_of_its_own)
{
    if (!lc_family_find("cox"))
        cr_skip_test("no family cox");
    expect_each_alone("cox");
}

/* --- which rows ------------------------------------------------------------------- */

/* In the town everything is known when it happens, and care is told to the end: so what
 * is learnt on a day is the design's rows whose thirteen months were over by it, with
 * an outcome that is the same today. */
static void expect_learnt(const struct lc_training *t, size_t o)
{
    const struct lc_design *all = &t->design, *learnt = t->origin[o].design;
    int32_t from = t->splits.at[o].test_from;
    size_t at = 0;
    for (size_t i = 0; i < all->frame.n; i++) {
        int32_t over = lc_day_add_months(lc_day_add_months(all->landmark[i], 12), 1);
        if (over > from)
            continue;
        cr_assert(lt(sz, at, learnt->frame.n), "a row is missing");
        cr_assert(learnt->child[at] == all->child[i]
                  && learnt->landmark[at] == all->landmark[i]
                  && learnt->cause[at] == all->cause[i]
                  && learnt->days[at] == all->days[i] && learnt->complete[at] == 1);
        for (size_t k = 0; k < all->frame.count; k++)
            cr_assert(same(lc_column_get(&learnt->frame.column[k], at),
                           lc_column_get(&all->frame.column[k], i)));
        at++;
    }
    cr_assert(eq(sz, at, learnt->frame.n), "a row too many");
    cr_assert(lt(sz, 0, at));
}

/* Test rows: of the span, with an outcome that is known, each once, in one origin. */
static void expect_tested(const struct lc_training *t)
{
    const struct lc_tested *is = &t->judgement.whole.tested;
    size_t at = 0, last = t->splits.count - 1;
    for (size_t i = 0; i < t->design.frame.n; i++) {
        int32_t day = t->design.landmark[i];
        if (day < t->splits.at[0].test_from || !t->design.complete[i])
            continue;
        size_t o = last;
        while (day < t->splits.at[o].test_from)
            o--;
        cr_assert(eq(sz, is->row[at], i));
        cr_assert(eq(sz, (size_t)is->origin[at], o));
        at++;
    }
    cr_assert(eq(sz, at, is->n));
}

/* C and AUC by their definitions: pairs of one origin and one fold (of one origin, for
 * times). */
static double auc_by_pairs(const struct lc_tested *t)
{
    double wins = 0, pairs = 0;
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; t->outcome[i] && k < t->n; k++)
            if (!t->outcome[k] && t->model[k] == t->model[i]) {
                pairs++;
                wins += t->risk[i] > t->risk[k] ? 1 : t->risk[i] < t->risk[k] ? 0 : 0.5;
            }
    return wins / pairs;
}

Test(rolling, holds_the_rows_that_a_hand_would_take)
{
    struct lc_slice text;
    struct lc_training t;
    struct lc_store store = town_store(7, 1500, 1.5);
    struct lc_study *study = study_with(
        "test_last: 12 months, label_delay: 1 month, rolling: 2", "all", &text);
    train(&t, study, text, &store, "logistic");
    for (size_t o = 0; o < 3; o++)
        expect_learnt(&t, o);
    expect_tested(&t);
    const struct lc_judgement *j = &t.judgement;
    cr_expect(epsilon_eq(dbl, j->whole.judged.metric[LC_METRIC_AUC].value,
                         auc_by_pairs(&j->whole.tested), 1e-12));
    double n = 0, events = 0, hits = 0, expected = 0;
    for (size_t o = 0; o < 3; o++) {
        n += j->origin[o].judged.boot.all.n;
        events += j->origin[o].judged.boot.all.events;
        expected += j->origin[o].judged.boot.all.expected;
        hits += j->origin[o].judged.boot.all.cut[0].hits;
    }
    const struct lc_held_sums *all = &j->whole.judged.boot.all;
    cr_expect(eq(dbl, n, all->n));
    cr_expect(eq(dbl, events, all->events));
    cr_expect(epsilon_eq(dbl, hits, all->cut[0].hits, 1e-9));
    cr_expect(epsilon_eq(dbl, expected, all->expected, 1e-9));
    cr_expect(eq(dbl, all->lists, 12)); /* quarterly, three years */
    lc_training_free(&t);
    lc_study_free(study);
    lc_store_free(&store);
}

/* --- nothing of the future -------------------------------------------------------- */

/* Whatever was known on or after the day is altered, but for births: another code, a
 * later end, or it is never known. Rows keep their order. */
static void alter_later(struct lc_store *store, int32_t day)
{
    for (size_t k = 0; k < store->histories; k++) {
        struct lc_history *h = &store->history[k];
        if (strcmp(h->name, "person") == 0)
            continue;
        for (uint64_t i = 0; i < h->n; i++) {
            if (h->known_from[i] < day)
                continue;
            h->code[i] = 0;
            h->end[i] = LC_OPEN;
            if (i % 2)
                h->known_to[i] = h->known_from[i];
        }
    }
}

static char *fitted_at(const struct lc_training *t, size_t o)
{
    struct lc_train fit = t->judge.train;
    struct lc_train_counts counts;
    struct lc_model *model;
    struct lc_error err = { 0 };
    char *out;
    fit.design = t->origin[o].design;
    cr_assert(lc_train_fit(&model, &fit, &counts, &err) == LC_OK, "%s", err.text);
    cr_assert(lc_model_print(model, &out, &err) == LC_OK);
    lc_model_free(model);
    return out;
}

Test(rolling, nothing_known_later_moves_an_origin)
{
    struct lc_slice text;
    struct lc_training before, after;
    struct lc_error err = { 0 };
    struct lc_store store = town_store(5, 1500, 1.5);
    struct lc_study *study = study_with(
        "test_last: 12 months, label_delay: 1 month, rolling: 2", "all", &text);
    struct lc_training_ask ask = {
        .study = study, .text = text, .store = &store, .replicates = 0, .seed = 3
    };
    cr_assert(lc_training_prepare(&before, &ask, &err) == LC_OK, "%s", err.text);
    alter_later(&store, before.splits.at[1].test_from);
    cr_assert(lc_training_prepare(&after, &ask, &err) == LC_OK, "%s", err.text);
    for (size_t o = 0; o < 3; o++) {
        char *a = fitted_at(&before, o), *b = fitted_at(&after, o);
        if (o < 2)
            cr_expect(eq(str, a, b));
        else
            cr_expect(ne(str, a, b), "nothing that was altered could be seen");
        free(a);
        free(b);
    }
    lc_training_free(&before);
    lc_training_free(&after);
    lc_study_free(study);
    lc_store_free(&store);
}

/* --- what cannot be told ---------------------------------------------------------- */

/* The first of four origins is 2 January 2016, and nobody entered before February. */
Test(rolling, an_origin_that_cannot_be_fitted_is_said)
{
    struct lc_slice text;
    struct lc_training t;
    struct lc_error err = { 0 };
    struct lc_store store = town_store(5, 2500, 1.5);
    struct lc_study *study = study_with(
        "test_last: 15 months, label_delay: 1 month, rolling: 3", "all", &text);
    const struct lc_history *care = lc_store_history(&store, "care");
    struct lc_training_ask ask = {
        .study = study, .text = text, .store = &store, .replicates = 20, .seed = 3
    };
    int32_t day = lc_day_of(2016, 2, 1);
    for (uint64_t i = 0; i < care->n; i++) /* nobody entered before */
        if (care->start[i] < day)
            care->known_to[i] = care->known_from[i];
    int code = lc_training_run(&t, &ask, json_array(), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    const struct lc_tested_origin *first = &t.judgement.whole.tested.at[0];
    cr_assert(lt(int, first->from->split.test_from, day));
    cr_expect(strstr(first->why, "the test from 2016") != NULL, "%s", first->why);
    cr_expect(eq(sz, first->n, 0));
    cr_expect(isnan(t.judgement.origin[0].judged.metric[LC_METRIC_AUC].value));
    cr_expect(eq(int, t.standing, LC_NOT_GOOD_ENOUGH));
    const json_t *reasons = json_object_get(t.model->verdict, "reasons");
    cr_expect(strstr(json_string_value(json_array_get(reasons, 0)), first->why)
              != NULL);
    const json_t *told = json_array_get(json_object_get(t.results, "origins"), 0);
    cr_expect(strstr(json_string_value(json_object_get(told, "note")), first->why)
              != NULL);
    lc_training_free(&t);
    lc_study_free(study);
    lc_store_free(&store);
}

/* --- a contest -------------------------------------------------------------------- */

/* An origin's league is that of the contest of its study alone, and together the table
 * says what the trainings do. */
Test(rolling, a_contest_has_the_numbers_of_its_trainings)
{
    enum { DRAWS = 50 };
    static double scratch[2 * DRAWS + 2];
    struct lc_slice text;
    struct lc_error err = { 0 };
    struct lc_store store = town_store(5, 2500, 1.5);
    struct lc_study *study = study_with(
        "test_last: 12 months, label_delay: 1 month, rolling: 2", "all", &text);
    struct lc_training_ask ask = {
        .study = study, .text = text, .store = &store, .replicates = DRAWS, .seed = 3
    };
    struct lc_contest all, one;
    struct lc_league league;
    struct lc_training t;
    cr_assert(lc_contest_of_study(&all, &ask, &err) == LC_OK, "%s", err.text);
    cr_assert(lc_training_run(&t, &ask, json_array(), &err) == LC_OK, "%s", err.text);
    cr_assert(lc_league_run(&league, &all, DRAWS, 3, NULL, &err) == LC_OK);
    cr_assert(eq(sz, all.origins, 3));
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(&all, m))
            cr_expect(epsilon_eq(dbl, lc_league_value(&league, 0, m, scratch).value,
                                 t.judgement.whole.judged.metric[m].value, 1e-12),
                      "%s", lc_metrics[m]->name);
    lc_league_free(&league);
    for (size_t o = 0; o < 3; o++) {
        const struct lc_judged *is = &t.judgement.origin[o].judged;
        cr_assert(lc_contest_of_origin(&one, &all, o, &err) == LC_OK);
        cr_assert(lc_league_run(&league, &one, DRAWS, 3, NULL, &err) == LC_OK);
        cr_expect(eq(sz, one.n, t.judgement.origin[o].tested.n));
        for (int m = 0; m < LC_METRIC_COUNT; m++)
            if (lc_league_has(&one, m) && lc_metrics[m]->of_sums
                && !lc_metric_of_list(lc_metrics[m])) {
                struct lc_estimate e = lc_league_value(&league, 0, m, scratch);
                cr_expect(same(e.value, is->metric[m].value), "%s",
                          lc_metrics[m]->name);
                cr_expect(same(e.low, is->metric[m].low), "%s", lc_metrics[m]->name);
            }
        lc_league_free(&league);
        lc_contest_free(&one);
    }
    lc_contest_free(&all);
    lc_training_free(&t);
    lc_study_free(study);
    lc_store_free(&store);
}
