/* Completion for shells, from the verbs' rows: see help_inside.h. */
#include <string.h>

#include "command/help_inside.h"

static void add_option_name(const struct lc_knob *row, struct lc_text *out)
{
    char option[LC_OPTION];
    lc_text_add(out, lc_option_name(row->name, option));
}

/* Inside single quotes. */
static void add_quoted(struct lc_text *out, const char *text)
{
    for (; *text; text++)
        lc_text_addf(out, *text == '\'' ? "'\\%c'" : "%c", *text);
}

static void add_choices(const struct lc_knob *row, struct lc_text *out)
{
    for (int i = 0; row->choices[i]; i++)
        lc_text_addf(out, "%s%s", i ? " " : "", row->choices[i]);
}

/* --- bash ------------------------------------------------------------------------- */

static void add_bash_verb(const struct lc_verb *verb, struct lc_text *out)
{
    lc_text_addf(out, "    %s)\n        case $before in\n", verb->name);
    const struct lc_knob *row;
    for (size_t i = 0; (row = lc_verb_option(verb, i)); i++) {
        if (row->kind != LC_CHOICE)
            continue;
        lc_text_add(out, "        --");
        add_option_name(row, out);
        lc_text_add(out, ") words='");
        add_choices(row, out);
        lc_text_add(out, "' ;;\n");
    }
    lc_text_add(out, "        *) words='");
    for (size_t i = 0; (row = lc_verb_option(verb, i)); i++) {
        lc_text_add(out, i ? " --" : "--");
        add_option_name(row, out);
    }
    lc_text_add(out, "' ;;\n        esac ;;\n");
}

static void add_bash(const struct lc_verb_group *groups, struct lc_text *out)
{
    lc_text_add(out, "# bash completion for latecare\n_latecare() {\n"
                     "    local here=${COMP_WORDS[COMP_CWORD]} words=\n"
                     "    local before=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "    if [ \"$COMP_CWORD\" = 1 ]; then\n        words='help");
    for (const struct lc_verb_group *g = groups; g->title; g++)
        for (const struct lc_verb *const *v = g->verbs; *v; v++)
            lc_text_addf(out, " %s", (*v)->name);
    lc_text_add(out, "'\n    else case ${COMP_WORDS[1]} in\n");
    for (const struct lc_verb_group *g = groups; g->title; g++)
        for (const struct lc_verb *const *v = g->verbs; *v; v++)
            add_bash_verb(*v, out);
    lc_text_add(out, "    esac; fi\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"$here\"))\n}\n"
                     "complete -o default -F _latecare latecare\n");
}

/* --- zsh -------------------------------------------------------------------------- */

/* Inside single quotes and square brackets. */
static void add_zsh_words(struct lc_text *out, const char *text)
{
    for (; *text; text++)
        if (strchr("[]:", *text))
            lc_text_addf(out, "\\%c", *text);
        else
            lc_text_addf(out, *text == '\'' ? "'\\%c'" : "%c", *text);
}

static void add_zsh_option(const struct lc_knob *row, struct lc_text *out)
{
    lc_text_add(out, " \\\n            '--");
    add_option_name(row, out);
    lc_text_add(out, "[");
    add_zsh_words(out, row->help);
    lc_text_add(out, "]");
    if (row->kind == LC_CHOICE) {
        lc_text_add(out, ":value:(");
        add_choices(row, out);
        lc_text_add(out, ")");
    } else if (row->kind == LC_SOURCE || row->kind == LC_TARGET) {
        lc_text_add(out, ":file:_files");
    } else if (row->kind == LC_FOLDER) {
        lc_text_add(out, ":folder:_files -/");
    } else if (row->kind != LC_FLAG) {
        lc_text_add(out, ":value:");
    }
    lc_text_add(out, "'");
}

static void add_zsh(const struct lc_verb_group *groups, struct lc_text *out)
{
    lc_text_add(out,
                "#compdef latecare\n_latecare() {\n    if (( CURRENT == 2 )); then\n"
                "        local -a verbs=('help:what there is'");
    for (const struct lc_verb_group *g = groups; g->title; g++)
        for (const struct lc_verb *const *v = g->verbs; *v; v++) {
            lc_text_addf(out, " \\\n            '%s:", (*v)->name);
            add_zsh_words(out, (*v)->help);
            lc_text_add(out, "'");
        }
    lc_text_add(out, ")\n        _describe verb verbs\n        return\n    fi\n"
                     "    local verb=$words[2]\n    shift words\n    (( CURRENT-- ))\n"
                     "    case $verb in\n");
    for (const struct lc_verb_group *g = groups; g->title; g++)
        for (const struct lc_verb *const *v = g->verbs; *v; v++) {
            lc_text_addf(out, "    %s)\n        _arguments", (*v)->name);
            const struct lc_knob *row;
            for (size_t i = 0; (row = lc_verb_option(*v, i)); i++)
                add_zsh_option(row, out);
            lc_text_add(out, " '*:file:_files' ;;\n");
        }
    lc_text_add(out, "    esac\n}\n_latecare \"$@\"\n");
}

/* --- fish ------------------------------------------------------------------------- */

static void add_fish_option(const struct lc_verb *verb, const struct lc_knob *row,
                            struct lc_text *out)
{
    lc_text_addf(out, "complete -c latecare -n '__fish_seen_subcommand_from %s' -l ",
                 verb->name);
    add_option_name(row, out);
    if (row->kind == LC_CHOICE) {
        lc_text_add(out, " -x -a '");
        add_choices(row, out);
        lc_text_add(out, "'");
    } else if (row->kind != LC_FLAG) {
        bool file =
            row->kind == LC_SOURCE || row->kind == LC_TARGET || row->kind == LC_FOLDER;
        lc_text_add(out, file ? " -r" : " -x");
    }
    lc_text_add(out, " -d '");
    add_quoted(out, row->help);
    lc_text_add(out, "'\n");
}

static void add_fish(const struct lc_verb_group *groups, struct lc_text *out)
{
    lc_text_add(out, "# fish completion for latecare\n"
                     "complete -c latecare -n __fish_use_subcommand -f -a help "
                     "-d 'what there is'\n");
    for (const struct lc_verb_group *g = groups; g->title; g++)
        for (const struct lc_verb *const *v = g->verbs; *v; v++) {
            lc_text_addf(out,
                         "complete -c latecare -n __fish_use_subcommand -f -a %s -d '",
                         (*v)->name);
            add_quoted(out, (*v)->help);
            lc_text_add(out, "'\n");
            const struct lc_knob *row;
            for (size_t i = 0; (row = lc_verb_option(*v, i)); i++)
                add_fish_option(*v, row, out);
        }
}

/* --- which ------------------------------------------------------------------------ */

int lc_completion_add(const struct lc_verb_group *groups, const char *shell,
                      struct lc_text *out, struct lc_error *err)
{
    static const struct {
        const char *shell;
        void (*add)(const struct lc_verb_group *groups, struct lc_text *out);
    } shells[] = { { "bash", add_bash }, { "zsh", add_zsh }, { "fish", add_fish } };
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].shell, shell) == 0) {
            shells[i].add(groups, out);
            return LC_OK;
        }
    return LC_FAIL(err, LC_USAGE, "--completion is for bash, zsh or fish, not '%.20s'",
                   shell);
}
