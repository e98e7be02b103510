/* Scoring a small town: parts that add up, order, what was counted, refusals. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "design/asof.h"
#include "models/fit/forecast.h"
#include "models/panel/score.h"
#include "support/scored.h"
#include "support/stores.h"

TestSuite(score, .init = lc_begin);

/* The same children the other way: a design of them all, and the model's own risks. */
struct whole {
    struct lc_design design;
    struct lc_risks risks;
    double *lp, *risk, *low, *high; /* [store's records] by child; NaN: not scored */
    size_t refused;
};

static void whole(struct whole *w, const struct scored_town *f, bool limited)
{
    struct lc_cohort_ask ask = { f->day, true };
    struct lc_error err = { 0 };
    size_t room = f->store.records;
    *w = (struct whole){ 0 };
    int code = lc_design_of(&w->design, f->study, &f->store, &ask, NULL, NULL, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    int32_t *limit = calloc(w->design.frame.n, sizeof *limit);
    lc_forecast_limits(&w->design, &f->store, true, limit);
    code = lc_forecast(&w->risks, f->training.model, &w->design.frame, NULL,
                       limited ? limit : NULL, true, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    free(limit);
    double **to[] = { &w->lp, &w->risk, &w->low, &w->high };
    for (size_t a = 0; a < 4; a++) {
        *to[a] = calloc(room, sizeof **to[a]);
        for (size_t c = 0; c < room; c++)
            (*to[a])[c] = NAN;
    }
    for (size_t k = 0; k < w->risks.n; k++) {
        uint32_t child = w->design.child[w->risks.row[k]];
        w->refused += w->risks.cannot[k] != NULL;
        w->lp[child] = w->risks.lp[k] + w->risks.to_zero;
        w->risk[child] = w->risks.risk[k];
        w->low[child] = w->risks.low[k];
        w->high[child] = w->risks.high[k];
    }
}

static void whole_free(struct whole *w)
{
    lc_risks_free(&w->risks);
    lc_design_free(&w->design);
    free(w->lp);
    free(w->risk);
    free(w->low);
    free(w->high);
}

/* Walking blocks of children gives what a design of all of them gives, bit for bit. */
static void expect_the_same(const char *model)
{
    struct scored_town f;
    struct lc_scoring s;
    struct whole w;
    scored_town_open(&f, model);
    scored_town_all(&s, &f, NULL);
    whole(&w, &f, true);
    cr_assert(eq(sz, s.n + s.refused, w.design.frame.n));
    cr_assert(eq(sz, s.refused, w.refused));
    cr_assert(eq(sz, s.listed, s.n));
    for (size_t k = 0; k < s.n; k++) {
        const struct lc_scored_child *c = &s.scored[k];
        cr_assert(eq(dbl, c->risk, w.risk[c->child]));
        cr_assert(eq(dbl, c->low, w.low[c->child]));
        cr_assert(eq(dbl, c->high, w.high[c->child]));
        cr_assert(epsilon_eq(dbl, c->lp, w.lp[c->child], 1e-12));
    }
    whole_free(&w);
    lc_scoring_free(&s);
    scored_town_close(&f);
}

Test(score, blocks_give_what_a_design_gives)
{
    expect_the_same("logistic");
}

Test(score, blocks_give_what_a_design_gives_under_cox_too)
{
    expect_the_same("cox");
}

/* A short list is the head of the long one. */
Test(score, the_best_of_all_are_listed)
{
    struct scored_town f;
    struct lc_scoring all, some;
    scored_town_open(&f, "cox");
    scored_town_all(&all, &f, NULL);
    for (size_t capacity = 1; capacity < 40; capacity += 13) {
        scored_town_list(&some, &f, capacity, NULL);
        cr_assert(eq(sz, some.listed, capacity));
        cr_assert(eq(sz, some.n, all.n));
        for (size_t k = 0; k < capacity; k++) {
            cr_assert(eq(u32, some.scored[k].child, all.scored[k].child));
            cr_assert(eq(dbl, some.scored[k].lp, all.scored[k].lp));
            cr_assert(eq(dbl, some.scored[k].high, all.scored[k].high));
            for (size_t g = 0; g < all.groups; g++)
                cr_assert(eq(dbl, some.scored[k].part[g], all.scored[k].part[g]));
        }
        lc_scoring_free(&some);
    }
    lc_scoring_free(&all);
    scored_town_close(&f);
}

/* (3) in the header's own order of summation, bit for bit. */
static void expect_exact(const char *model)
{
    struct scored_town f;
    struct lc_scoring s;
    scored_town_open(&f, model);
    scored_town_all(&s, &f, NULL);
    for (size_t k = 0; k < s.n; k++) {
        double sum = s.base;
        for (size_t g = 0; g < s.groups; g++)
            sum += s.scored[k].part[g];
        cr_assert(eq(dbl, sum, s.scored[k].lp));
    }
    lc_scoring_free(&s);
    scored_town_close(&f);
}

Test(score, parts_add_up_to_the_linear_predictor_exactly)
{
    expect_exact("logistic");
}

Test(score, parts_add_up_under_cox_too)
{
    expect_exact("cox");
}

Test(score, order_is_by_the_stated_rule_and_whole)
{
    struct scored_town f;
    struct lc_scoring s;
    size_t ties = 0;
    scored_town_open(&f, "logistic");
    scored_town_all(&s, &f, NULL);
    for (size_t k = 1; k < s.n; k++) {
        const struct lc_scored_child *a = &s.scored[k - 1], *b = &s.scored[k];
        cr_assert(ge(dbl, a->risk, b->risk));
        if (a->risk == b->risk) {
            cr_assert(ge(dbl, a->lp, b->lp));
            if (a->lp == b->lp)
                cr_assert(lt(u32, a->child, b->child));
            ties++;
        }
    }
    cr_assert(lt(sz, 0, ties), "children of one birth month and no event are tied");
    cr_assert(eq(sz, s.n, s.listed));
    lc_scoring_free(&s);
    scored_town_close(&f);
}

/* A child who comes of age within the horizon is at risk for less of it. */
Test(score, risk_under_cox_ends_with_childhood)
{
    struct scored_town f;
    struct lc_scoring s;
    size_t shorter = 0;
    scored_town_open(&f, "cox");
    scored_town_all(&s, &f, NULL);
    const struct lc_history *person = lc_store_history(&f.store, "person");
    struct whole w;
    whole(&w, &f, false);
    for (size_t k = 0; k < s.n; k++) {
        const struct lc_scored_child *c = &s.scored[k];
        int32_t born = person->start[person->offset[c->child]];
        bool adult = lc_day_birthday(born, 18) - f.day < w.design.horizon;
        shorter += adult;
        if (adult)
            cr_assert(lt(dbl, c->risk, w.risk[c->child] + 1e-300));
        else
            cr_assert(eq(dbl, c->risk, w.risk[c->child]));
    }
    cr_assert(lt(sz, 0, shorter));
    whole_free(&w);
    lc_scoring_free(&s);
    scored_town_close(&f);
}

/* What was counted block by block is what a design of the day holds. */
Test(score, the_tally_is_that_of_a_design)
{
    struct scored_town f;
    struct lc_scoring s;
    struct whole w;
    lc_team *team;
    scored_town_open(&f, "logistic");
    cr_assert(eq(int, lc_team_new(&team, 2, NULL), LC_OK));
    scored_town_all(&s, &f, team);
    whole(&w, &f, false);
    size_t outside = 0;
    for (size_t k = 0; k < w.design.frame.count; k++) {
        struct lc_sighting is = { 0 };
        for (size_t i = 0; i < w.design.frame.n; i++) {
            double value = lc_column_get(w.design.frame.column + k, i);
            is.seen += !isnan(value);
            is.not_observed += isnan(value);
            is.outside += value < s.range[k].low || value > s.range[k].high;
        }
        cr_expect(eq(sz, s.tally[k].seen, is.seen));
        cr_expect(eq(sz, s.tally[k].not_observed, is.not_observed));
        cr_expect(eq(sz, s.tally[k].outside, is.outside));
        outside += is.outside;
    }
    cr_expect(lt(sz, 0, outside));
    whole_free(&w);
    lc_scoring_free(&s);
    lc_team_free(team);
    scored_town_close(&f);
}

/* Refused before anything is walked: no size in the study or asked for, and a model
 * that its study says is to make no list. */
Test(score, no_size_and_no_verdict_make_no_list)
{
    struct scored_town f;
    struct lc_scoring s;
    struct lc_error err = { 0 };
    scored_town_open(&f, "logistic");
    json_t *text = json_object_get(f.training.model->study, "text");
    struct lc_text other = { 0 };
    const char *panel = strstr(json_string_value(text), "panel:");
    lc_text_add_bytes(&other, json_string_value(text),
                      (size_t)(panel - json_string_value(text)));
    lc_text_add(&other, "acceptance: { when_not_good_enough: list }\n");
    json_object_set_new(f.training.model->study, "text", json_string(other.data));
    int code =
        lc_score_run(&s, f.training.model, &f.store,
                     &(struct lc_score_ask){ .day = f.day, .capacity = 0 }, NULL, &err);
    cr_assert(eq(int, code, LC_USAGE));
    cr_assert(strstr(err.text, "give --capacity N") != NULL, "%s", err.text);
    scored_town_list(&s, &f, 3, NULL);
    lc_scoring_free(&s);
    lc_text_clear(&other);
    lc_text_add(&other,
                json_string_value(json_object_get(f.training.model->study, "text")));
    char *list = strstr(other.data, "list }");
    *list = 0;
    other.size = strlen(other.data);
    lc_text_add(&other, "refuse }\n");
    json_object_set_new(f.training.model->study, "text", json_string(other.data));
    err = (struct lc_error){ 0 };
    code =
        lc_score_run(&s, f.training.model, &f.store,
                     &(struct lc_score_ask){ .day = f.day, .capacity = 3 }, NULL, &err);
    cr_assert(eq(int, code, LC_REFUSED));
    cr_assert(strstr(err.text, "not judged") != NULL, "%s", err.text);
    lc_text_free(&other);
    scored_town_close(&f);
}

Test(score, a_store_without_a_history_of_the_model_is_refused)
{
    struct scored_town f;
    struct lc_scoring s;
    struct lc_error err = { 0 };
    scored_town_open(&f, "logistic");
    struct lc_store other = store_of(1, "covers care 2005-01-01 2022-01-01\n"
                                        "person 0 2006-01-15 - code F\n"
                                        "referral 0 2020-01-01 -\n");
    int code =
        lc_score_run(&s, f.training.model, &other,
                     &(struct lc_score_ask){ .day = f.day, .capacity = 0 }, NULL, &err);
    cr_assert(eq(int, code, LC_REFUSED));
    cr_assert(strstr(err.text, "missing") != NULL, "%s", err.text);
    lc_store_free(&other);
    scored_town_close(&f);
}

Test(score, a_model_of_a_table_is_refused)
{
    struct lc_model *model = lc_model_new();
    struct lc_store store = store_of(1, "person 0 2006-01-15 - code F\n");
    struct lc_scoring s;
    cr_assert(eq(
        int, lc_score_run(&s, model, &store, &(struct lc_score_ask){ 0 }, NULL, NULL),
        LC_REFUSED));
    lc_model_free(model);
    lc_store_free(&store);
}
