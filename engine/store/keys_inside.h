/* Inside of keys.h: the bytes of a key file, for secrets.c alone. */
#pragma once

#include "store/keys.h"

/* Reads a key file into bytes[LC_KEY]; make: a new one, if there is none. LC_ABSENT if
 * it is not there, LC_DAMAGED if it is no key, LC_REFUSED if it lies beside the store
 * and should not, if another lies there, or if others than its owner may read it. What
 * cannot be read without it (`what`) is told. */
int lc_key_read(const char *store_path, const char *ending, const char *what, bool make,
                unsigned char *bytes, struct lc_error *err) LC_MUST_CHECK;
