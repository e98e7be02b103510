/* Inside of schema.h: the breaks that schema files declare (store/declared.h). */
#pragma once

#include "import/schema_yaml_inside.h"

/* Fills their days. LC_FORMAT or LC_RANGE with path, line and column for a day that is
 * none, and a history that the schema does not feed. */
int lc_schema_check_breaks(struct lc_schema *schema, const char *path,
                           struct lc_slice text, struct lc_error *err) LC_MUST_CHECK;
/* The same of codes.yaml, whose rows are of any history. */
int lc_schema_check_shared(struct lc_shared_lists *shared, const char *path,
                           struct lc_slice text, struct lc_error *err) LC_MUST_CHECK;

/* Has the store a source of the schema? Of no store (NULL), it has. */
bool lc_schema_has_source(const struct lc_store *store, struct lc_slice schema);

/* lc_schemas_declared() of these; shared may be NULL. */
int lc_schema_declared(const struct lc_shared_lists *shared, size_t count,
                       struct lc_schema *const *row, const struct lc_store *store,
                       struct lc_declarations *out, struct lc_error *err) LC_MUST_CHECK;

/* May the text of a schema's file declare a break? No, where the word is not in it, nor
 * anything that could stand for a letter, or is of wider letters. O(bytes). */
bool lc_schema_may_declare(struct lc_slice text);
