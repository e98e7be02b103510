/* Every row of the verbs' tables is whole, and every option has its words. */
#include <string.h>

#include <criterion/criterion.h>

#include "command/verb.h"

static const struct lc_verb *const *const tables[] = { engine_verbs, model_verbs,
                                                       borough_verbs };

enum { TABLES = sizeof tables / sizeof *tables };

static bool is_empty(const char *text)
{
    return !text || !*text;
}

/* What help prints is one line with no full stop at its end. */
static bool is_line(const char *text)
{
    size_t size = text ? strlen(text) : 0;
    return size > 3 && size < 80 && text[size - 1] != '.' && !strchr(text, '\n');
}

/* The member that is missing or wrong, or NULL. */
static const char *hole(const struct lc_verb *v)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz-";
    if (is_empty(v->name) || strspn(v->name, letters) != strlen(v->name))
        return "name";
    if (is_empty(v->args))
        return "args";
    if (!is_line(v->help))
        return "help";
    if (is_empty(v->detail))
        return "detail";
    /* every verb is about something; an option may ask for none of it, or be that thing
     * itself (import --explain FILE) */
    bool itself = v->knobs && lc_knobs_find(v->knobs, "explain");
    if (v->min_args < (v->args[0] != '[' && !itself))
        return "min_args";
    if (v->max_args == 0 || (v->max_args > 0 && v->max_args < v->min_args))
        return "max_args";
    return !v->knobs ? "knobs" : !v->run ? "run" : NULL;
}

static void check_options(const struct lc_verb *v)
{
    for (size_t i = 0; i < v->knobs->count; i++) {
        const struct lc_knob *row = v->knobs->rows + i;
        cr_expect(!is_empty(row->name) && !is_empty(row->help),
                  "%s: option %zu has no name or no words", v->name, i);
        cr_expect(row->kind != LC_CHOICE || row->choices, "%s --%s: no choices",
                  v->name, row->name);
    }
}

Test(verbs, no_row_has_a_hole)
{
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; tables[t][i]; i++) {
            const struct lc_verb *v = tables[t][i];
            const char *lacks = hole(v);
            cr_expect(!lacks, "verb %zu of table %zu (%s): its %s is missing or wrong",
                      i, t, v->name ? v->name : "no name", lacks);
            if (!lacks)
                check_options(v);
        }
}

Test(verbs, no_two_have_one_name)
{
    const char *seen[100];
    size_t count = 0;
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; tables[t][i]; i++) {
            for (size_t k = 0; k < count; k++)
                cr_expect(strcmp(seen[k], tables[t][i]->name),
                          "two verbs are called %s", seen[k]);
            cr_assert(count < 100);
            seen[count++] = tables[t][i]->name;
        }
    cr_expect(count >= 19);
}
