/* The contents of a store's file, once its seal has been found right: for load.c. */
#pragma once

#include "store/store.h"
#include "store/store_file_inside.h"

/* The store's file, its seal checked, and its log; lc_store_file_close() it. */
int lc_store_open(struct lc_store_file *opened, const char *path,
                  struct lc_error *err) LC_MUST_CHECK;

/* Reads an opened file, or the part of it that is wanted, into an empty store.
 * Every link, type and size is checked against layout_inside.h before it is used. On
 * failure the store must still be freed. */
int lc_store_read(struct lc_store *store, const struct lc_store_file *opened,
                  const char *path, const struct lc_store_part *part,
                  struct lc_error *err) LC_MUST_CHECK;
