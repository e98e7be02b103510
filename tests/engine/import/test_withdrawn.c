/* What a full extract no longer says: taken back on the day it came, dated, counted,
 * and never by a file that is cut off. Days worked out by hand; the delay of these
 * tables is seven days, of missing episodes none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/hash.h"
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

TestSuite(withdrawn, .init = begin, .fini = end);

#define MISSING "person_id,start,end,type,context,rhi_offered,rhi_accepted\n"
#define A       "P1,2023-02-01,2023-02-03,M,,,\n"
#define B       "P2,2023-03-01,2023-03-02,M,,,\n"
#define C       "P3,2023-04-01,2023-04-02,M,,,\n"
#define D       "P4,2023-05-01,2023-05-02,M,,,\n"

static void take(const char *name, const char *text, const char *day, bool full)
{
    im.options.extent = full ? LC_ALL_FULL : LC_BY_SCHEMA;
    imports_add(&im, name, text, 0);
    imports_take(&im, day);
}

static void expect_withdrawn(const char *name, unsigned withdrawn)
{
    cr_expect(eq(ulong, imports_file(&im, name)->withdrawn, withdrawn), "%s", name);
}

Test(withdrawn, a_full_extract_takes_back_what_it_no_longer_says)
{
    take("a.csv", MISSING A B C, "2024-01-01", true);
    take("b.csv", MISSING A C, "2024-01-02", true);
    imports_count(&im, "b.csv", 0, 2, 0, 0);
    expect_withdrawn("b.csv", 1);
    imports_hold(&im, "missing",
                 "missing 2023-02-01 - known 2023-02-01 2023-02-03 M\n"
                 "missing 2023-02-01 2023-02-03 known 2023-02-03 - M\n"
                 "missing 2023-03-01 - known 2023-03-01 2023-03-02 M\n"
                 "missing 2023-03-01 2023-03-02 known 2023-03-02 2024-01-02 M\n"
                 "missing 2023-04-01 - known 2023-04-01 2023-04-02 M\n"
                 "missing 2023-04-01 2023-04-02 known 2023-04-02 - M\n");
    /* said again, it is news of that day */
    take("c.csv", MISSING A B C, "2024-01-03", true);
    imports_count(&im, "c.csv", 1, 2, 0, 0);
    expect_withdrawn("c.csv", 0);
    imports_hold(&im, "missing",
                 "missing 2023-02-01 - known 2023-02-01 2023-02-03 M\n"
                 "missing 2023-02-01 2023-02-03 known 2023-02-03 - M\n"
                 "missing 2023-03-01 - known 2023-03-01 2023-03-02 M\n"
                 "missing 2023-03-01 2023-03-02 known 2023-03-02 2024-01-02 M\n"
                 "missing 2023-03-01 2023-03-02 known 2024-01-03 - M\n"
                 "missing 2023-04-01 - known 2023-04-01 2023-04-02 M\n"
                 "missing 2023-04-01 2023-04-02 known 2023-04-02 - M\n");
}

Test(withdrawn, one_that_is_not_full_takes_back_nothing)
{
    take("a.csv", MISSING A B C, "2024-01-01", true);
    take("b.csv", MISSING A, "2024-01-02", false);
    expect_withdrawn("b.csv", 0);
    char *dump = imports_dump(&im, "missing", false);
    cr_expect(strstr(dump, "known 2023-03-02 -") != NULL, "%s", dump);
    free(dump);
}

/* All events of a row go, and it is one row: a referral, a spell in need, a move. */
Test(withdrawn, a_row_is_counted_once)
{
    static const char head[] =
        "cine_referral_id,cine_person_id,cine_referral_date,"
        "cine_cin_primary_need_code,cine_referral_source_code,"
        "cine_referral_source_desc,cine_referral_outcome_json,cine_referral_nfa,"
        "cine_close_reason,cine_close_date,cine_referral_team,"
        "cine_referral_worker_id\n";
    char text[1000];
    snprintf(text, sizeof text, "%s%s%s", head,
             "R1,1,2023-01-10,N1,1A,,,N,,,,\n"
             "R2,2,2023-02-10,N1,1A,,,N,,,,\n"
             "R4,4,2023-02-10,N1,1A,,,N,,,,\n",
             "R3,3,2023-03-10,N1,1A,,,N,,,,\n");
    take("a.csv", text, "2024-01-01", true);
    snprintf(text, sizeof text, "%s%s%s", head,
             "R1,1,2023-01-10,N1,1A,,,N,,,,\n"
             "R2,2,2023-02-10,N1,1A,,,N,RC5,2023-12-31,,\n"
             "R4,4,2023-02-10,N1,1A,,,N,,,,\n",
             "R3,3,2023-03-10,N1,1A,,,N,,,,\n");
    take("b.csv", text, "2024-01-08", true); /* R2 has versions of two files */
    imports_count(&im, "b.csv", 0, 3, 1, 0);
    snprintf(text, sizeof text, "%s%s", head,
             "R1,1,2023-01-10,N1,1A,,,N,,,,\nR4,4,2023-02-10,N1,1A,,,N,,,,\n"
             "R3,3,2023-03-10,N1,1A,,,N,,,,\n");
    take("c.csv", text, "2024-01-09", true);
    expect_withdrawn("c.csv", 1);
    imports_hold(&im, "moved", "moved 2023-12-31 - known 2024-01-08 2024-01-09 out\n");
}

