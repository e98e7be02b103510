/* Numbers that are merged into others, numbers that are used again for another child.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "link/link.h"
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

TestSuite(merged, .init = begin, .fini = end);

#define MISSING "person_id,start,end,type,context,rhi_offered,rhi_accepted\n"
#define MERGED  "system,old_number,new_number,merged_date\n"
#define PEOPLE  "system,person_id,forename,surname,dob,sex,postcode,recorded\n"

/* The record of the line that begins so, "0" to "9", or 'x'. */
static uint32_t record_of(const char *start, const char *known_to)
{
    const struct lc_history *h = lc_store_history(&im.store, "missing");
    for (size_t i = 0; i < h->n; i++)
        if (h->start[i] == day_of(start)
            && h->known_to[i] == (known_to ? day_of(known_to) : LC_OPEN))
            return h->record[i];
    return LC_NO_RECORD;
}

static void take(const char *name, const char *text, const char *day)
{
    imports_add(&im, name, text, 0);
    imports_take(&im, day);
}

/* Records 0 (P1) and 1 (P2): what stood under P2 is P1's from the merge on. */
Test(merged, events_move_on_the_day)
{
    take("a.csv",
         MISSING "P1,2023-02-01,2023-02-03,M,,,\nP2,2023-03-01,2023-03-02,M,,,\n",
         "2024-01-01");
    take("m.csv", MERGED "police,P2,P1,2023-12-30\n", "2024-01-05");
    imports_count(&im, "m.csv", 1, 0, 0, 0);
    imports_hold(&im, "missing",
                 "missing 2023-02-01 - known 2023-02-01 2023-02-03 M\n"
                 "missing 2023-02-01 2023-02-03 known 2023-02-03 - M\n"
                 "missing 2023-03-01 - known 2023-03-01 2023-03-02 M\n"
                 "missing 2023-03-01 2023-03-02 known 2023-03-02 2024-01-05 M\n"
                 "missing 2023-03-01 2023-03-02 known 2024-01-05 - M\n");
    cr_expect(eq(u32, record_of("2023-03-01", "2024-01-05"), 1));
    cr_expect(eq(u32, record_of("2023-03-01", NULL), 0));
    /* said again under either number, full or not, it is the same event */
    im.options.extent = LC_ALL_FULL;
    take("b.csv",
         MISSING "P1,2023-02-01,2023-02-03,M,,,\nP1,2023-03-01,2023-03-02,M,,,\n",
         "2024-01-06");
    imports_count(&im, "b.csv", 0, 2, 0, 0);
    cr_expect(eq(ulong, imports_file(&im, "b.csv")->withdrawn, 0));
    im.options.extent = LC_BY_SCHEMA;
    take("n.csv", MERGED "police,P2,P1,2023-12-30\n", "2024-01-07");
    imports_count(&im, "n.csv", 0, 1, 0, 0);
    /* a new row of the old number is the new one's child */
    take("c.csv", MISSING "P2,2024-01-02,2024-01-03,M,,,\n", "2024-01-08");
    cr_expect(eq(u32, record_of("2024-01-02", NULL), 0));
}

Test(merged, linkage_joins_the_two)
{
    struct lc_link_report report;
    take("p.csv",
         PEOPLE "police,PX40017,Ann,Testone,2009-03-15,F,ZZ1 1ZZ,2020-11-15\n"
                "police,PX40029,Ann,Testone,2009-03-16,F,,2020-11-15\n",
         "2024-01-01");
    take("m.csv", MERGED "police,PX40029,PX40017,\n", "2024-01-05");
    cr_expect(not(im.store.linked));
    cr_assert(eq(int, lc_link_run(&report, &im.store, &im.ids, 20200, &im.err), LC_OK));
    lc_link_report_free(&report);
    cr_expect(eq(u32, im.store.record[1].child, 0));
}

/* In one command or two, merged first, the store is the same; after others of its day
 * it is refused. */
