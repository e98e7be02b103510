/* What was said of each record, and what a person has one of. Part of linkage. */
#pragma once

#include "base/memory.h"
#include "link/group.h"
#include "store/identity.h"
#include "store/store.h"

/* The rows of record r are ids->row[row[first[r]]] up to first[r + 1], in no particular
 * order. */
struct lc_link_evidence {
    const struct lc_store *store;
    const struct lc_identities *ids;
    lc_arena *arena; /* owns the facts' texts */
    uint32_t *row, *first;
    size_t facts, room;
    struct lc_fact *fact; /* sorted as group_inside.h asks, each once */
};

/* Groups the identities by record and finds the facts. LC_DAMAGED if an identity is of
 * a record that the store does not have. free with lc_link_evidence_free(). */
int lc_link_evidence_find(struct lc_link_evidence *evidence,
                          const struct lc_store *store, const struct lc_identities *ids,
                          struct lc_error *err) LC_MUST_CHECK;
void lc_link_evidence_free(struct lc_link_evidence *evidence);
