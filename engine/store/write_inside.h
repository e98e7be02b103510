/* The bytes of a store's file, without its seal and its renaming: for save.c. */
#pragma once

#include "store/store.h"

/* Writes the sorted store into the file `temp`, which is there and is made empty first.
 * `path` is how messages name it. Every HDF5 return is checked. */
int lc_store_write(const struct lc_store *store, const char *path, const char *temp,
                   struct lc_error *err) LC_MUST_CHECK;
