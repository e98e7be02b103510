/* Inside of explain.h. */
#pragma once

#include "import/explain.h"

/* A table of the one file that ask names, and that no schema has, its header the row
 * that looks like one: the first that is filled as far as those below it, or nearly. */
int lc_explain_open_headed(lc_csv **csv, const struct lc_import_ask *ask, size_t table,
                           struct lc_error *err) LC_MUST_CHECK;
