/* Rows to events on two clocks, by hand; and what must not matter does not. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/imports.h"

#define CIN                                                                            \
    "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,"   \
    "cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,"  \
    "cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,"          \
    "cine_referral_worker_id\n"
#define MISSING "person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\n"
#define CLA                                                                            \
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,"                  \
    "clae_cla_episode_start_reason,clae_cla_primary_need_code,"                        \
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,"         \
    "clae_referral_id,clae_cla_placement_id,clae_entered_care_date,"                   \
    "clae_cla_last_iro_contact_date\n"
#define EPISODES                                                                       \
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"         \
    "HOME_POST,PL_POST,URN\n"
#define ASSESSMENTS                                                                    \
    "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"   \
    "cina_assessment_child_seen,cina_assessment_auth_date,"                            \
    "cina_assessment_outcome_json,cina_assessment_outcome_nfa,cina_assessment_team,"   \
    "cina_assessment_worker_id\n"
#define FACTORS "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n"
#define PEOPLE  "system,person_id,forename,surname,dob,sex,postcode,recorded\n"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(import, .init = begin, .fini = end);

static void run(const char *received)
{
    cr_assert(eq(int, imports_run(&im, received), LC_OK), "%s", im.err.text);
}

static void holds(const char *history, const char *want)
{
    char *dump = imports_dump(&im, history, false);
    cr_expect_str_eq(dump, want, "%s", dump);
    free(dump);
}

static void counts(const char *name, unsigned taken, unsigned unchanged,
                   unsigned corrected, unsigned rejected)
{
    const struct lc_import_file *f = imports_file(&im, name);
    cr_expect(eq(ulong, f->taken, taken), "taken of %s", name);
    cr_expect(eq(ulong, f->unchanged, unchanged), "unchanged of %s", name);
    cr_expect(eq(ulong, f->corrected, corrected), "corrected of %s", name);
    cr_expect(eq(ulong, f->rejected, rejected), "rejected of %s", name);
    cr_expect(eq(ulong, f->rows, taken + unchanged + corrected + rejected));
}

/* First load, no recorded column: the start is known 7 days after it, the end 7 days
 * after it; so an event that has ended is two versions. */
Test(import, first_load_gives_the_declared_delay)
{
    imports_add(&im, "c.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-05-01,,\n"
                    "R2,P2,2020-01-10,N4,2A,,,N,,,,\n",
                0);
    run("2024-04-01");
    counts("c.csv", 2, 0, 0, 0);
    holds(
        "cin",
        "cin 2020-01-10 - known 2020-01-17 - N4 source=2A\n"
        "cin 2020-01-10 - known 2020-01-17 2020-05-08 N1 source=6 close_reason=RC7\n"
        "cin 2020-01-10 2020-05-01 known 2020-05-08 - N1 source=6 close_reason=RC7\n");
    holds("referral", "referral 2020-01-10 - known 2020-01-17 - 2A need=N4 nfa=N\n"
                      "referral 2020-01-10 - known 2020-01-17 - 6 need=N1 nfa=N\n");
}

Test(import, a_closing_may_be_a_move_a_death_or_permanence)
{
    imports_add(&im, "c.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,RC5,2020-05-01,,\n"
                    "R2,P2,2020-01-10,N1,6,,,N,RC2,2020-05-02,,\n"
                    "R3,P3,2020-01-10,N1,6,,,N,RC4,2020-05-03,,\n"
                    "R4,P4,2020-01-10,N1,6,,,Y,RC8,2020-01-11,,\n",
                0);
    run("2024-04-01");
    holds("moved", "moved 2020-05-01 - known 2020-05-08 - out\n");
    holds("death", "death 2020-05-02 - known 2020-05-09 -\n");
    holds("permanence",
          "permanence 2020-05-03 - known 2020-05-10 - special_guardianship\n");
}

/* With a recorded column the start is known from then; the end from then too if it was
 * over, else from the end. */
Test(import, recorded_says_when_it_was_known)
{
    imports_add(&im, "m.csv",
                MISSING "A,2020-01-01,2020-01-03,M,home,Y,N,2020-01-05\n"
                        "B,2020-01-01,2020-01-09,A,care,,,2020-01-02\n",
                0);
    run("2024-04-01");
    holds(
        "missing",
        "missing 2020-01-01 - known 2020-01-02 2020-01-09 A context=care\n"
        "missing 2020-01-01 2020-01-03 known 2020-01-05 - M context=home rhi_offered=Y "
        "rhi_accepted=N\n"
        "missing 2020-01-01 2020-01-09 known 2020-01-09 - A context=care\n");
}

