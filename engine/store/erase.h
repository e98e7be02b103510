/* Taking one child out of a store, for good. */
#pragma once

#include "store/identity.h"
#include "store/store.h"

struct lc_erased {
    size_t records, events, links, identities;
};

/* Takes away the child's events, links and identities and blanks its records: they keep
 * their places (no system, no pseudonym, a child each of its own), so that no other
 * record's number moves. Codes that no row uses any more go too, whoever's they were:
 * the others keep their order and their numbers close up. LC_ABSENT if there is no such
 * child. In memory; the files are the caller's to write anew, and on any other failure
 * the store must not be saved. O(events log events). */
int lc_store_erase(struct lc_erased *erased, struct lc_store *store,
                   struct lc_identities *ids, uint32_t child,
                   struct lc_error *err) LC_MUST_CHECK;
