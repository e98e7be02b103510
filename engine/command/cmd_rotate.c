/* latecare rotate STORE --reason TEXT */
#include <inttypes.h>

#include "command/command.h"
#include "store/generation.h"
#include "store/reveal.h"
#include "store/rotate.h"

struct settings {
    struct lc_common common;
    int which;
};

enum { BOTH, STORE_ALONE, IDENTITY_ALONE };
static const char *const names[] = { "both", "store", "identity", NULL };

static const struct lc_knob rows[] = {
    LC_JSON,
    LC_REASON(NULL),
    LC_KNOB_CHOICE(struct settings, which, BOTH, names,
                   "the key that is to be another"),
};
static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, rows);

static const char rest[] =
    "\nBackups of before open with the old keys alone, which are not here any more:\n"
    "make new ones, and delete the old, or keep their keys with them. Designs, models\n"
    "and lists are what they were; the store's log knows the models made before.\n";

static int print_result(const struct lc_rotation *done, uint64_t generation, bool json,
                        struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(json_pack("{s:I, s:b, s:b}", "generation",
                                       (json_int_t)generation, "store_key", done->store,
                                       "identity_key", done->identity),
                             err);
    lc_text_addf(&out, "generation %" PRIu64 " is under %s\n%s", generation,
                 done->store && done->identity ? "new keys, the store's and the "
                                                 "identity file's"
                 : done->store                 ? "a new key of the store"
                                               : "a new key of the identity file",
                 rest);
    return lc_print_text(&out, err);
}

/* Of a store without an identity file there is one key. */
static int choose(struct lc_rotation *rotation, const struct settings *set,
                  const struct lc_store *store, const char *path, struct lc_error *err)
{
    bool has = store->generation.bond.kind == LC_BOND_FILE;
    rotation->store = set->which != IDENTITY_ALONE;
    rotation->identity = set->which != STORE_ALONE && has;
    return rotation->store || has
               ? LC_OK
               : LC_FAIL(err, LC_ABSENT, "%s was written without an identity file",
                         path);
}

static int rotate(struct lc_store *store, const struct lc_identities *ids,
                  const char *path, struct lc_rotation *rotation,
                  const struct settings *set, struct lc_error *err)
{
    struct lc_text detail = { 0 };
    lc_text_addf(&detail, "%s reason %s",
                 rotation->store && rotation->identity ? "keys both"
                 : rotation->store                     ? "keys store"
                                                       : "keys identity",
                 set->common.reason);
    int code = lc_text_check(&detail, err);
    rotation->detail = detail.data;
    if (!code)
        code = lc_store_rotate(store, ids, path, rotation, err);
    if (!code)
        code = print_result(rotation, store->generation.number, set->common.json, err);
    lc_text_free(&detail);
    return code;
}

static int run_rotate(int argc LC_UNUSED, char **argv, void *settings,
                      struct lc_error *err)
{
    const struct settings *set = settings;
    const struct lc_reveal why = { argv[0], "rotate", set->common.reason };
    struct lc_rotation rotation = { .store = false };
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    if (!set->common.reason)
        return LC_FAIL(err, LC_USAGE,
                       "the log says why keys were changed: --reason \"yearly\", a few "
                       "words that name nobody");
    int code = lc_reveal_reason(&why, err);
    if (!code)
        code = lc_store_lock_take(&lock, argv[0], err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code)
        code = choose(&rotation, set, &store, argv[0], err);
    if (!code && rotation.identity)
        code = lc_identities_take(&ids, &store, argv[0], err);
    if (!code)
        code = rotate(&store, &ids, argv[0], &rotation, set, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_rotate = {
    .name = "rotate",
    .args = "STORE",
    .help = "new keys in place of the store's, as one generation",
    .detail = "A new key is drawn, and the store, its identity file, its manifest and from here on its log are\n"
              "under it; the old one opens none of them any more, and is gone when it is done. Killed at any\n"
              "moment, the old generation is there under the old keys, or the new one under the new.\n"
              "Without the identity file's key (an analyst has none): --which store. Backups of before need\n"
              "the old keys: copy these first, where such backups are to stay. The log keeps the reason.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_rotate,
};
/* clang-format on */