/* A later import: new rows are known from its day, a changed row closes and opens, the
 * same row stays, and a column that feeds nothing changes nothing. */
Test(import, later_imports_correct_and_add)
{
    imports_add(&im, "a.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,,,,\nR2,P2,2020-02-10,N1,6,,,N,,,,\n",
                0);
    run("2020-04-01");
    imports_add(&im, "b.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-04-20,,\n"
                    "R2,P2,2020-02-10,N1,6,,,N,,,TEAM,W9\n"
                    "R3,P3,2020-03-10,N5,8,,,N,,,,\n",
                0);
    run("2020-05-01");
    counts("b.csv", 1, 1, 1, 0);
    holds("cin",
          "cin 2020-01-10 - known 2020-01-17 2020-05-01 N1 source=6\n"
          "cin 2020-01-10 2020-04-20 known 2020-05-01 - N1 source=6 close_reason=RC7\n"
          "cin 2020-02-10 - known 2020-02-17 - N1 source=6\n"
          "cin 2020-03-10 - known 2020-05-01 - N5 source=8\n");
}

/* A correction may take an event away: RC5 that was none closes the move. */
Test(import, a_correction_may_withdraw)
{
    imports_add(&im, "a.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC5,2020-02-01,,\n", 0);
    run("2020-04-01");
    imports_add(&im, "b.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-02-01,,\n", 0);
    run("2020-05-01");
    counts("b.csv", 0, 0, 1, 0);
    holds("moved", "moved 2020-02-01 - known 2020-02-08 2020-05-01 out\n");
}

/* An extract of an earlier day, imported later, is older news. */
Test(import, an_older_extract_does_not_undo)
{
    imports_add(&im, "new.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-04-20,,\n", 0);
    run("2020-05-01");
    char *before = imports_dump(&im, NULL, true);
    imports_add(&im, "old.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,,,,\n", 0);
    run("2020-03-01");
    counts("old.csv", 0, 1, 0, 0);
    char *after = imports_dump(&im, NULL, true);
    cr_expect_str_eq(before, after);
    free(before);
    free(after);
}

static void same_file_again(const char *name, const char *text)
{
    imports_add(&im, name, text, 0);
    run("2024-04-01");
    char *before = imports_dump(&im, NULL, true);
    size_t ids = im.ids.count, sources = im.store.sources;
    uint64_t usable = im.result.file[0].rows - im.result.file[0].rejected;
    imports_add(&im, "other name.csv", text, 0);
    run("2024-06-01");
    char *after = imports_dump(&im, NULL, true);
    cr_expect_str_eq(before, after);
    cr_expect(eq(ulong, im.result.file[0].unchanged, usable));
    cr_expect(not(im.result.changed));
    cr_expect(eq(sz, im.ids.count, ids));
    cr_expect(eq(sz, im.store.sources, sources));
    free(before);
    free(after);
}

Test(import, the_same_file_again_changes_nothing)
{
    same_file_again("a.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC1,2020-04-20,,\n"
                                 "R1,P1,2020-01-10,N1,6,,,N,RC1,2020-04-20,,\n"
                                 "R2,P1,31/12/2020,N1,6,,,N,,,,\n");
    same_file_again("p.csv",
                    PEOPLE "police,1,Ann,Lee,2008-05-20,F,HA9 0AA,2020-01-01\n"
                           "police,1,Anne,Lee,2008-05-20,F,HA9 0AA,2021-01-01\n");
    same_file_again("r.csv",
                    "CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2010,01/01/2020,PN1\n");
}

/* Rows of one key in one file: the same is one; another content is a contradiction, and
 * no row of the key is taken; with days of recording it is a history of corrections. */
Test(import, twins)
{
    imports_add(&im, "c.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,,,,\nR1,P1,2020-01-10,N2,6,,,N,,,,\n"
                    "R1,P1,2020-01-10,N1,6,,,N,,,,\nR2,P1,2020-01-12,N1,6,,,N,,,,\n"
                    "R2,P1,2020-01-12,N1,6,,,N,,,,\n",
                0);
    run("2020-04-01");
    counts("c.csv", 1, 1, 0, 3);
    for (size_t i = 0; i < 3; i++)
        cr_expect(eq(ulong, im.result.notes.reject[i].line, i + 2));
    holds("cin", "cin 2020-01-12 - known 2020-01-19 - N1 source=6\n");
}

