/* A model for other programs, and for people: as PMML 4.4, and as a page of plain
 * arithmetic. Both say the terms as terms_algebra.h writes them out, and both are held
 * to the engine's own risks by tests/command/test_export.sh.
 *
 * PMML: logistic, scorecard and cloglog as a RegressionModel whose normalisation gives
 * the risk; Cox as a GeneralRegressionModel of type CoxRegression with the baseline's
 * cumulative hazard at the times asked for (https://dmg.org/pmml/v4-4). */
#ifndef LC_FIT_EXPORT_H
#define LC_FIT_EXPORT_H

#include "base/text.h"
#include "design/formula.h"
#include "models/fit/model.h"

/* What either form says; the arena's. */
struct lc_exported {
    const struct lc_model *model;
    const struct lc_node **column; /* [p] */
    double *beta;                  /* [p] of the event of interest, 0 where aliased */
    double constant;
    size_t times;
    const double *time; /* [times] of the baseline: Cox only */
};

/* time[times]: when the baseline is told; the model's own horizons if times is 0.
 * LC_USAGE for a family, an offset or a term that cannot be told, or Cox without a
 * time. Borrowed from model, time and arena. */
int lc_export_open(struct lc_exported *out, const struct lc_model *model,
                   const double *time, size_t times, lc_arena *arena,
                   struct lc_error *err) LC_MUST_CHECK;

/* The cumulative hazard at covariates 0. */
double lc_export_hazard(const struct lc_exported *e, int32_t stratum, double time);

int lc_export_arithmetic(const struct lc_exported *e, struct lc_text *out,
                         struct lc_error *err) LC_MUST_CHECK;
/* LC_USAGE also for strata and for a function that PMML has not. */
int lc_export_pmml(const struct lc_exported *e, struct lc_text *out,
                   struct lc_error *err) LC_MUST_CHECK;

#endif
