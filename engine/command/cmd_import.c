/* latecare import: extracts into a store. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/text.h"
#include "command/caged.h"
#include "command/command.h"
#include "command/import_explain_inside.h"
#include "command/import_options.h"
#include "command/import_print_inside.h"
#include "command/import_recall_inside.h"
#include "import/again.h"
#include "import/rejects.h"
#include "store/log.h"

struct settings {
    struct lc_import_settings import;
    const char *explain, *like, *write_mapping, *rejects, *findings;
    int dry_run;
};

/* clang-format off */
#define OPTION(field, kind, def, low, high, help) \
    LC_KNOB(struct settings, field, kind, def, low, high, help)

static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE("rejects|findings|write_mapping"),
    LC_IMPORT_KNOBS,
    OPTION(explain,  LC_SOURCE,  0, 0, 0,       "this file, and no STORE: how it would be read; nothing is stored"),
    OPTION(like, LC_WORD, 0, 0, 0,   "the schema that --write-mapping is of (default: the nearest by its spelling)"),
    LC_OUTPUT(struct settings, write_mapping, LC_ENDS(".yaml"), "file for a mapping to start from, of the file of --explain"),
    LC_OUTPUT(struct settings, rejects, LC_ENDS(".csv"), "file for the rows not taken (default: STORE.rejects.csv, then .rejects.2.csv)"),
    LC_OUTPUT(struct settings, findings, LC_ENDS(".csv"), "file for every broken rule with its file and line"),
    OPTION(dry_run,  LC_FLAG,  0, 0, 1,       "read and check everything, write nothing"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, knobs);

/* --- files beside the store ------------------------------------------------------- */

/* What the command may refuse, it refuses before any work. */
static int check_outputs(const struct settings *s, struct lc_error *err)
{
    const char *const paths[] = { s->rejects, s->findings };
    for (size_t i = 0; i < 2; i++)
        if (paths[i] && !s->import.common.force && !s->dry_run
            && lc_file_exists(paths[i]))
            return LC_FAIL(err, LC_REFUSED, "%s is there already; use --force",
                           paths[i]);
    return LC_OK;
}

/* --- the import ------------------------------------------------------------------- */

struct work {
    const struct settings *settings;
    const char *path;
    lc_schemas *schemas;
    lc_csv_cage *cage; /* reads the files; before it is made nothing secret is read */
    struct lc_import_options options;
    lc_store_lock *lock;
    struct lc_store store;
    struct lc_identities identities;
    struct lc_eras eras;
    struct lc_import_result result;
    const char *rejects;       /* where the rows not taken go; NULL: nowhere */
    char *kept;                /* the same, beside the store */
    char print[LC_PRINT_TEXT]; /* of the command (import/again.h), or "" */
    struct lc_draft reject_draft, finding_draft; /* until the log has its line */
};

static int load(struct work *w, struct lc_error *err)
{
    int code = lc_store_load(&w->store, w->path, err);
    if (code == LC_ABSENT && !lc_file_exists(w->path)) {
        if (err)
            *err = (struct lc_error){ 0 };
        w->store = (struct lc_store){ 0 };
        code = LC_OK;
    }
    if (!code)
        code = w->lock ? lc_identities_take(&w->identities, &w->store, w->path, err)
                       : lc_identities_load(&w->identities, &w->store, w->path, err);
    return code;
}

static int prepare(struct work *w, size_t count, char *const *path,
                   struct lc_error *err)
{
    int code = lc_import_options_read(&w->settings->import, &w->options, err);
    if (!code)
        code = check_outputs(w->settings, err);
    if (!code)
        code = lc_import_schemas(&w->settings->import, &w->schemas, err);
    if (!code)
        code = lc_schemas_map_beside(w->schemas, w->path, err);
    if (!code)
        code = lc_schemas_confirm(w->schemas, w->path, err);
    if (!code)
        code = lc_csv_cage_start(&w->cage, count, path, lc_schemas_layouts(w->schemas),
                                 err);
    if (!code) {
        lc_csv_cage_digest_all(w->cage);
        lc_cage_warn(w->cage);
    }
    return code;
}

/* A trial run makes no store, no lock and no key: a key of its own will do. */
static int open_store(struct work *w, struct lc_error *err)
{
    bool dry = w->settings->dry_run;
    int code = dry ? LC_OK : lc_store_lock_take(&w->lock, w->path, err);
    if (!code)
        code = load(w, err);
    if (!code && dry)
        code = lc_log_check(NULL, NULL, w->path, err);
    if (!code && (!dry || lc_file_exists(w->path)))
        code = lc_store_eras(&w->eras, &w->store, w->path, !dry, err);
    return code;
}

