#include "command/targets_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "store/keys.h"
#include "store/paths.h"
#include "system/file.h"

struct check {
    const struct lc_verb *verb;
    int count;
    char *const *argv;
    const void *settings;
    struct lc_error *err;
};

static bool same_file(const char *a, const char *b)
{
    struct lc_sys_about one, other;
    return lc_sys_file_about(a, &one) == 0 && lc_sys_file_about(b, &other) == 0
           && one.device == other.device && one.number == other.number;
}

/* Is target where a file of one of the endings is, which end with NULL, of what is
 * read? Then *belongs is set. */
static int compare(const struct check *c, const char *target, const char *read,
                   char *(*place)(const char *path, const char *ending),
                   const char *const *ending, bool *belongs)
{
    for (; *ending && !*belongs; ending++) {
        char *name = place(read, *ending);
        if (!name)
            return LC_FAIL_NOMEM(c->err);
        *belongs = same_file(target, name);
        free(name);
    }
    return LC_OK;
}

/* The file read, or one of those that belong to a store. */
static int compare_all(const struct check *c, const char *target, const char *read,
                       bool *belongs)
{
    static const char *const more[] = { ".log", ".seal", NULL };
    int code = compare(c, target, read, lc_beside, lc_store_endings, belongs);
    if (!code)
        code = compare(c, target, read, lc_beside, more, belongs);
    return code ? code : compare(c, target, read, lc_key_path, lc_key_endings, belongs);
}

static int against(const struct check *c, const char *target, const char *read)
{
    bool belongs = false;
    int code = read ? compare_all(c, target, read, &belongs) : LC_OK;
    if (!code && belongs)
        return LC_FAIL(c->err, LC_REFUSED,
                       "%s is read here, or belongs to what is; write to another file",
                       target);
    return code;
}

/* target against all that is read; self: the option that names it, or NULL */
static int check_target(const struct check *c, const char *target,
                        const struct lc_knob *self)
{
    int code = LC_OK;
    for (int i = 0; i < c->count && !code; i++)
        if (!lc_verb_calls(c->verb, i, "OUT") || self)
            code = against(c, target, c->argv[i]);
    const struct lc_knobs *knobs = c->verb->knobs;
    for (size_t k = 0; k < knobs->count && !code; k++) {
        const struct lc_knob *row = knobs->rows + k;
        if (row != self && (row->kind == LC_SOURCE || row->kind == LC_TARGET))
            code = against(c, target, lc_knob_text(row, c->settings));
    }
    return code;
}

int lc_targets_check(const struct lc_verb *verb, int count, char *const *argv,
                     const void *settings, struct lc_error *err)
{
    struct check c = { verb, count, argv, settings, err };
    int code = LC_OK;
    for (int i = 0; i < count && !code; i++)
        if (lc_verb_calls(verb, i, "OUT"))
            code = check_target(&c, argv[i], NULL);
    for (size_t k = 0; k < verb->knobs->count && !code; k++) {
        const struct lc_knob *row = verb->knobs->rows + k;
        const char *target =
            row->kind == LC_TARGET ? lc_knob_text(row, settings) : NULL;
        if (target)
            code = check_target(&c, target, row);
    }
    return code;
}

/* --- what a name says ------------------------------------------------------------- */

/* An ending that is nobody's (".found") says nothing; one of a form says that form. */
static bool names_form(const char *ending)
{
    static const char *const forms[] = {
        ".csv",  ".tsv",  ".json", ".html", ".htm", ".pdf", ".h5",  ".hdf5",    ".xml",
        ".pmml", ".txt",  ".md",   ".yaml", ".yml", ".xls", ".ods", ".parquet", ".doc",
        ".odt",  ".xlsx", ".docx", ".png",  ".svg", ".zip", ".gz",  ".rds",     ".pkl",
    };
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
        if (strcmp(ending, forms[k]) == 0)
            return true;
    return false;
}

static bool may_end(const char *path, const char *const *ends)
{
    const char *name = lc_path_name(path), *dot = strrchr(name, '.');
    bool plain = !ends || !dot || dot == name || !names_form(dot);
    for (; ends && *ends; ends++)
        if (strcmp(path, *ends) == 0 || (dot && strcmp(dot, *ends) == 0))
            return true;
    return plain && strcmp(path, "-") != 0;
}

static int fail_end(const char *spelt, const char *path, const char *const *ends,
                    struct lc_error *err)
{
    struct lc_text names = { 0 };
    if (ends && strcmp(*ends, "-") == 0)
        ends++;
    for (size_t k = 0; ends && ends[k]; k++)
        lc_text_addf(&names, "%s%s", !k ? "" : ends[k + 1] ? ", " : " or ", ends[k]);
    const char *all = names.data ? names.data : "";
    int code = strcmp(path, "-") == 0
                   ? LC_FAIL(err, LC_USAGE, "%s: name a %s; '-' is none", spelt,
                             strcmp(spelt, "DIR") == 0 ? "folder" : "file")
                   : LC_FAIL(err, LC_USAGE,
                             "%s %s: what is written there is of another form; end "
                             "its name in %s",
                             spelt, path, all);
    lc_text_free(&names);
    return code;
}

int lc_targets_check_ends(const struct lc_verb *verb, int count, char *const *argv,
                          const void *settings, struct lc_error *err)
{
    static const char *const places[] = { "DIR", "STORE" }; /* never a stream */
    for (int i = 0; i < count; i++) {
        if (lc_verb_calls(verb, i, "OUT") && !may_end(argv[i], verb->ends))
            return fail_end("OUT", argv[i], verb->ends, err);
        for (size_t k = 0; k < 2 && !lc_verb_calls(verb, i, "TABLE"); k++)
            if (lc_verb_calls(verb, i, places[k]) && !may_end(argv[i], NULL))
                return fail_end(places[k], argv[i], NULL, err);
    }
    for (size_t k = 0; k < verb->knobs->count; k++) {
        const struct lc_knob *row = verb->knobs->rows + k;
        const char *path = row->kind == LC_TARGET ? lc_knob_text(row, settings) : NULL;
        char spelt[LC_OPTION];
        if (path && !may_end(path, row->choices))
            return fail_end(lc_knobs_spell(verb->knobs, row->name, spelt), path,
                            row->choices, err);
    }
    return LC_OK;
}
