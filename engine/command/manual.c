/* Manual pages in roff, from the verbs' rows: see help_inside.h and man(7). */
#include <ctype.h>

#include "base/version.h"
#include "command/help_inside.h"

/* Text as roff prints it: a backslash, a dash and a quote are letters, and a line may
 * begin with a dot. */
static void add(struct lc_text *out, const char *text)
{
    bool first = true;
    for (; *text; text++) {
        if (first && (*text == '.' || *text == '\''))
            lc_text_add(out, "\\&");
        if (*text == '\\')
            lc_text_add(out, "\\e");
        else if (*text == '-')
            lc_text_add(out, "\\-");
        else if (*text == '\'')
            lc_text_add(out, "\\(aq");
        else
            lc_text_add_bytes(out, text, 1);
        first = *text == '\n';
    }
}

static void add_title(struct lc_text *out, const char *verb, const char *help)
{
    lc_text_add(out, ".TH LATECARE");
    for (const char *c = verb; *c; c++)
        lc_text_addf(out, "%s%c", c == verb ? "\\-" : "", toupper((unsigned char)*c));
    lc_text_add(out, " 1 \"\" \"latecare " LC_VERSION "\" \"Latecare\"\n.SH NAME\n");
    lc_text_addf(out, "latecare%s%s \\- ", *verb ? "\\-" : "", verb);
    add(out, help);
    lc_text_add(out, "\n.SH SYNOPSIS\n.B latecare");
}

static void add_ending(struct lc_text *out)
{
    lc_text_add(out, ".SH EXIT STATUS\n");
    add(out, "0 done; 1 done, with findings; 2 usage; 3 data; 4 numeric (did not "
             "converge, separation); 5 refused by policy; 6 system (disk, memory); "
             "stopped by a signal, 128 and its number.\n");
}

static void add_option(const struct lc_knob *row, lc_knob_more *more,
                       struct lc_text *out)
{
    struct lc_text line = { 0 };
    lc_text_add(out, ".TP\n");
    lc_knob_name(row, &line);
    if (line.data)
        add(out, line.data);
    lc_text_add(out, "\n");
    lc_text_clear(&line);
    lc_knob_words(row, &line);
    if (more)
        more(row, &line);
    if (line.data)
        add(out, line.data);
    lc_text_add(out, "\n");
    out->failed |= line.failed;
    lc_text_free(&line);
}

static void add_verb(const struct lc_verb *verb, struct lc_text *out)
{
    struct lc_text list = { 0 };
    add_title(out, verb->name, verb->help);
    lc_text_add(out, " ");
    add(out, verb->name);
    lc_text_add(out, "\n[options] ");
    add(out, verb->args);
    lc_text_add(out, "\n.SH DESCRIPTION\n.nf\n");
    add(out, verb->detail);
    lc_text_add(out, "\n.fi\n");
    if (verb->list) {
        verb->list(&list);
        lc_text_add(out, ".PP\n.nf\n");
        add(out, list.data ? list.data : "");
        lc_text_add(out, ".fi\n");
        out->failed |= list.failed;
        lc_text_free(&list);
    }
    lc_text_add(out, ".SH OPTIONS\n");
    const struct lc_knob *row;
    for (size_t i = 0; (row = lc_verb_option(verb, i)); i++)
        add_option(row, verb->more, out);
    add_ending(out);
    lc_text_add(out, ".SH SEE ALSO\n.BR latecare (1)\n");
}

static void add_program(const struct lc_verb_group *groups, struct lc_text *out)
{
    add_title(out, "", "who may enter care late, and why");
    lc_text_add(out,
                "\n.I verb\n[options] arguments\n.br\n.B latecare help\n[\n.I verb or "
                "topic\n]\n.SH DESCRIPTION\n");
    add(out, "Links the histories that an English borough's agencies hold on its "
             "adolescents in one HDF5 file, trains and scores logistic and survival "
             "models on them, and gives a panel a short list in which every risk comes "
             "with its dated reasons. No network; no name leaves the identity file.\n");
    for (const struct lc_verb_group *g = groups; g->title; g++) {
        lc_text_add(out, ".SS ");
        add(out, g->title);
        lc_text_add(out, "\n");
        for (const struct lc_verb *const *v = g->verbs; *v; v++) {
            lc_text_addf(out, ".TP\n.BR latecare\\-%s (1)\n", (*v)->name);
            add(out, (*v)->help);
            lc_text_add(out, "\n");
        }
    }
    add_ending(out);
    lc_text_add(out,
                ".SH ENVIRONMENT\n.TP\n.B LATECARE_SHARE\nwhere schemas and studies "
                "are, if not beside the program\n.TP\n.B LATECARE_KEYS\nthe folder of "
                "stores\\(aq keys, where \\-\\-keys does not say\n.TP\n.B NO_COLOR\nno "
                "colours\n");
}

void lc_manual_add(const struct lc_verb_group *groups, const struct lc_verb *verb,
                   struct lc_text *out)
{
    if (verb)
        add_verb(verb, out);
    else
        add_program(groups, out);
}
