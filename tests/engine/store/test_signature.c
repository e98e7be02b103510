/* The seal of a model or a list: holds of its own bytes, purpose and store alone. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/signature.h"
#include "store/store.h"
#include "support/stores.h"

static char folder[260], store[300], other[300], path[300], seal[310];

static void set_up(void)
{
    struct lc_secrets secrets;
    lc_begin();
    char *made = test_folder();
    snprintf(folder, sizeof folder, "%s", made);
    free(made);
    snprintf(store, sizeof store, "%s/a.h5", folder);
    snprintf(other, sizeof other, "%s/b.h5", folder);
    snprintf(path, sizeof path, "%s/m.json", folder);
    snprintf(seal, sizeof seal, "%s.seal", path);
    cr_assert(eq(int, lc_store_secrets(&secrets, store, true, NULL), LC_OK));
    cr_assert(eq(int, lc_store_secrets(&secrets, other, true, NULL), LC_OK));
}

TestSuite(signature, .init = set_up);

static struct lc_slice of(const char *text)
{
    return lc_slice_of(text);
}

static void write_it(const char *text)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int,
                 lc_signed_write(LC_SIGNED_MODEL, path, true, of(text), store, &err),
                 LC_OK),
              "%s", err.text);
}

static int check_it(struct lc_signer *signer, const char *text)
{
    return lc_signed_check(signer, LC_SIGNED_MODEL, path, of(text), NULL);
}

static bool is_of(const struct lc_signer *signer, enum lc_signed what,
                  const char *whose)
{
    bool is;
    cr_assert(eq(int, lc_signer_is(&is, signer, what, whose, NULL), LC_OK));
    return is;
}

Test(signature, holds_of_its_bytes_and_names_its_store)
{
    struct lc_signer signer;
    write_it("a model");
    cr_assert(eq(int, check_it(&signer, "a model"), LC_OK));
    cr_assert(signer.there);
    cr_assert(is_of(&signer, LC_SIGNED_MODEL, store));
    cr_assert(not(is_of(&signer, LC_SIGNED_MODEL, other)));
    cr_assert(not(is_of(&signer, LC_SIGNED_LIST, store))); /* a key for each purpose */
}

Test(signature, holds_of_nothing_else)
{
    struct lc_signer signer;
    write_it("a model");
    cr_assert(eq(int, check_it(&signer, "a modem"), LC_DAMAGED));
    cr_assert(not(signer.there));
    cr_assert(eq(int, check_it(&signer, "a mode"), LC_DAMAGED));
    cr_assert(eq(int, check_it(&signer, ""), LC_DAMAGED));
    cr_assert(eq(int,
                 lc_signed_check(&signer, LC_SIGNED_LIST, path, of("a model"), NULL),
                 LC_DAMAGED));
}

/* The same bytes and key give the same seal: no number is drawn. */
Test(signature, is_the_same_each_time)
{
    char *one, *two;
    size_t n, m;
    write_it("a model");
    cr_assert(eq(int, lc_file_read(seal, 4096, &one, &n, NULL), LC_OK));
    write_it("a model");
    cr_assert(eq(int, lc_file_read(seal, 4096, &two, &m, NULL), LC_OK));
    cr_assert(eq(sz, n, m));
    cr_assert(zero(int, memcmp(one, two, n)));
    free(one);
    free(two);
}

/* Every byte of the seal in turn, and every length: a change of it is found. */
Test(signature, a_changed_seal_does_not_hold)
{
    struct lc_signer signer;
    char *data;
    size_t size;
    write_it("a model");
    cr_assert(eq(int, lc_file_read(seal, 4096, &data, &size, NULL), LC_OK));
    for (size_t i = 0; i < size; i++) {
        data[i] = (char)(data[i] ^ 1);
        cr_assert(eq(int, lc_file_write(seal, true, data, size, NULL), LC_OK));
        cr_assert(eq(int, check_it(&signer, "a model"), LC_DAMAGED), "byte %zu", i);
        data[i] = (char)(data[i] ^ 1 ^ ' '); /* a digit's other case, among others */
        cr_assert(eq(int, lc_file_write(seal, true, data, size, NULL), LC_OK));
        cr_expect(ne(int, check_it(&signer, "a model"), LC_OK), "case of byte %zu", i);
        data[i] = (char)(data[i] ^ ' ');
        cr_assert(eq(int, lc_file_write(seal, true, data, i, NULL), LC_OK));
        cr_assert(eq(int, check_it(&signer, "a model"), LC_DAMAGED), "length %zu", i);
    }
    cr_assert(eq(int, lc_file_write(seal, true, data, size, NULL), LC_OK));
    cr_assert(eq(int, check_it(&signer, "a model"), LC_OK));
    free(data);
}

Test(signature, a_newer_one_is_refused_by_name)
{
    static const char newer[] = "latecare seal 2\nof another form\n";
    struct lc_signer signer;
    cr_assert(eq(int, lc_file_write(seal, true, newer, sizeof newer - 1, NULL), LC_OK));
    cr_assert(eq(int, check_it(&signer, "a model"), LC_REFUSED));
}

Test(signature, none_is_said)
{
    struct lc_signer signer = { .there = true };
    cr_assert(eq(int, check_it(&signer, "a model"), LC_OK));
    cr_assert(not(signer.there));
    cr_assert(not(is_of(&signer, LC_SIGNED_MODEL, store)));
}
