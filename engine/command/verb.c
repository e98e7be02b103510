/* See verb.h: one way from argv to a settings struct. */
#include "command/verb.h"

#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "system/file.h"

static const struct lc_knob store_rows[] = {
    LC_KNOB(struct lc_common, keys, LC_FOLDER, 0, 0, 0,
            "where the store's keys are, if not beside it (or LATECARE_KEYS)", "STORE"),
    LC_KNOB(struct lc_common, passphrase_fd, LC_OPENED, 0, 0, 0,
            "the open file whose next line is the keys' passphrase, as 3 with "
            "3<FILE; else the terminal is asked",
            "STORE"),
};
const struct lc_knobs lc_store_knobs = LC_KNOBS(struct lc_common, store_rows);

bool lc_verb_takes_store(const struct lc_verb *verb)
{
    static const char word[] = "STORE"; /* or "[STORE]" */
    for (const char *at = verb->args; (at = strstr(at, word)); at++)
        if ((at == verb->args || strchr(" |[", at[-1]))
            && strchr(" |]", at[sizeof word - 1]))
            return true;
    return false;
}

const struct lc_knob *lc_verb_option(const struct lc_verb *verb, size_t i)
{
    size_t own = verb->knobs->count;
    if (i < own)
        return verb->knobs->rows + i;
    return i < own + lc_store_knobs.count && lc_verb_takes_store(verb)
               ? lc_store_knobs.rows + (i - own)
               : NULL;
}

int lc_verb_suit_store(const struct lc_common *common, bool store, struct lc_error *err)
{
    uint64_t given = (common->keys ? 1u : 0) | (common->passphrase_fd ? 2u : 0);
    return lc_knobs_suit(&lc_store_knobs, given, "STORE", store, err);
}

static int fail_unknown(const struct lc_verb *verb, const char *name,
                        struct lc_error *err)
{
    char option[LC_OPTION];
    const struct lc_knob *nearest = NULL;
    size_t least = 4;
    const struct lc_knob *row;
    for (size_t i = 0; (row = lc_verb_option(verb, i)); i++) {
        size_t d = lc_word_distance(name, row->name);
        if (d < least) {
            least = d;
            nearest = row;
        }
    }
    if (nearest)
        return LC_FAIL(err, LC_USAGE, "no option --%s; did you mean --%s?", name,
                       lc_option_name(nearest->name, option));
    return LC_FAIL(err, LC_USAGE, "no option --%s; 'latecare help %s' lists them", name,
                   verb->name);
}

/* One option at argv[at]; returns how many of argv it took through *taken. */
static int parse_option(const struct lc_verb *verb, int argc, char **argv, int at,
                        void *settings, int *taken, struct lc_error *err)
{
    char name[64];
    const char *given = argv[at] + 2, *equals = strchr(given, '=');
    size_t size = equals ? (size_t)(equals - given) : strlen(given);
    if (size >= sizeof name)
        return LC_FAIL(err, LC_USAGE, "no option --%.40s...", given);
    memcpy(name, given, size);
    name[size] = 0;
    struct lc_common *common = settings;
    const struct lc_knob *row = lc_knobs_find(verb->knobs, name);
    bool own = row;
    if (!own && lc_verb_takes_store(verb))
        row = lc_knobs_find(&lc_store_knobs, name);
    if (!row)
        return fail_unknown(verb, name, err);
    const char *value = equals ? equals + 1 : NULL;
    *taken = 1;
    if (!value && row->kind != LC_FLAG) {
        value = at + 1 < argc ? argv[at + 1] : NULL;
        *taken = 2;
    }
    return lc_knobs_set(own ? verb->knobs : &lc_store_knobs, settings, name, value,
                        own ? &common->given : NULL, err);
}

/* The next option that the usage has outside brackets, which must be given: "--asof D",
 * of *size letters; NULL behind the last. */
static const char *next_must(const char *at, size_t *size)
{
    int depth = 0;
    for (; *at; at++) {
        depth += (*at == '[') - (*at == ']');
        if (depth || strncmp(at, "--", 2) != 0)
            continue;
        size_t name = strcspn(at, " ");
        const char *value = at + name + (at[name] == ' ');
        bool quoted = *value == '\'';
        *size = (size_t)(value - at) + quoted + quoted
                + strcspn(value + quoted, quoted ? "'" : " ");
        return at;
    }
    return NULL;
}

