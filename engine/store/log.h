/* The store's log: STORE.log, one line for every import, linkage, design, training,
 * comparison, scoring, recalibration and erasure, appended and synced when all is ready
 * and before anything is put in its place or shown. What fails after that has its line
 * all the same.
 *
 * A line is number, time (UTC), user id, verb, what was done, and a link, by tabs:
 *
 *     link_i = BLAKE2b(link_(i-1) || line i up to its link)
 *
 * keyed by the store's secret, so that a line that was altered, dropped, moved or put
 * in is found out by whoever holds the key. Lines cut off at the end are not: note the
 * last link elsewhere (`verify` says it). No line holds anything of a child. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/slice.h"
#include "base/text.h"

/* Appends a line: verb is the program's, detail words, counts and hashes on one line;
 * it is freed, and checked, here. Waits for another writer. LC_IO if it cannot be
 * written (the rest of a line that a kill cut short is taken away first: nothing was
 * shown for it), LC_ABSENT without the key. */
int lc_log_append(const char *store_path, const char *verb, struct lc_text *detail,
                  struct lc_error *err) LC_MUST_CHECK;

struct lc_log_state {
    size_t lines;
    char last[LC_DIGEST_TEXT]; /* the last link, "" if there is no line */
};

/* Follows the chain from its first line. No log yet is no failure. LC_DAMAGED naming
 * the first line that is not what was written. */
int lc_log_check(struct lc_log_state *state, const char *store_path,
                 struct lc_error *err) LC_MUST_CHECK;

/* Does a line tell of this: its verb among `verbs` (NULL ends them), its detail `what`,
 * or that and more after a space? The chain is followed first, as above. */
int lc_log_tells(bool *tells, const char *store_path, const char *const *verbs,
                 const char *what, struct lc_error *err) LC_MUST_CHECK;
