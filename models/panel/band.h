/* The grey band at the cut of a list: whose places there cannot be told apart.
 *
 * Of two children with rows x and y, of a model with coefficients b and their
 * covariance V, the linear predictors differ by (x - y)'b with the standard error
 *
 *     se = sqrt((x - y)' V (x - y)),                                        (1)
 *
 * and the two are told apart where |lp_x - lp_y| > 1.96 se. A child of the list is held
 * against the first below it, one below against the last listed: who is not told apart
 * is in the band, and had the past fallen out otherwise might stand on the other side.
 * It knows of what was learnt from a sample, not of what nobody recorded. Families that
 * cut a horizon at the 18th birthday order by risk; there (1) is of the hazards. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "models/fit/model.h"
#include "models/panel/scoring.h"

/* How many below a list are looked at. */
enum { LC_BAND_BEYOND = 100 };

struct lc_band {
    size_t listed, below; /* children of it, on either side of the cut */
    bool more;            /* the last that was looked at is of it: below is a least */
    bool *grey;           /* [kept] of the scoring; NULL: nothing can be told, for the
                             model has no covariance or nobody is below the list */
};

/* Fills *band anew; free grey. scoring: with rows (lc_score_ask.beyond). O(kept p^2).
 */
int lc_band_find(struct lc_band *band, const struct lc_scoring *scoring,
                 const struct lc_model *model, struct lc_error *err) LC_MUST_CHECK;
