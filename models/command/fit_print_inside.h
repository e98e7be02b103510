/* A fit as `fit` shows it: one JSON document, or a table to read. */
#pragma once

#include <stddef.h>

#include <jansson.h>

#include "base/text.h"
#include "models/fit/model.h"
#include "models/fit/table_fit.h"

/* The document of `fit --json`. Baselines are read at times[count], by steps. NULL when
 * out of memory. */
json_t *lc_fit_document(const struct lc_model *model, const struct lc_unused *unused,
                        size_t count, const double *times);
void lc_fit_table(const struct lc_model *model, const struct lc_unused *unused,
                  size_t count, const double *times, struct lc_text *out);
