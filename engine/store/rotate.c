/* See rotate.h. */
#include "store/rotate.h"

#include <sodium.h>

#include "store/eras_inside.h"
#include "store/keys_inside.h"
#include "store/log.h"
#include "store/rotate_inside.h"
#include "store/secrets_inside.h"

enum { KEYS = 2 };

static bool turns(const struct lc_rotation *rotation, int which)
{
    return which == LC_KEY_OF_STORE ? rotation->store : rotation->identity;
}

static int draw(const struct lc_rotation *rotation, const char *path,
                struct lc_error *err)
{
    int code = LC_OK;
    for (int k = 0; k < KEYS && !code; k++)
        if (turns(rotation, k))
            code = lc_key_check_alone(path, (enum lc_key_which)k, err);
    for (int k = 0; k < KEYS && !code; k++)
        if (turns(rotation, k))
            code = lc_key_draw(path, (enum lc_key_which)k, err);
    return code;
}

/* The new keys in their places, if their generation is; else they go. */
static int settle(const struct lc_rotation *rotation, const char *path, bool in_place,
                  struct lc_error *err)
{
    int code = LC_OK;
    for (int k = 0; k < KEYS && !code; k++)
        if (turns(rotation, k))
            code = lc_key_settle(path, (enum lc_key_which)k, in_place, err);
    return code;
}

static int turn_store(struct lc_store *store, const char *path, struct lc_secrets *next,
                      struct lc_error *err)
{
    struct lc_eras eras;
    int code = lc_store_eras(&eras, store, path, false, err);
    if (!code)
        code = lc_secrets_read(next, path, LC_KEY_WAITING, false, err);
    if (!code)
        code = lc_eras_turn(store, &eras, next, err);
    sodium_memzero(&eras, sizeof eras);
    return code;
}

struct told {
    const char *path, *detail;
};

/* The line of a rotation of the identity file's key alone. */
static int tell(void *context, uint64_t generation, struct lc_error *err)
{
    const struct told *told = context;
    struct lc_text detail = { 0 };
    lc_text_add(&detail, told->detail);
    return lc_log_append(told->path, "rotate", generation, &detail, err);
}

static int replace(struct lc_store *store, const struct lc_identities *identities,
                   const char *path, const struct lc_rotation *rotation,
                   struct lc_error *err)
{
    struct lc_secrets next;
    struct told told = { path, rotation->detail };
    const struct lc_turn turn = { rotation->store ? &next : NULL, rotation->detail,
                                  rotation->identity };
    const struct lc_writing how = { .path = path,
                                    .ids = rotation->identity ? identities : NULL,
                                    .ready = rotation->store ? NULL : tell,
                                    .context = &told,
                                    .turn = &turn };
    int code = rotation->store ? turn_store(store, path, &next, err) : LC_OK;
    store->identity_turns += rotation->identity;
    if (!code)
        code = lc_store_replace(store, &how, err);
    sodium_memzero(&next, sizeof next);
    return code;
}

int lc_store_rotate(struct lc_store *store, const struct lc_identities *identities,
                    const char *path, const struct lc_rotation *rotation,
                    struct lc_error *err)
{
    uint64_t before = store->generation.number;
    int code = draw(rotation, path, err);
    if (!code)
        code = replace(store, identities, path, rotation, err);
    int settled =
        settle(rotation, path, store->generation.number != before, code ? NULL : err);
    return code ? code : settled;
}
