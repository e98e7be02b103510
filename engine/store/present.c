/* Which of the store's keys are its own: see lc_store_secrets(). There are two where a
 * rotation is under way or was killed: the one that is in its place, and the one that
 * waits. The store's file says which: its seal is under one of them (rotate.h). */
#include <sodium.h>

#include "base/file.h"
#include "store/keys_inside.h"
#include "store/manifest_inside.h"
#include "store/present_inside.h"
#include "store/secrets_inside.h"
#include "store/store.h"

static bool is_present(const struct lc_secrets *secrets, const char *path)
{
    struct lc_manifest manifest;
    size_t which;
    return !lc_manifest_find(&manifest, &which, path, secrets, NULL)
           && which < manifest.count;
}

/* Is there one that waits, and is the store's file sealed under it? */
static bool read_waiting(struct lc_secrets *secrets, const char *path)
{
    return lc_key_waits(path, LC_KEY_OF_STORE)
           && !lc_secrets_read(secrets, path, LC_KEY_WAITING, false, NULL)
           && is_present(secrets, path);
}

int lc_store_secrets(struct lc_secrets *secrets, const char *path, bool make,
                     struct lc_error *err)
{
    struct lc_secrets waiting;
    /* a new key would make every pseudonym of an existing store a stranger */
    int code = lc_secrets_read(secrets, path, LC_KEY_PRESENT,
                               make && !lc_file_exists(path), err);
    if (!code && read_waiting(&waiting, path))
        *secrets = waiting;
    sodium_memzero(&waiting, sizeof waiting);
    return code;
}

int lc_store_settle_key(const char *path, struct lc_error *err)
{
    struct lc_secrets waiting;
    int code = lc_key_settle(path, LC_KEY_OF_STORE, read_waiting(&waiting, path), err);
    sodium_memzero(&waiting, sizeof waiting);
    return code;
}
