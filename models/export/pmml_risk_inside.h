/* A risk as PMML's DerivedFields, for the families that PMML has no element for. */
#pragma once

#include "models/export/export.h"

/* Fields linear_predictor (linear_predictor_2 ... for further causes) over the fields
 * term_N, and `risk` by the value of the field `horizon`, as the form's fields have it:
 * of products and of several causes it rises at the times told and is flat between. */
int lc_pmml_risk(const struct lc_exported *e, const char *horizon, lc_arena *arena,
                 struct lc_text *out, struct lc_error *err) LC_MUST_CHECK;
