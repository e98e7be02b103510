/* latecare erase STORE CHILD --force, or STORE --due */
#include <stdlib.h>

#include "base/memory.h"
#include "command/retain_inside.h"
#include "import/rejects.h"
#include "store/erase.h"
#include "store/identity.h"
#include "store/log.h"
#include "store/reveal.h"

static const char rest[] =
    "\nNot in the store, and for you to delete: backups of the store and of its\n"
    "identity file; rejects and findings that an import wrote to a file of your own;\n"
    "lists, pages and designs made from this store; the extracts themselves. Models "
    "trained with the child hold no\n"
    "row of it, but were trained with it: train them again where that matters. An\n"
    "extract that still has the child brings it back when it is imported.\n";

struct erase_settings {
    struct lc_common common;
    const char *asof;
    int due;
};

/* What is asked for, and what was done. */
struct erasing {
    const struct erase_settings *set;
    const char *path;
    uint32_t child;  /* where no rule is asked */
    int32_t day;     /* of the rules */
    size_t children; /* that go */
    size_t files;    /* of rejects, whose values are gone */
    struct lc_erased erased;
};

static json_t *document(const struct erasing *e)
{
    char day[LC_DAY_ROOM];
    bool due = e->set->due;
    return LC_OBJECT(
        { due ? NULL : "child", due ? NULL : json_integer(e->child) },
        { due ? "as_of" : NULL, due ? lc_json_text(lc_day_print(e->day, day)) : NULL },
        { due ? "children" : NULL, due ? lc_json_count(e->children) : NULL },
        { "records", lc_json_count(e->erased.records) },
        { "events", lc_json_count(e->erased.events) },
        { "links", lc_json_count(e->erased.links) },
        { "identities", lc_json_count(e->erased.identities) },
        { "rejects_files", lc_json_count(e->files) });
}

static int print_result(const struct erasing *e, struct lc_error *err)
{
    struct lc_text out = { 0 };
    char day[LC_DAY_ROOM];
    lc_day_print(e->day, day);
    if (e->set->common.json)
        return lc_print_json(document(e), err);
    if (!e->children) {
        lc_text_addf(&out, "no child is due on %s; nothing was written\n", day);
        return lc_print_text(&out, err);
    }
    if (e->set->due)
        lc_text_addf(&out, "%zu children that were due on %s are erased: ", e->children,
                     day);
    else
        lc_text_addf(&out, "child %u is erased: ", (unsigned)e->child);
    lc_text_addf(
        &out,
        "%zu records, %zu events, %zu links, %zu rows of "
        "the identity file\nno other child's number has moved\n%zu files of "
        "rows that imports did not take: their values are gone, whoever's they "
        "were\n%s",
        e->erased.records, e->erased.events, e->erased.links, e->erased.identities,
        e->files, rest);
    return lc_print_text(&out, err);
}

/* The log's line before all; then what imports did not take, for whoever erases again
 * finds no child. */
static int log_erasure(void *context, uint64_t generation, struct lc_error *err)
{
    struct erasing *e = context;
    struct lc_text detail = { 0 };
    char day[LC_DAY_ROOM];
    lc_text_addf(&detail, "children %zu", e->children); /* not which: to be forgotten */
    if (e->set->due)
        lc_text_addf(&detail, " due %s reason %s", lc_day_print(e->day, day),
                     e->set->common.reason);
    int code = lc_log_append(e->path, "erase", generation, &detail, err);
    return code ? code : lc_rejects_blank(&e->files, e->path, err);
}

/* --- who goes --------------------------------------------------------------------- */

/* A clock that runs years ahead would have all of them due. Where no extract came for
 * so long, the day is the user's to say. */
static int check_clock(const struct erasing *e, const struct lc_store *store,
                       struct lc_error *err)
{
    enum { A_YEAR = 366 };
    int32_t newest = lc_store_last_receipt(store);
    char today[LC_DAY_ROOM], last[LC_DAY_ROOM];
    if (e->set->asof || newest == LC_NO_DAY || e->day - A_YEAR <= newest)
        return LC_OK;
    return LC_FAIL(err, LC_REFUSED,
                   "by the clock today is %s, and the newest extract came on %s, more "
                   "than a year before: if that is right, say the day with --asof %s",
                   lc_day_print(e->day, today), lc_day_print(newest, last), today);
}

/* By the store's rules; *going is new. */
static int choose_due(struct erasing *e, const struct lc_store *store, bool **going,
                      struct lc_error *err)
{
    struct lc_retain retain;
    struct lc_retain_tally tally;
    int code = check_clock(e, store, err);
    if (!code)
        code = lc_retain_begin(&retain, store, err);
    if (code)
        return code;
    code = lc_retain_tally(&tally, &retain, e->day, err);
    if (!code) {
        e->children = tally.children[LC_ROW_DUE];
        *going = tally.due;
        tally.due = NULL;
        lc_retain_tally_free(&tally);
    }
    lc_retain_end(&retain);
    return code;
}

