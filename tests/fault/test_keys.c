/* Every allocation of ours fails in turn while keys under a passphrase are opened and
 * what opens them is changed: an error that says so, nothing leaked, and the keys open
 * by what opened them or by what was to. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "fault/failing.h"
#include "store/keys.h"
#include "store/relock.h"
#include "store/store.h"
#include "support/stores.h"

TestSuite(key_faults, .init = lc_begin, .fini = fail_never);

static char folder[260], base[270], path[300];
static const char one[] = "the first passphrase", two[] = "a second passphrase";
static const unsigned char recovery[LC_KEY] = "on paper";

static int answer(void *context, const char *of, struct lc_passphrase *given,
                  struct lc_error *err)
{
    (void)of;
    (void)err;
    given->size = strlen(context);
    memcpy(given->text, context, given->size);
    return LC_OK;
}

/* Nothing is held over from one to the next. */
static void answering(const char *words)
{
    const struct lc_keys_asked asked = { .ask = answer, .context = (void *)words };
    cr_assert(eq(int, lc_keys_begin(&asked, NULL), LC_OK));
}

static int open_it(const char *words, struct lc_error *err)
{
    answering(words);
    int code = lc_key_check(path, ".key", "it", err);
    answering("");
    return code;
}

static int open_by_one(struct lc_error *err)
{
    return open_it(one, err);
}

static int relock(const char *old, const char *new, bool plain, struct lc_error *err)
{
    struct lc_passphrase *phrase = lc_passphrase_new();
    const struct lc_relocking how = { .plain = plain,
                                      .phrase = plain ? NULL : phrase,
                                      .passes = 1,
                                      .kib = 8,
                                      .recovery = plain ? NULL : recovery,
                                      .detail = "passphrase reason test" };
    answering(old);
    if (phrase) {
        phrase->size = strlen(new);
        memcpy(phrase->text, new, phrase->size);
    }
    int code = phrase ? lc_store_relock(path, &how, err) : LC_NOMEM;
    lc_passphrase_free(phrase);
    answering("");
    return code;
}

static int change_it(struct lc_error *err)
{
    return relock(one, two, false, err);
}

/* May it be opened by either? */
static void stays_open(long n)
{
    int by_one = open_it(one, NULL), by_two = open_it(two, NULL);
    bool open = !by_one || !by_two;
    cr_assert(open, "allocation %ld: neither opens it", n);
}

static void copy(const char *from, const char *to)
{
    char command[1000];
    snprintf(command, sizeof command, "rm -rf %s && cp -a %s %s", to, from, to);
    cr_assert(zero(int, system(command)));
}

static void each(int (*act)(struct lc_error *err), bool once)
{
    long n = 0;
    for (; n < 5000; n++) {
        struct lc_error err = { 0 };
        copy(base, folder);
        long held = failing.held;
        fail_after(n, once);
        int code = act(&err);
        long refused = failing.refused;
        fail_never();
        cr_assert(eq(i64, failing.held, held), "allocation %ld leaks", n);
        cr_assert(code == LC_OK || code == LC_NOMEM, "allocation %ld: %s", n, err.text);
        stays_open(n);
        if (!refused)
            break;
    }
    cr_assert(n > 2 && n < 5000, "%ld", n);
}

static void set_up(void)
{
    char *made = test_folder();
    snprintf(folder, sizeof folder, "%s/now", made);
    snprintf(base, sizeof base, "%s/base", made);
    snprintf(path, sizeof path, "%s/s.h5", folder);
    free(made);
    cr_assert(eq(int, lc_folder_make(folder, NULL), LC_OK));
    struct lc_store store = store_of(2, "covers care 2015-01-01 2025-01-01\n"
                                        "system police 1\n"
                                        "care 0 2020-01-01 - code C2\n");
    answering("");
    cr_assert(eq(int, lc_store_save(&store, path, NULL), LC_OK));
    lc_store_free(&store);
    cr_assert(eq(int, relock("", one, false, NULL), LC_OK));
    copy(folder, base);
}

Test(key_faults, opening)
{
    set_up();
    each(open_by_one, true);
    each(open_by_one, false);
}

Test(key_faults, changing)
{
    set_up();
    each(change_it, true);
    each(change_it, false);
}
