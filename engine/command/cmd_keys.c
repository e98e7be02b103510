/* latecare keys STORE */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "command/answer_inside.h"
#include "command/command.h"
#include "store/keys.h"
#include "store/recovery.h"
#include "store/relock.h"
#include "store/reveal.h"
#include "store/store.h"
#include "system/file.h"

struct settings {
    struct lc_common common;
    int set_passphrase, remove_passphrase, recovery_key, cost;
    const char *new_passphrase_fd;
};

/* libsodium's INTERACTIVE, MODERATE and SENSITIVE. */
enum { INTERACTIVE, MODERATE, SENSITIVE };
static const char *const names[] = { "interactive", "moderate", "sensitive", NULL };
static const struct {
    uint32_t passes, kib;
} costs[] = { [INTERACTIVE] = { 2, 64 << 10 },
              [MODERATE] = { 3, 256 << 10 },
              [SENSITIVE] = { 4, 1 << 20 } };

#define CHANGES "set_passphrase|remove_passphrase|recovery_key"

/* clang-format off */
static const struct lc_knob rows[] = {
    LC_JSON,
    LC_REASON(CHANGES),
    LC_KNOB(struct settings, set_passphrase, LC_FLAG, 0, 0, 1, "put the keys under a new passphrase", "!remove_passphrase"),
    LC_KNOB(struct settings, remove_passphrase, LC_FLAG, 0, 0, 1, "leave them plain, without a recovery key", "!set_passphrase !recovery_key"),
    LC_KNOB(struct settings, recovery_key, LC_FLAG, 0, 0, 1, "print a new recovery key, once; one of before opens nothing more", "!remove_passphrase !json"),
    LC_KNOB_CHOICE(struct settings, cost, MODERATE, names, "what trying a passphrase costs: 64 MB of memory, 256 or 1,024", "set_passphrase"),
    LC_KNOB(struct settings, new_passphrase_fd, LC_OPENED, 0, 0, 0, "the open file whose next line is the new one, as 3 with 3<FILE; else the terminal is asked twice", "set_passphrase"),
};
/* clang-format on */
static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, rows);

/* --- how they are kept ------------------------------------------------------------ */

static const char *const labels[] = { "the store's key", "the identity file's" };

static void add_words(struct lc_text *out, const char *label,
                      const struct lc_key_kept *kept)
{
    if (!kept->there)
        lc_text_addf(out, "%s: not here\n", label);
    else if (!kept->wrapped)
        lc_text_addf(out, "%s: under no passphrase\n", label);
    else
        lc_text_addf(
            out, "%s: under a passphrase, which takes %u MB of memory to try, %s\n",
            label, kept->megabytes,
            kept->recoveries ? "and a recovery key" : "and there is no recovery key");
}

static json_t *document(const struct lc_key_kept *kept)
{
    if (!kept->there)
        return json_null();
    return json_pack("{s:b, s:b, s:I, s:I, s:b}", "passphrase", kept->wrapped,
                     "recovery_key", kept->recoveries > 0, "passes",
                     (json_int_t)kept->passes, "megabytes", (json_int_t)kept->megabytes,
                     "unfinished", kept->phrases > 1 || kept->recoveries > 1);
}

static int print_kept(const char *path, bool json, struct lc_error *err)
{
    struct lc_key_kept kept[2];
    struct lc_text out = { 0 };
    bool unfinished = false;
    int code = LC_OK;
    for (int k = 0; k < 2 && !code; k++) {
        code = lc_key_look(kept + k, path, lc_key_endings[k], err);
        add_words(&out, labels[k], kept + k);
        unfinished |= kept[k].phrases > 1 || kept[k].recoveries > 1;
    }
    if (unfinished)
        lc_text_add(&out, "a change was not finished, and what opened them before "
                          "does still: make it again\n");
    if (!code && json)
        code = lc_print_json(json_pack("{s:o, s:o}", "store_key", document(kept),
                                       "identity_key", document(kept + 1)),
                             err);
    else if (!code)
        return lc_print_text(&out, err);
    lc_text_free(&out);
    return code;
}

/* They open, or it is said why not. */
static int check_all(const char *path, struct lc_error *err)
{
    struct lc_key_kept kept;
    int code = LC_OK;
    for (int k = 0; k < 2 && !code; k++) {
        code = lc_key_look(&kept, path, lc_key_endings[k], err);
        if (!code && (kept.there || !k))
            code = lc_key_check(path, lc_key_endings[k], "the store", err);
    }
    return code;
}

/* --- a change --------------------------------------------------------------------- */

