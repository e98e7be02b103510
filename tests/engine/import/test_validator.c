/* DfE's rules on returns that others wrote, beside what the sector's public validator
 * finds in them; counts come from a separate reading of the files, not from here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/file.h"
#include "base/path.h"
#include "returns/rule.h"
#include "support/imports.h"
#include "table/csv.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(validator, .init = begin, .fini = end);

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

/* A row that broke a rule: "158,oc2.csv,7". */
typedef char broken_row[64];

static int by_words(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Ours of the files whose names begin so, by DfE's numbers; sorted. */
static size_t our_rows(const char *prefix, broken_row *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < im.result.notes.findings; i++) {
        const struct lc_finding *f = &im.result.notes.finding[i];
        const char *name = lc_path_name(im.result.name[f->file]);
        if (*lc_rule_cure(f->rule) && strncmp(name, prefix, strlen(prefix)) == 0)
            snprintf(rows[n++], sizeof *rows, "%s,%s,%lu", f->rule,
                     name + strlen(prefix), (unsigned long)f->line);
    }
    qsort(rows, n, sizeof *rows, by_words);
    return n;
}

static const char *file_of(const char *table)
{
    static const char *const names[][2] = { { "AD1", "ad1.csv" },
                                            { "Episodes", "episodes.csv" },
                                            { "Header", "header.csv" },
                                            { "Missing", "missing.csv" },
                                            { "OC2", "oc2.csv" },
                                            { "OC3", "oc3.csv" },
                                            { "PlacedAdoption",
                                              "placed_for_adoption.csv" },
                                            { "PrevPerm", "previous_permanence.csv" },
                                            { "Reviews", "reviews.csv" },
                                            { "SWEpisodes", "sw_episodes.csv" },
                                            { "UASC", "uasc.csv" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], table) == 0)
            return names[i][1];
    cr_fatal("no file: %s", table);
}

static void text_of(struct lc_slice cell, char *out)
{
    size_t size = cell.size < 40 ? cell.size : 40;
    memcpy(out, cell.data, size);
    out[size] = 0;
}

static void open_shared(lc_csv **csv, const char *findings, const char *end)
{
    const char *shared = getenv("LATECARE_SHARED");
    struct lc_error err = { 0 };
    char path[4096];
    snprintf(path, sizeof path, "%s/data/ssda903/findings/%s%s",
             shared ? shared : "../shared", findings, end);
    cr_assert(eq(int, lc_csv_open(csv, path, &err), LC_OK), "%s", err.text);
}

/* The rules that the public validator did not judge: it failed at them, or skipped
 * them for want of a table. */
static size_t not_done(const char *findings, broken_row *rules, size_t room)
{
    struct lc_error err = { 0 };
    const struct lc_csv_row *row;
    char status[48];
    size_t n = 0;
    lc_csv *csv;
    open_shared(&csv, findings, "-rules.csv");
    while (!lc_csv_next(csv, &row, &err) && row && n < room) {
        text_of(row->field[0], rules[n]);
        text_of(row->field[1], status);
        n += strcmp(status, "done") != 0;
    }
    lc_csv_close(csv);
    return n;
}

/* Leaves out the rows of rules that the validator did not judge. */
static size_t of_rules_done(const char *findings, broken_row *rows, size_t n)
{
    static broken_row rules[400];
    size_t out = not_done(findings, rules, 400), kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t size = strcspn(rows[i], ","), k = 0;
        while (k < out && (strlen(rules[k]) != size || memcmp(rules[k], rows[i], size)))
            k++;
        if (k == out)
            memmove(rows[kept++], rows[i], sizeof *rows);
    }
    return kept;
}

/* Those of the public validator (shared data, ssda903/findings: rule, table, line) by
 * rules that are judged here; sorted. */
