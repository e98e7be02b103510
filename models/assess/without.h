/* How good are the fits that a model keeps for days without a source (fit/fallback.h)?
 *
 * Each is judged as the model itself is, on the same test, by the same folds and draws,
 * but that its history is not observed in any row, learnt from or tested: what it is
 * worth on a day on which that source is silent. Its verdict is by the same thresholds.
 */
#pragma once

#include <jansson.h>

#include "models/assess/judge.h"
#include "models/fit/model.h"

/* Into model->without the verdict of each; *told is new, [{ history, verdict, measures
 * }] as report.h has them, or NULL where the study asks for none. entrants: children
 * with an entry that the model was fitted to. Costs what lc_judge_run does, for each.
 */
int lc_without_judge(json_t **told, struct lc_model *model,
                     const struct lc_judge *judge, size_t entrants,
                     struct lc_error *err) LC_MUST_CHECK;
