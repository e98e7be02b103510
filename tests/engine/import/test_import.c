/* Rows to events on two clocks, by hand; and what must not matter does not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "store/rhythm.h"
#include "support/extracts.h"
#include "support/imports.h"
#include "support/stores.h"

#define CIN                                                                            \
    "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,"   \
    "cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,"  \
    "cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,"          \
    "cine_referral_worker_id\n"
#define MISSING "person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\n"
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

/* First load, no recorded column: the start is known 7 days after it, the end 7 days
 * after it; so an event that has ended is two versions. */
Test(import, first_load_gives_the_declared_delay)
{
    imports_add(&im, "c.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-05-01,,\n"
                    "R2,P2,2020-01-10,N4,2A,,,N,,,,\n",
                0);
    imports_take(&im, "2024-04-01");
    imports_count(&im, "c.csv", 2, 0, 0, 0);
    imports_hold(
        &im, "cin",
        "cin 2020-01-10 - known 2020-01-17 - N4 source=2A\n"
        "cin 2020-01-10 - known 2020-01-17 2020-05-08 N1 source=6\n"
        "cin 2020-01-10 2020-05-01 known 2020-05-08 - N1 source=6 close_reason=RC7\n");
    imports_hold(&im, "referral",
                 "referral 2020-01-10 - known 2020-01-17 - 2A need=N4 nfa=N\n"
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
    imports_take(&im, "2024-04-01");
    imports_hold(&im, "moved", "moved 2020-05-01 - known 2020-05-08 - out\n");
    imports_hold(&im, "death", "death 2020-05-02 - known 2020-05-09 -\n");
    imports_hold(&im, "permanence",
                 "permanence 2020-05-03 - known 2020-05-10 - special_guardianship\n");
}

/* With a recorded column the start is known from then; the end from then too if it was
 * over, else from the end; the return interview three days after the end. */
Test(import, recorded_says_when_it_was_known)
{
    imports_add(&im, "m.csv",
                MISSING "A,2020-01-01,2020-01-03,M,home,Y,N,2020-01-05\n"
                        "B,2020-01-01,2020-01-09,A,care,,,2020-01-02\n",
                0);
    imports_take(&im, "2024-04-01");
    imports_hold(
        &im, "missing",
        "missing 2020-01-01 - known 2020-01-02 2020-01-09 A context=care\n"
        "missing 2020-01-01 2020-01-03 known 2020-01-05 2020-01-06 M context=home\n"
        "missing 2020-01-01 2020-01-03 known 2020-01-06 - M context=home rhi_offered=Y "
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
    imports_take(&im, "2020-04-01");
    imports_add(&im, "b.csv",
                CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-04-20,,\n"
                    "R2,P2,2020-02-10,N1,6,,,N,,,TEAM,W9\n"
                    "R3,P3,2020-03-10,N5,8,,,N,,,,\n",
                0);
    imports_take(&im, "2020-05-01");
    imports_count(&im, "b.csv", 1, 1, 1, 0);
    imports_hold(
        &im, "cin",
        "cin 2020-01-10 - known 2020-01-17 2020-05-01 N1 source=6\n"
        "cin 2020-01-10 2020-04-20 known 2020-05-01 - N1 source=6 close_reason=RC7\n"
        "cin 2020-02-10 - known 2020-02-17 - N1 source=6\n"
        "cin 2020-03-10 - known 2020-05-01 - N5 source=8\n");
}

/* The later extract says that the same row is another child's: it is a correction. */
Test(import, a_correction_may_be_of_whose_it_is)
{
    imports_add(&im, "a.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,,,,\n", 0);
    imports_take(&im, "2020-04-01");
    imports_add(&im, "b.csv", CIN "R1,P2,2020-01-10,N1,6,,,N,,,,\n", 0);
    imports_take(&im, "2020-05-01");
    imports_count(&im, "b.csv", 0, 0, 1, 0);
    imports_hold(&im, "cin",
                 "cin 2020-01-10 - known 2020-01-17 2020-05-01 N1 source=6\n"
                 "cin 2020-01-10 - known 2020-05-01 - N1 source=6\n");
    const struct lc_history *cin = lc_store_history(&im.store, "cin");
    cr_assert(ne(u32, cin->record[0], cin->record[1]));
    imports_add(&im, "c.csv",
                CIN "R2,P1,2020-02-10,N1,6,,,N,,,,\nR2,P2,2020-02-10,N1,6,,,N,,,,\n",
                0);
    imports_take(&im, "2020-05-01");
    imports_count(&im, "c.csv", 0, 0, 0, 2);
}

/* A correction may take an event away: RC5 that was none closes the move. */
Test(import, a_correction_may_withdraw)
{
    imports_add(&im, "a.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC5,2020-02-01,,\n", 0);
    imports_take(&im, "2020-04-01");
    imports_add(&im, "b.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-02-01,,\n", 0);
    imports_take(&im, "2020-05-01");
    imports_count(&im, "b.csv", 0, 0, 1, 0);
    imports_hold(&im, "moved", "moved 2020-02-01 - known 2020-02-08 2020-05-01 out\n");
}

/* An extract of an earlier day comes too late to say what was known when: refused, with
 * the day that is in. One that covers less is older news, whatever its day. */
Test(import, an_older_extract_does_not_undo)
{
    static const char *const older = CIN "R1,P1,2020-01-10,N1,6,,,N,,,,\n";
    imports_add(&im, "new.csv", CIN "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-04-20,,\n", 0);
    imports_take(&im, "2020-05-01");
    char *before = imports_dump(&im, NULL, true);
    imports_add(&im, "old.csv", older, 0);
    cr_expect(eq(int, imports_run(&im, "2020-03-01"), LC_REFUSED));
    cr_expect(strstr(im.err.text, "old.csv: an extract received on 2020-05-01") != NULL,
              "%s", im.err.text);
    imports_add(&im, "old.csv", older, 0);
    im.options.covers_from = day_of("2020-01-01");
    im.options.covers_to = day_of("2020-03-01");
    imports_take(&im, "2020-06-01");
    imports_count(&im, "old.csv", 0, 1, 0, 0);
    char *after = imports_dump(&im, NULL, true);
    cr_expect_str_eq(before, after);
    free(before);
    free(after);
}

/* A file cut in two commands of one day is the file: the second half is no new
 * knowledge. On another day it is, if the first half could have had it. */
Test(import, a_cut_of_one_day_changes_nothing)
{
    static const char *const one = "R1,P1,2020-01-10,N1,6,,,N,RC7,2020-04-20,,\n";
    static const char *const two = "R2,P2,2020-02-10,N1,6,,,N,,,,\n";
    char whole[400], half[2][400], *dump[3];
    snprintf(whole, sizeof whole, CIN "%s%s", one, two);
    snprintf(half[0], sizeof half[0], CIN "%s", one);
    snprintf(half[1], sizeof half[1], CIN "%s", two);
    for (int way = 0; way < 3; way++) { /* whole; in order; the other way round */
        end();
        begin();
        imports_add(&im, "a.csv", way ? half[way - 1] : whole, 0);
        imports_take(&im, "2020-05-01");
        if (way) {
            imports_add(&im, "b.csv", half[2 - way], 0);
            imports_take(&im, "2020-05-01");
        }
        dump[way] = imports_dump(&im, NULL, false);
        cr_expect_str_eq(dump[way], dump[0]);
    }
    for (int way = 0; way < 3; way++)
        free(dump[way]);
    imports_hold(&im, "cin",
                 "cin 2020-01-10 - known 2020-01-17 2020-04-27 N1 source=6\n"
                 "cin 2020-01-10 2020-04-20 known 2020-04-27 - N1 source=6 "
                 "close_reason=RC7\n"
                 "cin 2020-02-10 - known 2020-02-17 - N1 source=6\n");
    imports_add(&im, "c.csv",
                CIN "R3,P3,2020-03-10,N1,6,,,N,,,,\nR4,P4,2020-05-20,N1,6,,,N,,,,\n",
                0);
    imports_take(&im, "2020-06-01");
    dump[0] = imports_dump(&im, "cin", false);
    cr_expect(strstr(dump[0], "cin 2020-03-10 - known 2020-06-01 -") != NULL, "%s",
              dump[0]);
    cr_expect(strstr(dump[0], "cin 2020-05-20 - known 2020-05-27 -") != NULL, "%s",
              dump[0]);
    free(dump[0]);
}

/* Two files of one day that contradict each other: in two commands neither is the
 * later, so the second is refused, whichever it is. */
Test(import, files_of_one_day_that_contradict_are_refused)
{
    static const char *const says[] = {
        CIN "R1,P1,2020-01-10,N1,6,,,N,,,,\n",
        CIN "R1,P1,2020-01-10,N2,6,,,N,,,,\n",
    };
    for (int way = 0; way < 2; way++) {
        end();
        begin();
        imports_add(&im, "a.csv", says[way], 0);
        imports_take(&im, "2020-05-01");
        imports_add(&im, "b.csv", says[1 - way], 0);
        cr_expect(eq(int, imports_run(&im, "2020-05-01"), LC_REFUSED));
        cr_expect(strstr(im.err.text, "b.csv:2: another file of the same day") != NULL,
                  "%s", im.err.text);
    }
}

static void cin_is_covered_to(const char *day)
{
    size_t count;
    int32_t(*span)[2];
    cr_assert(
        eq(int, lc_covered(&im.store, "cin", LC_OPEN, &count, &span, &im.err), LC_OK));
    cr_assert(eq(sz, count, 1));
    cr_expect(eq(int, span[0][1], day_of(day)));
    free(span);
}

static void same_file_again(const char *name, const char *text)
{
    imports_add(&im, name, text, 0);
    imports_take(&im, "2024-04-01");
    char *before = imports_dump(&im, NULL, true);
    size_t ids = im.ids.count, sources = im.store.sources;
    uint64_t usable = im.result.file[0].rows - im.result.file[0].rejected;
    imports_add(&im, "other name.csv", text, 0);
    imports_take(&im, "2024-04-01");
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

/* They cover the days until it, and correct what was said between, whether a cut of the
 * first day's file made the very files that come later or not. */
Test(import, the_same_file_on_a_later_day_is_an_extract_of_that_day)
{
    static const char first[] = CIN "R1,P1,2024-01-10,N1,6,,,N,,,,\n",
                      second[] = CIN "R2,P2,2024-02-10,N1,6,,,N,,,,\n";
    for (int cut = 0; cut < 2; cut++) {
        char whole[sizeof first + sizeof second];
        end();
        begin();
        sprintf(whole, "%s%s", first, cut ? "" : strstr(second, "R2,"));
        imports_add(&im, "a.csv", whole, 0);
        if (cut)
            imports_add(&im, "b.csv", second, 0);
        imports_take(&im, "2024-04-01");
        imports_add(&im, "c.csv", second, 0);
        imports_take(&im, "2024-05-01");
        cin_is_covered_to("2024-05-01");
        imports_add(&im, "d.csv", CIN "R1,P1,2024-01-10,N2,6,,,N,,,,\n", 0);
        imports_take(&im, "2024-06-01");
        imports_add(&im, "e.csv", first, 0);
        imports_take(&im, "2024-07-01");
        imports_hold(&im, "cin",
                     "cin 2024-01-10 - known 2024-01-17 2024-06-01 N1 source=6\n"
                     "cin 2024-01-10 - known 2024-06-01 2024-07-01 N2 source=6\n"
                     "cin 2024-01-10 - known 2024-07-01 - N1 source=6\n"
                     "cin 2024-02-10 - known 2024-02-17 - N1 source=6\n");
    }
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
    imports_take(&im, "2020-04-01");
    imports_count(&im, "c.csv", 1, 1, 0, 3);
    for (size_t i = 0; i < 3; i++)
        cr_expect(eq(ulong, im.result.notes.reject[i].line, i + 2));
    imports_hold(&im, "cin", "cin 2020-01-12 - known 2020-01-19 - N1 source=6\n");
}

Test(import, twins_recorded_on_days_of_their_own_are_versions)
{
    imports_add(&im, "m.csv",
                MISSING "A,2020-01-01,,M,home,,,2020-03-01\n"
                        "A,2020-01-01,,A,home,,,2020-01-02\n",
                0);
    imports_take(&im, "2024-04-01");
    imports_count(&im, "m.csv", 1, 0, 1, 0);
    imports_hold(&im, "missing",
                 "missing 2020-01-01 - known 2020-01-02 2020-03-01 A context=home\n"
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
    imports_take(&im, "2024-04-01");
    imports_count(&im, "a factors.csv", 2, 0, 0, 0); /* two wait */
    imports_hold(&im, "factor",
                 "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                 "factor 2023-02-01 - known 2023-02-08 - 24A\n"
                 "factor 2023-03-01 - known 2023-03-08 - 2B\n");
    imports_add(&im, "later.csv", FACTORS "F1,A1,\"10A, 11A\"\n", 0);
    imports_take(&im, "2024-05-01");
    imports_count(&im, "later.csv", 0, 0, 1, 0);
    imports_hold(&im, "factor",
                 "factor 2023-02-01 - known 2023-02-08 - 10A\n"
                 "factor 2023-02-01 - known 2023-02-08 2024-05-01 24A\n"
                 "factor 2023-02-01 - known 2024-05-01 - 11A\n"
                 "factor 2023-03-01 - known 2023-03-08 - 2B\n");
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
            imports_take(&im, "2022-01-01");
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
    imports_take(&im, "2024-04-01");
    imports_hold(&im, "person", "person 2008-05-15 - known 2020-01-01 - F\n");
    cr_assert(eq(sz, im.ids.count, 1));
    cr_expect_str_eq(im.ids.row[0].forename, "Ann");
    cr_expect_str_eq(im.ids.row[0].local, "7");
    cr_expect_str_eq(im.ids.row[0].sex, "F");
    cr_expect(eq(int, im.ids.row[0].born, lc_day_of(2008, 5, 29)));
    cr_expect_str_eq(im.store.systems.names[im.store.record[0].system - 1], "police");
}
