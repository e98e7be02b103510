/* Numbers that differ in the zeros in front alone: a spreadsheet takes them away, and
 * one child becomes two. Part of the import. */
#pragma once

#include "base/slice.h"
#include "import/index_inside.h"
#include "store/identity.h"
#include "store/store.h"

struct lc_zeros {
    const struct lc_store *store;
    struct lc_index records; /* by system and the number without its zeros */
    unsigned char key[16];
};

/* Of all records whose number is kept in the identities. Borrows store. O(identities).
 */
int lc_zeros_begin(struct lc_zeros *zeros, const struct lc_store *store,
                   const struct lc_identities *identities,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_zeros_end(struct lc_zeros *zeros);
/* Notes the number of a record that is new; *alike: another record of its system has
 * the same but for zeros in front. Numbers of anything but digits are never alike.
 * O(1). */
int lc_zeros_note(struct lc_zeros *zeros, uint32_t record, struct lc_slice number,
                  bool *alike, struct lc_error *err) LC_MUST_CHECK;
