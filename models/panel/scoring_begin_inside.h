/* Inside of score.h: what is settled before any child is looked at. */
#pragma once

#include "models/fit/model.h"
#include "models/panel/scoring.h"

/* Fills capacity, verdict, standing, range, tally and used of a scoring whose study is
 * read. LC_USAGE: no size is asked for (0) or stated; LC_REFUSED: a model that is not
 * good enough, of a study that says when_not_good_enough: refuse. */
int lc_scoring_begin(struct lc_scoring *scoring, const struct lc_model *model,
                     size_t capacity, struct lc_error *err) LC_MUST_CHECK;
