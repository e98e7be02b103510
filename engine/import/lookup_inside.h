/* What a history says of a record on a day: a care episode's legal status, from the
 * extract that has it. Part of the import. */
#ifndef LC_IMPORT_LOOKUP_INSIDE_H
#define LC_IMPORT_LOOKUP_INSIDE_H

#include "base/slice.h"
#include "store/history.h"

struct lc_lookup_row {
    uint32_t record;
    int32_t start, end;
    uint16_t code;
};

struct lc_lookup {
    size_t count;
    struct lc_lookup_row *row; /* by record and start */
    const struct lc_history *history;
};

/* Over the events that are still said. O(n log n). */
int lc_lookup_init(struct lc_lookup *lookup, const struct lc_history *history,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_lookup_free(struct lc_lookup *lookup);
/* The code of the latest event that the record is in on the day; empty: none. */
struct lc_slice lc_lookup_code(const struct lc_lookup *lookup, uint32_t record,
                               int32_t day);

#endif
