/* Aalen-Johansen: the cumulative incidence of each cause among competing ones.
 *
 *     F_k(t) = sum_{u_j <= t} S(u_j-) d_k(j) / Y(j)                                (1)
 *
 * with S of all causes together (kaplan_meier.h). Aalen and Johansen (1978), Scand. J.
 * Statist. 5:141-150. The standard error is the infinitesimal jackknife: the change of
 * (1) per unit of row i's weight,
 *
 *     m_i(t) = N_i(t-)/(Y - d)(T_i) - (B(min(t, T_i)) - B(E_i))                    (2)
 *     U_ik(t) = sum_{u <= t} { -S(u-) m_i(u-) dA_k(u)
 *                              + S(u-) (dN_ik(u) - Y_i(u) dA_k(u)) / Y(u) }        (3)
 *     var F_k(t) = sum_i w_i^2 U_ik(t)^2                                           (4)
 *
 * where A_k is cause k's Nelson-Aalen, B(t) = sum d / (Y (Y - d)), E_i and T_i the
 * row's entry and exit. As the survival package computes it for a multi-state curve;
 * with one cause it differs from Greenwood's by terms of order 1/n. (4) is gathered
 * from running moments, O(1) a time, so the whole curve costs O(n + times): a million
 * rows with as many times 0.05 s of two threads, sort and table included.
 *
 * The delta method's error, as cmprsk's cuminc has it, is
 *
 *     var F_k(t) = sum_{u <= t} S(u-)^2 / Y^2 { (1 - D / S(u))^2 d_k t(d_k)
 *                                               + (D / S(u))^2 e_k t(e_k) }        (5)
 *
 * with D = F_k(t) - F_k(u), e_k events of the other causes, and t(d) = 1 - (d - 1) / (Y
 * - 1) for ties: Aalen (1978), Scand. J. Statist. 5:155-161. */
#pragma once

#include "models/curve/risk_table.h"

struct lc_aj {
    const struct lc_risk_table *table; /* borrowed */
    double *survival;                  /* [times] free of every cause */
    double *incidence;                 /* [causes * times] (1), cause-major */
    double *se;                        /* [causes * times] root of (4), cause-major */
};

/* lives are the rows that the table was built of. */
int lc_aj_new(struct lc_aj **aj, const struct lc_risk_table *table,
              const struct lc_lives *lives, struct lc_error *err) LC_MUST_CHECK;
void lc_aj_free(struct lc_aj *aj); /* NULL is allowed */

/* The errors of (5) in the place of (4)'s. LC_UNFIT with weights. O(causes * times). */
int lc_aj_delta(struct lc_aj *aj, const struct lc_lives *lives,
                struct lc_error *err) LC_MUST_CHECK;

/* F_k and its standard error at `time`; cause is 1 .. causes. */
void lc_aj_at(const struct lc_aj *aj, int cause, double time, double *incidence,
              double *se);

/* (3) at `time` for every row: influence[n]. The pseudo-value of row i (Andersen, Klein
 * and Rosthoj, 2003, Biometrika 90:15-27), by the jackknife's first order, is
 * F_k + n U_ik. Cause 0 gives the influence on S instead. */
int lc_aj_influence(const struct lc_aj *aj, const struct lc_lives *lives, int cause,
                    double time, double *influence, struct lc_error *err) LC_MUST_CHECK;

/* The same for the restricted mean of S up to tau. */
int lc_km_mean_influence(const struct lc_risk_table *table,
                         const struct lc_lives *lives, double tau, double *influence,
                         struct lc_error *err) LC_MUST_CHECK;
