/* Records by the agency's own number, which is never kept: a keyed pseudonym is. */
#pragma once

#include "base/slice.h"
#include "store/eras.h"
#include "store/store.h"

struct lc_roster {
    struct lc_store *store;
    const struct lc_eras *eras;
    size_t slots;   /* a power of two */
    uint32_t *slot; /* a record + 1, 0 empty */
};

int lc_roster_init(struct lc_roster *roster, struct lc_store *store,
                   const struct lc_eras *eras, struct lc_error *err) LC_MUST_CHECK;
void lc_roster_free(struct lc_roster *roster);
/* No number is longer: together with its system's name, LC_ROSTER_BYTES. */
enum { LC_ROSTER_BYTES = 319 };
bool lc_roster_holds(struct lc_slice system, struct lc_slice number);
/* The record of that number, or LC_NO_RECORD, also where none is so long. O(1). */
uint32_t lc_roster_find(const struct lc_roster *roster, struct lc_slice system,
                        struct lc_slice number);
/* The record of that number in that system, made if there is none; of one that it does
 * not hold, LC_RANGE. O(1). */
int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, uint32_t *record,
                     struct lc_error *err) LC_MUST_CHECK;
