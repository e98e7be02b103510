/* What was judged, as it may be told of children (disclosure/small.h). */
#pragma once

#include "models/assess/judge.h"

/* "1 to 5: not shown" in place of the figure. */
void lc_estimate_hide(struct lc_estimate *estimate);

/* Every figure of it; sums stay. Borrows all but told->origin, which is new: free() it.
 */
int lc_judgement_told(struct lc_judgement *told, const struct lc_judgement *judgement,
                      struct lc_error *err) LC_MUST_CHECK;

/* The test's gain over the rank by missing episodes: hidden where either precision is.
 */
void lc_gain_tell(struct lc_estimate *gain, const struct lc_judged_test *test);
