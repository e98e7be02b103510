/* The keys that work: one a purpose, each derived (crypto_kdf of libsodium: BLAKE2b)
 * from the 32 bytes of a key file (keys.h), which nobody else sees. So what is under
 * one key says nothing of another, and whoever is given one has that alone.
 *
 * This table is the one door: whatever is keyed, signed or encrypted has its row here.
 * A number is never given twice, nor to another purpose: with another number all that
 * was written reads as damaged. */
#pragma once

#include <stdbool.h>

#include "base/error.h"
#include "base/hash.h"

/* clang-format off */
/* purpose, its number, of which key file, what it is for; those of the store first, and
 * of these those that outlast a rotation (eras.h) */
#define LC_SECRETS(X) \
    X(LC_FOR_PSEUDONYMS, 1,  ".key", "pseudonyms of records: digests of agencies' numbers") \
    X(LC_FOR_ROWS,       2,  ".key", "digests by which an import knows a row again, and compares families' numbers") \
    X(LC_FOR_TRACES,     3,  ".key", "traces of records in the log") \
    X(LC_FOR_SEALS,      4,  ".key", "the digest of a generation's file in its seal") \
    X(LC_FOR_SEGMENTS,   5,  ".key", "the one-time keys of that file's segments") \
    X(LC_FOR_MANIFEST,   6,  ".key", "the last line of STORE.digest") \
    X(LC_FOR_LOG,        7,  ".key", "the chain of STORE.log") \
    X(LC_FOR_MODELS,     8,  ".key", "the signature of a model") \
    X(LC_FOR_LISTS,      9,  ".key", "the signature of a panel's list") \
    X(LC_FOR_PROOFS,     11, ".key", "the proof of a rotation in STORE.log") \
    X(LC_FOR_ELDERS,     12, ".key", "what is kept of earlier keys, in the store") \
    X(LC_FOR_FILES,      13, ".key", "the keys of encrypted files, by their nonces") \
    X(LC_FOR_IDENTITY,   10, ".identity.key", "the identity file")
/* clang-format on */

enum lc_purpose {
#define X(purpose, number, ending, what) purpose,
    LC_SECRETS(X)
#undef X
        LC_PURPOSES,
    LC_LASTING_PURPOSES = LC_FOR_SEALS,
    LC_STORE_PURPOSES = LC_FOR_IDENTITY
};

/* All of the store's key; wiped by its owner. */
struct lc_secrets {
    struct lc_key of[LC_STORE_PURPOSES];
    bool wrapped; /* the key file is under a passphrase */
};