/* In locked memory, and of no other: what standard output makes of it is the user's. */
struct printed {
    unsigned char secret[LC_KEY];
    char text[LC_RECOVERY_TEXT + 1]; /* and two ends of lines */
};

/* Before it counts, so that none is in force that nobody has seen. */
static int print_recovery(void *context, struct lc_error *err)
{
    static const char words[] =
        "The recovery key, which is shown this once. Write it down, and keep it where\n"
        "neither the store nor its keys are; the passphrase's question takes it too.\n"
        "It counts when the lines below it say so.\n\n";
    struct printed *key = context;
    lc_recovery_print(key->text, key->secret);
    key->text[LC_RECOVERY_TEXT - 1] = key->text[LC_RECOVERY_TEXT] = '\n';
    int code = lc_print(words, sizeof words - 1, err);
    int number =
        code ? 0 : lc_sys_file_write(LC_SYS_OUTPUT, key->text, sizeof key->text);
    return number ? LC_FAIL(err, LC_IO, "cannot write to standard output: %s",
                            strerror(number))
                  : code;
}

static int change(const struct settings *set, const char *path,
                  struct lc_passphrase *phrase, struct printed *key,
                  struct lc_error *err)
{
    struct lc_text detail = { 0 };
    lc_text_addf(&detail, "passphrase %s%s reason %s",
                 set->set_passphrase      ? "set"
                 : set->remove_passphrase ? "removed"
                                          : "kept",
                 set->recovery_key ? " recovery key drawn" : "", set->common.reason);
    const struct lc_relocking how = {
        .plain = set->remove_passphrase,
        .phrase = set->set_passphrase ? phrase : NULL,
        .passes = costs[set->cost].passes,
        .kib = costs[set->cost].kib,
        .recovery = set->recovery_key ? key->secret : NULL,
        .detail = detail.data,
        .ready = set->recovery_key ? print_recovery : NULL,
        .context = key,
    };
    int code = lc_text_check(&detail, err);
    randombytes_buf(key->secret, LC_KEY);
    if (!code && set->set_passphrase)
        code = lc_answer_new(set->new_passphrase_fd, path, phrase, err);
    if (!code)
        code = lc_store_relock(path, &how, err);
    lc_text_free(&detail);
    return code;
}

static int change_locked(const struct settings *set, const char *path,
                         struct lc_error *err)
{
    lc_store_lock *lock = NULL;
    struct lc_passphrase *phrase = lc_passphrase_new();
    struct printed *key = sodium_malloc(sizeof *key);
    int code =
        phrase && key ? lc_store_lock_take(&lock, path, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = check_all(path, err);
    if (!code)
        code = change(set, path, phrase, key, err);
    lc_store_lock_release(lock);
    sodium_free(key);
    lc_passphrase_free(phrase);
    return code;
}

/* --- the verb --------------------------------------------------------------------- */

static int run_keys(int argc LC_UNUSED, char **argv, void *settings,
                    struct lc_error *err)
{
    const struct settings *set = settings;
    const char *path = argv[0];
    const struct lc_reveal why = { path, "keys", set->common.reason };
    bool changes = set->set_passphrase || set->remove_passphrase || set->recovery_key;
    if (changes && !set->common.reason)
        return LC_FAIL(err, LC_USAGE,
                       "the log says why the keys' passphrase was changed: --reason "
                       "\"yearly\", a few words that name nobody");
    int code = changes ? lc_reveal_reason(&why, err) : LC_OK;
    if (!code)
        code = lc_answer_check(set->new_passphrase_fd, "--new-passphrase-fd", err);
    if (!code && !lc_file_exists(path))
        code = LC_FAIL(err, LC_ABSENT, "%s: no such file", path);
    if (!code)
        code = changes ? change_locked(set, path, err) : check_all(path, err);
    return code ? code : print_kept(path, set->common.json, err);
}

/* clang-format off */
const struct lc_verb lc_verb_keys = {
    .name = "keys",
    .args = "STORE",
    .help = "the passphrase of a store's keys, and a recovery key",
    .detail = "Opens the store's keys, and says how they are kept. Under a passphrase who finds them has yet\n"
              "to guess it; every verb that takes a STORE then asks, at the terminal or of --passphrase-fd.\n"
              "The recovery key is an answer to the same question, for the day when the passphrase is lost.\n"
              "Nothing of the data is encrypted anew. Killed at any moment, the passphrase of before opens the\n"
              "keys or the new one. Copies of keys that were plain, or under a passphrase of before, open what\n"
              "they opened until 'latecare rotate'. The log keeps the reason.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_keys,
};
/* clang-format on */
