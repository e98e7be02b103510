/* Clusters as they were made, and what is expected of them. */
#pragma once

#include "match/match_inside.h"

/* Two clusters that became one: by their roots, and their sizes before. */
struct lc_cluster_merge {
    uint32_t root[2], size[2];
    bool known; /* whatever the weights */
};

struct lc_clusters {
    const struct lc_match *match;
    uint32_t *up;      /* [records] the least record of the cluster, at the root */
    uint32_t *next;    /* [records] the next of its cluster, in a ring: what was a
                        * cluster once are the records of it that end at its root */
    uint32_t *size;    /* [records] at the root */
    uint64_t *sources; /* [records] at the root: those apart, a bit each */
    size_t *first;     /* [records + 1] in pair */
    uint32_t *pair;    /* pairs that a record is in */
    size_t merges, merge_room;
    struct lc_cluster_merge *merge;
};

static inline uint32_t lc_cluster_root(uint32_t *up, uint32_t record)
{
    while (up[record] != record) {
        up[record] = up[up[record]];
        record = up[record];
    }
    return record;
}

/* What is expected: right, missed, precision of match->found. */
int lc_match_foretell(struct lc_match *match, const struct lc_clusters *clusters,
                      struct lc_error *err) LC_MUST_CHECK;
