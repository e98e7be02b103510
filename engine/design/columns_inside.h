/* What a model's formula asks for, as it is written: before any data is looked at, as
 * terms.h does. */
#pragma once

#include <stddef.h>

#include "base/error.h"
#include "numeric/column.h"

/* Without the intercept and the "not observed" columns, which stand for what is not in
 * the data. used[frame.count] gets 1 for each column of the frame that it reads. The
 * formula's names are predictors (lc_study_check_formula). Errors as lc_formula_parse.
 */
int lc_columns_of(const char *formula, const struct lc_frame *frame, size_t *count,
                  unsigned char *used, struct lc_error *err) LC_MUST_CHECK;
