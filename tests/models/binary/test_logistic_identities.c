/* Logistic and cloglog regression on samples made by hand, and what may not matter. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/binary/binary.h"
#include "support/cases.h"

TestSuite(logistic_identities, .init = lc_begin);

/* --- by hand ---------------------------------------------------------------------- */

/* Two groups, 3 of 10 and 6 of 8: the intercept is logit(3/10), the slope the log odds
 * ratio log((6/2) / (3/7)) = log 7; variances are sums of 1 / count. */
Test(logistic_identities, a_two_by_two_table_by_hand)
{
    double x[] = { 0, 1 }, y[] = { 3, 6 }, trials[] = { 10, 8 };
    struct lc_column column = { .type = LC_F64, .data = x };
    const char *name[] = { "group" };
    struct lc_sample s = {
        .n = 2, .x = { 2, 1, &column }, .name = name, .y = y, .trials = trials
    };
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
    cr_assert(case_near(fit->estimate[0], log(3.0 / 7), 1e-12, 0));
    cr_assert(case_near(fit->estimate[1], log(7.0), 1e-12, 0));
    cr_assert(case_near(fit->se[0], sqrt(1.0 / 3 + 1.0 / 7), 1e-9, 0));
    cr_assert(case_near(fit->se[1], sqrt(1.0 / 3 + 1.0 / 7 + 1.0 / 6 + 0.5), 1e-9, 0));
    /* 120 and 28 ways */
    double l = log(120) + log(28) + 3 * log(0.3) + 7 * log(0.7) + 6 * log(0.75)
               + 2 * log(0.25);
    cr_assert(case_near(fit->loglik, l, 1e-12, 0));
    cr_assert(
        case_near(fit->loglik_null, log(120) + log(28) + 18 * log(0.5), 1e-12, 0));
    /* score test of a two by two table: n (ad - bc)^2 / product of margins */
    cr_assert(case_near(fit->score,
                        18.0 * (3 * 2 - 6 * 7) * (3 * 2 - 6 * 7) / (10.0 * 8 * 9 * 9),
                        1e-12, 0));
    lc_fit_free(fit);
}

/* A sandwich by hand: intercept only, y = 1 1 0 0 0, so mu = 2/5, bread = 1 / (5 *
 * .24), meat HC0 = sum of (y - mu)^2 = 1.2; hence the variance is 1.2 / 1.44 = 5/6, the
 * same as the model's own. HC1 is 5/4 of it. Clusters {1,2}, {3,4,5}: sums 1.2 and
 * -1.2, meat 2.88, variance 2. */
Test(logistic_identities, robust_variances_by_hand)
{
    double y[] = { 1, 1, 0, 0, 0 };
    int32_t cluster[] = { 0, 0, 1, 1, 1 };
    struct lc_sample s = {
        .n = 5, .x = { 5, 0, NULL }, .y = y, .cluster = cluster, .clusters = 2
    };
    const double want[] = { 5.0 / 6, 5.0 / 6 * 5 / 4, 2 };
    for (int kind = LC_HC0; kind <= LC_CLUSTERED; kind++) {
        struct lc_fit_options options = lc_fit_defaults();
        options.variance = kind;
        struct lc_fit *fit = case_fit(&lc_family_logistic, &s, &options);
        cr_assert(case_near(fit->se[0], sqrt(5.0 / 6), 1e-12, 0));
        cr_assert(case_near(fit->robust_se[0], sqrt(want[kind - LC_HC0]), 1e-12, 0));
        lc_fit_free(fit);
    }
}

/* --- identities ------------------------------------------------------------------- */

enum { BIG = 70000, P = 7 };

struct made {
    double x[P][BIG], y[BIG], weight[BIG], offset[BIG];
    uint8_t narrow[BIG];
    int32_t cluster[BIG];
    struct lc_column column[P];
    const char *name[P];
};

