/* What a fit's document says beside its terms and tests. */
#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "models/family/family.h"

/* "aic", "deviance", "null_deviance", and the pairs into "concordance". false: memory.
 */
bool lc_fit_measures_put(json_t *document, const struct lc_fit *fit);
/* A new object of the five kinds of pairs; NULL: memory. */
json_t *lc_pairs_json(const struct lc_pairs *pairs);
