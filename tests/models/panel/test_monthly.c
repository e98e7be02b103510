/* Months counted by hand: both edges of a month and of a half year, a child once, and a
 * month that no source tells of. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "models/panel/after_inside.h"
#include "models/panel/monthly_inside.h"
#include "support/stores.h"

TestSuite(monthly, .init = lc_begin);

static struct lc_monthly_span months_of(const char *from, const char *to)
{
    const int32_t span[2] = { day_of(from), day_of(to) };
    struct lc_monthly_span months;
    struct lc_error err = { 0 };
    cr_assert(zero(int, lc_monthly_span_of(&months, span, &err)), "%s", err.text);
    return months;
}

Test(monthly, months_are_whole)
{
    static const char *const wrong[][2] = { { "2020-01-02", "2020-03-01" },
                                            { "2020-01-01", "2020-02-29" },
                                            { "2010-01-01", "2020-02-01" } };
    struct lc_monthly_span months = months_of("2020-01-01", "2020-04-01");
    cr_expect(eq(sz, months.count, 3));
    cr_expect(eq(str, months.name[1], "2020-02"));
    cr_expect(eq(sz, lc_monthly_place(&months, day_of("2020-02-29")), 1));
    cr_expect(eq(sz, lc_monthly_place(&months, day_of("2020-03-01")), 2));
    cr_expect(eq(sz, lc_monthly_place(&months, day_of("2020-04-01")), 3));
    cr_expect(eq(sz, lc_monthly_place(&months, day_of("2019-12-31")), 3));
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        const int32_t span[2] = { day_of(wrong[k][0]), day_of(wrong[k][1]) };
        cr_expect(eq(int, lc_monthly_span_of(&months, span, NULL), LC_RANGE));
    }
}

static void expect(const struct lc_store *store, enum lc_monthly_how how, size_t before,
                   size_t january, size_t february, size_t march)
{
    struct lc_monthly_span months = months_of("2020-01-01", "2020-04-01");
    const struct lc_monthly figure = { "x", "X", "cin", NULL, NULL, how };
    size_t count[LC_MONTHS_MOST], was;
    cr_assert(zero(int, lc_monthly_count(count, &was, &figure, &months, store, NULL)));
    cr_expect(eq(sz, was, before));
    cr_expect(eq(sz, count[0], january));
    cr_expect(eq(sz, count[1], february));
    cr_expect(eq(sz, count[2], march));
}

/* Child 0 has two at once over January's end; child 1's ends on 31 January, and so does
 * not last on that day; child 2's begins on it. What was withdrawn counts nowhere. */
Test(monthly, a_day_and_a_child_count_once)
{
    struct lc_store store =
        store_of(3, "covers cin 2015-01-01 2020-04-01\n"
                    "cin 0 2020-01-10 2020-02-10\ncin 0 2020-01-20 2020-03-31\n"
                    "cin 1 2019-12-31 2020-01-31\ncin 2 2020-01-31 -\n"
                    "cin 2 2020-01-15 - known 2020-01-15 2020-01-16\n");
    expect(&store, LC_MONTHLY_STARTED, 0, 3, 0, 0);
    expect(&store, LC_MONTHLY_ENDED, 0, 1, 1, 1);
    expect(&store, LC_MONTHLY_OPEN, 1, 2, 2, 1);
    lc_store_free(&store);
}

/* A year before is 365 days; the same day is no second time. */
Test(monthly, again_is_within_a_year)
{
    struct lc_store store =
        store_of(3, "covers cin 2015-01-01 2020-04-01\n"
                    "cin 0 2019-01-10 2019-02-01\ncin 0 2020-01-10 2020-02-01\n"
                    "cin 1 2019-02-01 2019-02-02\ncin 1 2020-02-02 2020-02-03\n"
                    "cin 2 2020-03-01 2020-03-05\ncin 2 2020-03-01 2020-03-06\n");
    expect(&store, LC_MONTHLY_AGAIN, 0, 1, 0, 0);
    lc_store_free(&store);
}

Test(monthly, what_no_source_tells_is_not_none)
{
    struct lc_store store = store_of(1, "covers cin 2020-01-15 2020-03-31\n"
                                        "cin 0 2020-01-20 -\n");
    expect(&store, LC_MONTHLY_STARTED, LC_NOT_TOLD, LC_NOT_TOLD, 0, LC_NOT_TOLD);
    lc_store_free(&store);
}

/* A year before February 2020 is not covered, so whoever came then may have come
 * before. */
