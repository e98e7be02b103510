/* What is said of a child's records beside its events: that its sources took something
 * back by name, that a number was merged into another. Part of engine/command. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "store/store.h"

/* A list of what was taken back, and of merges; NULL: out of memory. */
json_t *lc_taken_back_json(const struct lc_store *store, uint32_t child);
json_t *lc_mergers_json(const struct lc_store *store, uint32_t child);
/* The same in lines; nothing where there is nothing. asof: only what was known before
 * the day; LC_NO_DAY: all. */
void lc_taken_back_text(const struct lc_store *store, uint32_t child, int32_t asof,
                        struct lc_text *out);
