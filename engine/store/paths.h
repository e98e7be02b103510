/* The files that belong to a store, and how they are opened. All lie beside it:
 *
 *     STORE                the one HDF5 file
 *     STORE.digest         its seal (seal.h)
 *     STORE.key            the secret behind pseudonyms and digests
 *     STORE.lock           held by the one writer
 *     STORE.identity, STORE.identity.key      who the records are (identity.h) */
#ifndef LC_STORE_PATHS_H
#define LC_STORE_PATHS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

extern const char *const lc_store_endings[]; /* "", ".digest", ...; ends with NULL */

/* path + ending, new; free() it. NULL when out of memory. */
char *lc_beside(const char *path, const char *ending);

/* Opens a regular file to read, without waiting on a FIFO; its size in *size. A folder,
 * a device or a missing file is an error that says so. close() *fd. */
int lc_open_regular(const char *path, int *fd, uint64_t *size,
                    struct lc_error *err) LC_MUST_CHECK;

/* size bytes at `at` of fd, all of them; LC_DAMAGED if the file ends before. */
int lc_read_at(int fd, const char *path, uint64_t at, size_t size, void *to,
               struct lc_error *err) LC_MUST_CHECK;

/* Removes temporary files that a killed writer left beside the store. Only under its
 * lock. Not finding any, or not being able to, is not a failure. */
void lc_store_sweep(const char *path);

#endif
