/* A store's file encrypted at rest: every byte of it, as HDF5 has it, under ChaCha20
 * (Bernstein 2008; libsodium), at its own place in the stream. So any part can be read
 * without the rest, and nothing is longer than it was. The key is of one file alone:
 * BLAKE2b of the nonce of its seal (manifest_inside.h), keyed by the store's key for it
 * (secrets.h); the nonce is new for every generation, so no two are under one stream.
 *
 * It hides and does not protect: what was altered is found by the seal, which is of
 * the encrypted bytes and is checked before any of them is used. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/secrets.h"

struct lc_cipher {
    bool on; /* else all that follows does nothing */
    struct lc_key key;
};

/* nonce[LC_NONCE]. */
void lc_cipher_init(struct lc_cipher *cipher, bool on, const struct lc_secrets *secrets,
                    const unsigned char *nonce);

/* The size bytes that lie at `at` of the file: encrypted if they were plain, and the
 * other way round. */
void lc_cipher_apply(const struct lc_cipher *cipher, uint64_t at, void *data,
                     size_t size);
