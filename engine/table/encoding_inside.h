/* The encodings that extracts come in. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Is it well-formed UTF-8 (no overlong form, no surrogate, nothing above U+10FFFF)? */
bool lc_utf8_check(const char *data, size_t size);

/* Windows-1252 into UTF-8: at most 3 bytes for one. out must have room for 3 * size.
 * Returns the bytes written, or 0 if a byte has no meaning in Windows-1252. */
size_t lc_cp1252_convert(const char *data, size_t size, char *out);
/* The letter (Unicode) that a byte of it is, or -1. */
int lc_cp1252_letter(unsigned char byte);

/* Markup that is no web page, by its first bytes; UTF-16 with its mark too. */
bool lc_encoding_is_xml(const char *data, size_t size);

/* What a file that cannot be CSV is, by its first bytes, or NULL if it may be. */
const char *lc_encoding_foreign(const char *data, size_t size);
