/* Scorecards: whole points, no neighbour better, and the risks that the card says. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/binary/binary.h"
#include "models/binary/scorecard_inside.h"
#include "models/binary/scorecard_search_inside.h"

TestSuite(scorecard, .init = lc_begin);

static struct lc_fit *fit_with(const struct lc_family *family,
                               const struct lc_sample *sample)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    cr_assert(zero(int, family->fit(&fit, sample, &options, &err)), "%s", err.text);
    return fit;
}

static double number(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

/* Between 2 and 5 the middle of the log scale is root 10 = 3.16; between 5 and
 * 10, 7.07; between 1 and 2, 1.41. */
Test(scorecard, steps_are_natural_numbers_near_the_spread)
{
    const double pairs[][2] = { { 1, 1 },        { 1.4, 1 },    { 1.5, 2 },  { 3.1, 2 },
                                { 3.2, 5 },      { 7, 5 },      { 7.1, 10 }, { 42, 50 },
                                { 0.012, 0.01 }, { 0.03, 0.02 } };
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        cr_expect(epsilon_eq(dbl, lc_natural_step(pairs[k][0]), pairs[k][1], 1e-12),
                  "%g", pairs[k][0]);
}

/* 2 of 10 where x is 0, 6 of 10 where it is 1: one column has as many parameters as
 * groups, so the card meets both rates, with the smallest points that do: 1. */
Test(scorecard, one_column_by_hand)
{
    double x[20], y[20];
    const char *name[] = { "x" };
    for (size_t i = 0; i < 20; i++) {
        x[i] = i >= 10;
        y[i] = i < 2 || i >= 14;
    }
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample s = { .n = 20, .x = { 20, 1, &column }, .name = name, .y = y };
    struct lc_fit *fit = fit_with(&lc_family_scorecard, &s);
    const json_t *card = json_array_get(json_object_get(fit->extra, "card"), 0);
    cr_expect(epsilon_eq(dbl, fit->estimate[0], log(0.2 / 0.8), 1e-9));
    cr_expect(epsilon_eq(dbl, fit->estimate[1], log(1.5) - log(0.25), 1e-9));
    cr_expect(eq(dbl, number(card, "points"), 1));
    cr_expect(eq(dbl, number(card, "step"), 1));
    cr_expect(ne(int, json_is_true(json_object_get(card, "yes_no")), 0));
    /* 10 log likelihoods at 0.2 and 10 at 0.6 */
    double want = 2 * log(0.2) + 8 * log(0.8) + 6 * log(0.6) + 4 * log(0.4);
    cr_expect(epsilon_eq(dbl, fit->loglik, want, 1e-9));
    cr_expect(epsilon_eq(dbl, fit->loglik_null, 8 * log(0.4) + 12 * log(0.6), 1e-9));
    /* pairs in order: 6 of 8 events above 8 of 12, ties half */
    double auc = (6.0 * 8 + 0.5 * (6 * 4 + 2 * 8)) / 96;
    const json_t *cost = json_object_get(fit->extra, "cost");
    cr_expect(epsilon_eq(dbl, number(cost, "auc"), auc, 1e-12));
    cr_expect(epsilon_eq(dbl, number(cost, "auc_full"), auc, 1e-12));
    lc_fit_free(fit);
}

/* --- on random rows --------------------------------------------------------------- */

enum { ROWS = 400, COLUMNS = 4 };

static double value[COLUMNS][ROWS], outcome[ROWS];
static struct lc_column columns[COLUMNS];
static const char *const names[] = { "a", "b", "c", "d" };

static struct lc_sample random_rows(void)
{
    struct lc_random r;
    lc_random_init(&r, 11, 0);
    for (size_t i = 0; i < ROWS; i++) {
        value[0][i] = 40 + 13 * lc_random_normal(&r);
        value[1][i] = lc_random_unit(&r) < 0.3;
        value[2][i] = floor(4 * lc_random_unit(&r));
        value[3][i] = 0.03 * lc_random_normal(&r);
        double eta = -3.5 + 0.05 * value[0][i] + value[1][i] - 0.4 * value[2][i]
                     + 12 * value[3][i];
        outcome[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta));
    }
    for (size_t k = 0; k < COLUMNS; k++)
        columns[k] = (struct lc_column){ .type = LC_F64, .data = value[k] };
    return (struct lc_sample){
        .n = ROWS, .x = { ROWS, COLUMNS, columns }, .name = names, .y = outcome
    };
}

/* The log-likelihood of the best a + s T for given points, by the logistic family. */
static double best_of(const double *points, const double *step)
{
    static double total[ROWS];
    static const char *const name[] = { "total" };
    for (size_t i = 0; i < ROWS; i++) {
        total[i] = 0;
        for (size_t k = 0; k < COLUMNS; k++)
            total[i] += points[k] * value[k][i] / step[k];
    }
    struct lc_column column = { .type = LC_F64, .data = total };
    struct lc_sample s = {
        .n = ROWS, .x = { ROWS, 1, &column }, .name = name, .y = outcome
    };
    struct lc_fit *fit = fit_with(&lc_family_logistic, &s);
    double loglik = fit->loglik;
    lc_fit_free(fit);
    return loglik;
}

