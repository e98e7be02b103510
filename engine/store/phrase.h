/* What is answered when a key file asks for its passphrase (wrapped_inside.h): the
 * passphrase, or the recovery key. It comes from whoever lc_keys_begin() (keys.h) was
 * told of, once in a process, and only when a file is met that asks. */
#pragma once

#include <stddef.h>

#include "base/error.h"

enum { LC_PHRASE_MOST = 1024 }; /* bytes */

/* Locked memory, which a child of the process finds empty; wiped as it is freed. */
struct lc_passphrase {
    size_t size;
    char text[LC_PHRASE_MOST]; /* not ended; the bytes as they were typed */
};
struct lc_passphrase *lc_passphrase_new(void); /* empty; NULL: no memory */
void lc_passphrase_free(struct lc_passphrase *phrase);

/* Fills the answer for the key file of that path. */
typedef int lc_passphrase_asker(void *context, const char *path,
                                struct lc_passphrase *answer, struct lc_error *err);