Test(import, twins_recorded_on_days_of_their_own_are_versions)
{
    imports_add(&im, "m.csv",
                MISSING "A,2020-01-01,,M,home,,,2020-03-01\n"
                        "A,2020-01-01,,A,home,,,2020-01-02\n",
                0);
    run("2024-04-01");
    counts("m.csv", 1, 0, 1, 0);
    holds("missing", "missing 2020-01-01 - known 2020-01-02 2020-03-01 A context=home\n"
                     "missing 2020-01-01 - known 2020-03-01 - M context=home\n");
}

/* Factors come before or after their assessments, in this import or a later one; on the
 * day of authorisation, known 7 days after it. */
Test(import, factors_hang_on_assessments)
{
    imports_add(&im, "a factors.csv",
                FACTORS "F1,A1,\"[\"\"10A\"\", \"\"24A\"\"]\"\n"
                        "F2,A2,\"{\"\"2B\"\": \"\"Yes\"\", \"\"3C\"\": \"\"No\"\"}\"\n"
                        "F3,A9,\"[\"\"10A\"\"]\"\nF4,A3,10A\n",
                0);
    imports_add(&im, "z assessments.csv",
                ASSESSMENTS "A1,P1,,2023-01-01,,2023-02-01,,,,\n"
                            "A2,P2,,2023-01-01,,2023-03-01,,,,\n"
                            "A3,P3,,2023-01-01,,,,,,\n",
                0);
    run("2024-04-01");
    counts("a factors.csv", 2, 0, 0, 2);
    holds("factor", "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                    "factor 2023-02-01 - known 2023-02-08 - 24A\n"
                    "factor 2023-03-01 - known 2023-03-08 - 2B\n");
    imports_add(&im, "later.csv", FACTORS "F1,A1,\"10A, 11A\"\n", 0);
    run("2024-05-01");
    counts("later.csv", 0, 0, 1, 0);
    holds("factor", "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                    "factor 2023-02-01 - known 2023-02-08 2024-05-01 24A\n"
                    "factor 2023-02-01 - known 2024-05-01 - 11A\n"
                    "factor 2023-03-01 - known 2023-03-08 - 2B\n");
}

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
    "care 2016-07-01 - known 2016-07-08 2016-09-08 need=N1 reason_new=S ceased=E4A\n"
    "care 2016-07-01 2016-09-01 known 2016-09-08 - need=N1 reason_new=S ceased=E4A\n"
    "care 2019-06-01 - known 2019-06-08 2019-09-08 C2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1 ceased=E4A\n"
    "care 2019-06-01 - known 2019-06-08 2020-02-08 V2 need=N1 reason_new=S "
    "placement=U4 "
    "provider=PR1 ceased=E4A\n"
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

Test(import, the_leader_leads)
{
    imports_add(&im, "a.csv", follow, 0);
    imports_add(&im, "b.csv", lead, 0);
    im.options.year = 2020;
    run("2020-06-01");
    counts("b.csv", 3, 0, 0, 0);
    counts("a.csv", 1, 4, 0, 0);
    cr_expect(eq(sz, imports_findings(&im, "leader differs", 4), 1));
    cr_expect(eq(sz, imports_findings(&im, "leader silent", 5), 1));
    holds("care", care);
    imports_add(&im, "b.csv", lead, 0);
    imports_add(&im, "a.csv", follow, 0);
    run("2020-07-01");
    cr_expect(not(im.result.changed));
    holds("care", care);
}

