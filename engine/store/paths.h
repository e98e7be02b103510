/* The files that belong to a store, and how they are opened. All lie beside it, but
 * that the keys may be elsewhere (keys.h):
 *
 *     STORE                the one HDF5 file
 *     STORE.digest         its seal (manifest_inside.h)
 *     STORE.key            the secret behind pseudonyms and digests
 *     STORE.lock           held by the one writer
 *     STORE.identity, STORE.identity.key      who the records are (identity.h)
 *     STORE.identity.next  the next of it, until the store is in place (bound.c) */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

extern const char *const lc_store_endings[]; /* "", ".digest", ...; ends with NULL */

/* path + ending, new; free() it. NULL when out of memory. */
char *lc_beside(const char *path, const char *ending);
