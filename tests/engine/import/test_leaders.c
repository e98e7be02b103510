/* Two extracts of the same episodes: which of them leads, what becomes of the other's
 * rows, and what one extract says of another's. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

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

TestSuite(leaders, .init = begin, .fini = end);

/* The return leads: the same episodes of the other table are matched, not added; a
 * different end is a finding; one the return does not have is a finding; what lies
 * outside the collection year is added; an end after the year completes the episode. */
static const char *const lead =
    EPISODES "1,01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E4A,,,,\n"
             "2,01/06/2019,S,V2,N1,U4,PR1,,,,,,\n"
             "3,01/06/2019,S,V2,N1,U4,PR1,01/02/2020,E4A,,,,\n";
static const char *const follow = CLA "E1,1,2019-06-01,S,N1,2019-09-01,E4A,,,,,\n"
                                      "E2,2,2019-06-01,S,N1,2020-05-05,E4A,,,,,\n"
                                      "E3,3,2019-06-01,S,N1,2020-02-02,E4A,,,,,\n"
                                      "E4,4,2019-07-01,S,N1,2019-09-01,E4A,,,,,\n"
                                      "E5,5,2016-07-01,S,N1,2016-09-01,E4A,,,,,\n";
static const char *const care =
    "care 2016-07-01 - known 2016-07-08 2016-09-08 need=N1 reason_new=S\n"
    "care 2016-07-01 2016-09-01 known 2016-09-08 - need=N1 reason_new=S ceased=E4A\n"
    "care 2019-06-01 - known 2019-06-08 2019-09-08 C2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1\n"
    "care 2019-06-01 - known 2019-06-08 2020-02-08 V2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1\n"
    "care 2019-06-01 - known 2019-06-08 2020-05-12 V2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1\n"
    "care 2019-06-01 2019-09-01 known 2019-09-08 - C2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1 ceased=E4A\n"
    "care 2019-06-01 2020-02-01 known 2020-02-08 - V2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1 ceased=E4A\n"
    "care 2019-06-01 2020-05-05 known 2020-05-12 - V2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1\n";

Test(leaders, the_leader_leads)
{
    imports_add(&im, "a.csv", follow, 0);
    imports_add(&im, "b.csv", lead, 0);
    im.options.year = 2020;
    imports_take(&im, "2020-06-01");
    imports_count(&im, "b.csv", 3, 0, 0, 0);
    imports_count(&im, "a.csv", 1, 4, 0, 0);
    cr_expect(eq(sz, imports_findings(&im, "leader differs", 4), 1));
    cr_expect(eq(sz, imports_findings(&im, "leader silent", 5), 1));
    imports_hold(&im, "care", care);
    imports_add(&im, "b.csv", lead, 0);
    imports_add(&im, "a.csv", follow, 0);
    imports_take(&im, "2020-07-01");
    imports_hold(&im, "care", care);
}

/* A return imported after the follower takes over: no care event is seen twice. On the
 * follower's own day it is refused: together, or before, it would have said more. */
Test(leaders, a_leader_that_comes_later_takes_over)
{
    imports_add(&im, "a.csv", follow, 0);
    imports_take(&im, "2020-06-01");
    imports_add(&im, "b.csv", lead, 0);
    im.options.year = 2020;
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_REFUSED));
    cr_expect(strstr(im.err.text, "import both in one command") != NULL, "%s",
              im.err.text);
    imports_add(&im, "b.csv", lead, 0);
    imports_take(&im, "2020-06-02");
    char *dump = imports_dump(&im, "care", false);
    size_t live = 0;
    for (char *at = dump; (at = strstr(at, " - ")); at++)
        live += strstr(at, "known") == NULL || strstr(at, "known") > strchr(at, '\n');
    const struct lc_history *h = lc_store_history(&im.store, "care");
    size_t open = 0;
    for (size_t i = 0; i < h->n; i++)
        open += h->known_to[i] == LC_OPEN;
    cr_expect(eq(sz, open, 4), "%s", dump); /* 1, 2, 3 by the return, 5 by the other */
    free(dump);
}

/* The end of an event that the leader has open is told by the follower, by its own
 * clock. Child 1: the first receipt had it open. Child 2: the first receipt covered its
 * start and did not have it. Child 3: it began after the first receipt. */
