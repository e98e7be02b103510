/* Intervals by profile likelihood (Venzon and Moolgavkar, 1988, Appl. Statist.
 * 37:87-94, asks for the same ends): for likelihoods too skew for a standard error. */
#pragma once

#include "models/climb/newton.h"

/* Ends of the 95% interval of coefficient k: where twice the fall of the objective,
 * maximised over the others, is 3.841. newton is at the maximum; scratch is as long and
 * is left anywhere, its ridge as newton's. NaN for an end that is not found. */
int lc_profile_interval(const struct lc_objective *objective,
                        const struct lc_newton *newton, size_t k,
                        struct lc_newton *scratch, double *low, double *high,
                        struct lc_error *err) LC_MUST_CHECK;
