/* Inside of tested.h: what the files of models/assess share. */
#pragma once

#include "models/assess/tested.h"

/* of[n], numbers of which equal ones stand together, becomes 0, 0, 1, ... in their
 * order; returns how many there are. */
size_t lc_number_runs(size_t n, int32_t *of);

/* Which fold a unit is dealt to. */
size_t lc_fold_of(uint32_t unit);

/* The origin whose test span holds the landmark, or judge->origins: none does. */
size_t lc_test_origin_of(const struct lc_judge *judge, int32_t landmark);

/* Into risk[rows of the judge's design] what the folds foretell of the test rows of all
 * origins, NaN elsewhere; into at[origins] from, trained and why. The risks of an
 * origin with a why are of some of its folds, and not to be read. */
int lc_foretell(double *risk, struct lc_tested_origin *at, const struct lc_judge *judge,
                struct lc_error *err) LC_MUST_CHECK;
