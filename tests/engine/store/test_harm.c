/* A store after harm to its bytes: what is loaded is what was written, or there is an
 * error with its own code and words; never a crash, never a wrong value. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "store/check.h"
#include "support/harm.h"
#include "support/stores.h"

TestSuite(harm, .init = lc_begin);

Test(harm, a_flipped_bit_is_found)
{
    struct harm s = harm_new("flip.h5");
    struct lc_store again;
    char text[500];
    for (size_t i = 0; i < s.size; i += 13) {
        s.data[i] ^= (char)(1 << i % 8);
        harm_write(s.path, s.data, s.size);
        s.data[i] ^= (char)(1 << i % 8);
        cr_assert(eq(int, harm_load(s.path, &again, text), LC_DAMAGED), "byte %zu", i);
        cr_assert_not_null(strstr(text, "its bytes are not those that were written"));
    }
    harm_free(&s);
}

Test(harm, a_truncated_or_longer_file_is_found)
{
    struct harm s = harm_new("cut.h5");
    struct lc_store again;
    struct lc_random r;
    char text[500], *longer = lc_alloc(s.size + 8, 1);
    lc_random_init(&r, 3, 0);
    for (int i = 0; i < 200; i++) {
        size_t size = lc_random_below(&r, s.size);
        harm_write(s.path, s.data, size);
        cr_assert(eq(int, harm_load(s.path, &again, text), LC_DAMAGED), "%zu bytes",
                  size);
        cr_assert_not_null(strstr(text, "bytes and"));
    }
    memcpy(longer, s.data, s.size);
    harm_write(s.path, longer, s.size + 8);
    cr_assert(eq(int, harm_load(s.path, &again, NULL), LC_DAMAGED));
    free(longer);
    harm_free(&s);
}

/* Any byte of the digest: an error, or (a digit's case) the same values. */
Test(harm, a_changed_digest_is_found)
{
    struct harm s = harm_new("seal.h5");
    struct lc_store again;
    int errors = 0;
    for (size_t i = 0; i < s.digest_size; i++)
        for (int bit = 0; bit < 8; bit++) {
            s.digest[i] ^= (char)(1 << bit);
            harm_write(s.digest_path, s.digest, s.digest_size);
            s.digest[i] ^= (char)(1 << bit);
            int code = harm_load(s.path, &again, NULL);
            errors += code != LC_OK;
            cr_assert(code == LC_OK || code == LC_DAMAGED || code == LC_REFUSED,
                      "byte %zu: %d", i, code);
            if (code)
                continue;
            cr_assert(store_same(&again, &s.store));
            lc_store_free(&again);
        }
    cr_assert(lt(int, (int)s.digest_size * 7, errors));
    for (size_t size = 0; size < s.digest_size; size++) {
        harm_write(s.digest_path, s.digest, size);
        cr_assert(eq(int, harm_load(s.path, &again, NULL), LC_DAMAGED), "%zu bytes",
                  size);
    }
    harm_free(&s);
}

Test(harm, each_wrong_thing_has_its_own_words)
{
    struct harm s = harm_new("words.h5");
    struct lc_store store;
    char text[500], *folder = test_folder(), *key = harm_path("words.h5.key"),
                    *none = harm_path("none.h5"), *fifo = harm_path("fifo.h5");
    cr_assert(eq(int, harm_load(none, &store, text), LC_ABSENT));
    cr_assert_not_null(strstr(text, "no such file"));
    cr_assert(eq(int, harm_load(folder, &store, text), LC_FORMAT));
    cr_assert_not_null(strstr(text, "is a folder"));
    cr_assert(zero(int, mkfifo(fifo, 0600)));
    cr_assert(eq(int, harm_load(fifo, &store, text), LC_FORMAT));
    cr_assert_not_null(strstr(text, "is not a file"));
    cr_assert(zero(int, unlink(s.digest_path)));
    cr_assert(eq(int, harm_load(s.path, &store, text), LC_FORMAT));
    cr_assert_not_null(strstr(text, "import takes CSV extracts"));
    harm_write(s.digest_path, s.digest, s.digest_size);
    cr_assert(zero(int, unlink(key)));
    cr_assert(eq(int, harm_load(s.path, &store, text), LC_ABSENT));
    cr_assert_not_null(strstr(text, "words.h5.key is not there"));
    cr_assert(eq(int, lc_store_save(&s.store, s.path, NULL), LC_ABSENT));
    harm_write(key, "short", 5);
    cr_assert(eq(int, harm_load(s.path, &store, text), LC_DAMAGED));
    harm_write(key, "another key of thirty-two bytes.", 32);
    cr_assert(eq(int, harm_load(s.path, &store, text), LC_DAMAGED));
    free(folder);
    free(key);
    free(none);
    free(fifo);
    harm_free(&s);
}

/* --- verify ----------------------------------------------------------------------- */
Test(harm, check_finds_what_loading_takes_on_trust)
{
    struct lc_store store = store_of(3, "covers x 2019-01-01 2021-01-01\n"
                                        "x 0 2020-01-01 2020-02-01 code A\n"
                                        "x 1 2020-01-01 - code A\n");
    struct lc_text found = { 0 };
    struct lc_history *h = store.history;
    cr_assert(zero(sz, lc_store_check(&store, &found)), "%s", found.data);
    h->end[0] = h->start[0] - 1;
    h->known_to[1] = h->known_from[1] - 1;
    h->code[1] = 2;
    h->file[0] = 1;
    h->record[1] = 3;
    store.source[0].rows = 5;
    store.record[2].child = 1;
    store.record[1].child = 0;
    store.kin = lc_alloc(1, sizeof *store.kin);
    store.kin[0] = (struct lc_kin){ 0, 0, 20, 20 };
    store.families = 1;
    cr_assert(eq(sz, lc_store_check(&store, &found), 8));
    cr_assert_not_null(
        strstr(found.data, "families: 1 are not of a child, or overlap"));
    cr_assert_not_null(strstr(found.data,
                              "x: 1 events end before they start (the first "
                              "in row 0)"));
    cr_assert_not_null(strstr(found.data, "sources: the counts of 1 do not add up"));
    cr_assert_not_null(strstr(found.data, "records: 1 have a child number"));
    lc_text_free(&found);
    lc_store_free(&store);
}
