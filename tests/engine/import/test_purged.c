/* What a source takes back by name: a row, with what hangs on it; a child, with all
 * that the extracts of its dataset say, and who it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/file.h"
#include "support/imports.h"
#include "support/stores.h"

static struct imports im;

static const char *const yaml[][2] = {
    { "kids",
      "name: kids\ntitle: Kids\ndates: iso\ndelay: 0\ncoverage: nothing\n"
      "purge: purge\ndataset: d\ncolumns:\n"
      "  - { name: kid, type: id, who: person, needed: true }\n"
      "  - { name: forename, type: text, who: forename }\n"
      "  - { name: born, type: day, who: born, needed: true }\n"
      "  - { name: purge, type: flag }\n"
      "key: [kid]\nfeeds:\n  - { history: person, start: born, month: true }\n" },
    { "visits", "name: visits\ntitle: Visits\ndates: iso\ndelay: 0\ncoverage: span\n"
                "purge: purge\ndataset: d\ncolumns:\n"
                "  - { name: visit, type: id, needed: true }\n"
                "  - { name: kid, type: id, who: person, needed: true }\n"
                "  - { name: begun, type: day, needed: true }\n"
                "  - { name: over, type: day }\n"
                "  - { name: purge, type: flag }\n"
                "key: [visit]\n"
                "feeds:\n  - { history: visit, start: begun, end: over }\n" },
    { "notes",
      "name: notes\ntitle: Notes\ndates: iso\ndelay: 0\ncoverage: span\n"
      "dataset: d\njoin: { column: of_visit, schema: visits, history: visit }\n"
      "columns:\n"
      "  - { name: note, type: id, needed: true }\n"
      "  - { name: of_visit, type: id, needed: true }\n"
      "  - { name: kind, type: code, codes: kinds, known: of_visit }\n"
      "key: [note]\nfeeds:\n  - { history: note, code: kind }\n"
      "lists:\n  - { name: kinds, plain: [A, B] }\n" },
    { "other", "name: other\ntitle: Other\ndates: iso\ndelay: 0\ncoverage: span\n"
               "columns:\n"
               "  - { name: mark, type: id, needed: true }\n"
               "  - { name: kid, type: id, who: person, needed: true }\n"
               "  - { name: since, type: day, needed: true }\n"
               "key: [mark]\nfeeds:\n  - { history: mark, start: since }\n" },
};

static void write_schema(const char *name, const char *text)
{
    char path[4300];
    snprintf(path, sizeof path, "%s/%s.yaml", im.folder, name);
    cr_assert(zero(int, lc_file_write(path, true, text, strlen(text), &im.err)));
}

static void begin(void)
{
    imports_begin(&im);
    lc_schemas_free(im.schemas);
    for (size_t i = 0; i < sizeof yaml / sizeof *yaml; i++)
        write_schema(yaml[i][0], yaml[i][1]);
    cr_assert(eq(int, lc_schemas_load(&im.schemas, im.folder, &im.err), LC_OK), "%s",
              im.err.text);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(purged, .init = begin, .fini = end);

#define KIDS   "kid,forename,born,purge\n"
#define VISITS "visit,kid,begun,over,purge\n"
#define NOTES  "note,of_visit,kind\n"
#define OTHER  "mark,kid,since\n"

static void load(void)
{
    imports_add(&im, "k.csv", KIDS "1,Ann,2010-01-15,\n2,Bob,2010-02-15,\n", 0);
    imports_add(&im, "v.csv",
                VISITS "V1,1,2023-01-01,2023-01-05,\nV2,1,2023-02-01,2023-02-05,N\n"
                       "V3,2,2023-03-01,,\n",
                0);
    imports_add(&im, "n.csv", NOTES "N1,V1,A\nN2,V2,B\nN3,V3,B\n", 0);
    imports_take(&im, "2024-01-01");
}

Test(purged, a_row_goes_with_what_hangs_on_it)
{
    load();
    cr_expect(eq(sz, im.store.pending, 1));
    imports_add(&im, "w.csv", VISITS "V1,,,,true\nV3,2,2023-03-01,,Y\nV9,,,,Y\n", 0);
    imports_take(&im, "2024-01-02");
    imports_count(&im, "w.csv", 2, 1, 0, 0); /* of V9 nothing was there */
    cr_expect(eq(ulong, imports_file(&im, "w.csv")->withdrawn, 3));
    imports_hold(&im, "note",
                 "note 2023-01-05 - known 2023-01-05 2024-01-02 A\n"
                 "note 2023-02-05 - known 2023-02-05 - B\n");
    cr_expect(eq(sz, imports_standing(&im, "visit"), 1));
    cr_assert(eq(sz, im.store.pending, 1));
    cr_expect(eq(i32, im.store.waiting[0].until, day_of("2024-01-02")));
    cr_expect(eq(sz, imports_standing(&im, "person"), 2));
    /* said again on a later day, it is there again */
    imports_add(&im, "x.csv", VISITS "V1,1,2023-01-01,2023-01-05,\n", 0);
    imports_take(&im, "2024-01-03");
    imports_count(&im, "x.csv", 1, 0, 0, 0);
    cr_expect(eq(sz, imports_standing(&im, "visit"), 2));
}

