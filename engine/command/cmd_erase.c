/* latecare erase STORE CHILD --force */
#include <stdlib.h>

#include "base/memory.h"
#include "command/command.h"
#include "import/rejects.h"
#include "store/erase.h"
#include "store/identity.h"
#include "store/log.h"

static const char rest[] =
    "\nNot in the store, and for you to delete: backups of the store and of its\n"
    "identity file; rejects and findings that an import wrote to a file of your own;\n"
    "lists, pages and designs made from this store; the extracts themselves. Models "
    "trained with the child hold no\n"
    "row of it, but were trained with it: train them again where that matters. An\n"
    "extract that still has the child brings it back when it is imported.\n";

static int print_result(const struct lc_erased *erased, size_t files, uint32_t child,
                        bool json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(
            json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "child", (json_int_t)child,
                      "records", (json_int_t)erased->records, "events",
                      (json_int_t)erased->events, "links", (json_int_t)erased->links,
                      "identities", (json_int_t)erased->identities, "rejects_files",
                      (json_int_t)files),
            err);
    lc_text_addf(
        &out,
        "child %u is erased: %zu records, %zu events, %zu links, %zu rows of "
        "the identity file\nno other child's number has moved\n%zu files of rows that "
        "imports did not take: their values are gone, whoever's they were\n%s",
        (unsigned)child, erased->records, erased->events, erased->links,
        erased->identities, files, rest);
    return lc_print_text(&out, err);
}

struct ready {
    const char *path;
    size_t *files;
};

/* The log's line before all; then what imports did not take, for whoever erases again
 * finds no child. */
static int log_erasure(void *context, uint64_t generation, struct lc_error *err)
{
    const struct ready *ready = context;
    struct lc_text detail = { 0 };
    lc_text_add(&detail, "children 1"); /* not which: it is to be forgotten */
    int code = lc_log_append(ready->path, "erase", generation, &detail, err);
    return code ? code : lc_rejects_blank(ready->files, ready->path, err);
}

static int erase(struct lc_store *store, struct lc_identities *ids, const char *path,
                 uint32_t child, bool json, struct lc_error *err)
{
    struct lc_erased erased;
    size_t files = 0;
    struct ready ready = { path, &files };
    const struct lc_writing how = { path, ids, log_erasure, &ready };
    bool *going = lc_alloc(store->records, sizeof *going);
    if (!going)
        return LC_FAIL_NOMEM(err);
    going[child] = true;
    int code = store->record[child].system
                   ? lc_store_erase(&erased, store, ids, going, err)
                   : LC_FAIL(err, LC_ABSENT, "there is no child %u", (unsigned)child);
    free(going);
    if (!code)
        code = lc_store_replace(store, &how, err);
    return code ? code : print_result(&erased, files, child, json, err);
}

static int run_erase(int argc LC_UNUSED, char **argv, void *settings,
                     struct lc_error *err)
{
    const struct lc_common *set = settings;
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    uint32_t record = 0;
    if (!set->force)
        return LC_FAIL(
            err, LC_REFUSED,
            "this cannot be undone; give --force to erase the child from the "
            "store and its identity file");
    int code = lc_store_lock_take(&lock, argv[0], err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code) /* else the child's other records would stay */
        code = lc_store_need_linked(&store, argv[0], err);
    if (!code)
        code = lc_parse_child(argv[1], store.records, &record, err);
    if (!code)
        code = lc_identities_take(&ids, &store, argv[0], err);
    if (!code)
        code = erase(&store, &ids, argv[0], store.record[record].child, set->json, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

static const struct lc_knob rows[] = { LC_JSON, LC_FORCE(NULL) };
static const struct lc_knobs verb_knobs = LC_KNOBS(struct lc_common, rows);

/* clang-format off */
const struct lc_verb lc_verb_erase = {
    .name = "erase",
    .args = "STORE CHILD",
    .help = "take one child out of a store and its identity file, for good",
    .detail = "The store and the identity file are written anew without the child, and without codes that no\n"
              "other row has; no other child's number moves. Of the rows that imports did not take\n"
              "(STORE.rejects.csv and so on) nobody knows whose they are: their values go, all of them.\n"
              "It is not done without --force.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_erase,
};
/* clang-format on */
