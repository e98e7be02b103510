/* Rows that hang on people, rows of a year or of a receipt, spells that two tables
 * tell, lists of a few months: small extracts, worked out by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/imports.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(rows, .init = begin, .fini = end);

#define PUPILS                                                                         \
    "pupilonrolltableid,NativeId,upn,dob,sex,entrydate,termlysessionsunauthorised,"    \
    "senprovision\n"
#define LEFT "pupilnolongeronrolltableid,NativeId,upn,dob,sex,entrydate,leavingdate\n"
#define EXCLUSIONS                                                                     \
    "pupilonrolltableid,termlyexclusionsonrolltableid,startdate,sessions,reason1,"     \
    "category\n"

/* A supplier that counts its rows from 1 each term: 1 is Ann's in autumn and Bo's in
 * spring, and the exclusions of each term are of that term's pupils. */
Test(rows, hang_on_the_person_that_the_row_was_of_that_day)
{
    imports_add(&im, "p.csv",
                PUPILS "1,S,A123456789012,2008-May-01,F,2019-Sep-02,,\n"
                       "2,S,P234567890123,2008-May-02,M,2019-Sep-02,,\n",
                0);
    imports_add(&im, "e.csv", EXCLUSIONS "1,X1,2023-Oct-02,4,PP,SUSP\n", 0);
    imports_take(&im, "2023-11-01");
    imports_add(&im, "p.csv",
                PUPILS "1,S,P234567890123,2008-May-02,M,2019-Sep-02,,\n"
                       "2,S,A123456789012,2008-May-01,F,2019-Sep-02,,\n",
                0);
    imports_count(&im, "e.csv", 1, 0, 0, 0);
    imports_add(&im, "e.csv",
                EXCLUSIONS "1,Y1,2024-Jan-09,6,PA,SUSP\n3,Y2,2024-Jan-09,6,PA,SUSP\n",
                0);
    imports_take(&im, "2024-02-01");
    imports_count(&im, "e.csv", 1, 0, 0, 1);
    imports_count(&im, "p.csv", 0, 2, 0, 0); /* a row's number is no news of anybody */
    const struct lc_history *school = lc_store_history(&im.store, "school");
    const struct lc_history *h = lc_store_history(&im.store, "exclusion");
    cr_assert(eq(sz, school->n, 2));
    cr_assert(eq(sz, h->n, 2));
    size_t first = h->start[0] < h->start[1] ? 0 : 1;
    cr_expect(ne(uint, h->record[first], h->record[1 - first]), "Ann's, then Bo's");
}

/* On roll in autumn, gone by spring: one spell, whose end is known from the receipt. */
Test(rows, of_two_tables_are_one_spell)
{
    imports_add(&im, "p.csv",
                PUPILS "1,S,A123456789012,2008-May-01,F,2019-Sep-02,3,K\n", 0);
    imports_take(&im, "2023-11-01");
    imports_add(&im, "l.csv",
                LEFT "9,S,A123456789012,2008-May-01,F,2019-Sep-02,2024-Jan-05\n", 0);
    imports_take(&im, "2024-02-01");
    imports_count(&im, "l.csv", 0, 0, 1, 0);
    imports_hold(&im, "school",
                 "school 2019-09-02 - known 2019-11-01 2023-11-01\n"
                 "school 2019-09-02 - known 2023-11-01 2024-02-01 sen=K\n"
                 "school 2019-09-02 2024-01-05 known 2024-02-01 -\n");
}

#define OC3 "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,YEAR\n"
#define EPISODES                                                                       \
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n"

/* Of which year a table without days is: a column says it, the user, or the episodes of
 * the same day; else nothing is fed, and that is found. */
Test(rows, of_a_year_that_something_says)
{
    imports_add(&im, "o.csv", OC3 "A1,01/02/2005,YES,F2,B2,\n", 0);
    imports_take(&im, "2023-09-01");
    cr_expect(eq(sz, imports_findings(&im, "no year", 0), 1));
    imports_hold(&im, "leaver_year", "");
    imports_anew(&im);
    imports_add(&im, "o.csv",
                OC3 "A1,01/02/2005,YES,F2,B2,2022\nA1,01/02/2005,NO,G4,B2,2023\n", 0);
    imports_take(&im, "2023-09-01");
    cr_expect(eq(sz, imports_findings(&im, "no year", 0), 0));
    imports_hold(&im, "leaver_year",
                 "leaver_year 2022-03-31 - known 2022-07-01 - YES activity=F2 "
                 "accommodation=B2\n"
                 "leaver_year 2023-03-31 - known 2023-07-01 - NO activity=G4 "
                 "accommodation=B2\n");
    imports_anew(&im);
    imports_add(&im, "e.csv", EPISODES "A1,01/06/2020,S,C2,N1,U1,PR1,01/02/2023,E4A,\n",
                0);
    imports_add(&im, "o.csv", OC3 "A1,01/02/2005,YES,,,\n", 0);
    imports_take(&im, "2023-09-01");
    imports_hold(&im, "leaver_year",
                 "leaver_year 2023-03-31 - known 2023-07-01 - YES\n");
}

#define LIST6                                                                          \
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,CIN Start Date,"               \
    "Primary Need Code,CIN Closure Date,Reason for Closure\n"

/* Two lists, six months apart: a spell goes on from one to the next under its key; one
 * that was open and unsaid in the first was not known before the second. */
Test(rows, of_successive_lists_are_one_history)
{
    imports_add(&im, "a.csv", LIST6 "1,M,,,,01/02/2020,N1,,\n2,M,,,,01/08/2023,N2,,\n",
                0);
    imports_take(&im, "2023-10-01");
    cr_expect(eq(int, (int)im.result.file[0].covers_from,
                 (int)im.result.file[0].covers_to - 183)); /* 1 April to 1 October */
    imports_add(&im, "a.csv",
                LIST6 "1,M,,,,01/02/2020,N1,01/12/2023,RC7\n3,M,,,,01/09/2019,N3,,\n",
                0);
    imports_take(&im, "2024-04-01");
    imports_hold(&im, "cin",
                 "cin 2019-09-01 - known 2024-04-01 - N3\n"
                 "cin 2020-02-01 - known 2020-02-08 2024-04-01 N1\n"
                 "cin 2020-02-01 2023-12-01 known 2024-04-01 - N1 close_reason=RC7\n"
                 "cin 2023-08-01 - known 2023-08-08 - N2\n");
}
