/* The hard modes of numbers, lives and records: expected values are worked out from the
 * same borough without the mode. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/day.h"
#include "support/hard.h"
#include "support/imports.h"
#include "support/sheet.h"

TestSuite(hard_lives, .init = lc_begin, .timeout = 1800);

/* --- a merger --------------------------------------------------------------------- */

/* Whose number it is by truth/who.csv; NULL: nobody's. */
static const char *whose(const struct sheet *who, const char *number, size_t *hint)
{
    size_t column = sheet_column(who, "person_id"), child = sheet_column(who, "child");
    for (size_t i = 0; i < who->rows; i++) {
        size_t row = (*hint + i) % who->rows;
        if (strcmp(sheet_cell(who, row, column), number) == 0)
            return *hint = row, sheet_cell(who, row, child);
    }
    return NULL;
}

/* Rows of before the day keep their numbers; those from it on have others, of the same
 * children, and truth/who.csv knows both. */
Test(hard_lives, merger)
{
    struct sheet old, new, was, is, people;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("merger");
    int32_t day = lc_day_of(2022, 10, 1);
    size_t later = 0, hint[3] = { 0 };
    sheet_read(&old, plain, EARLIER MISSING);
    sheet_read(&new, hard, EARLIER MISSING);
    sheet_read(&was, plain, "truth/who.csv");
    sheet_read(&is, hard, "truth/who.csv");
    sheet_read(&people, hard, EARLIER "police/people.csv");
    size_t start = sheet_column(&old, "start");
    cr_assert(old.rows == new.rows);
    for (size_t i = 0; i < old.rows; i++) {
        const char *a = sheet_cell(&old, i, 0), *b = sheet_cell(&new, i, 0);
        bool moved = sheet_day(&old, i, start) >= day;
        const char *child = whose(&was, a, hint), *same_child = whose(&is, b, hint + 1);
        cr_expect((strcmp(a, b) != 0) == moved);
        cr_expect(child && same_child && strcmp(child, same_child) == 0, "row %zu", i);
        later += moved;
    }
    cr_expect(later > 100 && later < old.rows && is.rows > was.rows);
    sheet_free(&old);
    sheet_free(&new);
    sheet_free(&was);
    sheet_free(&is);
    sheet_free(&people);
    folder_remove(plain);
    folder_remove(hard);
}

/* --- other lives ------------------------------------------------------------------ */

static const char *group_of(const struct sheet *children, const char *child,
                            size_t *hint)
{
    size_t column = sheet_column(children, "ethnicity");
    for (size_t i = 0; i < children->rows; i++) {
        size_t row = (*hint + i) % children->rows;
        if (strcmp(sheet_cell(children, row, 0), child) == 0)
            return *hint = row, sheet_cell(children, row, column);
    }
    return "";
}

/* The hazards of a child's first spells, in both boroughs: what is before any
 * difference comes of it. Counts those of each group whose ratio is `ratio`, and is 1.
 */
struct ratios {
    size_t of[2], one[2], all[2]; /* [black] */
};

static struct ratios compare(const char *plain, const char *hard, double ratio)
{
    struct sheet a, b, children;
    struct ratios r = { 0 };
    size_t hint = 0;
    sheet_read(&a, plain, "truth/hazards.csv");
    sheet_read(&b, hard, "truth/hazards.csv");
    sheet_read(&children, hard, "truth/children.csv");
    for (size_t i = 0, k = 0; i < a.rows && k < b.rows; i++) {
        /* both files are in the order of children; each child's first row is compared
         */
        if (i && strcmp(sheet_cell(&a, i, 0), sheet_cell(&a, i - 1, 0)) == 0)
            continue;
        for (size_t n = 0;
             n < b.rows && strcmp(sheet_cell(&a, i, 0), sheet_cell(&b, k, 0)); n++)
            k = (k + 1) % b.rows;
        const char *group = group_of(&children, sheet_cell(&a, i, 0), &hint);
        if (strcmp(sheet_cell(&a, i, 0), sheet_cell(&b, k, 0))
            || strcmp(sheet_cell(&a, i, 1), sheet_cell(&b, k, 1)) || !*group)
            continue;
        double by = atof(sheet_cell(&b, k, 3)) / atof(sheet_cell(&a, i, 3));
        int black = group[0] == 'B';
        r.all[black]++;
        r.of[black] += fabs(by - ratio) < 1e-9;
        r.one[black] += fabs(by - 1) < 1e-9;
    }
    sheet_free(&a);
    sheet_free(&b);
    sheet_free(&children);
    return r;
}

