/* The passes of linkage, a row each, in the order in which they run. A further way to
 * link (by probability, say) is a row and a file. */
#ifndef LC_LINK_PASS_H
#define LC_LINK_PASS_H

#include "link/group.h"
#include "link/key.h"
#include "store/identity.h"
#include "store/store.h"

/* What the passes look at. The rows of record r are ids->row[row[first[r]]] up to
 * first[r + 1], in no particular order. */
struct lc_link_evidence {
    const struct lc_store *store;
    const struct lc_identities *ids;
    uint32_t *row, *first;
    size_t facts, room;
    struct lc_fact *fact; /* sorted, each once (group.h) */
};

struct lc_pass {
    const char *name; /* as it stands in the store's links */
    const char *help; /* one line, lower case, no full stop */
    bool strict;      /* may not bring a child a second birth date or number */
    size_t most;      /* records that may share a key */
    int (*add_keys)(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                    struct lc_error *err);
};

enum { LC_PASSES = 2 };
extern const struct lc_pass lc_passes[LC_PASSES];

int lc_link_by_number(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                      struct lc_error *err) LC_MUST_CHECK;
int lc_link_by_name(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                    struct lc_error *err) LC_MUST_CHECK;

/* Groups the identities by record and finds the facts. LC_DAMAGED if an identity is of
 * a record that the store does not have. free with lc_link_evidence_free(). */
int lc_link_evidence_find(struct lc_link_evidence *evidence,
                          const struct lc_store *store, const struct lc_identities *ids,
                          struct lc_error *err) LC_MUST_CHECK;
void lc_link_evidence_free(struct lc_link_evidence *evidence);

/* Which kind of personal number (1 ..) a type of identifier is, or 0 if numbers of the
 * type are not known to name one person. */
uint16_t lc_number_kind(const char *type);
/* May a person have only one of the kind? */
bool lc_number_is_exclusive(uint16_t kind);
const char *lc_number_name(uint16_t kind); /* "unique pupil number" */

#endif
