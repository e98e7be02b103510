/* Days. Expected numbers are from the calendar: 1970-01-01 is day 0, 2000-01-01 is
 * 10957 (30 years of 365 days and 7 leap days), 2000-03-01 is 60 days later. */
#include <criterion/criterion.h>

#include "base/day.h"

static int parse(const char *text, int format, int32_t *day)
{
    return lc_day_parse(lc_slice_of(text), format, day);
}

Test(day, known_days)
{
    cr_assert_eq(lc_day_of(1970, 1, 1), 0);
    cr_assert_eq(lc_day_of(2000, 1, 1), 30 * 365 + 7);
    cr_assert_eq(lc_day_of(2000, 3, 1), 30 * 365 + 7 + 60);
    cr_assert_eq(lc_day_of(1969, 12, 31), -1);
}

Test(day, every_day_of_three_centuries_splits_back)
{
    int32_t expected = lc_day_of(1900, 1, 1);
    for (int y = 1900; y < 2200; y++)
        for (int m = 1; m <= 12; m++) {
            static const int lengths[] = { 31, 28, 31, 30, 31, 30,
                                           31, 31, 30, 31, 30, 31 };
            int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
            for (int d = 1; d <= lengths[m - 1] + (m == 2 && leap); d++) {
                int y2, m2, d2;
                cr_assert_eq(lc_day_of(y, m, d), expected++);
                lc_day_split(expected - 1, &y2, &m2, &d2);
                cr_assert(y2 == y && m2 == m && d2 == d);
            }
        }
}

struct row {
    const char *text;
    int format, code, y, m, d;
};