Test(hard_lives, disparity)
{
    char *plain = hard_simulate(NULL), *hard = hard_simulate("disparity");
    struct ratios r = compare(plain, hard, exp(0.7));
    cr_expect(r.all[1] > 100 && r.all[0] > 300);
    cr_expect(10 * r.of[1] > 9 * r.all[1], "%zu of %zu", r.of[1], r.all[1]);
    cr_expect(10 * r.one[0] > 9 * r.all[0], "%zu of %zu", r.one[0], r.all[0]);
    folder_remove(plain);
    folder_remove(hard);
}

Test(hard_lives, unseen)
{
    char *plain = hard_simulate(NULL), *hard = hard_simulate("unseen");
    struct ratios r = compare(plain, hard, exp(1.5));
    for (int black = 0; black < 2; black++) {
        cr_expect(r.of[black] > 0);
        cr_expect(10 * (r.of[black] + r.one[black]) > 9 * r.all[black]);
    }
    folder_remove(plain);
    folder_remove(hard);
}

Test(hard_lives, panel)
{
    struct sheet none, some;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("panel");
    sheet_read(&none, plain, "truth/panels.csv");
    sheet_read(&some, hard, "truth/panels.csv");
    cr_expect(none.rows == 0 && some.rows > 20, "%zu", some.rows);
    sheet_free(&none);
    sheet_free(&some);
    folder_remove(plain);
    folder_remove(hard);
}

/* --- leak and reform -------------------------------------------------------------- */

/* Rows of early help, of 60 days exactly, whose last day is an entry of truth/. */
static size_t count_planted(const char *dir, size_t *entries)
{
    struct sheet help, truth;
    size_t count = 0;
    sheet_read(&help, dir, EARLIER HELP);
    sheet_read(&truth, dir, "truth/entries.csv");
    size_t from = sheet_column(&help, "earl_episode_start_date");
    size_t to = sheet_column(&help, "earl_episode_end_date");
    size_t day = sheet_column(&truth, "day"),
           alone = sheet_column(&truth, "unaccompanied");
    *entries = 0;
    for (size_t e = 0; e < truth.rows; e++)
        *entries += sheet_cell(&truth, e, alone)[0] == '0';
    for (size_t i = 0; i < help.rows; i++)
        for (size_t e = 0; e < truth.rows; e++)
            if (sheet_day(&help, i, to) == sheet_day(&truth, e, day)
                && sheet_day(&help, i, to) - sheet_day(&help, i, from) == 60) {
                count++;
                break;
            }
    sheet_free(&help);
    sheet_free(&truth);
    return count;
}

Test(hard_lives, leak)
{
    char *plain = hard_simulate(NULL), *hard = hard_simulate("leak");
    size_t entries, none = count_planted(plain, &entries);
    size_t some = count_planted(hard, &entries);
    /* four in five, less those who had not lived here for 60 days */
    cr_expect(none < 10 && some > entries / 2 && some < entries * 9 / 10,
              "%zu, %zu of %zu", none, some, entries);
    folder_remove(plain);
    folder_remove(hard);
}

/* The two clocks catch a planted row where an earlier receipt covered its days and did
 * not have it: then it is known from the day that brought it. Of a first load it is
 * taken at its word, 7 days after its start
 * (datasets/schema/ssd_early_help_episodes.yaml). */
