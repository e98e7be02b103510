/* Contests: the same rows and draws for all, and the numbers that a judgement gives. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/league.h"
#include "models/families/families.h"
#include "support/town.h"
#include "table/table.h"

TestSuite(contest, .init = lc_begin);

enum { REPLICATES = 60, SCRATCH = 2 * REPLICATES + 2 };

static double scratch[SCRATCH];

/* --- by hand ---------------------------------------------------------------------- */

/* Of 5 rows: event at 1 (4/5 left), other cause at 2, lost at 3, event at 4, followed
 * to
 * 9. F(1) = 1/5; S(2) = 3/5; at 4 two are at risk: F(4) = 1/5 + 3/5 * 1/2 = 1/2. */
Test(contest, incidence_is_that_of_the_hand)
{
    const double time[] = { 1, 2, 3, 4, 9 };
    const int32_t cause[] = { 1, 2, 0, 1, 0 };
    cr_assert(eq(dbl, lc_timed_incidence(5, time, cause, 0.5), 0));
    cr_assert(epsilon_eq(dbl, lc_timed_incidence(5, time, cause, 3.9), 0.2, 1e-15));
    cr_assert(epsilon_eq(dbl, lc_timed_incidence(5, time, cause, 4), 0.5, 1e-15));
}

/* Risks 0.8, 0.6, 0.4, 0.2 with outcomes 1, 0, 1, 0: of the 4 pairs 3 are in order, so
 * AUC 3/4; Brier (0.04 + 0.36 + 0.36 + 0.04) / 4 = 0.2; O/E = 2 / 2; a list of 2 holds
 * 1 of the 2. A score that ranks the same but is no risk has the AUC and no Brier. */
Test(contest, measures_are_those_of_the_hand)
{
    double risk[] = { 0.8, 0.6, 0.4, 0.2 }, score[] = { 8, 6, 4, 2 };
    uint8_t outcome[] = { 1, 0, 1, 0 };
    int32_t child[] = { 0, 1, 2, 3 };
    struct lc_contender two[] = { { .risk = risk },
                                  { .risk = score, .ranks_only = true } };
    struct lc_contest c = { .n = 4,
                            .child = child,
                            .children = 4,
                            .outcome = outcome,
                            .lists = 1,
                            .capacity = 2,
                            .models = 1,
                            .contenders = 2,
                            .contender = two };
    struct lc_league l;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_league_run(&l, &c, 0, 1, NULL, &err), LC_OK), "%s", err.text);
    const double want[2][LC_METRIC_COUNT] = { [0] = { [LC_METRIC_AUC] = 0.75,
                                                      [LC_METRIC_BRIER] = 0.2,
                                                      [LC_METRIC_RATIO] = 1,
                                                      [LC_METRIC_PRECISION] = 0.5,
                                                      [LC_METRIC_RECALL] = 0.5 },
                                              [1] = { [LC_METRIC_AUC] = 0.75,
                                                      [LC_METRIC_PRECISION] = 0.5,
                                                      [LC_METRIC_RECALL] = 0.5 } };
    for (size_t k = 0; k < 2; k++)
        for (int m = 0; m < LC_METRIC_COUNT; m++) {
            double is = lc_league_value(&l, k, m, scratch).value;
            if (want[k][m] > 0)
                cr_expect(epsilon_eq(dbl, is, want[k][m], 1e-14), "%s",
                          lc_metrics[m]->name);
        }
    cr_expect(isnan(lc_league_value(&l, 1, LC_METRIC_BRIER, scratch).value));
    cr_expect(eq(int, lc_league_has(&c, LC_METRIC_CONCORDANCE), 0),
              "there are no times");
    lc_league_free(&l);
}

/* Child 0 has both of its rows with the event, child 2 none, child 1 one of two: 3 rows
 * of 2 children; of lists of 1, 3 and 1 rows, two places each hold 1 + 2 + 1. */
