/* Inside of keys.h: the bytes of a key file, for secrets.c alone; and how a rotation
 * puts new ones in their places. */
#pragma once

#include "store/keys.h"

/* Reads a key file into bytes[LC_KEY]; make: a new one, if there is none. LC_ABSENT if
 * it is not there, LC_DAMAGED if it is no key, LC_REFUSED if it lies beside the store
 * and should not, if another lies there, or if others than its owner may read it. What
 * cannot be read without it (`what`) is told. */
int lc_key_read(const char *store_path, const char *ending, const char *what, bool make,
                unsigned char *bytes, struct lc_error *err) LC_MUST_CHECK;

enum lc_key_which { LC_KEY_OF_STORE, LC_KEY_OF_IDENTITY }; /* rows of lc_key_endings */

/* A new key, which waits (lc_key_waiting) for its generation to be in place. Then
 * settle puts it where the old one is, which is gone with that; or, if its generation
 * never came, takes away what may wait. */
int lc_key_draw(const char *store_path, enum lc_key_which which,
                struct lc_error *err) LC_MUST_CHECK;
int lc_key_settle(const char *store_path, enum lc_key_which which, bool in_place,
                  struct lc_error *err) LC_MUST_CHECK;
bool lc_key_waits(const char *store_path, enum lc_key_which which);

/* LC_REFUSED where a copy lies beside the store though the keys are elsewhere: it would
 * stay what it is. */
int lc_key_check_alone(const char *store_path, enum lc_key_which which,
                       struct lc_error *err) LC_MUST_CHECK;