Test(hard_lives, leak_is_told_by_a_second_receipt_alone)
{
    static struct imports im;
    static const char *const days[] = { "2025-03-01", "2025-04-01" };
    static const char *const files[] = { EARLIER HELP, LATER HELP };
    struct sheet help;
    char *hard = hard_simulate("leak"), path[4096], want[100], day[LC_DAY_ROOM];
    size_t told = 0, believed = 0;
    imports_begin(&im);
    for (int e = 0; e < 2; e++) {
        snprintf(path, sizeof path, "%s/%s", hard, files[e]);
        imports_add_path(&im, path);
        imports_take(&im, days[e]);
    }
    char *dump = imports_dump(&im, "early_help", false);
    sheet_read(&help, hard, LATER HELP);
    for (size_t i = 0; i < help.rows; i++) {
        const char *from = sheet_cell(&help, i, 2), *to = sheet_cell(&help, i, 3);
        int32_t start = sheet_day(&help, i, 2);
        if (sheet_day(&help, i, 3) - start != 60)
            continue;
        bool late = strcmp(to, days[0]) >= 0;
        if (late)
            snprintf(want, sizeof want, "early_help %s %s known 2025-04-01 ", from, to);
        else
            snprintf(want, sizeof want, "early_help %s - known %s ", from,
                     lc_day_print(start + 7, day));
        cr_expect(strstr(dump, want), "%sis not there", want);
        *(late ? &told : &believed) += 1;
    }
    cr_expect(told > 0 && believed > 0, "%zu, %zu", told, believed);
    free(dump);
    imports_end(&im);
    sheet_free(&help);
    folder_remove(hard);
}

/* How many needs begin from the day on; and those that last. */
Test(hard_lives, reform)
{
    struct sheet needs, fewer, help;
    char *plain = hard_simulate(NULL), *hard = hard_simulate("reform");
    int32_t day = lc_day_of(2024, 4, 1);
    sheet_read(&needs, plain, EARLIER NEEDS);
    sheet_read(&fewer, hard, EARLIER NEEDS);
    sheet_read(&help, hard, EARLIER HELP);
    size_t id = sheet_column(&needs, "cine_referral_id"), same_need = 0, gone = 0,
           k = 0;
    size_t start = sheet_column(&needs, "cine_referral_date");
    for (size_t i = 0; i < needs.rows; i++) {
        bool there =
            k < fewer.rows
            && strcmp(sheet_cell(&needs, i, id), sheet_cell(&fewer, k, id)) == 0;
        bool early = sheet_day(&needs, i, start) < day;
        cr_expect(there || !early, "a need of before the reform is gone");
        if (there && early)
            cr_expect(sheet_day(&fewer, k, start) == sheet_day(&needs, i, start));
        same_need += there && !early;
        k += there;
        if (there)
            continue;
        gone++;
        size_t h = 0; /* it is early help: the same number after another letter */
        while (h < help.rows
               && strcmp(sheet_cell(&help, h, 0) + 1, sheet_cell(&needs, i, id) + 1)
                      != 0)
            h++;
        cr_expect(h < help.rows
                      && sheet_day(&help, h, 2) == sheet_day(&needs, i, start),
                  "row %zu is nowhere", i);
    }
    cr_expect(k == fewer.rows);
    cr_expect(gone > 50 && same_need > 20, "%zu, %zu", gone, same_need);
    sheet_free(&needs);
    sheet_free(&fewer);
    sheet_free(&help);
    folder_remove(plain);
    folder_remove(hard);
}

/* Enquiries and plans of after the reform hang on needs that are there. */
Test(hard_lives, reform_leaves_nothing_hanging)
{
    struct sheet needs, enquiries;
    char *hard = hard_simulate("reform");
    sheet_read(&needs, hard, EARLIER NEEDS);
    sheet_read(&enquiries, hard, EARLIER "social_care/ssd_s47_enquiry.csv");
    size_t start = sheet_column(&enquiries, "s47e_s47_start_date");
    size_t referral = sheet_column(&enquiries, "s47e_referral_id"), after = 0;
    size_t date = sheet_column(&needs, "cine_referral_date");
    for (size_t i = 0; i < enquiries.rows; i++) {
        size_t k = 0;
        if (sheet_day(&enquiries, i, start) < lc_day_of(2024, 4, 1))
            continue;
        while (k < needs.rows
               && strcmp(sheet_cell(&needs, k, 0), sheet_cell(&enquiries, i, referral)))
            k++;
        cr_expect(k < needs.rows, "enquiry %zu hangs on no need", i);
        if (k < needs.rows)
            cr_expect(sheet_day(&needs, k, date) <= sheet_day(&enquiries, i, start));
        after++;
    }
    cr_expect(after > 10, "%zu", after);
    sheet_free(&needs);
    sheet_free(&enquiries);
    folder_remove(hard);
}
