/* Linear predictors of rows that are given one after another, as a family's risk has
 * them, on the vector kernels. */
#pragma once

#include "models/family/family.h"

enum { LC_SCORE_ROWS = 256 }; /* a block that stays in cache with what is made of it */

struct lc_score {
    size_t p;
    double intercept, *beta; /* [p] owned; 0 where the fit has none */
};

/* The p coefficients that begin at term `first`; an aliased one counts as 0. */
int lc_score_init(struct lc_score *score, const struct lc_fit *fit, size_t first,
                  size_t p, struct lc_error *err) LC_MUST_CHECK;
void lc_score_release(struct lc_score *score);

/* eta[m] = intercept + x beta + offset; x [m * p] row-major, offset NULL: 0. */
void lc_score_rows(const struct lc_score *score, size_t m, const double *x,
                   const double *offset, double *eta);

/* risk[m] = 1 - exp(-h), as near as expm1 comes (2 ulp), h at least 0; risk may be h.
 */
void lc_score_risks(size_t m, const double *h, double *risk);
