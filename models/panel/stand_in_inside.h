/* What a model does on a day on which a history that it reads is not observed, as was
 * said beforehand: the fit that it keeps for such days (fit/fallback.h), or nothing. */
#pragma once

#include "models/fit/model.h"
#include "models/panel/scoring.h"

/* Fills stand_in, without and lost of a scoring whose study is read and book open.
 * Where several histories are not observed the first in the study for which a fit is
 * kept is left out; the others are as they were in training. */
int lc_stand_in_find(struct lc_scoring *scoring, const struct lc_model *model,
                     struct lc_error *err) LC_MUST_CHECK;
