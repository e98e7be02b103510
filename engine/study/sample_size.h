/* How many columns a number of events can carry, judged before any fit.
 *
 * With n rows, a share phi of events, p candidate columns and the Cox-Snell R-squared
 * R2 that the model may reach, of at most, of a yes or no and of times to an event,
 *
 *     max R2 = 1 - (phi^phi (1-phi)^(1-phi))^2     = 1 - exp(2 phi (log phi - 1))  (1)
 *
 *     shrinkage S solves  n = p / ((S - 1) ln(1 - R2 / S))                         (2)
 *     n for S >= 0.9                                            by (2)
 *     n for an optimism of at most 0.05 in R2 / max R2:
 *         S = R2 / (R2 + 0.05 max R2), then (2)                                    (3)
 *     n for the overall risk to within 0.05:  (1.96 / 0.05)^2 phi (1 - phi)        (4)
 *         of times, that of the mean follow-up: (1.96 / 0.05)^2 phi exp(-2 phi)
 *
 * Riley et al. (2019), Statistics in Medicine 38:1276-1296; Riley et al. (2020), BMJ
 * 368:m441. Where nothing better is known, R2 is 15% of its maximum, as they advise. */
#pragma once

#include <jansson.h>

#include "base/error.h"

struct lc_sample_size {
    double r2, r2_max; /* assumed or given; (1) */
    double events_per_column;
    double shrinkage;      /* expected of a fit of all columns, 0 to 1, by (2) */
    double need_shrinkage; /* rows for S >= 0.9 */
    double need_optimism;  /* rows for (3) */
    double need_risk;      /* rows for (4) */
    double need;           /* the largest of the three */
    double columns;        /* how many columns these rows can carry by (2), (3) */
};

/* What the events are of. */
enum lc_size_outcome { LC_SIZE_YES_NO, LC_SIZE_TIMES };

/* rows and events: events < rows, both above 0; columns at least 1. r2: Cox-Snell R2
 * foreseen, or NaN for 15% of the maximum. outcome: an lc_size_outcome. LC_UNFIT where
 * nothing can be said. */
int lc_sample_size_advise(struct lc_sample_size *advice, double rows, double events,
                          double columns, double r2, int outcome,
                          struct lc_error *err) LC_MUST_CHECK;

/* Under full names; NULL when out of memory. */
json_t *lc_sample_size_json(const struct lc_sample_size *advice);
