/* A frozen model's level, spread or baseline learnt anew: models/family/recalibrate.h
 * has the mathematics, the families what is their own. */
#pragma once

#include "models/family/recalibrate.h"
#include "models/fit/model.h"

/* Rewrites model->fit, sets parent to the digest that the model was read with, notes
 * what was done in settings, and drops what no longer holds: metrics and verdict. The
 * sample is of the model's own terms, in the response of its family. LC_REFUSED for
 * a family that cannot, LC_USAGE for a method that does not go; LC_UNFIT, LC_DIVERGED,
 * LC_SEPARATED from the fit. On failure the model is not to be used. */
int lc_recalibrate(struct lc_recalibrated *out, struct lc_model *model,
                   const struct lc_sample *sample, int method, lc_team *team,
                   struct lc_error *err) LC_MUST_CHECK;
