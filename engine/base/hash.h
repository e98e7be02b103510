/* BLAKE2b (libsodium): digests of files and keyed pseudonyms.
 * Aumasson et al. (2013), "BLAKE2: simpler, smaller, fast as MD5", ACNS. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { LC_DIGEST = 32, LC_DIGEST_TEXT = 65, LC_KEY = 32 };

struct lc_key {
    unsigned char bytes[LC_KEY];
};

/* Digest of size bytes, keyed if key is not NULL, into out[LC_DIGEST]. */
void lc_digest(const void *data, size_t size, const struct lc_key *key,
               unsigned char *out);

/* The first 64 bits of the same digest, little-endian. */
uint64_t lc_digest64(const void *data, size_t size, const struct lc_key *key);

/* Lower-case hexadecimal into out[LC_DIGEST_TEXT]; returns out. */
const char *lc_digest_text(const unsigned char *digest, char *out);

/* The value in 4 or 8 bytes, little-endian, whatever the machine. */
void lc_put32(unsigned char *out, uint32_t value);
void lc_put64(unsigned char *out, uint64_t value);

/* SipHash-2-4 of size bytes under a fixed key: for hash tables of texts that an
 * outsider chooses. */
uint64_t lc_hash_short(const void *data, size_t size);

/* A fast, fixed 64-bit mix (splitmix64's finaliser): for shards, folds and hash
 * tables of our own numbers, never for anything an outsider chooses.
 * Steele, Lea and Flood (2014), OOPSLA. */
uint64_t lc_mix64(uint64_t x);
