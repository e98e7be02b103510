/* Keyed digests of many short texts at once: the bytes that lc_digest() gives, in a
 * quarter of its time. A row of an extract asks for three. */
#pragma once

#include "base/hash.h"
#include "base/slice.h"

/* No text of more bytes goes with others; a longer one is digested by itself. */
enum { LC_DIGESTS_TEXT = 128 };

/* digest[i] of text[i] for i below n, each as lc_digest() gives it; key may be NULL.
 * O(n), no allocation; threads may share all inputs. */
void lc_digests(size_t n, const struct lc_slice *text, const struct lc_key *key,
                unsigned char (*digest)[LC_DIGEST]);

/* The first 64 bits of each, as lc_digest64() gives them. */
void lc_digests64(size_t n, const struct lc_slice *text, const struct lc_key *key,
                  uint64_t *digest);
