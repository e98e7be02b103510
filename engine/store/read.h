/* The contents of a store's file, once its seal has been found right: for load.c. */
#pragma once

#include "store/store.h"

/* Reads the file behind fd, or the part of it that is wanted, into an empty store.
 * Every link, type and size is checked against layout_inside.h before it is used. On
 * failure the store must still be freed. */
int lc_store_read(struct lc_store *store, int fd, uint64_t size, const char *path,
                  const struct lc_store_part *part, struct lc_error *err) LC_MUST_CHECK;

/* Opens the store's file, its seal checked, and its log: *fd (close() it), *size and
 * what the seal says of the generation. */
int lc_store_open(const char *path, int *fd, uint64_t *size,
                  struct lc_generation *generation, struct lc_error *err) LC_MUST_CHECK;