Test(merged, the_order_of_a_day)
{
    static const char *const rows =
        MISSING "P1,2023-02-01,2023-02-03,M,,,\nP2,2023-03-01,2023-03-02,M,,,\n";
    static const char *const more =
        MISSING "P1,2023-03-01,2023-03-02,M,,,\nP1,2023-04-01,,M,,,\n";
    unsigned char one[LC_DIGEST], two[LC_DIGEST];
    take("a.csv", rows, "2024-01-01");
    imports_add(&im, "m.csv", MERGED "police,P2,P1,\n", 0);
    take("b.csv", more, "2024-01-05");
    imports_contents(&im, one);
    imports_anew(&im);
    take("a.csv", rows, "2024-01-01");
    take("m.csv", MERGED "police,P2,P1,\n", "2024-01-05");
    take("b.csv", more, "2024-01-05");
    imports_contents(&im, two);
    cr_expect(eq(int, memcmp(one, two, LC_DIGEST), 0));
    imports_add(&im, "n.csv", MERGED "police,P3,P1,\n", 0);
    cr_assert(eq(int, imports_run(&im, "2024-01-05"), LC_REFUSED));
    cr_expect(strstr(im.err.text, "import both in one command") != NULL, "%s",
              im.err.text);
}

/* P3 into P2, then P2 into P1; and what was merged wrongly is corrected: only what was
 * ever P3's goes on to P4. */
Test(merged, chains_and_corrections)
{
    take("a.csv",
         MISSING "P1,2023-01-01,2023-01-02,M,,,\nP2,2023-02-01,2023-02-02,M,,,\n"
                 "P3,2023-03-01,2023-03-02,M,,,\nP4,2023-04-01,2023-04-02,M,,,\n",
         "2024-01-01");
    take("m.csv", MERGED "police,P3,P2,\n", "2024-01-02");
    cr_expect(eq(u32, record_of("2023-03-01", NULL), 1));
    take("n.csv", MERGED "police,P3,P4,\n", "2024-01-03");
    cr_expect(eq(u32, record_of("2023-03-01", NULL), 3));
    cr_expect(eq(u32, record_of("2023-02-01", NULL), 1));
    take("o.csv", MERGED "police,P2,P1,\n", "2024-01-04");
    cr_expect(eq(u32, record_of("2023-02-01", NULL), 0));
    take("q.csv", MERGED "police,P1,P2,\n", "2024-01-05");
    imports_count(&im, "q.csv", 0, 0, 0, 1);
}

/* --- a number used again ---------------------------------------------------------- */

Test(merged, a_number_used_for_another_child_is_no_correction)
{
    take("p.csv", PEOPLE "police,P1,Ann,Testone,2009-03-15,F,ZZ1 1ZZ,\n", "2024-01-01");
    take("q.csv", PEOPLE "police,P1,Bob,Other,2012-07-01,M,ZZ2 2ZZ,\n", "2024-02-01");
    imports_count(&im, "q.csv", 0, 0, 0, 1);
    cr_expect(eq(sz, imports_findings(&im, "number reused", 2), 1));
    imports_hold(&im, "person", "person 2009-03-15 - known 2009-03-15 - F\n");
    for (size_t i = 0; i < im.ids.count; i++)
        cr_expect(im.ids.row[i].forename == NULL
                  || strcmp(im.ids.row[i].forename, "Bob") != 0);
    /* one of the two is a slip of the pen */
    take("r.csv", PEOPLE "police,P1,Ann,Testone,2009-03-15,M,ZZ1 1ZZ,\n", "2024-02-02");
    imports_count(&im, "r.csv", 0, 0, 1, 0);
    take("s.csv", PEOPLE "police,P1,Ann,Testone,2009-05-15,M,ZZ1 1ZZ,\n", "2024-02-03");
    imports_count(&im, "s.csv", 0, 0, 1, 0);
}
