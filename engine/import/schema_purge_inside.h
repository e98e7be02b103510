/* What a schema says of taking back by name: `purge`, `within`, `takes`
 * (datasets/schema/README.md). Part of loading it. */
#pragma once

#include "import/schema.h"

/* Finds the columns, in the schema itself. */
int lc_schema_find_purge(struct lc_schema *schema, struct lc_error *err) LC_MUST_CHECK;
/* When all are there: what lies in a thing needs that thing's extract to know it by its
 * person and one number. parent: the schema that it lies in, or NULL. */
int lc_schema_check_within(const struct lc_schema *schema,
                           const struct lc_schema *parent,
                           struct lc_error *err) LC_MUST_CHECK;
