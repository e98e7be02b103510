/* Adding to the store's log (chain.h), and to what its manifest knows of it. */
#pragma once

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* Appends a line: verb is the program's, generation the number of the one that it makes
 * or 0, detail words, counts and hashes on one line; it is freed, and checked, here.
 * The manifest's head moves with it. Waits for another writer. LC_IO if it cannot be
 * written (the rest of a line that a kill cut short is taken away first: nothing was
 * shown for it), LC_ABSENT without the key. */
int lc_log_append(const char *store_path, const char *verb, uint64_t generation,
                  struct lc_text *detail, struct lc_error *err) LC_MUST_CHECK;
