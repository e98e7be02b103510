/* One borough of full size against what is published: wide bands, ten years' means. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/day.h"
#include "datasets/borough/borough_inside.h"
#include "support/sheet.h"

TestSuite(rates, .init = lc_begin, .timeout = 1800);

#define LATER "extracts/2025-04-01/"

enum { YEARS = 10, FIRST = 2016 };

static char *simulate(void)
{
    struct lc_error err = { 0 };
    struct lc_borough_counts counts;
    struct lc_borough_options options;
    char *dir = folder_new();
    lc_knobs_default(&lc_borough_knobs, &options);
    options.dirt = 0;
    cr_assert(lc_borough_write(dir, &options, &counts, &err) == LC_OK, "%s", err.text);
    return dir;
}

static int year_ending(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return month >= 4 ? year + 1 : year;
}

static bool in_years(int32_t day)
{
    return day != LC_OPEN && year_ending(day) >= FIRST
           && year_ending(day) < FIRST + YEARS;
}

/* Mean over the ten 31 Marches of the rows open on it. */
static double stock(const char *dir, const char *name, const char *start,
                    const char *end)
{
    struct sheet s;
    double open = 0;
    sheet_read(&s, dir, name);
    size_t from = sheet_column(&s, start), to = sheet_column(&s, end);
    for (size_t i = 0; i < s.rows; i++)
        for (int y = FIRST; y < FIRST + YEARS; y++) {
            int32_t day = lc_day_of(y, 3, 31);
            open += sheet_day(&s, i, from) <= day && sheet_day(&s, i, to) > day;
        }
    sheet_free(&s);
    return open / YEARS;
}

/* Rows a year whose day lies in the ten years. */
static double flow(const char *dir, const char *name, const char *date)
{
    struct sheet s;
    double rows = 0;
    sheet_read(&s, dir, name);
    size_t column = sheet_column(&s, date);
    for (size_t i = 0; i < s.rows; i++)
        rows += in_years(sheet_day(&s, i, column));
    sheet_free(&s);
    return rows / YEARS;
}

static void expect_band(const char *what, double value, double low, double high)
{
    cr_expect(value >= low && value <= high, "%s: %.1f is not within %g to %g", what,
              value, low, high);
}

/* Stocks and flows of Brent as published (DfE): CIN at 31 March 2,729 to 2,852; plans
 * 325 to 361; looked after 289 to 341; referrals 3,777 to 5,346. */
