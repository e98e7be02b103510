/* A table of many windows (ahead_inside.h) is what its rows are, in their order: the
 * same rows cut into files that are each smaller than one window, which go no other way
 * than one after another, give the same store; what is to be rejected and what comes
 * twice is counted by hand. */
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/text.h"
#include "import/ahead_inside.h"
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

TestSuite(windows, .init = begin, .fini = end);

/* Of every 500 rows one says nobody; the last 600 rows say again what the first say. */
enum { ROWS = 2600, AGAIN = 600, NOBODY = 250, A_FILE = 100 };

static bool is_nobody(int i)
{
    return i % 500 == NOBODY;
}

static void add_row(struct lc_text *t, int i)
{
    char day[LC_DAY_ROOM];
    int of = i < ROWS - AGAIN ? i : i - (ROWS - AGAIN);
    lc_day_print(lc_day_of(2020, 1, 1) + of % 700, day);
    if (!is_nobody(i))
        lc_text_addf(t, "%d", 1000000 + of * 7919 % 900);
    lc_text_addf(t, ",%s,%s,theft,%d,community,%s,R%d\n", day, day, 1 + of % 8, day,
                 of);
}

static void add_file(const char *name, int from, int to)
{
    struct lc_text t = { 0 };
    lc_text_add(&t, "person_id,offence_date,outcome_date,category,seriousness,"
                    "outcome_tier,recorded,ref\n");
    for (int i = from; i < to; i++)
        add_row(&t, i);
    imports_add(&im, name, t.data, t.size);
    lc_text_free(&t);
}

static size_t total(size_t (*of)(const struct lc_import_file *file))
{
    size_t sum = 0;
    for (size_t i = 0; i < im.result.count; i++)
        sum += of(&im.result.file[i]);
    return sum;
}

static size_t taken(const struct lc_import_file *file)
{
    return file->taken;
}

static size_t unchanged(const struct lc_import_file *file)
{
    return file->unchanged;
}

/* Rows 0 to 1999 that say somebody are taken, but 250, 750, 1250 and 1750; of the 600
 * after them, which are rows 0 to 599 again, 2250 says nobody, and what 2250 would say
 * again is that of row 250, which said nobody. */
static void hold_counts(void)
{
    cr_assert(eq(sz, total(taken), 1996));
    cr_assert(eq(sz, total(unchanged), 599));
    cr_assert(eq(sz, im.result.notes.rejects, 5));
}

Test(windows, many_are_as_none)
{
    cr_assert(lt(int, 4 * LC_AHEAD, ROWS));
    cr_assert(lt(int, A_FILE, LC_AHEAD));
    add_file("offence.csv", 0, ROWS);
    imports_take(&im, "2024-01-01");
    hold_counts();
    for (int k = 0; k < 5; k++) /* below the header */
        cr_assert(
            eq(u64, im.result.notes.reject[k].line, (uint64_t)(500 * k + NOBODY + 2)));
    char *one = imports_dump(&im, NULL, true);
    imports_anew(&im);
    for (int i = 0; i < ROWS; i += A_FILE) {
        char name[32];
        snprintf(name, sizeof name, "offence%02d.csv", i / A_FILE);
        add_file(name, i, i + A_FILE);
    }
    imports_take(&im, "2024-01-01");
    hold_counts();
    char *many = imports_dump(&im, NULL, true);
    cr_assert(eq(str, many, one));
    free(one);
    free(many);
}

Test(windows, the_same_next_day_is_unchanged)
{
    add_file("offence.csv", 0, ROWS);
    imports_take(&im, "2024-01-01");
    char *before = imports_dump(&im, NULL, true);
    add_file("offence.csv", 0, ROWS);
    imports_take(&im, "2024-01-02");
    cr_assert(eq(sz, total(taken), 0));
    cr_assert(eq(sz, total(unchanged), 2595));
    char *after = imports_dump(&im, NULL, true);
    cr_assert(eq(str, after, before));
    free(before);
    free(after);
}
