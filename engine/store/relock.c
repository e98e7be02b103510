/* See relock.h. */
#include "store/relock.h"

#include <string.h>

#include <sodium.h>

#include "base/text.h"
#include "store/keys_inside.h"
#include "store/log.h"
#include "store/phrase_inside.h"

enum { FILES = 4 }; /* the store's key and the identity file's, in place or waiting */

/* In locked memory. */
struct relocking {
    const struct lc_relocking *how;
    struct lc_phrase_key phrase;
    unsigned char recovery[LC_KEY]; /* the public half */
    size_t count;
    struct file {
        const char *ending;
        struct lc_key_file now;
    } file[FILES];
};

/* --- what is there ---------------------------------------------------------------- */

static int take(struct relocking *r, const char *store_path, const char *ending,
                struct lc_error *err)
{
    struct lc_key_kept kept;
    struct file *file = r->file + r->count;
    int code = lc_key_look(&kept, store_path, ending, err);
    if (code || !kept.there)
        return code;
    file->ending = ending;
    r->count++;
    return lc_key_read(store_path, ending, "what is under it", false, &file->now, err);
}

static int take_all(struct relocking *r, const char *store_path, struct lc_error *err)
{
    int code = LC_OK;
    for (int k = 0; lc_key_endings[k] && !code; k++) {
        code = lc_key_check_alone(store_path, (enum lc_key_which)k, err);
        if (!code)
            code = take(r, store_path, lc_key_endings[k], err);
        if (!code)
            code = take(r, store_path, lc_key_waiting[k], err);
    }
    return code;
}

static bool is_wrapped(const struct file *file)
{
    return file->now.ways.phrases + file->now.ways.recoveries > 0;
}

static int check(const struct relocking *r, const char *store_path,
                 struct lc_error *err)
{
    size_t wrapped = 0, opened = 0;
    for (size_t i = 0; i < r->count; i++) {
        wrapped += is_wrapped(r->file + i);
        opened += r->file[i].now.ways.phrases > 0;
    }
    if (r->how->phrase || (r->how->plain && wrapped))
        return LC_OK;
    if (!wrapped)
        return LC_FAIL(err, LC_REFUSED, "the keys of %s are under no passphrase%s",
                       store_path,
                       r->how->plain ? ""
                                     : ", and what a recovery key is for is to do "
                                       "without one: give --set-passphrase too");
    return opened == r->count
               ? LC_OK
               : LC_FAIL(err, LC_REFUSED,
                         "not all keys of %s were opened by a passphrase, which is to "
                         "open them with the new recovery key: give --set-passphrase "
                         "too",
                         store_path);
}

/* --- what is to be ---------------------------------------------------------------- */

static void add_recovery(struct lc_ways *ways, const unsigned char *public)
{
    for (unsigned i = 0; i < ways->recoveries; i++)
        if (memcmp(ways->recovery[i], public, LC_KEY) == 0)
            return;
    if (ways->recoveries < LC_WAYS)
        memcpy(ways->recovery[ways->recoveries++], public, LC_KEY);
}

/* The ways of a file when all is done, and, with `both`, those of before as well. */
static struct lc_ways ways_of(const struct relocking *r, const struct lc_ways *before,
                              bool both)
{
    struct lc_ways to = { .phrases = 0 };
    if (r->how->plain)
        return to;
    if (r->how->phrase)
        to.phrase[to.phrases++] = r->phrase;
    if (before->phrases && (both || !to.phrases))
        to.phrase[to.phrases++] = before->phrase[0];
    if (r->how->recovery)
        add_recovery(&to, r->recovery);
    for (unsigned i = 0; i < before->recoveries && (both || !r->how->recovery); i++)
        add_recovery(&to, before->recovery[i]);
    return to;
}

static int put(const struct relocking *r, const char *store_path, bool both,
               struct lc_error *err)
{
    int code = LC_OK;
    struct lc_key_file next;
    for (size_t i = 0; i < r->count && !code; i++) {
        const struct file *file = r->file + i;
        if (both && (r->how->plain || !is_wrapped(file)))
            continue;
        next = file->now;
        next.ways = ways_of(r, &file->now.ways, both);
        code = lc_key_write(store_path, file->ending, &next, err);
    }
    sodium_memzero(&next, sizeof next);
    return code;
}

static int draw(struct relocking *r, const char *store_path, struct lc_error *err)
{
    if (r->how->recovery)
        lc_recovery_public(r->recovery, r->how->recovery);
    if (!r->how->phrase)
        return LC_OK;
    r->phrase.kdf.passes = r->how->passes;
    r->phrase.kdf.kib = r->how->kib;
    randombytes_buf(r->phrase.kdf.salt, LC_SALT);
    return lc_phrase_derive(&r->phrase, r->how->phrase, store_path, err);
}

static int relock(struct relocking *r, const char *store_path, struct lc_error *err)
{
    struct lc_text detail = { 0 };
    int code = take_all(r, store_path, err);
    if (!code)
        code = check(r, store_path, err);
    if (!code)
        code = draw(r, store_path, err);
    if (!code && r->how->ready)
        code = r->how->ready(r->how->context, err);
    if (!code) {
        lc_text_add(&detail, r->how->detail);
        code = lc_log_append(store_path, "keys", 0, &detail, err);
    }
    if (!code)
        code = put(r, store_path, true, err);
    return code ? code : put(r, store_path, false, err);
}

int lc_store_relock(const char *store_path, const struct lc_relocking *how,
                    struct lc_error *err)
{
    struct relocking *r = sodium_malloc(sizeof *r);
    if (!r)
        return LC_FAIL_NOMEM(err);
    *r = (struct relocking){ .how = how };
    int code = relock(r, store_path, err);
    sodium_free(r);
    return code;
}
