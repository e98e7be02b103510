/* The passes of linkage, a row each, in the order in which they run. A further way to
 * link (by probability, say) is a row and a file. */
#pragma once

#include "link/group.h"
#include "link/key.h"
#include "store/identity.h"
#include "store/store.h"

/* What an identity row says, normalised; NULL, 0 and LC_NO_DAY: not said. Names are
 * there whoever they name; the others are not where they stand for nothing
 * (placeholder.c). */
struct lc_spelling {
    const char *forename, *surname, *postcode;
    bool named, surnamed; /* they are no placeholders */
    char sex;             /* M, F */
    int32_t born;
};

/* What the passes look at. The rows of record r are spelling[row[first[r]]] (and
 * ids->row) up to first[r + 1], in no particular order. */
struct lc_link_evidence {
    const struct lc_store *store;
    const struct lc_identities *ids;
    struct lc_spelling *spelling; /* [ids->count] */
    lc_arena *arena;              /* owns what was said */
    uint32_t *row, *first;
    size_t facts, room;
    struct lc_fact *fact; /* sorted as group_inside.h asks, each once */
};

/* What a pass makes of two groups of records that share a key. */
enum lc_ruling {
    LC_RULED_ONE,      /* one child */
    LC_RULED_BARE,     /* by the key alone: nothing else is said of one of them */
    LC_RULED_DOUBTFUL, /* not joined, for a person to look at */
    LC_RULED_NOTHING   /* not joined, and nobody need look */
};

struct lc_alike;

struct lc_pass {
    const char *name; /* as it stands in the store's links */
    const char *help; /* one line, lower case, no full stop */
    bool strict;      /* may not bring a child a second birth date or number */
    size_t most;      /* records that may share a key */
    int (*add_keys)(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                    struct lc_error *err);
    /* By how alike the groups are, and why (a constant); NULL: who shares a key is one
     * child. */
    enum lc_ruling (*rule)(const struct lc_alike *alike, const char **why);
};

enum { LC_PASSES = 3 };
extern const struct lc_pass lc_passes[LC_PASSES];
