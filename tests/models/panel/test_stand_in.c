/* A day without one source: the fit that the model keeps for it, or nobody is scored.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/assess/training.h"
#include "models/assess/verdict.h"
#include "models/fit/fallback.h"
#include "models/panel/list.h"
#include "models/panel/score.h"
#include "support/stores.h"
#include "support/town.h"
#include "support/words.h"

TestSuite(stand_in, .init = lc_begin);

#define REFIT  "sources: { refit_without: [missing] }\n"
#define COLUMN " + log1p(missing_year)"

static void train_text(struct lc_training *t, struct lc_store *store, const char *text)
{
    struct lc_study *study;
    struct lc_error err = { 0 };
    int code = lc_study_parse(&study, "town", text, strlen(text), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    struct lc_training_ask ask = { .study = study,
                                   .text = { text, strlen(text) },
                                   .store = store,
                                   .model = "logistic",
                                   .replicates = 0,
                                   .seed = 1 };
    code = lc_training_run(t, &ask, json_array(), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    lc_study_free(study);
}

/* The town's logistic model; its formula without the column of missing, if so asked. */
static void train(struct lc_training *t, struct lc_store *store, const char *more,
                  bool with_column)
{
    struct lc_slice text;
    struct lc_study *study = town_study(more, &text);
    char *own = calloc(text.size + 1, 1), *at;
    memcpy(own, text.data, text.size);
    while (!with_column && (at = strstr(own, COLUMN)))
        memmove(at, at + strlen(COLUMN), strlen(at + strlen(COLUMN)) + 1);
    lc_study_free(study);
    train_text(t, store, own);
    free(own);
}

/* The town's, with which came first, a referral or missing, in place of the column. */
static void train_ordered(struct lc_training *t, struct lc_store *store,
                          const char *more)
{
    static const char order[] =
        "  - { name: order, kind: first_before, history: referral, other: missing,\n"
        "      label: which came first }\n";
    struct lc_slice text;
    char all[6000];
    lc_study_free(town_study(more, &text));
    const char *models = strstr(text.data, "models:\n"), *at;
    size_t size = (size_t)snprintf(all, sizeof all, "%.*s%s", (int)(models - text.data),
                                   text.data, order);
    for (; (at = strstr(models, COLUMN)); models = at + strlen(COLUMN))
        size += (size_t)snprintf(all + size, sizeof all - size, "%.*s + order",
                                 (int)(at - models), models);
    snprintf(all + size, sizeof all - size, "%s", models);
    train_text(t, store, all);
}

/* What was to be heard of missing episodes from June 2020 on never comes. */
static void silence(struct lc_store *store)
{
    struct lc_history *h = lc_store_history(store, "missing");
    for (size_t i = 0; i < h->n; i++)
        if (h->start[i] >= day_of("2020-06-01"))
            h->known_from[i] = LC_OPEN - 1;
}

