/* What was known of a child, in order of time (child.h). Part of models/panel. */
#pragma once

#include <jansson.h>

#include "store/store.h"

/* Is it a history whose events a timeline has, loaded with all that they need? */
bool lc_timeline_shows(const struct lc_history *h);
/* Does anybody say when its events end? O(rows). */
bool lc_timeline_ends(const struct lc_history *h);

/* Puts from, timeline and earlier into the object; false: out of memory. O(the child's
 * events; their square where one event has many versions). */
bool lc_timeline_put(json_t *object, const struct lc_store *store, uint32_t child,
                     int32_t day);
