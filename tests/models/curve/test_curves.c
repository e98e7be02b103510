/* Kaplan-Meier, Aalen-Johansen and log-rank on samples small enough to check by hand,
 * and by identities on random ones. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/curve/aalen_johansen.h"
#include "models/curve/gray.h"
#include "models/curve/kaplan_meier.h"
#include "models/curve/logrank.h"

TestSuite(curves, .init = lc_begin);

static void close_to(double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance * fmax(1, fabs(expected)),
              "%.17g is not %.17g", got, expected);
}

/* Five lives: events at 1, 3, 3, censored at 2 and 5.
 *   u = 1: Y = 5, d = 1, S = 4/5;   u = 3: Y = 3, d = 2, S = 4/5 * 1/3 = 4/15
 *   H(3) = 1/5 + 2/3;   var log S(3) = 1/(5 4) + 2/(3 1) = 43/60
 * Area under S up to 4: 1 + 2 * 4/5 + 1 * 4/15 = 43/15. */
static const double stop5[] = { 3, 1, 5, 2, 3 };
static const int32_t cause5[] = { 1, 1, 0, 0, 1 };
static const struct lc_lives lives5 = { 5, NULL, stop5, cause5, NULL, 1, NULL };

Test(curves, kaplan_meier_by_hand)
{
    struct lc_risk_table *t;
    struct lc_km *km;
    double s, se, low, high;
    cr_assert_eq(lc_risk_table_new(&t, &lives5, NULL), LC_OK);
    cr_assert_eq(lc_km_new(&km, t, NULL), LC_OK);
    lc_km_at(km, 0.5, LC_LIMITS_LOG, &s, &se, &low, &high);
    cr_assert(s == 1 && se == 0 && low == 1 && high == 1);
    lc_km_at(km, 3, LC_LIMITS_PLAIN, &s, &se, &low, &high);
    close_to(s, 4.0 / 15, 1e-15);
    close_to(se, 4.0 / 15 * sqrt(43.0 / 60), 1e-15);
    close_to(high, 4.0 / 15 + 1.959963984540054 * se, 1e-14);
    cr_assert_eq(low, 0);
    close_to(lc_km_hazard_at(km, 4), 13.0 / 15, 1e-15);
    lc_km_restricted_mean(km, 4, &s, &se);
    close_to(s, 43.0 / 15, 1e-14);
    cr_assert_eq(lc_km_quantile(km, LC_LIMITS_LOG, 0, 0.5), 3);
    cr_assert(isnan(lc_km_quantile(km, LC_LIMITS_LOG, 0, 0.9)));
    /* flat at exactly 4/5 from 1 to 3: the middle */
    cr_assert_eq(lc_km_quantile(km, LC_LIMITS_LOG, 0, 0.2), 2);
    lc_km_free(km);
    lc_risk_table_free(t);
}

/* The same times less a third are no whole numbers and go by the sort: the same table.
 */
Test(curves, whole_days_and_sorted_times_agree)
{
    enum { N = 500 };
    struct lc_random r;
    double days[N], thirds[N], starts[N], third_starts[N];
    int32_t cause[N];
    struct lc_risk_table *a, *b;
    lc_random_init(&r, 3, 0);
    for (int i = 0; i < N; i++) {
        starts[i] = (double)lc_random_below(&r, 40);
        days[i] = starts[i] + 1 + (double)lc_random_below(&r, 60);
        thirds[i] = days[i] / 3;
        third_starts[i] = starts[i] / 3;
        cause[i] = (int32_t)lc_random_below(&r, 3);
    }
    struct lc_lives whole = { N, starts, days, cause, NULL, 2, NULL };
    struct lc_lives parts = { N, third_starts, thirds, cause, NULL, 2, NULL };
    cr_assert_eq(lc_risk_table_new(&a, &whole, NULL), LC_OK);
    cr_assert_eq(lc_risk_table_new(&b, &parts, NULL), LC_OK);
    cr_assert_eq(a->times, b->times);
    for (size_t j = 0; j < a->times; j++) {
        double here = 0, events = 0;
        for (int i = 0; i < N; i++) {
            here += starts[i] < a->time[j] && days[i] >= a->time[j];
            events += days[i] == a->time[j] && cause[i] == 2;
        }
        cr_assert_eq(a->at_risk[j], here);
        cr_assert_eq(b->at_risk[j], here);
        cr_assert_eq(a->event[a->times + j], events);
        cr_assert_eq(b->event[a->times + j], events);
    }
    lc_risk_table_free(a);
    lc_risk_table_free(b);
}

