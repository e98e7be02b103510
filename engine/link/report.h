/* What a linkage did, and what a person should look at. */
#pragma once

#include "link/pass.h"
#include "store/kin.h"

struct lc_link_tally {
    const char *pass;
    size_t pairs;      /* pairs of records that share a key */
    size_t joined;     /* merges made: pairs not yet of one child */
    size_t refused;    /* not joined, for the facts disagree: to be reviewed */
    size_t kept_apart; /* not joined, for a reviewer decided so */
    size_t too_common; /* keys that too many records share: to be reviewed */
};

/* Two records that a person should look at: joined, though something differs; or not,
 * though they are alike, or share a number. */
struct lc_review {
    uint32_t record, other;
    const char *pass, *why; /* constants */
    bool joined;            /* are they one child as it stands? */
    uint32_t child[2];      /* whose records they are */
    size_t place;           /* the order in which they were found */
};

struct lc_link_report {
    size_t records, before, children; /* children before and after */
    struct lc_kin_count kin;          /* families of two children and more, today */
    size_t accepted, apart;           /* reviewers' decisions */
    struct lc_link_tally tally[LC_PASSES];
    size_t reviews, room;
    /* In order of record and other; of two children that are not joined one pair, the
     * first of the first pass. */
    struct lc_review *review;
};
