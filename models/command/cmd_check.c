/* latecare check: what a load would meet, before anything is stored. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "checkup/document.h"
#include "command/caged.h"
#include "command/command.h"
#include "command/import_options.h"
#include "command/study_open.h"
#include "models/command/check_inside.h"
#include "models/report/check_page.h"

struct settings {
    struct lc_import_settings import;
    const char *study, *page, *lines;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE("page|lines"),
    LC_IMPORT_KNOBS,
    LC_KNOB(struct settings, study, LC_SOURCE, 0, 0, 0, "the study whose predictors are held against what was found (default: the program's own)"),
    LC_OUTPUT(struct settings, page,  LC_ENDS(".html"), "page for the teams that own the sources"),
    LC_OUTPUT(struct settings, lines, LC_ENDS(".csv"), "file with every line to look at"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, knobs);

struct work {
    const struct settings *settings;
    const char *folder, *store_path; /* the latter NULL: there is none */
    size_t files;
    char **path;
    struct lc_import_options options;
    lc_schemas *schemas;
    lc_csv_cage *cage;
    struct lc_study *study;
    struct lc_store before;
    struct lc_identities before_ids;
    struct lc_eras eras;
    struct lc_checkup checkup;
    json_t *document;
};

/* --- what is read ----------------------------------------------------------------- */

static int read_study(struct work *w, struct lc_error *err)
{
    const char *named = w->settings->study;
    char *own = NULL, *text = NULL;
    size_t size;
    int code = named ? LC_OK : lc_share_path("studies/late-entry.yaml", &own, err);
    const char *path = named ? named : own;
    if (!code)
        code = lc_study_from_file(&w->study, path, &text, &size, err);
    free(own);
    free(text);
    return code;
}

static int load(void *context, struct lc_store *store, struct lc_identities *ids,
                struct lc_error *err)
{
    struct work *w = context;
    int code = lc_store_load(store, w->store_path, err);
    return code ? code : lc_identities_load(ids, store, w->store_path, err);
}

static int read_store(struct work *w, struct lc_error *err)
{
    w->eras = (struct lc_eras){ .count = 1 };
    if (!w->store_path)
        return LC_OK;
    int code = load(w, &w->before, &w->before_ids, err);
    return code ? code : lc_store_eras(&w->eras, &w->before, w->store_path, false, err);
}

/* The reader of files is started before anything secret is read. */
static int prepare(struct work *w, struct lc_error *err)
{
    const struct settings *s = w->settings;
    const char *const outputs[] = { s->page ? s->page : s->lines,
                                    s->page ? s->lines : NULL, NULL };
    int code = lc_import_options_read(&s->import, &w->options, err);
    if (!code && s->page)
        code = lc_draft_try(s->page, s->import.common.force, err);
    if (!code && s->lines)
        code = lc_draft_try(s->lines, s->import.common.force, err);
    if (!code)
        code = lc_check_files(w->folder, outputs, &w->files, &w->path, err);
    if (!code)
        code = lc_import_schemas(&s->import, &w->schemas, err);
    if (!code && w->store_path)
        code = lc_schemas_confirm(w->schemas, w->store_path, err);
    if (!code)
        code = read_study(w, err);
    if (!code)
        code = lc_csv_cage_start(&w->cage, w->files, w->path,
                                 lc_schemas_layouts(w->schemas), err);
    if (!code)
        lc_cage_warn(w->cage);
    return code ? code : read_store(w, err);
}

static int look(struct work *w, struct lc_error *err)
{
    const struct lc_checkup_ask ask = {
        .import = { .eras = &w->eras,
                    .schemas = w->schemas,
                    .options = &w->options,
                    .count = w->files,
                    .path = w->path,
                    .cage = w->cage,
                    .layouts = lc_schemas_layouts(w->schemas) },
        .folder = w->folder,
        .before = w->store_path ? &w->before : NULL,
        .before_identities = &w->before_ids,
        .load = w->store_path ? load : NULL,
        .context = w,
    };
    int code = lc_checkup_make(&w->checkup, &ask, err);
    return code ? code
                : lc_checkup_document(&w->document, &w->checkup, w->study,
                                      w->options.received, err);
}

/* --- what is written -------------------------------------------------------------- */

static int write_text(const char *path, bool force, const struct lc_text *text,
                      struct lc_error *err)
{
    int code = lc_text_check(text, err);
    return code ? code : lc_file_write(path, force, text->data, text->size, err);
}

static int write_files(struct work *w, struct lc_error *err)
{
    const struct settings *s = w->settings;
    bool force = s->import.common.force;
    struct lc_text page = { 0 }, lines = { 0 };
    int code = s->page ? lc_check_page(w->document, &page, err) : LC_OK;
    if (!code && s->page)
        code = write_text(s->page, force, &page, err);
    if (!code && s->lines) {
        lc_checkup_csv(&w->checkup, &lines);
        code = write_text(s->lines, force, &lines, err);
    }
    lc_text_free(&page);
    lc_text_free(&lines);
    return code;
}

static int print(const struct work *w, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (w->settings->import.common.json)
        return lc_print_json(json_incref(w->document), err);
    int code = lc_check_text(w->document, &out, err);
    if (!code)
        return lc_print_text(&out, err);
    lc_text_free(&out);
    return code;
}

static bool has_findings(const struct lc_checkup *c)
{
    bool found = c->result.notes.rejects || c->result.notes.findings;
    for (size_t i = 0; i < c->aparts; i++)
        found |= c->apart[i].count > 0;
    return found;
}

static void release(struct work *w)
{
    sodium_memzero(&w->eras, sizeof w->eras);
    json_decref(w->document);
    lc_checkup_free(&w->checkup);
    lc_study_free(w->study);
    lc_store_free(&w->before);
    lc_identities_free(&w->before_ids);
    lc_csv_cage_stop(w->cage);
    lc_schemas_free(w->schemas);
    lc_check_files_free(w->files, w->path);
}

static int run_check(int argc, char **argv, void *settings, struct lc_error *err)
{
    struct work w = { .settings = settings,
                      .folder = argv[0],
                      .store_path = argc > 1 ? argv[1] : NULL };
    int code = prepare(&w, err);
    if (!code)
        code = look(&w, err);
    if (!code)
        code = write_files(&w, err);
    if (!code)
        code = print(&w, err);
    if (!code && has_findings(&w.checkup))
        code = LC_FINDINGS;
    release(&w);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_check = {
    .name = "check",
    .args = "FOLDER [STORE]",
    .help = "what a load would meet, for the teams that own the sources",
    .detail = "Reads the folder's files, and those of folders in it, as import would, and stores nothing: what\n"
              "became of each file, rows that could not be taken, rules that were broken and what that costs\n"
              "the study's predictors, volumes against the year before, delays by month, silences, likely\n"
              "breaks, ages. Extracts that tell of the same children are held against each other, and\n"
              "against the STORE, if there is one: who the child is, and every event that both should tell.\n"
              "--page is for the teams that own the sources, --lines has each line that they should look at:\n"
              "file and line, what is wrong, and where the other source says otherwise. Neither holds a name, a\n"
              "birth date or a child's number.",
    .min_args = 1,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_check,
};
/* clang-format on */
