/* Lines of words for a terminal: how wide a text is, and broken where it is too wide.
 */
#pragma once

#include "base/text.h"

enum { LC_COLUMNS = 80 }; /* letters in a line */

/* Letters (code points of UTF-8), not bytes. O(bytes). */
size_t lc_letters(struct lc_slice text);

/* Takes from the head of a line what fits into `width` letters and ends with a word, or
 * its first word where that has no room; *rest is what follows, without blanks. */
struct lc_slice lc_wrap_take(struct lc_slice *rest, size_t width);

/* Adds text with every line above `width` letters broken at spaces. What follows a
 * break stands under the words after the line's last gap of two spaces or more (a label
 * and its words) or after its mark ("- ", "+ "); else `in` letters in from the line's
 * own beginning. A word that has no room anywhere (a path) is not broken: it overruns.
 * Lines that fit stay as they are. O(bytes). */
void lc_text_add_wrapped(struct lc_text *out, struct lc_slice text, size_t width,
                         size_t in);