/* A return imported after the follower takes over: no care event is seen twice. */
Test(import, a_leader_that_comes_later_takes_over)
{
    imports_add(&im, "a.csv", follow, 0);
    run("2020-06-01");
    imports_add(&im, "b.csv", lead, 0);
    im.options.year = 2020;
    run("2020-06-01");
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

/* Annual returns: an episode that goes on is one event, whatever the order. */
Test(import, returns_stitch)
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
        run("2024-04-01");
        counts("x.csv", 2, 0, 0, 0);
        counts("y.csv", 1, 0, 1, 0);
        cr_expect(eq(int, imports_file(&im, "y.csv")->year, 2020));
        char *dump = imports_dump(&im, "care", true);
        if (first)
            cr_expect_str_eq(dump, first);
        free(first);
        first = dump;
    }
    free(first);
    holds("care",
          "care 2018-06-01 - known 2018-06-08 2019-03-10 V2 need=N1 reason_new=S "
          "placement=U4 provider=PR1 ceased=E4A\n"
          "care 2018-06-01 - known 2018-06-08 2019-05-08 C2 need=N1 reason_new=S "
          "placement=U4 provider=PR1 ceased=X1\n"
          "care 2018-06-01 2019-03-03 known 2019-03-10 - V2 need=N1 reason_new=S "
          "placement=U4 provider=PR1 ceased=E4A\n"
          "care 2018-06-01 2019-05-01 known 2019-05-08 - C2 need=N1 reason_new=S "
          "placement=U4 provider=PR1 ceased=X1\n"
          "care 2019-05-01 - known 2019-05-08 2020-02-08 C2 need=N1 reason_new=P "
          "placement=U4 provider=PR1 ceased=E4A\n"
          "care 2019-05-01 2020-02-01 known 2020-02-08 - C2 need=N1 reason_new=P "
          "placement=U4 provider=PR1 ceased=E4A\n");
}

/* Two halves in one import are the whole, and the order of rows is nothing. */
Test(import, halves_and_order)
{
    static const char *const rows[] = {
        "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-04-20,,\n",
        "R2,P2,2020-01-11,N2,6,,,N,,,,\n", "R3,P1,2021-01-10,N1,2A,,,Y,,,,\n",
        "R4,P3,2021-01-10,N1,2A,,,N,RC4,2021-02-02,,\n"
    };
    static const int orders[][4] = { { 0, 1, 2, 3 }, { 3, 1, 0, 2 }, { 2, 3, 1, 0 } };
    char *want = NULL;
    for (size_t k = 0; k < 3; k++)
        for (size_t cut = 0; cut < 4; cut++) {
            char one[2000] = CIN, two[2000] = CIN;
            end();
            begin();
            for (size_t i = 0; i < 4; i++)
                strcat(i < cut ? one : two, rows[orders[k][i]]);
            imports_add(&im, "one.csv", one, 0);
            imports_add(&im, "two.csv", two, 0);
            run("2022-01-01");
            char *dump = imports_dump(&im, NULL, true);
            if (want)
                cr_expect_str_eq(dump, want);
            free(want);
            want = dump;
        }
    free(want);
}

/* Names go to the identities, months of birth to the store. */
Test(import, people)
{
    imports_add(&im, "p.csv",
                PEOPLE "police,7,Ann,Lee,2008-05-29,2,HA9 0AA,2020-01-01\n", 0);
    run("2024-04-01");
    holds("person", "person 2008-05-15 - known 2020-01-01 - F\n");
    cr_assert(eq(sz, im.ids.count, 1));
    cr_expect_str_eq(im.ids.row[0].forename, "Ann");
    cr_expect_str_eq(im.ids.row[0].local, "7");
    cr_expect_str_eq(im.ids.row[0].sex, "F");
    cr_expect(eq(int, im.ids.row[0].born, lc_day_of(2008, 5, 29)));
    cr_expect_str_eq(im.store.systems.names[im.store.record[0].system - 1], "police");
}

Test(import, uasc_begins_with_the_first_day_looked_after)
{
    imports_add(&im, "u.csv", "CHILD,SEX,DOB,DUC\n1,1,01/02/2005,01/02/2023\n", 0);
    imports_add(&im, "e.csv",
                EPISODES "1,01/06/2018,S,C2,N1,U4,PR1,01/05/2019,X1,,,,\n"
                         "1,01/05/2019,P,C2,N1,U4,PR1,,,,,,\n",
                0);
    run("2024-04-01");
    holds("uasc", "uasc 2018-06-01 - known 2018-06-08 2023-02-08 UASC\n"
                  "uasc 2018-06-01 2023-02-01 known 2023-02-08 - UASC\n");
}

/* Where no return covers the span, the legal status of an episode comes from the
 * extract that has it: the one that the child is in on the day the episode begins. */
Test(import, legal_status_comes_from_its_own_extract)
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
    run("2020-06-01");
    holds("care", "care 2019-06-01 - known 2019-06-08 - need=N1 reason_new=S\n"
                  "care 2019-06-01 - known 2019-06-08 2019-09-08 V2 need=N1 "
                  "reason_new=S ceased=X1\n"
                  "care 2019-06-01 2019-09-01 known 2019-09-08 - V2 need=N1 "
                  "reason_new=S ceased=X1\n"
                  "care 2019-09-01 - known 2019-09-08 - C1 need=N1 reason_new=L\n");
}
