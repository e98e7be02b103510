/* Errors and ranks at a horizon when some were followed for less: those whose state at
 * the horizon t is known stand in for those lost before it.
 *
 * With G the Kaplan-Meier curve of censoring, T a row's time and r its risk of the
 * event by t, a case (the event by t) weighs 1 / G(T-), anyone else known at t weighs 1
 * / G(t) if followed past t and 1 / G(T-) if a competing event came first, and the lost
 * 0:
 *
 *     Brier(t) = sum_i W_i (case_i - r_i)^2 / n                                     (1)
 *     AUC(t)   = sum_ij W_i W_j K_ij / (sum_i W_i sum_j W_j), i cases, j the others (2)
 *
 * (K is 1, 1/2, 0 as r_i >, =, < r_j.) Standard errors are sd(f) / sqrt(n) of each
 * row's influence f, its part in the estimate of G included. With M_i the martingale of
 * censoring and Y(u) the rows with T >= u,
 *
 *     IC_i(s) = n int_0^s dM_i(u) / Y(u)                                            (3)
 *     f_i = g_i + sum_j g_j IC_i(s_j) / n                                           (4)
 *
 * where s_j is T_j- or t as above, and g_j is W_j (case_j - r_j)^2 for (1), less the
 * mean where it stands alone, and for (2) the row's part of the ratio less the AUC's
 * share of its denominators. (4) is a running sum in time, so all is O(n log n).
 *
 * Gerds and Schumacher (2006), Biometrical Journal 48:1029-1040; Blanche, Dartigues and
 * Jacqmin-Gadda (2013), Statistics in Medicine 32:5381-5397; Blanche et al. (2015),
 * Biometrics 71:102-113. On one day events come before censorings in G;
 * (3) takes Y as the papers do, so that the two differ on a day that has both. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "parallel/team.h"

/* Borrowed. */
struct lc_horizon {
    size_t n;
    const double *time;   /* [n] */
    const int32_t *cause; /* [n] 0 censored, 1 the event, 2 .. competing */
    double t;             /* the horizon */
    lc_team *team;        /* or NULL: this thread; no bit depends on it */
};

struct lc_horizon_score {
    double brier, brier_se;
    double null, null_se; /* (1) with every risk the Aalen-Johansen estimate at t */
    double scaled;        /* 1 - brier / null: the index of prediction accuracy */
    double auc, auc_se;   /* NaN without a case or without anyone else */
    double cases, others, lost; /* rows */
    double least_kept;          /* the smallest G used: weights go up to its inverse */
};

/* risk[n] of the event by t. LC_UNFIT when nobody is known at t: a horizon beyond the
 * follow-up. Two sorts and a few passes: a million rows cost about 0.1 s. */
int lc_score_horizon(struct lc_horizon_score *out, const struct lc_horizon *data,
                     const double *risk, struct lc_error *err) LC_MUST_CHECK;

/* LC_UNFIT where the horizon is beyond the last time and some were lost before: nobody
 * is known to be without the event at t, and a measure would be of cases only. (A draw
 * of the rows may lack its longest, so lc_score_horizon does not ask.) */
int lc_horizon_reached(const struct lc_horizon *data,
                       struct lc_error *err) LC_MUST_CHECK;

/* The mean of (1) over [0, until], a step function that changes at times[count]
 * (ascending, above 0) and is 0 before the first: the integrated Brier score. Graf et
 * al. (1999), Statistics in Medicine 18:2529-2545. risk[count * n] by time; NULL: the
 * Aalen-Johansen estimate for everybody. data->t is not read. O(count n log n). */
int lc_integrated_brier(double *value, const struct lc_horizon *data, size_t count,
                        const double *times, const double *risk, double until,
                        struct lc_error *err) LC_MUST_CHECK;
