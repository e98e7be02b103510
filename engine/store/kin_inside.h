/* Inside of kin.h: what the files of the families share. */
#pragma once

#include "store/kin.h"

/* A child at a place, which is a family's number or an address: of what was known
 * before day t, at from < t <= to. */
struct lc_kin_stay {
    uint64_t place; /* digest of it; the lowest bit says which of the two it is */
    uint32_t child;
    int32_t from, to;
};

struct lc_kin_stays {
    size_t count, room;
    struct lc_kin_stay *stay;
};

enum { LC_PLACE_ADDRESS = 1 };

/* All stays, in order of place, child and day; those of a child at a place do not
 * overlap. *stays is to be freed whatever is returned. */
int lc_kin_collect(struct lc_kin_stays *stays, const struct lc_store *store,
                   const struct lc_identities *ids, struct lc_error *err) LC_MUST_CHECK;

/* The address that an identity row says, as a number; false: it says none in full. */
bool lc_kin_address(const struct lc_identity *row, uint64_t *place);
