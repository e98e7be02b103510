/* The review list with what the two records of each pair say, for a person who decides:
 * names, so from the identity file alone, and logged by who shows it (store/reveal.h).
 */
#pragma once

#include "base/json.h"
#include "link/report.h"
#include "store/identity.h"
#include "store/store.h"

/* Which rows of the list are told: `most` behind its first `after`. */
struct lc_cards_told {
    size_t after, most;
};

/* Those rows, in their order, as
 *
 *     { "reviews" (rows of the list), "after", "most_bits" (the largest of any field here),
 *       "pairs": [{ "record_a", "record_b", "child_a", "child_b", "system_a",
 *         "system_b", "why", "weight" (bits), "probability", "fields": [{ "field",
 *         "a": [text], "b": [text] (each thing once, in order of the text, as
 *         written), "level" (or null: not said by one of them), "bits" }] }] }
 *
 * (weight and probability are null, and so is every level, of two that were not
 * compared) with a field that neither says left out. *document is the caller's. report:
 * of a linkage of this store by these identities. O(rows of ids + rows told x fields x
 * what is said). */
int lc_link_cards(const struct lc_link_report *report, const struct lc_store *store,
                  const struct lc_identities *ids, struct lc_cards_told told,
                  json_t **document, struct lc_error *err) LC_MUST_CHECK;

/* The row behind the last that is told. */
size_t lc_cards_end(const struct lc_link_report *report, struct lc_cards_told told);
