/* A plan in words and as a document: what lc_plan_tell made of it. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "design/plan.h"

/* Of the rows, those at which a predictor is not observed. */
double lc_plan_unseen(const struct lc_plan *plan, const struct lc_plan_column *column);

void lc_plan_text(const struct lc_plan *plan, struct lc_text *out);
json_t *lc_plan_json(const struct lc_plan *plan); /* NULL when out of memory */
