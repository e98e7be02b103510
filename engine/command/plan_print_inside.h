/* A plan in words and as a document. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "design/plan.h"

void lc_plan_text(const struct lc_plan *plan, struct lc_text *out);
json_t *lc_plan_json(const struct lc_plan *plan); /* NULL when out of memory */
