/* Inside of cox_residuals.h: what the files of models/cox share. */
#pragma once

#include "base/error.h"
#include "models/climb/finish.h"
#include "models/cox/cox_residuals.h"
#include "models/cox/partial_inside.h"
#include "models/family/family.h"

/* fit is of this sample by these options (ties, cause, ridge, team). *residuals is new.
 * LC_USAGE for exact ties, which have none. O(n q) time and rows * columns memory;
 * dfbeta O(n q^2). */
int lc_residuals_new(struct lc_residuals **residuals, int kind,
                     const struct lc_sample *sample, const struct lc_fit *fit,
                     const struct lc_fit_options *options,
                     struct lc_error *err) LC_MUST_CHECK;

/* The partial likelihood where the fit stands: scaling, partial likelihood and the
 * fit's coefficients per standardised column (0 where aliased), with the sums by bin
 * made. Release also after a failure. */
struct lc_cox_at {
    struct lc_scaling scaling;
    struct lc_partial *partial;
    double *beta; /* [q] */
};

int lc_cox_at_init(struct lc_cox_at *at, const struct lc_sample *sample,
                   const struct lc_fit *fit, const struct lc_fit_options *options,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_cox_at_release(struct lc_cox_at *at);
