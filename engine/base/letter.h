/* Letters of UTF-8, and which of them may stand where somebody reads: on a page, in a
 * cell, on a terminal. What cannot be seen there and does something instead (control
 * characters, marks that turn the direction of what stands beside them, what is no
 * character or no UTF-8) stands as LC_NO_LETTER, so that it is seen to be there. */
#pragma once

#include <stdint.h>

#include "base/slice.h"

#define LC_NO_LETTER "\xef\xbf\xbd" /* U+FFFD */

/* Bytes of the well-formed sequence at the head of s[size] (Unicode 15, table 3-7: no
 * overlong form, no surrogate, nothing above U+10FFFF), or 0. size is at least 1. */
size_t lc_letter_size(const char *s, size_t size);
/* The number of the letter that is a well-formed sequence of so many bytes. */
uint32_t lc_letter_point(const char *s, size_t size);

/* Takes from the head of a text the longest piece that may stand as it is, else one
 * letter, and gives what is to stand there: LC_NO_LETTER, or a newline for a return
 * with or without one. Tabs and newlines stand; so do the marks that say in which
 * direction a letter runs (U+200E, U+200F), which names in Arabic and Hebrew have.
 * *rest is not empty. O(bytes taken). */
struct lc_slice lc_letters_take(struct lc_slice *rest);
