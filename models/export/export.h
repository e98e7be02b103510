/* A model for other programs, and for people: as PMML 4.4, and as a page of plain
 * arithmetic. Both say the terms as terms_algebra.h writes them out, and both are held
 * to the engine's own risks by tests/command/test_export.sh.
 *
 * PMML (https://dmg.org/pmml/v4-4): a yes or no is a RegressionModel whose
 * normalisation gives the risk; hazards in proportion are a GeneralRegressionModel of
 * type CoxRegression with the baseline's cumulative hazard at the times asked for. It
 * has no element for the others: there the risk is itself a DerivedField, in
 * arithmetic, and the RegressionModel hands it on. */
#pragma once

#include "models/family/export_form.h"
#include "models/fit/model.h"

/* time[times]: when the risk is told; the model's own horizons if times is 0.
 * LC_REFUSED for a family or an offset that cannot be told, LC_USAGE for a term that
 * cannot or where a time is needed, LC_RANGE for a time beyond the model's. Borrowed
 * from model, time and arena. */
int lc_export_open(struct lc_exported *out, const struct lc_model *model,
                   const double *time, size_t times, lc_arena *arena,
                   struct lc_error *err) LC_MUST_CHECK;

/* e as opened for the model. */
int lc_export_arithmetic(const struct lc_exported *e, const struct lc_model *model,
                         lc_arena *arena, struct lc_text *out,
                         struct lc_error *err) LC_MUST_CHECK;
/* LC_REFUSED also for strata, and for a column that has the name of one of its own
 * fields; LC_USAGE for a function that PMML has not. */
int lc_export_pmml(const struct lc_exported *e, const struct lc_model *model,
                   lc_arena *arena, struct lc_text *out,
                   struct lc_error *err) LC_MUST_CHECK;
