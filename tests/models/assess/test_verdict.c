/* Thresholds and small numbers, by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <string.h>

#include "base/begin.h"
#include "models/assess/suppress.h"
#include "models/assess/verdict.h"

TestSuite(verdict, .init = lc_begin);

static struct lc_estimate estimate(double value, double low, double high)
{
    return (struct lc_estimate){ .value = value, .low = low, .high = high };
}

/* 120 entrants, precision 0.2, slope 0.9, gain 0.05 (0.01 to 0.09). */
static struct lc_judgement judgement(void)
{
    static double missing[1];
    struct lc_judgement j = { .cuts = 1 };
    j.tested.entrants = 120;
    j.tested.missing = missing;
    j.judged.metric[LC_METRIC_PRECISION] = estimate(0.2, 0.1, 0.3);
    j.judged.metric[LC_METRIC_AUC] = estimate(0.7, 0.65, 0.75);
    j.judged.metric[LC_METRIC_SLOPE] = estimate(0.9, 0.7, 1.1);
    j.judged.metric[LC_METRIC_RATIO] = estimate(1.3, 1.1, 1.5);
    j.gain = estimate(0.05, 0.01, 0.09);
    return j;
}

static int judge(const struct lc_judgement *j, struct lc_study_acceptance acceptance,
                 size_t entrants, json_t **verdict)
{
    struct lc_study study = { .acceptance = acceptance };
    int standing;
    cr_assert(
        eq(int, lc_verdict_of(verdict, &standing, j, &study, entrants, NULL), LC_OK));
    cr_assert(eq(
        str, (char *)(uintptr_t)json_string_value(json_object_get(*verdict, "status")),
        (char *)(uintptr_t)lc_standings[standing]));
    return standing;
}

static int standing(const struct lc_judgement *j, struct lc_study_acceptance acceptance,
                    size_t entrants)
{
    json_t *verdict;
    int is = judge(j, acceptance, entrants, &verdict);
    json_decref(verdict);
    return is;
}

Test(verdict, what_was_asked_decides)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance none = { 0 }, enough = { .precision_at_least = 0.2 },
                               more = { .precision_at_least = 0.21 },
                               slope = { .slope_from = 0.8, .slope_to = 1.25 },
                               ratio = { .ratio_from = 0.8, .ratio_to = 1.25 };
    cr_assert(eq(int, standing(&j, none, 300), LC_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, none, 99), LC_EXPLORATORY));
    cr_assert(eq(int, standing(&j, enough, 300), LC_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, more, 300), LC_NOT_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, more, 99), LC_NOT_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, slope, 300), LC_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, ratio, 300), LC_NOT_GOOD_ENOUGH));
}

Test(verdict, a_baseline_is_beaten_only_for_sure)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance beats = { .beats_baselines = true };
    json_t *verdict;
    cr_assert(eq(int, standing(&j, beats, 300), LC_GOOD_ENOUGH));
    j.gain = estimate(0.05, -0.01, 0.09);
    cr_assert(eq(int, judge(&j, beats, 300, &verdict), LC_NOT_GOOD_ENOUGH));
    json_t *row = json_array_get(json_object_get(verdict, "thresholds"), 0);
    cr_assert(eq(int, json_is_null(json_object_get(row, "passed")), 1));
    cr_assert(strstr(json_string_value(
                         json_array_get(json_object_get(verdict, "reasons"), 0)),
                     "cannot be told")
              != NULL);
    json_decref(verdict);
    j.tested.missing = NULL;
    cr_assert(eq(int, standing(&j, beats, 300), LC_NOT_GOOD_ENOUGH));
}

Test(verdict, what_cannot_be_estimated_is_not_met)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance auc = { .auc_at_least = 0.6 };
    cr_assert(eq(int, standing(&j, auc, 300), LC_GOOD_ENOUGH));
    j.judged.metric[LC_METRIC_AUC] = estimate(NAN, NAN, NAN);
    cr_assert(eq(int, standing(&j, auc, 300), LC_NOT_GOOD_ENOUGH));
}

Test(verdict, a_handful_of_children_is_not_counted_aloud)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance events = { .events_at_least = 3 };
    json_t *verdict;
    j.tested.entrants = 4;
    cr_assert(eq(int, judge(&j, events, 300, &verdict), LC_GOOD_ENOUGH));
    json_t *row = json_array_get(json_object_get(verdict, "thresholds"), 0);
    cr_assert(eq(int, json_is_null(json_object_get(row, "estimate")), 1));
    json_decref(verdict);
}

/* 3 of 3, 0, 40, 7: with the sum known, 3 alone would be the difference; so 7 goes too.
 * Two small ones hide each other. */
static void expect_hidden(size_t n, const double *count, const char *want)
{
    bool hidden[4];
    char is[5] = "";
    lc_suppress(n, count, hidden);
    for (size_t k = 0; k < n; k++)
        is[k] = hidden[k] ? 'c' : '.';
    cr_expect(eq(str, is, (char *)(uintptr_t)want));
}

Test(verdict, a_lone_small_number_is_hidden_with_another)
{
    const double lone[] = { 3, 0, 40, 7 }, two[] = { 3, 5, 40, 7 };
    const double none[] = { 0, 6, 40 }, edges[] = { 1, 5, 0, 6 };
    expect_hidden(4, lone, "c..c");
    expect_hidden(4, two, "cc..");
    expect_hidden(3, none, "...");
    expect_hidden(4, edges, "cc..");
}
