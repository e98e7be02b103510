/* Inside of score.h: the cohort of a day walked once, a block of children at a time.
 * No design is made: of a block's columns the linear predictor and its parts are kept,
 * and of all children only those that may still be listed. */
#pragma once

#include "models/fit/model.h"
#include "models/panel/scoring.h"
#include "parallel/team.h"
#include "store/store.h"

/* Fills scoring->n, sum, scored, listed, cannot and refused; the rest of it stands.
 * column[p] as the model's terms. The same bits whatever the team. */
int lc_rank(struct lc_scoring *scoring, const struct lc_model *model,
            const struct lc_store *store, const struct lc_rank_column *column,
            const struct lc_score_ask *ask, lc_team *team,
            struct lc_error *err) LC_MUST_CHECK;