Test(contest, a_league_knows_its_own_sizes)
{
    double risk[] = { 0.8, 0.6, 0.4, 0.2, 0.1 };
    uint8_t outcome[] = { 1, 1, 0, 1, 0 };
    int32_t child[] = { 0, 0, 1, 1, 2 }, list[] = { 0, 1, 1, 2, 1 };
    struct lc_contender one = { .risk = risk };
    struct lc_contest c = { .n = 5,
                            .child = child,
                            .children = 3,
                            .outcome = outcome,
                            .list = list,
                            .lists = 3,
                            .capacity = 2,
                            .models = 1,
                            .contenders = 1,
                            .contender = &one };
    struct lc_league l;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_league_run(&l, &c, 0, 1, NULL, &err), LC_OK), "%s", err.text);
    cr_expect(eq(dbl, l.sizes.n, 5));
    cr_expect(eq(dbl, l.sizes.events, 3));
    cr_expect(eq(dbl, l.sizes.lists, 3));
    cr_expect(eq(dbl, l.sizes.cut[0].listed, 4));
    cr_expect(eq(sz, l.entrants, 2));
    lc_league_free(&l);
}

/* --- a study ---------------------------------------------------------------------- */

/* A study's table must say of each model what its training says. */
Test(contest, a_study_has_the_numbers_of_its_trainings)
{
    struct lc_slice text;
    struct lc_error err = { 0 };
    struct lc_store store = town_store(5, 2500, 1.5);
    struct lc_study *study = town_study("", &text);
    struct lc_training_ask ask = { .study = study,
                                   .text = text,
                                   .store = &store,
                                   .replicates = REPLICATES,
                                   .seed = 3 };
    struct lc_contest contest;
    struct lc_league league;
    cr_assert(eq(int, lc_contest_of_study(&contest, &ask, &err), LC_OK), "%s",
              err.text);
    cr_assert(
        eq(int, lc_league_run(&league, &contest, REPLICATES, 3, NULL, &err), LC_OK));
    cr_assert(eq(sz, contest.models, 2));
    cr_assert(eq(sz, contest.contenders, 4));
    for (size_t k = 0; k < 2; k++) {
        struct lc_training t;
        ask.model = contest.contender[k].name;
        cr_assert(eq(int, lc_training_run(&t, &ask, json_array(), &err), LC_OK));
        for (int m = 0; m < LC_METRIC_COUNT; m++) {
            struct lc_estimate a = lc_league_value(&league, k, m, scratch);
            const struct lc_estimate *b = &t.judgement.whole.judged.metric[m];
            if (!lc_league_has(&contest, m))
                continue;
            cr_expect(epsilon_eq(dbl, a.value, b->value, 1e-14), "%s",
                      lc_metrics[m]->name);
            if (!lc_metrics[m]->of_sums)
                continue;
            cr_expect(eq(dbl, a.low, b->low), "%s", lc_metrics[m]->name);
            cr_expect(eq(dbl, a.high, b->high), "%s", lc_metrics[m]->name);
        }
        if (k == 0)
            cr_expect(
                eq(dbl, lc_league_value(&league, 2, LC_METRIC_PRECISION, scratch).value,
                   t.judgement.whole.missing.metric[LC_METRIC_PRECISION].value));
        lc_training_free(&t);
    }
    /* any list at all: the base rate ranks nobody */
    cr_expect(eq(dbl, lc_league_value(&league, 3, LC_METRIC_AUC, scratch).value, 0.5));
    lc_league_free(&league);
    lc_contest_free(&contest);
    lc_store_free(&store);
    lc_study_free(study);
}

/* --- a table ---------------------------------------------------------------------- */

/* 300 people of two rows each, y following x; z is noise. */
static struct lc_frame people(void)
{
    struct lc_text csv = { 0 };
    struct lc_frame frame;
    struct lc_error err = { 0 };
    struct lc_random r;
    lc_random_init(&r, 7, 0);
    lc_text_add(&csv, "id,x,z,y,time\n");
    for (int i = 0; i < 600; i++) {
        double x = lc_random_normal(&r), z = lc_random_normal(&r);
        double u = lc_random_unit(&r);
        int y = u < 1 / (1 + exp(1 - 1.5 * x));
        lc_text_addf(&csv, "%d,%.6f,%.6f,%d,%d\n", i / 2, x, z, y,
                     1 + (int)(20 * lc_random_unit(&r) * exp(-x / 2)));
    }
    cr_assert(eq(int, lc_table_read_bytes(&frame, "people", csv.data, csv.size, &err),
                 LC_OK));
    lc_text_free(&csv);
    return frame;
}

static void run_table(struct lc_league *league, struct lc_contest *contest,
                      const struct lc_frame *frame, const struct lc_variant *variant,
                      size_t count, lc_team *team)
{
    struct lc_error err = { 0 };
    struct lc_table_contest ask = { .frame = frame,
                                    .count = count,
                                    .variant = variant,
                                    .child = "id",
                                    .folds = 5,
                                    .horizon = 10,
                                    .seed = 1 };
    cr_assert(eq(int, lc_contest_of_table(contest, &ask, &err), LC_OK), "%s", err.text);
    cr_assert(
        eq(int, lc_league_run(league, contest, REPLICATES, 1, team, &err), LC_OK));
}

