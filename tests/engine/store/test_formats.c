/* Stores of formats 1 and 2 are refused by name, with what to do; one of format 3 is
 * read as it was. v2: of format 2, as the first programs wrote it, one key for
 * everything. v3: of format 3, one missing episode. */
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

Test(formats, a_store_of_format_3_is_read)
{
    struct lc_store found;
    struct lc_error err = { 0 };
    cr_assert(
        eq(int, lc_store_load(&found, "tests/engine/store/v3/store.h5", &err), LC_OK),
        "%s", err.text);
    const struct lc_history *h = lc_store_history(&found, "missing");
    cr_assert(h && h->n);
    cr_assert(eq(sz, found.sources, 1));
    const struct lc_source *s = found.source;
    cr_expect(eq(ulong, s->taken, 1));
    cr_expect(eq(ulong, s->withdrawn + s->pending + s->full, 0));
    cr_expect(eq(i32, s->said_from, LC_NO_DAY)); /* it may have said any day */
    cr_expect(eq(i32, s->said_to, LC_OPEN));
    lc_store_free(&found);
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
