/* Discrete-time hazard: the chance of the event in an interval, given none before.
 *
 * Time is cut into intervals of length `grid`; a row is at risk in intervals first + 1
 * .. last, where first = floor(start / grid), and last = ceil(stop / grid) with the
 * event, floor(stop / grid) without (an interval cut short by censoring says nothing).
 * With a_k the baseline of interval k and h the inverse link,
 *
 *     l = sum_i w_i { sum_{k at risk} log(1 - h_ik) + event_i log(h_i,last /
 *         (1 - h_i,last)) },     h_ik = h(a_k + x_i'b + offset_i)                  (1)
 *
 *     logit      h = 1 / (1 + e^-eta)      Cox (1972), section 6
 *     cloglog    h = 1 - exp(-e^eta)       the grouped proportional hazards model:
 *                Prentice and Gloeckler (1978), Biometrics 34:57-67
 *
 * which is binary regression on one record a row and interval, never made: each pass
 * walks a row's intervals and keeps sums by interval. The baseline is
 *
 *     steps        a coefficient an interval (minus infinity, and no coefficient, where
 *                  no event happened)
 *     polynomial   powers 0 .. degree of time scaled to [-1, 1]
 *     spline       natural cubic with degree + 1 knots at quantiles of event times
 *
 * Terms: the columns, then the baseline's coefficients. */
#ifndef LC_DISCRETE_DISCRETE_H
#define LC_DISCRETE_DISCRETE_H

#include "models/family/family.h"

extern const struct lc_family lc_family_discrete_logit;   /* "discrete-logit" */
extern const struct lc_family lc_family_discrete_cloglog; /* "discrete-cloglog" */

/* The families' risks (family.h). A horizon is rounded down to whole intervals;
 * one past the last interval of training is LC_RANGE. Limits by the delta method on the
 * scale of log(-log(1 - risk)). */
int lc_discrete_risk_logit(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                           const struct lc_risk_out *out,
                           struct lc_error *err) LC_MUST_CHECK;
int lc_discrete_risk_cloglog(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                             const struct lc_risk_out *out,
                             struct lc_error *err) LC_MUST_CHECK;

/* The level alone on other rows: the a that makes h(a_k + a + eta_i + offset_i)
 * likeliest, eta [n] a frozen fit's x'b, over the intervals that it knows; by Newton's
 * method. variance is 1 over the information; zbar [fit->terms] becomes the mean of
 * what multiplies each term, rows and intervals weighing as much as they tell; events
 * and expected are those seen and foretold before a is added. LC_UNFIT without an
 * event. O(n intervals) a step. (discrete_level.c) */
struct lc_discrete_level {
    double a, variance, events, expected;
};
int lc_discrete_level(struct lc_discrete_level *level, const struct lc_fit *fit,
                      const struct lc_sample *sample, const double *eta, double *zbar,
                      struct lc_error *err) LC_MUST_CHECK;

/* A fit's baseline in parts, for who rebuilds one: direction [fit->terms] is how its
 * terms move when every level rises by 1. */
void lc_discrete_direction(const struct lc_fit *fit, size_t p, double *direction);

#endif
