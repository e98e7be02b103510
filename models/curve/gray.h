/* Gray's test of equal cumulative incidence of a cause in several groups.
 *
 * With Y_r rows of group r at risk at u, S_r its survival free of every cause and F_r
 * the cause's incidence, both just before u, d_r and e_r its events of the cause and of
 * others at u, and dots sums over groups,
 *
 *     h_r = Y_r / S_r,  R_r = h_r (1 - F_r),  L = (1 - F)^rho                       (1)
 *     score_k = sum L (d_k - R_k d. / R.)                                           (2)
 *     dF = d. / h.,  a_kr = L h_k ([k = r] - h_r / h.),
 *     c_kr = sum a_kr dF / (1 - F)                                                  (3)
 *
 * F the incidence common to all under the hypothesis. What an event does to (2) it does
 * at once and through S_r and F_r ever after: with D_kr what c_kr still grows by after
 * u, and g_r = (1 - F) / S_r with u's events taken in,
 *
 *     V_kl = sum_r sum_u (a_kr + (1 - g_r) D_kr)(a_lr + (1 - g_r) D_lr) dF / h_r t
 *            + g_r^2 D_kr D_lr S_r^2 e_r / Y_r^2 t_r                                (4)
 *     t = 1 - (d. - 1) / (h. S_r - 1),  t_r = 1 - (e_r - 1) / (Y_r - 1)  for ties   (5)
 *
 * and chi-square is score' V^- score on one group less. Strata add their scores and
 * variances. Gray (1988), Ann. Statist. 16:1141-1154; (5) as cmprsk has it. */
#pragma once

#include "models/curve/logrank.h"

struct lc_gray {
    size_t groups;
    double *score;    /* [groups] (2) */
    double *variance; /* [groups * groups] (4) */
    struct lc_chi_square test;
};

/* cause is 1 .. lives->causes. LC_UNFIT with weights or start times, for which (4) is
 * not known. One sort, and O(n + times groups^3) a stratum. */
int lc_gray_new(struct lc_gray **test, const struct lc_lives *lives, int cause,
                const struct lc_row_groups *in, double rho,
                struct lc_error *err) LC_MUST_CHECK;
void lc_gray_free(struct lc_gray *test); /* NULL is allowed */
