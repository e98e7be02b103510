/* Estimates of one thing from several completions of the data, as one.
 *
 * Of completions 1 .. m, each with an estimate q_i and its variance u_i,
 *
 *     Q = mean of q_i,  W = mean of u_i                                       (1)
 *     B = sum of (q_i - Q)^2 / (m - 1)                                        (2)
 *     T = W + (1 + 1 / m) B                                                   (3)
 *     s = (1 + 1 / m) B / T     the share of T that is between completions    (4)
 *     d = (m - 1) / s^2                                                       (5)
 *
 * Rubin (1987), Multiple Imputation for Nonresponse in Surveys, section 3.1. (5) knows
 * nothing of how much data there are; with d0 degrees of freedom of the complete data,
 *
 *     e = (d0 + 1) / (d0 + 3) d0 (1 - s),  df = 1 / (1 / d + 1 / e)           (6)
 *
 * Barnard and Rubin (1999), Biometrika 86:948-955. Limits are Q -+ t sqrt(T), t of
 * Student's distribution with df. Where B is 0, df is e. */
#pragma once

#include <stddef.h>

struct lc_rubin {
    double estimate, se; /* Q, sqrt(T) */
    double share, df;    /* (4), (6) */
    double low, high;    /* 95% */
};

/* m at least 2, complete above 0: d0. All NaN for fewer, or where any u is not a
 * variance or any q no number. O(m). */
struct lc_rubin lc_rubin_of(size_t m, const double *estimate, const double *variance,
                            double complete);