Test(leaders, an_end_is_known_by_the_clock_of_who_tells_it)
{
    imports_add(&im, "b.csv",
                EPISODES "1,01/06/2019,S,V2,N1,U4,PR1,,,,,,\n"
                         "2,01/07/2019,S,V2,N1,U4,PR1,,,,,,\n"
                         "3,01/03/2020,S,V2,N1,U4,PR1,,,,,,\n",
                0);
    imports_add(&im, "a.csv", CLA "E1,1,2019-06-01,S,N1,,,,,,,\n", 0);
    im.options.year = 2020;
    imports_take(&im, "2020-02-01");
    imports_add(&im, "c.csv",
                CLA "E1,1,2019-06-01,S,N1,2020-05-05,E4A,,,,,\n"
                    "E2,2,2019-07-01,S,N1,2020-05-06,E4A,,,,,\n"
                    "E3,3,2020-03-01,S,N1,2020-05-07,E4A,,,,,\n",
                0);
    imports_take(&im, "2020-09-01");
#define AS "V2 need=N1 reason_new=S placement=U4 provider=PR1\n"
    imports_hold(&im, "care",
                 "care 2019-06-01 - known 2019-06-08 2020-09-01 " AS
                 "care 2019-06-01 2020-05-05 known 2020-09-01 - " AS
                 "care 2019-07-01 - known 2019-07-08 2020-09-01 " AS
                 "care 2019-07-01 2020-05-06 known 2020-09-01 - " AS
                 "care 2020-03-01 - known 2020-03-08 2020-05-14 " AS
                 "care 2020-03-01 2020-05-07 known 2020-05-14 - " AS);
    const struct lc_history *h = lc_store_history(&im.store, "care");
    for (size_t i = 0; i < h->n; i++)
        cr_expect(eq(int, h->assumed[i], h->known_from[i] != day_of("2020-09-01")));
}

/* A leader that comes later speaks from its day on, of what the follower had said; what
 * nobody had said is old data. Child 1 has ended, child 2 goes on; the follower did not
 * have child 3. */
Test(leaders, a_leader_that_comes_later_leaves_the_past_as_it_was)
{
    imports_add(&im, "a.csv",
                CLA "E1,1,2019-06-01,S,N1,2019-09-01,E4A,,,,,\n"
                    "E2,2,2019-06-02,S,N1,,,,,,,\n",
                0);
    imports_take(&im, "2020-06-01");
    imports_add(&im, "b.csv",
                EPISODES "1,01/06/2019,S,V2,N1,U4,PR1,01/09/2019,E4A,,,,\n"
                         "2,02/06/2019,S,V2,N1,U4,PR1,,,,,,\n"
                         "3,03/06/2019,S,V2,N1,U4,PR1,,,,,,\n",
                0);
    im.options.year = 2020;
    imports_take(&im, "2020-07-01");
    imports_hold(
        &im, "care",
        "care 2019-06-01 - known 2019-06-08 2019-09-08 need=N1 reason_new=S\n"
        "care 2019-06-01 2019-09-01 known 2019-09-08 2020-07-01 need=N1 reason_new=S "
        "ceased=E4A\n"
        "care 2019-06-01 2019-09-01 known 2020-07-01 - V2 need=N1 reason_new=S "
        "ceased=E4A placement=U4 provider=PR1\n"
        "care 2019-06-02 - known 2019-06-09 2020-07-01 need=N1 reason_new=S\n"
        "care 2019-06-02 - known 2020-07-01 - " AS
        "care 2019-06-03 - known 2019-06-10 - " AS);
}

/* Annual returns: an episode that goes on is one event, whatever the order. */
Test(leaders, returns_stitch)
{
    static const char *const year1 =
        EPISODES "1,01/06/2018,S,C2,N1,U4,PR1,,,,,,\n2,01/06/2018,S,V2,N1,U4,PR1,03/03/"
                 "2019,E4A,,,,\n";
    static const char *const year2 =
        EPISODES "1,01/06/2018,S,C2,N1,U4,PR1,01/05/2019,X1,,,,\n"
                 "1,01/05/2019,P,C2,N1,U4,PR1,01/02/2020,E4A,,,,\n";
    char *first = NULL;
    for (int turn = 0; turn < 2; turn++) {
        end();
        begin();
        imports_add(&im, turn ? "x.csv" : "y.csv", turn ? year1 : year2, 0);
        imports_add(&im, turn ? "y.csv" : "x.csv", turn ? year2 : year1, 0);
        imports_take(&im, "2024-04-01");
        imports_count(&im, "x.csv", 2, 0, 0, 0);
        imports_count(&im, "y.csv", 1, 0, 1, 0);
        cr_expect(eq(int, imports_file(&im, "y.csv")->year, 2020));
        char *dump = imports_dump(&im, "care", true);
        if (first)
            cr_expect_str_eq(dump, first);
        free(first);
        first = dump;
    }
    free(first);
    imports_hold(
        &im, "care",
        "care 2018-06-01 - known 2018-06-08 2019-03-10 V2 need=N1 reason_new=S "
        "placement=U4 provider=PR1\n"
        "care 2018-06-01 - known 2018-06-08 2019-05-08 C2 need=N1 reason_new=S "
        "placement=U4 provider=PR1\n"
        "care 2018-06-01 2019-03-03 known 2019-03-10 - V2 need=N1 reason_new=S "
        "placement=U4 provider=PR1 ceased=E4A\n"
        "care 2018-06-01 2019-05-01 known 2019-05-08 - C2 need=N1 reason_new=S "
        "placement=U4 provider=PR1 ceased=X1\n"
        "care 2019-05-01 - known 2019-05-08 2020-02-08 C2 need=N1 reason_new=P "
        "placement=U4 provider=PR1\n"
        "care 2019-05-01 2020-02-01 known 2020-02-08 - C2 need=N1 reason_new=P "
        "placement=U4 provider=PR1 ceased=E4A\n");
}

