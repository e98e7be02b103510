/* Stores of every format there has been, kept as they were written: read for ever.
 * v1: format 1, as of the first release. v2: format 2, which says what was assumed. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "store/check.h"
#include "support/stores.h"

TestSuite(formats, .init = lc_begin);

/* What the store under v1/ was made of, by lc_store_save() of this. */
static struct lc_store first(void)
{
    struct lc_store store = store_of(
        5,
        "covers care 2015-01-01 2025-01-01\n"
        "covers offence 2018-01-01 2020-01-01\n"
        "system police 1 3\n"
        "care 0 2020-01-01 2020-05-01 known 2020-05-08 - code C2 placement U1 file 0\n"
        "care 0 2020-01-01 - known 2020-01-08 2020-05-08 code C2\n"
        "offence 2 2021-03-04 - record 3 code theft level 3 tier caution zone N\n"
        "offence 1 2021-03-05 - code drugs level 8\n"
        "person 4 2005-01-15 - known 2019-01-01 - code F\n");
    uint16_t pass;
    store.record[3].child = 2;
    store.source[1].rows = 12;
    store.source[1].taken = 9;
    store.source[1].rejected = 3;
    store.link = lc_alloc(1, sizeof *store.link);
    store.links = store.link_room = 1;
    cr_assert(eq(int, lc_codes_add(&store.passes, lc_slice_of("number"), &pass, NULL),
                 LC_OK));
    store.link[0] = (struct lc_record_link){ 2, 3, pass, 20000 };
    return store;
}

static void assume(struct lc_store *store, size_t history, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        store->history[history].assumed[i] = 1;
}

/* Of format 1 all is assumed, and written again it stays what it is: nothing else says
 * that its attributes had no clocks. */
Test(formats, format_1_is_read)
{
    struct lc_store expected = first(), found;
    struct lc_error err = { 0 };
    struct lc_text text = { 0 };
    for (size_t h = 0; h < expected.histories; h++)
        assume(&expected, h, expected.history[h].n);
    cr_assert(
        eq(int, lc_store_load(&found, "tests/engine/store/v1/store.h5", &err), LC_OK),
        "%s", err.text);
    cr_assert(eq(u32, found.format, 1));
    cr_assert(store_same(&found, &expected));
    cr_assert(eq(sz, found.links, 1));
    cr_assert(eq(u32, found.link[0].other, 3));
    cr_assert(eq(i32, found.link[0].day, 20000));
    cr_assert(zero(sz, lc_store_check(&found, &text)), "%s", text.data);
    char *folder = test_folder(), path[4096];
    snprintf(path, sizeof path, "%s/again.h5", folder);
    cr_assert(eq(int, lc_store_save(&found, path, &err), LC_OK), "%s", err.text);
    lc_store_free(&found);
    cr_assert(eq(int, lc_store_load(&found, path, &err), LC_OK), "%s", err.text);
    cr_assert(eq(u32, found.format, 1));
    cr_assert(store_same(&found, &expected));
    cr_assert(eq(int, lc_store_check_clocks(&found, &err), LC_REFUSED));
    free(folder);
    lc_store_free(&found);
    lc_store_free(&expected);
}

/* Of what v2 was made: the first row of its first history is assumed. */
Test(formats, format_2_is_read)
{
    struct lc_store expected = first(), found;
    struct lc_error err = { 0 };
    assume(&expected, 0, 1);
    cr_assert(
        eq(int, lc_store_load(&found, "tests/engine/store/v2/store.h5", &err), LC_OK),
        "%s", err.text);
    cr_assert(eq(u32, found.format, 2));
    cr_assert(store_same(&found, &expected));
    cr_assert(eq(int, lc_store_check_clocks(&found, &err), LC_OK));
    lc_store_free(&found);
    lc_store_free(&expected);
}
