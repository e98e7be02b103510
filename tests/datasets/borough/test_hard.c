/* The hard modes in which feeds fail: each shows in the extracts what it says, and what
 * happened is as it was. Expected values are worked out from the same borough without
 * the mode. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/day.h"
#include "support/hard.h"
#include "support/imports.h"
#include "support/sheet.h"

TestSuite(hard, .init = lc_begin, .timeout = 1800);

/* --- what happened ---------------------------------------------------------------- */

Test(hard, what_happened_is_the_same_whatever_the_feeds_do)
{
    static const char *const modes[] = { "stops",   "meaning", "late-bulk", "twice",
                                         "renamed", "merger",  "leak",      "reform" };
    static const char *const truth[] = { "children", "entries", "panels", "hazards",
                                         "who" };
    char *plain = hard_simulate(NULL), name[40];
    for (size_t m = 0; m < sizeof modes / sizeof *modes; m++) {
        char *hard = hard_simulate(modes[m]);
        bool merger = strcmp(modes[m], "merger") == 0;
        for (size_t t = 0; t < sizeof truth / sizeof *truth; t++) {
            snprintf(name, sizeof name, "truth/%s.csv", truth[t]);
            cr_expect(hard_same(plain, hard, name) == !(merger && t == 4), "%s: %s",
                      modes[m], name);
        }
        cr_expect(!hard_same(plain, hard, "truth/truth.json"), "%s is not stated",
                  modes[m]);
        folder_remove(hard);
    }
    folder_remove(plain);
}

/* --- feeds ------------------------------------------------------------------------ */

Test(hard, stops)
{
    struct sheet all, cut;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("stops");
    int32_t stop = lc_day_of(2023, 6, 12);
    size_t kept = 0, open = 0;
    sheet_read(&all, plain, EARLIER MISSING);
    sheet_read(&cut, hard, EARLIER MISSING);
    size_t recorded = sheet_column(&all, "recorded"), end = sheet_column(&all, "end");
    for (size_t i = 0; i < all.rows; i++)
        kept += sheet_day(&all, i, recorded) < stop;
    for (size_t i = 0; i < cut.rows; i++) {
        cr_expect(sheet_day(&cut, i, recorded) < stop);
        open += sheet_day(&cut, i, end) == LC_OPEN;
        cr_expect(sheet_day(&cut, i, end) == LC_OPEN || sheet_day(&cut, i, end) < stop);
    }
    cr_expect(kept == cut.rows && kept < all.rows && kept > 500, "%zu of %zu", cut.rows,
              kept);
    cr_expect(open < 5);
    sheet_free(&cut);
    sheet_read(&cut, hard, LATER MISSING);
    cr_expect(cut.rows == 0); /* nothing of its year; the file comes */
    cr_expect(hard_same(plain, hard, EARLIER "police/gang.csv"));
    sheet_free(&all);
    sheet_free(&cut);
    folder_remove(plain);
    folder_remove(hard);
}

static size_t count_kind(const struct sheet *s, const char *kind, int32_t from,
                         int32_t to)
{
    size_t count = 0, date = sheet_column(s, "date"), column = sheet_column(s, "kind");
    for (size_t i = 0; i < s->rows; i++)
        count += sheet_day(s, i, date) >= from && sheet_day(s, i, date) < to
                 && strcmp(sheet_cell(s, i, column), kind) == 0;
    return count;
}

Test(hard, meaning)
{
    struct sheet before, after;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("meaning");
    int32_t day = lc_day_of(2022, 4, 1);
    sheet_read(&before, plain, EARLIER "police/exploit.csv");
    sheet_read(&after, hard, EARLIER "police/exploit.csv");
    size_t cse = count_kind(&before, "CSE", day, LC_OPEN);
    size_t cce = count_kind(&before, "CCE", day, LC_OPEN);
    cr_expect(cse > 0 && before.rows == after.rows);
    cr_expect(count_kind(&after, "CSE", day, LC_OPEN) == 0);
    cr_expect(count_kind(&after, "CCE", day, LC_OPEN) == cse + cce);
    cr_expect(count_kind(&after, "CSE", 0, day) == count_kind(&before, "CSE", 0, day));
    sheet_free(&before);
    sheet_free(&after);
    folder_remove(plain);
    folder_remove(hard);
}

