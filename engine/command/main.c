/* latecare VERB [options] ARGS: finds the verb's row, parses, runs, and turns the error
 * into one line and an exit status. The only place that prints an error or exits. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/near.h"
#include "base/progress.h"
#include "base/text.h"
#include "command/stores.h"
#include "command/targets.h"
#include "command/verb.h"

#ifndef LC_VERSION
#define LC_VERSION "0"
#endif

static const struct {
    const char *title;
    const struct lc_verb *verbs;
} tables[] = {
    { "Histories", engine_verbs },
    { "Models", model_verbs },
    { "Synthetic borough", borough_verbs },
};

enum { TABLES = sizeof tables / sizeof *tables };

static const struct lc_verb *find(const char *name)
{
    for (size_t t = 0; t < TABLES; t++)
        for (const struct lc_verb *v = tables[t].verbs; v->name; v++)
            if (strcmp(v->name, name) == 0)
                return v;
    return NULL;
}

static int fail_unknown(const char *name, struct lc_error *err)
{
    const char *nearest = NULL;
    size_t least = 3;
    if (lc_word_distance(name, "help") < least)
        least = lc_word_distance(name, nearest = "help");
    for (size_t t = 0; t < TABLES; t++)
        for (const struct lc_verb *v = tables[t].verbs; v->name; v++) {
            size_t d = lc_word_distance(name, v->name);
            if (d < least)
                least = d, nearest = v->name;
        }
    if (nearest)
        return LC_FAIL(err, LC_USAGE, "no verb '%.40s'; did you mean '%s'?", name,
                       nearest);
    return LC_FAIL(err, LC_USAGE, "no verb '%.40s'; 'latecare help' lists them", name);
}

static void add_overview(struct lc_text *out)
{
    lc_text_add(out, "latecare " LC_VERSION " - who may enter care late, and why\n\n"
                     "  latecare VERB [options] ARGS\n"
                     "  latecare help VERB\n");
    for (size_t t = 0; t < TABLES; t++) {
        lc_text_addf(out, "\n%s\n", tables[t].title);
        for (const struct lc_verb *v = tables[t].verbs; v->name; v++)
            lc_text_addf(out, "  %-11s %s\n", v->name, v->help);
    }
    lc_text_add(
        out,
        "\nExit status: 0 done, 1 done with findings, 2 usage, 3 data, "
        "4 numeric, 5 refused, 6 system;\nstopped by a signal, 128 and its number.\n");
}

static void add_verb_help(const struct lc_verb *verb, struct lc_text *out)
{
    lc_text_addf(out, "latecare %s [options] %s\n\n  %s\n\n", verb->name, verb->args,
                 verb->help);
    if (verb->detail)
        lc_text_addf(out, "%s\n\n", verb->detail);
    if (verb->list)
        verb->list(out);
    lc_text_add(out, "Options\n");
    lc_knobs_help(verb->knobs, out);
}

static int print_text(struct lc_text *text, struct lc_error *err)
{
    int code = lc_text_check(text, err);
    if (!code)
        code = lc_print(text->data, text->size, err);
    lc_text_free(text);
    return code;
}

static int help(int argc, char **argv, struct lc_error *err)
{
    struct lc_text out = { 0 };
    const struct lc_verb *verb = argc > 0 ? find(argv[0]) : NULL;
    if (argc > 0 && !verb)
        return fail_unknown(argv[0], err);
    if (verb)
        add_verb_help(verb, &out);
    else
        add_overview(&out);
    return print_text(&out, err);
}

static int wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--"); i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return 1;
    return 0;
}

static int run(const struct lc_verb *verb, int argc, char **argv, struct lc_error *err)
{
    int count, code;
    if (wants_help(argc, argv))
        return help(1, (char *[]){ (char *)verb->name, NULL }, err);
    lc_begin();
    void *settings = lc_alloc(1, verb->knobs->size);
    if (!settings)
        return LC_FAIL_NOMEM(err);
    code = lc_verb_parse(verb, argc, argv, settings, &count, err);
    if (!code)
        lc_stores_resolve(verb, count, argv);
    if (!code)
        code = lc_targets_check(verb, count, argv, settings, err);
    if (!code)
        code = verb->run(count, argv, settings, err);
    free(settings);
    return code;
}

static int dispatch(int argc, char **argv, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0
        || strcmp(argv[1], "-h") == 0)
        return help(argc - 2, argv + 2, err);
    if (strcmp(argv[1], "--version") == 0) {
        lc_text_add(&out, "latecare " LC_VERSION "\n");
        return print_text(&out, err);
    }
    const struct lc_verb *verb = find(argv[1]);
    if (!verb)
        return fail_unknown(argv[1], err);
    return run(verb, argc - 2, argv + 2, err);
}

/* _exit: after a failed write HDF5's own exit handlers can crash (reliability); and
 * everything we wrote was written with write(2). */
int main(int argc, char **argv)
{
    struct lc_error err = { 0 };
    lc_begin_anew(argv);
    int code = dispatch(argc, argv, &err);
    lc_progress_end();
    if (code != LC_OK && code != LC_FINDINGS) {
        struct lc_text line = { 0 };
        const char *verb = argc > 1 && find(argv[1]) ? argv[1] : "";
        lc_text_addf(&line, "latecare%s%s: %s\n", *verb ? " " : "", verb,
                     err.text[0] ? err.text : lc_code_text(code));
        if (line.data && write(STDERR_FILENO, line.data, line.size) < 0)
            code = LC_IO;
    }
    int signal = lc_interrupt_signal();
    _exit(code == LC_INTERRUPTED && signal ? 128 + signal : lc_code_status(code));
}
