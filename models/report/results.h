/* What a model file says of its own, as the page takes it (report.h: RESULTS). */
#pragma once

#include <jansson.h>

#include "models/fit/model.h"

/* *results is new: what training put into the model, the verdict as it stands today,
 * and the digest by which the model is told from any other. LC_ABSENT: nobody judged
 * it. */
int lc_report_results(json_t **results, const struct lc_model *model,
                      struct lc_error *err) LC_MUST_CHECK;