static bool is_given(const struct lc_verb *verb, uint64_t given, const char *option)
{
    size_t size = strcspn(option + 2, " ");
    char name[LC_OPTION], spelt[LC_OPTION];
    for (size_t i = 0; i < verb->knobs->count; i++) {
        lc_option_name(verb->knobs->rows[i].name, spelt);
        snprintf(name, sizeof name, "%.*s", (int)size, option + 2);
        if (strcmp(name, spelt) == 0)
            return given >> i & 1;
    }
    return true;
}

/* All that is lacking at once. Of one alone its verb says more, and says it then. */
static int check_musts(const struct lc_verb *verb, uint64_t given, struct lc_error *err)
{
    char lacks[200] = "";
    size_t count = 0, used = 0, size;
    for (const char *at = verb->args; (at = next_must(at, &size)); at += size)
        if (!is_given(verb, given, at) && used + size + 3 < sizeof lacks) {
            used += (size_t)snprintf(lacks + used, sizeof lacks - used, "%s%.*s",
                                     count ? ", " : "", (int)size, at);
            count++;
        }
    return count < 2 ? LC_OK
                     : LC_FAIL(err, LC_USAGE,
                               "these must be given too: %s; it is: latecare %s "
                               "[options] %s",
                               lacks, verb->name, verb->args);
}

int lc_verb_parse(const struct lc_verb *verb, int argc, char **argv, void *settings,
                  int *count, struct lc_error *err)
{
    bool options = true;
    int kept = 0, taken;
    lc_knobs_default(verb->knobs, settings);
    for (int i = 0; i < argc; i += taken) {
        taken = 1;
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && strncmp(argv[i], "--", 2) == 0) {
            int code = parse_option(verb, argc, argv, i, settings, &taken, err);
            if (code)
                return code;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            return LC_FAIL(err, LC_USAGE,
                           "no option '%.40s': options are words after two dashes, "
                           "and 'latecare help %s' lists them",
                           argv[i], verb->name);
        } else {
            argv[kept++] = argv[i];
        }
    }
    *count = kept;
    if (kept < verb->min_args || (verb->max_args >= 0 && kept > verb->max_args))
        return LC_FAIL(err, LC_USAGE, "it is: latecare %s [options] %s", verb->name,
                       verb->args);
    int code = check_musts(verb, ((struct lc_common *)settings)->given, err);
    if (code)
        return code;
    return verb->agree ? verb->agree(settings, err)
                       : lc_knobs_agree(verb->knobs, settings,
                                        ((struct lc_common *)settings)->given, err);
}

bool lc_verb_calls(const struct lc_verb *verb, int i, const char *name)
{
    const char *word = verb->args;
    for (; i > 0 && word; i--) {
        word = strchr(word, ' ');
        word = word ? word + 1 : NULL;
    }
    if (word && *word == '[')
        word++;
    for (size_t size; word && (size = strcspn(word, "|] ")) > 0;) {
        if (size == strlen(name) && strncmp(word, name, size) == 0)
            return true;
        word = word[size] == '|' ? word + size + 1 : NULL;
    }
    return false;
}

/* A pipe whose reader has gone ends the program as SIGPIPE would: main says nothing. */
static int write_all(const char *text, size_t size, struct lc_error *err)
{
    int number = lc_sys_file_write(LC_SYS_OUTPUT, text, size);
    if (!number)
        return LC_OK;
    int code = lc_sys_cause(number) == LC_SYS_UNREAD ? LC_UNREAD : LC_IO;
    return LC_FAIL(err, code, "cannot write to standard output: %s", strerror(number));
}

/* A file or a column may be called anything; its name must not drive a terminal. */
static char tame(char c)
{
    bool control = (unsigned char)c < 0x20 || c == 0x7f;
    return control && c != '\n' && c != '\t' && c != '\r' ? '?' : c;
}

int lc_print(const char *text, size_t size, struct lc_error *err)
{
    char block[8192];
    int code = LC_OK;
    for (size_t at = 0; !code && at < size;) {
        size_t n = size - at < sizeof block ? size - at : sizeof block;
        for (size_t i = 0; i < n; i++)
            block[i] = tame(text[at + i]);
        code = write_all(block, n, err);
        at += n;
    }
    return code;
}
