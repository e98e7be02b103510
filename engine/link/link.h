/* Linkage: which records are one child.
 *
 * Children are what the store's links join (store.h): each a merge, dated, with what
 * found it. lc_link_run() finds children anew from the identities and from what
 * reviewers decided, so who is joined depends on these alone and not on what ran before
 * or on the order of rows. Merges of before that still hold keep their days, and only
 * what they do not join is a merge of today. One that holds no more is kept as it was,
 * with the day on which it ended (dated.h). A child's number is that of its first
 * record, so numbers once given do not move.
 *
 * Who is joined is a matter of weight (engine/match), within bounds: what reviewers
 * decided, and what a clerk would not join unseen (doubt_inside.h). */
#pragma once

#include "base/json.h"
#include "link/report.h"

/* Links the store's records, gives the events their children and sorts them. day: when
 * a new merge is said to have been made. On failure the store must not be saved. */
int lc_link_run(struct lc_link_report *report, struct lc_store *store,
                const struct lc_identities *ids, int32_t day,
                struct lc_error *err) LC_MUST_CHECK;
void lc_link_report_free(struct lc_link_report *report);

/* Takes back every merge that was found, from the day on; decisions stay. The store is
 * then not linked. */
int lc_link_undo(struct lc_store *store, int32_t day,
                 struct lc_error *err) LC_MUST_CHECK;

/* Notes that two records are, or are not, one child, in place of any earlier decision
 * on them. It takes effect in lc_link_run(). LC_RANGE for a record that is not there or
 * the same twice. */
int lc_link_decide(struct lc_store *store, uint32_t a, uint32_t b, bool same,
                   int32_t day, struct lc_error *err) LC_MUST_CHECK;

/* The reviews as CSV: record_a, record_b, pass, why, joined, weight (bits),
 * probability (nothing of two that were not compared), of each field what it adds to
 * the weight (nothing where one of the two does not say it), same; the last is for the
 * reviewer to fill in. Record numbers only: who they are is asked of `latecare who
 * --records`, for a reason. */
void lc_link_print_reviews(const struct lc_link_report *report, struct lc_text *out);

/* What the store's children rest on, as CSV: record_a, record_b, pass, day. */
void lc_link_print_merges(const struct lc_store *store, struct lc_text *out);

/* What each linkage that the store keeps rested on: {"linkages": [{"day",
 * "parameters"}]}, *document the caller's, as it may be told (disclosure/small.h):
 * pairs of two systems by sixes, m of six pairs of one child or more and u of six
 * others, else not there. The store itself keeps them all. A store of before has none.
 */
int lc_link_kept_json(const struct lc_store *store, json_t **document,
                      struct lc_error *err) LC_MUST_CHECK;

/* Reads a reviewed list (columns record_a, record_b, same: 1 or 0, empty: not decided;
 * others are ignored) and notes each decision; *count of them. */
int lc_link_accept(struct lc_store *store, const char *path, int32_t day, size_t *count,
                   struct lc_error *err) LC_MUST_CHECK;