Test(withdrawn, a_file_that_is_cut_off_is_refused)
{
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    imports_add(&im, "b.csv", MISSING A, 0);
    cr_assert(eq(int, imports_run(&im, "2024-01-02"), LC_REFUSED));
    cr_expect(strstr(im.err.text, "no more 3 of the 4 events") != NULL, "%s",
              im.err.text);
    cr_expect(strstr(im.err.text, "--withdraw") != NULL);
    imports_anew(&im);
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    im.options.withdraw = true;
    take("b.csv", MISSING A, "2024-01-02", true);
    expect_withdrawn("b.csv", 3);
    imports_anew(&im);
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    im.options.withdraw = false;
    take("b.csv", MISSING A B, "2024-01-02", true); /* half is not more than half */
    expect_withdrawn("b.csv", 2);
}

/* Short rows are taken, but where the last is one the file may be cut off in it. */
Test(withdrawn, a_file_that_may_be_cut_off_takes_nothing_back)
{
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    take("b.csv", MISSING A B "P3,2023-03-01,2023-03-02,M", "2024-01-02", true);
    expect_withdrawn("b.csv", 0);
    cr_expect(eq(sz, imports_findings(&im, "short", 4), 1));
    cr_expect(eq(sz, imports_findings(&im, "not withdrawn", 0), 1));
    take("c.csv", MISSING A "P2,2023-03-01,2023-03-02,M\n" C, "2024-01-03", true);
    expect_withdrawn("c.csv", 2); /* D, and what was cut off */
}

/* A row that is rejected is said all the same; one of which nobody can tell what it is
 * about may be any. */
Test(withdrawn, what_cannot_be_read_is_not_taken_back)
{
    take("a.csv", MISSING A B C, "2024-01-01", true);
    take("b.csv",
         MISSING A "P2,2023-03-01,2023-03-05,M,,,\nP2,2023-03-01,2023-03-06,M,,,\n" C,
         "2024-01-02", true);
    imports_count(&im, "b.csv", 0, 2, 0, 2);
    expect_withdrawn("b.csv", 0);
    take("c.csv", MISSING A ",2023-03-01,2023-03-02,M,,,\n" C, "2024-01-03", true);
    imports_count(&im, "c.csv", 0, 2, 0, 1);
    expect_withdrawn("c.csv", 0);
    cr_expect(eq(sz, imports_findings(&im, "not withdrawn", 0), 1));
    im.options.withdraw = true;
    take("d.csv", MISSING A ",2023-03-01,2023-03-02,M,,,\n" C, "2024-01-04", true);
    expect_withdrawn("d.csv", 1);
}

Test(withdrawn, only_of_the_days_that_are_covered)
{
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    im.options.covers_from = day_of("2023-03-01");
    im.options.covers_to = day_of("2023-05-01");
    take("b.csv", MISSING C, "2024-01-02", true);
    expect_withdrawn("b.csv", 1); /* B; A is before, D after */
}

/* Without --covers an extract speaks from its first day on: a window that moves takes
 * back nothing, and says so. */
Test(withdrawn, a_window_that_moves_takes_back_nothing)
{
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    take("b.csv", MISSING B C D, "2024-01-02", true);
    expect_withdrawn("b.csv", 0);
    cr_assert(eq(sz, im.result.notes.remarks, 1));
    cr_expect(strstr(im.result.notes.remark[0].text, "--covers") != NULL, "%s",
              im.result.notes.remark[0].text);
}

/* Two parts of a day's extract in two commands: what the second says, the first has not
 * taken back. An event that was not to be known yet is in the second (a first load of a
 * table with a delay of seven days). */
