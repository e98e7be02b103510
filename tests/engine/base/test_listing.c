/* Listings laid out by hand. */
#include <string.h>

#include <criterion/criterion.h>

#include "base/listing.h"
#include "base/wrap.h"

/* cells[] ends with NULL; a cell is "" to end the rows' last column early */
static void listing_is(size_t columns, const struct lc_listed *column,
                       const char *const *cell, size_t indent, const char *expected)
{
    struct lc_listing listing;
    struct lc_text out = { 0 };
    lc_listing_begin(&listing, columns, column);
    for (; *cell; cell++)
        lc_listing_cell(&listing, "%s", *cell);
    lc_listing_end(&listing, indent, &out);
    cr_assert_str_eq(out.data ? out.data : "", expected);
    lc_text_free(&out);
}

Test(listing, columns_are_as_wide_as_what_is_in_them)
{
    static const struct lc_listed column[] = { { "name", LC_LISTED_LEFT },
                                               { "rows", LC_LISTED_RIGHT },
                                               { "what", LC_LISTED_FLOWS } };
    static const char *const cell[] = { "caf\xc3\xa9s", "1", "open", "a",
                                        "12345",        "",  NULL };
    listing_is(3, column, cell, 2,
               "  name    rows  what\n"
               "  caf\xc3\xa9s      1  open\n"
               "  a      12345\n");
}

Test(listing, no_headings_and_no_rows)
{
    static const struct lc_listed column[] = { { "", LC_LISTED_LEFT },
                                               { "", LC_LISTED_RIGHT } };
    static const struct lc_listed headed[] = { { "a", LC_LISTED_LEFT },
                                               { "b", LC_LISTED_RIGHT } };
    static const char *const cell[] = { "a", "1", NULL }, *const none[] = { NULL };
    listing_is(2, column, cell, 0, "a  1\n");
    listing_is(2, headed, none, 0, "a  b\n");
}

/* 8 columns of 9 and gaps of 2 or 1 are 86 and 79 */
Test(listing, one_blank_where_that_is_what_makes_them_fit)
{
    static const struct lc_listed column[] = {
        { "", LC_LISTED_LEFT },  { "", LC_LISTED_RIGHT }, { "", LC_LISTED_RIGHT },
        { "", LC_LISTED_RIGHT }, { "", LC_LISTED_RIGHT }, { "", LC_LISTED_RIGHT },
        { "", LC_LISTED_RIGHT }, { "", LC_LISTED_RIGHT }
    };
    static const char *const cell[] = { "123456789", "123456789", "123456789",
                                        "123456789", "123456789", "123456789",
                                        "123456789", "123456789", NULL };
    listing_is(8, column, cell, 0,
               "123456789 123456789 123456789 123456789 123456789 123456789 123456789 "
               "123456789\n");
}

/* five headings of 20 do not fit, words of 10 do */
Test(listing, headings_stand_one_word_below_the_other)
{
    static const struct lc_listed column[] = {
        { "name", LC_LISTED_LEFT },
        { "aaaaaaaaaa bbbbbbbbb", LC_LISTED_RIGHT },
        { "aaaaaaaaaa bbbbbbbbb", LC_LISTED_RIGHT },
        { "aaaaaaaaaa bbbbbbbbb", LC_LISTED_RIGHT },
        { "aaaaaaaaaa bbbbbbbbb", LC_LISTED_RIGHT },
    };
    static const char *const cell[] = { "x", "1", "2", "3", "4", NULL };
    listing_is(5, column, cell, 0,
               "      aaaaaaaaaa  aaaaaaaaaa  aaaaaaaaaa  aaaaaaaaaa\n"
               "name   bbbbbbbbb   bbbbbbbbb   bbbbbbbbb   bbbbbbbbb\n"
               "x              1           2           3           4\n");
}

#define SIXTY "123456789012345678901234567890123456789012345678901234567890"

Test(listing, words_go_on_below_and_a_long_name_stands_alone)
{
    static const struct lc_listed column[] = { { "what", LC_LISTED_FLOWS },
                                               { "", LC_LISTED_LEFT } };
    static const char *const cell[] = { "children of the store", SIXTY,
                                        "a_name_that_has_no_room", SIXTY, NULL };
    listing_is(2, column, cell, 0,
               "what\n"
               "children of the     " SIXTY "\n"
               "store\n"
               "a_name_that_has_no_room\n"
               "                    " SIXTY "\n");
}

Test(listing, columns_without_room_stand_below_with_the_name_again)
{
    static const struct lc_listed column[] = { { "name", LC_LISTED_LEFT },
                                               { "a", LC_LISTED_RIGHT },
                                               { "b", LC_LISTED_RIGHT } };
    static const char *const cell[] = { "x", SIXTY, SIXTY, "y", "1", "2", NULL };
#define BLANK "                                                           "
    listing_is(3, column, cell, 0,
               "name  " BLANK "a\n"
               "x     " SIXTY "\n"
               "y     " BLANK "1\n"
               "\n"
               "name  " BLANK "b\n"
               "x     " SIXTY "\n"
               "y     " BLANK "2\n");
}

Test(listing, a_cell_of_any_length)
{
    static const struct lc_listed column[] = { { "", LC_LISTED_FLOWS } };
    char word[] = "letters ", text[3000] = "";
    struct lc_listing listing;
    struct lc_text out = { 0 };
    for (int i = 0; i < 300; i++)
        strcat(text, word);
    lc_listing_begin(&listing, 1, column);
    lc_listing_cell(&listing, "%s", text);
    lc_listing_end(&listing, 4, &out);
    size_t lines = 0;
    for (const char *at = out.data; at && *at; lines++) {
        size_t size = strcspn(at, "\n");
        cr_assert_leq(size, LC_COLUMNS);
        at += size + 1;
    }
    cr_assert_eq(lines, 34); /* 300 words, 9 a line: 4 + 9 * 8 - 1 = 75 */
    lc_text_free(&out);
}