static int draft_rejects(struct work *w, struct lc_error *err)
{
    const struct settings *s = w->settings;
    struct lc_text text = { 0 };
    int code = LC_OK;
    if (!s->rejects && !w->result.notes.rejects)
        return LC_OK;
    if (!s->rejects)
        code = lc_rejects_next(&w->kept, w->path, err);
    if (code)
        return code;
    w->rejects = s->rejects ? s->rejects : w->kept;
    lc_notes_rejects_csv(&w->result.notes, w->result.name, &text);
    return lc_draft_text(&w->reject_draft, w->rejects,
                         s->rejects && s->import.common.force, &text, err);
}

static int draft_findings(struct work *w, struct lc_error *err)
{
    struct lc_text text = { 0 };
    const struct settings *s = w->settings;
    if (!s->findings)
        return LC_OK;
    lc_notes_findings_csv(&w->result.notes, w->result.name, &text);
    return lc_draft_text(&w->finding_draft, s->findings, s->import.common.force, &text,
                         err);
}

static int log_import(const struct work *w, uint64_t generation, struct lc_error *err)
{
    struct lc_text detail = { 0 };
    lc_text_addf(&detail, "files %zu", w->result.files);
    for (size_t k = 0; k < LC_IMPORT_FIGURES; k++)
        lc_text_addf(&detail, " %s %" PRIu64, lc_import_figure_name(k),
                     lc_import_total(&w->result, k));
    if (!w->result.notes.findings)
        lc_text_addf(&detail, " reads %s", w->print);
    if (w->rejects) /* a name of the user's own is none of the log's */
        lc_text_addf(&detail, " kept %s",
                     w->kept ? lc_rejects_ending(w->kept, w->path) : "elsewhere");
    return lc_log_append(w->path, "import", generation, &detail, err);
}

/* The log's line, then what was not taken: before the store. */
static int tell(void *context, uint64_t generation, struct lc_error *err)
{
    struct work *w = context;
    int code = log_import(w, generation, err);
    if (!code && w->reject_draft.path)
        code = lc_draft_commit(&w->reject_draft, err);
    if (!code && w->finding_draft.path)
        code = lc_draft_commit(&w->finding_draft, err);
    return code;
}

static int save(struct work *w, struct lc_error *err)
{
    const struct lc_writing how = { w->path, &w->identities, tell, w, NULL };
    if (w->settings->dry_run)
        return LC_OK;
    int code = draft_rejects(w, err);
    if (!code)
        code = draft_findings(w, err);
    if (!code)
        code = w->result.changed ? lc_store_replace(&w->store, &how, err)
                                 : tell(w, 0, err);
    return code;
}

static int print_of(struct work *w, const struct lc_import_ask *ask,
                    struct lc_error *err)
{
    const struct lc_import_settings *s = &w->settings->import;
    char *folder;
    int code = lc_import_folder(s, &folder, err);
    const struct lc_schemas_from from = { folder, s->map, w->path };
    if (!code)
        code = lc_import_print_of(w->print, ask, &from, err);
    free(folder);
    return code;
}

/* Nobody asks for a file of what was not taken, or is to be found, so that the store
 * alone can answer, if it was asked before. */
static int recall(struct work *w, const struct lc_import_ask *ask, bool *known,
                  struct lc_error *err)
{
    const struct settings *s = w->settings;
    *known = false;
    if (s->dry_run)
        return LC_OK;
    int code = print_of(w, ask, err);
    if (!code && !s->rejects && !s->findings)
        code = lc_import_recall(w->print, w->path, w->store.generation.number, known,
                                &w->kept, err);
    if (!code && *known)
        code = lc_import_again(&w->result, ask, known, err);
    if (*known) {
        w->rejects = w->kept;
        return code;
    }
    lc_import_result_free(&w->result);
    free(w->kept);
    w->kept = NULL;
    return code;
}

static int import(struct work *w, const struct lc_import_ask *ask, struct lc_error *err)
{
    bool known;
    int code = recall(w, ask, &known, err);
    return code || known ? code : lc_import_files(&w->result, ask, err);
}