static struct lc_variant variant_of(const char *name, const char *family,
                                    const char *formula)
{
    return (struct lc_variant){ .name = name,
                                .formula = formula,
                                .family = lc_family_find(family),
                                .options = lc_fit_defaults() };
}

/* The same model twice, its columns in another order, differs by nothing at all, in any
 * replicate; a model of noise is worse than one of what matters, and is shown so. */
Test(contest, differences_are_paired)
{
    struct lc_frame frame = people();
    struct lc_contest contest;
    struct lc_league league;
    const struct lc_variant v[] = { variant_of("a", "logistic", "y ~ x + z"),
                                    variant_of("b", "logistic", "y ~ z + x"),
                                    variant_of("c", "logistic", "y ~ z") };
    run_table(&league, &contest, &frame, v, 3, NULL);
    cr_expect(eq(sz, contest.n, 600));
    cr_expect(eq(sz, contest.children, 300));
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        if (!lc_league_has(&contest, m))
            continue;
        struct lc_estimate d = lc_league_difference(&league, 1, 0, m, scratch);
        cr_expect(epsilon_eq(dbl, d.value, 0, 1e-9), "%s", lc_metrics[m]->name);
        cr_expect(epsilon_eq(dbl, d.low, 0, 1e-9));
        cr_expect(epsilon_eq(dbl, d.high, 0, 1e-9));
    }
    cr_expect(
        lt(dbl, lc_league_difference(&league, 2, 0, LC_METRIC_AUC, scratch).high, 0));
    cr_expect(eq(dbl, lc_league_value(&league, 3, LC_METRIC_AUC, scratch).value, 0.5));
    cr_expect(epsilon_eq(
        dbl, lc_league_value(&league, 3, LC_METRIC_RATIO, scratch).value, 1, 1e-12));
    lc_league_free(&league);
    lc_contest_free(&contest);
    lc_frame_free(&frame);
}

Test(contest, threads_change_no_bit)
{
    struct lc_frame frame = people();
    struct lc_contest contest;
    struct lc_league one, two;
    struct lc_error err = { 0 };
    lc_team *team;
    const struct lc_variant v[] = { variant_of("a", "cox", "Surv(time, y) ~ x"),
                                    variant_of("b", "cox", "Surv(time, y) ~ z") };
    cr_assert(eq(int, lc_team_new(&team, 2, &err), LC_OK));
    run_table(&one, &contest, &frame, v, 2, NULL);
    cr_assert(eq(int, lc_league_run(&two, &contest, REPLICATES, 1, team, &err), LC_OK));
    cr_expect(eq(int,
                 memcmp(one.value, two.value,
                        3 * LC_METRIC_COUNT * (REPLICATES + 1) * sizeof *one.value),
                 0));
    cr_expect(
        lt(dbl, 0.6, lc_league_value(&one, 0, LC_METRIC_CONCORDANCE, scratch).value));
    cr_expect(epsilon_eq(dbl, lc_league_value(&one, 2, LC_METRIC_RATIO, scratch).value,
                         1, 1e-12));
    lc_league_free(&one);
    lc_league_free(&two);
    lc_contest_free(&contest);
    lc_team_free(team);
    lc_frame_free(&frame);
}

/* A model that cannot be fitted says why, and the others contend. */
Test(contest, the_unfit_say_so)
{
    struct lc_frame frame = people();
    struct lc_contest contest;
    struct lc_league league;
    const struct lc_variant v[] = { variant_of("a", "logistic", "y ~ I(y == 1)"),
                                    variant_of("b", "logistic", "y ~ x") };
    run_table(&league, &contest, &frame, v, 2, NULL);
    cr_expect(zero(ptr, contest.contender[0].risk));
    cr_expect(ne(str, contest.contender[0].cannot, ""));
    cr_expect(isnan(lc_league_value(&league, 0, LC_METRIC_AUC, scratch).value));
    cr_expect(lt(dbl, 0.6, lc_league_value(&league, 1, LC_METRIC_AUC, scratch).low));
    lc_league_free(&league);
    lc_contest_free(&contest);
    lc_frame_free(&frame);
}