Test(scorecard, points_are_whole_and_no_neighbour_is_better)
{
    struct lc_sample s = random_rows();
    struct lc_fit *fit = fit_with(&lc_family_scorecard, &s);
    const json_t *card = json_object_get(fit->extra, "card");
    double scale = number(fit->extra, "scale"), points[COLUMNS], step[COLUMNS];
    cr_assert(lt(dbl, 0, scale));
    for (size_t k = 0; k < COLUMNS; k++) {
        const json_t *one = json_array_get(card, k);
        cr_assert(ne(int, json_is_integer(json_object_get(one, "points")), 0));
        points[k] = number(json_array_get(card, k), "points");
        step[k] = number(json_array_get(card, k), "step");
        cr_expect(le(dbl, fabs(points[k]), LC_MOST_POINTS));
        cr_expect(
            epsilon_eq(dbl, fit->estimate[k + 1], scale * points[k] / step[k], 1e-12));
    }
    cr_expect(eq(dbl, step[1], 1));
    cr_expect(eq(dbl, step[2], 1));
    double best = best_of(points, step);
    cr_expect(epsilon_eq(dbl, fit->loglik, best, 1e-8));
    for (size_t k = 0; k < COLUMNS; k++)
        for (int by = -1; by <= 1; by += 2) {
            points[k] += by;
            if (fabs(points[k]) <= LC_MOST_POINTS)
                cr_expect(le(dbl, best_of(points, step), best + 1e-6), "%s%+d",
                          names[k], by);
            points[k] -= by;
        }
    /* no card is better than the coefficients at their maximum */
    struct lc_fit *full = fit_with(&lc_family_logistic, &s);
    cr_expect(le(dbl, fit->loglik, full->loglik));
    cr_expect(lt(dbl, full->loglik - 2, fit->loglik));
    lc_fit_free(full);
    lc_fit_free(fit);
}

Test(scorecard, the_table_is_the_risk_and_rises)
{
    struct lc_sample s = random_rows();
    struct lc_fit *fit = fit_with(&lc_family_scorecard, &s);
    const json_t *table = json_object_get(fit->extra, "table");
    size_t n = json_array_size(table);
    struct lc_error err = { 0 };
    double before = 0, points[COLUMNS], step[COLUMNS];
    cr_assert(lt(sz, 3, n));
    cr_assert(le(sz, n, LC_CARD_LINES + 2));
    for (size_t k = 0; k < COLUMNS; k++) {
        const json_t *one = json_array_get(json_object_get(fit->extra, "card"), k);
        points[k] = number(one, "points");
        step[k] = number(one, "step");
    }
    for (size_t l = 0; l < n; l++) {
        const json_t *line = json_array_get(table, l);
        double total = number(line, "total"), risk;
        /* a row with that total: all of it from column 0 */
        double x[COLUMNS] = { total * step[0] / points[0], 0, 0, 0 };
        cr_expect(eq(dbl, total, floor(total)));
        cr_expect(lt(dbl, before, number(line, "risk")));
        before = number(line, "risk");
        cr_assert(
            zero(int, lc_family_scorecard.risk(
                          fit, &(struct lc_risk_rows){ .m = 1, .p = COLUMNS, .x = x },
                          &(struct lc_risk_out){ .risk = &risk }, &err)));
        cr_expect(epsilon_eq(dbl, risk, before, 1e-12));
    }
    lc_fit_free(fit);
}

/* Another unit changes the step, not the points. */
Test(scorecard, units_do_not_matter)
{
    struct lc_sample s = random_rows();
    struct lc_fit *fit = fit_with(&lc_family_scorecard, &s);
    for (size_t i = 0; i < ROWS; i++)
        value[0][i] *= 100;
    struct lc_fit *other = fit_with(&lc_family_scorecard, &s);
    cr_expect(epsilon_eq(dbl, fit->loglik, other->loglik, 1e-8));
    cr_expect(epsilon_eq(dbl, fit->estimate[1], 100 * other->estimate[1], 1e-8));
    cr_expect(epsilon_eq(dbl, fit->estimate[2], other->estimate[2], 1e-8));
    lc_fit_free(fit);
    lc_fit_free(other);
}

/* Points that split yes from no have no finite worth: said, not printed as a number. */
Test(scorecard, a_card_that_splits_the_outcome_is_infinite)
{
    static double x[40], y[40];
    static const char *const name[] = { "apple" };
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample s = { .n = 40, .x = { 40, 1, &column }, .name = name, .y = y };
    struct lc_fit_options o = lc_fit_defaults();
    for (int i = 0; i < 40; i++) {
        x[i] = i;
        y[i] = i >= 20;
    }
    struct lc_fit *f = NULL;
    cr_assert_eq(lc_family_scorecard.fit(&f, &s, &o, NULL), LC_OK);
    cr_expect_eq(f->status, LC_INFINITE);
    cr_expect(strstr(f->status_text, "--ridge") != NULL, "%s", f->status_text);
    lc_fit_free(f);
}
