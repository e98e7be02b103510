/* See phrase.h. */
#include "store/phrase_inside.h"

#include <string.h>

#include <sodium.h>

#include "store/recovery.h"
#include "system/memory.h"

enum { KEPT = 4 }; /* a key file's ways, and those of one of another day */

/* What the process was told, and made of it. A child finds it all zero: as if nobody
 * had asked yet. */
struct held {
    struct lc_passphrase answer;
    bool asked;
    unsigned made; /* so many in all; the last KEPT are there */
    struct lc_phrase_key key[KEPT];
};

static struct {
    lc_passphrase_asker *ask;
    void *context;
    struct held *held; /* NULL: no file has asked */
} now;

static void *new_own(size_t size)
{
    void *memory = sodium_malloc(size);
    if (!memory)
        return NULL;
    if (!lc_sys_memory_own(memory, size)) {
        sodium_free(memory);
        return NULL;
    }
    sodium_memzero(memory, size);
    return memory;
}

struct lc_passphrase *lc_passphrase_new(void)
{
    return new_own(sizeof(struct lc_passphrase));
}

void lc_passphrase_free(struct lc_passphrase *phrase)
{
    sodium_free(phrase);
}

void lc_phrase_begin(lc_passphrase_asker *ask, void *context)
{
    sodium_free(now.held);
    now.held = NULL;
    now.ask = ask;
    now.context = context;
}

static int ask(const char *path, struct lc_error *err)
{
    if (!now.ask)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is under a passphrase, and nobody is there to ask for it",
                       path);
    if (!now.held && !(now.held = new_own(sizeof *now.held)))
        return LC_FAIL_NOMEM(err);
    bool before = now.held->asked;
    now.held->asked = true; /* once, whatever comes of it */
    int code = before ? LC_OK : now.ask(now.context, path, &now.held->answer, err);
    if (code)
        now.held->answer.size = 0;
    else if (!now.held->answer.size)
        code = LC_FAIL(err, LC_REFUSED,
                       "%s is under a passphrase, and none was given: the line was "
                       "empty, or the open file had none left",
                       path);
    return code;
}

/* --- the passphrase --------------------------------------------------------------- */

int lc_phrase_derive(struct lc_phrase_key *key, const struct lc_passphrase *phrase,
                     const char *path, struct lc_error *err)
{
    const struct lc_kdf *kdf = &key->kdf;
    if (!crypto_pwhash(key->key, LC_KEY, phrase->text, phrase->size, kdf->salt,
                       kdf->passes, (size_t)kdf->kib << 10,
                       crypto_pwhash_ALG_ARGON2ID13))
        return LC_OK;
    return LC_FAIL(err, LC_NOMEM,
                   "%s: to make its key of a passphrase takes %u MB of memory, and so "
                   "much was not to be had",
                   path, (unsigned)(kdf->kib >> 10) + 1);
}

static bool is_same(const struct lc_kdf *a, const struct lc_kdf *b)
{
    return a->passes == b->passes && a->kib == b->kib
           && memcmp(a->salt, b->salt, LC_SALT) == 0;
}

/* Borrowed until the next. */
static int find_key(const struct lc_phrase_key **key, const struct lc_kdf *kdf,
                    const char *path, struct lc_error *err)
{
    struct held *held = now.held;
    for (unsigned i = 0; i < held->made && i < KEPT; i++)
        if (is_same(&held->key[i].kdf, kdf)) {
            *key = held->key + i;
            return LC_OK;
        }
    struct lc_phrase_key made = { .kdf = *kdf };
    int code = lc_phrase_derive(&made, &held->answer, path, err);
    if (!code) {
        *key = held->key + held->made % KEPT;
        held->key[held->made++ % KEPT] = made;
    }
    sodium_memzero(&made, sizeof made);
    return code;
}

static int fail_wrong(const struct lc_wrapped *wrapped, enum lc_recovery_form form,
                      const char *path, struct lc_error *err)
{
    return LC_FAIL(
        err, LC_REFUSED,
        "%s: that is not its passphrase%s; nothing was read or written. "
        "Capitals and spaces count. %s",
        path,
        form == LC_RECOVERY_MISTYPED
            ? ", and a letter is mistyped if it was the recovery key"
            : "",
        wrapped->recoveries
            ? "If it is lost, answer with the recovery key"
            : "If it is lost, there is no recovery key: only a copy of the key "
              "made before that passphrase opens the store");
}

static int by_phrase(unsigned char *file_key, struct lc_ways *ways,
                     const struct lc_wrapped *wrapped, const char *path,
                     struct lc_error *err)
{
    const struct lc_phrase_key *key;
    int code = LC_OK;
    for (unsigned i = 0; i < wrapped->phrases && !code && !ways->phrases; i++) {
        code = find_key(&key, &wrapped->phrase[i].kdf, path, err);
        if (!code && lc_wrapped_by_phrase(file_key, wrapped, i, key->key)) {
            ways->phrase[0] = *key;
            ways->phrases = 1;
        }
    }
    return code;
}

/* --- the recovery key ------------------------------------------------------------- */

static int by_recovery(unsigned char *file_key, const unsigned char *secret,
                       const struct lc_wrapped *wrapped, const char *path,
                       struct lc_error *err)
{
    for (unsigned i = 0; i < wrapped->recoveries; i++)
        if (lc_wrapped_by_recovery(file_key, wrapped, i, secret))
            return LC_OK;
    return LC_FAIL(err, LC_REFUSED,
                   "%s: that is a recovery key, and no letter of it is mistyped, but "
                   "%s",
                   path,
                   wrapped->recoveries
                       ? "another is this file's: find the one that was printed last"
                       : "this file has none: give its passphrase");
}

/* --- either ----------------------------------------------------------------------- */

static int find_file_key(unsigned char *file_key, struct lc_ways *ways,
                         const struct lc_wrapped *wrapped, const char *path,
                         struct lc_error *err)
{
    unsigned char secret[LC_KEY];
    const struct lc_passphrase *answer = &now.held->answer;
    enum lc_recovery_form form = lc_recovery_read(secret, answer->text, answer->size);
    int code = form == LC_RECOVERY_KEY
                   ? by_recovery(file_key, secret, wrapped, path, err)
                   : by_phrase(file_key, ways, wrapped, path, err);
    if (!code && form != LC_RECOVERY_KEY && !ways->phrases)
        code = fail_wrong(wrapped, form, path, err);
    sodium_memzero(secret, sizeof secret);
    return code;
}

int lc_phrase_open(unsigned char *bytes, struct lc_ways *ways,
                   const struct lc_wrapped *wrapped, const char *path,
                   struct lc_error *err)
{
    unsigned char file_key[LC_KEY];
    *ways = (struct lc_ways){ .recoveries = wrapped->recoveries };
    for (unsigned i = 0; i < wrapped->recoveries; i++)
        memcpy(ways->recovery[i], wrapped->recovery[i].public, LC_KEY);
    int code = ask(path, err);
    if (!code)
        code = find_file_key(file_key, ways, wrapped, path, err);
    if (!code && !lc_wrapped_open(bytes, wrapped, file_key))
        code = LC_FAIL(err, LC_DAMAGED,
                       "%s was altered after it was written: what it is opened by is "
                       "right, and the rest is not; use a copy",
                       path);
    sodium_memzero(file_key, sizeof file_key);
    return code;
}
