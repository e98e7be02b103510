/* Records by the agency's own number, which is never kept: a keyed pseudonym is. */
#pragma once

#include "base/slice.h"
#include "store/eras.h"
#include "store/store.h"

/* A number that was asked for in this command, by 96 bits of a short hash of it under a
 * key of the command's own: a child has many rows, and its pseudonym is made once. */
struct lc_roster_met {
    uint64_t hash;
    uint32_t more, record; /* record + 1; 0: empty */
};

struct lc_roster {
    struct lc_store *store;
    const struct lc_eras *eras;
    size_t slots;   /* a power of two */
    uint32_t *slot; /* a record + 1, 0 empty */
    size_t mets, met_slots;
    struct lc_roster_met *met; /* [met_slots], a power of two */
    unsigned char key[16];
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
/* The record, if lc_roster_record() has told it of that number before; else
 * LC_NO_RECORD. O(1), and several threads may ask while nobody makes one. */
uint32_t lc_roster_known(const struct lc_roster *roster, struct lc_slice system,
                         struct lc_slice number);
/* The record of that number in that system, made if there is none; of one that it does
 * not hold, LC_RANGE. O(1). */
int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, uint32_t *record,
                     struct lc_error *err) LC_MUST_CHECK;
