/* Numbers: what is read is the nearest double, what is printed reads back. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/number.h"
#include "base/random.h"

TestSuite(number, .init = lc_begin);

static const struct {
    const char *text;
    int code;
    double value;
} rows[] = {
    { "0", LC_OK, 0 },
    { "-0", LC_OK, -0.0 },
    { "7", LC_OK, 7 },
    { " 7 ", LC_OK, 7 },
    { "+7.50", LC_OK, 7.5 },
    { ".5", LC_OK, 0.5 },
    { "5.", LC_OK, 5 },
    { "1e3", LC_OK, 1000 },
    { "1E-3", LC_OK, 1e-3 },
    { "0.1", LC_OK, 0.1 },
    { "inf", LC_OK, INFINITY },
    { "-Infinity", LC_OK, -INFINITY },
    { "", LC_FORMAT, 0 },
    { ".", LC_FORMAT, 0 },
    { "-", LC_FORMAT, 0 },
    { "1e", LC_FORMAT, 0 },
    { "1,5", LC_FORMAT, 0 },
    { "0x10", LC_FORMAT, 0 },
    { "1e999", LC_RANGE, 0 },
    { "12 3", LC_FORMAT, 0 },
    { "NA", LC_FORMAT, 0 },
    { "123456789012345678901234567890", LC_OK, 123456789012345678901234567890.0 },
    { "4.9e-324", LC_OK, 4.9e-324 },
    { "000000000000000000000000000001", LC_OK, 1 },
    { "0.000000000000000000000000000001", LC_OK, 1e-30 },
};

Test(number, reads_what_it_should_and_nothing_else)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = 0;
        int code = lc_number_parse(lc_slice_of(rows[i].text), &value);
        cr_assert_eq(code, rows[i].code, "'%s' gave %d", rows[i].text, code);
        if (!code)
            cr_assert(memcmp(&value, &rows[i].value, sizeof value) == 0, "'%s'",
                      rows[i].text);
    }
}

/* Zeros after the point that the exponent takes back, as far as a long text goes. */
Test(number, long_texts_are_read_to_their_end)
{
    static const struct {
        size_t zeros;
        const char *tail;
        int code;
        double value;
    } texts[] = {
        { 58, "1e59", LC_OK, 1 },                /* 64 bytes */
        { 59, "1e60", LC_OK, 1 },                /* 65 */
        { 99990, "1e99991", LC_OK, 1 },          /* 10^-99991 times its inverse */
        { 99999, "1e1000000", LC_RANGE, 0 },     /* 10^900000 */
        { 99999, "1e-99999999999", LC_OK, 0.0 }, /* nearest to it */
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t size = 2 + texts[i].zeros + strlen(texts[i].tail);
        char *text = malloc(size + 1);
        double value = -1;
        memset(text, '0', size);
        text[1] = '.';
        strcpy(text + 2 + texts[i].zeros, texts[i].tail);
        int code = lc_number_parse((struct lc_slice){ text, size }, &value);
        cr_expect_eq(code, texts[i].code, "%s", texts[i].tail);
        cr_expect(code || value == texts[i].value, "%s: %g", texts[i].tail, value);
        free(text);
    }
}

Test(number, agrees_with_the_c_library_on_random_texts)
{
    struct lc_random r;
    lc_random_init(&r, 2385, 0);
    for (int i = 0; i < 20000; i++) {
        char text[64];
        int digits = 1 + (int)lc_random_below(&r, 19);
        snprintf(text, sizeof text, "%.*ge%d", digits, lc_random_unit(&r),
                 (int)lc_random_below(&r, 60) - 30);
        if (strchr(text, 'e') != strrchr(text, 'e'))
            continue;
        double ours = 0, theirs = strtod(text, NULL);
        cr_assert_eq(lc_number_parse(lc_slice_of(text), &ours), LC_OK);
        cr_assert(memcmp(&ours, &theirs, sizeof ours) == 0, "'%s'", text);
    }
}

Test(number, prints_what_reads_back_and_no_longer)
{
    char text[LC_NUMBER_ROOM];
    struct lc_random r;
    lc_number_print(0.1, text);
    cr_assert_str_eq(text, "0.1");
    lc_number_print(1.0 / 3, text);
    cr_assert_str_eq(text, "0.3333333333333333");
    lc_random_init(&r, 2386, 0);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = lc_random_word(&r);
        double value, back = 0;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        size_t size = lc_number_print(value, text);
        cr_assert_eq(lc_number_parse((struct lc_slice){ text, size }, &back), LC_OK);
        cr_assert(memcmp(&back, &value, sizeof back) == 0, "%s", text);
    }
}

Test(number, whole_numbers_keep_their_range)
{
    int64_t value;
    cr_assert_eq(lc_integer_parse(lc_slice_of("1.0"), 0, 1, &value), LC_OK);
    cr_assert_eq(value, 1);
    cr_assert_eq(lc_integer_parse(lc_slice_of("1.5"), 0, 2, &value), LC_FORMAT);
    cr_assert_eq(lc_integer_parse(lc_slice_of("3"), 0, 2, &value), LC_RANGE);
    cr_assert_eq(lc_integer_parse(lc_slice_of("1e300"), 0, 2, &value), LC_RANGE);
    cr_assert_eq(lc_integer_parse(lc_slice_of("nan"), 0, 2, &value), LC_RANGE);
}
