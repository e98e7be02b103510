/* Inside of plan.h: what a plan warns of, and what its models do without a source. */
#pragma once

#include "design/plan.h"

/* Adds a line to plan->finding for each thing that somebody should look at before
 * training. */
int lc_plan_find(struct lc_plan *plan, const struct lc_store *store,
                 struct lc_error *err) LC_MUST_CHECK;

/* Fills plan->pass: counted, and foreseen from what was counted. */
void lc_plan_pass_of(struct lc_plan *plan);
void lc_plan_pass_foresee(struct lc_plan *plan);

/* Fills plan->without. A formula that the rows cannot carry has none. */
int lc_plan_withouts(struct lc_plan *plan, struct lc_error *err) LC_MUST_CHECK;

/* The history that the predictor reads as its number k, if it is the study's first
 * predictor that reads it; else NULL. */
const char *lc_plan_first_of(const struct lc_study *study, unsigned which, unsigned k);
