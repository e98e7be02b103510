/* Newton's method (newton.h) with the information held still between steps, for samples
 * so large that a weighted Gram product costs several looks at the gradient alone.
 *
 * A step is H^-1 U, H a matrix that stands in for the information and learns from each
 * step what it got wrong (BFGS in the form of two loops: Nocedal, 1980, Math. Comp.
 * 35:773-782). What is reported rests on full looks only: a glide ends with one. */
#pragma once

#include "models/climb/newton.h"

/* After begin: go to beta [q], a start from elsewhere, if it lies higher, and from
 * there to the maximum or near it. matrix [q * q] is about the information at beta; one
 * that is not positive definite, or a start that lies lower, leaves all as it was. Ends
 * with a full look, for lc_newton_climb to go on from. Fails only when evaluate does.
 */
int lc_glide(struct lc_newton *newton, const struct lc_objective *objective,
             const double *beta, const double *matrix, double tolerance, int max_steps,
             struct lc_error *err) LC_MUST_CHECK;
