/* What is known when, and which hazard follows: by hand. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "datasets/borough/truth_inside.h"

TestSuite(truth, .init = lc_begin);

enum { T = 18000 }; /* a landmark */

static struct lc_life life;
static struct lc_world world;
static struct lc_coefficients *stated;
static struct lc_error err;

static void fresh(void)
{
    lc_begin();
    cr_assert(lc_life_new(&life, &err) == LC_OK);
    cr_assert(lc_coefficients_read(&stated, NULL, &err) == LC_OK, "%s", err.text);
    world.truth = stated;
    life.world = &world;
    life.month_born = T - 14 * 366;
    life.care_until = LC_NO_DAY;
    life.adopted = LC_OPEN;
    life.crisis_until = life.helped_until = LC_NO_DAY;
}

static void done(void)
{
    lc_life_free(&life);
    lc_coefficients_free(stated);
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
Test(truth, a_spell_is_seen_a_week_after_it_began, .init = fresh, .fini = done)
{
    add(LC_KIND_CIN, T - 7, LC_OPEN);
    cr_expect(value(LC_X_CIN) == 0);
    add(LC_KIND_CIN, T - 8, LC_OPEN);
    cr_expect(value(LC_X_CIN) == 1);
}

/* An end on T - 8 is known from T - 1: closed. An end on T - 7 is known from T: at T
 * the spell is still taken to be open. */
Test(truth, an_end_is_seen_a_week_after_it_came, .init = fresh, .fini = done)
{
    add(LC_KIND_CPP, T - 300, T - 8);
    cr_expect(value(LC_X_CPP) == 0);
    add(LC_KIND_CPP, T - 300, T - 7);
    cr_expect(value(LC_X_CPP) == 1);
}

/* The window of 365 days is T - 365 <= start < T. */
Test(truth, a_window_is_half_open, .init = fresh, .fini = done)
{
    static const struct {
        int32_t start;
        double count;
    } cases[] = { { T - 366, 0 }, { T - 365, 1 }, { T - 1, 1 }, { T, 0 } };
    for (size_t i = 0; i < 4; i++) {
        add(LC_KIND_MISSING, cases[i].start, cases[i].start);
        cr_expect(value(LC_X_MISSING) == log1p(cases[i].count), "case %zu", i);
    }
}

/* An offence counts from the day it is recorded, in the window of the day it was done.
 */
Test(truth, an_offence_waits_for_its_record, .init = fresh, .fini = done)
{
    struct lc_happening *h = add(LC_KIND_OFFENCE, T - 20, T);
    h->recorded = T;
    cr_expect(value(LC_X_OFFENCE) == 0);
    h->recorded = T - 1;
    cr_expect(value(LC_X_OFFENCE) == log1p(1));
}

Test(truth, only_open_concerns_of_level_2_count, .init = fresh, .fini = done)
{
    struct lc_happening *h = add(LC_KIND_CSE, T - 20, T);
    h->level = 1;
    cr_expect(value(LC_X_CSE) == 0);
    h->level = 2;
    cr_expect(value(LC_X_CSE) == 1); /* ends on T: open at 00:00 of T */
    h->end = T - 1;
    cr_expect(value(LC_X_CSE) == 0);
}

Test(truth, suspensions_are_not_expulsions, .init = fresh, .fini = done)
{
    add(LC_KIND_EXCLUSION, T - 5, T - 5)->code = "PERM";
    cr_expect(value(LC_X_SUSPENSION) == 0);
    life.rows[0].code = "SUSP";
    cr_expect(value(LC_X_SUSPENSION) == log1p(1));
}

/* Factors are known a week after authorisation, the assessment's end. */
Test(truth, domestic_abuse_is_3A_3B_or_3C, .init = fresh, .fini = done)
{
    struct lc_happening *h = add(LC_KIND_ASSESSMENT, T - 60, T - 8);
    size_t found = 0;
    for (size_t i = 0; i < stated->factors; i++) {
        h->factors = UINT64_C(1) << i;
        bool abuse = stated->factor[i].code[0] == '3';
        cr_expect(value(LC_X_ABUSE) == abuse, "%s", stated->factor[i].code);
        found += abuse;
    }
    cr_expect(found == 3);
    h->factors = stated->abuse;
    h->end = T - 7;
    cr_expect(value(LC_X_ABUSE) == 0);
}

/* A window of 90 days, and both windows of one episode. */
Test(truth, an_episode_counts_in_both_windows, .init = fresh, .fini = done)
{
    add(LC_KIND_MISSING, T - 90, T - 90);
    cr_expect(value(LC_X_MISSING_90) == log1p(1) && value(LC_X_MISSING) == log1p(1));
    add(LC_KIND_MISSING, T - 91, T - 91);
    cr_expect(value(LC_X_MISSING_90) == 0 && value(LC_X_MISSING) == log1p(1));
    add(LC_KIND_S47, T - 90, T - 80);
    cr_expect(value(LC_X_S47) == 1);
    add(LC_KIND_S47, T - 7, T);
    cr_expect(value(LC_X_S47) == 0); /* known from T on */
}

/* The brother entered on T - 8, known from T - 1; on T - 90 is still within, T - 91
 * not.
 */
Test(truth, a_sibling_s_entry_is_seen_for_90_days, .init = fresh, .fini = done)
{
    static struct lc_home home;
    static const struct lc_ethnicity people = { .code = "WBRI",
                                                .origin = "british",
                                                .share = 1 };
    static const int32_t days[] = { LC_NO_DAY, T - 91, T - 90, T - 8, T - 7 };
    static const double seen[] = { 0, 0, 1, 1, 0 };
    struct lc_life *other = home.life + 1;
    home.family = (struct lc_household){ .members = 2, .people = &people };
    life.home = &home;
    life.family = &home.family;
    for (size_t i = 0; i < 5; i++) {
        other->entered = days[i];
        home.life[0] = life;
        struct lc_life *self = home.life;
        double x[LC_PREDICTORS];
        lc_truth_predict(self, T, x);
        cr_expect(x[LC_X_SIBLING] == seen[i], "case %zu", i);
    }
}

/* The effects add up on the log scale: 0.5 + 0.3 + 0.5 log 3 + 2.4 of truth.yaml. */
Test(truth, effects_add_up, .init = fresh, .fini = done)
{
    double x[LC_PREDICTORS] = { 0 }, log_ratio[LC_PROCESSES];
    x[LC_X_AGE_13_15] = x[LC_X_MALE] = x[LC_X_CIN] = 1;
    x[LC_X_MISSING] = log(3);
    lc_truth_effects(stated, x, log_ratio);
    cr_expect(fabs(log_ratio[LC_P_FIRST_ENTRY] - (3.2 + 0.5 * log(3))) < 1e-12);
}

/* First entry has one rate at every age, in every year and month, and depends on
 * nothing that a study cannot see, unless a file says otherwise. */
Test(truth, first_entry_is_what_a_study_can_state, .init = fresh, .fini = done)
{
    double x[LC_PREDICTORS] = { 0 }, log_ratio[LC_PROCESSES];
    for (int age = 0; age < 18; age++)
        for (int year = 2012; year <= 2025; year++)
            cr_expect(lc_truth_base(stated, LC_P_FIRST_ENTRY, age, year)
                      == lc_truth_base(stated, LC_P_FIRST_ENTRY, 10, 2020));
    for (int month = 0; month < 12; month++)
        cr_expect(stated->process[LC_P_FIRST_ENTRY].by_month[month] == 1);
    for (int k = LC_STATED; k < LC_PREDICTORS; k++)
        x[k] = k != LC_X_HELPED ? 3 : 0; /* no panel sits unless a file says so */
    lc_truth_effects(stated, x, log_ratio);
    cr_expect(log_ratio[LC_P_FIRST_ENTRY] == 0);
    cr_expect(lc_truth_base(stated, LC_P_PANEL, 15, 2020) == 0);
}
