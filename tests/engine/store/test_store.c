#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/memory.h"
#include "store/layout_inside.h"
#include "store/store.h"
#include "support/stores.h"

TestSuite(store, .init = lc_begin);

static char *path_of(const char *name)
{
    char *folder = test_folder(), *path = lc_alloc(strlen(folder) + 64, 1);
    sprintf(path, "%s/%s", folder, name);
    free(folder);
    return path;
}

static void save(struct lc_store *store, const char *path)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_store_save(store, path, &err), LC_OK), "%s", err.text);
}

static void round_trip(struct lc_store *store)
{
    struct lc_store again;
    struct lc_error err = { 0 };
    char *path = path_of("round.h5");
    save(store, path);
    cr_assert(eq(int, lc_store_load(&again, path, &err), LC_OK), "%s", err.text);
    cr_assert(store_same(store, &again));
    lc_store_free(&again);
    free(path);
}

Test(store, a_small_one_comes_back_bit_for_bit)
{
    struct lc_store store = store_of(
        4, "covers care 2015-01-01 2025-01-01\n"
           "covers offence 2018-01-01 2025-01-01\n"
           "system police 1 3\n"
           "care 0 2020-01-01 2020-05-01 known 2020-01-08 - code C2 placement U1\n"
           "care 0 2020-01-01 - known 2020-01-08 2020-05-08 code C2\n"
           "offence 3 2021-03-04 - code theft level 3 outcome_tier caution zone N\n");
    store.source[1].rows = 7;
    store.source[1].taken = 4;
    store.source[1].rejected = 3;
    store.source[0].size = UINT64_MAX / 3;
    store.record[3].child = 1;
    round_trip(&store);
    lc_store_free(&store);
}

Test(store, an_empty_one_comes_back)
{
    struct lc_store store = { 0 };
    round_trip(&store);
    lc_store_free(&store);
}

/* Longer than one chunk of 65,536 rows, so the last chunk of each column is partial. */
Test(store, more_than_a_chunk_comes_back)
{
    struct lc_store store = store_random(3, 5000, 2, 300000);
    round_trip(&store);
    lc_store_free(&store);
}

/* Columns of as many rows as one chunk has, one fewer and one more, of events, records
 * and offsets, which are one more than the records; and of one more than two chunks. */
Test(store, columns_on_both_sides_of_a_chunk_come_back)
{
    enum { N = LC_CHUNK_ROWS };
    static const size_t sizes[][2] = { { 50, N - 1 }, { 50, N },        { 50, N + 1 },
                                       { N - 1, 20 }, { N, 20 },        { N + 1, 20 },
                                       { 50, 2 * N }, { 50, 2 * N + 1 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct lc_store store = store_random(i, sizes[i][0], 1, sizes[i][1]);
        round_trip(&store);
        lc_store_free(&store);
    }
}

/* Nothing in the file depends on the hour or on the process. */
Test(store, the_same_store_gives_the_same_bytes)
{
    struct lc_store a = store_random(5, 60, 3, 900), b = store_random(5, 60, 3, 900);
    char *one = path_of("one.h5"), *two = path_of("two.h5"), *x, *y;
    size_t n, m;
    save(&a, one);
    save(&b, two);
    cr_assert(eq(int, lc_file_read(one, 1 << 24, &x, &n, NULL), LC_OK));
    cr_assert(eq(int, lc_file_read(two, 1 << 24, &y, &m, NULL), LC_OK));
    cr_assert(eq(sz, n, m));
    cr_assert(zero(int, memcmp(x, y, n)));
    lc_store_free(&a);
    lc_store_free(&b);
    free(x);
    free(y);
    free(one);
    free(two);
}

Test(store, every_file_is_for_its_owner_only)
{
    static const char *const names[] = { "m.h5", "m.h5.digest", "m.h5.key",
                                         "m.h5.lock" };
    struct lc_store store = store_random(5, 6, 1, 9);
    char *path = path_of("m.h5");
    lc_store_lock *lock;
    struct stat about;
    cr_assert(eq(int, lc_store_lock_take(&lock, path, NULL), LC_OK));
    save(&store, path);
    for (int i = 0; i < 4; i++) {
        char *file = path_of(names[i]);
        cr_assert(zero(int, stat(file, &about)), "%s", file);
        cr_assert(eq(u32, about.st_mode & 0777, 0600), "%s", file);
        free(file);
    }
    lc_store_lock_release(lock);
    lc_store_free(&store);
    free(path);
}

/* As many codes as an HDF5 header can name, and one list that it cannot. */
Test(store, long_code_lists_come_back_or_are_refused)
{
    struct lc_store store = store_of(1, "x 0 2020-01-01 -\n");
    struct lc_codes *codes = &store.history[0].codes;
    struct lc_error err = { 0 };
    uint16_t number;
    char name[32], *path = path_of("codes.h5");
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "code %d", i);
        cr_assert(
            eq(int, lc_codes_add(codes, lc_slice_of(name), &number, NULL), LC_OK));
    }
    store.history[0].code[0] = 2999;
    round_trip(&store);
    for (int i = 3000; i < 9000; i++) {
        snprintf(name, sizeof name, "code %d", i);
        cr_assert(
            eq(int, lc_codes_add(codes, lc_slice_of(name), &number, NULL), LC_OK));
    }
    cr_assert(eq(int, lc_store_save(&store, path, &err), LC_RANGE));
    cr_assert_not_null(strstr(err.text, "too many codes"));
    cr_assert(not(lc_file_exists(path)));
    lc_store_free(&store);
    free(path);
}

/* Names that take one byte fewer than a header has for them (each has three more), as
 * many, and one more: codes of 97 letters, and one that fills up. */
Test(store, code_lists_on_both_sides_of_a_header)
{
    char *path = path_of("header.h5");
    for (int bytes = LC_CODE_BYTES - 1; bytes <= LC_CODE_BYTES + 1; bytes++) {
        struct lc_store store = store_of(1, "x 0 2020-01-01 -\n");
        struct lc_error err = { 0 };
        uint16_t number;
        for (int left = bytes; left > 0; left -= left > 200 ? 100 : left) {
            char name[200];
            snprintf(name, sizeof name, "%0*d", (left > 200 ? 100 : left) - 3, left);
            cr_assert(eq(
                int,
                lc_codes_add(&store.history[0].codes, lc_slice_of(name), &number, NULL),
                LC_OK));
        }
        if (bytes < LC_CODE_BYTES)
            round_trip(&store);
        else
            cr_expect(eq(int, lc_store_save(&store, path, &err), LC_RANGE));
        lc_store_free(&store);
    }
    free(path);
}

Test(store, a_history_cannot_have_any_name)
{
    struct lc_store store = { 0 };
    struct lc_history *h;
    char *path = path_of("name.h5");
    cr_assert(eq(int, lc_store_add_history(&store, "a/b", &h, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, path, NULL), LC_RANGE));
    lc_store_free(&store);
    free(path);
}
