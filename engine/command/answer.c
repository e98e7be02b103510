/* See answer_inside.h. */
#include "command/answer_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "base/wrap.h"
#include "store/recovery.h"
#include "system/file.h"
#include "system/terminal.h"

enum { LEAST_LETTERS = 12, LAST_FD = 65535 };

static bool parse(const char *text, int *fd)
{
    int64_t value = 0;
    struct lc_sys_about about;
    bool good = !lc_integer_parse(lc_slice_of(text), 0, LAST_FD, &value)
                && !lc_sys_open_about((int)value, &about);
    *fd = (int)value;
    return good;
}

int lc_answer_check(const char *fd, const char *option, struct lc_error *err)
{
    int number;
    if (!fd || parse(fd, &number))
        return LC_OK;
    return LC_FAIL(err, LC_USAGE,
                   "%s takes the number of an open file, and that is none: 3 with "
                   "3<FILE behind the command, or 0, standard input. A passphrase is "
                   "never an argument: others on the machine read those",
                   option);
}

/* A byte at a time: what stands behind the line is somebody else's. */
static int read_line(int fd, struct lc_passphrase *answer, struct lc_error *err)
{
    char c = 0;
    int number = 0;
    size_t got = 1;
    for (answer->size = 0; !number && got && answer->size <= LC_PHRASE_MOST;) {
        number = lc_sys_file_read(fd, 1, &c, &got);
        if (number || !got || c == '\n')
            break;
        if (answer->size < LC_PHRASE_MOST)
            answer->text[answer->size] = c;
        answer->size++;
    }
    sodium_memzero(&c, sizeof c);
    if (number)
        return lc_file_fail("the passphrase's descriptor", "read", number, err);
    if (answer->size && answer->size <= LC_PHRASE_MOST
        && answer->text[answer->size - 1] == '\r')
        answer->size--; /* of a file from Windows */
    return LC_OK;
}

static int ask(const char *question, struct lc_passphrase *answer, struct lc_error *err)
{
    int fd, number = lc_sys_terminal_open(&fd);
    if (number)
        return LC_FAIL(err, LC_REFUSED,
                       "there is no terminal to ask for a passphrase at");
    number =
        lc_sys_terminal_ask(fd, question, LC_PHRASE_MOST, answer->text, &answer->size);
    lc_sys_file_close(fd);
    return number ? lc_file_fail("the terminal", "ask at it", number, err) : LC_OK;
}

static int ask_about(const char *words, const char *path, struct lc_passphrase *answer,
                     struct lc_error *err)
{
    struct lc_text question = { 0 };
    lc_text_addf(&question, words, path);
    lc_text_show(&question);
    int code = lc_text_check(&question, err);
    if (!code)
        code = ask(question.data, answer, err);
    lc_text_free(&question);
    return code;
}

static int check_size(struct lc_passphrase *answer, struct lc_error *err)
{
    if (answer->size < LC_PHRASE_MOST)
        return LC_OK;
    answer->size = 0;
    return LC_FAIL(err, LC_REFUSED, "a passphrase has fewer than %d bytes",
                   LC_PHRASE_MOST);
}

int lc_answer(void *context, const char *path, struct lc_passphrase *answer,
              struct lc_error *err)
{
    int fd, code;
    if (context)
        code = parse(context, &fd) ? read_line(fd, answer, err)
                                   : lc_answer_check(context, "--passphrase-fd", err);
    else
        code = ask_about("Passphrase of %s, or its recovery key: ", path, answer, err);
    if (code == LC_REFUSED)
        lc_error_within(err, code,
                        "%s is under a passphrase (--passphrase-fd N takes it from an "
                        "open file)",
                        path);
    return code ? code : check_size(answer, err);
}

/* --- a new one -------------------------------------------------------------------- */

static int ask_again(const struct lc_passphrase *answer, struct lc_error *err)
{
    struct lc_passphrase *again = lc_passphrase_new();
    int code = again ? ask("The same again: ", again, err) : LC_FAIL_NOMEM(err);
    if (!code
        && (again->size != answer->size
            || sodium_memcmp(again->text, answer->text, answer->size)))
        code = LC_FAIL(err, LC_REFUSED,
                       "the second passphrase is not the first; nothing was changed");
    lc_passphrase_free(again);
    return code;
}

static int check_new(const struct lc_passphrase *answer, struct lc_error *err)
{
    unsigned char secret[LC_KEY];
    size_t letters = lc_letters((struct lc_slice){ answer->text, answer->size });
    enum lc_recovery_form form = lc_recovery_read(secret, answer->text, answer->size);
    sodium_memzero(secret, sizeof secret);
    if (form == LC_RECOVERY_KEY)
        return LC_FAIL(err, LC_REFUSED,
                       "that is a recovery key; a passphrase is another");
    if (memchr(answer->text, 0, answer->size))
        return LC_FAIL(err, LC_REFUSED,
                       "a passphrase is typed, and that has a NUL byte");
    if (letters < LEAST_LETTERS)
        return LC_FAIL(err, LC_REFUSED,
                       "a passphrase of %zu letters is found by trying: take %d or "
                       "more, four words that have nothing to do with each other",
                       letters, LEAST_LETTERS);
    return LC_OK;
}

int lc_answer_new(const char *fd, const char *store_path, struct lc_passphrase *answer,
                  struct lc_error *err)
{
    int number, code;
    if (fd)
        code = parse(fd, &number) ? read_line(number, answer, err)
                                  : lc_answer_check(fd, "--new-passphrase-fd", err);
    else
        code = ask_about("New passphrase of the keys of %s: ", store_path, answer, err);
    if (code == LC_REFUSED)
        lc_error_within(err, code, "--new-passphrase-fd N takes it from an open file");
    if (!code)
        code = check_size(answer, err);
    if (!code)
        code = check_new(answer, err);
    return code || fd ? code : ask_again(answer, err);
}
