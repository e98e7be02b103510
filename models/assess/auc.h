/* The area under the ROC curve: the probability that a child who enters care was given
 * a higher risk than one who does not, ties counting half.
 *
 * For positives i of m and negatives j of n, K = 1, 1/2, 0 as risk_i >, =, < risk_j,
 *
 *     V10_i = sum_j K_ij / n       V01_j = sum_i K_ij / m                        (1)
 *     A     = sum_i V10_i / m  =  sum_j V01_j / n                                (2)
 *     var A = S10 / m + S01 / n,   S10 = sum_i (V10_i - A)^2 / (m - 1), S01 alike (3)
 *
 * DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845. With clusters (a
 * child's several landmarks) the sums inside the squares run over a cluster first:
 *
 *     S10 = I10 / ((I10 - 1) m) sum_c {sum_{i in c} (V10_i - A)}^2,  S01 alike,
 *     S11 = I / (I - 1) sum_c {sum_i (V10_i - A)} {sum_j (V01_j - A)}
 *     var A = S10 / m + S01 / n + 2 S11 / (m n)                                   (4)
 *
 * I clusters, I10 of them with a positive: Obuchowski (1997), Biometrics 53:567-578.
 * With every row its own cluster (4) is (3). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "parallel/team.h"

struct lc_auc {
    double auc;      /* (2); NaN where one class is empty */
    double variance; /* (3); NaN where a class has fewer than two */
    double positives, negatives;
};

/* risk[n], outcome[n] 0 or 1, weight[n] frequencies or NULL for all 1: a weight of 2 is
 * the row twice. No risk may be NaN. O(n): a radix sort and two passes over a byte a
 * row. team (or NULL) sorts; no bit depends on it. */
int lc_auc(struct lc_auc *out, size_t n, const double *risk, const uint8_t *outcome,
           const double *weight, lc_team *team, struct lc_error *err) LC_MUST_CHECK;

struct lc_auc_pair {
    double auc[2], variance[2], covariance;
    double difference; /* auc[0] - auc[1] */
    double se;         /* of the difference */
    double z, p;       /* of no difference, two-sided */
};

/* Two risks of the same rows. Borrowed. */
struct lc_auc_rows {
    size_t n;
    const double *risk[2];  /* [n] each; the second NULL: the first again */
    const uint8_t *outcome; /* [n] 0 or 1 */
    const int32_t *cluster; /* [n] 0 .. clusters - 1, or NULL: each row its own */
    size_t clusters;
};

/* Compared by (4). Of one risk only auc[0] and variance[0] mean anything. */
int lc_auc_compare(struct lc_auc_pair *out, const struct lc_auc_rows *rows,
                   struct lc_error *err) LC_MUST_CHECK;
