/* Every way an extract can be wrong: what is taken, what is rejected and why, what is
 * found, all counted by hand; and no value that names a child is ever shown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/extracts.h"
#include "support/imports.h"

#define GANG "person_id,date,role,source,review_date,end_date,recorded\n"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(bad_input, .init = begin, .fini = end);

struct bad {
    const char *name, *text;
    size_t size; /* 0: to the terminator */
    unsigned taken, unchanged, rejected, findings;
    const char *column, *reason; /* of the first reject */
};

#define GOOD "a,2024-01-01,victim,police,,,\n"

static const struct bad cases[] = {
    { "empty", "", 0, 0, 0, 0, 1, NULL, NULL },
    { "mark only", "\xef\xbb\xbf", 0, 0, 0, 0, 1, NULL, NULL },
    { "header only", GANG, 0, 0, 0, 0, 0, NULL, NULL },
    { "mark", "\xef\xbb\xbf" GANG GOOD, 0, 1, 0, 0, 0, NULL, NULL },
    { "crlf",
      "person_id,date,role,source,review_date,end_date,recorded\r\n"
      "a,2024-01-01,victim,police,,,\r\nb,2024-01-01,suspect,police,,,\r\n",
      0, 2, 0, 0, 0, NULL, NULL },
    { "no last newline", GANG "a,2024-01-01,victim,police,,,", 0, 1, 0, 0, 0, NULL,
      NULL },
    { "no recorded column",
      "person_id,date,role,source,review_date,end_date\na,2024-01-01,victim,police,,\n",
      0, 1, 0, 0, 0, NULL, NULL },
    { "other order",
      "date,person_id,role,source,end_date,review_date,recorded\n"
      "2024-01-01,a,victim,police,,,\n",
      0, 1, 0, 0, 0, NULL, NULL },
    { "nul", GANG GOOD "b,2024-01-0\0,victim,police,,,\n", sizeof GANG GOOD + 29, 1, 0,
      1, 0, "", "a NUL byte" },
    { "stray quote",
      GANG GOOD "b,2024-01-01,vic\"tim,police,,,\nc,2024-01-01,victim,x,,,\n", 0, 2, 0,
      1, 0, "", "a quote that is stray or never closed" },
    { "open quote",
      GANG GOOD "b,2024-01-01,victim,\"police,,,\nc,2024-01-01,victim,x,,,\n", 0, 2, 0,
      1, 0, "", "a quote that is stray or never closed" },
    { "quoted newline", GANG "a,2024-01-01,victim,\"the\npolice\",,,\n", 0, 1, 0, 0, 0,
      NULL, NULL },
    { "cp1252", GANG "a,2024-01-01,victim,caf\xe9,,,\n", 0, 1, 0, 0, 1, NULL, NULL },
    { "cut in what it is known by", GANG GOOD "b,2024-01-01\n", 0, 1, 0, 1, 0, "",
      "not as many fields as the header" },
    { "short", GANG GOOD "b,2024-01-01,victim\n", 0, 2, 0, 0, 1, NULL, NULL },
    { "short of what nobody reads",
      "person_id,date,role,source,review_date,end_date,LA,\na,2024-01-01,victim,x,,\n",
      0, 1, 0, 0, 0, NULL, NULL },
    { "a separator at each end",
      GANG "a,2024-01-01,victim,x,,,,,\nb,2024-01-01,x,x,,,,,\n", 0, 2, 0, 0, 1, NULL,
      NULL },
    { "a comma in a text",
      GANG GOOD "b,2024-01-01,victim,home, or care,,,\nc,2024-01-01,victim,x,,,\n", 0,
      2, 0, 1, 0, "", "not as many fields as the header" },
    { "more than the header, and said", GANG "a,2024-01-01,victim,x,,,,y\n", 0, 0, 0, 1,
      0, "", "not as many fields as the header" },
    { "bars",
      "person_id|date|role|source|review_date|end_date\na|2024-01-01|victim|x||\n", 0,
      1, 0, 0, 0, NULL, NULL },
    { "day of the other form", GANG GOOD "b,01/02/2024,victim,police,,,\n", 0, 1, 0, 1,
      0, "date", "not a date: write it as 2024-02-29" },
    { "29 February", GANG "a,2024-02-29,victim,x,,,\nb,2023-02-29,victim,x,,,\n", 0, 1,
      0, 1, 0, "date", "no such date" },
    { "no date", GANG "a,,victim,x,,,\n", 0, 0, 0, 1, 0, "date", "nothing is said" },
    { "no person", GANG ",2024-01-01,victim,x,,,\n", 0, 0, 0, 1, 0, "person_id",
      "nothing is said" },
    { "end before start", GANG "a,2024-02-29,victim,x,,2024-02-28,\n", 0, 1, 0, 0, 1,
      NULL, NULL },
    { "bad end", GANG "a,2024-02-29,victim,x,,soon,\n", 0, 1, 0, 0, 1, NULL, NULL },
    { "unknown code", GANG "a,2024-02-29,leader,x,,,\n", 0, 1, 0, 0, 1, NULL, NULL },
    { "key twice",
      GANG GOOD GOOD "b,2024-01-01,victim,x,,,\nb,2024-01-01,suspect,x,,,\n", 0, 1, 1,
      2, 0, "", "the same key twice with different content; neither is taken" },
    { "rounded number", GANG "1.23457E+15,2024-01-01,victim,x,,,\n", 0, 0, 0, 1, 0,
      "person_id", "a number that a spreadsheet rounded; its digits are lost" },
    { "blank words", GANG "a,2024-01-01,#N/A,NULL,N/A,NaT,-\n", 0, 1, 0, 0, 0, NULL,
      NULL },
    { "semicolons",
      "person_id;date;role;source;review_date;end_date;recorded\na;2024-01-01;victim;x;"
      ";;\n",
      0, 1, 0, 0, 0, NULL, NULL },
    { "two-digit years",
      EPISODES "1,01/06/18,S,C2,N1,U4,PR1,02/06/18,E4A,,A1 1AA,B2 2BB,1234567\n", 0, 1,
      0, 0, 0, NULL, NULL },
    { "iso in a return",
      EPISODES "1,2018-06-01,S,C2,N1,U4,PR1,,,,A1 1AA,B2 2BB,1234567\n", 0, 1, 0, 0, 0,
      NULL, NULL },
    { "day number", GANG GOOD "b,45001,victim,police,,,\n", 0, 1, 0, 1, 0, "date",
      "an Excel day number: write it as 2024-02-29" },
    { "a spreadsheet's error that hides an end", GANG "a,2024-01-01,victim,x,,#REF!,\n",
      0, 1, 0, 0, 1, NULL, NULL },
    { "one that hides who", GANG GOOD "#VALUE!,2024-01-01,victim,x,,,\n", 0, 1, 0, 1, 0,
      "person_id",
      "an error of a spreadsheet, and no value: mend the formula, or write what it "
      "is" },
    { "a number with a bell in it", GANG GOOD "a\x07,2024-01-01,victim,x,,,\n", 0, 1, 0,
      1, 0, "person_id",
      "a number with a sign in it that is not seen: write it without" },
    { "a truth for a number", GANG GOOD "TRUE,2024-01-01,victim,x,,,\n", 0, 1, 0, 1, 0,
      "person_id", "true or false, and no number" },
    { "a database's word for no day", GANG GOOD "b,1900-01-01,victim,x,,,\n", 0, 1, 0,
      1, 0, "date",
      "a day by which databases say none, 1 January 1900: leave it blank" },
    { "the zero day of other databases", GANG GOOD "b,1899-12-30,victim,x,,,\n", 0, 1,
      0, 1, 0, "date", "no such date" },
    { "an end of none", GANG "a,2024-01-01,victim,x,,1900-01-01,\n", 0, 1, 0, 0, 1,
      NULL, NULL },
};

