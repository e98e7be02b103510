/* The times by which given shares of people like each row have had the event.
 *
 * Accelerated failure times: of log T = eta + sigma W, exp(eta + sigma F^-1(q)), F the
 * distribution of W (without the exponential for the distributions of T itself). Cox
 * and Fine-Gray: the first step at which exp(-H(t) e^eta) is 1 - q or below, and the
 * middle of the step where it is 1 - q (Kalbfleisch and Prentice, 2002, chapter 1), as
 * R's quantile.survfit has it. */
#ifndef LC_FIT_QUANTILE_H
#define LC_FIT_QUANTILE_H

#include "models/fit/model.h"

/* Free with lc_quantiles_free. */
struct lc_quantiles {
    struct lc_risks risks; /* n, row, cannot */
    size_t count;
    double *time; /* [n * count] row-major; NaN where the curve does not fall so far,
                     and for rows that cannot be scored */
};

/* share[count] within (0, 1). LC_USAGE for other families. The frame must outlive it.
 * O(rows (columns + count log steps)). */
int lc_model_quantiles(struct lc_quantiles *quantiles, const struct lc_model *model,
                       const struct lc_frame *frame, size_t count, const double *share,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_quantiles_free(struct lc_quantiles *quantiles);

#endif
