/* latecare VERB [options] ARGS: finds the verb's row, parses, runs, and turns the error
 * into one line and an exit status. The only place that prints an error or exits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/progress.h"
#include "base/text.h"
#include "base/version.h"
#include "command/answer_inside.h"
#include "command/command.h"
#include "command/help_inside.h"
#include "command/sources_inside.h"
#include "command/stores_inside.h"
#include "command/targets_inside.h"
#include "command/verb.h"
#include "numeric/kernel.h"
#include "store/keys.h"
#include "system/file.h"
#include "system/process.h"
#include "system/signal.h"

const struct lc_verb_group lc_verb_groups[] = {
    { "Histories", engine_verbs, engine_topics },
    { "Models", model_verbs, model_topics },
    { "Synthetic borough", borough_verbs, NULL },
    { 0 },
};

static int wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--"); i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return 1;
    return 0;
}

/* A stack that runs out ends in a crash without a word, so it is asked beforehand. */
static int check_stack(struct lc_error *err)
{
    enum { WANT = 8 << 20, LEAST = 256 << 10 };
    size_t room = lc_sys_process_stack(WANT);
    if (room >= LEAST)
        return LC_OK;
    return LC_FAIL(err, LC_NOMEM,
                   "the stack may have %zu kB here and %d are needed: ulimit -s 8192",
                   room >> 10, LEAST >> 10);
}

/* Nobody else asks the environment where keys are. */
static int begin_keys(const struct lc_verb *verb, struct lc_common *set,
                      struct lc_error *err)
{
    const struct lc_keys_asked asked = { set->keys, getenv("LATECARE_KEYS"),
                                         getenv("CREDENTIALS_DIRECTORY"), lc_answer,
                                         (void *)set->passphrase_fd };
    int code = lc_answer_check(set->passphrase_fd, "--passphrase-fd", err);
    return code || !lc_verb_takes_store(verb) ? code : lc_keys_begin(&asked, err);
}

static int run(const struct lc_verb *verb, int argc, char **argv, struct lc_error *err)
{
    int count, code;
    if (wants_help(argc, argv))
        return lc_help(lc_verb_groups, 1, (char *[]){ (char *)verb->name, NULL }, err);
    code = check_stack(err);
    if (code)
        return code;
    lc_begin();
    void *settings = lc_alloc(1, verb->knobs->size);
    if (!settings)
        return LC_FAIL_NOMEM(err);
    code = lc_verb_parse(verb, argc, argv, settings, &count, err);
    ((struct lc_common *)settings)->judge = lc_train_judge;
    if (!code)
        lc_stores_resolve(verb, count, argv);
    if (!code)
        code = begin_keys(verb, settings, err);
    if (!code)
        code = lc_sources_check(verb, count, argv, err);
    if (!code)
        code = lc_targets_check(verb, count, argv, settings, err);
    if (!code)
        code = lc_targets_check_ends(verb, count, argv, settings, err);
    if (!code)
        code = verb->run(count, argv, settings, err);
    free(settings);
    return code;
}

/* `--kernels plain` stands before the verb, whichever that is: the same bytes on every
 * machine, those of the page in a browser too. *taken: arguments that it was. The GNU C
 * library fuses multiplications with additions where the machine can, and asks for that
 * as it is loaded; so the program begins again without. */
static int take_kernels(int argc, char **argv, int *taken, struct lc_error *err)
{
    static const char name[] = "GLIBC_TUNABLES",
                      unfused[] = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4";
    const char *now = getenv(name);
    *taken = 0;
    if (argc < 2 || strcmp(argv[1], "--kernels") != 0)
        return LC_OK;
    if (argc < 3 || strcmp(argv[2], "plain") != 0)
        return LC_FAIL(
            err, LC_USAGE,
            "--kernels takes 'plain' alone: the same bytes on every machine; "
            "without it the widest that this one runs are taken");
    if (lc_kernels() != &lc_kernels_plain && (!now || strcmp(now, unfused) != 0)) {
        lc_sys_process_anew(argv, name, unfused);
        return LC_FAIL(err, LC_IO, "--kernels plain: the program cannot begin again");
    }
    lc_kernels_keep_plain();
    *taken = 2;
    return LC_OK;
}

static int dispatch(int argc, char **argv, struct lc_error *err)
{
    static const char version[] = "latecare " LC_VERSION "\n";
    if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0
        || strcmp(argv[1], "-h") == 0)
        return lc_help(lc_verb_groups, argc - 2, argv + 2, err);
    if (strcmp(argv[1], "--version") == 0)
        return lc_print(version, sizeof version - 1, err);
    const struct lc_verb *verb = lc_verb_find(lc_verb_groups, argv[1]);
    if (!verb)
        return lc_verb_fail_unknown(lc_verb_groups, argv[1], err);
    return run(verb, argc - 2, argv + 2, err);
}

/* One message, and the exit status that goes with it. Of a closed pipe there is nobody
 * to tell; where memory has run out the line is written as it is. */
static int report(int code, const char *verb, const struct lc_error *err)
{
    char line[sizeof err->text + 64];
    struct lc_text text = { 0 };
    if (code == LC_OK || code == LC_FINDINGS || code == LC_UNREAD)
        return code;
    int size = snprintf(line, sizeof line, "latecare%s%.30s: %s\n", *verb ? " " : "",
                        verb, err->text[0] ? err->text : lc_code_text(code));
    lc_text_add_bytes(&text, line, (size_t)size);
    int said = lc_say(&text, NULL);
    if (said == LC_NOMEM && lc_sys_file_write(LC_SYS_ERRORS, line, (size_t)size))
        said = LC_IO;
    return said == LC_IO || said == LC_UNREAD ? said : code;
}

/* No exit handler: after a failed write HDF5's own can crash (reliability); and
 * everything we wrote was written with write(2). */
int main(int argc, char **argv)
{
    struct lc_error err = { 0 };
    int taken;
    lc_begin_anew(argv);
    int code = take_kernels(argc, argv, &taken, &err);
    argc -= taken;
    argv += taken;
    if (!code)
        code = dispatch(argc, argv, &err);
    lc_progress_end();
    lc_keys_end();
    bool named = argc > 1 && lc_verb_find(lc_verb_groups, argv[1]);
    code = report(code, named ? argv[1] : "", &err);
    int signal = lc_sys_signal();
    lc_sys_process_end(code == LC_INTERRUPTED && signal ? 128 + signal
                                                        : lc_code_status(code));
}
