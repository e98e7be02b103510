/* A recovery key as a person keeps it on paper: 32 bytes and 3 of check (the first of
 * BLAKE2b of the 32, keyed with nothing), as 56 letters of Crockford's base 32 (no I,
 * L, O, U), in groups of four:
 *
 *     8ZQ4-K2M7-...
 *
 * Read again as it is typed: small letters, spaces or dashes anywhere, I and L for 1, O
 * for 0. Of mistypings the check passes one in 16 million.
 * https://www.crockford.com/base32.html */
#pragma once

#include <stddef.h>

#include "base/hash.h"

enum { LC_RECOVERY_LETTERS = 56, LC_RECOVERY_TEXT = LC_RECOVERY_LETTERS / 4 * 5 };

/* Into out[LC_RECOVERY_TEXT], ended; the caller's locked memory. */
void lc_recovery_print(char *out, const unsigned char *secret);

enum lc_recovery_form {
    LC_RECOVERY_NONE,     /* of another form: a passphrase, mostly */
    LC_RECOVERY_MISTYPED, /* of the form, and the check does not hold */
    LC_RECOVERY_KEY
};
/* secret[LC_KEY] is filled if it is one, else zeros. */
enum lc_recovery_form lc_recovery_read(unsigned char *secret, const char *text,
                                       size_t size);
