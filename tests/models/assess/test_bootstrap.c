#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/auc.h"
#include "models/assess/bootstrap_inside.h"
#include "models/assess/calibration.h"
#include "models/assess/held_out_inside.h"

TestSuite(bootstrap, .init = lc_begin);

enum { CHILDREN = 300, MONTHS = 5, N = CHILDREN * MONTHS };

struct made {
    double risk[N];
    uint8_t outcome[N];
    int32_t child[N], list[N];
    double weight[N];
};

static void make(struct made *m, uint64_t seed)
{
    struct lc_random r;
    lc_random_init(&r, seed, 9);
    for (int32_t i = 0; i < N; i++) {
        m->child[i] = i / MONTHS;
        m->list[i] = i % MONTHS;
        m->risk[i] = (1 + floor(lc_random_unit(&r) * 40)) / 60;
        m->outcome[i] = lc_random_unit(&r) < m->risk[i] * m->risk[i];
    }
}

static struct lc_held_out held_out(const struct made *m)
{
    return (struct lc_held_out){ .n = N,
                                 .risk = m->risk,
                                 .outcome = m->outcome,
                                 .child = m->child,
                                 .children = CHILDREN,
                                 .list = m->list,
                                 .lists = MONTHS,
                                 .cuts = 2,
                                 .cut = { 20, 50 } };
}

static lc_ready *ready_of(const struct lc_held_out *data)
{
    lc_ready *ready;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_ready_new(&ready, data, &err), LC_OK), "%s", err.text);
    return ready;
}

/* Two lists. List 0: risks .9 (hit), .5 (hit), .5, .1; list 1: .8, .3 (hit), .2. With
 * two places: list 0 takes .9 and one of the two at .5: hits 1.5, foretold 1.4; list 1
 * takes .8 and .3: 1 hit, foretold 1.1. Precision 2.5 / 4, recall 2.5 / 3, and at 3
 * places 3 hits of 6 listed. */
Test(bootstrap, lists_match_the_hand_derivation)
{
    const double risk[] = { 0.5, 0.9, 0.1, 0.5, 0.3, 0.8, 0.2 };
    const uint8_t outcome[] = { 1, 1, 0, 0, 1, 0, 0 };
    const int32_t child[] = { 0, 1, 2, 3, 4, 5, 6 }, list[] = { 0, 0, 0, 0, 1, 1, 1 };
    struct lc_held_out data = { .n = 7,
                                .risk = risk,
                                .outcome = outcome,
                                .child = child,
                                .children = 7,
                                .list = list,
                                .lists = 2,
                                .cuts = 2,
                                .cut = { 2, 3 } };
    lc_ready *ready = ready_of(&data);
    struct lc_held_sums s;
    lc_ready_sum(ready, NULL, &s);
    cr_assert(
        epsilon_eq(dbl, lc_metrics[LC_METRIC_PRECISION]->of_sums(&s), 2.5 / 4, 1e-15));
    cr_assert(
        epsilon_eq(dbl, lc_metrics[LC_METRIC_RECALL]->of_sums(&s), 2.5 / 3, 1e-15));
    cr_assert(epsilon_eq(dbl, lc_metrics[LC_METRIC_LISTED]->of_sums(&s), 1.25, 1e-15));
    cr_assert(
        epsilon_eq(dbl, lc_metrics[LC_METRIC_FORETOLD]->of_sums(&s), 1.25, 1e-15));
    cr_assert(epsilon_eq(dbl, s.cut[1].hits, 3, 1e-15));
    cr_assert(epsilon_eq(dbl, s.cut[1].listed, 6, 1e-15));
    cr_assert(epsilon_eq(dbl, lc_metrics[LC_METRIC_BASE]->of_sums(&s), 3.0 / 7, 1e-15));
    lc_ready_free(ready);
}

