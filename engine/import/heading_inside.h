/* Names of columns as people write them: "Child Unique ID", "child_unique_id" and
 * "ChildUniqueID" are one. */
#pragma once

#include <stdbool.h>

#include "base/slice.h"
#include "import/schema.h"

/* The same letters and figures, in any case, whatever stands between them (spaces,
 * no-break spaces, underscores, hyphens, points, a byte-order mark)? False for names of
 * nothing else. */
bool lc_heading_is(struct lc_slice name, const char *to);
bool lc_heading_alike(struct lc_slice a, struct lc_slice b);
/* The same, but for what a form says behind its names of how to fill them in: "Start
 * date (dd/mm/yyyy)", "Start date [required]". */
bool lc_heading_is_asked(struct lc_slice name, const char *to);
/* Is it a name of the column, its own, another or the one that a mapping gives it? */
bool lc_heading_names(struct lc_slice name, const struct lc_schema_column *column);
/* One of them, and how to fill it in (lc_heading_is_asked)? */
bool lc_heading_asks(struct lc_slice name, const struct lc_schema_column *column);