Test(leaders, uasc_begins_with_the_first_day_looked_after)
{
    imports_add(&im, "u.csv", "CHILD,SEX,DOB,DUC\n1,1,01/02/2005,01/02/2023\n", 0);
    imports_add(&im, "e.csv",
                EPISODES "1,01/06/2018,S,C2,N1,U4,PR1,01/05/2019,X1,,,,\n"
                         "1,01/05/2019,P,C2,N1,U4,PR1,,,,,,\n",
                0);
    imports_take(&im, "2024-04-01");
    imports_hold(&im, "uasc",
                 "uasc 2018-06-01 - known 2018-06-08 2023-02-08 UASC\n"
                 "uasc 2018-06-01 2023-02-01 known 2023-02-08 - UASC\n");
}

/* Where no return covers the span, the legal status of an episode comes from the
 * extract that has it: the one that the child is in on the day the episode begins. */
Test(leaders, legal_status_comes_from_its_own_extract)
{
    imports_add(&im, "a.csv",
                CLA "E1,1,2019-06-01,S,N1,2019-09-01,X1,,,,,\n"
                    "E2,1,2019-09-01,L,N1,,,,,,,\nE3,2,2019-06-01,S,N1,,,,,,,\n",
                0);
    imports_add(
        &im, "z.csv",
        "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_"
        "date,lega_legal_status_end_date\n"
        "L1,1,V2,2019-06-01,2019-09-01\nL2,1,C1,2019-09-01,\nL3,2,C2,2019-06-02,\n",
        0);
    imports_take(&im, "2020-06-01");
    imports_hold(&im, "care",
                 "care 2019-06-01 - known 2019-06-08 - need=N1 reason_new=S\n"
                 "care 2019-06-01 - known 2019-06-08 2019-09-08 V2 need=N1 "
                 "reason_new=S\n"
                 "care 2019-06-01 2019-09-01 known 2019-09-08 - V2 need=N1 "
                 "reason_new=S ceased=X1\n"
                 "care 2019-09-01 - known 2019-09-08 - C1 need=N1 reason_new=L\n");
}

/* --- an end that the leader cannot say --------------------------------------------- */

#define TOLD(end)        CLA "E1,1,2019-06-01,S,N1," end ",E4A,,,,,\n"
#define OPEN_ROW(status) EPISODES "1,01/06/2019,S," status ",N1,U4,PR1,,,,,,\n"
#define IN(status)       status " need=N1 reason_new=S placement=U4 provider=PR1\n"

static void take(const char *name, const char *text, int year, const char *day)
{
    imports_add(&im, name, text, 0);
    im.options.year = year;
    imports_take(&im, day);
}

/* The return of 2020 says of May nothing: what the follower has told of it stays,
 * though the leader comes again, alone and with another status. */
Test(leaders, an_end_that_was_told_stays_when_the_leader_comes_again)
{
    imports_add(&im, "a.csv", TOLD("2020-05-05"), 0);
    take("b.csv", OPEN_ROW("V2"), 2020, "2020-06-01");
    take("c.csv", OPEN_ROW("C2"), 2020, "2020-07-01");
    const char *held = "care 2019-06-01 - known 2019-06-08 2020-05-12 " IN(
        "V2") "care 2019-06-01 "
              "2020-05-05 known "
              "2020-05-12 "
              "2020-07-01 " IN("V2") "care "
                                     "2019-06-"
                                     "01 "
                                     "2020-05-"
                                     "05 known "
                                     "2020-07-"
                                     "01 - " IN("C2");
    imports_hold(&im, "care", held);
    take("c.csv", OPEN_ROW("C2"), 2020, "2020-08-01");
    imports_hold(&im, "care", held);
    /* the return of the year that May is in says that it had not ended */
    take("d.csv", OPEN_ROW("C2") "\n", 2021, "2021-06-01");
    char *dump = imports_dump(&im, "care", false);
    cr_expect(strstr(dump, "care 2019-06-01 - known 2021-06-01 - " IN("C2")) != NULL,
              "%s", dump);
    free(dump);
}

