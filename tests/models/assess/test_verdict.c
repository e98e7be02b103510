/* Thresholds and small numbers, by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <string.h>

#include "base/begin.h"
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
    j.whole.tested.entrants = 120;
    j.whole.tested.missing = missing;
    j.whole.judged.metric[LC_METRIC_PRECISION] = estimate(0.2, 0.1, 0.3);
    j.whole.judged.metric[LC_METRIC_AUC] = estimate(0.7, 0.65, 0.75);
    j.whole.judged.metric[LC_METRIC_SLOPE] = estimate(0.9, 0.7, 1.1);
    j.whole.judged.metric[LC_METRIC_RATIO] = estimate(1.3, 1.1, 1.5);
    j.whole.gain = estimate(0.05, 0.01, 0.09);
    /* 1200 places, of which 0.2 are 240: a multiple of six */
    j.whole.judged.boot.all =
        (struct lc_held_sums){ .n = 6000,
                               .events = 600,
                               .lists = 12,
                               .cut = { { .listed = 1200, .hits = 240 } } };
    j.whole.missing.boot.all = j.whole.judged.boot.all;
    return j;
}

/* A threshold that is stated. */
#define ASK(number)                                                                    \
    &(double)                                                                          \
    {                                                                                  \
        number                                                                         \
    }

/* Nothing but a minimum, which the judgement meets by its estimates. */
static struct lc_study_acceptance minimum(void)
{
    static int events = 100;
    static double from = 0.8, to = 1.25;
    return (struct lc_study_acceptance){ .events_at_least = &events,
                                         .slope_from = &from,
                                         .slope_to = &to,
                                         .beats_baselines = true,
                                         .by_estimate = true };
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
    struct lc_study_acceptance enough = minimum(), more = minimum(), ratio = minimum();
    enough.precision_at_least = ASK(0.2);
    more.precision_at_least = ASK(0.21);
    ratio.ratio_from = ASK(0.8);
    ratio.ratio_to = ASK(1.25);
    cr_assert(eq(int, standing(&j, minimum(), 300), LC_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, minimum(), 99), LC_EXPLORATORY));
    cr_assert(eq(int, standing(&j, enough, 300), LC_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, more, 300), LC_NOT_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, more, 99), LC_NOT_GOOD_ENOUGH));
    cr_assert(eq(int, standing(&j, ratio, 300), LC_NOT_GOOD_ENOUGH));
}

/* Each of the three parts taken away by itself; what is asked besides is no minimum,
 * but what it finds wanting is wanting. */
Test(verdict, without_a_minimum_nothing_is_judged)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance none = { 0 }, less[4];
    json_t *verdict;
    for (size_t k = 0; k < 4; k++)
        less[k] = minimum();
    less[0].events_at_least = NULL;
    less[1].slope_from = NULL;
    less[2].slope_to = NULL;
    less[3].beats_baselines = false;
    for (size_t k = 0; k < 4; k++) {
        cr_expect(eq(int, standing(&j, less[k], 300), LC_NOT_JUDGED), "%zu", k);
        less[k].precision_at_least = ASK(0);
        cr_expect(eq(int, standing(&j, less[k], 300), LC_NOT_JUDGED), "%zu", k);
        less[k].precision_at_least = ASK(0.9);
        cr_expect(eq(int, standing(&j, less[k], 300), LC_NOT_GOOD_ENOUGH), "%zu", k);
    }
    cr_assert(eq(int, judge(&j, none, 300, &verdict), LC_NOT_JUDGED));
    const char *why =
        json_string_value(json_array_get(json_object_get(verdict, "reasons"), 0));
    cr_expect(eq(str, (char *)(uintptr_t)why, "the study sets no acceptance"));
    json_decref(verdict);
    /* the other range of calibration will do */
    less[1].precision_at_least = NULL;
    less[1].slope_to = NULL;
    less[1].ratio_from = ASK(0.5);
    less[1].ratio_to = ASK(1.5);
    cr_expect(eq(int, standing(&j, less[1], 300), LC_GOOD_ENOUGH));
}

/* 0 is asked: it is a row of the table, and met. */
Test(verdict, nought_is_a_threshold)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance a = minimum();
    json_t *verdict;
    a.precision_at_least = ASK(0);
    judge(&j, a, 300, &verdict);
    json_t *row, *rows = json_object_get(verdict, "thresholds");
    size_t k, found = 0;
    json_array_foreach(rows, k, row)
    {
        if (!strcmp(json_string_value(json_object_get(row, "measure")), "precision"))
            found += json_is_true(json_object_get(row, "passed"))
                     && json_number_value(json_object_get(row, "required")) == 0;
    }
    cr_assert(eq(sz, found, 1));
    json_decref(verdict);
}

/* By the limit: the precision of 0.2 (0.1 to 0.3) shows 0.1 and no more; the slope of
 * 0.9 (0.7 to 1.1) lies in 0.6 to 1.2 and not, for sure, in 0.8 to 1.25. */
