#include "command/targets_inside.h"

#include <stdlib.h>

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

/* *belongs: is target the file read, or one of those that lie beside a store? */
static int compare(const struct check *c, const char *target, const char *read,
                   bool *belongs)
{
    static const char *const endings[] = { "",          ".digest",       ".key",
                                           ".identity", ".identity.key", ".log",
                                           ".identity.next", ".seal" };
    *belongs = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !*belongs; i++) {
        char *name = lc_beside(read, endings[i]);
        if (!name)
            return LC_FAIL_NOMEM(c->err);
        *belongs = same_file(target, name);
        free(name);
    }
    return LC_OK;
}

static int against(const struct check *c, const char *target, const char *read)
{
    bool belongs;
    int code = read ? compare(c, target, read, &belongs) : LC_OK;
    if (!code && read && belongs)
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