/* Whole days below 2^20 take a bin each, later ones are sorted; rows are counted in one
 * cut below 65,536 and in eight from there. The same lives, so many days later. */
static void check_later(size_t n, double later)
{
    static double days[65537], moved[65537];
    static int32_t cause[65537];
    struct lc_risk_table *a, *b;
    struct lc_random r;
    lc_random_init(&r, 9, 0);
    for (size_t i = 0; i < n; i++) {
        days[i] = (double)lc_random_below(&r, 30000);
        moved[i] = days[i] + later;
        cause[i] = (int32_t)lc_random_below(&r, 2);
    }
    days[0] = 30000;
    moved[0] = days[0] + later;
    struct lc_lives now = { n, NULL, days, cause, NULL, 1, NULL };
    struct lc_lives then = { n, NULL, moved, cause, NULL, 1, NULL };
    cr_assert_eq(lc_risk_table_new(&a, &now, NULL), LC_OK);
    cr_assert_eq(lc_risk_table_new(&b, &then, NULL), LC_OK);
    cr_assert_eq(a->times, b->times);
    cr_assert_eq(memcmp(a->at_risk, b->at_risk, a->times * sizeof *a->at_risk), 0);
    cr_assert_eq(memcmp(a->event, b->event, a->times * sizeof *a->event), 0);
    cr_assert_eq(memcmp(a->exit, b->exit, n * sizeof *a->exit), 0);
    for (size_t j = 0; j < a->times; j++)
        cr_assert(b->time[j] == a->time[j] + later);
    lc_risk_table_free(a);
    lc_risk_table_free(b);
}

Test(curves, on_both_sides_of_bins_and_cuts)
{
    for (size_t n = 65535; n <= 65537; n++) {
        check_later(n, 0x1p20 - 30001); /* the last day is 2^20 - 1 */
        check_later(n, 0x1p20 - 30000);
        check_later(n, 0.5); /* sorted */
    }
}

enum { M = 60 };

static void random_lives(struct lc_random *r, double *start, double *stop,
                         int32_t *cause, double *weight)
{
    for (int i = 0; i < M; i++) {
        start[i] = i % 3 ? 0 : (double)lc_random_below(r, 8);
        stop[i] = start[i] + 1 + (double)lc_random_below(r, 20);
        cause[i] = (int32_t)lc_random_below(r, 3);
        weight[i] = 0.5 + lc_random_unit(r);
    }
}

static double incidence(const struct lc_lives *lives, int cause, double time)
{
    struct lc_risk_table *t;
    struct lc_aj *aj;
    double value, se;
    cr_assert_eq(lc_risk_table_new(&t, lives, NULL), LC_OK);
    cr_assert_eq(lc_aj_new(&aj, t, lives, NULL), LC_OK);
    lc_aj_at(aj, cause, time, &value, &se);
    lc_aj_free(aj);
    lc_risk_table_free(t);
    return value;
}

/* The influence is the derivative by the row's weight: here by central differences,
 * which leave an error of order 1e-9. The standard error gathers their squares. */
static void derivatives(const struct lc_lives *lives, double *weight)
{
    double influence[M], value, se;
    struct lc_risk_table *t;
    struct lc_aj *aj;
    cr_assert_eq(lc_risk_table_new(&t, lives, NULL), LC_OK);
    cr_assert_eq(lc_aj_new(&aj, t, lives, NULL), LC_OK);
    for (int k = 1; k <= 2; k++)
        for (double time = 2; time < 20; time += 5) {
            double squares = 0;
            cr_assert_eq(lc_aj_influence(aj, lives, k, time, influence, NULL), LC_OK);
            for (int i = 0; i < M; i++) {
                double kept = weight[i], up, down;
                weight[i] = kept + 1e-5;
                up = incidence(lives, k, time);
                weight[i] = kept - 1e-5;
                down = incidence(lives, k, time);
                weight[i] = kept;
                close_to(influence[i], (up - down) / 2e-5, 1e-8);
                squares += kept * kept * influence[i] * influence[i];
            }
            lc_aj_at(aj, k, time, &value, &se);
            close_to(se, sqrt(squares), 1e-9);
        }
    lc_aj_free(aj);
    lc_risk_table_free(t);
}

