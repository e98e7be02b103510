/* Competing risks by a Cox model a cause, and the absolute risk they give together.
 *
 * With cause k's cumulative hazard at x, H_k(t) = e^(x'b_k) H_0k(t), H their sum over
 * causes, and S = exp(-H) just before each event time,
 *
 *     F_k(t | x) = sum_{u <= t} S(u-) (1 - e^(-dH(u))) dH_k(u) / dH(u)             (1)
 *
 * which is the exponential of the matrix of hazards at each time (R's survfit of a
 * model of several causes): S and all F_k are 1 in sum, whatever the steps. Where
 * options->product_limit asks for it, S = prod (1 - dH) and F_k = sum S(u-) dH_k(u), a
 * step of dH > 1 cut to the whole of S. Benichou and Gail (1990), Biometrics
 * 46:813-826, have both. Its variance, by the delta method over the coefficients and
 * the baselines' increments (Cheng, Fine and Wei, 1998, Biometrics 54:219-228): with
 * q = (1 - e^(-dH)) / dH at u and
 *
 *     c_j(u) = S(u-) ([j = k] q + dH_k (e^(-dH) - q) / dH) - (F_k(t) - F_k(u)),
 *
 *     var = sum_j { g_j' V_j g_j + sum_u c_j(u)^2 e^(2x'b_j) dvar_j(u) }           (2)
 *     g_j = sum_u c_j(u) e^(x'b_j) (x dH_0j(u) - dmean_j(u))
 *
 * with V_j the covariance of b_j (the robust one where it was asked), dvar_j and
 * dmean_j the increments of lc_curve's variance and mean. Limits are on the scale of
 * log(-log(1 - F)). Terms are each cause's columns in turn: "age (cause 1)".
 *
 * A competing cause that never strikes at some level is taken at its limit, a hazard of
 * 0 there, which is a risk of the cause of interest like any other; one of which no
 * coefficient is finite is taken without its columns. */
#pragma once

#include "models/family/family.h"

extern const struct lc_family lc_family_cause_specific; /* "cause-specific" */

/* F_k at the horizon for row i of rows, with its standard error (or NULL); cause 1 ..
 * causes. */
int lc_absolute_risk(const struct lc_fit *fit, int cause,
                     const struct lc_risk_rows *rows, size_t i, double *risk,
                     double *se, struct lc_error *err) LC_MUST_CHECK;