static void release(struct work *w)
{
    sodium_memzero(&w->eras, sizeof w->eras);
    lc_import_result_free(&w->result);
    lc_store_free(&w->store);
    lc_identities_free(&w->identities);
    lc_csv_cage_stop(w->cage);
    lc_schemas_free(w->schemas);
    lc_store_lock_release(w->lock);
    lc_draft_drop(&w->reject_draft);
    lc_draft_drop(&w->finding_draft);
    free(w->kept);
}

static int explain(const struct settings *s, int argc, struct lc_error *err)
{
    const struct lc_explaining how = { s->explain, s->like, s->write_mapping };
    lc_schemas *schemas = NULL;
    if (argc)
        return LC_FAIL(err, LC_USAGE,
                       "--explain stores nothing: name its file and no other");
    int code = lc_import_schemas(&s->import, &schemas, err);
    if (!code)
        code = lc_import_explain(&how, &s->import.common, schemas, err);
    lc_schemas_free(schemas);
    return code;
}

static int run_import(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct settings *s = settings;
    if (s->explain)
        return explain(s, argc, err);
    if (argc < 2)
        return LC_FAIL(err, LC_USAGE, "it is: latecare import [options] STORE FILE...");
    if (s->write_mapping || s->like)
        return LC_FAIL(err, LC_USAGE, "--write-mapping and --like go with --explain");
    struct work w = { .settings = settings,
                      .path = argv[0],
                      .eras = { .count = 1 },
                      .reject_draft = { .fd = -1 },
                      .finding_draft = { .fd = -1 } };
    size_t files = (size_t)argc - 1;
    int code = prepare(&w, files, argv + 1, err);
    if (!code)
        code = open_store(&w, err);
    if (!code) {
        const struct lc_import_ask ask = { .store = &w.store,
                                           .identities = &w.identities,
                                           .eras = &w.eras,
                                           .schemas = w.schemas,
                                           .options = &w.options,
                                           .count = files,
                                           .path = argv + 1,
                                           .cage = w.cage,
                                           .layouts = lc_schemas_layouts(w.schemas) };
        code = import(&w, &ask, err);
    }
    if (!code)
        code = save(&w, err);
    if (!code)
        code = lc_import_print(&w.result, &w.store, w.rejects,
                               w.settings->import.common.json, err);
    if (!code
        && (lc_import_total(&w.result, LC_IMPORT_REJECTED) || w.result.notes.findings))
        code = LC_FINDINGS;
    release(&w);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_import = {
    .name = "import",
    .args = "STORE FILE...",
    .help = "extracts into a store: what is taken, unchanged, corrected, rejected, withdrawn",
    .detail = "Files are known by their header, not by their name; their order does not matter.\n"
              "A file is a CSV, a workbook (.xlsx, .ods) of any number of sheets, a return in XML, the\n"
              "DfE's payload in JSON, or a zip of these: each table is taken by itself, and one that no\n"
              "schema has is named and not read; 'latecare help schemas' lists what is known.\n"
              "What is not quite as a schema says is read where it leaves no doubt, and said\n"
              "below the counts: a title above the header, columns that the schema does not have\n"
              "(not read), a column whose dates are all of another form than declared.\n"
              "Every row is taken, unchanged, corrected, rejected or pending (it waits in the store for\n"
              "what it belongs to), and the counts add up. With --full an extract is all that there is of\n"
              "the days that it covers: a row of before that it does not say any more is withdrawn, known\n"
              "until that day. One that would withdraw more than half is refused: it may be cut off. The\n"
              "same file again, received on the same day, changes nothing; on a later day it says that\n"
              "nothing has changed until then. Rows not taken go to STORE.rejects.csv, those of the\n"
              "next import that has any to STORE.rejects.2.csv and so on; the log says which.\n"
              "A word in a column of codes that is in no list may be a name: it is kept as 'other'. A\n"
              "line SCHEMA,COLUMN,WORD in STORE.codes.csv (its header is schema,column,code) makes it a code.\n"
              "A supplier's export with headings of its own is read by a mapping, a YAML file that says\n"
              "which heading is which field of a schema, and which of its words are which codes: --map, or\n"
              "any in the folder STORE.maps. 'latecare import --explain FILE' says which schema a file would\n"
              "be, column by column, and why not the nearest others; --write-mapping OUT.yaml writes a\n"
              "mapping to start from. It has the headings of the file, and stays with you.",
    .min_args = 0,
    .max_args = -1,
    .knobs = &verb_knobs,
    .run = run_import,
};
/* clang-format on */
