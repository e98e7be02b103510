/* What the troubles of a load cost a model: which predictors of a study read what the
 * extracts feed, and of how many children a row was not right (checkup.h). */
#pragma once

#include "checkup/checkup.h"
#include "study/study.h"

struct lc_cost {
    const struct lc_study_predictor *predictor; /* borrowed */
    size_t rejected; /* rows that were not taken of extracts that feed what it reads */
    size_t findings; /* and rows of them that broke a rule */
    size_t children; /* whose events, of what it reads, come from such rows */
};

/* One a predictor that has any, in the study's order; *costs is new. O(rows log rows).
 */
int lc_costs_make(size_t *count, struct lc_cost **costs,
                  const struct lc_checkup *checkup, const struct lc_study *study,
                  struct lc_error *err) LC_MUST_CHECK;
