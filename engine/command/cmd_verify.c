/* latecare verify STORE */

#include "command/command.h"
#include "store/check.h"
#include "store/identity.h"
#include "store/log.h"

struct verified {
    struct lc_scan scan;
    struct lc_log_state log;
    size_t events, records, sources, histories;
    size_t identities;
    bool waiting,
        unsaid;       /* the identity file: not in its place yet; no seal names it */
    size_t strangers; /* identities of records that the store does not have */
    size_t wrong;     /* lines in found */
    struct lc_text found;
};

static void count(struct verified *v, const struct lc_store *store,
                  const struct lc_identities *ids)
{
    v->records = store->records;
    v->sources = store->sources;
    v->histories = store->histories;
    for (size_t i = 0; i < store->histories; i++)
        v->events += store->history[i].n;
    v->identities = ids->count;
    v->waiting = ids->waiting;
    v->unsaid = store->bond.kind == LC_BOND_UNSAID;
    for (size_t i = 0; i < ids->count; i++)
        v->strangers += ids->row[i].record >= store->records;
    if (v->strangers) {
        v->wrong++;
        lc_text_addf(&v->found,
                     "identities: %zu rows are of records that are not there\n",
                     v->strangers);
    }
}

/* A writer may replace both between our reading of the one and of the other; then the
 * next try finds both new. */
static int load(struct lc_store *store, struct lc_identities *ids, const char *path,
                struct lc_error *err)
{
    enum { TRIES = 3 };
    int code = lc_store_load(store, path, err);
    for (int i = 1; !code; i++) {
        struct lc_error found = { 0 };
        int bound = lc_identities_load(ids, store, path, &found);
        if (!bound || i == TRIES) {
            if (err && bound)
                *err = found;
            return bound;
        }
        lc_store_free(store);
        code = lc_store_load(store, path, err);
    }
    return code;
}

/* Everything that can be looked at, the seal first (lc_store_load checks it). */
static int look(struct verified *v, const char *path, struct lc_error *err)
{
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    int code = load(&store, &ids, path, err);
    if (!code)
        code = lc_store_scan(&v->scan, path, &store, err);
    if (!code)
        code = lc_log_check(&v->log, path, err);
    if (!code) {
        v->wrong = lc_store_check(&store, &v->found);
        count(v, &store, &ids);
    }
    lc_identities_free(&ids);
    lc_store_free(&store);
    return code;
}

static int print_text(struct verified *v, struct lc_error *err)
{
    struct lc_text out = { 0 };
    char a[32], b[32];
    lc_text_add(&out, "digest            the bytes are those that were written\n");
    lc_text_addf(&out, "datasets          %zu read, %s values, every checksum right\n",
                 v->scan.datasets, lc_print_count(v->scan.values, a));
    lc_text_addf(
        &out,
        "contents          %s events in %zu histories, %s records, %zu sources:\n"
        "                  order, offsets, children, records, sources, both\n"
        "                  clocks, codes, links%s\n",
        lc_print_count(v->events, a), v->histories, lc_print_count(v->records, b),
        v->sources, v->wrong ? ":" : " are right");
    lc_text_addf(&out, "identity file     %s rows, decrypted and authentic%s\n",
                 lc_print_count(v->identities, a),
                 v->unsaid ? ";\n                  the seal, of an older program, "
                             "does not say that they are this store's"
                 : v->waiting
                     ? ";\n                  a writer was killed: they wait as "
                       "STORE.identity.next for the next import"
                     : ", this store's");
    lc_text_addf(&out, "log               %s lines, none altered%s%s\n",
                 lc_print_count(v->log.lines, a), v->log.lines ? "; the last is " : "",
                 v->log.last);
    if (v->found.size)
        lc_text_addf(&out, "\n%s", v->found.data);
    return lc_print_text(&out, err);
}

static int print_json(const struct verified *v, struct lc_error *err)
{
    return lc_print_json(
        json_pack("{s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:s}", "good",
                  (int)(v->wrong == 0), "datasets", (json_int_t)v->scan.datasets,
                  "values", (json_int_t)v->scan.values, "histories",
                  (json_int_t)v->histories, "events", (json_int_t)v->events, "records",
                  (json_int_t)v->records, "sources", (json_int_t)v->sources,
                  "identities", (json_int_t)v->identities, "log_lines",
                  (json_int_t)v->log.lines, "log_last", v->log.last, "wrong",
                  v->found.data ? v->found.data : ""),
        err);
}

static int run_verify(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct lc_common *set = settings;
    struct verified v = { 0 };
    (void)argc;
    int code = look(&v, argv[0], err);
    if (!code)
        code = lc_text_check(&v.found, err);
    if (!code)
        code = set->json ? print_json(&v, err) : print_text(&v, err);
    if (!code && v.wrong)
        code = LC_FAIL(err, LC_DAMAGED,
                       "%s is what was written, but what was written is not right",
                       argv[0]);
    lc_text_free(&v.found);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_verify = {
    .name = "verify",
    .args = "STORE",
    .help = "check every checksum and every row of a store",
    .detail = "The seal, each chunk of the file, the order and the references of every row, the identity\n"
              "file, and the chain of the log, whose last link is printed: keep it elsewhere.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &lc_json_knobs,
    .run = run_verify,
};
/* clang-format on */
