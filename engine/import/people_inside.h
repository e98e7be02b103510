/* What rows say of people: to the identities, never to the store. Part of the import.
 */
#pragma once

#include "import/batch_inside.h"
#include "store/identity.h"

struct lc_people {
    struct lc_identities *identities;
    const struct lc_key *key;
    int32_t received; /* the day on which a row without a day of its own was known */
    bool
        noted; /* a number was added that is no news of anybody (row_people_inside.h) */
    size_t room;
    int32_t *born; /* [room] by record, or LC_NO_DAY */
};

/* Borrows identities and key. O(identities). */
int lc_people_begin(struct lc_people *people, struct lc_identities *identities,
                    const struct lc_key *key, int32_t received,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_people_end(struct lc_people *people);
int32_t lc_people_born(const struct lc_people *people, uint32_t record); /* or NO_DAY */
/* Identities of the record are gone: when it was born is what the others say. O(n). */
void lc_people_forget(struct lc_people *people, uint32_t record);
/* Keyed digest of all that an identity row says, its day left out. */
uint64_t lc_people_digest(const struct lc_key *key, const struct lc_identity *id);
/* What a row says of a person, into the identities; *added if they did not have it. */
int lc_people_merge(struct lc_people *people, struct lc_batch *batch,
                    const struct lc_batch_row *row, bool *added,
                    struct lc_error *err) LC_MUST_CHECK;
