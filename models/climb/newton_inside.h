/* Inside of newton.h: what the files of models/climb share. */
#pragma once

#include "models/climb/newton.h"

/* Has the climb arrived, but for a last free step? */
bool lc_newton_settled(const struct lc_newton *newton, double tolerance);

/* Inside, for glide.c. A look at newton->beta; full: with the information. */
int lc_newton_look(struct lc_newton *newton, const struct lc_objective *objective,
                   bool full, struct lc_error *err) LC_MUST_CHECK;
/* Is the objective at least `before`, or below it by rounding only? */
bool lc_newton_is_higher(const struct lc_newton *newton, double before);
/* Factor, Newton step and decrement from gradient and information; false if there is no
 * information about a coefficient that is not aliased. */
bool lc_newton_aim(struct lc_newton *newton);
