/* What a fit without a maximum can still say.
 *
 * Where the likelihood rises for ever along directions v (climb/lost_inside.h), the
 * coefficients b + t v go on, and so does every linear predictor z'b that v moves: its
 * risk is 0 or 1 in the limit, or hangs on which of two directions goes first. One with
 *
 *     z'v = 0 for every direction v                                                 (1)
 *
 * has the same risk all along, and limits: those of the model without what is lost
 * (Albert and Anderson, 1984, Biometrika 71:1-10, section 4; Geyer, 2009, Electronic
 * Journal of Statistics 3:259-289, the limiting conditional model). With a baseline, z
 * is the row less the mean of those at risk at each step by the horizon, as the step's
 * hazard has it: in the limit that of the rows at the top, whose events the step is. */
#pragma once

#include <stdbool.h>

#include "models/family/family.h"

/* Of z in standard deviations: less is rounding, and what a climb had not yet left. */
#define LC_ENDLESS_REACH 1e-5

/* (1) of the terms themselves: reach[rows->m] is |z'v| over the sum of its parts'
 * sizes, or over 1 where that is less. An ancillary term (a scale) has a part in every
 * row. O(terms) a row. */
int lc_endless_terms(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     const double *v, double *reach, struct lc_error *err);
/* (1) of a row and each step of its stratum's baselines: the greatest. O(steps p) a
 * row. */
int lc_endless_curve(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     const double *v, double *reach, struct lc_error *err);

/* cannot[rows->m]: where it is NULL and the risk by the horizon hangs on a direction of
 * the fit it becomes LC_ENDLESS_WHY; of a fit that has none, but is LC_INFINITE, in
 * every row. */
int lc_endless_rows(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                    const char **cannot, struct lc_error *err) LC_MUST_CHECK;

/* Does a direction move term k, so that it has no finite estimate? */
bool lc_endless_term(const struct lc_fit *fit, size_t k);

/* Why such a row has no risk, for people. */
#define LC_ENDLESS_WHY "no finite estimate of its risk (the outcome is separated)"
