/* See eras.h. An elder is a nonce and the keys of its era, encrypted and authenticated
 * with its number. */
#include "store/eras_inside.h"

#include <string.h>

#include <sodium.h>

#include "base/digests.h"
#include "base/memory.h"
#include "store/beside_inside.h"

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };

_Static_assert((int)LC_ELDER
                   == (int)(NONCE + sizeof(struct lc_era)
                            + crypto_aead_xchacha20poly1305_ietf_ABYTES),
               "an elder is an era, encrypted");

static bool open_elder(struct lc_era *era, const struct lc_elder *elder, size_t number,
                       const struct lc_secrets *secrets)
{
    unsigned char about[8];
    lc_put64(about, number);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(
               (unsigned char *)era, NULL, NULL, elder->sealed + NONCE,
               LC_ELDER - NONCE, about, sizeof about, elder->sealed,
               secrets->of[LC_FOR_ELDERS].bytes)
           == 0;
}

static void seal_elder(struct lc_elder *elder, const struct lc_era *era, size_t number,
                       const struct lc_secrets *secrets)
{
    unsigned char about[8];
    lc_put64(about, number);
    randombytes_buf(elder->sealed, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        elder->sealed + NONCE, NULL, (const unsigned char *)era, sizeof *era, about,
        sizeof about, NULL, elder->sealed, secrets->of[LC_FOR_ELDERS].bytes);
}

int lc_eras_open(struct lc_eras *eras, const struct lc_store *store,
                 const struct lc_secrets *secrets, struct lc_error *err)
{
    int code = LC_OK;
    eras->count = store->elders + 1;
    if (eras->count > LC_MAX_ERAS)
        return LC_FAIL(err, LC_DAMAGED, "the store holds too many earlier keys");
    for (size_t e = 0; e < store->elders && !code; e++)
        if (!open_elder(eras->era + e, store->elder + e, e, secrets))
            code = LC_FAIL(err, LC_DAMAGED,
                           "what the store keeps of an earlier key is not what was "
                           "written; use a backup");
    memcpy(eras->era[store->elders].of, secrets->of, sizeof eras->era->of);
    if (code)
        sodium_memzero(eras, sizeof *eras);
    return code;
}

int lc_store_eras(struct lc_eras *eras, const struct lc_store *store, const char *path,
                  bool make, struct lc_error *err)
{
    struct lc_secrets secrets;
    int code = lc_store_secrets(&secrets, path, make, err);
    if (!code && (code = lc_eras_open(eras, store, &secrets, err)))
        lc_error_within(err, code, "%s", path);
    sodium_memzero(&secrets, sizeof secrets);
    return code;
}

/* --- (1) -------------------------------------------------------------------------- */

static uint64_t turn_row(uint64_t digest, const struct lc_key *rows)
{
    unsigned char bytes[8];
    lc_put64(bytes, digest);
    return lc_digest64(bytes, sizeof bytes, rows);
}

static void turn_pseudonym(const struct lc_eras *eras, unsigned char *out)
{
    unsigned char before[LC_PSEUDONYM];
    for (size_t e = 1; e < eras->count; e++) {
        memcpy(before, out, sizeof before);
        lc_digest(before, sizeof before, &eras->era[e].of[LC_FOR_PSEUDONYMS], out);
    }
}

void lc_eras_pseudonym(const struct lc_eras *eras, const void *text, size_t size,
                       unsigned char *out)
{
    lc_digest(text, size, &eras->era[0].of[LC_FOR_PSEUDONYMS], out);
    turn_pseudonym(eras, out);
}

void lc_eras_pseudonyms(const struct lc_eras *eras, size_t n,
                        const struct lc_slice *text, unsigned char (*digest)[LC_DIGEST])
{
    lc_digests(n, text, &eras->era[0].of[LC_FOR_PSEUDONYMS], digest);
    for (size_t i = 0; i < n; i++)
        turn_pseudonym(eras, digest[i]);
}

uint64_t lc_eras_row(const struct lc_eras *eras, uint64_t digest)
{
    for (size_t e = 1; e < eras->count; e++)
        digest = turn_row(digest, &eras->era[e].of[LC_FOR_ROWS]);
    return digest;
}

/* --- a new era -------------------------------------------------------------------- */

static void turn_records(struct lc_store *store, const struct lc_key *pseudonyms)
{
    unsigned char digest[LC_DIGEST];
    for (size_t r = 0; r < store->records; r++) {
        struct lc_record *record = store->record + r;
        if (!record->system)
            continue; /* erased: it has none */
        lc_digest(record->pseudonym, LC_PSEUDONYM, pseudonyms, digest);
        memcpy(record->pseudonym, digest, LC_PSEUDONYM);
    }
}

static void turn_rows(struct lc_history *h, const struct lc_key *rows)
{
    for (size_t i = 0; i < h->n; i++) {
        h->key[i] = turn_row(h->key[i], rows);
        h->content[i] = turn_row(h->content[i], rows);
    }
}

static void turn_beside(struct lc_store *store, const struct lc_key *rows)
{
    for (size_t i = 0; i < store->purges; i++)
        store->purged[i].key = turn_row(store->purged[i].key, rows);
    for (size_t i = 0; i < store->pending; i++) {
        store->waiting[i].key = turn_row(store->waiting[i].key, rows);
        store->waiting[i].parent = turn_row(store->waiting[i].parent, rows);
    }
    for (size_t i = 0; i < store->nests; i++) {
        store->nest[i].key = turn_row(store->nest[i].key, rows);
        store->nest[i].parent = turn_row(store->nest[i].parent, rows);
    }
}

int lc_eras_turn(struct lc_store *store, const struct lc_eras *eras,
                 const struct lc_secrets *next, struct lc_error *err)
{
    if (eras->count >= LC_MAX_ERAS)
        return LC_FAIL(err, LC_RANGE,
                       "the store's key was rotated %zu times, and no more is taken: "
                       "import the extracts anew, into a new store",
                       store->elders);
    int code = LC_GROW(store->elder, store->elder_room, eras->count, err);
    if (code)
        return code;
    store->elders = eras->count;
    for (size_t e = 0; e < eras->count; e++)
        seal_elder(store->elder + e, eras->era + e, e, next);
    turn_records(store, &next->of[LC_FOR_PSEUDONYMS]);
    for (size_t h = 0; h < store->histories; h++)
        turn_rows(store->history + h, &next->of[LC_FOR_ROWS]);
    turn_beside(store, &next->of[LC_FOR_ROWS]);
    lc_beside_sort(store); /* what is in the order of its digests */
    return LC_OK;
}
