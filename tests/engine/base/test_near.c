/* Distances between words, counted by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdint.h>
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

/* On both sides of 63 bytes and of 255, the longest: a letter another, one missing, two
 * exchanged. Beyond it nothing is near. */
Test(near, long_words)
{
    static const size_t sizes[] = { 62, 63, 64, 65, 254, 255, 256, 300 };
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t n = sizes[s], half = n / 2;
        char word[301] = "", other[301] = "";
        for (size_t i = 0; i < n; i++)
            word[i] = other[i] = (char)('a' + i % 26);
        bool held = n <= 255;
        cr_expect(eq(sz, lc_word_distance(word, other), held ? 0 : SIZE_MAX));
        other[half] = '-';
        cr_expect(eq(sz, lc_word_distance(word, other), held ? 1 : SIZE_MAX));
        other[half] = word[half + 1];
        other[half + 1] = word[half];
        cr_expect(eq(sz, lc_word_distance(word, other), held ? 1 : SIZE_MAX));
        memcpy(other, word, sizeof other);
        memmove(other + half, other + half + 1, n - half);
        cr_expect(eq(sz, lc_word_distance(word, other), held ? 1 : SIZE_MAX));
        for (size_t i = 0; i < n; i++)
            other[i] = '-';
        cr_expect(eq(sz, lc_word_distance(word, other), held ? n : SIZE_MAX));
    }
}
