/* Held-out rows and what foretells them: the model, fold by fold, and missing episodes
 * (judge.h). */
#ifndef LC_ASSESS_TESTED_H
#define LC_ASSESS_TESTED_H

#include "models/assess/judge.h"

/* Fills *tested anew, and *trained. */
int lc_tested_fill(struct lc_tested *tested, struct lc_train_counts *trained,
                   const struct lc_judge *judge, struct lc_error *err) LC_MUST_CHECK;
void lc_tested_free(struct lc_tested *tested);

#endif
