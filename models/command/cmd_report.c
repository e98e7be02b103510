/* latecare report: the page of a model, or of a panel's list. */
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/fit/model.h"
#include "models/report/report.h"

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
    LC_KNOB(struct report_settings, list,   LC_SOURCE, 0, 0, 0, "a list written by 'score --json': prints the panel's own page"),
    LC_KNOB(struct report_settings, output, LC_TARGET, 0, 0, 0, "the page to write (an .html file)"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct report_settings, knobs);

/* What a model file says of its own: the results that its training put in it, and the
 * hash by which it can be told from any other. */
static int results_of(json_t **results, const char *data, size_t size,
                      struct lc_error *err)
{
    struct lc_model *model = NULL;
    json_t *named = NULL, *verdict = NULL;
    int standing, code = lc_model_parse(&model, data, size, err);
    if (!code && !json_is_object(model->metrics))
        code = LC_FAIL(err, LC_ABSENT, "it holds no results; 'train' judges a model");
    if (!code)
        code = lc_verdict_now(&verdict, &standing, model, err);
    if (!code) {
        *results = json_deep_copy(model->metrics);
        lc_json_put(*results, "verdict", verdict);
        named = json_object_get(*results, "model");
        if (!*results
            || (named
                && json_object_set_new(named, "hash", json_string(model->digest))))
            code = LC_FAIL_NOMEM(err);
    }
    lc_model_free(model);
    return code;
}

/* A document that stands alone; or, for results, a model file that holds them. */
static int read_document(const char *path, bool results, json_t **document,
                         struct lc_error *err)
{
    char *data;
    size_t size;
    int code = lc_file_read(path, LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_json_parse(data, size, document, err);
    if (!code && results && json_object_get(*document, "latecare_model")) {
        json_decref(*document);
        *document = NULL;
        code = results_of(document, data, size, err);
    }
    free(data);
    return code ? lc_error_within(err, code, "%s", path) : LC_OK;
}

static int say(const struct report_settings *settings, struct lc_error *err)
{
    return lc_print_json(LC_OBJECT({ "page", lc_json_text(settings->output) },
                                   { "list", lc_json_text(settings->list) }),
                         err);
}

static int run_report(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct report_settings *settings = given;
    json_t *results = NULL, *list = NULL;
    (void)argc;
    if (!settings->output)
        return LC_FAIL(err, LC_USAGE, "say where the page goes: --output PAGE.html");
    int code = read_document(argv[0], true, &results, err);
    if (!code && settings->list)
        code = read_document(settings->list, false, &list, err);
    if (!code)
        code = lc_report_write(settings->output, settings->common.force, results, list,
                               err);
    if (!code && settings->common.json)
        code = say(settings, err);
    json_decref(results);
    json_decref(list);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_report = {
    .name = "report",
    .args = "MODEL --output PAGE.html",
    .help = "write the page that says how good a model is, or a panel's list",
    .detail = "The page is one file that opens with no network. It holds aggregates only, unless\n"
              "--list names a panel's list: then it is the panel's own page and stays with it.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_report,
};
/* clang-format on */