Test(monthly, again_is_not_told_where_the_year_before_is_not)
{
    struct lc_store store = store_of(1, "covers cin 2019-02-01 2020-04-01\n"
                                        "cin 0 2020-02-02 2020-02-03\n");
    expect(&store, LC_MONTHLY_AGAIN, 0, LC_NOT_TOLD, 0, 0);
    lc_store_free(&store);
}

/* 1, 1 and 6 are 8, told as 6: each "c" is 1 or more and the third 6 or more, so these
 * three could be nothing else. The sum may stand in another section, and stays. */
Test(monthly, rows_that_a_sum_gives_away_are_hidden_and_the_sum_is_not_moved)
{
    static const char *const row[] = { "a", "b", "c", "d" };
    static const size_t away[] = { 1, 1, 6, 0 }, safe[] = { 2, 3, 14, 0 };
    static const char *const wanted[2][5] = { { "c", "c", "c", "0", "6" },
                                              { "c", "c", "12", "0", "18" } };
    const struct lc_sheet_column column[] = { { "away", "A", away, true },
                                              { "safe", "S", safe, true } };
    const struct lc_sheet_section s = { "s", "S", NULL, "Row", 4, row, 2, column };
    const int32_t span[2] = { day_of("2020-01-01"), day_of("2020-02-01") };
    json_t *sheet;
    struct lc_text csv = { 0 }, expected = { 0 };
    cr_assert(zero(int, lc_sheet_new(&sheet, "T", span, true, NULL)));
    cr_assert(zero(int, lc_sheet_put(sheet, &s, NULL)));
    lc_sheet_csv(sheet, &csv);
    lc_text_add(&expected, "section,row,figure,count\n");
    for (size_t r = 0; r < 5; r++)
        lc_text_addf(&expected, "s,%s,away,%s\ns,%s,safe,%s\n", r < 4 ? row[r] : "all",
                     wanted[0][r], r < 4 ? row[r] : "all", wanted[1][r]);
    cr_expect(eq(str, csv.data, expected.data));
    lc_text_free(&csv);
    lc_text_free(&expected);
    json_decref(sheet);
}

/* --- after an entry --------------------------------------------------------------- */

static json_int_t told(const json_t *sheet, size_t row, const char *key)
{
    const json_t *section = json_array_get(json_object_get(sheet, "sections"), 0);
    const json_t *value =
        json_object_get(json_array_get(json_object_get(section, "rows"), row), key);
    return json_is_null(value) ? -1 : json_integer_value(value);
}

/* 182 days from 1 January 2020 are 1 July: what happens on it is within, on the next
 * day it is not. Child 1 entered too late to be followed. */
Test(monthly, half_a_year_after)
{
    struct lc_store store =
        store_of(2, "covers care 2015-01-01 2020-08-01\ncovers missing_care 2015-01-01 "
                    "2020-08-01\ncovers offence 2015-01-01 2020-06-01\n"
                    "care 0 2020-01-01 2020-03-01 reason_new S ceased X1\n"
                    "care 0 2020-03-01 2020-07-01 reason_new P ceased X1\n"
                    "care 0 2020-07-01 2020-07-02 reason_new P ceased E4\n"
                    "care 1 2020-07-01 - reason_new S\n"
                    "missing_care 0 2020-01-01 2020-01-02 file 1\nmissing_care 0 "
                    "2020-07-02 - file 1\n"
                    "offence 0 2020-02-01 - file 2\n");
    struct lc_missed_entry entry[] = { { .child = 0, .day = day_of("2020-01-01") },
                                       { .child = 1, .day = day_of("2020-07-01") } };
    const struct lc_missed missed = { .entries = 2, .entry = entry };
    const int32_t span[2] = { day_of("2020-01-01"), day_of("2020-08-01") };
    static const json_int_t wanted[][2] = { { 1, 1 },   { 1, 1 },   { 0, 1 },
                                            { -1, -1 }, { -1, -1 }, { 0, 1 } };
    json_t *sheet;
    cr_assert(zero(int, lc_sheet_new(&sheet, "T", span, false, NULL)));
    cr_assert(zero(int, lc_after_put(sheet, &missed, &store, NULL)));
    for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
        cr_expect(eq(i64, told(sheet, k, "children"), wanted[k][0]), "row %zu", k);
        cr_expect(eq(i64, told(sheet, k, "of"), wanted[k][1]), "row %zu", k);
    }
    json_decref(sheet);
    lc_store_free(&store);
}
