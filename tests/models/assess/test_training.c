/* Whole trainings on a small town: what is found is there, what is not is not. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/assess/training.h"
#include "models/assess/verdict.h"
#include "models/families/families.h"
#include "models/report/report.h"
#include "support/town.h"

TestSuite(training, .init = lc_begin);

static struct lc_store store;
static struct lc_study *study;
static struct lc_slice text;

static void run(struct lc_training *t, const char *model, const char *acceptance,
                double strength, lc_team *team)
{
    struct lc_error err = { 0 };
    if (model && !lc_family_find(model))
        cr_skip_test("no family %s", model);
    store = town_store(5, 2500, strength);
    study = town_study(acceptance, &text);
    struct lc_training_ask ask = { .study = study,
                                   .text = text,
                                   .store = &store,
                                   .model = model,
                                   .replicates = -1,
                                   .seed = 3,
                                   .team = team };
    int code = lc_training_run(t, &ask, json_array(), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

static void done(struct lc_training *t)
{
    lc_training_free(t);
    lc_store_free(&store);
    lc_study_free(study);
}

static void expect_found(const char *model)
{
    struct lc_training t;
    run(&t, model, "", 1.5, NULL);
    const struct lc_estimate *m = t.judgement.whole.judged.metric;
    cr_expect(lt(dbl, 0.6, m[LC_METRIC_AUC].low), "%g", m[LC_METRIC_AUC].low);
    cr_expect(lt(dbl, 0.7, m[LC_METRIC_RATIO].value), "%g", m[LC_METRIC_RATIO].value);
    cr_expect(lt(dbl, m[LC_METRIC_RATIO].value, 1.4), "%g", m[LC_METRIC_RATIO].value);
    cr_expect(lt(dbl, m[LC_METRIC_BASE].value, m[LC_METRIC_PRECISION].value));
    cr_expect(lt(dbl, 0.6, m[LC_METRIC_CONCORDANCE].low));
    cr_expect(eq(int, t.standing, LC_NOT_JUDGED)); /* nothing was asked */
    done(&t);
}

Test(training, logistic_finds_what_is_there)
{
    expect_found("logistic");
}

Test(training, cox_finds_what_is_there)
{
    expect_found("cox");
}

Test(training, nothing_is_found_where_nothing_is)
{
    struct lc_training t;
    run(&t, NULL, "acceptance: { auc_at_least: 0.7, beats_baselines: true }\n", 0,
        NULL);
    const struct lc_estimate *auc = &t.judgement.whole.judged.metric[LC_METRIC_AUC];
    cr_expect(le(dbl, auc->low, 0.5));
    cr_expect(ge(dbl, auc->high, 0.5));
    cr_expect(eq(int, t.standing, LC_NOT_GOOD_ENOUGH));
    done(&t);
}

/* Children are dealt to folds, and landmarks cut in time, so a child's window never
 * reaches from training into test: the last training window and the label's delay end
 * by the first test landmark, and that is the study's word. */
Test(training, no_window_crosses_the_cut)
{
    struct lc_training t;
    run(&t, NULL, "", 1, NULL);
    const struct lc_landmarks *l = &t.cohort.landmarks;
    int32_t last = l->limit[t.split.train - 1];
    cr_assert(le(int, lc_day_add_months(last, 1), l->day[t.split.test_first]));
    cr_assert(lt(int, t.split.test_from, lc_day_add_months(l->limit[t.split.train], 1)),
              "the next landmark could not have been trained on");
    for (size_t k = 0; k < t.judgement.whole.tested.n; k++) {
        int32_t day = t.design.landmark[t.judgement.whole.tested.row[k]];
        cr_assert(ge(int, day, l->day[t.split.test_first]));
    }
    done(&t);
}

static char *model_text(lc_team *team)
{
    struct lc_training t;
    char *out;
    run(&t, "cox", "", 1, team);
    cr_assert(eq(int, lc_model_print(t.model, &out, NULL), LC_OK));
    done(&t);
    return out;
}

Test(training, one_thread_and_two_give_the_same_model)
{
    lc_team *team;
    cr_assert(eq(int, lc_team_new(&team, 2, NULL), LC_OK));
    char *one = model_text(NULL), *two = model_text(team);
    cr_assert(eq(str, one, two));
    free(one);
    free(two);
    lc_team_free(team);
}

/* The document is what the report prints, and holds no count of 1 to 5. */
static void expect_no_small_count(const json_t *at)
{
    static const char *const counts[] = { "children", "removed", "entries", "landmarks",
                                          NULL };
    const char *name;
    json_t *value;
    size_t k;
    if (json_is_array(at))
        for (k = 0; k < json_array_size(at); k++)
            expect_no_small_count(json_array_get(at, k));
    if (!json_is_object(at))
        return;
    void *step = json_object_iter((json_t *)(uintptr_t)at);
    for (; step; step = json_object_iter_next((json_t *)(uintptr_t)at, step)) {
        name = json_object_iter_key(step);
        value = json_object_iter_value(step);
        expect_no_small_count(value);
        for (k = 0; counts[k]; k++)
            if (!strcmp(name, counts[k]) && json_is_integer(value))
                cr_expect(json_integer_value(value) == 0
                              || json_integer_value(value) > 5,
                          "%s is %d", name, (int)json_integer_value(value));
    }
}

Test(training, the_document_prints_and_hides_small_numbers)
{
    struct lc_training t;
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    run(&t, NULL, "acceptance: { precision_at_least: 0.05 }\n", 1, NULL);
    expect_no_small_count(t.results);
    int code = lc_report_print(t.results, NULL, &page, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    lc_text_free(&page);
    done(&t);
}

Test(training, a_model_that_is_not_there_is_named)
{
    struct lc_training t;
    struct lc_error err = { 0 };
    store = town_store(5, 50, 1);
    study = town_study("", &text);
    struct lc_training_ask ask = {
        .study = study, .text = text, .store = &store, .model = "forest"
    };
    cr_assert(eq(int, lc_training_run(&t, &ask, json_array(), &err), LC_USAGE));
    cr_assert(strstr(err.text, "forest") != NULL);
    lc_store_free(&store);
    lc_study_free(study);
}
