/* Which identity file is the store's: see generation.h and identity_inside.h. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/identity_inside.h"
#include "store/keys_inside.h"
#include "store/paths.h"
#include "store/store.h"
#include "system/file.h"

struct names {
    char *now, *next;
};

static int find_names(struct names *names, const char *store_path, struct lc_error *err)
{
    names->now = lc_beside(store_path, ".identity");
    names->next = lc_beside(store_path, ".identity.next");
    return names->now && names->next ? LC_OK : LC_FAIL_NOMEM(err);
}

static void free_names(struct names *names)
{
    free(names->now);
    free(names->next);
}

static int fail_unbound(const struct names *names, const char *store_path,
                        struct lc_error *err)
{
    if (lc_file_exists(store_path))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s: %s was written without an identity file, so this is "
                       "another store's; move it away",
                       names->now, store_path);
    return LC_FAIL(err, LC_DAMAGED,
                   "%s is there and %s is not: put the store back, or move away all "
                   "that stands beside it",
                   names->now, store_path);
}

static int fail_bound(const struct names *names, const char *store_path,
                      struct lc_error *err)
{
    if (!lc_file_exists(names->now))
        return LC_FAIL(
            err, LC_ABSENT,
            "%s is not there: it says who the records are, and %s was written "
            "with one; put it back, both from one backup",
            names->now, store_path);
    return LC_FAIL(err, LC_DAMAGED,
                   "%s is not the identity file that was written with %s: it is "
                   "damaged, another store's, or of an earlier or later day; put back "
                   "the one that was, or both from one backup",
                   names->now, store_path);
}

/* The one whose bytes are the bond's, in its place or still waiting for it. */
static int load(struct lc_identities *ids, const struct lc_bond *bond,
                const struct names *names, const char *store_path, struct lc_error *err)
{
    const char *const path[] = { names->now, names->next };
    bool ours = false;
    int code = LC_OK;
    for (size_t i = 0; i < 2 && !code && !ours; i++)
        if (lc_file_exists(path[i])) {
            code = lc_identities_read(ids, path[i], store_path, bond, &ours, err);
            ids->waiting = ours && i == 1;
        }
    return code || ours ? code : fail_bound(names, store_path, err);
}

int lc_identities_load(struct lc_identities *ids, const struct lc_store *store,
                       const char *store_path, struct lc_error *err)
{
    const struct lc_bond *bond = &store->generation.bond;
    struct names names = { NULL, NULL };
    int code = lc_identities_init(ids, err);
    if (!code)
        code = find_names(&names, store_path, err);
    if (!code && bond->kind == LC_BOND_NONE)
        code =
            lc_file_exists(names.now) ? fail_unbound(&names, store_path, err) : LC_OK;
    else if (!code)
        code = load(ids, bond, &names, store_path, err);
    if (code)
        lc_identities_free(ids);
    free_names(&names);
    return code;
}

int lc_identities_take(struct lc_identities *ids, const struct lc_store *store,
                       const char *store_path, struct lc_error *err)
{
    int code = lc_identities_load(ids, store, store_path, err);
    if (!code && ids->waiting) {
        code = lc_identities_place(store_path, err);
        ids->waiting = false;
    }
    if (!code)
        code = lc_key_settle(store_path, LC_KEY_OF_IDENTITY, ids->key_waits, err);
    ids->key_waits = false;
    return code;
}

/* --- the steps of a replacement --------------------------------------------------- */

/* Does one wait that is the present store's? Then it may be its only one. */
static int place_waiting(const struct names *names, const struct lc_bond *bond,
                         struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    uint64_t size;
    if (bond->kind != LC_BOND_FILE || !lc_file_exists(names->next))
        return LC_OK;
    int code = lc_file_digest(names->next, digest, &size, err);
    if (!code && memcmp(digest, bond->digest, LC_DIGEST) == 0)
        code = lc_file_rename(names->next, names->now, err);
    return code;
}

int lc_identities_prepare(struct lc_bond *bond, const struct lc_identities *ids,
                          const char *store_path, enum lc_key_age age,
                          struct lc_error *err)
{
    struct names names;
    int code = find_names(&names, store_path, err);
    if (!code)
        code = place_waiting(&names, bond, err);
    if (!code) /* a new key beside old identities would lose them */
        code = lc_identities_write(bond, ids, names.next, store_path, age,
                                   !lc_file_exists(names.now), err);
    free_names(&names);
    return code;
}

int lc_identities_place(const char *store_path, struct lc_error *err)
{
    struct names names;
    int code = find_names(&names, store_path, err);
    if (!code)
        code = lc_file_rename(names.next, names.now, err);
    free_names(&names);
    return code ? lc_error_within(err, code,
                                  "%s is written, but not yet its identity file, which "
                                  "the next import or erase does",
                                  store_path)
                : LC_OK;
}

void lc_identities_forget(const char *store_path)
{
    struct names names;
    if (!find_names(&names, store_path, NULL))
        lc_sys_file_remove(names.next);
    free_names(&names);
}
