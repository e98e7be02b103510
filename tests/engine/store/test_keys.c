/* Where a store's keys are, by hand: who is asked first, and what is refused. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/keys_inside.h"
#include "support/stores.h"

static char folder[260], store[300], one[300], other[300];

static void set_up(void)
{
    lc_begin();
    char *made = test_folder();
    snprintf(folder, sizeof folder, "%s", made);
    free(made);
    snprintf(store, sizeof store, "%s/a.h5", folder);
    snprintf(one, sizeof one, "%s/one", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    cr_assert(zero(int, mkdir(one, 0700)));
    cr_assert(zero(int, mkdir(other, 0700)));
}

TestSuite(keys, .init = set_up);

static int ask(const char *option, const char *variable, const char *credentials)
{
    const struct lc_keys_asked asked = { option, variable, credentials, NULL, NULL };
    return lc_keys_begin(&asked, NULL);
}

static void put(const char *in, const char *name, char byte, mode_t mode)
{
    char path[400], bytes[LC_KEY];
    memset(bytes, byte, sizeof bytes);
    snprintf(path, sizeof path, "%s/%s", in, name);
    cr_assert(eq(int, lc_file_write(path, true, bytes, sizeof bytes, NULL), LC_OK));
    cr_assert(zero(int, chmod(path, mode)));
}

static void is_in(const char *in)
{
    char wanted[400];
    snprintf(wanted, sizeof wanted, "%s/a.h5.identity.key", in);
    char *path = lc_key_path(store, ".identity.key");
    cr_expect_str_eq(path, wanted);
    free(path);
}

/* The byte that the key is of, or minus the error. */
static int read_one(bool make)
{
    struct lc_key_file file;
    int code = lc_key_read(store, ".key", "it", make, &file, NULL);
    return code ? -code : file.bytes[LC_KEY - 1];
}

Test(keys, who_is_asked_first)
{
    is_in(folder);
    put(other, "b.h5.key", 'b', 0600);
    cr_assert(eq(int, ask(NULL, NULL, other), LC_OK));
    is_in(folder); /* those credentials are of something else */
    put(other, "a.h5.key", 'a', 0600);
    is_in(other);
    cr_assert(eq(int, ask(NULL, one, other), LC_OK));
    is_in(one);
    cr_assert(eq(int, ask(other, one, NULL), LC_OK));
    is_in(other);
}

Test(keys, folders_that_are_refused)
{
    char file[300];
    snprintf(file, sizeof file, "%s/file", folder);
    put(folder, "file", 'f', 0600);
    cr_expect(eq(int, ask("", NULL, NULL), LC_USAGE));
    cr_expect(eq(int, ask(NULL, "", NULL), LC_USAGE));
    cr_expect(eq(int, ask("/nowhere/at/all", one, NULL), LC_ABSENT));
    cr_expect(eq(int, ask(file, NULL, NULL), LC_FORMAT));
    for (unsigned bit = 1; bit < 0100; bit <<= 1) {
        cr_assert(zero(int, chmod(one, 0700 | bit)));
        cr_expect(eq(int, ask(one, NULL, NULL), LC_REFUSED), "mode %o", 0700 | bit);
    }
}

Test(keys, that_are_read_and_refused)
{
    cr_assert(eq(int, ask(one, NULL, NULL), LC_OK));
    cr_expect(eq(int, read_one(false), -LC_ABSENT));
    put(folder, "a.h5.key", 'x', 0600);
    cr_expect(eq(int, read_one(true), -LC_REFUSED)); /* to be moved: none is made */
    put(one, "a.h5.key", 'k', 0600);
    cr_expect(eq(int, read_one(false), -LC_REFUSED)); /* two */
    put(folder, "a.h5.key", 'k', 0644);
    cr_expect(eq(int, read_one(false), 'k'));
    for (unsigned bit = 1; bit < 0100; bit <<= 1) {
        put(one, "a.h5.key", 'k', 0600 | bit);
        cr_expect(eq(int, read_one(false), -LC_REFUSED), "mode %o", 0600 | bit);
    }
}

Test(keys, of_the_system_may_show_a_groups_right)
{
    put(one, "a.h5.key", 'k', 0440);
    cr_assert(eq(int, ask(NULL, NULL, one), LC_OK));
    cr_expect(eq(int, read_one(false), 'k'));
    put(one, "a.h5.key", 'k', 0444);
    cr_expect(eq(int, read_one(false), -LC_REFUSED));
}

Test(keys, are_made_once_and_there)
{
    cr_assert(eq(int, ask(one, NULL, NULL), LC_OK));
    int first = read_one(true);
    cr_expect(ge(int, first, 0));
    cr_expect(eq(int, read_one(true), first));
    cr_assert(eq(int, ask(NULL, NULL, NULL), LC_OK));
    cr_expect(eq(int, read_one(false), -LC_ABSENT));
}
