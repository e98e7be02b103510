/* STORE.digest: see manifest_inside.h. A line of heading, the log's head, a line a
 * seal, and a digest of all that:
 *
 *     latecare store digest 4
 *     log LINES LINK
 *     GENERATION VERSION FORMAT CIPHER SIZE NONCE BOND DIGEST
 *     manifest DIGEST        twice while keys are rotated: under the old, and the new
 *
 * numbers in decimal, digests in hexadecimal; LINK is "-" before the first line, and
 * VERSION where none was said; BOND is the identity file's digest, or "none";
 * CIPHER is "plain" or "chacha20".
 * Formats 1 to 3 were under other keys; they are refused by name. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/invariant.h"
#include "base/number.h"
#include "base/text.h"
#include "store/chain_inside.h"
#include "store/manifest_inside.h"
#include "store/paths_inside.h"
#include "system/file.h"

static const char heading[] = "latecare store digest ";

enum { FILE_FORMAT = 4, MAX_BYTES = 4096, MAX_CLOSERS = 2 };

static const char none[] = "none", dash[] = "-";
static const char plain[] = "plain", encrypted[] = "chacha20";
static const char last_word[] = "manifest ";

static void add_bond(struct lc_text *text, const struct lc_bond *bond)
{
    char hex[LC_DIGEST_TEXT];
    lc_text_addf(text, "%s ",
                 bond->kind == LC_BOND_NONE ? none : lc_digest_text(bond->digest, hex));
}

static void add_seal(struct lc_text *text, const struct lc_seal *seal)
{
    char hex[LC_DIGEST_TEXT];
    lc_text_addf(text, "%" PRIu64 " %s %" PRIu32 " %s %" PRIu64 " %s ", seal->of.number,
                 *seal->of.version ? seal->of.version : dash, seal->format,
                 seal->of.encrypted ? encrypted : plain, seal->size,
                 lc_digest_text(seal->nonce, hex));
    add_bond(text, &seal->of.bond);
    lc_text_addf(text, "%s\n", lc_digest_text(seal->digest, hex));
}

/* Of the bytes of a manifest up to its own last line. */
static const char *digest_of(struct lc_slice bytes, const struct lc_secrets *secrets,
                             char *hex)
{
    unsigned char digest[LC_DIGEST];
    lc_digest(bytes.data, bytes.size, &secrets->of[LC_FOR_MANIFEST], digest);
    return lc_digest_text(digest, hex);
}

/* All but its last line. */
static void print(const struct lc_manifest *m, struct lc_text *text)
{
    lc_text_addf(text, "%s%d\nlog %" PRIu64 " %s\n", heading, FILE_FORMAT,
                 m->head.lines, m->head.lines ? m->head.link : dash);
    for (size_t i = 0; i < m->count; i++)
        add_seal(text, m->seal + i);
}

/* also: NULL, or other keys that it is under too. */
static int write(const struct lc_manifest *m, const char *store_path,
                 const struct lc_secrets *secrets, const struct lc_secrets *also,
                 struct lc_error *err)
{
    struct lc_text text = { 0 };
    char hex[LC_DIGEST_TEXT], other[LC_DIGEST_TEXT],
        *path = lc_beside(store_path, ".digest");
    print(m, &text);
    int code = path ? lc_text_check(&text, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        struct lc_slice body = { text.data, text.size };
        digest_of(body, secrets, hex);
        if (also)
            digest_of(body, also, other);
        lc_text_addf(&text, "%s%s\n", last_word, hex);
        if (also)
            lc_text_addf(&text, "%s%s\n", last_word, other);
        code = lc_file_write_text(path, true, &text, err);
    }
    lc_text_free(&text);
    free(path);
    return code;
}

/* The text up to `stop`, which must be there; *at moves behind it. */
static int take(struct lc_slice *at, char stop, struct lc_slice *piece)
{
    const char *end = at->size ? memchr(at->data, stop, at->size) : NULL;
    if (!end)
        return LC_DAMAGED;
    *piece = (struct lc_slice){ at->data, (size_t)(end - at->data) };
    at->size -= piece->size + 1;
    at->data = end + 1;
    return LC_OK;
}

static int take_number(struct lc_slice *at, char stop, int64_t high, int64_t *value)
{
    struct lc_slice piece;
    int code = take(at, stop, &piece);
    return code ? code : lc_integer_parse(piece, 0, high, value);
}

static int read_hex(struct lc_slice piece, unsigned char *out)
{
    size_t got;
    if (sodium_hex2bin(out, LC_DIGEST, piece.data, piece.size, NULL, &got, NULL)
        || got != LC_DIGEST)
        return LC_DAMAGED;
    return LC_OK;
}

