/* DfE's rules: each broken once by hand and found on its line; and on returns that
 * others wrote, where the counts come from a separate reading of the files, not from
 * here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/file.h"
#include "base/path.h"
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
    { "302", 2, "1,M,02/06/2019,WBRI,,,\n", OK_EP, NULL },
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
      "1,01/06/2010,M,01/05/2019,03/05/2019\n" },
    { "INT", 3, CHILD, OK_EP "2,01/06/2019,S,C2,N1,U4,PR1,01/09/2019,E4A,,,,\n", NULL },
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
        /* what also breaks: a rule that implies another */
        bool also = strcmp(c->rule, "302") == 0 || strcmp(c->rule, "355") == 0;
        cr_expect(le(sz, im.result.notes.findings, also ? 3 : 2), "%s", c->rule);
    }
}

/* A return in which nothing is wrong finds nothing: E99 and LIIAF are known. */
Test(returns, a_clean_return_is_clean)
{
    im.options.year = 2020;
    imports_add(&im, "h.csv", HEADER CHILD "2,2,01/06/2010,AOTH,UN1,,\n", 0);
    imports_add(&im, "e.csv",
                EPISODES EP("01/06/2019,S,C2,N1,U4,PR1,01/09/2019,X1")
                    EP("01/09/2019,P,C2,N1,U4,PR1,01/10/2019,E99") "2,01/06/"
                                                                   "2019,S,C2,N1,U4,"
                                                                   "PR1,,,LIIAF,,,\n",
                0);
    imports_add(&im, "m.csv", MISSING "1,01/06/2010,A,01/07/2019,02/07/2019\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, im.result.notes.findings, 0));
    cr_expect(eq(sz, im.result.notes.rejects, 0));
}

/* Across years: the open episode comes back with another reason (503A, line 2 of the
 * second year), and an open missing period does not come back (576, line 2 of the
 * first). */
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
    imports_add(&im, "m2.csv", MISSING "2,01/06/2010,M,05/06/2019,06/06/2019\n", 0);
    cr_assert(eq(int, imports_run(&im, "2020-06-01"), LC_OK), "%s", im.err.text);
    cr_expect(eq(sz, imports_findings(&im, "503A", 2), 1));
    cr_expect(eq(sz, imports_findings(&im, "576", 2), 1));
    cr_expect(eq(sz, im.result.notes.findings, 2));
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
    cr_expect(eq(sz, im.result.notes.findings, 2));
}

/* --- returns that others wrote ---------------------------------------------------- */

static bool add_folder(const char *folder, size_t count, const char *const *names)
{
    const char *shared = getenv("LATECARE_SHARED");
    char path[4096];
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/data/ssda903/%s/%s",
                 shared ? shared : "../shared", folder, names[i]);
        if (!lc_file_exists(path)) {
            fprintf(stderr, "SKIP: %s is not there\n", path);
            return false;
        }
        imports_add_path(&im, path);
    }
    return true;
}

/* A finding of the public validator: is it one of ours, on its line of that file? */
static bool is_found(const char *file, const char *rule, long line)
{
    for (size_t i = 0; i < im.result.notes.findings; i++) {
        const struct lc_finding *f = &im.result.notes.finding[i];
        if (strcmp(f->rule, rule) == 0 && (long)f->line == line
            && strcmp(lc_path_name(im.result.name[f->file]), file) == 0)
            return true;
    }
    return false;
}

/* Ours of that file (NULL: of all) that have one of DfE's numbers. */
static size_t numbered(const char *file)
{
    size_t n = 0;
    for (size_t i = 0; i < im.result.notes.findings; i++) {
        const struct lc_finding *f = &im.result.notes.finding[i];
        n += f->rule[0] >= '0' && f->rule[0] <= '9'
             && (!file || strcmp(lc_path_name(im.result.name[f->file]), file) == 0);
    }
    return n;
}

/* Beside DfE's numbers there are so many that the child is not in the header, codes
 * that were not in use, what is ours of the tables beside (their pupil numbers are made
 * up), and nothing else. */
static void nothing_else(size_t strays)
{
    static const char *const ours[] = { "code year", "check digit", "code",   "day",
                                        "future",    "twin",        "no year" };
    size_t others = 0;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        others += imports_findings(&im, ours[i], 0);
    cr_expect(eq(sz, imports_findings(&im, "INT", 0), strays));
    cr_expect(eq(sz, im.result.notes.findings, numbered(NULL) + strays + others));
}

static void text_of(struct lc_slice cell, char *out)
{
    size_t size = cell.size < 40 ? cell.size : 40;
    memcpy(out, cell.data, size);
    out[size] = 0;
}