static int choose_one(struct erasing *e, const struct lc_store *store,
                      const char *child, bool **going, struct lc_error *err)
{
    uint32_t record = 0;
    int code = lc_parse_child(child, store->records, &record, err);
    if (code)
        return code;
    e->child = store->record[record].child;
    e->children = 1;
    if (!store->record[e->child].system)
        return LC_FAIL(err, LC_ABSENT, "there is no child %u", (unsigned)e->child);
    *going = lc_alloc(store->records, sizeof **going);
    if (!*going)
        return LC_FAIL_NOMEM(err);
    (*going)[e->child] = true;
    return LC_OK;
}

/* --- the erasure ------------------------------------------------------------------ */

static int erase(struct erasing *e, struct lc_store *store, struct lc_identities *ids,
                 const bool *going, struct lc_error *err)
{
    const struct lc_writing how = { e->path, ids, log_erasure, e, NULL };
    int code = lc_store_erase(&e->erased, store, ids, going, err);
    return code ? code : lc_store_replace(store, &how, err);
}

/* Who goes is said by a number or by the rules. What is due on a day to come is kept
 * until then. */
static int check(struct erasing *e, int argc, struct lc_error *err)
{
    const struct erase_settings *set = e->set;
    const struct lc_reveal why = { e->path, "erase", set->common.reason };
    char day[LC_DAY_ROOM], today[LC_DAY_ROOM];
    int32_t latest = lc_day_latest();
    if ((argc > 1) == (set->due != 0))
        return LC_FAIL(err, LC_USAGE,
                       "erase takes a child's number, or --due for those that are due "
                       "by the store's rules");
    if (!set->common.force)
        return LC_FAIL(err, LC_REFUSED,
                       "this cannot be undone; give --force to erase %s from the "
                       "store and its identity file",
                       set->due ? "all children that are due (retain --due counts them)"
                                : "the child");
    int code = set->due ? lc_reveal_reason(&why, err) : LC_OK;
    if (!code && set->asof)
        code = lc_retain_read_day(set->asof, &e->day, err);
    if (!code && e->day > latest)
        code = LC_FAIL(err, LC_REFUSED,
                       "--asof: %s is in the future (today is %s), and what is due "
                       "then is kept until then",
                       lc_day_print(e->day, day), lc_day_print(latest, today));
    return code;
}

static int run_erase(int argc, char **argv, void *settings, struct lc_error *err)
{
    struct erasing e = { settings, argv[0], .day = lc_day_today() };
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    bool *going = NULL;
    int code = check(&e, argc, err);
    if (!code)
        code = lc_store_lock_take(&lock, argv[0], err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code) /* else the child's other records would stay */
        code = lc_store_need_linked(&store, argv[0], err);
    if (!code) /* first: what a killed erasure left comes into its place by this */
        code = lc_identities_take(&ids, &store, argv[0], err);
    if (!code)
        code = e.set->due ? choose_due(&e, &store, &going, err)
                          : choose_one(&e, &store, argv[1], &going, err);
    if (!code && e.children)
        code = erase(&e, &store, &ids, going, err);
    if (!code)
        code = print_result(&e, err);
    free(going);
    lc_identities_free(&ids);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

/* clang-format off */
static const struct lc_knob rows[] = {
    LC_JSON,
    LC_KNOB(struct erase_settings, due,  LC_FLAG, 0, 0, 1, "all children that are due by the store's rules (retain)"),
    LC_KNOB(struct erase_settings, asof, LC_WORD, 0, 0, 0, "due on this day, such as 2026-03-31 (default: today)", "due"),
    LC_REASON("due"),
    LC_FORCE(NULL),
};
/* clang-format on */
static const struct lc_knobs verb_knobs = LC_KNOBS(struct erase_settings, rows);

/* clang-format off */
const struct lc_verb lc_verb_erase = {
    .name = "erase",
    .args = "STORE [CHILD]",
    .help = "take a child, or all that are due, out of a store and its identity file",
    .detail = "The store and the identity file are written anew without the child, and without codes that no\n"
              "other row has; no other child's number moves. Of the rows that imports did not take\n"
              "(STORE.rejects.csv and so on) nobody knows whose they are: their values go, all of them.\n"
              "With --due in place of a child's number all go, in one writing, that the store's rules say\n"
              "are due ('help retain'); the log keeps why. It is not done without --force.",
    .min_args = 1,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_erase,
};
/* clang-format on */
