/* Which letters may stand where somebody reads. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/letter.h"
#include "base/random.h"
#include "base/text.h"

/* All of it, a piece after the other. */
static void stands_as(const char *raw, const char *expected)
{
    struct lc_text out = { 0 };
    lc_text_add(&out, "");
    lc_text_add_shown(&out, lc_slice_of(raw));
    cr_assert_str_eq(out.data, expected);
    lc_text_free(&out);
}

Test(letter, names_stand_as_they_are)
{
    static const char *const names[] = { "Zo\u00eb O'Brien",
                                         "\u0141ukasz Wo\u017aniak",
                                         "\u0645\u062d\u0645\u062f",
                                         "\u200f\u05e9\u05dc\u05d5\u05dd",
                                         "\u0915\u094d\u200d\u0937",
                                         "\u4e2d\u6587",
                                         "\U0001f469\u200d\U0001f466",
                                         "two\nlines\tand a tab",
                                         "\ufffd" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        stands_as(names[i], names[i]);
}

Test(letter, what_does_something_does_not)
{
    stands_as("\x1b[2J", "\ufffd[2J");
    stands_as("a\x07\x08\x7f", "a\ufffd\ufffd\ufffd");
    stands_as("\xc2\x85\xc2\x9b", "\ufffd\ufffd");
    stands_as("\u202eab\u202c\u2066\u2069", "\ufffdab\ufffd\ufffd\ufffd");
    stands_as("\u2028\u2029\ufeff\ufff9", "\ufffd\ufffd\ufffd\ufffd");
    stands_as("\ufffe\U0001ffff\U000e0041", "\ufffd\ufffd\ufffd");
}

/* A return ends a line, and with a newline it is one end. */
Test(letter, a_return_is_a_newline)
{
    stands_as("a\rb\r\nc\r", "a\nb\nc\n");
}

/* Table 3-7: overlong, a surrogate, above U+10FFFF, cut off: each byte is none. */
Test(letter, what_is_no_utf8_does_not_stand)
{
    stands_as("\xc0\xaf", "\ufffd\ufffd");
    stands_as("\xed\xa0\x80", "\ufffd\ufffd\ufffd");
    stands_as("\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd");
    stands_as("\xe2\x82", "\ufffd\ufffd");
    stands_as("\xff"
              "a",
              "\ufffda");
}

/* Bytes and marks of chance: what comes out is UTF-8, comes out again the same, and has
 * no byte that a terminal obeys. */
Test(letter, a_hundred_thousand_texts_of_chance)
{
    static const char *const marks[] = {
        "\x1b[", "\u202e", "\xc2\x9b", "<b>", "=", "\r", "\n", "\u0645", "\"", "\ufeff"
    };
    struct lc_random random;
    lc_random_init(&random, 7, 0);
    for (int turn = 0; turn < 100000; turn++) {
        struct lc_text raw = { 0 }, once = { 0 }, twice = { 0 };
        for (int k = (int)lc_random_below(&random, 12); k >= 0; k--)
            if (lc_random_below(&random, 2))
                lc_text_add(&raw, marks[lc_random_below(&random, 10)]);
            else
                lc_text_add_bytes(&raw, &(char){ (char)lc_random_below(&random, 256) },
                                  1);
        lc_text_add_shown(&once, (struct lc_slice){ raw.data, raw.size });
        lc_text_add_shown(&twice, (struct lc_slice){ once.data, once.size });
        cr_assert_str_eq(once.data, twice.data);
        for (size_t i = 0, step; i < once.size; i += step) {
            step = lc_letter_size(once.data + i, once.size - i);
            cr_assert(step);
            uint32_t point = lc_letter_point(once.data + i, step);
            cr_assert(point == '\n' || point == '\t' || (point >= ' ' && point < 0x7f)
                      || point > 0x9f);
            cr_assert(point < 0x202a || point > 0x202e);
        }
        lc_text_free(&raw);
        lc_text_free(&once);
        lc_text_free(&twice);
    }
}
