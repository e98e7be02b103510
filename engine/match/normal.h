/* Names and numbers in the form in which two spellings of the same are equal, and which
 * of them are nobody's: what people write where they know none (placeholder.c). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/text.h"

/* Appends a name without case, accents, punctuation and spaces: "Anne-Marie O'Brien"
 * and "ANNE MARIE OBRIEN" are "annemarieobrien", "Zoë" is "zoe", "Strauß" is "strauss".
 * UTF-8, composed or not; letters beyond Latin stay as they are; a byte that is no
 * UTF-8 is left out. Returns how many letters and digits were added. */
size_t lc_normal_name(struct lc_text *out, struct lc_slice name);

/* The next word of a name as it is written; false at the end. Words are parted by
 * blanks, hyphens and strokes, and a capital behind a small letter begins one
 * ("NoorUmaima"). In ASCII. */
bool lc_name_next_word(struct lc_slice *rest, struct lc_slice *word);

/* Where its further words begin in its normal form (above), a bit for each byte of the
 * first 64. The normal form is left in work, which says if memory ran out. */
uint64_t lc_name_breaks(struct lc_text *work, struct lc_slice name);

/* Appends a number or postcode: ASCII letters as capitals and digits, nothing else.
 * "943 476 5919" is "9434765919", "e8 1ea" is "E81EA". Returns how many. */
size_t lc_normal_number(struct lc_text *out, struct lc_slice number);

/* Is a name, as written, one for nobody: "Unknown", "n/a", "Baby of Ann", "UASC", "J",
 * "xx", or nothing at all? O(size times the table's rows). */
bool lc_name_is_nobody(struct lc_slice name);
/* The same in an empty text of the caller's, which is left so, but says if memory ran
 * out. */
bool lc_name_is_nobody_with(struct lc_text *work, struct lc_slice name);

/* How a name in normal form sounds: Russell's code (1918), 4 signs. */
uint32_t lc_name_sound(const char *text, size_t size);

/* Of two days as YYYYMMDD: is one digit another, or are two neighbours exchanged? */
bool lc_born_is_miswritten(const char *a, const char *b);
bool lc_born_is_nobodys(int32_t born);           /* 1900-01-01 and the like */
bool lc_postcode_is_nobodys(const char *normal); /* too short, or of no fixed abode */

/* A number, normalised: under four characters, without a digit, one character again and
 * again, or six figures and more that count up or down; of a national number (NHS,
 * pupil's), eight and more of two characters alone. */
bool lc_number_is_nobodys(const char *normal, size_t size, bool national);

/* A pupil's number (13 letters and figures), an NHS number (10 figures), without gaps:
 * is it of that form, and does it agree with its check? */
bool lc_pupil_number_checks(const char *number, size_t size);
bool lc_nhs_number_checks(const char *number, size_t size);
