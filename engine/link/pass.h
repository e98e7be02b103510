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

#endif
