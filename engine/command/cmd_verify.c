/* latecare verify STORE */
#include <inttypes.h>

#include "command/anchor_inside.h"
#include "command/command.h"
#include "store/check.h"
#include "store/identity.h"
#include "store/log.h"

struct settings {
    struct lc_common common;
    const char *anchor;
};

struct verified {
    struct lc_scan scan;
    struct lc_generation generation;
    struct lc_log_state log;
    size_t events, records, sources, histories;
    size_t identities;
    bool waiting;     /* the identity file is not in its place yet */
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
    v->generation = store->generation;
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
        if (!bound || i == TRIES)
            return lc_error_pass(err, bound, &found);
        lc_store_free(store);
        code = lc_store_load(store, path, err);
    }
    return code;
}

static int check_anchor(struct verified *v, const struct lc_store *store,
                        const char *anchor_path, const char *path, struct lc_error *err)
{
    struct lc_anchor anchor = { 0 };
    int code = anchor_path ? lc_anchor_read(&anchor, anchor_path, err) : LC_OK;
    if (!code)
        code = lc_log_check(&v->log, &anchor.mark, path, err);
    return code || !anchor_path
               ? code
               : lc_anchor_check(&anchor, anchor_path, &store->generation, &v->log,
                                 path, err);
}

/* Everything that can be looked at, the seal and the log's head first (lc_store_load
 * checks them). */
static int look(struct verified *v, const char *path, const char *anchor,
                struct lc_error *err)
{
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    int code = load(&store, &ids, path, err);
    if (!code)
        code = check_anchor(v, &store, anchor, path, err);
    if (!code)
        code = lc_store_scan(&v->scan, path, &store, err);
    if (!code) {
        v->wrong = lc_store_check(&store, &v->found);
        count(v, &store, &ids);
    }
    lc_identities_free(&ids);
    lc_store_free(&store);
    return code;
}

static void add_generation(const struct verified *v, struct lc_text *out)
{
    char a[32];
    lc_text_addf(out, "generation        %" PRIu64 ", by latecare %s\n",
                 v->generation.number, v->generation.version);
    lc_text_addf(out, "log               %s lines, none altered\nanchor            ",
                 lc_print_count(v->log.end.lines, a));
    lc_anchor_print(out, &v->generation, &v->log, "\n                  ");
    lc_text_add(out, "\n");
}

static int print_text(struct verified *v, struct lc_error *err)
{
    struct lc_text out = { 0 };
    char a[32], b[32];
    lc_text_addf(&out, "digest            the bytes are those that were written%s\n",
                 v->generation.encrypted ? ", encrypted" : "");
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
                 v->waiting ? ";\n                  a writer was killed: they wait as "
                              "STORE.identity.next for the next import"
                            : ", this store's");
    add_generation(v, &out);
    if (v->found.size)
        lc_text_addf(&out, "\n%s", v->found.data);
    return lc_print_text(&out, err);
}

static int print_json(const struct verified *v, struct lc_error *err)
{
    struct lc_text anchor = { 0 };
    lc_anchor_print(&anchor, &v->generation, &v->log, " ");
    int code = lc_text_check(&anchor, err);
    if (!code)
        code = lc_print_json(
            json_pack("{s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:s, s:I, "
                      "s:s, s:s}",
                      "good", (int)(v->wrong == 0), "datasets",
                      (json_int_t)v->scan.datasets, "values",
                      (json_int_t)v->scan.values, "histories", (json_int_t)v->histories,
                      "events", (json_int_t)v->events, "records",
                      (json_int_t)v->records, "sources", (json_int_t)v->sources,
                      "identities", (json_int_t)v->identities, "log_lines",
                      (json_int_t)v->log.end.lines, "log_last", v->log.end.link,
                      "wrong", v->found.data ? v->found.data : "", "generation",
                      (json_int_t)v->generation.number, "written_by",
                      v->generation.version, "anchor", anchor.data),
            err);
    lc_text_free(&anchor);
    return code;
}

static int run_verify(int argc LC_UNUSED, char **argv, void *settings,
                      struct lc_error *err)
{
    const struct settings *set = settings;
    struct verified v = { 0 };
    int code = look(&v, argv[0], set->anchor, err);
    if (!code)
        code = lc_text_check(&v.found, err);
    if (!code)
        code = set->common.json ? print_json(&v, err) : print_text(&v, err);
    if (!code && v.wrong)
        code = LC_FAIL(err, LC_DAMAGED,
                       "%s is what was written, but what was written is not right",
                       argv[0]);
    lc_text_free(&v.found);
    return code;
}

/* clang-format off */
static const struct lc_knob rows[] = {
    LC_JSON,
    LC_KNOB(struct settings, anchor, LC_SOURCE, 0, 0, 0, "the store is not older than this file knows it: what verify printed, kept elsewhere"),
};
static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, rows);

const struct lc_verb lc_verb_verify = {
    .name = "verify",
    .args = "STORE",
    .help = "check every checksum and every row of a store",
    .detail = "The seal, each chunk of the file, the order and the references of every row, the identity\n"
              "file, and the chain of the log. An older copy of the store or of its log, beside the other\n"
              "of today, is found; an older copy of both, only by an anchor: print what verify says, keep\n"
              "it where the store is not, and give it with --anchor.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_verify,
};
/* clang-format on */