static void score(struct lc_scoring *s, const struct lc_training *t,
                  const struct lc_store *store)
{
    struct lc_error err = { 0 };
    int code = lc_score_run(
        s, t->model, store,
        &(struct lc_score_ask){ .day = day_of("2021-12-01"), .capacity = 50 }, NULL,
        &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

/* The kept fit is that of the formula without the source's columns: the same risks, in
 * the same order. The study asks for nothing, so it is not judged. */
Test(stand_in, is_the_fit_without_the_source)
{
    words_of_program(); /* which a list is written in */
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_training kept, shorter;
    struct lc_scoring a, b;
    json_t *list;
    train(&kept, &store, REFIT, true);
    train(&shorter, &store, "", false);
    silence(&store);
    score(&a, &kept, &store);
    score(&b, &shorter, &store);
    cr_expect(eq(str, (char *)a.without, "missing"));
    cr_expect(a.lost == NULL && b.without == NULL && b.lost == NULL);
    cr_expect(eq(int, a.standing, LC_NOT_JUDGED));
    cr_assert(eq(sz, a.n, b.n));
    cr_assert(eq(sz, a.listed, 50));
    for (size_t k = 0; k < a.listed; k++) {
        cr_expect(eq(u32, a.scored[k].child, b.scored[k].child));
        cr_expect(epsilon_eq(dbl, a.scored[k].risk, b.scored[k].risk, 1e-9));
    }
    cr_assert(eq(int, lc_list_document(&list, &a, kept.model, &store, NULL), LC_OK));
    char *said = json_dumps(json_object_get(list, "warnings"), 0);
    cr_expect(strstr(said, "missing episodes are not observed since 2020-0") != NULL);
    cr_expect(strstr(said, "days without missing") != NULL);
    free(said);
    said = json_dumps(json_object_get(list, "listed"), 0);
    cr_expect(strstr(said, "no missing episode") == NULL);
    free(said);
    json_decref(list);
    lc_scoring_free(&a);
    lc_scoring_free(&b);
    lc_training_free(&kept);
    lc_training_free(&shorter);
    lc_store_free(&store);
}

/* A predictor of two histories is hidden with either, and lost with either. */
Test(stand_in, is_for_the_other_of_two_histories_too)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_training kept, shorter, alone;
    struct lc_scoring a, b, c;
    train_ordered(&kept, &store, REFIT);
    train_ordered(&alone, &store, "");
    train(&shorter, &store, "", false);
    silence(&store);
    score(&a, &kept, &store);
    score(&b, &shorter, &store);
    score(&c, &alone, &store);
    cr_expect(eq(str, (char *)a.without, "missing"));
    cr_assert(eq(sz, a.n, b.n));
    cr_assert(eq(sz, a.listed, 50));
    for (size_t k = 0; k < a.listed; k++) {
        cr_expect(eq(u32, a.scored[k].child, b.scored[k].child));
        cr_expect(epsilon_eq(dbl, a.scored[k].risk, b.scored[k].risk, 1e-9));
    }
    cr_expect(eq(sz, c.n, 0));
    cr_expect(eq(str, (char *)c.lost, "missing"));
    lc_scoring_free(&a);
    lc_scoring_free(&b);
    lc_scoring_free(&c);
    lc_training_free(&kept);
    lc_training_free(&alone);
    lc_training_free(&shorter);
    lc_store_free(&store);
}

/* Its test is the test of the formula without the source's columns: on the same rows,
 * by the same folds, the same figures. It is judged by the same thresholds, and a score
 * by it is judged so. */
Test(stand_in, has_a_test_of_its_own)
{
    static const char asked[] =
        "acceptance: { events_at_least: 1, ratio_from: 0.01, ratio_to: 100,\n"
        "  auc_at_least: 0.999, judge_by: estimate }\n";
    char more[400];
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_training kept, shorter;
    struct lc_scoring s;
    json_t *m;
    size_t i, seen = 0;
    snprintf(more, sizeof more, "%s%s", REFIT, asked);
    train(&kept, &store, more, true);
    train(&shorter, &store, asked, false);
    const json_t *told = json_array_get(json_object_get(kept.results, "without"), 0);
    const json_t *theirs =
        json_object_get(json_object_get(shorter.results, "performance"), "measures");
    json_array_foreach(json_object_get(told, "measures"), i, m)
    {
        const json_t *is = json_object_get(m, "estimate");
        const json_t *has = json_object_get(json_array_get(theirs, i), "estimate");
        cr_assert(eq(int, json_is_number(is), json_is_number(has)));
        cr_expect(epsilon_eq(dbl, json_number_value(is), json_number_value(has), 1e-8),
                  "%s", json_string_value(json_object_get(m, "name")));
        seen++;
    }
    cr_expect(lt(sz, 10, seen));
    silence(&store);
    score(&s, &kept, &store);
    cr_expect(eq(int, s.standing, LC_NOT_GOOD_ENOUGH));
    cr_expect(json_array_size(json_object_get(s.verdict, "thresholds")) == 3);
    lc_scoring_free(&s);
    lc_training_free(&kept);
    lc_training_free(&shorter);
    lc_store_free(&store);
}

/* On a day on which all is observed the model itself is asked. */
Test(stand_in, is_for_days_without_it_alone)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_training t;
    struct lc_scoring s;
    train(&t, &store, REFIT, true);
    score(&s, &t, &store);
    cr_expect(s.without == NULL && s.stand_in == NULL && s.lost == NULL);
    cr_expect(lt(sz, 100, s.n));
    lc_scoring_free(&s);
    lc_training_free(&t);
    lc_store_free(&store);
}

/* A model that learnt from missing, never saw it missing, and keeps no other fit. */
Test(stand_in, without_one_nobody_is_scored)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_training t;
    struct lc_scoring s;
    train(&t, &store, "", true);
    silence(&store);
    score(&s, &t, &store);
    cr_expect(eq(sz, s.n, 0));
    cr_expect(lt(sz, 100, s.refused));
    cr_expect(eq(str, (char *)s.lost, "missing"));
    lc_scoring_free(&s);
    lc_training_free(&t);
    lc_store_free(&store);
}

/* It goes through the file; of another history there is none. */
Test(stand_in, is_in_the_file)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_training t;
    struct lc_model *read, *kept, *again;
    char *text;
    train(&t, &store, REFIT, true);
    cr_assert(eq(int, lc_model_print(t.model, &text, NULL), LC_OK));
    cr_assert(eq(int, lc_model_parse(&read, text, strlen(text), NULL), LC_OK));
    cr_assert(eq(int, lc_fallback_of(&kept, t.model, "missing", NULL), LC_OK));
    cr_assert(eq(int, lc_fallback_of(&again, read, "missing", NULL), LC_OK));
    cr_assert(kept != NULL && again != NULL);
    cr_assert(eq(sz, kept->fit->terms, again->fit->terms));
    for (size_t k = 0; k < kept->fit->terms; k++)
        cr_expect(eq(dbl, fmax(kept->fit->estimate[k], -1e9), /* NaN: aliased */
                     fmax(again->fit->estimate[k], -1e9)));
    cr_expect(eq(str, again->digest, read->digest));
    lc_model_free(kept);
    cr_assert(eq(int, lc_fallback_of(&kept, read, "referral", NULL), LC_OK));
    cr_expect(kept == NULL);
    free(text);
    lc_model_free(again);
    lc_model_free(read);
    lc_training_free(&t);
    lc_store_free(&store);
}
