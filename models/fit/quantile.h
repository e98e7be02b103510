/* The times by which given shares of people like each row have had the event, by the
 * family's own rule. */
#pragma once

#include "models/fit/model.h"

/* Free with lc_quantiles_free. */
struct lc_quantiles {
    struct lc_risks risks; /* n, row, cannot */
    size_t count;
    double *time; /* [n * count] row-major; NaN where the curve does not fall so far,
                     and for rows that cannot be scored */
};

/* share[count] within (0, 1). LC_USAGE for a family without. The frame must outlive it.
 * O(rows (columns + count log steps)). */
int lc_model_quantiles(struct lc_quantiles *quantiles, const struct lc_model *model,
                       const struct lc_frame *frame, size_t count, const double *share,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_quantiles_free(struct lc_quantiles *quantiles);
