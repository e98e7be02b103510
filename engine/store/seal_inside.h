/* The seal of a store: a keyed digest in a small text file beside it, checked before
 * HDF5 sees a byte.
 *
 * The file is cut into segments of 1 MiB. Segment i has a Poly1305 tag (Bernstein,
 * 2005, FSE) under a key of its own, BLAKE2b(domain, nonce, i) keyed by the store's
 * secret, the nonce being new for every generation; so each key is used once, as
 * Poly1305 demands. The digest is BLAKE2b, keyed, of format, size, nonce, bond (bond.h)
 * and tags.
 * Why not BLAKE2b of the bytes: it runs at 0.7 GB/s here against 4.6, so a store of two
 * million events would take 170 ms to check where the whole scoring may take 100.
 *
 * STORE.digest may hold two seals for a moment, of the old generation and of the new:
 * it is replaced before the store is, so that a kill at any moment leaves a store whose
 * seal is there. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "store/bond.h"

enum { LC_NONCE = 32, LC_MAX_SEALS = 8 };

struct lc_seal {
    uint32_t format; /* of the store */
    uint64_t size;   /* bytes of it */
    unsigned char nonce[LC_NONCE];
    struct lc_bond bond;
    unsigned char digest[LC_DIGEST];
};

struct lc_seals {
    size_t count;
    struct lc_seal seal[LC_MAX_SEALS];
};

/* A seal, with a new nonce, of the whole open file and of seal->bond. */
int lc_seal_make(struct lc_seal *seal, int fd, const char *path, uint32_t format,
                 const struct lc_key *key, struct lc_error *err) LC_MUST_CHECK;

/* Which of the seals is of this open file of `size` bytes: its index, or
 * seals->count for none. */
int lc_seals_match(const struct lc_seals *seals, int fd, const char *path,
                   uint64_t size, const struct lc_key *key, size_t *which,
                   struct lc_error *err) LC_MUST_CHECK;

/* STORE.digest. LC_ABSENT if it is not there, LC_REFUSED if it is of a newer format,
 * LC_DAMAGED if it is not what was written. */
int lc_seals_read(struct lc_seals *seals, const char *store_path,
                  struct lc_error *err) LC_MUST_CHECK;
int lc_seals_write(const struct lc_seals *seals, const char *store_path,
                   struct lc_error *err) LC_MUST_CHECK;
