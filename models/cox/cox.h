/* Cox's proportional hazards model, and the pieces that its relations use:
 * cause-specific models fit one of these a cause; absolute risks integrate over its
 * baseline. */
#pragma once

#include "base/error.h"
#include "models/family/family.h"

extern const struct lc_family lc_family_cox;

/* An lc_family's quantile, for Cox and Fine-Gray: the first step at which exp(-H(t)
 * e^eta) is 1 - q or below, and the middle of the step where it is 1 - q (Kalbfleisch
 * and Prentice, 2002, chapter 1), as R's quantile.survfit has it. */
int lc_cox_quantiles(const struct lc_fit *fit, const struct lc_quantile_rows *rows,
                     double *time, struct lc_error *err) LC_MUST_CHECK;

/* Risk by a horizon with a log-log interval, from any fit with such curves: 1 -
 * exp(-H), H = e^(x'b + offset) hazard; limits from log H +- 1.96 se(log H). A horizon
 * past the last time of a curve has that time's risk. stratum NULL: the first. */
int lc_cox_risk(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err) LC_MUST_CHECK;
