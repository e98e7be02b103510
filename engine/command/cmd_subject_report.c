/* latecare subject-report STORE CHILD */
#include <stdlib.h>

#include "base/file.h"
#include "command/subject_inside.h"

struct subject_settings {
    struct lc_common common;
    const char *output;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_REASON(NULL),
    LC_FORCE("output"),
    LC_OUTPUT(struct subject_settings, output, LC_ENDS(".txt", ".json"), "write it there, readable by its owner alone, as .txt or .json"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct subject_settings, knobs);

static int write_file(const struct subject_settings *set, struct lc_text *text,
                      struct lc_error *err)
{
    struct lc_text said = { 0 };
    int code = lc_file_write_text(set->output, set->common.force, text, err);
    if (code)
        return code;
    if (set->common.json)
        return lc_print_json(LC_OBJECT({ "report", lc_json_text(set->output) }), err);
    lc_text_add(&said, "all that is held is in ");
    lc_text_add_inline(&said, set->output);
    lc_text_add(&said, "\n");
    return lc_print_text(&said, err);
}

static int write(const struct subject_settings *set, const struct lc_subject *subject,
                 const json_t *document, struct lc_error *err)
{
    struct lc_text text = { 0 };
    bool json = set->output ? lc_file_ends(set->output, ".json") : set->common.json;
    int code = LC_OK;
    if (json)
        code = lc_add_json(&text, document, err);
    else
        lc_subject_text(document, &subject->moments, &text);
    lc_text_show(&text);
    if (!code)
        code = set->output ? write_file(set, &text, err) : lc_print_as_is(&text, err);
    lc_text_free(&text);
    return code;
}

/* The log's line before the log is read: the report tells of its own making. */
static int report(struct lc_subject *s, const struct lc_reveal *reveal,
                  const struct subject_settings *set, struct lc_error *err)
{
    json_t *document = NULL;
    int code = lc_moments_of(&s->moments, s->store, s->child, LC_NO_DAY, err);
    if (!code)
        code = lc_reveal_child(reveal, s->store, s->child, err);
    if (!code)
        code = lc_subject_document(&document, s, err);
    if (!code)
        code = write(set, s, document, err);
    json_decref(document);
    free(s->moments.moment);
    return code ? code : s->ids ? LC_OK : LC_FINDINGS;
}

/* *there: where the file or its key is not here the report says that first. */
static int take_identities(struct lc_identities *ids, bool *there,
                           const struct lc_store *store, const char *path,
                           struct lc_error *err)
{
    struct lc_error found = { 0 };
    int code = lc_identities_load(ids, store, path, &found);
    *there = !code;
    return code == LC_ABSENT ? LC_OK : lc_error_pass(err, code, &found);
}

static int run_subject_report(int argc LC_UNUSED, char **argv, void *settings,
                              struct lc_error *err)
{
    const struct subject_settings *set = settings;
    const struct lc_reveal reveal = { argv[0], "subject-report", set->common.reason };
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    bool there = false;
    uint32_t record = 0;
    int code = lc_reveal_reason(&reveal, err);
    if (!code && set->output)
        code = lc_draft_try(set->output, set->common.force, err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code) /* else the child's other records would be left out */
        code = lc_store_need_linked(&store, argv[0], err);
    if (!code)
        code = lc_parse_child(argv[1], store.records, &record, err);
    if (!code)
        code = take_identities(&ids, &there, &store, argv[0], err);
    if (!code) {
        struct lc_subject subject = { .store = &store,
                                      .store_path = argv[0],
                                      .child = store.record[record].child,
                                      .ids = there ? &ids : NULL };
        code = report(&subject, &reveal, set, err);
    }
    lc_identities_free(&ids);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_subject_report = {
    .name = "subject-report",
    .args = "STORE CHILD --reason WHY",
    .help = "everything that is held of one child, and who looked at it",
    .detail = "For a request of the person, or of who asks for them: records, files, every version of every\n"
              "event on both clocks, links and why, what the identity file says, every look at the child that\n"
              "the log tells of with its reason, and what was made from the store while it held the child.\n"
              "It holds names where the identity file is here; where not, it says so first (exit 1). It is\n"
              "itself a look, logged before anything is shown, with the reason, which must be given.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_subject_report,
};
/* clang-format on */
