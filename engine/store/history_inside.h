/* Inside of history.h: what the files of engine/store share. */
#pragma once

#include "store/history.h"

/* Do the rows ascend as history.h promises, and are all children below `children`? */
bool lc_history_is_sorted(const struct lc_history *history, size_t children);
/* Invariants (base/invariant.h) of a sorted history of so many children: its offsets
 * are within bounds, ascend and end with the rows, and rows ascend; of a large one a
 * sample.
 */
void lc_history_hold(const struct lc_history *history, size_t children);
void lc_history_free(struct lc_history *history);
/* The attributes in order of name, for they stand as they came: the one after `last`
 * (NULL: the first), or NULL. */
const struct lc_attribute *lc_history_next_attribute(const struct lc_history *history,
                                                     const struct lc_attribute *last);

/* --- the columns that every history has, as a table -------------------------------
 * One row drives growing, sorting and freeing here, and the file (layout_inside.h). */
enum lc_field_kind {
    LC_FIELD_NUMBER, /* uint32 */
    LC_FIELD_DAY,    /* int32 */
    LC_FIELD_CODE,   /* uint16, named by the history's codes */
    LC_FIELD_LEVEL,  /* int16 */
    LC_FIELD_DIGEST, /* uint64 */
    LC_FIELD_FLAG    /* uint8, 0 or 1 */
};

void *lc_field_array(const struct lc_history *history, const struct lc_field *field);
