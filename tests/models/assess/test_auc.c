#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/auc.h"
#include "support/golden.h"

TestSuite(auc, .init = lc_begin);

static struct lc_auc of(size_t n, const double *risk, const uint8_t *outcome,
                        const double *weight)
{
    struct lc_error err = { 0 };
    struct lc_auc out;
    cr_assert(eq(int, lc_auc(&out, n, risk, outcome, weight, NULL, &err), LC_OK));
    return out;
}

/* Positives at 3 and 2, negatives at 1, 2, 4. Pairs: 3 beats 1 and 2 (2 wins), 2 beats
 * 1 and ties 2 (1.5): A = 3.5 / 6. V10 = 2/3, 1/2 about 7/12: squares (1/12)^2 twice,
 * over m - 1 = 1 and m = 2: 1/144. V01: of 1: 1; of 2: (1 + 1/2) / 2 = 3/4; of 4: 0;
 * about 7/12: 25/144 + 4/144 + 49/144 = 78/144, over 2 and 3: 13/144. Sum 14/144. */
Test(auc, matches_the_hand_derivation)
{
    const double risk[] = { 3, 1, 2, 2, 4 };
    const uint8_t outcome[] = { 1, 0, 1, 0, 0 };
    struct lc_auc a = of(5, risk, outcome, NULL);
    cr_assert(epsilon_eq(dbl, a.auc, 3.5 / 6, 1e-15));
    cr_assert(epsilon_eq(dbl, a.variance, 14.0 / 144, 1e-15));
    cr_assert(eq(dbl, a.positives, 2));
}

Test(auc, agrees_with_pROC)
{
    struct golden g = golden_open("auc_delong");
    uint8_t *y = golden_bytes(&g, "y");
    struct lc_auc_pair pair;
    struct lc_error err = { 0 };
    struct lc_auc_rows rows = { .n = g.rows,
                                .risk = { golden_column(&g, "p1"),
                                          golden_column(&g, "p2") },
                                .outcome = y };
    cr_assert(eq(int, lc_auc_compare(&pair, &rows, &err), LC_OK));
    cr_assert(epsilon_eq(dbl, pair.auc[0], golden_number(&g, "auc1"), 1e-12));
    cr_assert(epsilon_eq(dbl, pair.auc[1], golden_number(&g, "auc2"), 1e-12));
    cr_assert(epsilon_eq(dbl, pair.variance[0], golden_number(&g, "var1"), 1e-12));
    cr_assert(epsilon_eq(dbl, pair.variance[1], golden_number(&g, "var2"), 1e-12));
    cr_assert(epsilon_eq(dbl, pair.covariance, golden_number(&g, "cov"), 1e-12));
    cr_assert(epsilon_eq(dbl, pair.z, golden_number(&g, "z"), 1e-8));
    cr_assert(epsilon_eq(dbl, pair.p, golden_number(&g, "p"), 1e-8));
    struct lc_auc one = of(g.rows, golden_column(&g, "p1"), y, NULL);
    cr_assert(epsilon_eq(dbl, one.auc, golden_number(&g, "auc1"), 1e-12));
    cr_assert(epsilon_eq(dbl, one.variance, golden_number(&g, "var1"), 1e-12));
    free(y);
    golden_close(&g);
}

enum { N = 400 };

struct sample {
    double risk[2 * N], other[2 * N], weight[2 * N];
    uint8_t outcome[2 * N];
    int32_t cluster[2 * N];
};

/* Risks with ties; each row is followed by its double N rows on. */
static void make(struct sample *s)
{
    struct lc_random r;
    lc_random_init(&r, 7, 1);
    for (size_t i = 0; i < N; i++) {
        s->risk[i] = s->risk[i + N] = floor(lc_random_unit(&r) * 60) / 60;
        s->other[i] = s->other[i + N] = exp(3 * s->risk[i]) - 2;
        s->outcome[i] = s->outcome[i + N] = lc_random_unit(&r) < s->risk[i] / 2;
        s->weight[i] = 2;
        s->cluster[i] = s->cluster[i + N] = (int32_t)i;
    }
}

Test(auc, monotone_transform_of_risk_changes_nothing)
{
    struct sample s;
    make(&s);
    struct lc_auc a = of(N, s.risk, s.outcome, NULL),
                  b = of(N, s.other, s.outcome, NULL);
    cr_assert(eq(dbl, a.auc, b.auc));
    cr_assert(eq(dbl, a.variance, b.variance));
}

Test(auc, weight_of_two_is_the_row_twice)
{
    struct sample s;
    make(&s);
    struct lc_auc a = of(N, s.risk, s.outcome, s.weight);
    struct lc_auc b = of(2 * N, s.risk, s.outcome, NULL);
    cr_assert(epsilon_eq(dbl, a.auc, b.auc, 1e-14));
    cr_assert(epsilon_eq(dbl, a.variance, b.variance, 1e-14));
}

/* A child whose every row is there twice tells no more than once: (4) over the doubled
 * rows is (4) over the single ones. */
Test(auc, doubling_rows_within_clusters_adds_no_certainty)
{
    struct sample s;
    make(&s);
    struct lc_auc_pair once, twice;
    struct lc_error err = { 0 };
    struct lc_auc_rows rows = { .n = N,
                                .risk = { s.risk },
                                .outcome = s.outcome,
                                .cluster = s.cluster,
                                .clusters = N };
    cr_assert(eq(int, lc_auc_compare(&once, &rows, &err), LC_OK));
    rows.n = 2 * N;
    cr_assert(eq(int, lc_auc_compare(&twice, &rows, &err), LC_OK));
    cr_assert(epsilon_eq(dbl, once.variance[0], twice.variance[0], 1e-14));
}

Test(auc, constant_risk_tells_nothing)
{
    const double risk[] = { 0.2, 0.2, 0.2, 0.2 };
    const uint8_t outcome[] = { 1, 0, 0, 1 };
    struct lc_auc a = of(4, risk, outcome, NULL);
    cr_assert(eq(dbl, a.auc, 0.5));
    cr_assert(eq(dbl, a.variance, 0));
}

Test(auc, one_class_is_not_a_number)
{
    const double risk[] = { 0.2, 0.7 };
    const uint8_t none[] = { 0, 0 }, all[] = { 1, 1 };
    cr_assert(isnan(of(2, risk, none, NULL).auc));
    cr_assert(isnan(of(2, risk, all, NULL).auc));
    cr_assert(isnan(of(0, risk, all, NULL).auc));
}