/* The pass over sorted words gives what the metrics give by themselves. */
Test(bootstrap, sums_are_the_metrics_of_the_rows)
{
    static struct made m;
    make(&m, 1);
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    struct lc_held_sums s;
    struct lc_auc auc;
    struct lc_line line;
    struct lc_predicted p = { .n = N, .risk = m.risk, .outcome = m.outcome };
    lc_ready_sum(ready, NULL, &s);
    cr_assert(eq(int, lc_auc(&auc, N, m.risk, m.outcome, NULL, NULL, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, s.auc, auc.auc, 1e-14));
    cr_assert(eq(int, lc_calibration_line(&line, &p, false, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, s.slope, line.slope, 1e-9));
    cr_assert(epsilon_eq(dbl, s.intercept, line.intercept, 1e-9));
    cr_assert(eq(int, lc_calibration_line(&line, &p, true, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, s.large, line.intercept, 1e-9));
    lc_ready_free(ready);
}

/* Weighing a child twice is having its rows twice; the line is one Newton step off. */
Test(bootstrap, times_are_weights)
{
    static struct made m;
    uint16_t times[CHILDREN];
    make(&m, 2);
    struct lc_random r;
    lc_random_init(&r, 3, 4);
    for (size_t c = 0; c < CHILDREN; c++)
        times[c] = (uint16_t)(1 + lc_random_below(&r, 2));
    for (size_t i = 0; i < N; i++)
        m.weight[i] = times[m.child[i]];
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    struct lc_held_sums s;
    struct lc_auc auc;
    struct lc_line line;
    struct lc_predicted p = {
        .n = N, .risk = m.risk, .outcome = m.outcome, .weight = m.weight
    };
    lc_ready_sum(ready, times, &s);
    cr_assert(eq(int, lc_auc(&auc, N, m.risk, m.outcome, m.weight, NULL, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, s.auc, auc.auc, 1e-14));
    cr_assert(epsilon_eq(dbl, s.events, auc.positives, 1e-9));
    cr_assert(eq(int, lc_calibration_line(&line, &p, false, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, s.slope, line.slope, 0.01));
    lc_ready_free(ready);
}

Test(bootstrap, one_thread_and_two_give_the_same_bits)
{
    static struct made m;
    make(&m, 4);
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    lc_team *team;
    struct lc_bootstrap one, two;
    cr_assert(eq(int, lc_team_new(&team, 2, NULL), LC_OK));
    cr_assert(eq(int, lc_bootstrap_run(&one, ready, 200, 5, NULL, NULL), LC_OK));
    cr_assert(eq(int, lc_bootstrap_run(&two, ready, 200, 5, team, NULL), LC_OK));
    cr_assert(eq(int, memcmp(one.drawn, two.drawn, 200 * sizeof *one.drawn), 0));
    lc_bootstrap_free(&one);
    lc_bootstrap_free(&two);
    lc_team_free(team);
    lc_ready_free(ready);
}

/* The interval of the mean outcome against the textbook: children's means, 1.96
 * standard errors. */
Test(bootstrap, interval_has_the_width_of_the_clustered_error)
{
    static struct made m;
    make(&m, 6);
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    struct lc_bootstrap boot;
    double scratch[4000], mean = 0, square = 0;
    cr_assert(eq(int, lc_bootstrap_run(&boot, ready, 2000, 5, NULL, NULL), LC_OK));
    struct lc_estimate e = lc_bootstrap_metric(&boot, LC_METRIC_BASE, scratch);
    for (size_t c = 0; c < CHILDREN; c++) {
        double sum = 0;
        for (size_t k = 0; k < MONTHS; k++)
            sum += m.outcome[c * MONTHS + k];
        mean += sum / N;
        square += sum * sum / MONTHS / MONTHS / CHILDREN;
    }
    double se = sqrt((square - mean * mean) / CHILDREN);
    cr_assert(epsilon_eq(dbl, e.value, mean, 1e-14));
    cr_assert(epsilon_eq(dbl, (e.high - e.low) / (2 * 1.96 * se), 1, 0.06));
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
}

/* The same predictions twice differ by nothing, in every replicate. */
Test(bootstrap, the_same_seed_pairs_the_replicates)
{
    static struct made m;
    make(&m, 7);
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    struct lc_bootstrap a, b;
    double scratch[400];
    cr_assert(eq(int, lc_bootstrap_run(&a, ready, 200, 5, NULL, NULL), LC_OK));
    cr_assert(eq(int, lc_bootstrap_run(&b, ready, 200, 5, NULL, NULL), LC_OK));
    struct lc_estimate e = lc_bootstrap_difference(&a, &b, LC_METRIC_AUC, scratch);
    cr_assert(eq(dbl, e.value, 0));
    cr_assert(eq(dbl, e.low, 0));
    cr_assert(eq(dbl, e.high, 0));
    lc_bootstrap_free(&a);
    lc_bootstrap_free(&b);
    lc_ready_free(ready);
}

Test(bootstrap, a_single_class_cannot_be_estimated)
{
    static struct made m;
    make(&m, 8);
    memset(m.outcome, 0, sizeof m.outcome);
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    struct lc_bootstrap boot;
    double scratch[200];
    cr_assert(eq(int, lc_bootstrap_run(&boot, ready, 100, 5, NULL, NULL), LC_OK));
    struct lc_estimate e = lc_bootstrap_metric(&boot, LC_METRIC_AUC, scratch);
    cr_assert(isnan(e.value));
    cr_assert(eq(str, e.cannot, "cannot be estimated (0 events)"));
    e = lc_bootstrap_metric(&boot, LC_METRIC_PRECISION, scratch);
    cr_assert(eq(dbl, e.value, 0));
    e = lc_bootstrap_metric(&boot, LC_METRIC_RECALL, scratch);
    cr_assert(isnan(e.value));
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
}

/* A constant risk ranks nobody: AUC one half in every replicate, precision the base
 * rate of the lists. */
Test(bootstrap, constant_risk_gives_one_half)
{
    static struct made m;
    make(&m, 10);
    for (size_t i = 0; i < N; i++)
        m.risk[i] = 0.25;
    struct lc_held_out data = held_out(&m);
    lc_ready *ready = ready_of(&data);
    struct lc_bootstrap boot;
    double scratch[200];
    cr_assert(eq(int, lc_bootstrap_run(&boot, ready, 100, 5, NULL, NULL), LC_OK));
    struct lc_estimate e = lc_bootstrap_metric(&boot, LC_METRIC_AUC, scratch);
    cr_assert(eq(dbl, e.low, 0.5));
    cr_assert(eq(dbl, e.high, 0.5));
    e = lc_bootstrap_metric(&boot, LC_METRIC_PRECISION, scratch);
    cr_assert(epsilon_eq(dbl, e.value, boot.all.events / N, 1e-14));
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
}

/* With 28 children: t_27 = 2.05183 (table), times sqrt(28 / 27) = 1.01835 is 2.08948,
 * and Phi(-2.08948) = 0.01833. With ever more it is 0.025; of 2 children t_1 = 12.7. */
Test(bootstrap, few_children_push_the_limits_out)
{
    cr_assert(epsilon_eq(dbl, lc_percentile_tail(28), 0.01833, 2e-5));
    cr_assert(epsilon_eq(dbl, lc_percentile_tail(10000000), 0.025, 1e-7));
    cr_assert(lt(dbl, lc_percentile_tail(2), 1e-20));
    cr_assert(eq(int, isnan(lc_percentile_tail(1)), 1));
    double value[] = { 3, 1, 2, 5, 4 }, scratch[5], low, high;
    lc_percentiles(5, value, 0.25, scratch, &low, &high);
    cr_assert(eq(dbl, low, 2));
    cr_assert(eq(dbl, high, 4));
    lc_percentiles(5, value, NAN, scratch, &low, &high);
    cr_assert(eq(int, isnan(low), 1));
}