/* clang-format off */
static const struct row rows[] = {
    { "2024-02-29",            LC_DAY_ISO,   LC_OK,     2024, 2, 29 },
    { " 2024-02-29 ",          LC_DAY_ISO,   LC_OK,     2024, 2, 29 },
    { "2024-02-29 00:00:00",   LC_DAY_ISO,   LC_OK,     2024, 2, 29 },
    { "2024-02-29T00:00:00Z",  LC_DAY_ISO,   LC_OK,     2024, 2, 29 },
    { "2024-02-29 07:30:00",   LC_DAY_ISO,   LC_OK,     2024, 2, 29 },
    { "2024-02-29T23:59:59.5Z", LC_DAY_ISO,  LC_OK,     2024, 2, 29 },
    { "2024-02-29 24:00",      LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "2024-02-29 07:60",      LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "2024-02-29 07:30:60",   LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "2024-02-29 0730",       LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "2024-02-29 07:30 of 3", LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "31/03/2024 7:05",       LC_DAY_DMY,   LC_OK,     2024, 3, 31 },
    { "31/03/24 14:05",        LC_DAY_DMY,   LC_OK,     2024, 3, 31 },
    { "1/3/2024 02:05:09 PM",  LC_DAY_DMY,   LC_OK,     2024, 3, 1 },
    { "2025-Feb-14 13:00:00",  LC_DAY_NAMED, LC_OK,     2025, 2, 14 },
    { "2023-02-29",            LC_DAY_ISO,   LC_RANGE,  0, 0, 0 },
    { "1900-02-29",            LC_DAY_ISO,   LC_RANGE,  0, 0, 0 },
    { "2000-02-29",            LC_DAY_ISO,   LC_OK,     2000, 2, 29 },
    { "2100-02-29",            LC_DAY_ISO,   LC_RANGE,  0, 0, 0 },
    { "2024-13-01",            LC_DAY_ISO,   LC_RANGE,  0, 0, 0 },
    { "2024-1-1",              LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "1899-12-31",            LC_DAY_ISO,   LC_RANGE,  0, 0, 0 },
    { "31/03/2024",            LC_DAY_DMY,   LC_OK,     2024, 3, 31 },
    { "31-03-2024",            LC_DAY_DMY,   LC_OK,     2024, 3, 31 },
    { "31/03/24",              LC_DAY_DMY,   LC_OK,     2024, 3, 31 },
    { "01/01/70",              LC_DAY_DMY,   LC_OK,     1970, 1, 1 },
    { "01/01/69",              LC_DAY_DMY,   LC_OK,     2069, 1, 1 },
    { "31/04/2024",            LC_DAY_DMY,   LC_RANGE,  0, 0, 0 },
    { "03/31/2024",            LC_DAY_DMY,   LC_RANGE,  0, 0, 0 },
    { "00/00/0000",            LC_DAY_DMY,   LC_RANGE,  0, 0, 0 },
    { "03/31/2024",            LC_DAY_MDY,   LC_OK,     2024, 3, 31 },
    { "03-31-24",              LC_DAY_MDY,   LC_OK,     2024, 3, 31 },
    { "31/03/2024",            LC_DAY_MDY,   LC_RANGE,  0, 0, 0 },
    { "1/3/2024",              LC_DAY_DMY,   LC_OK,     2024, 3, 1 },
    { "1/3/1971",              LC_DAY_DMY,   LC_OK,     1971, 3, 1 },
    { "01/3/2071",             LC_DAY_DMY,   LC_OK,     2071, 3, 1 },
    { "1-12-2024 00:00",       LC_DAY_DMY,   LC_OK,     2024, 12, 1 },
    { "1/3/2024",              LC_DAY_MDY,   LC_OK,     2024, 1, 3 },
    { "31/4/2024",             LC_DAY_DMY,   LC_RANGE,  0, 0, 0 },
    { "0/3/2024",              LC_DAY_DMY,   LC_RANGE,  0, 0, 0 },
    { "1/1/24",                LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "01/1/24",               LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "1//2024",               LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "/3/2024",               LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "1/3/202",               LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "1/3/20244",             LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "001/3/2024",            LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "1/3-2024",              LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "1/3",                   LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "1",                     LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "31/03-2024",            LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "2025-Feb-14 00:00:00",  LC_DAY_NAMED, LC_OK,     2025, 2, 14 },
    { "2025-Fob-14",           LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "14-Feb-2025",           LC_DAY_NAMED, LC_OK,     2025, 2, 14 },
    { "14-FEB-25",             LC_DAY_NAMED, LC_OK,     2025, 2, 14 },
    { "4 February 2025",       LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "4 Sept 2025",           LC_DAY_NAMED, LC_OK,     2025, 9, 4 },
    { "04/Feb/2025 10:15",     LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "Feb  4 2025 12:00AM",   LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "February 4, 2025",      LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "30 Feb 2025",           LC_DAY_NAMED, LC_RANGE,  0, 0, 0 },
    { "4 Fe 2025",             LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "4 Febx 2025",           LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "4 Februaryy 2025",      LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "Feb 2025",              LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "Feb 14 25",             LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "4Feb2025",              LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "4th February 2025",     LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "February 21st, 2025",   LC_DAY_NAMED, LC_OK,     2025, 2, 21 },
    { "4fh February 2025",     LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "Tuesday 4 February 2025", LC_DAY_NAMED, LC_OK,   2025, 2, 4 },
    { "Tue, 04-Feb-25 10:15",  LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "Tuesday, February 4, 2025", LC_DAY_NAMED, LC_OK, 2025, 2, 4 },
    { "Tu 4 February 2025",    LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "Tuesda 4 Feb 2025",     LC_DAY_NAMED, LC_OK,     2025, 2, 4 },
    { "Tuesdays 4 Feb 2025",   LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "Tue",                   LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "14 Feb",                LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "14-Feb-2025x",          LC_DAY_NAMED, LC_FORMAT, 0, 0, 0 },
    { "31.03.2024",            LC_DAY_DMY,   LC_OK,     2024, 3, 31 },
    { "31.03-2024",            LC_DAY_DMY,   LC_FORMAT, 0, 0, 0 },
    { "2024/03/31",            LC_DAY_YMD,   LC_OK,     2024, 3, 31 },
    { "20240331",              LC_DAY_YMD,   LC_OK,     2024, 3, 31 },
    { "20240331 10:15",        LC_DAY_YMD,   LC_OK,     2024, 3, 31 },
    { "20243103",              LC_DAY_YMD,   LC_FORMAT,  0, 0, 0 },
    { "20240230",              LC_DAY_YMD,   LC_RANGE,  0, 0, 0 },
    { "2024033",               LC_DAY_YMD,   LC_FORMAT, 0, 0, 0 },
    { "202403311",             LC_DAY_YMD,   LC_FORMAT, 0, 0, 0 },
    { "2024/0331",             LC_DAY_YMD,   LC_FORMAT, 0, 0, 0 },
    { "2024-03-31",            LC_DAY_YMD,   LC_FORMAT, 0, 0, 0 },
    { "20240331",              LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "2024-02-29T00:00:00+01:00", LC_DAY_ISO, LC_OK,   2024, 2, 29 },
    { "2024-02-29 00:00:00.0000000 +00:00", LC_DAY_ISO, LC_OK, 2024, 2, 29 },
    { "2024-02-29 00:00:00  +00:00", LC_DAY_ISO, LC_FORMAT, 0, 0, 0 },
    { "2024-02-29 00:00:00 ", LC_DAY_ISO, LC_OK,      2024, 2, 29 },
    { "2024-02-29T00:00:00+0:00",  LC_DAY_ISO, LC_FORMAT, 0, 0, 0 },
    { "2024-02-29+01:00",      LC_DAY_ISO,   LC_FORMAT, 0, 0, 0 },
    { "2024-03-31",            LC_DAY_ANY,   LC_OK,     2024, 3, 31 },
    { "31/03/2024",            LC_DAY_ANY,   LC_OK,     2024, 3, 31 },
    { "1-12-2024",             LC_DAY_ANY,   LC_OK,     2024, 12, 1 },
    { "45382",                 LC_DAY_ANY,   LC_FORMAT, 0, 0, 0 },
    { "",                      LC_DAY_ANY,   LC_FORMAT, 0, 0, 0 },
};
/* clang-format on */

