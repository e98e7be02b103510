/* latecare report: the page of a model, or of a panel's list. */
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "models/fit/vouch.h"
#include "models/panel/list.h"
#include "models/report/report.h"
#include "models/report/results.h"
#include "store/reveal.h"

enum { LIMIT = 1 << 28 }; /* bytes of a document */

struct report_settings {
    struct lc_common common;
    const char *list;
    const char *output;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE(NULL),
    LC_REASON("list"),
    LC_KNOB(struct report_settings, list,   LC_SOURCE, 0, 0, 0, "a list written by 'score --json': prints the panel's own page"),
    LC_OUTPUT(struct report_settings, output, LC_ENDS(".html"), "the page to write (an .html file)"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct report_settings, knobs);

/* Of a list that nobody vouches for: on its page first of all, and here. */
static int warn_unsealed(json_t *list, const char *path, struct lc_error *err)
{
    static const char first[] =
        "this list has no seal beside it: nobody can say that it is what 'score' made; "
        "'score --output list.json' writes both";
    struct lc_text line = { 0 };
    int code = json_is_object(list) ? lc_list_void(list, first, err) : LC_OK;
    lc_text_addf(&line, "Warning: %s: %s\n", path, first);
    (void)lc_say(&line, NULL); /* if nobody listens, the page says it still */
    return code;
}

/* A page of a list shows children: whoever has the store logs it there. */
struct shown_list {
    const char *path; /* NULL: no list */
    json_t *document;
    struct lc_signer signer;
};

/* Its seal, before it is parsed, and its checksum. */
static int read_list(struct shown_list *list, struct lc_error *err)
{
    const char *path = list->path;
    char *data;
    size_t size;
    int code = lc_file_read(path, LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_signed_check(&list->signer, LC_SIGNED_LIST, path,
                           (struct lc_slice){ data, size }, err);
    if (code) {
        free(data);
        return code;
    }
    code = lc_json_parse(data, size, &list->document, err);
    free(data);
    if (!code)
        code = lc_list_check(list->document, err);
    if (!code && !list->signer.there)
        code = warn_unsealed(list->document, path, err);
    return code ? lc_error_within(err, code, "%s", path) : LC_OK;
}

/* What a model file says of its own. */
static int results_of(json_t **results, const char *path, struct lc_slice text,
                      struct lc_error *err)
{
    struct lc_model *model = NULL;
    int code = lc_model_take(&model, path, text, err);
    if (!code)
        code = lc_model_need_seal(model, path, err);
    if (!code && (code = lc_report_results(results, model, err)))
        lc_error_within(err, code, "%s", path);
    lc_model_free(model);
    return code;
}

/* A model file, or a results document that stands alone. */
static int read_results(const char *path, json_t **results, struct lc_error *err)
{
    char *data;
    size_t size;
    int code = lc_file_read(path, LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_json_parse(data, size, results, err);
    if (!code && json_object_get(*results, "latecare_model")) {
        json_decref(*results);
        *results = NULL;
        code = results_of(results, path, (struct lc_slice){ data, size }, err);
    } else if (code) {
        lc_error_within(err, code, "%s", path);
    }
    free(data);
    return code;
}

static int say(const struct report_settings *settings, struct lc_error *err)
{
    return lc_print_json(LC_OBJECT({ "page", lc_json_text(settings->output) },
                                   { "list", lc_json_text(settings->list) }),
                         err);
}

static int need_own(const struct shown_list *list, const char *store_path,
                    struct lc_error *err)
{
    bool own = false;
    int code = list->signer.there
                   ? lc_signer_is(&own, &list->signer, LC_SIGNED_LIST, store_path, err)
                   : LC_OK;
    if (code || own || !list->signer.there)
        return code;
    return LC_FAIL(err, LC_REFUSED,
                   "%s is not a list of %s: it bears another store's seal; name the "
                   "store that it was scored on",
                   list->path, store_path);
}

/* The line in the log of the list's store, where that is at hand; else a warning. */
static int log_list(const struct shown_list *list, const struct lc_reveal *reveal,
                    struct lc_error *err)
{
    struct lc_text line = { 0 };
    if (reveal->store_path) {
        int code = need_own(list, reveal->store_path, err);
        const char *sum =
            json_string_value(json_object_get(list->document, "checksum"));
        return code ? code
                    : lc_reveal_list(reveal, sum ? sum : "without checksum", err);
    }
    lc_text_addf(&line,
                 "Warning: %s: no log tells of this page, which shows children: name "
                 "the list's store after the model, and say why with --reason\n",
                 list->path);
    (void)lc_say(&line, NULL);
    return LC_OK;
}

static int check_usage(const struct report_settings *settings,
                       const struct lc_reveal *reveal, struct lc_error *err)
{
    if (!settings->output)
        return LC_FAIL(err, LC_USAGE, "say where the page goes: --output PAGE.html");
    if (reveal->store_path && !settings->list)
        return LC_FAIL(err, LC_USAGE,
                       "a STORE is named for its log, where --list names its list; the "
                       "page of a model alone shows nobody");
    if (!reveal->store_path && reveal->reason)
        return LC_FAIL(err, LC_USAGE,
                       "--reason is for the log of the list's store: name that after "
                       "the model");
    return reveal->store_path ? lc_reveal_reason(reveal, err) : LC_OK;
}

static int run_report(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct report_settings *settings = given;
    const struct lc_reveal reveal = { argc > 1 ? argv[1] : NULL, "report",
                                      settings->common.reason };
    struct shown_list list = { .path = settings->list };
    json_t *results = NULL;
    int code = check_usage(settings, &reveal, err);
    if (!code)
        code = read_results(argv[0], &results, err);
    if (!code && list.path)
        code = read_list(&list, err);
    if (!code && list.path)
        code = lc_draft_try(settings->output, settings->common.force, err);
    if (!code && list.path)
        code = log_list(&list, &reveal, err);
    if (!code)
        code = lc_report_write(settings->output, settings->common.force, results,
                               list.document, err);
    if (!code && settings->common.json)
        code = say(settings, err);
    json_decref(results);
    json_decref(list.document);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_report = {
    .name = "report",
    .args = "MODEL [STORE] --output PAGE.html",
    .help = "write the page that says how good a model is, or a panel's list",
    .detail = "The page is one file that opens with no network. It holds aggregates only, unless\n"
              "--list names a panel's list: then it is the panel's own page and stays with it. Name the list's\n"
              "STORE with it, and a --reason: its log then tells of the page; without, a warning says that no\n"
              "log does.",
    .min_args = 1,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_report,
};
/* clang-format on */
