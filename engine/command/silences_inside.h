/* Histories whose sources have fallen silent (store/rhythm.h), as import and describe
 * say them: as of today. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "store/store.h"

/* A line each, after `before`. O(histories, rows of those that share their sources). */
int lc_silences_add(struct lc_text *out, const struct lc_store *store,
                    const char *before, struct lc_error *err) LC_MUST_CHECK;

/* The same lines as texts; NULL: out of memory. */
json_t *lc_silences_json(const struct lc_store *store);

/* Since when the history is silent, or null, and by what pace; false: out of memory. */
bool lc_silences_put(json_t *history, const struct lc_store *store, const char *name);