Test(rates, stocks_and_flows_are_a_borough_s)
{
    char *dir = simulate();
    expect_band("CIN",
                stock(dir, LATER "social_care/ssd_cin_episodes.csv",
                      "cine_referral_date", "cine_close_date"),
                2400, 3200);
    expect_band("CPP",
                stock(dir, LATER "social_care/ssd_cp_plans.csv",
                      "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
                290, 400);
    expect_band("CLA",
                stock(dir, LATER "social_care/ssd_cla_episodes.csv",
                      "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
                240, 340);
    expect_band(
        "referrals",
        flow(dir, LATER "social_care/ssd_cin_episodes.csv", "cine_referral_date"), 3700,
        5300);
    folder_remove(dir);
}

struct entries {
    double all, ten, sixteen, alone, police, remand;
    double by_age[18];
};

static void count_entries(const char *dir, struct entries *e)
{
    struct sheet s;
    memset(e, 0, sizeof *e);
    sheet_read(&s, dir, "truth/entries.csv");
    size_t day = sheet_column(&s, "day"), age = sheet_column(&s, "age");
    size_t legal = sheet_column(&s, "legal_status");
    size_t alone = sheet_column(&s, "unaccompanied");
    for (size_t i = 0; i < s.rows; i++) {
        int years = atoi(sheet_cell(&s, i, age));
        cr_assert(years >= 0 && years < 18);
        if (!in_years(sheet_day(&s, i, day)))
            continue;
        e->all += 1.0 / YEARS;
        e->by_age[years] += 1.0 / YEARS;
        e->ten += (years >= 10 && years < 16) * 1.0 / YEARS;
        e->sixteen += (years >= 16) * 1.0 / YEARS;
        e->alone += (*sheet_cell(&s, i, alone) == '1') * 1.0 / YEARS;
        e->police += !strcmp(sheet_cell(&s, i, legal), "L1") * 1.0 / YEARS;
        e->remand += !strcmp(sheet_cell(&s, i, legal), "J1") * 1.0 / YEARS;
    }
    sheet_free(&s);
}

/* Starts to be looked after, Brent 2016 to 2025: 138 to 228; 10 to 15 39 to 62; 16 and
 * over 45 to 92; unaccompanied 21 to 75; police protection 23 to 52; remand about 11;
 * most at 16. */
Test(rates, entries_are_a_borough_s)
{
    struct entries e;
    char *dir = simulate();
    count_entries(dir, &e);
    expect_band("starts", e.all, 138, 228);
    expect_band("10 to 15", e.ten, 39, 66);
    expect_band("16 and over", e.sixteen, 42, 70);
    expect_band("unaccompanied", e.alone, 25, 55);
    expect_band("police protection", e.police, 23, 52);
    expect_band("remand", e.remand, 5, 16);
    for (int age = 1; age < 18; age++)
        cr_expect(age == 16 || e.by_age[age] < e.by_age[16], "more at %d", age);
    folder_remove(dir);
}

/* A factor that did not exist is not found: 24A only from the 2022 collection on, 18A
 * and 19A only until the 2020 one. */
Test(rates, factors_come_and_go_with_their_year)
{
    struct sheet a, f;
    size_t cce = 0, old = 0;
    char *dir = simulate();
    sheet_read(&a, dir, LATER "social_care/ssd_cin_assessments.csv");
    sheet_read(&f, dir, LATER "social_care/ssd_assessment_factors.csv");
    size_t id = sheet_column(&a, "cina_assessment_id");
    size_t done = sheet_column(&a, "cina_assessment_auth_date");
    size_t of = sheet_column(&f, "cinf_assessment_id");
    size_t codes = sheet_column(&f, "cinf_assessment_factors_json");
    for (size_t i = 0, at = 0; i < f.rows; i++, at++) {
        /* the same order; an assessment not yet authorised has no factors */
        while (strcmp(sheet_cell(&a, at, id), sheet_cell(&f, i, of)) != 0)
            cr_assert(++at < a.rows);
        int year = year_ending(sheet_day(&a, at, done));
        bool new_code = strstr(sheet_cell(&f, i, codes), "\"24A\"") != NULL;
        bool old_code = strstr(sheet_cell(&f, i, codes), "\"18A\"") != NULL;
        cr_expect(!new_code || year >= 2022);
        cr_expect(!old_code || year <= 2020);
        cce += new_code;
        old += old_code;
    }
    cr_expect(cce > 50 && old > 1000);
    sheet_free(&a);
    sheet_free(&f);
    folder_remove(dir);
}

/* If the stated hazards are those that entries come from, then the first entries at 10
 * and over, less the hazards summed over the time at risk, are a martingale: mean 0,
 * variance their number. (A month in which the child enters or leaves is counted whole:
 * that adds half a month's hazard for each, far below one deviation.) */
Test(rates, first_entries_come_at_the_stated_hazard)
{
    struct sheet s;
    double expected = 0, seen = 0;
    char *dir = simulate();
    sheet_read(&s, dir, "truth/hazards.csv");
    size_t from = sheet_column(&s, "from"), to = sheet_column(&s, "to");
    size_t hazard = sheet_column(&s, "hazard");
    for (size_t i = 0; i < s.rows; i++)
        expected += (sheet_day(&s, i, to) - sheet_day(&s, i, from)) / 365.25
                    * strtod(sheet_cell(&s, i, hazard), NULL);
    sheet_free(&s);
    sheet_read(&s, dir, "truth/entries.csv");
    size_t age = sheet_column(&s, "age"), first = sheet_column(&s, "first");
    size_t alone = sheet_column(&s, "unaccompanied");
    for (size_t i = 0; i < s.rows; i++)
        seen += atoi(sheet_cell(&s, i, age)) >= 10 && *sheet_cell(&s, i, first) == '1'
                && *sheet_cell(&s, i, alone) == '0';
    double deviation = (seen - expected) * (seen - expected) / expected;
    cr_expect(seen > 500);
    cr_expect(deviation < 16, "%.0f entries where %.1f were due", seen, expected);
    sheet_free(&s);
    folder_remove(dir);
}
