/* An expression as PMML's Apply elements (PMML 4.4, Built-in functions). */
#pragma once

#include "base/text.h"
#include "formula/formula.h"

/* LC_USAGE for a function that PMML has not. */
int lc_pmml_node(const struct lc_node *node, struct lc_text *out,
                 struct lc_error *err) LC_MUST_CHECK;
