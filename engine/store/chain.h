/* The store's log: STORE.log, one line for every import, linkage, design, training,
 * comparison, scoring, recalibration, erasure, change of keys and of rules of keeping,
 * and for every look at a child, a list or true counts (reveal.h), appended and synced
 * when all is ready and before anything is put in its place or shown. What fails after
 * that has its line all the same.
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
 * of all is found by a head that is kept elsewhere (`verify --anchor`).
 *
 * A rotation of the store's key (rotate.h) is a line whose detail ends in a proof, a
 * digest under a key of the new ones (secrets.h) of all that stands before it and of
 * the line's own other words. It is itself linked under the old key, as whoever is
 * killed then goes on with that. Whoever has the new one begins there: the proof
 * vouches for what came before, and links are followed from that line on. No line holds
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

/* A line as it is told; the texts are not ended. */
struct lc_log_told {
    uint64_t number;
    struct lc_slice time, user, verb, detail;
    uint64_t generation; /* that was made, 0: none */
};
typedef void lc_log_hearer(void *context, const struct lc_log_told *told);