static struct lc_sample make(struct made *m)
{
    static const char *const names[P] = { "a", "b", "c", "d", "e", "f", "g" };
    struct lc_random r;
    lc_random_init(&r, 7, 1);
    for (size_t i = 0; i < BIG; i++) {
        double eta = -1.5;
        for (size_t k = 0; k < P; k++) {
            m->x[k][i] =
                k == 3 ? 7000 + 300 * lc_random_normal(&r) : lc_random_normal(&r);
            eta += (k == 3 ? (m->x[k][i] - 7000) / 300 : m->x[k][i]) * 0.2;
        }
        m->narrow[i] = (uint8_t)lc_random_below(&r, 4);
        m->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta - 0.3 * m->narrow[i]));
        m->weight[i] = 1 + (double)lc_random_below(&r, 3);
        m->offset[i] = 0.1 * lc_random_normal(&r);
        m->cluster[i] = (int32_t)(i / 3);
    }
    for (size_t k = 0; k < P; k++) {
        m->name[k] = names[k];
        m->column[k] = (struct lc_column){ .type = LC_F64, .data = m->x[k] };
    }
    m->column[P - 1] = (struct lc_column){ .type = LC_U8, .data = m->narrow };
    return (struct lc_sample){ .n = BIG,
                               .x = { BIG, P, m->column },
                               .name = m->name,
                               .y = m->y,
                               .weight = m->weight,
                               .offset = m->offset,
                               .cluster = m->cluster,
                               .clusters = BIG / 3 + 1 };
}

static void same_bits(const struct lc_fit *a, const struct lc_fit *b)
{
    size_t q = a->terms;
    cr_assert(zero(int, memcmp(a->estimate, b->estimate, q * sizeof(double))));
    cr_assert(zero(int, memcmp(a->covariance, b->covariance, q * q * sizeof(double))));
    cr_assert(zero(int, memcmp(&a->loglik, &b->loglik, sizeof(double))));
    cr_assert(zero(int, memcmp(&a->score, &b->score, sizeof(double))));
}

Test(logistic_identities, one_thread_and_three_give_the_same_bits)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m);
    struct lc_fit_options options = lc_fit_defaults();
    options.variance = LC_CLUSTERED;
    struct lc_fit *one = case_fit(&lc_family_logistic, &s, &options);
    for (int threads = 2; threads < 4; threads++) {
        cr_assert(zero(int, lc_team_new(&options.team, threads, NULL)));
        struct lc_fit *many = case_fit(&lc_family_logistic, &s, &options);
        same_bits(one, many);
        lc_fit_free(many);
        lc_team_free(options.team);
    }
    cr_assert(eq(int, one->status, LC_CONVERGED));
    lc_fit_free(one);
    free(m);
}

/* Shards of uneven length; rows in another order; a column shifted and scaled; weights
 * as rows repeated: all the same to rounding. */
Test(logistic_identities, what_may_not_matter_does_not)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m), other = s;
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
    size_t shard[LC_SHARDS + 1];
    for (size_t k = 0; k <= LC_SHARDS; k++)
        shard[k] = k * k * BIG / (LC_SHARDS * LC_SHARDS);
    other.shard = shard;
    struct lc_fit *cut = case_fit(&lc_family_logistic, &other, NULL);
    for (size_t k = 0; k <= P; k++) {
        cr_assert(case_near(cut->estimate[k], fit->estimate[k], 1e-10, 1e-4));
        cr_assert(case_near(cut->se[k], fit->se[k], 1e-9, 0));
    }
    cr_assert(case_near(cut->loglik, fit->loglik, 1e-13, 0));
    lc_fit_free(cut);
    for (size_t i = 0; i < BIG; i++)
        m->x[2][i] = 1e4 + 8 * m->x[2][i];
    struct lc_fit *moved = case_fit(&lc_family_logistic, &s, NULL);
    cr_assert(case_near(8 * moved->estimate[3], fit->estimate[3], 1e-9, 0));
    cr_assert(case_near(8 * moved->se[3], fit->se[3], 1e-9, 0));
    cr_assert(case_near(moved->estimate[0], fit->estimate[0] - 1e4 * moved->estimate[3],
                        1e-9, 0));
    lc_fit_free(moved);
    lc_fit_free(fit);
    free(m);
}