static size_t their_rows(const char *findings, broken_row *rows)
{
    struct lc_error err = { 0 };
    const struct lc_csv_row *row;
    char rule[48], of[48], line[48];
    size_t n = 0;
    lc_csv *csv;
    open_shared(&csv, findings, ".csv");
    while (!lc_csv_next(csv, &row, &err) && row) {
        text_of(row->field[0], rule);
        text_of(row->field[1], of);
        text_of(row->field[2], line);
        const struct lc_check *one = lc_rule_find(rule, 2025);
        cr_assert(ne(ptr, (void *)one, NULL), "rule %s is not there", rule);
        if (lc_rule_is_judged(one))
            snprintf(rows[n++], sizeof *rows, "%.12s,%.30s,%.12s", rule, file_of(of),
                     line);
    }
    lc_csv_close(csv);
    qsort(rows, n, sizeof *rows, by_words);
    return n;
}

static bool starts_with_one_of(const char *row, const char *const *rules)
{
    for (; *rules; rules++)
        if (strncmp(row, *rules, strlen(*rules)) == 0)
            return true;
    return false;
}

enum { MANY = 60000 };

/* What the sector's public validator finds is what we find, rule for rule and row for
 * row, but for the rules of `but` ("199,"), of which the rows that differ are so many.
 */
static void same_as_validator(const char *findings, const char *prefix, size_t rows,
                              const char *const *but, size_t differ)
{
    static broken_row ours[MANY], theirs[MANY];
    size_t n = of_rules_done(findings, ours, our_rows(prefix, ours));
    size_t m = their_rows(findings, theirs), others = 0;
    for (size_t i = 0, k = 0; i < n || k < m;) {
        int order = i == n ? 1 : k == m ? -1 : strcmp(ours[i], theirs[k]);
        const char *one = order <= 0 ? ours[i] : theirs[k];
        if (order)
            others++;
        if (order && !starts_with_one_of(one, but))
            cr_expect(false, "%s: %s %s", findings, one,
                      order < 0 ? "is ours alone" : "is not ours");
        i += order <= 0;
        k += order >= 0;
    }
    cr_expect(eq(sz, m, rows), "%s: the rules that are judged", findings);
    cr_expect(eq(sz, others, differ), "%s", findings);
}

static size_t live(const char *history, bool open)
{
    const struct lc_history *h = lc_store_history(&im.store, history);
    size_t n = 0;
    for (size_t i = 0; h && i < h->n; i++)
        n += h->known_to[i] == LC_OPEN && (!open || h->end[i] == LC_OPEN);
    return n;
}

Test(validator, one_return)
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
    same_as_validator("one-return", "", 40290, (const char *const[]){ NULL }, 0);
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

Test(validator, annual_returns_stitch)
{
    static const char *const names[] = {
        "2019-episodes.csv", "2019-header.csv",
        "2019-missing.csv",  "2019-oc2.csv",
        "2019-oc3.csv",      "2019-previous_permanence.csv",
        "2019-reviews.csv",  "2019-uasc.csv",
        "2017-episodes.csv", "2017-header.csv",
        "2017-missing.csv",  "2017-oc2.csv",
        "2017-oc3.csv",      "2017-previous_permanence.csv",
        "2017-reviews.csv",  "2017-uasc.csv",
        "2018-episodes.csv", "2018-header.csv",
        "2018-missing.csv",  "2018-oc2.csv",
        "2018-oc3.csv",      "2018-previous_permanence.csv",
        "2018-reviews.csv",  "2018-uasc.csv",
    };
    /* 1001, 199: see the comments of these rows (engine/returns) */
    static const char *const but[] = { "1001,", "199,", NULL };
    if (!add_folder("annual-returns", sizeof names / sizeof *names, names))
        return;
    cr_assert(eq(int, imports_run(&im, "2024-04-01"), LC_OK), "%s", im.err.text);
    same_as_validator("2018", "2018-", 6533, but, 7);
    same_as_validator("2019", "2019-", 4251, but, 3);
    /* counted in the files: open, with a reason why it ceased */
    cr_expect(eq(sz, imports_findings(&im, "148", 0), 434 + 235 + 160));
    /* 3,082 rows are 2,463 different (CHILD, DECOM), 210 of them open in their last row
     */
    cr_expect(eq(ulong, imports_file(&im, "2017-episodes.csv")->taken, 1460));
    cr_expect(eq(ulong, imports_file(&im, "2018-episodes.csv")->rows, 974));
    cr_expect(eq(sz, live("care", false), 2463));
    cr_expect(eq(sz, live("care", true), 210));
}