/* What the sector's public validator finds (shared data, ssda903/findings: rule, table,
 * line) of the table, by the rules that are ours, is what we find: each on its line,
 * and as many; of its file they are `rows`. */
static void same_as_validator(const char *findings, const char *table, const char *file,
                              size_t rows)
{
    const char *shared = getenv("LATECARE_SHARED");
    struct lc_error err = { 0 };
    const struct lc_csv_row *row;
    char path[4096], rule[48], of[48], line[48];
    size_t theirs = 0;
    lc_csv *csv;
    snprintf(path, sizeof path, "%s/data/ssda903/findings/%s.csv",
             shared ? shared : "../shared", findings);
    cr_assert(eq(int, lc_csv_open(&csv, path, &err), LC_OK), "%s", err.text);
    while (!lc_csv_next(csv, &row, &err) && row) {
        text_of(row->field[0], rule);
        text_of(row->field[1], of);
        text_of(row->field[2], line);
        if (strcmp(of, table) != 0 || !*lc_rule_meaning(rule))
            continue;
        theirs++;
        cr_expect(is_found(file, rule, atol(line)), "%s in line %s of %s", rule, line,
                  file);
    }
    lc_csv_close(csv);
    cr_expect(eq(sz, theirs, rows), "%s: a rule is ours no more", file);
    cr_expect(eq(sz, numbered(file), theirs), "%s", file);
}

static size_t live(const char *history, bool open)
{
    const struct lc_history *h = lc_store_history(&im.store, history);
    size_t n = 0;
    for (size_t i = 0; h && i < h->n; i++)
        n += h->known_to[i] == LC_OPEN && (!open || h->end[i] == LC_OPEN);
    return n;
}

Test(returns, one_return)
{
    static const char *const names[] = {
        "DoLo.csv",
        "ad1.csv",
        "episodes.csv",
        "header.csv",
        "missing.csv",
        "oc2.csv",
        "oc3.csv",
        "placed_for_adoption.csv",
        "previous_permanence.csv",
        "reviews.csv",
        "sw_episodes.csv",
        "uasc.csv",
    };
    if (!add_folder("one-return", sizeof names / sizeof *names, names))
        return;
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
    same_as_validator("one-return", "Episodes", "episodes.csv", 1972);
    same_as_validator("one-return", "Missing", "missing.csv", 11);
    same_as_validator("one-return", "Header", "header.csv", 0);
    nothing_else(2);
    cr_expect(eq(sz, im.result.notes.rejects, 0));
    cr_expect(eq(ulong, imports_file(&im, "episodes.csv")->taken, 5050));
    cr_expect(eq(ulong, imports_file(&im, "header.csv")->taken, 2675));
    cr_expect(eq(ulong, imports_file(&im, "reviews.csv")->rows, 12582));
    cr_expect(eq(ulong, imports_file(&im, "DoLo.csv")->rows, 1));
    cr_expect(eq(ulong, imports_file(&im, "sw_episodes.csv")->rows, 1));
    cr_expect(eq(int, imports_file(&im, "episodes.csv")->year, 2018));
    cr_expect(eq(sz, live("care", false), 5050));
    cr_expect(eq(sz, live("care", true), 1413)); /* open, whatever their reason says */
}

Test(returns, annual_returns_stitch)
{
    static const char *const names[] = {
        "2019-episodes.csv", "2017-episodes.csv", "2018-episodes.csv",
        "2017-header.csv",   "2018-header.csv",   "2019-header.csv",
        "2017-missing.csv",  "2018-missing.csv",  "2019-missing.csv",
        "2017-uasc.csv",     "2018-uasc.csv",     "2019-uasc.csv",
    };
    if (!add_folder("annual-returns", sizeof names / sizeof *names, names))
        return;
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
    same_as_validator("2018", "Episodes", "2018-episodes.csv", 271);
    same_as_validator("2018", "Missing", "2018-missing.csv", 0);
    same_as_validator("2019", "Episodes", "2019-episodes.csv", 177);
    same_as_validator("2019", "Missing", "2019-missing.csv", 0);
    nothing_else(0);
    /* counted in the files: open, with a reason why it ceased */
    cr_expect(eq(sz, imports_findings(&im, "148", 0), 434 + 235 + 160));
    /* 3,082 rows are 2,463 different (CHILD, DECOM), 210 of them open in their last row
     */
    cr_expect(eq(ulong, imports_file(&im, "2017-episodes.csv")->taken, 1460));
    cr_expect(eq(ulong, imports_file(&im, "2018-episodes.csv")->rows, 974));
    cr_expect(eq(sz, live("care", false), 2463));
    cr_expect(eq(sz, live("care", true), 210));
}