Test(day, parses_what_it_should_and_nothing_else)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t day = 0;
        int code = parse(rows[i].text, rows[i].format, &day);
        cr_assert_eq(code, rows[i].code, "'%s' gave %d", rows[i].text, code);
        if (!code)
            cr_assert_eq(day, lc_day_of(rows[i].y, rows[i].m, rows[i].d));
    }
}

Test(day, a_text_could_be_of_these_forms)
{
    enum {
        I = 1 << LC_DAY_ISO,
        D = 1 << LC_DAY_DMY,
        N = 1 << LC_DAY_NAMED,
        M = 1 << LC_DAY_MDY,
        Y = 1 << LC_DAY_YMD
    };
    static const struct {
        const char *text;
        unsigned forms;
        bool serial;
    } texts[] = {
        { "2024-03-31", I, false },   { "2024-03-31 00:00:00", I, false },
        { "2023-02-29", I, false },   { "2025-Feb-14", N, false },
        { "14 Feb 2025", N, false },  { "2024/03/31", Y, false },
        { "20240331", Y, false },     { "12.11.2024", D | M, false },
        { "31032024", 0, false },     { "12/11/2024", D | M, false },
        { "12-11-24", D | M, false }, { "13/11/2024", D, false },
        { "11/13/2024", M, false },   { "31/02/2024", D, false },
        { "1/3/2024", D | M, false }, { "1-3-2024", D | M, false },
        { "13/3/2024", D, false },    { "1/13/2024", M, false },
        { "02/31/2024", M, false },   { "13/13/2024", 0, false },
        { "soon", 0, false },         { "", 0, false },
        { "45001", 0, true },         { "45001.5", 0, true },
        { "18263", 0, false },        { "18264", 0, true },
        { "73050", 0, true },         { "73051", 0, false },
        { "450010", 0, false },       { "4500", 0, false },
        { "45001.", 0, false },       { "45001/5", 0, false },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct lc_slice text = lc_slice_of(texts[i].text);
        cr_expect_eq(lc_day_forms(text), texts[i].forms, "%s", texts[i].text);
        cr_expect_eq(lc_day_is_serial(text), texts[i].serial, "%s", texts[i].text);
    }
    for (int form = 0; form < LC_DAY_FORMS; form++) {
        int32_t day;
        cr_assert_eq(parse(lc_day_example(form), form, &day), LC_OK);
        cr_expect_eq(day, lc_day_of(2024, 2, 29));
    }
}

Test(day, ages_turn_on_the_birthday)
{
    int32_t born = lc_day_of(2010, 6, 15), leap = lc_day_of(2012, 2, 29);
    cr_assert_eq(lc_day_age(born, lc_day_of(2023, 6, 14)), 12);
    cr_assert_eq(lc_day_age(born, lc_day_of(2023, 6, 15)), 13);
    cr_assert_eq(lc_day_age(leap, lc_day_of(2025, 2, 28)), 12);
    cr_assert_eq(lc_day_age(leap, lc_day_of(2025, 3, 1)), 13);
    cr_assert_eq(lc_day_birthday(leap, 18), lc_day_of(2030, 3, 1));
    cr_assert_eq(lc_day_birthday(leap, 4), lc_day_of(2016, 2, 29));
}

Test(day, months_keep_the_day_or_the_last_of_the_month)
{
    cr_assert_eq(lc_day_add_months(lc_day_of(2024, 1, 31), 1), lc_day_of(2024, 2, 29));
    cr_assert_eq(lc_day_add_months(lc_day_of(2024, 1, 31), 13), lc_day_of(2025, 2, 28));
    cr_assert_eq(lc_day_add_months(lc_day_of(2024, 1, 15), -1),
                 lc_day_of(2023, 12, 15));
    cr_assert_eq(lc_day_add_months(lc_day_of(2024, 1, 1), -24), lc_day_of(2022, 1, 1));
}

Test(day, prints)
{
    char text[32];
    cr_assert_str_eq(lc_day_print(lc_day_of(2024, 3, 3), text), "2024-03-03");
    cr_assert_str_eq(lc_day_print(LC_OPEN, text), "");
    cr_assert_str_eq(lc_day_print(LC_NO_DAY, text), "");
    cr_assert_str_eq(lc_day_print_long(lc_day_of(2024, 3, 3), text), "3 March 2024");
}
