/* Survival curves of a model for the rows of a table: the chance of being free of the
 * event at each of several times. */
#pragma once

#include "models/fit/model.h"

/* Row-major [n * times]. Free with lc_survival_free. */
struct lc_survival {
    size_t n, times;
    double *survival, *se, *low, *high; /* 95% limits; NaN for rows that cannot; se is
                                           NaN where the family gives none */
    struct lc_applied applied;          /* row[] and cannot[] of the rows */
};

/* limits: an lc_limits (kaplan_meier.h). A family with a hazard (Cox: the standard
 * error and limits of survfit.coxph, Tsiatis, 1981) has them all; others of time give
 * those of their risks: LC_USAGE for other limits, and for a family without time. The
 * frame must outlive it. O(rows (columns^2 + log steps) times). */
int lc_model_survival(struct lc_survival *survival, const struct lc_model *model,
                      const struct lc_frame *frame, size_t times, const double *time,
                      int limits, struct lc_error *err) LC_MUST_CHECK;
void lc_survival_free(struct lc_survival *survival);
