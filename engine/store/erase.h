/* Taking children out of a store, for good. */
#pragma once

#include <stdbool.h>

#include "store/identity.h"
#include "store/store.h"

struct lc_erased {
    size_t records, events, links, identities;
};

/* Takes away the events, links and identities of the children whose numbers are set in
 * going[records], and blanks their records: they keep their places (no system, no
 * pseudonym, a child each of its own), so that no other record's number moves. Codes
 * that no row uses any more go too, whoever's they were: the others keep their order
 * and their numbers. In memory; the files are the caller's to write anew, and on a
 * failure the store must not be saved. O(events log events), however many go. */
int lc_store_erase(struct lc_erased *erased, struct lc_store *store,
                   struct lc_identities *ids, const bool *going,
                   struct lc_error *err) LC_MUST_CHECK;
