/* Inside of keys.h: the bytes of a key file, for secrets.c alone; and how a rotation
 * puts new ones in their places. */
#pragma once

#include "store/keys.h"
#include "store/wrapped_inside.h"

/* What a key file is of, and by what it was opened: none, if it is plain. Wiped by its
 * owner. */
struct lc_key_file {
    unsigned char bytes[LC_KEY];
    struct lc_ways ways;
};

/* Reads a key file; make: a new one, if there is none, under the passphrase that the
 * store's key is under, if it is. LC_ABSENT if it is not there, LC_DAMAGED if it is no
 * key, LC_REFUSED if it lies beside the store and should not, if another lies there, if
 * others than its owner may read it, or if it is not opened by what is answered
 * (phrase_inside.h). What cannot be read without it (`what`) is told. Zeros on failure.
 */
int lc_key_read(const char *store_path, const char *ending, const char *what, bool make,
                struct lc_key_file *file, struct lc_error *err) LC_MUST_CHECK;

/* The key file of that ending is that, in one step. LC_REFUSED where it was opened by a
 * recovery key, and so cannot be under its passphrase. */
int lc_key_write(const char *store_path, const char *ending,
                 const struct lc_key_file *file, struct lc_error *err) LC_MUST_CHECK;

enum lc_key_which { LC_KEY_OF_STORE, LC_KEY_OF_IDENTITY }; /* rows of lc_key_endings */

/* A new key, opened as the present one is, which waits (lc_key_waiting) for its
 * generation to be in place. Then settle puts it where the old one is, which is gone
 * with that; or, if its generation never came, takes away what may wait. */
int lc_key_draw(const char *store_path, enum lc_key_which which,
                struct lc_error *err) LC_MUST_CHECK;
int lc_key_settle(const char *store_path, enum lc_key_which which, bool in_place,
                  struct lc_error *err) LC_MUST_CHECK;
bool lc_key_waits(const char *store_path, enum lc_key_which which);

/* LC_REFUSED where a copy lies beside the store though the keys are elsewhere: it would
 * stay what it is. */
int lc_key_check_alone(const char *store_path, enum lc_key_which which,
                       struct lc_error *err) LC_MUST_CHECK;
