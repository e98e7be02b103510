/* Where a store keeps the rows that its imports did not take: a file an import, beside
 * it, written once.
 *
 *     STORE.rejects.csv       of the first import that had any
 *     STORE.rejects.2.csv     of the next, and so on */
#pragma once

#include <stddef.h>

#include "base/error.h"

/* The next import's file into *path, new; free() it: its number is above all that are
 * there. Under the store's lock; one reading of the folder. */
int lc_rejects_next(char **path, const char *store_path,
                    struct lc_error *err) LC_MUST_CHECK;

/* What such a path has behind the store's, "rejects.2.csv"; within path. */
const char *lc_rejects_ending(const char *path, const char *store_path);

/* Takes the values out of every such file, since of a row that was not taken nobody
 * knows whose it is; file, line, column and reason stay. *files: how many there are.
 * Each is replaced in one step. LC_FORMAT for one that no import wrote. */
int lc_rejects_blank(size_t *files, const char *store_path,
                     struct lc_error *err) LC_MUST_CHECK;
