/* Names of columns as people write them: "Child Unique ID", "child_unique_id" and
 * "ChildUniqueID" are one. */
#pragma once

#include <stdbool.h>

#include "base/slice.h"

/* The same letters and figures, in any case, whatever stands between them (spaces,
 * no-break spaces, underscores, hyphens, points, a byte-order mark)? False for names of
 * nothing else. */
bool lc_heading_is(struct lc_slice name, const char *to);
bool lc_heading_alike(struct lc_slice a, struct lc_slice b);
