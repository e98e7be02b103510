/* Stores of older formats are refused by name, with what to do. v2: of format 2, as the
 * first programs wrote it, one key for everything. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/manifest_inside.h"
#include "store/store.h"
#include "support/stores.h"

TestSuite(formats, .init = lc_begin);

Test(formats, an_old_store_is_refused_with_what_to_do)
{
    struct lc_store found;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_store_load(&found, "tests/engine/store/v2/store.h5", &err),
                 LC_REFUSED));
    cr_assert_not_null(strstr(err.text, "import the extracts anew, into a new store"));
}

/* Every number that a manifest has had, by its first line alone: whoever is to write
 * has asked it before the log is followed. */
Test(formats, every_other_manifest_is_refused)
{
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        { "latecare store digest 1\n2 1 x y\n", LC_REFUSED },
        { "latecare store digest 2\n", LC_REFUSED },
        { "latecare store digest 3\nlog 0 -\n", LC_REFUSED },
        { "latecare store digest 4\n", LC_OK }, /* what is wrong with it is met later */
        { "latecare store digest 5\n", LC_REFUSED },
        { "latecare store digest x\n", LC_OK },
        { "", LC_OK },
    };
    char *folder = test_folder(), store[300], path[310];
    snprintf(store, sizeof store, "%s/s.h5", folder);
    snprintf(path, sizeof path, "%s.digest", store);
    cr_expect(eq(int, lc_manifest_check_format(store, NULL), LC_OK));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert(
            eq(int, lc_file_write(path, true, rows[i].text, strlen(rows[i].text), NULL),
               LC_OK));
        cr_expect(eq(int, lc_manifest_check_format(store, NULL), rows[i].code), "%s",
                  rows[i].text);
    }
    free(folder);
}
