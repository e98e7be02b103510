/* What was known of a child, in order of time (child.h). Part of models/panel. */
#pragma once

#include <jansson.h>

#include "store/store.h"

/* Puts from, timeline and earlier into the object; false: out of memory. O(the child's
 * events; their square where one event has many versions). */
bool lc_timeline_put(json_t *object, const struct lc_store *store, uint32_t child,
                     int32_t day);
