/* Records by the agency's own number, which is never kept: a keyed pseudonym is.
 *
 * A number's pseudonym is worked out once an import. After that it is known by 96 bits
 * of a short hash under a key that is drawn anew, in which nobody outside can make two
 * numbers agree. */
#pragma once

#include "base/slice.h"
#include "store/eras.h"

/* A number that was met: one line of memory, for they are asked for in no order. */
struct lc_roster_slot {
    uint64_t word;   /* of its hash */
    uint32_t more;   /* likewise */
    uint32_t record; /* + 1; 0: empty */
};

struct lc_roster {
    struct lc_store *store;
    const struct lc_eras *eras;
    size_t slots_before, slots, met; /* slots: powers of two */
    uint32_t
        *before; /* [slots_before] what the store had, by pseudonym: a record + 1 */
    struct lc_roster_slot *slot; /* [slots] of them `met` are full */
    unsigned char key[16];
};

int lc_roster_init(struct lc_roster *roster, struct lc_store *store,
                   const struct lc_eras *eras, struct lc_error *err) LC_MUST_CHECK;
void lc_roster_free(struct lc_roster *roster);
/* No number is longer: together with its system's name, LC_ROSTER_BYTES. */
enum { LC_ROSTER_BYTES = 319 };
bool lc_roster_holds(struct lc_slice system, struct lc_slice number);
/* The record of that number in that system, made if there is none; of one that it does
 * not hold, LC_RANGE. O(1). */
int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, uint32_t *record,
                     struct lc_error *err) LC_MUST_CHECK;
/* The same, where there is one; false where there is none, or none is so long. */
bool lc_roster_find(const struct lc_roster *roster, struct lc_slice system,
                    struct lc_slice number, uint32_t *record);
