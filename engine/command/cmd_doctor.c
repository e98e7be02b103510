/* latecare doctor STORE */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/version.h"
#include "command/anchor_inside.h"
#include "command/caged.h"
#include "command/command.h"
#include "command/doctor_inside.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/paths.h"
#include "store/retain.h"
#include "system/file.h"
#include "system/memory.h"
#include "system/process.h"

static void tell_words(struct lc_examined *e, const char *about, bool good,
                       const char *says)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, says);
    lc_examined_tell(e, about, good, &text);
}

/* --- the store -------------------------------------------------------------------- */

static void tell_generation(struct lc_examined *e)
{
    const struct lc_generation *g = &e->store.generation;
    struct lc_text says = { 0 };
    lc_text_addf(&says, "%" PRIu64 ", by latecare %s (this is %s)", g->number,
                 g->version, LC_VERSION);
    lc_examined_tell(e, "generation", true, &says);
    lc_text_clear(&says);
    lc_anchor_print(&says, g, &e->log, " ");
    lc_examined_tell(e, "anchor", true, &says);
    tell_words(e, "identity", true,
               g->bond.kind == LC_BOND_FILE ? "the seal names its file; 'verify' "
                                              "reads it"
                                            : "written without one");
    if (lc_examined_has(e, ".identity.next"))
        tell_words(e, "identity", false,
                   "STORE.identity.next waits: a writer was killed; the next import "
                   "or link puts it in its place");
}

/* Beside its plain keys a store is hidden from nobody, which look_at_keys() says. */
static void tell_rest(struct lc_examined *e)
{
    bool is = e->store.generation.encrypted,
         hidden = e->kept[0].wrapped || lc_keys_folder(e->path);
    tell_words(e, "at rest", is || !hidden,
               is ? "the store's file is encrypted"
               : hidden
                   ? "the store's file is not encrypted yet: the next import, link "
                     "or rotate does it"
                   : "the store's file is not encrypted, as its keys lie beside it");
}

static void tell_format(struct lc_examined *e)
{
    struct lc_text says = { 0 };
    lc_text_addf(&says, "number %d", LC_STORE_FORMAT);
    lc_examined_tell(e, "format", true, &says);
}

static void look_at_store(struct lc_examined *e)
{
    struct lc_error found = { 0 };
    struct lc_text says = { 0 };
    char lines[32];
    int code = lc_store_load_part(&e->store, e->path, &lc_retain_part, &found);
    if (!code)
        code = lc_log_check(&e->log, NULL, e->path, &found);
    lc_text_add(&says, code ? found.text
                            : "its bytes are those that were written; 'verify' looks "
                              "at every row");
    lc_examined_tell(e, "seal", !code, &says);
    if (code)
        return;
    tell_format(e);
    tell_rest(e);
    tell_generation(e);
    lc_text_clear(&says);
    lc_text_addf(&says, "%s lines, none altered; its head is %s",
                 lc_print_count(e->log.end.lines, lines),
                 e->log.end.lines ? e->log.end.link : "-");
    lc_examined_tell(e, "log", e->log.there, &says);
    lc_examine_retention(e);
}

/* --- the machine ------------------------------------------------------------------ */

/* About what names take in memory: the file's bytes, its plain text, and the rows. */
static void look_at_memory(struct lc_examined *e)
{
    enum { TIMES = 4, LEAST = 256 << 10 };
    struct lc_sys_about about = { .size = 0 };
    struct lc_text says = { 0 };
    char *identity = lc_beside(e->path, ".identity");
    if (!identity || lc_sys_file_about(identity, &about))
        about.size = 0;
    e->failed |= !identity;
    free(identity);
    uint64_t need = about.size * TIMES + LEAST;
    bool good = lc_sys_memory_can_lock((size_t)need);
    lc_text_addf(&says, "%" PRIu64 " kB %s", need >> 10,
                 good ? "for names and keys can be kept out of swap"
                      : "for names and keys cannot all be kept out of swap: raise "
                        "ulimit -l (LimitMEMLOCK= of a service)");
    lc_examined_tell(e, "memory", good, &says);
    bool dumps = lc_sys_process_dumps();
    tell_words(e, "core", !dumps,
               dumps ? "this build leaves core dumps: use one that is not for debugging"
                     : "the program leaves no core dumps");
}

