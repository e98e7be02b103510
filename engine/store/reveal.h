/* Whatever shows a child's history, or a list of children, says so in the store's log
 * first (log.h), with the reason that its user gave. The one door to such lines:
 *
 *     verb       the line's detail
 *     of a child "of TRACE,TRACE... reason TEXT"    timeline, who, explain, panel,
 *                                                 score --since, missed, pairs,
 *                                                 subject-report
 *     of a list  "list CHECKSUM reason TEXT"        report, panel, score --since,
 *                                                 export (of a store)
 *     of counts  "counts reason TEXT"               describe, plan, dashboard,
 *                                                 trends (--unsuppressed)
 *
 * A trace is a keyed digest of a record's number (BLAKE2b under a key of the
 * store's, secrets.h; 16 bytes in hexadecimal), and a look at a child has one for each
 * of the records that it then was: a child's number may move with linkage, a record's
 * never does. The reason is the user's own words; they are asked to name nobody in it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/slice.h"
#include "store/store.h"

enum { LC_TRACE_TEXT = 33, LC_REASON_LETTERS = 200 };

struct lc_reveal {
    const char *store_path, *verb;
    const char *reason; /* NULL: none was given */
};

/* LC_USAGE, with what to write, where there is no reason, or it is blank, above
 * LC_REASON_LETTERS letters, not UTF-8, or has a tab, an end of line or another
 * character that does not print. Asked before any work. */
int lc_reveal_reason(const struct lc_reveal *reveal,
                     struct lc_error *err) LC_MUST_CHECK;

/* The line, before anything is shown. The reason is looked at again. Fails as
 * lc_log_append() does; O(records). */
int lc_reveal_child(const struct lc_reveal *reveal, const struct lc_store *store,
                    uint32_t child, struct lc_error *err) LC_MUST_CHECK;
int lc_reveal_list(const struct lc_reveal *reveal, const char *checksum,
                   struct lc_error *err) LC_MUST_CHECK;

/* What is shown at once. */
struct lc_looks {
    const char *checksum;   /* of a list; NULL: of none */
    const json_t *document; /* another, as of lc_reveal_document(); NULL: none */
    size_t children;
    const uint32_t *child; /* [children] */
    size_t others;         /* further lists and documents, by their digests */
    const char (*other)[LC_DIGEST_TEXT]; /* [others] */
};

/* Their lines as the three others write them, but synced together: lists and documents
 * first, then the children.
 * O(records + log). */
int lc_reveal_looks(const struct lc_reveal *reveal, const struct lc_store *store,
                    const struct lc_looks *looks, struct lc_error *err) LC_MUST_CHECK;

/* Of a document that is no list of score: its digest is the checksum. */
int lc_reveal_document(const struct lc_reveal *reveal, const json_t *document,
                       struct lc_error *err) LC_MUST_CHECK;

/* Of counts as they are, those of 1 to 5 too (disclosure/small.h). */
int lc_reveal_counts(const struct lc_reveal *reveal,
                     struct lc_error *err) LC_MUST_CHECK;

/* The traces of a child's records under the keys of all eras (eras.h), to find the
 * looks at it by. */
struct lc_traces {
    size_t count;
    char (*trace)[LC_TRACE_TEXT];
};

/* LC_ABSENT without the key. O(records). */
int lc_traces_of(struct lc_traces *traces, const struct lc_store *store,
                 const char *store_path, uint32_t child,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_traces_free(struct lc_traces *traces);

/* Is a line's detail that of a look at any of them? */
bool lc_traces_meet(const struct lc_traces *traces, struct lc_slice detail);
/* Is it that of a look at some child, whichever? */
bool lc_reveal_of_child(struct lc_slice detail);
/* The reason in a look's detail; empty if it has none. */
struct lc_slice lc_reveal_reason_of(struct lc_slice detail);
