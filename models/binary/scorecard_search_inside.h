/* The whole points of a scorecard (scorecard_inside.h (1), (2)). */
#pragma once

#include "models/family/family.h"

enum { LC_MOST_POINTS = 10 }; /* of a column, either way */

/* logit P = a + s (total - origin). */
struct lc_card_line {
    double a, s, loglik;
    double origin; /* the rows' mean total, so that a and s are learnt apart */
};

/* The number 1, 2 or 5 times a power of ten that is nearest to value > 0. */
double lc_natural_step(double value);

/* step [p] of every column, at least 1 for one of whole numbers; truth [p]: 1 where it
 * holds 0 and 1 only. Reads x twice. */
int lc_card_steps(const struct lc_sample *sample, double *step, unsigned char *truth,
                  struct lc_error *err) LC_MUST_CHECK;

/* The penalised fit that points are rounded from: its level at the mean row, or near
 * it, and what a step of each column is worth. Borrowed. */
struct lc_card_draft {
    double level;
    const double *step, *weight; /* [p] */
};

/* points [p] and total [n] and their line. O(p n) a sweep of the last pass.
 * LC_INTERRUPTED. */
int lc_card_search(const struct lc_sample *sample, const struct lc_card_draft *draft,
                   int *points, double *total, struct lc_card_line *line,
                   struct lc_error *err) LC_MUST_CHECK;

/* The log-likelihood at a + s (total - origin) + offset, binomial coefficients left
 * out. */
double lc_card_loglik(const struct lc_sample *sample, const double *total,
                      const struct lc_card_line *line);
