/* Lines broken for a terminal, by hand. */
#include <string.h>

#include <criterion/criterion.h>

#include "base/wrap.h"

static void wrapped_is(const char *raw, size_t width, size_t in, const char *expected)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "");
    lc_text_add_wrapped(&text, lc_slice_of(raw), width, in);
    cr_assert_str_eq(text.data, expected);
    lc_text_free(&text);
}

Test(wrap, letters_are_not_bytes)
{
    cr_assert_eq(lc_letters(lc_slice_of("caf\xc3\xa9")), 4);
    cr_assert_eq(lc_letters(lc_slice_of("\xe2\x82\xac")), 1);
    cr_assert_eq(lc_letters(lc_slice_of("")), 0);
}

Test(wrap, what_fits_is_as_it_was)
{
    wrapped_is("one  two\nthree\n", 8, 2, "one  two\nthree\n");
    wrapped_is("", 8, 2, "");
    wrapped_is("\n\n", 8, 2, "\n\n");
    wrapped_is("no end", 8, 2, "no end");
    wrapped_is("ninelett\xc3\xa9", 9, 2, "ninelett\xc3\xa9"); /* 9 letters, 10 bytes */
}

Test(wrap, a_line_is_broken_behind_the_last_word_that_fits)
{
    wrapped_is("one two three four", 9, 0, "one two\nthree\nfour");
    wrapped_is("one two three", 13, 0, "one two three");
    wrapped_is("one two three", 12, 0, "one two\nthree");
    wrapped_is("one two three four", 9, 2, "one two\n  three\n  four");
    wrapped_is("one two three\nfour", 9, 2, "one two\n  three\nfour");
    wrapped_is("  one two six", 9, 0, "  one two\n  six");
}

Test(wrap, what_goes_on_stands_under_the_words)
{
    wrapped_is("  - one two six", 9, 0, "  - one\n    two\n    six");
    wrapped_is("   + one two", 9, 0, "   + one\n     two");
    wrapped_is("  a   one two six ten", 16, 0, "  a   one two\n      six ten");
    wrapped_is("one two six ten  b c", 18, 0, "one two six ten  b\nc"); /* no label */
}

Test(wrap, a_word_without_room_overruns)
{
    wrapped_is("a /very/long/path: no", 8, 2, "a\n  /very/long/path:\n  no");
    wrapped_is("/very/long/path", 8, 2, "/very/long/path");
    wrapped_is("/very/long/path \n", 8, 2, "/very/long/path\n");
}
