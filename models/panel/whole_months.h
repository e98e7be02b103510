/* Which spans the sheets of counts by month (dashboard.h, trends.h) may be of: asked
 * before long work. */
#pragma once

#include <stdint.h>

#include "base/error.h"

/* LC_RANGE: a day of span (the first, and the one after the last) that is not the first
 * of its month, or more months than a sheet has. O(months). */
int lc_whole_months(const int32_t span[2], struct lc_error *err) LC_MUST_CHECK;
