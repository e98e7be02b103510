#include "store/manifest_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"
#include "store/paths_inside.h"
#include "store/pieces_inside.h"
#include "system/file.h"

enum { SEGMENT = 1 << 20, PIECE = 1 << 17, TAG = crypto_onetimeauth_BYTES };

static const char domain[] = "latecare store segment";

struct tagging {
    int fd;
    const char *path;
    const struct lc_seal *seal;
    const struct lc_secrets *secrets;
    unsigned char *tag, *piece; /* [segments][TAG], [workers][PIECE] */
    int *code;                  /* [workers] */
};

static void segment_key(const struct tagging *t, size_t segment, unsigned char *out)
{
    unsigned char message[sizeof domain + LC_NONCE + 8];
    memcpy(message, domain, sizeof domain);
    memcpy(message + sizeof domain, t->seal->nonce, LC_NONCE);
    lc_put64(message + sizeof domain + LC_NONCE, segment);
    crypto_generichash(out, crypto_onetimeauth_KEYBYTES, message, sizeof message,
                       t->secrets->of[LC_FOR_SEGMENTS].bytes, LC_KEY);
}

static void tag_segment(void *context, size_t segment, size_t worker)
{
    struct tagging *t = context;
    crypto_onetimeauth_state state;
    unsigned char key[crypto_onetimeauth_KEYBYTES], *piece = t->piece + worker * PIECE;
    uint64_t at = (uint64_t)segment * SEGMENT, end = at + SEGMENT;
    if (end > t->seal->size)
        end = t->seal->size;
    segment_key(t, segment, key);
    crypto_onetimeauth_init(&state, key);
    for (size_t size; at < end && !t->code[worker]; at += size) {
        size = end - at < PIECE ? (size_t)(end - at) : PIECE;
        t->code[worker] = lc_read_at(t->fd, t->path, at, size, piece, NULL);
        crypto_onetimeauth_update(&state, piece, size);
    }
    crypto_onetimeauth_final(&state, t->tag + segment * TAG);
    sodium_memzero(key, sizeof key);
}

static void add_bond(crypto_generichash_state *state, const struct lc_bond *bond)
{
    unsigned char kind = (unsigned char)bond->kind;
    crypto_generichash_update(state, &kind, 1);
    if (bond->kind == LC_BOND_FILE)
        crypto_generichash_update(state, bond->digest, LC_DIGEST);
}

static void finish(const struct tagging *t, size_t segments, unsigned char *digest)
{
    crypto_generichash_state state;
    unsigned char head[16];
    lc_put64(head, t->seal->format);
    lc_put64(head + 8, t->seal->size);
    crypto_generichash_init(&state, t->secrets->of[LC_FOR_SEALS].bytes, LC_KEY,
                            LC_DIGEST);
    crypto_generichash_update(&state, head, sizeof head);
    crypto_generichash_update(&state, t->seal->nonce, LC_NONCE);
    add_bond(&state, &t->seal->of.bond);
    crypto_generichash_update(&state, t->tag, segments * TAG);
    crypto_generichash_final(&state, digest, LC_DIGEST);
}

/* Of what the seal says of the open file: its size, format and nonce. */
static int digest_file(int fd, const char *path, const struct lc_seal *seal,
                       const struct lc_secrets *secrets, unsigned char *digest,
                       struct lc_error *err)
{
    size_t segments = (size_t)((seal->size + SEGMENT - 1) / SEGMENT);
    lc_team *team = seal->size > LC_WORTH_A_TEAM ? lc_team_or_none() : NULL;
    size_t workers = (size_t)lc_team_threads(team);
    struct tagging t = { .fd = fd, .path = path, .seal = seal, .secrets = secrets };
    int code = LC_OK;
    t.tag = lc_alloc(segments, TAG);
    t.piece = lc_alloc(workers, PIECE);
    t.code = lc_alloc(workers, sizeof *t.code);
    if (!t.tag || !t.piece || !t.code) {
        code = LC_FAIL_NOMEM(err);
    } else {
        lc_team_run(team, segments, tag_segment, &t);
        for (size_t w = 0; w < workers && !code; w++)
            if (t.code[w])
                code = LC_FAIL(err, t.code[w], "%s: cannot read all of it", path);
        finish(&t, segments, digest);
    }
    lc_team_free(team);
    free(t.tag);
    free(t.piece);
    free(t.code);
    return code;
}

int lc_seal_make(struct lc_seal *seal, int fd, const char *path, uint32_t format,
                 const struct lc_secrets *secrets, struct lc_error *err)
{
    struct lc_sys_about about;
    if (lc_sys_open_about(fd, &about))
        return LC_FAIL(err, LC_IO, "%s: cannot look at it", path);
    seal->format = format;
    seal->size = about.size;
    return digest_file(fd, path, seal, secrets, seal->digest, err);
}

int lc_manifest_match(const struct lc_manifest *seals, int fd, const char *path,
                      uint64_t size, const struct lc_secrets *secrets, size_t *which,
                      struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    for (*which = 0; *which < seals->count; ++*which) {
        const struct lc_seal *seal = seals->seal + *which;
        if (seal->size != size)
            continue;
        int code = digest_file(fd, path, seal, secrets, digest, err);
        if (code)
            return code;
        if (sodium_memcmp(digest, seal->digest, LC_DIGEST) == 0)
            return LC_OK;
    }
    return LC_OK;
}
