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
    cr_assert(eq(u32, again.format, LC_STORE_FORMAT));
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
    struct lc_store store = { .format = LC_STORE_FORMAT };
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
