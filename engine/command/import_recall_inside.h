/* Was a command given before? Part of the verb import. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Asks the log for an import of that print (import/again.h) that found nothing broken,
 * after which no other import changed anything and nothing was erased, and which is in:
 * it made the store's generation, the number of which is given, or found all of it in.
 * *kept: where the rows are that it did not take, which must be there still; NULL: it
 * took all. free() it. */
int lc_import_recall(const char *print, const char *store_path, uint64_t generation,
                     bool *known, char **kept, struct lc_error *err) LC_MUST_CHECK;
