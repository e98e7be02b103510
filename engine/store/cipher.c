/* See cipher_inside.h. */
#include "store/cipher_inside.h"

#include <string.h>

#include <sodium.h>

#include "store/manifest_inside.h"

enum { BLOCK = 64 };

static const unsigned char zero[crypto_stream_chacha20_NONCEBYTES]; /* see its key */

void lc_cipher_init(struct lc_cipher *cipher, bool on, const struct lc_secrets *secrets,
                    const unsigned char *nonce)
{
    *cipher = (struct lc_cipher){ .on = on };
    if (on)
        lc_digest(nonce, LC_NONCE, &secrets->of[LC_FOR_FILES], cipher->key.bytes);
}

/* Up to the end of the block that `at` lies in; how many bytes that was. */
static size_t apply_first(const struct lc_cipher *cipher, uint64_t at,
                          unsigned char *data, size_t size)
{
    unsigned char block[BLOCK] = { 0 };
    size_t skip = (size_t)(at % BLOCK),
           count = BLOCK - skip < size ? BLOCK - skip : size;
    memcpy(block + skip, data, count);
    crypto_stream_chacha20_xor_ic(block, block, BLOCK, zero, at / BLOCK,
                                  cipher->key.bytes);
    memcpy(data, block + skip, count);
    sodium_memzero(block, sizeof block);
    return count;
}

void lc_cipher_apply(const struct lc_cipher *cipher, uint64_t at, void *data,
                     size_t size)
{
    unsigned char *bytes = data;
    if (!cipher->on || !size)
        return;
    size_t first = at % BLOCK ? apply_first(cipher, at, bytes, size) : 0;
    crypto_stream_chacha20_xor_ic(bytes + first, bytes + first, size - first, zero,
                                  (at + first) / BLOCK, cipher->key.bytes);
}