Test(withdrawn, however_a_full_extract_is_cut_the_store_is_the_same)
{
    static const char first[] = CLA "E1,1,2023-06-01,S,N1,,,,,,,\n"
                                    "E2,2,2023-06-01,S,N1,2023-09-01,E4A,,,,,\n"
                                    "E3,3,2023-12-30,S,N1,,,,,,,\n"
                                    "E4,4,2023-06-02,S,N1,,,,,,,\n";
    static const char *const part[] = { CLA "E1,1,2023-06-01,S,N1,,,,,,,\n",
                                        CLA "E2,2,2023-06-01,S,N1,2023-09-01,E4A,,,,,\n"
                                            "E3,3,2023-12-30,S,N1,,,,,,,\n" };
    unsigned char whole[LC_DIGEST], cut[LC_DIGEST];
    im.options.withdraw = true;
    for (int turn = 0; turn < 3; turn++) {
        imports_anew(&im);
        take("a.csv", first, "2024-01-01", true);
        if (turn == 0) {
            imports_add(&im, "b.csv", part[0], 0);
            take("c.csv", part[1], "2024-01-02", true);
        } else {
            take("b.csv", part[turn - 1], "2024-01-02", true);
            take("c.csv", part[2 - turn], "2024-01-02", true);
        }
        imports_contents(&im, turn ? cut : whole);
        if (turn)
            cr_expect(eq(int, memcmp(whole, cut, LC_DIGEST), 0), "turn %d", turn);
    }
    char *dump = imports_dump(&im, "care", false);
    cr_expect(strstr(dump, "care 2023-12-30 - known 2024-01-06 -") != NULL, "%s", dump);
    cr_expect(strstr(dump, "care 2023-06-02 - known 2023-06-09 2024-01-02") != NULL);
    free(dump);
}

/* Another command of the day may have said it, outside of what it covers: nobody can
 * tell, and in one command they can. */
Test(withdrawn, what_is_in_doubt_is_refused)
{
    take("a.csv", MISSING A B C D, "2024-01-01", true);
    im.options.covers_from = day_of("2023-03-01");
    im.options.covers_to = day_of("2023-05-01");
    take("b.csv", MISSING A B C D, "2024-01-02", true);
    im.options.covers_from = day_of("2023-01-01");
    im.options.covers_to = day_of("2023-03-15");
    imports_add(&im, "c.csv", MISSING B, 0);
    cr_assert(eq(int, imports_run(&im, "2024-01-02"), LC_REFUSED));
    cr_expect(strstr(im.err.text, "import both in one command") != NULL, "%s",
              im.err.text);
}

/* --- a start that was corrected --------------------------------------------------- */

Test(withdrawn, a_moved_start_is_one_event_corrected)
{
    take("a.csv", MISSING A B C, "2024-01-01", true);
    take("b.csv", MISSING "P1,2023-02-02,2023-02-04,M,,,\n" B C, "2024-01-02", true);
    imports_count(&im, "b.csv", 0, 2, 1, 0);
    expect_withdrawn("b.csv", 0);
    char *dump = imports_dump(&im, "missing", false);
    cr_expect(
        strstr(dump, "missing 2023-02-01 2023-02-03 known 2023-02-03 2024-01-02 M\n")
            != NULL,
        "%s", dump);
    cr_expect(strstr(dump, "missing 2023-02-02 2023-02-04 known 2024-01-02 - M\n")
                  != NULL,
              "%s", dump);
    free(dump);
}

/* With a recorded day of its own: until the correction came there was one event, and
 * from it on there is one. */
Test(withdrawn, a_moved_start_is_known_from_the_correction)
{
    static const char head[] =
        "person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\n";
    char text[500];
    snprintf(text, sizeof text, "%s%s%s", head,
             "P1,2023-02-01,2023-02-03,M,,,,2023-02-05\n",
             "P9,2023-01-01,2023-01-02,M,,,,2023-01-05\n");
    take("a.csv", text, "2024-01-01", true);
    snprintf(text, sizeof text, "%s%s%s", head,
             "P1,2023-02-02,2023-02-03,M,,,,2023-02-06\n",
             "P9,2023-01-01,2023-01-02,M,,,,2023-01-05\n");
    take("b.csv", text, "2024-01-02", true);
    imports_hold(&im, "missing",
                 "missing 2023-01-01 2023-01-02 known 2023-01-05 - M\n"
                 "missing 2023-02-01 2023-02-03 known 2023-02-05 2024-01-02 M\n"
                 "missing 2023-02-02 2023-02-03 known 2024-01-02 - M\n");
}

/* The part that lacked the old start is corrected by, and the other says it still. */
Test(withdrawn, a_moved_start_that_another_command_takes_back_is_refused)
{
    take("a.csv", MISSING A B, "2024-01-01", true);
    im.options.withdraw = true;
    take("b.csv", MISSING "P1,2023-02-02,2023-02-04,M,,,\n" B, "2024-01-02", true);
    im.options.covers_from = day_of("2023-01-01");
    im.options.covers_to = day_of("2024-01-02");
    imports_add(&im, "c.csv", MISSING A, 0);
    cr_assert(eq(int, imports_run(&im, "2024-01-02"), LC_REFUSED), "%s", im.err.text);
    imports_anew(&im);
    im.options.covers_from = im.options.covers_to = LC_NO_DAY;
}
