/* The identity file: see identity.h. What is in memory is in rows.c. */
#include "store/identity_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/text.h"
#include "store/keys_inside.h"

enum {
    MAGIC = 32,
    FRAME = 65536,
    EXTRA = crypto_secretstream_xchacha20poly1305_ABYTES,
    STREAM_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
    FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL
};

_Static_assert((int)KEY == (int)LC_KEY, "all keys are of one size");

typedef crypto_secretstream_xchacha20poly1305_state stream;

static const char name[] = "latecare identity ";
/* By format. */
static const unsigned char magics[LC_IDENTITY_FORMAT][MAGIC] = {
    "latecare identity 1\n", "latecare identity 2\n"
};
static const unsigned char *const magic = magics[LC_IDENTITY_FORMAT - 1];

/* --- the key ---------------------------------------------------------------------- */
/* Locked, guarded memory; sodium_free() wipes it. */
static int find_key(const char *store_path, enum lc_key_age age, bool make,
                    unsigned char **key, struct lc_error *err)
{
    *key = sodium_malloc(KEY);
    int code = *key ? lc_identity_secret(*key, store_path, age, make, err)
                    : LC_FAIL_NOMEM(err);
    if (code) {
        sodium_free(*key);
        *key = NULL;
    }
    return code;
}

/* --- reading ---------------------------------------------------------------------- */
static int fail_damaged(const char *path, struct lc_error *err)
{
    return LC_FAIL(err, LC_DAMAGED,
                   "%s is damaged or was written under another key; use a backup",
                   path);
}

static long format_of(const unsigned char *data)
{
    return strtol((const char *)data + strlen(name), NULL, 10);
}

static int check_magic(const char *path, const unsigned char *data, size_t size,
                       struct lc_error *err)
{
    if (size < MAGIC + STREAM_HEAD || memcmp(data, name, strlen(name)))
        return LC_FAIL(err, LC_DAMAGED, "%s is not an identity file", path);
    long format = format_of(data);
    if (format > LC_IDENTITY_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is of format %ld and this program reads up to %d; a newer "
                       "latecare is needed",
                       path, format, LC_IDENTITY_FORMAT);
    return format < 1 || memcmp(data, magics[format - 1], MAGIC)
               ? fail_damaged(path, err)
               : LC_OK;
}

/* Opens the frames of a file, whose magic was looked at, into plain (as large as it);
 * *got is what they held. The one that bears TAG_FINAL must be the last thing in the
 * file. */
static bool open_frames(const unsigned char *key, const unsigned char *data,
                        size_t size, unsigned char *plain, size_t *got)
{
    stream state;
    unsigned char tag = 0;
    const unsigned char *head = data;
    data += MAGIC;
    bool good = crypto_secretstream_xchacha20poly1305_init_pull(&state, data, key) == 0;
    data += STREAM_HEAD;
    size -= MAGIC + STREAM_HEAD;
    *got = 0;
    for (bool first = true; good && tag != FINAL; first = false) {
        size_t piece = size < FRAME + EXTRA ? size : FRAME + EXTRA;
        unsigned long long opened = 0;
        good = piece >= EXTRA
               && crypto_secretstream_xchacha20poly1305_pull(
                      &state, plain + *got, &opened, &tag, data, piece,
                      first ? head : NULL, first ? MAGIC : 0)
                      == 0;
        *got += (size_t)opened;
        data += piece;
        size -= piece;
    }
    sodium_memzero(&state, sizeof state);
    return good && size == 0;
}

static int unseal(struct lc_identities *ids, const char *path, const unsigned char *key,
                  const unsigned char *data, size_t size, struct lc_error *err)
{
    size_t got = 0;
    unsigned char *plain = sodium_malloc(size);
    if (!plain)
        return LC_FAIL_NOMEM(err);
    int code = open_frames(key, data, size, plain, &got)
                   ? lc_identities_decode(ids, format_of(data), plain, got, err)
                   : fail_damaged(path, err);
    sodium_free(plain);
    return code;
}

static int open_under(struct lc_identities *ids, const char *path,
                      const char *store_path, enum lc_key_age age,
                      const unsigned char *data, size_t size, struct lc_error *err)
{
    unsigned char *key = NULL;
    int code = find_key(store_path, age, false, &key, err);
    if (!code)
        code = unseal(ids, path, key, data, size, err);
    sodium_free(key);
    return code;
}

