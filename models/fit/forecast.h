/* A model's risks for rows of a study's design, each by the end of its own follow-up.
 *
 * The 18th birthday ends follow-up on a day known in advance, so the risk of a child
 * who comes of age within the horizon is the risk until then. A family of times reads
 * it at that day; one of yes or no has learnt it with age. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "design/design.h"
#include "models/fit/model.h"
#include "store/store.h"

/* limit[n]: days from each row's landmark to its child's 18th birthday (INT32_MAX where
 * no birth month is known), by what is said today, or by what was known on the landmark
 * where as_known. O(rows + the children's person events). */
void lc_forecast_limits(const struct lc_design *design, const struct lc_store *store,
                        bool as_known, int32_t *limit);

/* lc_model_risk at the model's horizon, rows with an earlier limit at theirs. keep and
 * limit [n] or NULL. Free with lc_risks_free. */
int lc_forecast(struct lc_risks *risks, const struct lc_model *model,
                const struct lc_frame *frame, const unsigned char *keep,
                const int32_t *limit, bool contributions,
                struct lc_error *err) LC_MUST_CHECK;
