/* latecare report: the page of a model, or of a panel's list. */
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "models/command/command.h"
#include "models/report/report.h"

enum { LIMIT = 1 << 28 }; /* bytes of a document */

struct report_settings {
    struct lc_common common;
    const char *list;
    const char *output;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_COMMON_KNOBS,
    LC_KNOB(struct report_settings, list,   LC_WORD, 0, 0, 0, "a list written by 'score --json': prints the panel's own page"),
    LC_KNOB(struct report_settings, output, LC_WORD, 0, 0, 0, "the page to write (an .html file)"),
};
/* clang-format on */

const struct lc_knobs lc_report_knobs = LC_KNOBS(struct report_settings, knobs);

static int read_document(const char *path, json_t **document, struct lc_error *err)
{
    char *data;
    size_t size;
    int code = lc_file_read(path, LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_json_parse(data, size, document, err);
    free(data);
    return code ? lc_error_within(err, code, "%s", path) : LC_OK;
}

int lc_cmd_report(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct report_settings *settings = given;
    json_t *results = NULL, *list = NULL;
    (void)argc;
    if (!settings->output)
        return LC_FAIL(err, LC_USAGE, "say where the page goes: --output PAGE.html");
    int code = read_document(argv[0], &results, err);
    if (!code && settings->list)
        code = read_document(settings->list, &list, err);
    if (!code)
        code = lc_report_write(settings->output, settings->common.force, results, list,
                               err);
    json_decref(results);
    json_decref(list);
    return code;
}
