/* The identity file: who a record is, encrypted (libsodium secretstream), beside the
 * store and never in it. Linkage and the coordinator's pages read it, nothing else.
 *
 * It is 32 bytes "latecare identity 2", the stream's header, and frames of 64 KiB under
 * XChaCha20-Poly1305; the first authenticates the 32 bytes, the last bears TAG_FINAL,
 * so a byte changed, moved or cut off is found. No message of ours repeats a text of
 * it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/* What one import row said of a record; several rows may say it differently. Texts are
 * NULL when not said, live in the arena, and are UTF-8 as written. */
struct lc_identity {
    uint32_t record;
    int32_t known_from; /* when it was first said */
    const char *local;  /* the agency's own number */
    const char *forename, *surname, *postcode;
    const char *sex; /* M, F, U */
    int32_t born;    /* full date of birth, or LC_NO_DAY */
    /* another system's number for the same person: "Unique Pupil Number", ... */
    const char *other_type, *other_value;
    const char *family; /* a family's number, or NULL */
    const char *home;   /* an address as the agency wrote it, without the postcode */
    int32_t since;      /* the first day of the address, or LC_NO_DAY */
};

/* Of a hash table. */
struct lc_identity_slot {
    uint32_t row;  /* + 1; 0: empty */
    uint32_t word; /* of its hash */
};

struct lc_identities {
    size_t count, room;
    struct lc_identity *row;
    lc_arena *arena;               /* owns the texts */
    struct lc_identity_slot *slot; /* [slots]; none until a row is added */
    size_t slots;
    bool waiting;   /* they were read from STORE.identity.next */
    bool key_waits; /* under a key that waits for its place */
};

int lc_identities_init(struct lc_identities *ids, struct lc_error *err) LC_MUST_CHECK;
/* Adds a copy of row (texts too), unless one is there that says the same: that one then
 * keeps the earlier known_from. O(1). */
int lc_identities_add(struct lc_identities *ids, const struct lc_identity *row,
                      struct lc_error *err) LC_MUST_CHECK;
/* Of the rows that gone() names only the agency's number stays. Did any say more?
 * O(rows). */
bool lc_identities_bare(struct lc_identities *ids,
                        bool (*gone)(void *context, const struct lc_identity *row),
                        void *context);
/* Does the row say no more than the agency's number? O(1). */
bool lc_identity_is_bare(const struct lc_identity *row);
void lc_identities_free(struct lc_identities *ids);

/* Those that were written with the store (STORE.identity, key in STORE.identity.key),
 * which was loaded from store_path; of a store that was written without, none.
 * LC_ABSENT if the file is not there; LC_DAMAGED if it is another store's, or an older
 * or newer one's, or not what was written: record numbers would give names to others.
 * lc_store_replace() (store.h) writes them. */
struct lc_store;
int lc_identities_load(struct lc_identities *ids, const struct lc_store *store,
                       const char *store_path, struct lc_error *err) LC_MUST_CHECK;
/* The same by who holds the store's lock: what waits, file or key, is put in its place,
 * so that of what was erased meanwhile nothing is left. */
int lc_identities_take(struct lc_identities *ids, const struct lc_store *store,
                       const char *store_path, struct lc_error *err) LC_MUST_CHECK;
