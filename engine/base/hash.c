#include "base/hash.h"

#include <string.h>

#include <sodium.h>

void lc_digest(const void *data, size_t size, const struct lc_key *key,
               unsigned char *out)
{
    crypto_generichash(out, LC_DIGEST, data, size, key ? key->bytes : NULL,
                       key ? LC_KEY : 0);
}

uint64_t lc_digest64(const void *data, size_t size, const struct lc_key *key)
{
    unsigned char full[LC_DIGEST];
    uint64_t value = 0;
    lc_digest(data, size, key, full);
    for (int i = 7; i >= 0; i--)
        value = value << 8 | full[i];
    return value;
}

const char *lc_digest_text(const unsigned char *digest, char *out)
{
    return sodium_bin2hex(out, LC_DIGEST_TEXT, digest, LC_DIGEST);
}

void lc_put32(unsigned char *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(value >> 8 * i);
}

void lc_put64(unsigned char *out, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)(value >> 8 * i);
}

uint64_t lc_hash_short(const void *data, size_t size)
{
    static const unsigned char key[crypto_shorthash_KEYBYTES + 1] = "texts in a table";
    unsigned char out[crypto_shorthash_BYTES];
    uint64_t value;
    crypto_shorthash(out, data, size, key);
    memcpy(&value, out, sizeof value);
    return value;
}

uint64_t lc_mix64(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}