Test(bad_input, each_case_has_its_counts)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct bad *c = &cases[i];
        end();
        begin();
        imports_add(&im, "file.csv", c->text, c->size);
        cr_expect(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s: %s", c->name,
                  im.err.text);
        const struct lc_import_file *f = &im.result.file[0];
        cr_expect(eq(ulong, f->taken, c->taken), "%s", c->name);
        cr_expect(eq(ulong, f->unchanged, c->unchanged), "%s", c->name);
        cr_expect(eq(ulong, f->rejected, c->rejected), "%s", c->name);
        cr_expect(eq(ulong, f->findings, c->findings), "%s", c->name);
        cr_expect(eq(ulong, f->rows, f->taken + f->unchanged + f->rejected), "%s",
                  c->name);
        if (c->reason && im.result.notes.rejects) {
            cr_expect_str_eq(im.result.notes.reject[0].reason, c->reason);
            cr_expect_str_eq(im.result.notes.reject[0].column, c->column);
        }
    }
}

Test(bad_input, a_field_of_ten_megabytes_is_one_reject)
{
    size_t size = 10 << 20, n = 0;
    char *text = malloc(size + 400);
    n += (size_t)sprintf(text, GANG GOOD "b,2024-01-01,victim,");
    memset(text + n, 'x', size);
    n += size;
    n += (size_t)sprintf(text + n, ",,,\nc,2024-01-01,victim,x,,,\n");
    imports_add(&im, "big.csv", text, n);
    free(text);
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK));
    cr_expect(eq(ulong, im.result.file[0].taken, 2));
    cr_expect(eq(ulong, im.result.file[0].rejected, 1));
}

