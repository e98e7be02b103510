/* DfE's rules over the files of an import: each broken once by hand and found on its
 * line. */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/extracts.h"
#include "support/imports.h"

#define HEADER  "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
#define MISSING "CHILD,DOB,MISSING,MIS_START,MIS_END\n"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(returns, .init = begin, .fini = end);

struct broken {
    const char *rule;
    unsigned line; /* of the file that breaks it */
    const char *header, *episodes, *missing;
};

#define CHILD    "1,M,01/06/2010,WBRI,,,\n"
#define EP(rest) "1," rest ",,,,\n"
#define OK_EP    EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E4A")

/* The year ending 31 March 2020; child 1, born 1 June 2010. Each row of episodes below
 * is line 2, 3, ...; a clean one first where the rule needs two. */
static const struct broken cases[] = {
    { "102", 2, "1,M,31/02/2010,WBRI,,,\n", OK_EP, NULL },
    { "141", 2, CHILD, EP("31/02/2019,S,C2,N1,U4,PR1,01/09/2019,E4A"), NULL },
    { "142", 2, CHILD,
      EP("01/06/2019,S,C2,N1,U4,PR1,,") EP("01/09/2019,P,C2,N1,U4,PR1,,"), NULL },
    { "147", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,31/09/2019,E4A"), NULL },
    { "148", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,,X1"), NULL },
    { "149", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E99Z"), NULL },
    { "301", 2, "1,M,01/04/2020,WBRI,,,\n", NULL, NULL },
    { "352", 2, "1,M,01/06/2001,WBRI,,,\n", OK_EP, NULL },
    { "355", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,01/06/2019,E4A"), NULL },
    { "356", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,31/05/2019,E4A"), NULL },
    { "357", 2, CHILD, EP("01/06/2019,P,C2,N1,U4,PR1,01/09/2019,E4A"), NULL },
    { "380", 2, CHILD, EP("01/06/2019,S,C2,N1,T3,PR1,01/09/2019,E4A"), NULL },
    { "385", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,01/04/2020,E4A"), NULL },
    { "386", 2, "1,M,01/06/2001,WBRI,,,\n",
      EP("31/05/2019,S,C2,N1,U4,PR1,01/06/2019,E11"), NULL },
    { "387", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E5"), NULL },
    { "388", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,X1"), NULL },
    { "389", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E7"), NULL },
    { "567", 2, CHILD, EP("01/06/2019,S,C2,N1,U4,PR1,,"),
      "1,01/06/2010,M,08/07/2019,05/07/2019\n" },
    { "574", 3, CHILD, OK_EP,
      "1,01/06/2010,M,01/07/2019,05/07/2019\n1,01/06/2010,M,04/07/2019,09/07/2019\n" },
    { "575", 2, CHILD,
      EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,X1") EP("01/09/2019,P,C2,N1,U4,PR1,,"),
      "1,01/06/2010,M,01/08/2019,\n" },
    { "577", 2, CHILD, OK_EP, "1,01/06/2010,M,01/08/2019,\n" },
    { "578", 2, CHILD, OK_EP, "1,01/06/2010,M,02/09/2019,03/09/2019\n" },
    { "586", 2, "1,M,01/06/2019,WBRI,,,\n", NULL,
      "1,01/06/2019,M,01/05/2019,03/05/2019\n" },
    { "INT03", 3, CHILD, OK_EP "2,01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E4A,,,,\n",
      NULL },
};

static void add_part(const char *name, const char *head, const char *rows)
{
    char text[2000];
    if (!rows)
        return;
    snprintf(text, sizeof text, "%s%s", head, rows);
    imports_add(&im, name, text, 0);
}

Test(returns, each_rule_is_found_where_it_is_broken)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct broken *c = &cases[i];
        end();
        begin();
        im.options.year = 2020;
        add_part("h.csv", HEADER, c->header);
        add_part("e.csv", EPISODES, c->episodes);
        add_part("m.csv", MISSING, c->missing);
        cr_expect(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
        cr_expect(eq(sz, imports_findings(&im, c->rule, 0), 1), "%s", c->rule);
        cr_expect(eq(sz, imports_findings(&im, c->rule, c->line), 1), "%s", c->rule);
    }
}

/* Born after the first episode began: said of the header's row and of the episode's. */
Test(returns, both_rows_of_a_contradiction_are_named)
{
    im.options.year = 2020;
    imports_add(&im, "h.csv", HEADER CHILD "2,M,02/06/2019,WBRI,,,\n", 0);
    imports_add(&im, "e.csv", EPISODES "2,01/06/2019,S,C2,N1,U4,PR1,,,,,,\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, imports_findings(&im, "302", 0), 2));
    cr_expect(eq(sz, imports_findings(&im, "302", 3), 1)); /* header */
    cr_expect(eq(sz, imports_findings(&im, "302", 2), 1)); /* episode */
}

/* A return in which nothing is wrong finds nothing. */
Test(returns, a_clean_return_is_clean)
{
    im.options.year = 2020;
    imports_add(&im, "h.csv",
                HEADER "1,M,01/06/2010,WBRI,UN2,,\n2,F,01/06/2010,AOTH,UN2,0,\n", 0);
    imports_add(&im, "e.csv",
                EPISODES
                "1,01/06/2019,S,C2,N1,U4,PR1,01/09/2019,X1,CARPL,A1 1AA,B2 2BB,"
                "1234567\n"
                "1,01/09/2019,P,C2,N1,U1,PR1,01/10/2019,E4A,,A1 1AA,B2 2CC,"
                "1234567\n"
                "2,01/06/2019,S,C2,N1,U4,PR1,,,,A1 1AA,B2 2BB,1234567\n",
                0);
    imports_add(&im, "m.csv", MISSING "1,01/06/2010,A,01/07/2019,02/07/2019\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    for (size_t i = 0; i < im.result.notes.findings; i++)
        cr_expect(false, "%s", im.result.notes.finding[i].rule);
    cr_expect(eq(sz, im.result.notes.rejects, 0));
}

/* Across years: the open episode comes back with another reason (503A, line 2 of the
 * second year), and an open missing period does with another day (576). */
Test(returns, years_are_compared)
{
    imports_add(
        &im, "e1.csv",
        EPISODES EP("01/06/2018,S,C2,N1,U4,PR1,,") "3,01/06/2018,S,C2,N1,U4,PR1,01/07/"
                                                   "2018,E4A,,,,\n",
        0);
    imports_add(
        &im, "e2.csv",
        EPISODES EP("01/06/2018,P,C2,N1,U4,PR1,,") "2,01/06/2019,S,C2,N1,U4,PR1,01/07/"
                                                   "2019,E4A,,,,\n",
        0);
    imports_add(&im, "m1.csv", MISSING "1,01/06/2010,M,01/03/2019,\n", 0);
    imports_add(&im, "m2.csv", MISSING "1,01/06/2010,M,05/06/2019,06/06/2019\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, imports_findings(&im, "503A", 2), 1));
    cr_expect(eq(sz, imports_findings(&im, "576", 2), 1));
}

/* A number that was merged into another takes its rows of the last return along: the
 * episode that was open is not the first of this year. Without the merge nothing is
 * known of the new number's last year. */
Test(returns, kept_rows_follow_a_merged_number)
{
    for (int merged = 0; merged < 2; merged++) {
        imports_anew(&im);
        im.options.year = 2019;
        imports_add(&im, "e1.csv", EPISODES EP("01/06/2018,S,C2,N1,U4,PR1,,"), 0);
        cr_assert(eq(int, imports_run(&im, "2019-06-01"), LC_OK), "%s", im.err.text);
        if (merged)
            imports_add(&im, "m.csv", "old_number,new_number\n1,2\n", 0);
        imports_add(&im, "e2.csv",
                    EPISODES "2,02/06/2018,S,C2,N1,U4,PR1,01/09/2019,E4A,,,,\n", 0);
        im.options.year = 2020;
        cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
        cr_expect(eq(sz, imports_findings(&im, "502", 2), (size_t)merged));
        cr_assert(eq(sz, im.store.returns, 2));
        bool one = im.store.returned[0].record == im.store.returned[1].record;
        cr_expect(eq(int, one, merged));
    }
}

/* A file that says no year is of the return whose children it has. */
Test(returns, a_file_without_a_year_is_of_its_children)
{
    imports_add(&im, "e1.csv", EPISODES EP("01/06/2018,S,C2,N1,U4,PR1,01/07/2018,E4A"),
                0);
    imports_add(&im, "e2.csv",
                EPISODES "2,01/06/2019,S,C2,N1,U4,PR1,01/07/2019,E4A,,,,\n", 0);
    imports_add(&im, "h1.csv", HEADER "1,M,01/04/2019,WBRI,,,\n", 0);
    imports_add(&im, "h2.csv", HEADER "2,M,01/04/2019,WBRI,,,\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, imports_findings(&im, "301", 0), 1)); /* of the year 2019 alone */
    cr_expect(eq(sz, imports_findings(&im, "INT03", 0), 0));
}

/* The rows of a return stand in the store as codes and days, and of numbers as what
 * tells them apart. */
Test(returns, the_store_keeps_no_number)
{
    im.options.year = 2020;
    imports_add(&im, "h.csv", HEADER "1,M,01/06/2010,WBRI,A123456789012,,\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_assert(eq(sz, im.store.returns, 1));
    const struct lc_returned *row = &im.store.returned[0];
    cr_expect(eq(uint, row->year, 2020));
    cr_expect(eq(ullong, row->line, 2));
    for (int c = 0; c < LC_RETURNED_CELLS; c++)
        cr_expect(row->cell[c] >> 60 <= 4 && (row->cell[c] >> 60 != 4), "cell %d", c);
}

/* Codes of one year in another: E43 ended with 2018, K3 began with 2025. */
Test(returns, codes_belong_to_years)
{
    im.options.year = 2020;
    imports_add(
        &im, "e.csv",
        EPISODES EP("01/06/2019,S,C2,N1,K3,PR4,01/09/2019,E43") "2,01/06/"
                                                                "2019,S,C2,N1,H5,PR4,"
                                                                "01/09/2019,E45,,,,\n",
        0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, imports_findings(&im, "code year", 2), 2));
}
