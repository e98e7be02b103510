/* What no agency's file says: risks by running forward, entries without a panel's help,
 * who entered what when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/file.h"
#include "base/text.h"
#include "datasets/borough/borough_inside.h"
#include "support/sheet.h"

TestSuite(risk, .init = lc_begin, .timeout = 1800);

static void write_overlay(const char *dir, char *path, size_t room, const char *text)
{
    struct lc_error err = { 0 };
    struct lc_text file = { 0 };
    snprintf(path, room, "%s/overlay.yaml", dir);
    lc_text_add(&file, text);
    cr_assert(lc_file_write_text(path, false, &file, &err) == LC_OK, "%s", err.text);
}

static void simulate(const char *dir, struct lc_borough_options *options)
{
    struct lc_error err = { 0 };
    struct lc_borough_counts counts;
    char at[4096];
    snprintf(at, sizeof at, "%s/b", dir);
    cr_assert(lc_borough_write(at, options, &counts, &err) == LC_OK, "%s", err.text);
}

static struct lc_borough_options small(int children)
{
    struct lc_borough_options options;
    lc_knobs_default(&lc_borough_knobs, &options);
    options.children = children;
    options.years = 6;
    options.dirt = 0;
    return options;
}

/* The day of each child's first entry at 10 or over, by the child's number. */
static int32_t *first_entries(const char *dir, size_t most)
{
    struct sheet s;
    int32_t *day = malloc(most * sizeof *day);
    for (size_t i = 0; i < most; i++)
        day[i] = LC_OPEN;
    sheet_read(&s, dir, "b/truth/entries.csv");
    size_t child = sheet_column(&s, "child"), on = sheet_column(&s, "day");
    size_t first = sheet_column(&s, "first");
    for (size_t i = 0; i < s.rows; i++)
        if (*sheet_cell(&s, i, first) == '1')
            day[strtoul(sheet_cell(&s, i, child), NULL, 10)] = sheet_day(&s, i, on);
    sheet_free(&s);
    return day;
}

enum { MOST = 2000000 };

/* Of children with risks r, as many enter as their risks sum to: over three horizons
 * and six boroughs, but for chance. Its variance is the sum of r (1 - r), somewhat more
 * as brothers and sisters enter together; 4.5 deviations by that. */
Test(risk, as_many_enter_as_the_risks_say)
{
    static const char *const column[] = { "entered_6_months", "entered_12_months",
                                          "entered_24_months" };
    static const int months[] = { 6, 12, 24 };
    double due[3] = { 0 }, variance[3] = { 0 }, seen[3] = { 0 };
    for (int seed = 1; seed <= 6; seed++) {
        struct sheet s;
        struct lc_borough_options options = small(20000);
        char *dir = folder_new();
        options.common.seed = seed;
        options.risk_on = "2022-04-01";
        options.runs = 20;
        simulate(dir, &options);
        int32_t *entered = first_entries(dir, MOST), day = lc_day_of(2022, 4, 1);
        sheet_read(&s, dir, "b/truth/risks.csv");
        size_t child = sheet_column(&s, "child");
        for (size_t i = 0; i < s.rows; i++) {
            int32_t on = entered[strtoul(sheet_cell(&s, i, child), NULL, 10)];
            cr_assert(on >= day, "entered before");
            for (int h = 0; h < 3; h++) {
                double r = strtod(sheet_cell(&s, i, sheet_column(&s, column[h])), NULL);
                cr_assert(r >= 0 && r <= 1);
                due[h] += r;
                variance[h] += r * (1 - r);
                seen[h] += on < lc_day_add_months(day, months[h]);
            }
        }
        sheet_free(&s);
        free(entered);
        folder_remove(dir);
    }
    for (int h = 0; h < 3; h++) {
        double off = seen[h] - due[h];
        cr_expect(off * off < 20 * variance[h], "%d months: %.0f of %.1f", months[h],
                  seen[h], due[h]);
    }
    cr_expect(due[0] > 20 && due[0] < due[1] && due[1] < due[2]);
}

/* A panel that helps much: without it more enter, of those it discussed; whoever it
 * never discussed has no row; and without any effect nothing would have been other. */
Test(risk, without_the_panel_more_enter)
{
    static const char *const overlay[] = {
        "format: 1\nprocesses:\n  - { name: panel, rate: 0.5, effects: cin_open 2 }\n"
        "  - { name: first_entry, effects: cin_open 3.5, rate: 0.002 }\n",
        "format: 1\nprocesses:\n  - { name: panel, rate: 0.5, effects: cin_open 2 }\n"
        "  - { name: first_entry, effects: \"cin_open 3.5, panel_helped -3\", rate: "
        "0.002 }\n"
    };
    double with[2] = { 0 }, without[2] = { 0 };
    for (int effect = 0; effect < 2; effect++) {
        struct sheet s;
        struct lc_borough_options options = small(20000);
        char *dir = folder_new(), path[4096];
        write_overlay(dir, path, sizeof path, overlay[effect]);
        options.truth = path;
        options.without_panel = 1;
        simulate(dir, &options);
        sheet_read(&s, dir, "b/truth/without_panel.csv");
        size_t a = sheet_column(&s, "entered");
        size_t b = sheet_column(&s, "entered_without_panel");
        cr_assert(s.rows > 100);
        for (size_t i = 0; i < s.rows; i++) {
            with[effect] += sheet_day(&s, i, a) != LC_OPEN;
            without[effect] += sheet_day(&s, i, b) != LC_OPEN;
        }
        sheet_free(&s);
        folder_remove(dir);
    }
    double spread = with[0] + without[0]; /* the two are near independent draws */
    cr_expect((with[0] - without[0]) * (with[0] - without[0]) < 16 * spread,
              "no effect: %.0f and %.0f", with[0], without[0]);
    cr_expect(without[1] > with[1] * 1.2, "an effect: %.0f and %.0f", with[1],
              without[1]);
}

/* Every missing episode of the police's extract has its row, with the day on which it
 * was entered. */
Test(risk, what_was_known_when_is_written)
{
    struct sheet s, police;
    size_t missing = 0;
    struct lc_borough_options options = small(3000);
    char *dir = folder_new();
    options.dirt = 1;
    options.knowledge = 1;
    options.dirt_only = "delays";
    simulate(dir, &options);
    sheet_read(&s, dir, "b/truth/knowledge.csv");
    size_t kind = sheet_column(&s, "kind"), entered = sheet_column(&s, "entered");
    double days = 0, told = 0;
    for (size_t i = 0; i < s.rows; i++)
        if (strcmp(sheet_cell(&s, i, kind), "missing") == 0) {
            missing++;
            days += sheet_day(&s, i, entered);
        }
    sheet_free(&s);
    const char *const later = "b/extracts/2025-04-01/police/missing.csv";
    const char *const earlier = "b/extracts/2025-03-01/police/missing.csv";
    size_t rows = 0;
    sheet_read(&police, dir, earlier);
    rows += police.rows;
    size_t recorded = sheet_column(&police, "recorded");
    for (size_t i = 0; i < police.rows; i++)
        told += sheet_day(&police, i, recorded);
    sheet_free(&police);
    sheet_read(&police, dir, later);
    for (size_t i = 0; i < police.rows; i++) /* new since the earlier extract */
        if (sheet_day(&police, i, recorded) >= lc_day_of(2025, 3, 1)) {
            rows++;
            told += sheet_day(&police, i, recorded);
        }
    sheet_free(&police);
    cr_expect(missing == rows, "%zu of %zu", missing, rows);
    cr_expect(days == told);
    folder_remove(dir);
}
