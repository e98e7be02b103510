/* A number that is used again for another child. Part of the import.
 *
 * Of one child the sex may have been entered wrongly, or the birth; where both differ,
 * the number is another child's, and what the row says is no correction of the first
 * child. Nothing of it is taken, for it would give one child's life to another. */
#pragma once

#include "import/merging_inside.h"

/* Does the group's newest row say another child than the store, by an extract of an
 * earlier day? Then all of its rows are rejected, with a finding. O(versions). */
int lc_reused_refuse(struct lc_merging *merging, const struct lc_twins *group,
                     bool *refused) LC_MUST_CHECK;
