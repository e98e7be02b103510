/* From standardised columns back to the caller's: what a fit reports. */
#pragma once

#include "models/climb/newton.h"
#include "models/family/family.h"

/* The columns as the kernels see them: z = (x - centre) * scale. */
struct lc_scaling {
    size_t p;
    bool intercept;
    size_t ancillary;       /* further coordinates after the columns, as they are */
    size_t levels;          /* the first of them: each a level, as an intercept is */
    double *centre, *scale; /* [p] owned */
    double *from;           /* [p] owned: centre less the sample's, where it is told */
    const double *told;     /* [p] sample->centre, or NULL */
};

int lc_scaling_init(struct lc_scaling *scaling, const struct lc_sample *sample,
                    bool intercept, lc_team *team, struct lc_error *err) LC_MUST_CHECK;
void lc_scaling_release(struct lc_scaling *scaling);

/* Terms intercept (if any) and p columns, with their names, at fit->... from 0 on; the
 * ancillary ones after them are the family's to name. */
int lc_fit_name_terms(struct lc_fit *fit, const struct lc_sample *sample,
                      bool intercept, struct lc_error *err) LC_MUST_CHECK;

/* Fill estimate, at_centre, level, se, robust_se, covariance, low, high, wald, df,
 * status and its sentence, iterations, and the directions of a fit without a maximum.
 * robust NULL: the model's own variance only. Aliased terms get NaN, and 0 in the
 * covariance. After lc_newton_variance. */
int lc_fit_finish(struct lc_fit *fit, const struct lc_scaling *scaling,
                  const struct lc_newton *newton, const double *model_based,
                  const double *robust, struct lc_error *err) LC_MUST_CHECK;

/* variance = information^-1 from the factor at hand; [q * q]; 0 where there is no
 * information left (reported as an infinite standard error). Where directions are
 * without a maximum (newton->endless), it is the inverse over all
 * coordinates but one a direction: the variance of every combination that has one,
 * z'b with z'v = 0 for each direction v, is then z' variance z, and newton->factor is
 * of that. */
void lc_newton_variance(struct lc_newton *newton, double *variance);

/* Half the width of a 95% interval in standard errors. */
#define LC_Z95 1.959963984540054
