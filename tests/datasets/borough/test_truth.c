/* What is known when, and which hazard follows: by hand. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "datasets/borough/factor_inside.h"
#include "datasets/borough/truth_inside.h"

TestSuite(truth, .init = lc_begin);

enum { T = 18000 }; /* a landmark */

static struct lc_life life;
static struct lc_error err;

static void fresh(void)
{
    lc_begin();
    cr_assert(lc_life_new(&life, &err) == LC_OK);
    life.month_born = T - 14 * 366;
    life.care_until = LC_NO_DAY;
}

static double value(int predictor)
{
    double x[LC_PREDICTORS];
    lc_truth_predict(&life, T, x);
    return x[predictor];
}

static struct lc_happening *add(int kind, int32_t start, int32_t end)
{
    life.count = 0;
    return life.rows + lc_life_add(&life, kind, start, end, "");
}

/* Social care's rows are known 7 days after: a spell begun on T - 7 is known from T on,
 * so not at T (known_from < T); begun a day earlier it is. */
Test(truth, a_spell_is_seen_a_week_after_it_began, .init = fresh)
{
    add(LC_KIND_CIN, T - 7, LC_OPEN);
    cr_expect(value(LC_X_CIN) == 0);
    add(LC_KIND_CIN, T - 8, LC_OPEN);
    cr_expect(value(LC_X_CIN) == 1);
    lc_life_free(&life);
}

/* An end on T - 8 is known from T - 1: closed. An end on T - 7 is known from T: at T
 * the spell is still taken to be open. */
Test(truth, an_end_is_seen_a_week_after_it_came, .init = fresh)
{
    add(LC_KIND_CPP, T - 300, T - 8);
    cr_expect(value(LC_X_CPP) == 0);
    add(LC_KIND_CPP, T - 300, T - 7);
    cr_expect(value(LC_X_CPP) == 1);
    lc_life_free(&life);
}

/* The window of 365 days is T - 365 <= start < T. */
Test(truth, a_window_is_half_open, .init = fresh)
{
    static const struct {
        int32_t start;
        double count;
    } cases[] = { { T - 366, 0 }, { T - 365, 1 }, { T - 1, 1 }, { T, 0 } };
    for (size_t i = 0; i < 4; i++) {
        add(LC_KIND_MISSING, cases[i].start, cases[i].start);
        cr_expect(value(LC_X_MISSING) == log1p(cases[i].count), "case %zu", i);
    }
    lc_life_free(&life);
}

/* An offence counts from the day it is recorded, in the window of the day it was done.
 */
Test(truth, an_offence_waits_for_its_record, .init = fresh)
{
    struct lc_happening *h = add(LC_KIND_OFFENCE, T - 20, T);
    h->recorded = T;
    cr_expect(value(LC_X_OFFENCE) == 0);
    h->recorded = T - 1;
    cr_expect(value(LC_X_OFFENCE) == log1p(1));
    lc_life_free(&life);
}

Test(truth, only_open_concerns_of_level_2_count, .init = fresh)
{
    struct lc_happening *h = add(LC_KIND_CSE, T - 20, T);
    h->level = 1;
    cr_expect(value(LC_X_CSE) == 0);
    h->level = 2;
    cr_expect(value(LC_X_CSE) == 1); /* ends on T: open at 00:00 of T */
    h->end = T - 1;
    cr_expect(value(LC_X_CSE) == 0);
    lc_life_free(&life);
}

Test(truth, suspensions_are_not_expulsions, .init = fresh)
{
    add(LC_KIND_EXCLUSION, T - 5, T - 5)->code = "PERM";
    cr_expect(value(LC_X_SUSPENSION) == 0);
    life.rows[0].code = "SUSP";
    cr_expect(value(LC_X_SUSPENSION) == log1p(1));
    lc_life_free(&life);
}

/* Factors are known a week after authorisation, the assessment's end. */
Test(truth, domestic_abuse_is_3A_3B_or_3C, .init = fresh)
{
    struct lc_happening *h = add(LC_KIND_ASSESSMENT, T - 60, T - 8);
    for (size_t i = 0; i < lc_factors_count(); i++) {
        h->factors = UINT64_C(1) << i;
        cr_expect(value(LC_X_ABUSE) == (lc_factors[i][0] == '3'), "%s", lc_factors[i]);
    }
    h->factors = lc_factors_abuse();
    h->end = T - 7;
    cr_expect(value(LC_X_ABUSE) == 0);
    lc_life_free(&life);
}

/* The effects add up on the log scale: README's table, 0.6 + 0.3 + 0.8 log 3 + 2.0. */
Test(truth, effects_add_up)
{
    double x[LC_PREDICTORS] = { 0 }, log_ratio[LC_PROCESSES];
    x[LC_X_AGE_13_15] = x[LC_X_MALE] = x[LC_X_CIN] = 1;
    x[LC_X_MISSING] = log(3);
    lc_truth_effects(x, log_ratio);
    cr_expect(fabs(log_ratio[LC_P_FIRST_ENTRY] - (2.9 + 0.8 * log(3))) < 1e-12);
}

/* First entry has one rate at every age and in every year, and depends on nothing that
 * a study cannot see. */
Test(truth, first_entry_is_what_a_study_can_state)
{
    double x[LC_PREDICTORS] = { 0 }, log_ratio[LC_PROCESSES];
    for (int age = 0; age < 18; age++)
        for (int year = 2012; year <= 2025; year++)
            cr_expect(lc_truth_base(LC_P_FIRST_ENTRY, age, year)
                      == lc_truth_base(LC_P_FIRST_ENTRY, 10, 2020));
    for (int k = LC_STATED; k < LC_PREDICTORS; k++)
        x[k] = 3;
    lc_truth_effects(x, log_ratio);
    cr_expect(log_ratio[LC_P_FIRST_ENTRY] == 0);
}
