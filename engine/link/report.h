/* What a linkage did, and what a person should look at. */
#pragma once

#include "match/match.h"
#include "store/kin.h"

/* Two records that a person should look at: joined, though something differs; or not,
 * though they are alike, or share a number. */
struct lc_review {
    uint32_t record, other;
    const char *pass, *why; /* constants */
    double weight, chance;  /* as match.h has them; 0 if the two were not compared */
    bool joined;            /* are they one child as it stands? */
    uint32_t child[2];      /* whose records they are */
    size_t place;           /* the order in which they were found */
    uint64_t levels;        /* as match.h has them; 0 if the two were not compared */
    double bits[LC_MATCH_FIELDS]; /* what each field adds to the weight */
    /* of two children: pairs of theirs that may be one child's, and how many are,
     * expected */
    double pairs, missed;
};

/* Of a decision that gave way, and of records that are one child's through others
 * alone, there is no weight: whoever shows a review says so, for a 0 would say that
 * they are two. */
static inline bool lc_review_is_compared(const struct lc_review *review)
{
    return review->levels != 0;
}

/* Errors expected of a group of pairs, and where the NHS number is. */
enum lc_link_by { LC_BY_ETHNIC, LC_BY_NAME, LC_BY_SYSTEMS, LC_LINK_BYS };
extern const char *const lc_link_by_name[LC_LINK_BYS];

struct lc_link_group {
    enum lc_link_by by;
    const char *name[2]; /* constants, or the store's; [1]: the other system, or NULL */
    double joined, wrong, missed; /* pairs; the last two expected */
};

struct lc_link_nhs {
    const char *name; /* a system's, or an ethnic group's */
    bool system;
    size_t records, said; /* said: by so many */
    size_t odds; /* of them with another number than a record of the same child, or with
                  * that of another child */
};

/* What reviews would tell of the pairs that are missed. Of a row with k pairs of which
 * m are expected to be one child's, all are or none is, with p = m / k: its variance is
 * k^2 p (1 - p), and nothing once it is decided. So of the list m, and its standard
 * error, the root of the sum; and how many of its rows, from the first, must be decided
 * until that is half of what it was. */
struct lc_link_doubt {
    double missed, error;
    size_t halves;
};
struct lc_link_report;
struct lc_link_doubt lc_link_doubt_of(const struct lc_link_report *report);

struct lc_link_report {
    size_t records, before, children; /* children before and after */
    struct lc_kin_count kin;          /* families of two children and more, today */
    size_t accepted, apart;           /* reviewers' decisions */
    size_t by_number, by_weight;      /* merges: with a number in common, and without */
    size_t refused;    /* pairs likely enough, that a person should look at first */
    size_t kept_apart; /* likely enough, but a reviewer decided so */
    size_t rules;
    struct lc_match_rule rule[LC_MATCH_RULES];
    size_t fields; /* what was compared, and how often it agrees */
    struct lc_match_field field[LC_MATCH_FIELDS];
    struct lc_match_estimate estimate[LC_MATCH_FIELDS];
    double compared;      /* pairs */
    double joined, right; /* pairs of records of one child; right ones, expected */
    double missed;        /* pairs of one child that are not joined, expected */
    size_t groups, nhss;  /* of no pairs, or of no records, none is told */
    struct lc_link_group *group;
    struct lc_link_nhs *nhs;
    size_t reviews, room;
    /* Those that are joined first, then those nearest to even chances; of two children
     * that are not joined one pair, the first that was found. */
    struct lc_review *review;
};