static int take_hex(struct lc_slice *at, char stop, unsigned char *out)
{
    struct lc_slice piece;
    int code = take(at, stop, &piece);
    return code ? code : read_hex(piece, out);
}

static int take_bond(struct lc_slice *at, struct lc_bond *bond)
{
    struct lc_slice piece;
    int code = take(at, ' ', &piece);
    if (code)
        return code;
    bond->kind = lc_slice_is(piece, none) ? LC_BOND_NONE : LC_BOND_FILE;
    return bond->kind == LC_BOND_FILE ? read_hex(piece, bond->digest) : LC_OK;
}

static int take_version(struct lc_slice *at, char *version)
{
    struct lc_slice piece;
    if (take(at, ' ', &piece) || piece.size >= LC_VERSION_ROOM)
        return LC_DAMAGED;
    if (!lc_slice_is(piece, dash))
        snprintf(version, LC_VERSION_ROOM, "%.*s", (int)piece.size, piece.data);
    return LC_OK;
}

static int take_cipher(struct lc_slice *at, bool *is_encrypted)
{
    struct lc_slice piece;
    if (take(at, ' ', &piece))
        return LC_DAMAGED;
    *is_encrypted = lc_slice_is(piece, encrypted);
    return *is_encrypted || lc_slice_is(piece, plain) ? LC_OK : LC_DAMAGED;
}

static int take_seal(struct lc_slice *at, struct lc_seal *seal)
{
    int64_t format = 0, size = 0, generation = 0;
    if (take_number(at, ' ', LC_LAST_GENERATION, &generation)
        || take_version(at, seal->of.version)
        || take_number(at, ' ', UINT32_MAX, &format)
        || take_cipher(at, &seal->of.encrypted)
        || take_number(at, ' ', INT64_MAX / 2, &size) || take_hex(at, ' ', seal->nonce)
        || take_bond(at, &seal->of.bond) || take_hex(at, '\n', seal->digest))
        return LC_DAMAGED;
    seal->of.number = (uint64_t)generation;
    seal->format = (uint32_t)format;
    seal->size = (uint64_t)size;
    return LC_OK;
}

/* "log LINES LINK" */
static int take_head(struct lc_slice *at, struct lc_log_mark *head)
{
    struct lc_slice word, link;
    int64_t lines = 0;
    if (take(at, ' ', &word) || !lc_slice_is(word, "log")
        || take_number(at, ' ', INT64_MAX / 2, &lines) || take(at, '\n', &link))
        return LC_DAMAGED;
    head->lines = (uint64_t)lines;
    return lc_log_mark_take(head, link) ? LC_OK : LC_DAMAGED;
}

enum { CLOSER = sizeof last_word - 1 + LC_DIGEST_TEXT }; /* bytes of a last line */

static bool ends_in_closer(struct lc_slice text)
{
    return text.size >= CLOSER && text.data[text.size - 1] == '\n'
           && memcmp(text.data + text.size - CLOSER, last_word, sizeof last_word - 1)
                  == 0;
}

/* The last lines, of which one must be the digest of all before them; *at and *whole
 * end there then. */
static bool take_digests(struct lc_slice *at, struct lc_slice *whole,
                         const struct lc_secrets *secrets)
{
    char hex[LC_DIGEST_TEXT];
    bool good = false;
    int closers = 0;
    for (; closers < MAX_CLOSERS && ends_in_closer(*at); closers++) {
        at->size -= CLOSER;
        whole->size -= CLOSER;
    }
    digest_of(*whole, secrets, hex);
    for (int i = 0; i < closers; i++)
        good |=
            sodium_memcmp(whole->data + whole->size + (i + 1) * CLOSER - LC_DIGEST_TEXT,
                          hex, LC_DIGEST_TEXT - 1)
            == 0;
    return good;
}

/* Nothing is read otherwise than it is written: 5 is not +5, nor 5.0. */
static int check_bytes(const struct lc_manifest *m, struct lc_slice body,
                       const char *path, struct lc_error *err)
{
    struct lc_text text = { 0 };
    print(m, &text);
    int code = lc_text_check(&text, err);
    if (!code && (text.size != body.size || memcmp(text.data, body.data, text.size)))
        code =
            LC_FAIL(err, LC_DAMAGED, "%s is not as a store's digest is written", path);
    lc_text_free(&text);
    return code;
}

/* The first line; *at moves behind it. */
static int take_format(struct lc_slice *at, const char *path, struct lc_error *err)
{
    int64_t version = 0;
    size_t head = strlen(heading);
    if (at->size < head || memcmp(at->data, heading, head))
        return LC_FAIL(err, LC_DAMAGED, "%s is not a store's digest", path);
    at->data += head;
    at->size -= head;
    if (take_number(at, '\n', INT32_MAX, &version) || version < 1)
        return LC_FAIL(err, LC_DAMAGED, "%s is damaged in its first line", path);
    if (version < FILE_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is of format %d, of an older latecare that had one key for "
                       "everything; import the extracts anew, into a new store",
                       path, (int)version);
    if (version > FILE_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is of format %d and this program reads up to %d; a newer "
                       "latecare is needed",
                       path, (int)version, FILE_FORMAT);
    return LC_OK;
}

