/* Baselines that tell of no single child.
 *
 * A baseline's steps stand at the days of single events, and the means beside them
 * (lc_curve) differ from one step to the next by the columns of the few rows that left
 * in between: enough to work a child's row out. A model that is trained on children
 * therefore keeps its baselines at knots only, each a day by which at least so many
 * children more have had the event, and straight lines between them, as steps of a week
 * or less. At each knot, and so by the end, the baseline is exact. */
#pragma once

#include "models/family/family.h"

enum { LC_COARSE_CHILDREN = 6 }; /* DfE's rule: 1 to 5 are not shown */

/* sample: that of the fit, its clusters being children. spacing: the longest step, in
 * the sample's unit of time. Strata and causes each have their own knots; one with
 * fewer children than that has its last event's time as its only one. O(n log n). */
int lc_coarse_curves(struct lc_fit *fit, const struct lc_sample *sample, double spacing,
                     struct lc_error *err) LC_MUST_CHECK;
