/* The store's key. */
#include <stdlib.h>

#include <sodium.h>

#include "base/file.h"
#include "store/paths_inside.h"
#include "store/store.h"
#include "system/file.h"

static int make_key(const char *name, struct lc_key *key, struct lc_error *err)
{
    randombytes_buf(key->bytes, LC_KEY);
    return lc_file_write(name, false, key->bytes, LC_KEY, err);
}

static int read_key(const char *name, struct lc_key *key, struct lc_error *err)
{
    uint64_t size;
    int fd, code = lc_open_regular(name, &fd, &size, err);
    if (code)
        return code;
    code = size == LC_KEY
               ? lc_read_at(fd, name, 0, LC_KEY, key->bytes, err)
               : LC_FAIL(err, LC_DAMAGED, "%s is not a key of %d bytes", name, LC_KEY);
    lc_sys_file_close(fd);
    return code;
}

int lc_store_key(const char *path, bool make, struct lc_key *key, struct lc_error *err)
{
    char *name = lc_beside(path, ".key");
    if (!name)
        return LC_FAIL_NOMEM(err);
    bool there = lc_file_exists(name);
    /* a new key would make every pseudonym of an existing store a stranger */
    int code =
        there ? read_key(name, key, err)
        : make && !lc_file_exists(path)
            ? make_key(name, key, err)
            : LC_FAIL(err, LC_ABSENT,
                      "%s is not there; without it the store cannot be read", name);
    free(name);
    return code;
}
