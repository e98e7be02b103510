/* Records by the agency's own number, which is never kept: a keyed pseudonym is. */
#pragma once

#include <stdatomic.h>

#include "base/slice.h"
#include "store/eras.h"
#include "store/store.h"

/* A number that was asked for in this command, by 96 bits of a short hash of it under a
 * key of the command's own: a child has many rows, and its pseudonym is made once. */
struct lc_roster_met {
    uint64_t hash;
    uint32_t more;
    _Atomic uint32_t record; /* record + 1; 0: empty */
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
/* A number in a system. */
struct lc_roster_number {
    struct lc_slice system, local;
};
/* record[i] of number[i], if lc_roster_record() has told it before; else LC_NO_RECORD.
 * O(n). Several threads may ask, and one make records meanwhile, if they are expected:
 * what it makes just then is found or not. */
void lc_roster_known(const struct lc_roster *roster, size_t n,
                     const struct lc_roster_number *number, uint32_t *record);
/* The next `more` calls of lc_roster_record() will move no table. O(1) mostly. */
int lc_roster_expect(struct lc_roster *roster, size_t more,
                     struct lc_error *err) LC_MUST_CHECK;
/* digest[i] of number[i], which the roster holds: what lc_roster_record() asks for of
 * one that it has not met. Threads may share the roster, as above. */
enum { LC_ROSTER_RUN = 16 };
void lc_roster_pseudonyms(const struct lc_roster *roster, size_t n,
                          const struct lc_roster_number *number,
                          unsigned char (*digest)[LC_DIGEST]);
/* lc_roster_record() will soon be asked for the number of this digest. */
void lc_roster_call_in(const struct lc_roster *roster, const unsigned char *pseudonym);
/* The record of that number in that system, made if there is none; of one that it does
 * not hold, LC_RANGE. pseudonym: its digest, or NULL. O(1). */
int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, const unsigned char *pseudonym,
                     uint32_t *record, struct lc_error *err) LC_MUST_CHECK;