/* A leader that comes first after the follower, and alone: E1 had ended after the year
 * of the return, E2 within it, where the leader's word counts; the end of E3 is known
 * some days after the leader came. */
Test(leaders, an_end_that_was_told_stays_when_the_leader_comes_first)
{
    take("a.csv",
         TOLD("2020-05-05") "E2,2,2019-06-02,S,N1,2020-02-02,E4A,,,,,\n"
                            "E3,3,2019-06-03,S,N1,2020-05-30,E4A,,,,,\n",
         0, "2020-06-01");
    take("b.csv",
         OPEN_ROW("V2") "2,02/06/2019,S,V2,N1,U4,PR1,,,,,,\n"
                        "3,03/06/2019,S,V2,N1,U4,PR1,,,,,,\n",
         2020, "2020-06-03");
#define SSD " need=N1 reason_new=S"
    imports_hold(
        &im, "care",
        "care 2019-06-01 - known 2019-06-08 2020-05-12" SSD "\n"
        "care 2019-06-01 2020-05-05 known 2020-05-12 2020-06-03" SSD " ceased=E4A\n"
        "care 2019-06-01 2020-05-05 known 2020-06-03 - " IN(
            "V2") "care 2019-06-02 - known 2019-06-09 2020-02-09" SSD "\n"
                  "care 2019-06-02 - known 2020-06-03 - " IN(
                      "V2") "care 2019-06-02 2020-02-02 known 2020-02-09 2020-06-03" SSD
                            " ceased=E4A\n"
                            "care 2019-06-03 - known 2019-06-10 2020-06-03" SSD "\n"
                            "care 2019-06-03 - known 2020-06-03 2020-06-06 " IN(
                                "V2") "care 2019-06-03 2020-05-30 known 2020-06-06 "
                                      "- " IN("V2") "care 2019-06-03 2020-05-30 known "
                                                    "2020-06-06 2020-06-06" SSD
                                                    " ceased=E4A\n");
}

/* A return made within its year cannot speak of the rest of it: what the follower says
 * of that is added, and an end in it is told. */
Test(leaders, a_return_made_within_its_year_says_nothing_of_the_rest)
{
    take("b.csv", OPEN_ROW("V2") "2,02/06/2019,S,V2,N1,U4,PR1,01/07/2019,E4A,,,,\n",
         2020, "2019-09-01");
    take("a.csv", TOLD("2019-11-05") "E3,3,2019-10-01,S,N1,,,,,,,\n", 0, "2019-12-01");
    char *dump = imports_dump(&im, "care", false);
    cr_expect(strstr(dump, "care 2019-10-01 - known 2019-10-08 - need=N1") != NULL,
              "%s", dump);
    cr_expect(strstr(dump, "care 2019-06-01 2019-11-05 known 2019-11-12 -") != NULL,
              "%s", dump);
    cr_expect(eq(sz, im.result.notes.findings, 0));
    free(dump);
}

/* It is the follower's word, and by a later one the follower corrects it; of one day
 * two of its files may not say two ends. */
Test(leaders, an_end_that_was_told_is_corrected_by_who_told_it)
{
    imports_add(&im, "a.csv", TOLD("2020-05-05"), 0);
    take("b.csv", OPEN_ROW("V2"), 2020, "2020-06-01");
    imports_add(&im, "c.csv", TOLD("2020-05-06"), 0);
    cr_expect(eq(int, imports_run(&im, "2020-06-01"), LC_REFUSED));
    cr_expect(strstr(im.err.text, "another file of the same day says otherwise")
              != NULL);
    take("c.csv", TOLD("2020-05-06"), 0, "2020-07-01");
    take("d.csv", TOLD(""), 0, "2020-08-01");
    imports_add(&im, "e.csv", TOLD("2020-05-07"), 0);
    take("f.csv", OPEN_ROW("C2"), 2020, "2020-09-01");
    /* clang-format off */
    imports_hold(&im, "care",
                 "care 2019-06-01 - known 2019-06-08 2020-05-12 " IN("V2")
                 "care 2019-06-01 - known 2020-08-01 2020-09-01 " IN("V2")
                 "care 2019-06-01 2020-05-05 known 2020-05-12 2020-07-01 " IN("V2")
                 "care 2019-06-01 2020-05-06 known 2020-07-01 2020-08-01 " IN("V2")
                 "care 2019-06-01 2020-05-07 known 2020-09-01 - " IN("C2"));
    /* clang-format on */
}
