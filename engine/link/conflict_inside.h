/* Joined, and yet. Part of linkage. */
#pragma once

#include "link/run_inside.h"

/* Lists pairs of records that are joined, and not by decisions alone, where each
 * has another number of those that a child has one of, whichever system says it, or
 * where both are in care at one time, as known today. Once who is joined is known;
 * needs the events. O(pairs + n log n of the joined pairs, the numbers and the care
 * history). */
int lc_link_list_conflicts(struct lc_linking *run, const struct lc_match_found *found,
                           struct lc_error *err) LC_MUST_CHECK;