Test(purged, a_child_leaves_nothing)
{
    load();
    imports_add(&im, "l.csv", KIDS "1,,,Y\n", 0);
    imports_take(&im, "2024-01-02");
    imports_count(&im, "l.csv", 1, 0, 0, 0);
    cr_expect(
        eq(ulong, imports_file(&im, "l.csv")->withdrawn, 5)); /* 1, V1 V2, N1 N2 */
    cr_expect(eq(sz, imports_standing(&im, "person"), 1));
    cr_expect(eq(sz, imports_standing(&im, "visit"), 1));
    cr_expect(eq(sz, imports_standing(&im, "note"), 0));
    for (size_t i = 0; i < im.ids.count; i++)
        cr_expect(im.ids.row[i].forename == NULL
                  || strcmp(im.ids.row[i].forename, "Ann") != 0);
    cr_assert(eq(sz, im.store.purges, 1));
    /* what was known of it stays, until that day */
    const struct lc_history *h = lc_store_history(&im.store, "visit");
    size_t until = 0;
    for (size_t i = 0; i < h->n; i++)
        until += h->known_to[i] == day_of("2024-01-02");
    cr_expect(eq(sz, until, 2));
}

/* Another agency's dataset speaks of the child still: who it is stays too. */
Test(purged, what_others_say_stays)
{
    load();
    imports_add(&im, "o.csv", OTHER "M1,1,2023-05-01\n", 0);
    imports_take(&im, "2024-01-02");
    imports_add(&im, "l.csv", KIDS "1,,,Y\n", 0);
    imports_take(&im, "2024-01-03");
    cr_expect(eq(sz, imports_standing(&im, "mark"), 1));
    size_t ann = 0;
    for (size_t i = 0; i < im.ids.count; i++)
        ann += im.ids.row[i].forename && strcmp(im.ids.row[i].forename, "Ann") == 0;
    cr_expect(eq(sz, ann, 1));
}

/* In one command the purge has the last word; in two, the row that comes after it is
 * refused, for none is the later. */
Test(purged, the_order_of_a_day)
{
    load();
    imports_add(&im, "w.csv", VISITS "V1,,,,Y\n", 0);
    imports_add(&im, "x.csv", VISITS "V1,1,2023-01-01,2023-01-06,\n", 0);
    imports_take(&im, "2024-01-02");
    cr_expect(eq(sz, imports_standing(&im, "visit"), 2));
    imports_anew(&im);
    load();
    imports_add(&im, "x.csv", VISITS "V1,1,2023-01-01,2023-01-06,\n", 0);
    imports_take(&im, "2024-01-02");
    imports_add(&im, "w.csv", VISITS "V1,,,,Y\n", 0);
    imports_take(&im, "2024-01-02");
    cr_expect(eq(sz, imports_standing(&im, "visit"), 2));
    imports_add(&im, "y.csv", VISITS "V1,1,2023-01-01,2023-01-07,\n", 0);
    cr_assert(eq(int, imports_run(&im, "2024-01-02"), LC_REFUSED));
}

/* Where a row is another each year, or each time it comes, nothing is found by its
 * number: such a schema is refused as it is read. */
Test(purged, what_is_dated_lies_in_nothing)
{
#define STAYS(dated)                                                                   \
    "name: stays\ntitle: Stays\ndates: iso\ndelay: 0\ncoverage: span\n"                \
    "purge: purge\ndataset: d\ncolumns:\n"                                             \
    "  - { name: stay, type: id, needed: true }\n"                                     \
    "  - { name: kid, type: id, who: person, needed: true }\n"                         \
    "  - { name: begun, type: day, needed: true }\n"                                   \
    "  - { name: purge, type: flag }\n"                                                \
    "key: [kid, stay]\nfeeds:\n  - { history: stay, " dated " }\n"
#define MEALS(dated)                                                                   \
    "name: meals\ntitle: Meals\ndates: iso\ndelay: 0\ncoverage: span\n"                \
    "purge: purge\ndataset: d\nwithin: { column: stay, schema: stays }\ncolumns:\n"    \
    "  - { name: meal, type: id, needed: true }\n"                                     \
    "  - { name: kid, type: id, who: person, needed: true }\n"                         \
    "  - { name: stay, type: id, optional: true }\n"                                   \
    "  - { name: eaten, type: day, needed: true }\n"                                   \
    "  - { name: purge, type: flag }\n"                                                \
    "key: [kid, meal]\nfeeds:\n  - { history: meal, " dated " }\n"
    static const struct {
        const char *stays, *meals;
        bool good;
    } of[] = {
        { STAYS("start: begun"), MEALS("start: eaten"), true },
        { STAYS("start: begun"), MEALS("dated: received"), false },
        { STAYS("start: begun"), MEALS("dated: year"), false },
        { STAYS("dated: received"), MEALS("start: eaten"), false },
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        lc_schemas *schemas;
        write_schema("stays", of[i].stays);
        write_schema("meals", of[i].meals);
        int code = lc_schemas_load(&schemas, im.folder, &im.err);
        cr_expect(eq(int, code == LC_OK, of[i].good), "%zu: %s", i, im.err.text);
        if (!of[i].good)
            cr_expect_not_null(strstr(im.err.text, "cannot be found by its number"));
        lc_schemas_free(schemas);
    }
}
