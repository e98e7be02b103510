/* The dated events behind a child's risk, as objects. Part of models/panel. */
#pragma once

#include <jansson.h>

#include "models/panel/scoring.h"
#include "store/history.h"

/* When any version of the event at a row was first known: a spell's closed version is
 * known from when its end was. h has its keys. O(the child's events of h). */
int32_t lc_first_known(const struct lc_history *h, uint32_t child, uint64_t row);

/* Puts "events" (explain.h) into the object: those that were first known on or after
 * `since`; LC_NO_DAY: all. O(the child's events). */
int lc_behind_put(json_t *object, const struct lc_scoring *scoring, uint32_t child,
                  int32_t since, struct lc_error *err) LC_MUST_CHECK;