struct swaps {
    struct lc_text open, all;
};

static void see_swap(void *context, const char *name, bool safe)
{
    struct swaps *s = context;
    lc_add_listed(&s->all, name);
    if (!safe)
        lc_add_listed(&s->open, name);
}

static void look_at_swap(struct lc_examined *e)
{
    struct swaps s = { { 0 }, { 0 } };
    struct lc_text says = { 0 };
    int number = lc_sys_swap_each(see_swap, &s);
    if (number)
        lc_text_addf(&says, "whether there is any cannot be told: %s",
                     strerror(number));
    else if (s.open.size)
        lc_text_addf(&says,
                     "whether %s is encrypted cannot be told from here; if not, what "
                     "is in memory may stay on the disk: encrypt it, or swapoff",
                     s.open.data);
    else
        lc_text_addf(&says, "%s", s.all.size ? "encrypted, or in memory" : "none");
    lc_examined_tell(e, "swap", !number && !s.open.size, &says);
    e->failed |= s.open.failed || s.all.failed;
    lc_text_free(&s.open);
    lc_text_free(&s.all);
}

static void look_at_cage(struct lc_examined *e)
{
    struct lc_text says = { 0 };
    bool good = lc_cage_judge(&says);
    lc_examined_tell(e, "cage", good, &says);
}

/* --- the verb --------------------------------------------------------------------- */

static int print_text(const struct lc_examined *e, struct lc_error *err)
{
    struct lc_text out = { 0 };
    size_t i;
    json_t *line;
    json_array_foreach(e->lines, i, line)
    {
        const char *about = json_string_value(json_object_get(line, "about"));
        bool good = json_is_true(json_object_get(line, "good"));
        lc_text_addf(&out, "%-8s %-13s %s\n", good ? "good" : "FINDING", about,
                     json_string_value(json_object_get(line, "says")));
    }
    lc_text_addf(&out, "\n%zu findings. No name was read.\n", e->findings);
    return lc_print_text(&out, err);
}

static int print(const struct lc_examined *e, bool json, struct lc_error *err)
{
    if (e->failed)
        return LC_FAIL_NOMEM(err);
    return json ? lc_print_json(LC_OBJECT({ "good", json_boolean(!e->findings) },
                                          { "findings", lc_json_count(e->findings) },
                                          { "lines", json_incref(e->lines) }),
                                err)
                : print_text(e, err);
}

static int run_doctor(int argc LC_UNUSED, char **argv, void *settings,
                      struct lc_error *err)
{
    const struct lc_common *set = settings;
    if (!lc_file_exists(argv[0]))
        return LC_FAIL(err, LC_ABSENT, "%s: no such file", argv[0]);
    char *folder = lc_path_folder(argv[0]);
    struct lc_examined e = { .path = argv[0], .folder = folder, .lines = json_array() };
    int code = folder && e.lines ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        lc_examine_files(&e);
        look_at_store(&e);
        look_at_memory(&e);
        look_at_swap(&e);
        look_at_cage(&e);
        code = print(&e, set->json, err);
    }
    if (!code && e.findings)
        code = LC_FINDINGS;
    lc_store_free(&e.store);
    json_decref(e.lines);
    free(folder);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_doctor = {
    .name = "doctor",
    .args = "STORE",
    .help = "for who keeps the store: rights, keys, versions, log, what is due, memory",
    .detail = "Who may open the store and what stands beside it, where its keys are and whether under a\n"
              "passphrase, whether its seal holds, its generation, anchor and log, what a killed writer left,\n"
              "how many children are due to go by its rules ('help retain'), whether names in memory may reach\n"
              "the disk (core dumps, swap), and what holds the cage in which extracts are parsed. Each line is\n"
              "good or a finding with what to do; with findings the exit status is 1. No name is decrypted.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &lc_json_knobs,
    .run = run_doctor,
};
/* clang-format on */