Test(verdict, the_limit_judges_unless_the_study_says_otherwise)
{
    static const struct {
        double precision, from, to;
        int by_limit;
    } rows[] = {
        { 0.1, 0.6, 1.2, LC_GOOD_ENOUGH },
        { 0.11, 0.6, 1.2, LC_NOT_GOOD_ENOUGH },
        { 0.1, 0.8, 1.25, LC_NOT_GOOD_ENOUGH },
        { 0.1, 0.6, 1.0, LC_NOT_GOOD_ENOUGH },
    };
    struct lc_judgement j = judgement();
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct lc_study_acceptance a = minimum();
        a.precision_at_least = ASK(rows[k].precision);
        a.slope_from = ASK(rows[k].from);
        a.slope_to = ASK(rows[k].to);
        cr_expect(eq(int, standing(&j, a, 300), LC_GOOD_ENOUGH), "estimate %zu", k);
        a.by_estimate = false;
        cr_expect(eq(int, standing(&j, a, 300), rows[k].by_limit), "limit %zu", k);
    }
}

/* An estimate that meets it and a limit that does not: "cannot be told". */
Test(verdict, what_the_interval_leaves_open_cannot_be_told)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance a = minimum();
    json_t *verdict;
    a.by_estimate = false;
    a.slope_from = ASK(0.5);
    a.precision_at_least = ASK(0.15);
    cr_assert(eq(int, judge(&j, a, 300, &verdict), LC_NOT_GOOD_ENOUGH));
    const char *why =
        json_string_value(json_array_get(json_object_get(verdict, "reasons"), 0));
    cr_assert(strstr(why, "the estimate meets it, the limit of its interval does not")
              != NULL);
    json_decref(verdict);
    j.whole.judged.metric[LC_METRIC_PRECISION] = estimate(0.2, NAN, NAN);
    a.precision_at_least = ASK(0.01);
    cr_assert(eq(int, standing(&j, a, 300), LC_NOT_GOOD_ENOUGH));
}

Test(verdict, a_baseline_is_beaten_only_for_sure)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance beats = minimum();
    json_t *verdict;
    cr_assert(eq(int, standing(&j, beats, 300), LC_GOOD_ENOUGH));
    j.whole.gain = estimate(0.05, -0.01, 0.09);
    cr_assert(eq(int, judge(&j, beats, 300, &verdict), LC_NOT_GOOD_ENOUGH));
    json_t *rows = json_object_get(verdict, "thresholds");
    json_t *row = json_array_get(rows, json_array_size(rows) - 1);
    cr_assert(eq(int, json_is_null(json_object_get(row, "passed")), 1));
    cr_assert(strstr(json_string_value(
                         json_array_get(json_object_get(verdict, "reasons"), 0)),
                     "cannot be told")
              != NULL);
    json_decref(verdict);
    j.whole.tested.missing = NULL;
    cr_assert(eq(int, standing(&j, beats, 300), LC_NOT_GOOD_ENOUGH));
}

Test(verdict, what_cannot_be_estimated_is_not_met)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance auc = minimum();
    auc.auc_at_least = ASK(0.6);
    cr_assert(eq(int, standing(&j, auc, 300), LC_GOOD_ENOUGH));
    j.whole.judged.metric[LC_METRIC_AUC] = estimate(NAN, NAN, NAN);
    cr_assert(eq(int, standing(&j, auc, 300), LC_NOT_GOOD_ENOUGH));
}

Test(verdict, a_handful_of_children_is_not_counted_aloud)
{
    struct lc_judgement j = judgement();
    struct lc_study_acceptance events = minimum();
    json_t *verdict;
    events.events_at_least = &(int){ 1 };
    j.whole.tested.entrants = 4;
    cr_assert(eq(int, judge(&j, events, 300, &verdict), LC_GOOD_ENOUGH));
    json_t *row = json_array_get(json_object_get(verdict, "thresholds"), 0);
    cr_assert(eq(int, json_is_null(json_object_get(row, "estimate")), 1));
    json_decref(verdict);
    /* whoever asks for 2, 3, 4 and 5 in turn would have the count */
    for (int asked = 2; asked < 6; asked++) {
        events.events_at_least = &asked;
        cr_expect(eq(int, standing(&j, events, 300), LC_NOT_GOOD_ENOUGH), "%d", asked);
    }
}

/* What a file says of its model: its own word, but for what an older program called
 * good enough, and for a model that was recalibrated since. */
Test(verdict, a_file_without_a_verdict_of_today_is_not_judged)
{
    static const struct {
        const char *verdict;
        bool recalibrated;
        int standing;
    } rows[] = {
        { "{\"status\":\"good enough\",\"judged_by\":\"limit\"}", false,
          LC_GOOD_ENOUGH },
        { "{\"status\":\"good enough\"}", false, LC_NOT_JUDGED },
        { "{\"status\":\"exploratory\"}", false, LC_NOT_JUDGED },
        { "{\"status\":\"not good enough\"}", false, LC_NOT_GOOD_ENOUGH },
        { "{\"status\":\"splendid\",\"judged_by\":\"limit\"}", false, LC_NOT_JUDGED },
        { NULL, true, LC_NOT_JUDGED },
        { NULL, false, LC_NOT_JUDGED },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char parent[] = "abc";
        json_t *now;
        int is;
        struct lc_model m = { .parent = rows[k].recalibrated ? parent : NULL };
        m.verdict = rows[k].verdict ? json_loads(rows[k].verdict, 0, NULL) : NULL;
        cr_assert(eq(int, lc_verdict_now(&now, &is, &m, NULL), LC_OK));
        cr_expect(eq(int, is, rows[k].standing), "row %zu", k);
        cr_expect(eq(
            str, (char *)(uintptr_t)json_string_value(json_object_get(now, "status")),
            (char *)(uintptr_t)lc_standings[is]));
        json_decref(now);
        json_decref(m.verdict);
    }
}
