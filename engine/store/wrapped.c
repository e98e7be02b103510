/* See wrapped_inside.h. */
#include "store/wrapped_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/invariant.h"

enum { MAGIC = 32, HEAD = MAGIC + 4, TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES };

_Static_assert((int)LC_KEY == (int)crypto_aead_xchacha20poly1305_ietf_KEYBYTES
                   && (int)LC_KEY == (int)crypto_box_SEEDBYTES
                   && (int)LC_KEY == (int)crypto_box_PUBLICKEYBYTES,
               "all keys are of one size");
_Static_assert((int)LC_WRAPPING_NONCE
                       == (int)crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
                   && (int)LC_WRAPPED_KEY == LC_KEY + (int)TAG
                   && (int)LC_BOXED_KEY == LC_KEY + (int)crypto_box_SEALBYTES
                   && (int)LC_SALT == (int)crypto_pwhash_SALTBYTES
                   && (int)LC_KDF_PASSES
                          == (int)crypto_pwhash_argon2id_OPSLIMIT_SENSITIVE
                   && LC_KDF_KIB == crypto_pwhash_argon2id_MEMLIMIT_SENSITIVE >> 10,
               "as libsodium has them");

static const char name[] = "latecare key ";
static const unsigned char magic[MAGIC] = "latecare key 1\n";

/* --- bytes ------------------------------------------------------------------------ */

static unsigned char *put(unsigned char *to, const void *from, size_t size)
{
    memcpy(to, from, size);
    return to + size;
}

static const unsigned char *get(const unsigned char *from, void *to, size_t size)
{
    memcpy(to, from, size);
    return from + size;
}

static const unsigned char *get32(const unsigned char *from, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++)
        *value |= (uint32_t)from[i] << 8 * i;
    return from + 4;
}

static unsigned char *put_kdf(unsigned char *to, const struct lc_kdf *kdf)
{
    lc_put32(to, kdf->passes);
    lc_put32(to + 4, kdf->kib);
    return put(to + 8, kdf->salt, LC_SALT);
}

/* All but the key of the store: what that is authenticated with. */
static size_t print_ways(unsigned char *out, const struct lc_wrapped *w)
{
    const unsigned char head[4] = { (unsigned char)w->phrases,
                                    (unsigned char)w->recoveries };
    unsigned char *to = put(put(out, magic, MAGIC), head, sizeof head);
    for (unsigned i = 0; i < w->phrases; i++) {
        to = put(put_kdf(to, &w->phrase[i].kdf), w->phrase[i].nonce, LC_WRAPPING_NONCE);
        to = put(to, w->phrase[i].key, LC_WRAPPED_KEY);
    }
    for (unsigned i = 0; i < w->recoveries; i++)
        to = put(put(to, w->recovery[i].public, LC_KEY), w->recovery[i].key,
                 LC_BOXED_KEY);
    return (size_t)(to - out);
}

size_t lc_wrapped_print(unsigned char *out, const struct lc_wrapped *wrapped)
{
    unsigned char *to = out + print_ways(out, wrapped);
    to = put(put(to, wrapped->nonce, LC_WRAPPING_NONCE), wrapped->key, LC_WRAPPED_KEY);
    lc_digest(out, (size_t)(to - out), NULL, to);
    return (size_t)(to - out) + LC_DIGEST;
}

/* --- reading ---------------------------------------------------------------------- */

static size_t size_of(unsigned phrases, unsigned recoveries)
{
    return LC_WRAPPED_LEAST - sizeof(struct lc_phrase_way)
           + phrases * sizeof(struct lc_phrase_way)
           + recoveries * sizeof(struct lc_recovery_way);
}

static int check_kdf(const struct lc_kdf *kdf, const char *path, struct lc_error *err)
{
    if (kdf->passes >= 1 && kdf->passes <= LC_KDF_PASSES && kdf->kib >= LC_KDF_LEAST_KIB
        && kdf->kib <= LC_KDF_KIB)
        return LC_OK;
    return LC_FAIL(err, LC_RANGE,
                   "%s asks for %u passes over %u KiB to try a passphrase, and none of "
                   "ours asks for more than %d over %d: it is not one that latecare "
                   "wrote; use a copy",
                   path, (unsigned)kdf->passes, (unsigned)kdf->kib, LC_KDF_PASSES,
                   LC_KDF_KIB);
}

static int get_ways(struct lc_wrapped *w, const unsigned char *from, const char *path,
                    struct lc_error *err)
{
    int code = LC_OK;
    for (unsigned i = 0; i < w->phrases && !code; i++) {
        struct lc_phrase_way *way = w->phrase + i;
        from = get32(get32(from, &way->kdf.passes), &way->kdf.kib);
        from = get(get(from, way->kdf.salt, LC_SALT), way->nonce, LC_WRAPPING_NONCE);
        from = get(from, way->key, LC_WRAPPED_KEY);
        code = check_kdf(&way->kdf, path, err);
    }
    if (code)
        return code;
    for (unsigned i = 0; i < w->recoveries; i++)
        from = get(get(from, w->recovery[i].public, LC_KEY), w->recovery[i].key,
                   LC_BOXED_KEY);
    from = get(from, w->nonce, LC_WRAPPING_NONCE);
    get(from, w->key, LC_WRAPPED_KEY);
    return LC_OK;
}