/* Where a rotation was killed a key may wait, and be the one (rotate.h). */
static int open_sealed(struct lc_identities *ids, const char *path,
                       const char *store_path, const char *data, size_t size,
                       struct lc_error *err)
{
    struct lc_error found = { 0 };
    const unsigned char *bytes = (const unsigned char *)data;
    int code = check_magic(path, bytes, size, err);
    if (code)
        return code;
    code = open_under(ids, path, store_path, LC_KEY_PRESENT, bytes, size, &found);
    if (code == LC_DAMAGED && lc_key_waits(store_path, LC_KEY_OF_IDENTITY)) {
        code = open_under(ids, path, store_path, LC_KEY_WAITING, bytes, size, NULL);
        ids->key_waits = !code;
    }
    return lc_error_pass(err, code, &found);
}

int lc_identities_read(struct lc_identities *ids, const char *path,
                       const char *store_path, const struct lc_bond *bond, bool *ours,
                       struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    char *data = NULL;
    size_t size = 0;
    int code = lc_file_read(path, SIZE_MAX / 4, &data, &size, err);
    *ours = false;
    if (!code && bond->kind == LC_BOND_FILE) {
        lc_digest(data, size, NULL, digest);
        *ours = memcmp(digest, bond->digest, LC_DIGEST) == 0;
    }
    if (!code && *ours)
        code = open_sealed(ids, path, store_path, data, size, err);
    free(data);
    return code;
}

/* --- writing ---------------------------------------------------------------------- */
/* The file as it is written, and its digest. */
struct sink {
    struct lc_draft draft;
    crypto_generichash_state digest;
};

static int put(struct sink *sink, const void *data, size_t size, struct lc_error *err)
{
    crypto_generichash_update(&sink->digest, data, size);
    return lc_draft_write(&sink->draft, data, size, err);
}

static int put_frame(struct sink *sink, stream *state, const unsigned char *plain,
                     size_t size, bool first, bool last, struct lc_error *err)
{
    unsigned char sealed[FRAME + EXTRA];
    unsigned long long made = 0;
    crypto_secretstream_xchacha20poly1305_push(state, sealed, &made, plain, size,
                                               first ? magic : NULL, first ? MAGIC : 0,
                                               last ? FINAL : 0);
    return put(sink, sealed, (size_t)made, err);
}

static int put_frames(struct sink *sink, const unsigned char *key,
                      const struct lc_text *plain, struct lc_error *err)
{
    stream state;
    unsigned char head[STREAM_HEAD];
    crypto_secretstream_xchacha20poly1305_init_push(&state, head, key);
    int code = put(sink, magic, MAGIC, err);
    if (!code)
        code = put(sink, head, STREAM_HEAD, err);
    size_t at = 0;
    for (bool first = true, last = false; !code && !last; first = false) {
        size_t piece = plain->size - at < FRAME ? plain->size - at : FRAME;
        last = at + piece == plain->size;
        code = put_frame(sink, &state,
                         (const unsigned char *)(plain->size ? plain->data + at : ""),
                         piece, first, last, err);
        at += piece;
    }
    sodium_memzero(&state, sizeof state);
    return code;
}

/* Of just the room that is needed, so that it never moves and leaves a copy behind. */
static int encode(const struct lc_identities *ids, struct lc_text *plain,
                  struct lc_error *err)
{
    int code = LC_OK;
    plain->room = 1;
    for (size_t i = 0; i < ids->count; i++)
        plain->room += lc_identity_size(ids->row + i);
    plain->data = sodium_malloc(plain->room);
    if (!plain->data)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < ids->count; i++)
        code = lc_identity_encode(plain, ids->row + i, err);
    return code;
}

static int write_file(struct lc_bond *bond, const char *path, const unsigned char *key,
                      const struct lc_text *plain, struct lc_error *err)
{
    struct sink sink;
    crypto_generichash_init(&sink.digest, NULL, 0, LC_DIGEST);
    int code = lc_draft_open(&sink.draft, path, true, err);
    if (code)
        return code;
    code = put_frames(&sink, key, plain, err);
    if (!code)
        code = lc_draft_commit(&sink.draft, err);
    lc_draft_drop(&sink.draft);
    bond->kind = LC_BOND_FILE;
    crypto_generichash_final(&sink.digest, bond->digest, LC_DIGEST);
    return code;
}

int lc_identities_write(struct lc_bond *bond, const struct lc_identities *ids,
                        const char *path, const char *store_path, enum lc_key_age age,
                        bool make, struct lc_error *err)
{
    unsigned char *key = NULL;
    struct lc_text plain = { 0 };
    int code = encode(ids, &plain, err);
    if (!code)
        code = find_key(store_path, age, make, &key, err);
    if (!code)
        code = write_file(bond, path, key, &plain, err);
    sodium_free(key);
    sodium_free(plain.data);
    return code;
}
