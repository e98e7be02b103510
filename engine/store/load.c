/* Loading a closed generation: the seal first, then the contents. */
#include <stdlib.h>

#include <sodium.h>

#include "base/file.h"
#include "store/manifest_inside.h"
#include "store/paths_inside.h"
#include "store/read.h"
#include "store/store.h"
#include "system/file.h"

static int check_format(const struct lc_seal *seal, const char *path,
                        struct lc_error *err)
{
    if (seal->format <= LC_STORE_FORMAT)
        return LC_OK;
    return LC_FAIL(err, LC_REFUSED,
                   "%s is of format %u and this program reads up to %d; a newer "
                   "latecare is needed",
                   path, (unsigned)seal->format, LC_STORE_FORMAT);
}

static int fail_seal(const struct lc_manifest *seals, const char *path, uint64_t size,
                     struct lc_error *err)
{
    for (size_t i = 0; i < seals->count; i++)
        if (seals->seal[i].size == size)
            return LC_FAIL(err, LC_DAMAGED,
                           "%s is damaged: its bytes are not those that were written; "
                           "use a backup",
                           path);
    return LC_FAIL(err, LC_DAMAGED,
                   "%s is damaged: it has %llu bytes and %llu were written; use a "
                   "backup",
                   path, (unsigned long long)size,
                   (unsigned long long)seals->seal[seals->count - 1].size);
}

/* The manifest, the file that one of its seals is of, and the log. */
static int match(struct lc_store_file *o, const char *path,
                 const struct lc_secrets *secrets, struct lc_error *err)
{
    struct lc_manifest seals;
    struct lc_log_state log;
    size_t which;
    int code = lc_manifest_read(&seals, path, secrets, err);
    if (code)
        return code;
    code = lc_open_regular(path, &o->fd, &o->size, err);
    if (code)
        return code;
    code = lc_manifest_match(&seals, o->fd, path, o->size, secrets, &which, err);
    if (!code && which == seals.count)
        code = fail_seal(&seals, path, o->size, err);
    if (!code)
        code = check_format(seals.seal + which, path, err);
    if (!code)
        code = lc_manifest_check_log(&seals, path, secrets, &log, err);
    if (code) {
        lc_sys_file_close(o->fd);
        return code;
    }
    o->generation = seals.seal[which].of;
    lc_cipher_init(&o->cipher, o->generation.encrypted, secrets,
                   seals.seal[which].nonce);
    return LC_OK;
}

/* Is there a file of ours to speak of at all? */
static int look(const char *path, struct lc_error *err)
{
    uint64_t size;
    char *digest;
    int fd, code = lc_open_regular(path, &fd, &size, err);
    if (code)
        return code;
    lc_sys_file_close(fd);
    digest = lc_beside(path, ".digest");
    if (!digest)
        return LC_FAIL_NOMEM(err);
    bool there = lc_file_exists(digest);
    free(digest);
    return there ? LC_OK
                 : LC_FAIL(
                     err, LC_FORMAT,
                     "%s has no %s.digest beside it, so it is not a store of this "
                     "program, or it was copied without its other files; import takes "
                     "CSV extracts",
                     path, path);
}

/* A writer may put a new generation in place between our reading of the seals and of
 * the store; then the next try finds both new. */
int lc_store_open(struct lc_store_file *opened, const char *path, struct lc_error *err)
{
    enum { TRIES = 4 };
    struct lc_secrets secrets;
    struct lc_error found = { 0 };
    int code = look(path, err);
    if (code)
        return code;
    for (int i = 0; i < TRIES; i++) { /* a rotation puts new keys in place as well */
        found = (struct lc_error){ 0 };
        code = lc_store_secrets(&secrets, path, false, &found);
        if (!code)
            code = match(opened, path, &secrets, &found);
        if (code != LC_DAMAGED)
            break;
    }
    sodium_memzero(&secrets, sizeof secrets);
    return lc_error_pass(err, code, &found);
}

int lc_store_load_part(struct lc_store *store, const char *path,
                       const struct lc_store_part *part, struct lc_error *err)
{
    struct lc_store_file opened;
    int code = lc_store_open(&opened, path, err);
    *store = (struct lc_store){ 0 };
    if (code)
        return code;
    code = lc_store_read(store, &opened, path, part, err);
    store->generation = opened.generation;
    lc_store_file_close(&opened);
    if (code)
        lc_store_free(store);
    return code;
}

int lc_store_load(struct lc_store *store, const char *path, struct lc_error *err)
{
    return lc_store_load_part(store, path, NULL, err);
}

int lc_store_need_linked(const struct lc_store *store, const char *path,
                         struct lc_error *err)
{
    if (!lc_store_is_unlinked(store))
        return LC_OK;
    return LC_FAIL(err, LC_REFUSED,
                   "%s: records were added since the last link, so one child may stand "
                   "there as several; run 'latecare link %s' first",
                   path, path);
}
