/* The bytes of a store's file, without its seal and its renaming: for save.c. */
#pragma once

#include "base/file.h"
#include "store/cipher_inside.h"
#include "store/store.h"

/* Writes the sorted store into the open draft, which is empty. With the cipher on it is
 * made in memory, encrypted there and written then, so that no plain byte of it is ever
 * on the disk. Every HDF5 return is checked. */
int lc_store_write(const struct lc_store *store, struct lc_draft *draft,
                   const struct lc_cipher *cipher, struct lc_error *err) LC_MUST_CHECK;
