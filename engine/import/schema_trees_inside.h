/* What schemas say of nested files, as layouts. Part of schema_load.c. */
#pragma once

#include "import/schema.h"

/* Of a schema whose columns are known. */
int lc_schema_check_trees(const struct lc_schema *schema,
                          struct lc_error *err) LC_MUST_CHECK;

/* A layout for each tree of each schema, lending the schemas' names; to be freed
 * whatever is returned. */
int lc_layouts_make(struct lc_layouts *layouts, size_t count,
                    struct lc_schema *const *schema,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_layouts_free(struct lc_layouts *layouts);
