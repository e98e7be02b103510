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

/* Which UTF-16 a table is in, by its first bytes: with its mark, or so many NULs that
 * it is no other. Not what is nested (XML, JSON), nor UTF-32. */
enum lc_wide { LC_NARROW, LC_LITTLE, LC_BIG };
enum lc_wide lc_encoding_wide(const char *data, size_t size);

/* UTF-16 into UTF-8, a block at a time: what is split between two is kept. */
struct lc_utf16 {
    enum lc_wide order;
    size_t kept; /* 0 or 1 byte of a unit */
    char half;
    unsigned high; /* a surrogate that waits for its other; 0: none */
};
/* Returns the bytes written: for n bytes no more than 3 * (n / 2 + 2). A surrogate
 * without its other is U+FFFD. */
size_t lc_utf16_convert(struct lc_utf16 *utf16, const char *data, size_t size,
                        char *out);

/* Markup that is no web page, by its first bytes; UTF-16 with its mark too. */
bool lc_encoding_is_xml(const char *data, size_t size);

/* What a file that cannot be CSV is, by its first bytes, and what to do with it; NULL
 * if it may be one. */
const char *lc_encoding_foreign(const char *data, size_t size);
