/* Inside of eras.h: a new era, for rotate.c. */
#pragma once

#include "store/eras.h"

/* Every pseudonym and digest of the store one step on, (1), and the keys up to the
 * present kept in it under the next one's. LC_RANGE after LC_MAX_ERAS. On failure the
 * store must not be saved. O(records + events). */
int lc_eras_turn(struct lc_store *store, const struct lc_eras *eras,
                 const struct lc_secrets *next, struct lc_error *err) LC_MUST_CHECK;
