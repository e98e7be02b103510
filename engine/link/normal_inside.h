/* Names and numbers in the form in which two spellings of the same are equal. */
#ifndef LC_LINK_NORMAL_INSIDE_H
#define LC_LINK_NORMAL_INSIDE_H

#include <stddef.h>

#include "base/slice.h"
#include "base/text.h"

/* Appends a name without case, accents, punctuation and spaces: "Anne-Marie O'Brien"
 * and "ANNE MARIE OBRIEN" are "annemarieobrien", "Zoë" is "zoe", "Strauß" is "strauss".
 * UTF-8, composed or not; letters beyond Latin stay as they are; a byte that is no
 * UTF-8 is left out. Returns how many letters and digits were added. */
size_t lc_normal_name(struct lc_text *out, struct lc_slice name);

/* Appends a number or postcode: ASCII letters as capitals and digits, nothing else.
 * "943 476 5919" is "9434765919", "e8 1ea" is "E81EA". Returns how many. */
size_t lc_normal_number(struct lc_text *out, struct lc_slice number);

#endif
