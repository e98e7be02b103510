/* A key file under a passphrase: what its bytes are, in memory.
 *
 *     32   "latecare key 1\n", zeros
 *     4    ways in by a passphrase, ways in by a recovery key (1 byte each), zeros
 *     96   a way by a passphrase: Argon2id's passes and KiB (4 bytes each,
 *          little-endian) and salt (16), nonce (24), the file's key under it (48)
 *     112  a way by a recovery key: its public half (32), the file's key sealed to
 *          it (80)
 *     72   nonce (24), the 32 bytes of the key under the file's key (48)
 *     32   BLAKE2b of all that stands before
 *
 * There is one way by a passphrase, and none or one by a recovery key; two of a kind
 * only while a change is under way (relock.h). The file's key is drawn at each writing.
 * What it encrypts (XChaCha20-Poly1305) vouches for all before it, so who has one way
 * in sees whether another was changed. The digest is nobody's: it tells a damaged file
 * from a wrong passphrase, before Argon2id is paid for. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"

enum {
    LC_WAYS = 2, /* of a kind, at most */
    LC_SALT = 16,
    LC_WRAPPING_NONCE = 24,
    LC_WRAPPED_KEY = LC_KEY + 16,
    LC_BOXED_KEY = LC_KEY + 48,
    LC_WRAPPED_LEAST = 32 + 4 + 96 + 72 + 32,
    LC_WRAPPED_MOST = LC_WRAPPED_LEAST + 96 + 2 * 112,
};

/* How Argon2id makes a key of a passphrase. */
struct lc_kdf {
    uint32_t passes, kib;
    unsigned char salt[LC_SALT];
};
/* Whoever's file it is cannot ask for more (libsodium's SENSITIVE: 4 s), or for what
 * Argon2id does not take. */
enum { LC_KDF_PASSES = 4, LC_KDF_KIB = 1 << 20, LC_KDF_LEAST_KIB = 8 };

struct lc_wrapped {
    unsigned phrases, recoveries;
    struct lc_phrase_way {
        struct lc_kdf kdf;
        unsigned char nonce[LC_WRAPPING_NONCE], key[LC_WRAPPED_KEY];
    } phrase[LC_WAYS];
    struct lc_recovery_way {
        unsigned char public[LC_KEY], key[LC_BOXED_KEY];
    } recovery[LC_WAYS];
    unsigned char nonce[LC_WRAPPING_NONCE], key[LC_WRAPPED_KEY];
};

/* What a file is to be opened by; none of either kind: it is plain. Wiped by its owner.
 */
struct lc_ways {
    unsigned phrases, recoveries;
    struct lc_phrase_key {
        struct lc_kdf kdf;
        unsigned char key[LC_KEY]; /* that Argon2id made */
    } phrase[LC_WAYS];
    unsigned char recovery[LC_WAYS][LC_KEY]; /* public halves */
};

/* LC_DAMAGED if it is not what was written, LC_REFUSED if it is of a newer program,
 * LC_RANGE if it asks for more than it may; path for the message. */
int lc_wrapped_parse(struct lc_wrapped *wrapped, const unsigned char *data, size_t size,
                     const char *path, struct lc_error *err) LC_MUST_CHECK;

/* The 32 bytes under a new file's key, with those ways in, of which one at least is by
 * a passphrase. */
void lc_wrapped_make(struct lc_wrapped *wrapped, const unsigned char *bytes,
                     const struct lc_ways *ways);
/* As the file has it, into out[LC_WRAPPED_MOST]; its size. */
size_t lc_wrapped_print(unsigned char *out, const struct lc_wrapped *wrapped);

/* The file's key into file_key[LC_KEY], by the way number i; false: it is not the one.
 * secret[LC_KEY]: the recovery key. */
bool lc_wrapped_by_phrase(unsigned char *file_key, const struct lc_wrapped *wrapped,
                          unsigned i, const unsigned char *key);
bool lc_wrapped_by_recovery(unsigned char *file_key, const struct lc_wrapped *wrapped,
                            unsigned i, const unsigned char *secret);
/* The key of the store into bytes[LC_KEY]; false: what stands before it is not what was
 * written. */
bool lc_wrapped_open(unsigned char *bytes, const struct lc_wrapped *wrapped,
                     const unsigned char *file_key);

/* The public half of a recovery key. */
void lc_recovery_public(unsigned char *public, const unsigned char *secret);
