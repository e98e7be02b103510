/* What a schema may not say. Part of loading it. */
#pragma once

#include "import/schema.h"

/* What column `at` gives a feed must be a code, flag or number; listed: by a list of
 * the feed's own. */
int lc_schema_check_word(struct lc_schema *schema, const struct lc_feed *feed, int at,
                         bool listed, struct lc_error *err) LC_MUST_CHECK;
int lc_schema_check_feed(const struct lc_schema *schema, const struct lc_feed *feed,
                         struct lc_error *err) LC_MUST_CHECK;
/* joined: the schema that its rows hang on, or NULL. */
int lc_schema_check_whole(const struct lc_schema *schema,
                          const struct lc_schema *joined,
                          struct lc_error *err) LC_MUST_CHECK;
