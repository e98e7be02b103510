/* Verbs and their options for other programs, from the verbs' rows: see help_inside.h.
 */
#include "base/json.h"
#include "command/help_inside.h"

static const char *const kinds[] = {
    [LC_REAL] = "number",   [LC_COUNT] = "whole number",  [LC_FLAG] = "flag",
    [LC_WORD] = "text",     [LC_SOURCE] = "file to read", [LC_TARGET] = "file to write",
    [LC_FOLDER] = "folder", [LC_OPENED] = "open file",    [LC_CHOICE] = "choice",
};

static json_t *choices_of(const struct lc_knob *row)
{
    json_t *list = json_array();
    bool ok = list;
    for (int i = 0; ok && row->choices[i]; i++)
        ok = lc_json_push(list, lc_json_text(row->choices[i]));
    return lc_json_whole(list, ok);
}

static json_t *option_of(const struct lc_knob *row)
{
    char name[LC_OPTION];
    bool choice = row->kind == LC_CHOICE;
    return LC_OBJECT({ "name", lc_json_text(lc_option_name(row->name, name)) },
                     { "kind", lc_json_text(kinds[row->kind]) },
                     { "help", lc_json_text(row->help) },
                     { choice ? "choices" : NULL, choice ? choices_of(row) : NULL });
}

static json_t *verb_of(const struct lc_verb *verb)
{
    json_t *options = json_array();
    const struct lc_knob *row;
    bool ok = options;
    for (size_t i = 0; ok && (row = lc_verb_option(verb, i)); i++)
        ok = lc_json_push(options, option_of(row));
    return LC_OBJECT({ "name", lc_json_text(verb->name) },
                     { "args", lc_json_text(verb->args) },
                     { "help", lc_json_text(verb->help) },
                     { "options", lc_json_whole(options, ok) });
}

json_t *lc_help_document(const struct lc_verb_group *groups)
{
    json_t *verbs = json_array();
    bool ok = verbs;
    for (; ok && groups->title; groups++)
        for (const struct lc_verb *const *v = groups->verbs; ok && *v; v++)
            ok = lc_json_push(verbs, verb_of(*v));
    return LC_OBJECT({ "verbs", lc_json_whole(verbs, ok) });
}
