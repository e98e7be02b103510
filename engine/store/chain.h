/* The store's log: STORE.log, one line for every import, linkage, design, training,
 * comparison, scoring, recalibration and erasure, and for every look at a child or a
 * list (reveal.h), appended and synced when all is ready and before anything is put in
 * its place or shown. What fails after that has its line all the same.
 *
 * A line is number, time (UTC), user id, verb, what was done, the generation that it
 * makes ("-" for none), and a link, by tabs. Lines of earlier programs say no
 * generation:
 *
 *     link_i = BLAKE2b(link_(i-1) || line i up to its link)
 *
 * under the store's key for it (secrets.h), so that a line that was altered, dropped,
 * moved or put in is found out by whoever holds the key. That lines were cut off at the
 * end is found by the manifest (manifest_inside.h), and whoever puts back an older copy
 * of all is found by a head that is kept elsewhere (`verify --anchor`). No line holds
 * anything of a child: a look names its records by keyed digests, so that whoever holds
 * the key, and nobody else, finds all looks at a child. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/slice.h"

/* An end of a log, the last or an earlier one. */
struct lc_log_mark {
    uint64_t lines;
    char link[LC_DIGEST_TEXT]; /* of the last of them, "" if there is none */
};

/* The link as it is written or typed after *mark's number of lines: 64 hexadecimal
 * digits, capitals too, or "-" of no line. False, and *mark as it was: it is neither.
 */
bool lc_log_mark_take(struct lc_log_mark *mark, struct lc_slice link);

struct lc_log_state {
    bool there;
    struct lc_log_mark end;
    bool meets;          /* is the mark that was asked for an end of it? */
    uint64_t generation; /* the latest that a line tells of, 0 for none */
};

/* Follows the chain from its first line; state may be NULL; mark: NULL, or the end that
 * is looked for. No log yet is no failure. LC_DAMAGED naming the first line that is not
 * what was written. Whoever takes the store's lock has asked it, and whoever loads the
 * store (manifest_inside.h). */
int lc_log_check(struct lc_log_state *state, const struct lc_log_mark *mark,
                 const char *store_path, struct lc_error *err) LC_MUST_CHECK;

/* A line as it is told; the texts are not ended. */
struct lc_log_told {
    uint64_t number;
    struct lc_slice time, user, verb, detail;
};
typedef void lc_log_hearer(void *context, const struct lc_log_told *told);

/* Tells every line in its order. The chain is followed meanwhile, as above: where it
 * fails, what was told before is worth nothing. */
int lc_log_each(const char *store_path, lc_log_hearer *hear, void *context,
                struct lc_error *err) LC_MUST_CHECK;

/* Does a line tell of this: its verb among `verbs` (NULL ends them), its detail `what`,
 * or that and more after a space? The chain is followed first, as above. */
int lc_log_tells(bool *tells, const char *store_path, const char *const *verbs,
                 const char *what, struct lc_error *err) LC_MUST_CHECK;
