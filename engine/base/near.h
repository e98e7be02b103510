/* How far one word is from another: for "did you mean". */
#pragma once

#include <stddef.h>

/* Single slips between two words: a letter more, less or another, or two neighbours
 * exchanged (Damerau, 1964, CACM 7:171-176; no place slips twice). SIZE_MAX where one
 * has more than 255 bytes: no name has. O(product of the lengths). */
size_t lc_word_distance(const char *a, const char *b);

/* The index of the word nearest to `word` and nearer than `limit`, the first of
 * several; count if there is none. */
size_t lc_word_nearest(const char *word, size_t count, const char *const *words,
                       size_t limit);
