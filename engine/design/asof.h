/* The as-of columns: a cohort and a study's predictors to a design, every event of a
 * child looked at once a predictor, whatever the number of landmarks. */
#pragma once

#include "design/design.h"
#include "parallel/team.h"
#include "store/store.h"
#include "study/cohort.h"
#include "study/study.h"

/* Fills *design anew with the cohort's rows, in its order: the cohort's flow and
 * landmarks stay, its rows are copied. The same bits whatever the team. Memory: the
 * design, and a child's rows a thread. */
int lc_design_build(struct lc_design *design, const struct lc_study *study,
                    const struct lc_store *store, const struct lc_cohort *cohort,
                    lc_team *team, struct lc_error *err) LC_MUST_CHECK;

/* Cohort and design in one step: what train, design and score call. flow may be NULL.
 * For scoring, ask = { day, true }. */
int lc_design_of(struct lc_design *design, const struct lc_study *study,
                 const struct lc_store *store, const struct lc_cohort_ask *ask,
                 struct lc_flow *flow, lc_team *team,
                 struct lc_error *err) LC_MUST_CHECK;
