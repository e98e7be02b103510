/* A fit told at its centre, and at covariates zero.
 *
 * With c the centre, and term t a level (an intercept, a step of a baseline) or not,
 *
 *     zero_t = centre_t - level_t sum_k c_k b_k                                     (1)
 *     cov(zero) = T cov(centre) T',  T = 1 - level c'                               (2)
 *
 * the sum being over the terms k that are columns. Where the columns are far from 0,
 * (2) is exact of a prediction that nobody asks for, and useless for one at a row: the
 * digits of the row's own variance are gone. Hence risks never take this way. */
#pragma once

#include "models/family/family.h"

/* (1), with centre [columns] or NULL; an aliased column counts as 0. */
double lc_at_zero(const struct lc_fit *fit, const double *centre, size_t term);
/* (2): the variance of one term, O(terms^2); and the whole matrix out [terms * terms]
 * of fit->centre. */
double lc_variance_at_zero(const struct lc_fit *fit, const double *centre, size_t term);
int lc_covariance_at_zero(const struct lc_fit *fit, double *out,
                          struct lc_error *err) LC_MUST_CHECK;

/* A copy of sample->centre becomes fit->centre: for who gave a family that sample. */
int lc_fit_keep_centre(struct lc_fit *fit, const struct lc_sample *sample,
                       struct lc_error *err) LC_MUST_CHECK;

/* Column k less the centre. */
static inline double lc_from_centre(const double *centre, size_t k, double value)
{
    return centre ? value - centre[k] : value;
}
