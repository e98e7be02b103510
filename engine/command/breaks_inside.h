/* Likely breaks of a store's histories (store/breaks.h), as describe says them. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "store/store.h"

/* A line each, after a heading; nothing where there is none. exact: true counts. */
int lc_breaks_add(struct lc_text *out, const struct lc_store *store, bool exact,
                  struct lc_error *err);

/* Of one history: [{ from, seen, attribute, code, text }], NULL: out of memory. */
json_t *lc_breaks_json(const struct lc_store *store, const char *history, bool exact);
