/* What a model has no word for (left_out.h), said of one child. */
#pragma once

#include <jansson.h>

#include "design/evidence.h"
#include "models/fit/model.h"

/* Adds a sentence to `list` for each column that the model left out and that the child
 * has. Histories of which no source tells are not for this: they are the same for every
 * child. */
int lc_silent_add(json_t *list, const struct lc_model *model,
                  const struct lc_evidence_book *book, const struct lc_store *store,
                  uint32_t child, struct lc_error *err) LC_MUST_CHECK;
