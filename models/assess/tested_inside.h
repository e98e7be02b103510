/* Inside of tested.h: what the files of models/assess share. */
#pragma once

#include "models/assess/tested.h"

/* Which fold a child is dealt to. */
size_t lc_fold_of(uint32_t child);

/* The origin whose test span holds the landmark, or judge->origins: none does. */
size_t lc_test_origin_of(const struct lc_judge *judge, int32_t landmark);

/* Into risk[rows of the judge's design] what the folds foretell of the test rows of all
 * origins, NaN elsewhere; into at[origins] from, trained and why. The risks of an
 * origin with a why are of some of its folds, and not to be read. */
int lc_foretell(double *risk, struct lc_tested_origin *at, const struct lc_judge *judge,
                struct lc_error *err) LC_MUST_CHECK;