static int parse(struct lc_manifest *m, struct lc_slice at, const char *path,
                 const struct lc_secrets *secrets, struct lc_error *err)
{
    struct lc_slice whole = at;
    int code = take_format(&at, path, err);
    if (code)
        return code;
    if (!take_digests(&at, &whole, secrets) || take_head(&at, &m->head))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s is not what was written under this store's key; put back "
                       "the store and all that stood beside it, from one backup",
                       path);
    while (at.size && m->count < LC_MAX_SEALS)
        if (take_seal(&at, m->seal + m->count++))
            return LC_FAIL(err, LC_DAMAGED, "%s is damaged in its seal %zu", path,
                           m->count);
    if (at.size || !m->count)
        return LC_FAIL(err, LC_DAMAGED, "%s holds the wrong number of lines", path);
    return check_bytes(m, whole, path, err);
}

/* secrets NULL: the first line alone is looked at. */
static int read(struct lc_manifest *manifest, const char *store_path,
                const struct lc_secrets *secrets, struct lc_error *err)
{
    size_t size = 0;
    char *data = NULL, *path = lc_beside(store_path, ".digest");
    *manifest = (struct lc_manifest){ .count = 0 };
    if (!path)
        return LC_FAIL_NOMEM(err);
    int code = lc_file_exists(path) ? lc_file_read(path, MAX_BYTES, &data, &size, err)
                                    : LC_FAIL(err, LC_ABSENT, "%s is not there", path);
    if (!code && !secrets)
        code = take_format(&(struct lc_slice){ data, size }, path, err);
    else if (!code)
        code = parse(manifest, (struct lc_slice){ data, size }, path, secrets, err);
    free(data);
    free(path);
    return code;
}

int lc_manifest_read(struct lc_manifest *manifest, const char *store_path,
                     const struct lc_secrets *secrets, struct lc_error *err)
{
    return read(manifest, store_path, secrets, err);
}

int lc_manifest_find(struct lc_manifest *manifest, size_t *which,
                     const char *store_path, const struct lc_secrets *secrets,
                     struct lc_error *err)
{
    uint64_t size;
    int fd, code = lc_manifest_read(manifest, store_path, secrets, err);
    if (!code)
        code = lc_open_regular(store_path, &fd, &size, err);
    if (code)
        return code;
    code = lc_manifest_match(manifest, fd, store_path, size, secrets, which, err);
    lc_sys_file_close(fd);
    return code;
}

int lc_manifest_check_format(const char *store_path, struct lc_error *err)
{
    struct lc_manifest ignored;
    struct lc_error found = { 0 };
    int code = read(&ignored, store_path, NULL, &found);
    return code == LC_REFUSED ? lc_error_pass(err, code, &found) : LC_OK;
}

/* Is it of the same store, so that its head is too? */
static bool shares(const struct lc_manifest *a, const struct lc_manifest *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (memcmp(a->seal[i].digest, b->seal[k].digest, LC_DIGEST) == 0)
                return true;
    return false;
}

int lc_manifest_put_held(struct lc_manifest *manifest, const char *store_path,
                         const struct lc_secrets *secrets,
                         const struct lc_secrets *also, struct lc_error *err)
{
    struct lc_manifest there;
    LC_INVARIANT(manifest->count >= 1 && manifest->count <= LC_MAX_SEALS);
    if (!lc_manifest_read(&there, store_path, secrets, NULL) && shares(&there, manifest)
        && there.head.lines > manifest->head.lines)
        manifest->head = there.head;
    return write(manifest, store_path, secrets, also, err);
}

int lc_manifest_put(const struct lc_manifest *manifest, const char *store_path,
                    const struct lc_secrets *secrets, struct lc_error *err)
{
    struct lc_manifest now = *manifest;
    int fd, code = lc_log_lock(&fd, store_path, err);
    if (code)
        return code;
    code = lc_manifest_put_held(&now, store_path, secrets, NULL, err);
    lc_sys_file_close(fd);
    return code;
}

int lc_manifest_move_head(const struct lc_log_mark *head, const char *store_path,
                          const struct lc_secrets *secrets, struct lc_error *err)
{
    struct lc_manifest m;
    int code = lc_manifest_read(&m, store_path, secrets, err);
    if (code == LC_ABSENT)
        return LC_OK;
    m.head = *head;
    return code ? code : write(&m, store_path, secrets, NULL, err);
}