Test(logistic_identities, a_weight_of_two_is_the_row_twice_and_order_does_not_matter)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m);
    enum { FEW = 900 };
    double y[2 * FEW], x[2 * FEW], w[FEW];
    for (size_t i = 0; i < FEW; i++) {
        w[i] = i < 300 ? 2 : 1;
        x[FEW - 1 - i] = m->x[0][i]; /* and backwards */
        y[FEW - 1 - i] = m->y[i];
        if (i < 300) {
            x[FEW + i] = m->x[0][i];
            y[FEW + i] = m->y[i];
        }
    }
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample twice = {
        .n = FEW + 300, .x = { FEW + 300, 1, &column }, .name = m->name, .y = y
    };
    s.n = s.x.n = FEW;
    s.x.p = 1;
    s.weight = w;
    s.offset = NULL;
    struct lc_fit *a = case_fit(&lc_family_logistic, &s, NULL);
    struct lc_fit *b = case_fit(&lc_family_logistic, &twice, NULL);
    for (size_t k = 0; k < 2; k++) {
        cr_assert(case_near(a->estimate[k], b->estimate[k], 1e-10, 0));
        cr_assert(case_near(a->se[k], b->se[k], 1e-8, 0));
    }
    cr_assert(case_near(a->loglik, b->loglik, 1e-12, 0));
    lc_fit_free(a);
    lc_fit_free(b);
    free(m);
}

/* At the maximum with a ridge the gradient is ridge * estimate: of the two groups by
 * hand, sum over group 1 of y - mu = 6 - 8 mu_1. */
Test(logistic_identities, ridge_is_on_the_original_scale)
{
    double x[] = { 0, 5 }, y[] = { 3, 6 }, trials[] = { 10, 8 };
    struct lc_column column = { .type = LC_F64, .data = x };
    const char *name[] = { "group" };
    struct lc_sample s = {
        .n = 2, .x = { 2, 1, &column }, .name = name, .y = y, .trials = trials
    };
    struct lc_fit_options options = lc_fit_defaults();
    options.ridge = 3;
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, &options);
    double b = fit->estimate[1], mu = 1 / (1 + exp(-fit->estimate[0] - 5 * b));
    cr_assert(case_near(5 * (6 - 8 * mu), 3 * b, 1e-9, 0));
    lc_fit_free(fit);
}

Test(logistic_identities, refuses_what_cannot_be_fitted)
{
    double x[] = { 1, 2, NAN, 4 }, y[] = { 0, 1, 0, 1 }, none[] = { 0, 0, 0, 0 };
    struct lc_column column = { .type = LC_F64, .data = x };
    const char *name[] = { "age" };
    struct lc_sample s = { .n = 4, .x = { 4, 1, &column }, .name = name, .y = y };
    struct lc_error err = { 0 };
    struct lc_fit *fit;
    cr_assert(eq(int, lc_family_logistic.fit(&fit, &s, NULL, &err), LC_RANGE));
    cr_assert(eq(str, err.text, "row 3: age is missing or infinite"));
    cr_assert(eq(ptr, fit, NULL));
    x[2] = 3;
    s.y = none;
    err.code = 0;
    cr_assert(eq(int, lc_family_logistic.fit(&fit, &s, NULL, &err), LC_UNFIT));
    s.y = y;
    y[1] = 1.5;
    err.code = 0;
    cr_assert(eq(int, lc_family_logistic.fit(&fit, &s, NULL, &err), LC_RANGE));
    cr_assert(eq(str, err.text, "row 2: the outcome is not between 0 and its trials"));
}

/* x > 2.5 exactly when y = 1 */
Test(logistic_identities, complete_separation_is_named)
{
    double x[] = { 1, 2, 3, 4, 1.5, 3.5 }, z[] = { 1, -1, 1, -1, 0, 0 },
           y[] = { 0, 0, 1, 1, 0, 1 };
    struct lc_column column[] = { { .type = LC_F64, .data = z },
                                  { .type = LC_F64, .data = x } };
    const char *name[] = { "noise", "perfect" };
    struct lc_sample s = { .n = 6, .x = { 6, 2, column }, .name = name, .y = y };
    struct lc_fit *fit = case_fit(&lc_family_logistic, &s, NULL);
    cr_assert(eq(int, fit->status, LC_INFINITE));
    cr_assert(strstr(fit->status_text, "perfect") != NULL, "%s", fit->status_text);
    lc_fit_free(fit);
}