Test(curves, influence_is_the_derivative_by_the_weight)
{
    struct lc_random r;
    double start[M], stop[M], weight[M];
    int32_t cause[M];
    lc_random_init(&r, 5, 0);
    random_lives(&r, start, stop, cause, weight);
    struct lc_lives lives = { M, start, stop, cause, weight, 2, NULL };
    derivatives(&lives, weight);
    lives.start = NULL;
    derivatives(&lives, weight);
}

/* Nobody late and all weights 1 is the same as saying nothing of either, where the
 * squares are the table's own counts. */
Test(curves, weights_of_one_and_early_starts_change_nothing)
{
    struct lc_random r;
    double start[M], stop[M], weight[M], value, se, plain, plain_se;
    int32_t cause[M];
    struct lc_risk_table *t[2];
    struct lc_aj *aj[2];
    lc_random_init(&r, 8, 0);
    random_lives(&r, start, stop, cause, weight);
    for (int i = 0; i < M; i++) {
        start[i] = -1;
        weight[i] = 1;
    }
    struct lc_lives lives[] = { { M, NULL, stop, cause, NULL, 2, NULL },
                                { M, start, stop, cause, weight, 2, NULL } };
    for (int k = 0; k < 2; k++) {
        cr_assert_eq(lc_risk_table_new(t + k, lives + k, NULL), LC_OK);
        cr_assert_eq(lc_aj_new(aj + k, t[k], lives + k, NULL), LC_OK);
    }
    for (double time = 0.5; time < 25; time++) {
        lc_aj_at(aj[0], 2, time, &plain, &plain_se);
        lc_aj_at(aj[1], 2, time, &value, &se);
        close_to(plain, value, 1e-15);
        close_to(plain_se, se, 1e-14);
    }
    for (int k = 0; k < 2; k++) {
        lc_aj_free(aj[k]);
        lc_risk_table_free(t[k]);
    }
}

/* One thread and two, over enough rows that the table is cut. */
Test(curves, threads_change_no_bit)
{
    enum { MANY = 200000 };
    static double stop[MANY];
    static int32_t cause[MANY];
    struct lc_risk_table *t[2];
    struct lc_aj *aj[2];
    struct lc_random r;
    lc_team *team;
    lc_random_init(&r, 9, 0);
    for (int i = 0; i < MANY; i++) {
        stop[i] = lc_random_exponential(&r);
        if (i % 7 == 0) /* heavily tied, across cuts too */
            stop[i] = floor(2 * stop[i]) / 2;
        cause[i] = (int32_t)lc_random_below(&r, 3);
    }
    cr_assert_eq(lc_team_new(&team, 2, NULL), LC_OK);
    for (int k = 0; k < 2; k++) {
        struct lc_lives lives = { MANY, NULL, stop, cause, NULL, 2, k ? team : NULL };
        cr_assert_eq(lc_risk_table_new(t + k, &lives, NULL), LC_OK);
        cr_assert_eq(lc_aj_new(aj + k, t[k], &lives, NULL), LC_OK);
    }
    cr_assert_eq(t[0]->times, t[1]->times);
    size_t bytes = 2 * t[0]->times * sizeof(double);
    cr_assert_eq(memcmp(t[0]->event, t[1]->event, bytes), 0);
    cr_assert_eq(memcmp(t[0]->at_risk, t[1]->at_risk, bytes / 2), 0);
    cr_assert_eq(memcmp(t[0]->exit, t[1]->exit, MANY * sizeof *t[0]->exit), 0);
    cr_assert_eq(memcmp(aj[0]->se, aj[1]->se, bytes), 0);
    for (int k = 0; k < 2; k++) {
        lc_aj_free(aj[k]);
        lc_risk_table_free(t[k]);
    }
    lc_team_free(team);
}