/* What the store says was known of missing episodes, and when: lines of imports_dump.
 */
static char *import_missing(const char *dir, const char *const *days)
{
    static struct imports im;
    char path[4096];
    imports_begin(&im);
    for (; *days; days++) {
        snprintf(path, sizeof path, "%s/extracts/%s/" MISSING, dir, *days);
        imports_add_path(&im, path);
        imports_take(&im, *days);
    }
    char *dump = imports_dump(&im, "missing", true);
    imports_end(&im);
    return dump;
}

static const char *const both[] = { "2025-03-01", "2025-04-01", NULL };

static size_t count_lines(const char *text, const char *with)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, with)); at += strlen(with))
        count++;
    return count;
}

/* Two clocks: what waited for 10 March is known from that day, on no day before. */
Test(hard, late_bulk)
{
    struct sheet all, got;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("late-bulk");
    int32_t from = lc_day_of(2025, 1, 15), until = lc_day_of(2025, 3, 10);
    size_t waited = 0, came = 0;
    sheet_read(&all, plain, LATER MISSING);
    sheet_read(&got, hard, EARLIER MISSING);
    size_t recorded = sheet_column(&all, "recorded");
    for (size_t i = 0; i < all.rows; i++)
        waited += sheet_day(&all, i, recorded) >= from
                  && sheet_day(&all, i, recorded) <= until; /* and that day's own */
    for (size_t i = 0; i < got.rows; i++)
        cr_expect(sheet_day(&got, i, recorded) < from);
    sheet_free(&got);
    sheet_read(&got, hard, LATER MISSING);
    for (size_t i = 0; i < got.rows; i++)
        came += sheet_day(&got, i, recorded) == until;
    sheet_free(&got);
    char *said = import_missing(hard, both), *usual = import_missing(plain, both);
    cr_expect(waited > 5 && came == waited, "%zu, %zu", waited, came);
    cr_expect(count_lines(said, " known 2025-03-10 ") >= waited);
    cr_expect(!strstr(said, " known 2025-02-") && strstr(usual, " known 2025-02-"));
    free(said);
    free(usual);
    sheet_free(&all);
    folder_remove(plain);
    folder_remove(hard);
}

/* Rows that are there again are told as such, and the store is the same. */
Test(hard, twice)
{
    struct sheet once, again;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("twice");
    static const char *const files[] = { MISSING, "education/exclude.csv", NEEDS };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char name[100];
        snprintf(name, sizeof name, EARLIER "%s", files[i]);
        sheet_read(&once, plain, name);
        sheet_read(&again, hard, name);
        cr_expect(once.rows > 50 && again.rows == 2 * once.rows, "%s", name);
        sheet_free(&once);
        sheet_free(&again);
    }
    char *one = import_missing(plain, both), *two = import_missing(hard, both);
    cr_expect(count_lines(one, "\n") > 500 && strcmp(one, two) == 0);
    free(one);
    free(two);
    folder_remove(plain);
    folder_remove(hard);
}

Test(hard, renamed)
{
    static struct imports im;
    char path[4096];
    char *plain = hard_simulate(NULL), *hard = hard_simulate("renamed");
    char *before = hard_read(plain, LATER MISSING),
         *after = hard_read(hard, LATER MISSING);
    cr_expect(strncmp(after, "person_id,episode_start,episode_end,type,", 41) == 0);
    cr_expect(strcmp(strchr(before, '\n'), strchr(after, '\n')) == 0);
    imports_begin(&im);
    snprintf(path, sizeof path, "%s/" LATER MISSING, hard);
    imports_add_path(&im, path);
    cr_expect(imports_run(&im, "2025-04-01") != LC_OK);
    cr_expect(strstr(im.err.text, "start"), "%s", im.err.text);
    imports_end(&im);
    free(before);
    free(after);
    folder_remove(plain);
    folder_remove(hard);
}
