/* The store's log (chain.h): adding to it, and to what its manifest knows of it; and
 * asking it. The keys are the store's own (store.h). */
#pragma once

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "store/chain.h"

/* Appends a line: verb is the program's, generation the number of the one that it makes
 * or 0, detail words, counts and hashes on one line; it is freed, and checked, here.
 * The manifest's head moves with it. Waits for another writer. LC_IO if it cannot be
 * written (the rest of a line that a kill cut short is taken away first: nothing was
 * shown for it), LC_ABSENT without the key. */
int lc_log_append(const char *store_path, const char *verb, uint64_t generation,
                  struct lc_text *detail, struct lc_error *err) LC_MUST_CHECK;
/* The same of `count` lines, which make no generation: written and synced together, and
 * the log followed once. All details are freed. */
int lc_log_append_all(const char *store_path, const char *verb, size_t count,
                      struct lc_text *detail, struct lc_error *err) LC_MUST_CHECK;

/* Follows the chain from its first line; state may be NULL; mark: NULL, or the end that
 * is looked for. No log yet is no failure. LC_DAMAGED naming the first line that is not
 * what was written. Whoever takes the store's lock has asked it, and whoever loads the
 * store (manifest_inside.h). */
int lc_log_check(struct lc_log_state *state, const struct lc_log_mark *mark,
                 const char *store_path, struct lc_error *err) LC_MUST_CHECK;

/* Tells every line in its order. The chain is followed meanwhile, as above: where it
 * fails, what was told before is worth nothing. */
int lc_log_each(const char *store_path, lc_log_hearer *hear, void *context,
                struct lc_error *err) LC_MUST_CHECK;

/* Does a line tell of this: its verb among `verbs` (NULL ends them), its detail `what`,
 * or that and more after a space? The chain is followed first, as above. */
int lc_log_tells(bool *tells, const char *store_path, const char *const *verbs,
                 const char *what, struct lc_error *err) LC_MUST_CHECK;
