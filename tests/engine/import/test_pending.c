/* Rows that come before what they belong to wait, and are taken in when it comes: dated
 * by their own clock and by its. The tables have a delay of seven days. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "support/extracts.h"
#include "support/imports.h"
#include "support/stores.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(pending, .init = begin, .fini = end);

static const char *const factors =
    FACTORS "F1,A1,\"[\"\"10A\"\", \"\"24A\"\"]\"\nF2,A2,2B\n";
static const char *const assessments =
    ASSESSMENTS "A1,P1,,2023-01-01,,2023-02-01,,N,,\n"
                "A2,P2,,2023-01-01,,2023-03-01,,N,,\n";

static void expect_pending(const char *name, unsigned pending)
{
    cr_expect(eq(ulong, imports_file(&im, name)->pending, pending), "%s", name);
}

/* Old data of a first load, in whatever order its two files come. */
Test(pending, the_order_of_a_day_changes_nothing)
{
    unsigned char one[LC_DIGEST], other[LC_DIGEST];
    imports_add(&im, "a.csv", assessments, 0);
    imports_add(&im, "f.csv", factors, 0);
    imports_take(&im, "2024-04-01");
    imports_contents(&im, one);
    imports_anew(&im);
    imports_add(&im, "f.csv", factors, 0);
    imports_take(&im, "2024-04-01");
    imports_count(&im, "f.csv", 0, 0, 0, 0);
    expect_pending("f.csv", 2);
    cr_expect(eq(sz, im.store.pending, 2));
    imports_add(&im, "a.csv", assessments, 0);
    imports_take(&im, "2024-04-01");
    cr_expect(eq(sz, im.store.pending, 0));
    imports_contents(&im, other);
    cr_expect(eq(int, memcmp(one, other, LC_DIGEST), 0));
    imports_hold(&im, "factor",
                 "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                 "factor 2023-02-01 - known 2023-02-08 - 24A\n"
                 "factor 2023-03-01 - known 2023-03-08 - 2B\n");
}

/* The assessments come later: an extract of theirs of an earlier day could have had A2
 * and did not, so A2 is known from its receipt, and its factor not before; A1 is old
 * data, and so is its factor. */
Test(pending, both_clocks_date_what_waited)
{
    imports_add(&im, "f.csv", factors, 0);
    imports_take(&im, "2024-04-01");
    imports_add(&im, "g.csv", factors, 0); /* and again, which says nothing new */
    imports_take(&im, "2024-04-02");
    imports_count(&im, "g.csv", 0, 2, 0, 0);
    imports_add(&im, "a.csv",
                ASSESSMENTS "A0,P0,,2022-12-01,,2022-12-20,,N,,\n"
                            "A1,P1,,2023-01-01,,2023-02-01,,N,,\n",
                0);
    imports_take(&im, "2024-05-01");
    cr_expect(eq(sz, im.store.pending, 1));
    imports_hold(&im, "factor",
                 "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                 "factor 2023-02-01 - known 2023-02-08 - 24A\n");
    imports_add(&im, "b.csv", assessments, 0);
    imports_take(&im, "2024-06-01");
    imports_hold(&im, "factor",
                 "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                 "factor 2023-02-01 - known 2023-02-08 - 24A\n"
                 "factor 2023-03-01 - known 2024-06-01 - 2B\n");
    cr_expect(eq(sz, im.store.pending, 0));
}

/* An assessment that has not ended: what is found is known with its end, by the delay
 * of old data, for no earlier extract of factors could have had it. */
Test(pending, what_has_no_end_yet_waits_for_it)
{
    imports_add(&im, "a.csv", ASSESSMENTS "A1,P1,,2024-03-01,,,,N,,\n", 0);
    imports_add(&im, "f.csv", FACTORS "F1,A1,1A\n", 0);
    imports_take(&im, "2024-04-01");
    expect_pending("f.csv", 1);
    imports_add(&im, "b.csv", ASSESSMENTS "A1,P1,,2024-03-01,,2024-04-10,,N,,\n", 0);
    imports_take(&im, "2024-04-12");
    imports_hold(&im, "factor", "factor 2024-04-10 - known 2024-04-17 - 1A\n");
}

/* A row that waits and is said otherwise on a later day is corrected on that day; one
 * that a full extract does not say any more is known until then. */
Test(pending, what_waits_can_be_corrected_and_taken_back)
{
    imports_add(&im, "f.csv", factors, 0);
    imports_take(&im, "2024-04-01");
    imports_add(&im, "g.csv", FACTORS "F1,A1,10A\nF2,A2,2B\n", 0);
    imports_take(&im, "2024-04-02");
    expect_pending("g.csv", 1);
    im.options.extent = LC_ALL_FULL;
    im.options.covers_from = day_of("2020-01-01");
    im.options.covers_to = day_of("2024-04-03");
    imports_add(&im, "h.csv", FACTORS "F1,A1,10A\n", 0);
    imports_take(&im, "2024-04-03");
    cr_expect(eq(ulong, imports_file(&im, "h.csv")->withdrawn, 1));
    im.options.extent = LC_BY_SCHEMA;
    im.options.covers_from = im.options.covers_to = LC_NO_DAY;
    imports_add(&im, "a.csv", assessments, 0);
    imports_take(&im, "2024-05-01");
    imports_hold(&im, "factor",
                 "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                 "factor 2023-02-01 - known 2023-02-08 2024-04-02 24A\n"
                 "factor 2023-03-01 - known 2023-03-08 2024-04-03 2B\n");
}

/* Written and read again, it waits as before; and no number of a row is in the file. */
Test(pending, it_waits_on_the_disk)
{
    struct lc_store again;
    char *folder = test_folder(), path[4200];
    snprintf(path, sizeof path, "%s/s.h5", folder);
    imports_add(&im, "f.csv", factors, 0);
    imports_take(&im, "2024-04-01");
    cr_assert(eq(int, lc_store_save(&im.store, path, &im.err), LC_OK), "%s",
              im.err.text);
    cr_assert(eq(int, lc_store_load(&again, path, &im.err), LC_OK), "%s", im.err.text);
    cr_assert(eq(sz, again.pending, 2));
    for (size_t i = 0; i < 2; i++) {
        cr_expect_str_eq(again.waiting[i].said, im.store.waiting[i].said);
        cr_expect_null(strstr(again.waiting[i].said, "A1"));
        cr_expect_null(strstr(again.waiting[i].said, "F1"));
    }
    lc_store_free(&again);
    free(folder);
}
