/* What would a store say without one record of a child, or had it said otherwise? For
 * whoever holds a record to be wrong. In memory alone: nothing here is written.
 *
 * A record is a line of an extract. All events of the child that the line gave are of
 * it, in whatever history, in all of their versions; who a child is and whose family it
 * is of are no events (lc_history_is_of_events). */
#pragma once

#include "store/store.h"

enum lc_disputed {
    LC_DISPUTE_OUT,   /* it was never said */
    LC_DISPUTE_START, /* it happened, or began, on `day` */
    LC_DISPUTE_END,   /* it ended on `day`; LC_OPEN: it has not */
    LC_DISPUTE_KNOWN, /* it was first known on `day` */
    LC_DISPUTE_LEVEL, /* it was of `level` */
    LC_DISPUTE_CODE   /* it was of `code` */
};

struct lc_dispute {
    uint32_t child, file, line;
    const char *history; /* the event meant, where the line gave several: start is moved
                            in all that start on its day; end, level and code in it
                            alone. NULL: that of the first history */
    enum lc_disputed is;
    int32_t day;
    int16_t level;
    const char *code;
};

/* For good, but lc_alter_restore() takes LC_DISPUTE_OUT back. The histories must be
 * sorted, and are then by child, start and known_from. LC_RANGE: the child has no event
 * of that line, the event would end before it starts, or its history knows no such code
 * or no levels. O(the square of the child's events). */
int lc_dispute_make(struct lc_store *store, const struct lc_dispute *dispute,
                    struct lc_error *err) LC_MUST_CHECK;