static bool has_form(const unsigned char *data, size_t size)
{
    unsigned char digest[LC_DIGEST];
    if (size < LC_WRAPPED_LEAST || size > LC_WRAPPED_MOST || memcmp(data, magic, MAGIC))
        return false;
    unsigned phrases = data[MAGIC], recoveries = data[MAGIC + 1];
    if (!phrases || phrases > LC_WAYS || recoveries > LC_WAYS || data[MAGIC + 2]
        || data[MAGIC + 3] || size != size_of(phrases, recoveries))
        return false;
    lc_digest(data, size - LC_DIGEST, NULL, digest);
    return memcmp(digest, data + size - LC_DIGEST, LC_DIGEST) == 0;
}

static bool is_newer(const unsigned char *data, size_t size)
{
    char number[8] = "";
    if (size < MAGIC || memcmp(data, name, sizeof name - 1))
        return false;
    memcpy(number, data + sizeof name - 1, sizeof number - 1);
    return strtol(number, NULL, 10) > 1;
}

int lc_wrapped_parse(struct lc_wrapped *wrapped, const unsigned char *data, size_t size,
                     const char *path, struct lc_error *err)
{
    *wrapped = (struct lc_wrapped){ .phrases = 0 };
    if (is_newer(data, size))
        return LC_FAIL(err, LC_REFUSED, "%s is of a newer latecare, which is needed",
                       path);
    if (!has_form(data, size))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s is neither a key of %d bytes nor one under a passphrase as "
                       "it was written; use a copy",
                       path, LC_KEY);
    wrapped->phrases = data[MAGIC];
    wrapped->recoveries = data[MAGIC + 1];
    return get_ways(wrapped, data + HEAD, path, err);
}

/* --- keys ------------------------------------------------------------------------- */

static void seal(unsigned char *out, unsigned char *nonce, const unsigned char *bytes,
                 const void *with, size_t size, const unsigned char *key)
{
    randombytes_buf(nonce, LC_WRAPPING_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, bytes, LC_KEY, with, size,
                                               NULL, nonce, key);
}

static bool unseal(unsigned char *out, const unsigned char *sealed, const void *with,
                   size_t size, const unsigned char *nonce, const unsigned char *key)
{
    return !crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, NULL, NULL, sealed, LC_WRAPPED_KEY, with, size, nonce, key);
}

/* What a way by a passphrase is authenticated with: the heading and its own. */
enum { WITH = MAGIC + 8 + LC_SALT };

static void print_with(unsigned char *out, const struct lc_kdf *kdf)
{
    put_kdf(put(out, magic, MAGIC), kdf);
}

void lc_recovery_public(unsigned char *public, const unsigned char *secret)
{
    unsigned char pair[crypto_box_SECRETKEYBYTES];
    crypto_box_seed_keypair(public, pair, secret);
    sodium_memzero(pair, sizeof pair);
}

void lc_wrapped_make(struct lc_wrapped *wrapped, const unsigned char *bytes,
                     const struct lc_ways *ways)
{
    unsigned char file_key[LC_KEY], with[WITH], all[LC_WRAPPED_MOST];
    *wrapped = (struct lc_wrapped){ ways->phrases, ways->recoveries, .nonce = { 0 } };
    randombytes_buf(file_key, sizeof file_key);
    for (unsigned i = 0; i < ways->phrases; i++) {
        struct lc_phrase_way *way = wrapped->phrase + i;
        way->kdf = ways->phrase[i].kdf;
        print_with(with, &way->kdf);
        seal(way->key, way->nonce, file_key, with, WITH, ways->phrase[i].key);
    }
    for (unsigned i = 0; i < ways->recoveries; i++) {
        memcpy(wrapped->recovery[i].public, ways->recovery[i], LC_KEY);
        int failed = crypto_box_seal(wrapped->recovery[i].key, file_key, LC_KEY,
                                     ways->recovery[i]);
        LC_INVARIANT(!failed); /* a public half that we made, or that was vouched for */
    }
    size_t size = print_ways(all, wrapped);
    seal(wrapped->key, wrapped->nonce, bytes, all, size, file_key);
    sodium_memzero(file_key, sizeof file_key);
}

bool lc_wrapped_by_phrase(unsigned char *file_key, const struct lc_wrapped *wrapped,
                          unsigned i, const unsigned char *key)
{
    const struct lc_phrase_way *way = wrapped->phrase + i;
    unsigned char with[WITH];
    print_with(with, &way->kdf);
    return unseal(file_key, way->key, with, WITH, way->nonce, key);
}

bool lc_wrapped_by_recovery(unsigned char *file_key, const struct lc_wrapped *wrapped,
                            unsigned i, const unsigned char *secret)
{
    unsigned char public[LC_KEY], pair[crypto_box_SECRETKEYBYTES];
    crypto_box_seed_keypair(public, pair, secret);
    bool is = memcmp(public, wrapped->recovery[i].public, LC_KEY) == 0
              && !crypto_box_seal_open(file_key, wrapped->recovery[i].key, LC_BOXED_KEY,
                                       public, pair);
    sodium_memzero(pair, sizeof pair);
    return is;
}

bool lc_wrapped_open(unsigned char *bytes, const struct lc_wrapped *wrapped,
                     const unsigned char *file_key)
{
    unsigned char all[LC_WRAPPED_MOST];
    size_t size = print_ways(all, wrapped);
    return unseal(bytes, wrapped->key, all, size, wrapped->nonce, file_key);
}
