/* Where a study's training rows lie, predictor by predictor: what a scoring is held
 * against, so that a model is not asked of children unlike those it learnt from.
 *
 * The range of a predictor holds all but the lowest and the highest hundredth of its
 * observed rows, and all but six rows at either end where there are few, so that its
 * ends are no single child's. What lies outside then is kept beside it as a share, and
 * so is what was not observed; a share of 1 to 5 rows is written as that of five.
 * Categories have no range. */
#pragma once

#include <jansson.h>

#include "design/design.h"
#include "study/study.h"

struct lc_range {
    double low, high;    /* NaN: none is known */
    double outside;      /* share of the observed rows, below low or above high */
    double not_observed; /* share of all rows; NaN: not known */
};

/* The rows of keep (NULL: all) of a study's design as a model file has them: { from,
 * to (days of the landmarks), rows, linkage? (design.h), columns [{ name, low, high,
 * outside, not_observed }] }, new. O(rows x predictors). */
int lc_ranges_write(json_t **training, const struct lc_design *design,
                    const unsigned char *keep, struct lc_error *err) LC_MUST_CHECK;

/* range[predictors] of what a file says; NaN where it says nothing, as those of older
 * programs do. */
void lc_ranges_read(struct lc_range *range, const struct lc_study *study,
                    const json_t *training);

/* The rows that the shares are of; 0 where the file does not say. */
double lc_ranges_rows(const json_t *training);

/* The last landmark that the model was fitted to; LC_NO_DAY where the file does not say
 * (nor its results: metrics, which older programs wrote). */
int32_t lc_ranges_last(const json_t *training, const json_t *metrics);