Test(curves, incidences_and_survival_sum_to_one)
{
    struct lc_random r;
    double start[M], stop[M], weight[M];
    int32_t cause[M];
    struct lc_risk_table *t;
    struct lc_aj *aj;
    lc_random_init(&r, 6, 0);
    random_lives(&r, start, stop, cause, weight);
    struct lc_lives lives = { M, start, stop, cause, weight, 2, NULL };
    cr_assert_eq(lc_risk_table_new(&t, &lives, NULL), LC_OK);
    cr_assert_eq(lc_aj_new(&aj, t, &lives, NULL), LC_OK);
    for (size_t j = 0; j < t->times; j++)
        close_to(aj->survival[j] + aj->incidence[j] + aj->incidence[t->times + j], 1,
                 1e-13);
    lc_aj_free(aj);
    lc_risk_table_free(t);
}

/* Four lives: group 0 has an event at 1 and one at 4; group 1 an event at 3, censored
 * at 5.
 *   u = 1: Y = 4, Y0 = 2:  E0 += 1/2,  V += 1*3/3 * 1/4 = 1/4
 *   u = 3: Y = 3, Y0 = 1:  E0 += 1/3,  V += 1/3 * 2/3 = 2/9
 *   u = 4: Y = 2, Y0 = 1:  E0 += 1/2,  V += 1/4
 * O0 - E0 = 2 - 4/3 = 2/3, V = 13/18, chi-square = (4/9) / (13/18) = 8/13. */
Test(curves, logrank_by_hand)
{
    const double stop[] = { 1, 4, 3, 5 };
    const int32_t cause[] = { 1, 1, 1, 0 }, group[] = { 0, 0, 1, 1 };
    struct lc_lives lives = { 4, NULL, stop, cause, NULL, 1, NULL };
    struct lc_row_groups in = { 2, 1, group, NULL };
    struct lc_logrank *test;
    cr_assert_eq(lc_logrank_new(&test, &lives, &in, 0, NULL), LC_OK);
    close_to(test->observed[0], 2, 0);
    close_to(test->expected[0], 4.0 / 3, 1e-15);
    close_to(test->variance[0], 13.0 / 18, 1e-15);
    close_to(test->test.chisq, 8.0 / 13, 1e-14);
    cr_assert_eq(test->test.df, 1);
    lc_logrank_free(test);
}

/* Where nothing competes, 1 - F is S, and Gray's scores are log-rank's observed less
 * expected. */
Test(curves, grays_scores_of_one_cause_are_logranks)
{
    struct lc_random r;
    double start[M], stop[M], weight[M];
    int32_t cause[M], group[M], stratum[M];
    struct lc_logrank *logrank;
    struct lc_gray *gray;
    lc_random_init(&r, 12, 0);
    random_lives(&r, start, stop, cause, weight);
    for (int i = 0; i < M; i++) {
        cause[i] = cause[i] > 0;
        group[i] = (int32_t)lc_random_below(&r, 3);
        stratum[i] = i % 2;
    }
    struct lc_lives lives = { M, NULL, stop, cause, NULL, 1, NULL };
    struct lc_row_groups in = { 3, 2, group, stratum }, one = { 3, 1, group, NULL };
    cr_assert_eq(lc_logrank_new(&logrank, &lives, &in, 0, NULL), LC_OK);
    cr_assert_eq(lc_gray_new(&gray, &lives, 1, &in, 0, NULL), LC_OK);
    for (size_t g = 0; g < 3; g++)
        close_to(gray->score[g],
                 logrank->observed[g] - logrank->expected[g] + logrank->observed[3 + g]
                     - logrank->expected[3 + g],
                 1e-12);
    cr_assert_eq(gray->test.df, 2);
    lc_logrank_free(logrank);
    lc_gray_free(gray);
    lives.weight = weight;
    cr_assert_eq(lc_gray_new(&gray, &lives, 1, &one, 0, NULL), LC_UNFIT);
    cr_assert_null(gray);
}

Test(curves, impossible_rows_are_named)
{
    const double start[] = { 0, 2 }, stop[] = { 1, 2 };
    const int32_t cause[] = { 1, 0 };
    struct lc_lives lives = { 2, start, stop, cause, NULL, 1, NULL };
    struct lc_risk_table *t;
    struct lc_error err = { 0 };
    cr_assert_eq(lc_risk_table_new(&t, &lives, &err), LC_RANGE);
    cr_assert_str_eq(err.text, "row 2: it does not start before it stops");
    lives.n = 0;
    cr_assert_eq(lc_risk_table_new(&t, &lives, NULL), LC_UNFIT);
}
