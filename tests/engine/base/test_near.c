/* Distances between words, counted by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/near.h"

Test(near, changes_are_counted)
{
    cr_assert(eq(sz, lc_word_distance("kitten", "sitting"), 3));      /* s, i, g */
    cr_assert(eq(sz, lc_word_distance("exclusoin", "exclusion"), 1)); /* exchanged */
    cr_assert(eq(sz, lc_word_distance("ca", "abc"), 3)); /* no place slips twice */
    cr_assert(eq(sz, lc_word_distance("thier", "theirs"), 2));
    cr_assert(eq(sz, lc_word_distance("", "cin"), 3));
    cr_assert(eq(sz, lc_word_distance("gang", "gang"), 0));
}

Test(near, the_nearest_within_the_limit)
{
    static const char *const words[] = { "care", "cin", "cpp", "gang" };
    cr_assert(eq(sz, lc_word_nearest("gnag", 4, words, 3), 3));
    cr_assert(eq(sz, lc_word_nearest("cix", 4, words, 2), 1));
    cr_assert(eq(sz, lc_word_nearest("cxx", 4, words, 3), 1)); /* the first of two */
    cr_assert(eq(sz, lc_word_nearest("gnag", 4, words, 1), 4));
}

Test(near, a_long_word_is_no_slip)
{
    char word[100];
    memset(word, 'a', 70);
    word[70] = 0;
    cr_assert(eq(sz, lc_word_distance(word, word), 99));
}
