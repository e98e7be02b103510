/* Scorecard: a logistic model whose coefficients are whole points times one scale, so
 * that a risk can be worked out on paper.
 *
 *     logit P = a + s T,   T = sum_k points_k x_k / step_k,   |points_k| <= 10     (1)
 *
 * A column's step is the number of 1, 2, 5, 10, .. nearest to its standard deviation
 * (on the log scale); a column of 0 and 1 has step 1, one of whole numbers at
 * least 1. From a ridge-penalised logistic
 * fit with coefficients b (the penalty is ridge / 2 times the sum of (b_k step_k)^2, so
 * that units do not matter; ridge 1 unless options say more), candidates are
 *
 *     points_k = round(b_k step_k m / max_j |b_j step_j|),   m = 1, 1 1/4, .. 10   (2)
 *
 * Of these the one with the highest log-likelihood, a and s refitted, is taken, and
 * points then go up or down by one, a column at a time, while that raises it. Rounding
 * and refitting after Cole (1993), Applied Statistics 42:261-268; search for integers:
 * Ustun and Rudin (2019), Journal of Machine Learning Research 20:150.
 *
 * Standard errors and intervals are the penalised fit's: the search's own uncertainty
 * is not known. loglik is that of the points. The fit's `extra`:
 *
 *     { scale, ridge, card: [{ name, points, step, yes_no }], from, to,
 *       table: [{ total, risk }], cost: { loglik_full, loglik, auc_full, auc } }
 *
 * with the totals of the training rows from `from` to `to`; the AUCs are NaN for
 * grouped rows and are those of the training rows, for comparison with each other only.
 */
#pragma once

#include "models/family/family.h"

enum { LC_CARD_LINES = 40 };

extern const struct lc_family lc_family_scorecard;
