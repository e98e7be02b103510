/* See help_inside.h: the overview, a verb's page, a topic. */
#include "command/help_inside.h"

#include <string.h>

#include "base/near.h"
#include "base/version.h"
#include "command/command.h"

const struct lc_verb *lc_verb_find(const struct lc_verb_group *groups, const char *name)
{
    for (; groups->title; groups++)
        for (const struct lc_verb *const *v = groups->verbs; *v; v++)
            if (strcmp((*v)->name, name) == 0)
                return *v;
    return NULL;
}

static const struct lc_topic *find_topic(const struct lc_verb_group *groups,
                                         const char *name)
{
    for (; groups->title; groups++)
        for (size_t i = 0; groups->topics && groups->topics[i]; i++)
            if (strcmp(groups->topics[i]->name, name) == 0)
                return groups->topics[i];
    return NULL;
}

static void look(const char *given, const char *name, const char **nearest,
                 size_t *least)
{
    size_t d = lc_word_distance(given, name);
    if (d < *least)
        *least = d, *nearest = name;
}

int lc_verb_fail_unknown(const struct lc_verb_group *groups, const char *name,
                         struct lc_error *err)
{
    const char *nearest = NULL;
    size_t least = 3;
    look(name, "help", &nearest, &least);
    for (; groups->title; groups++)
        for (const struct lc_verb *const *v = groups->verbs; *v; v++)
            look(name, (*v)->name, &nearest, &least);
    if (nearest)
        return LC_FAIL(err, LC_USAGE, "no verb '%.40s'; did you mean '%s'?", name,
                       nearest);
    return LC_FAIL(err, LC_USAGE, "no verb '%.40s'; 'latecare help' lists them", name);
}

static void add_overview(const struct lc_verb_group *groups, struct lc_text *out)
{
    lc_text_add(out, "latecare " LC_VERSION " - who may enter care late, and why\n\n"
                     "  latecare VERB [options] ARGS\n"
                     "  latecare help VERB\n"
                     "  latecare --kernels plain VERB ...   the same bytes on every "
                     "machine, slower\n");
    for (const struct lc_verb_group *g = groups; g->title; g++) {
        lc_text_addf(out, "\n%s\n", g->title);
        for (const struct lc_verb *const *v = g->verbs; *v; v++)
            lc_text_addf(out, "  %-11s %s\n", (*v)->name, (*v)->help);
    }
    lc_text_add(out, "\nTo read (latecare help TOPIC)\n");
    for (const struct lc_verb_group *g = groups; g->title; g++)
        for (size_t i = 0; g->topics && g->topics[i]; i++)
            lc_text_addf(out, "  %-11s %s\n", g->topics[i]->name, g->topics[i]->help);
    lc_text_add(out,
                "\nExit status: 0 done, 1 done with findings, 2 usage, 3 data, "
                "4 numeric, 5 refused, 6 system,\n7 a fault of the program; stopped "
                "by a signal, 128 and its number; output that\nnobody reads any "
                "more, 141.\n");
}

/* A verb's paragraphs, so that they are broken where the terminal has it: a line goes
 * on in the next unless that is set in. */
static void add_flowing(struct lc_text *out, const char *detail)
{
    for (const char *line = detail, *next; line; line = next) {
        size_t size = strcspn(line, "\n");
        next = line[size] ? line + size + 1 : NULL;
        bool set_in =
            *line == ' ' || !size || (next && (*next == ' ' || *next == '\n'));
        lc_text_add_bytes(out, line, size);
        lc_text_add(out, !next ? "" : set_in || !*next ? "\n" : " ");
    }
}

static void add_verb(const struct lc_verb *verb, struct lc_text *out)
{
    lc_text_addf(out, "latecare %s [options] %s\n\n  %s\n\n", verb->name, verb->args,
                 verb->help);
    add_flowing(out, verb->detail);
    lc_text_add(out, "\n\n");
    if (verb->list)
        verb->list(out);
    lc_text_add(out, "Options\n");
    lc_knobs_help(verb->knobs, verb->more, out);
    if (lc_verb_takes_store(verb))
        lc_knobs_help(&lc_store_knobs, NULL, out);
}

static int print_page(const struct lc_verb_group *groups, const char *name,
                      struct lc_error *err)
{
    struct lc_text out = { 0 };
    const struct lc_verb *verb = name ? lc_verb_find(groups, name) : NULL;
    const struct lc_topic *topic = name ? find_topic(groups, name) : NULL;
    if (name && !verb && !topic)
        return lc_verb_fail_unknown(groups, name, err);
    if (topic) {
        topic->add(&out);
        lc_text_show(&out); /* schemas are files, and have titles */
        return lc_print_as_is(&out, err);
    }
    if (verb)
        add_verb(verb, &out);
    else
        add_overview(groups, &out);
    return lc_print_text(&out, err);
}

static int add_manual(const struct lc_verb_group *groups, const char *name,
                      struct lc_text *out, struct lc_error *err)
{
    const struct lc_verb *verb = name ? lc_verb_find(groups, name) : NULL;
    if (name && !verb)
        return lc_verb_fail_unknown(groups, name, err);
    lc_manual_add(groups, verb, out);
    return LC_OK;
}

int lc_help(const struct lc_verb_group *groups, int argc, char **argv,
            struct lc_error *err)
{
    struct lc_text out = { 0 };
    const char *first = argc > 0 ? argv[0] : NULL, *second = argc > 1 ? argv[1] : NULL;
    int code;
    if (first && strcmp(first, "--json") == 0)
        return lc_print_json(lc_help_document(groups), err);
    if (first && strcmp(first, "--man") == 0)
        code = add_manual(groups, second, &out, err);
    else if (first && strcmp(first, "--completion") == 0)
        code = lc_completion_add(groups, second ? second : "", &out, err);
    else
        return print_page(groups, first, err);
    if (!code)
        return lc_print_as_is(&out, err);
    lc_text_free(&out);
    return code;
}