static void refused(int code, const char *because)
{
    cr_expect(eq(int, imports_run(&im, "2024-04-01"), code), "%s", im.err.text);
    cr_expect_not_null(strstr(im.err.text, because), "%s", im.err.text);
}

Test(bad_input, files_that_are_no_extract)
{
    imports_add(&im, "d.csv", "person_id,date,role,date,source,review_date,end_date\n",
                0);
    refused(LC_FORMAT, "'date' twice");
    imports_add(&im, "n.csv", "person_id,date,rolle,source,review_date,end_date\n", 0);
    refused(LC_FORMAT, "nearest is gang; missing: role; too much: rolle");
    imports_add(&im, "x.csv", "alpha,beta\n1,2\n", 0);
    refused(LC_FORMAT, "no schema has these columns");
    imports_add(&im, "u.csv",
                "\xff\xfe\0\0"
                "a\0\0\0,\0\0",
                11);
    refused(LC_FORMAT, "UTF-32");
    imports_add_path(&im, im.folder);
    refused(LC_FORMAT, "folder");
    imports_add_path(&im, "/no/such/file.csv");
    refused(LC_ABSENT, "no such file");
    cr_expect(eq(sz, im.store.records, 0));
}

/* Born after the event: a finding against the birth date that the same or an earlier
 * import brought. */
Test(bad_input, before_birth)
{
    imports_add(&im, "p.csv",
                "system,person_id,forename,surname,dob,sex,postcode,recorded\n"
                "police,a,Ann,Lee,2010-05-20,F,,\n",
                0);
    imports_add(&im, "g.csv",
                GANG "a,2010-05-19,victim,x,,,\na,2010-05-20,victim,x,,,\n"
                     "b,2010-05-19,victim,x,,,\n",
                0);
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK));
    cr_expect(eq(ulong, imports_file(&im, "g.csv")->taken, 3));
    cr_expect(eq(sz, imports_findings(&im, "before birth", 0), 1));
    cr_expect(eq(sz, imports_findings(&im, "before birth", 2), 1));
}

/* Every identifying column holds CANARY, or a birth date on no calendar; every row is
 * rejected or found; neither file shows any of it. */
Test(bad_input, no_identifying_value_is_shown)
{
    struct lc_text out = { 0 };
    imports_add(&im, "p.csv",
                "system,person_id,forename,surname,dob,sex,postcode,recorded\n"
                "nobody,CANARY,CANARY,CANARY,31/31/1931,F,CANARY,\n"
                "police,1.2E+15,CANARY,CANARY,31/31/1931,F,CANARY,\n"
                "police,CANARY,CANARY,CANARY,31/31/1931,CANARY,CANARY,\n",
                0);
    imports_add(
        &im, "e.csv",
        "pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_"
        "ethnicity,pers_dob,pers_common_child_id,pers_legacy_id,pers_upn_unknown,"
        "pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_"
        "nationality\n"
        "CANARY,CANARY,CANARY,9x,,,31/31/1931,9.9E+15,,,,,,,\n,CANARY,,,,,,,,,,,,,\n",
        0);
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, im.result.notes.rejects, 3));
    cr_expect(lt(sz, 3, im.result.notes.findings));
    lc_notes_rejects_csv(&im.result.notes, im.result.name, &out);
    lc_notes_findings_csv(&im.result.notes, im.result.name, &out);
    cr_expect_null(strstr(out.data, "CANARY"), "%s", out.data);
    cr_expect_null(strstr(out.data, "1931"), "%s", out.data);
    cr_expect_null(strstr(out.data, "1.2E"), "%s", out.data);
    cr_expect_not_null(strstr(out.data, "(withheld)"));
    lc_text_free(&out);
}
