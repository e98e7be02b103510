/* Which rows are of one person: Fellegi and Sunter's theory (1969, JASA 64:1183-1210),
 * with what it needs estimated from the rows themselves (no pair is known beforehand).
 *
 * Persons come from sources (files, systems). A record is one person as one source has
 * them, in one row or several (an address more, an earlier surname); of the rows of two
 * records the best counts, field by field. A field has a role (role.h), which says how
 * far two values may be alike: its levels. For a pair of records
 *
 *     weight = sum over fields of log2( m(level) / u(level) )                 (1)
 *
 * m: how often two records of one person stand at that level; u: two of two persons. A
 * value in common counts by how rare it is (Winkler, 1988). What a record does not say
 * counts nothing. See estimate_inside.h for m and u, weigh_inside.h for probabilities.
 *
 * The same rows give the same bytes, whatever the threads; and the same weights in
 * whatever order they come. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "match/role.h"
#include "parallel/team.h"

enum { LC_MATCH_FIELDS = 14, LC_MATCH_RULES = 32, LC_MATCH_SOURCES = 64 };

struct lc_match_field {
    const char *name; /* as the user has it; borrowed */
    const struct lc_match_role *role;
};

typedef struct lc_match lc_match;

/* fields: at most LC_MATCH_FIELDS, one forename, surname, birth date and sex at most;
 * apart[sources]: no two records of that source are one person. */
int lc_match_new(lc_match **match, size_t fields, const struct lc_match_field *field,
                 size_t sources, const bool *apart, struct lc_error *err) LC_MUST_CHECK;
void lc_match_free(lc_match *match); /* NULL is allowed */

/* One row: cell[fields], as written. more: it is of the same record as the row before.
 * Different sources may be filled by different threads at a time. */
int lc_match_add(lc_match *match, size_t source, const struct lc_slice *cell, bool more,
                 struct lc_error *err) LC_MUST_CHECK;

/* A pair that may be one person's. Records are numbered through, source by source. */
struct lc_match_pair {
    uint32_t a, b; /* a < b */
    float weight;  /* (1) */
    float chance;  /* that it is one person's */
    float apart;   /* the same, of two that are not joined, by what their clusters are
                      made of (made_of_inside.h); of two that are the chance */
    uint64_t levels;
    bool joined; /* its records are in one cluster */
};

/* What is known of records beside their rows, and holds whatever the weights. */
struct lc_match_bounds {
    void *context;
    /* Two clusters of this pair are to be one: may they, and is it noted? */
    bool (*join)(void *context, const struct lc_match_pair *pair);
    /* Is this pair, whose clusters are to be one by another, two persons'? NULL: asked
     * of none. */
    bool (*two)(void *context, const struct lc_match_pair *pair);
    size_t
        most; /* a record with as many likely pairs stands for nobody: none is joined */
    size_t joined; /* pairs of records that are one person's at any rate */
    const uint32_t (*record)[2]; /* [joined] */
};

struct lc_match_settings {
    double pairs;     /* a rule that makes more is left out; 0: as choose.c says */
    double threshold; /* pairs of that probability and more are one person's */
    /* As so many records of each source, what roles know of a borough's files counts
     * beside what the rows say: of few rows there is nothing to learn. 0: not at all.
     */
    double before;
    const struct lc_match_bounds *bounds; /* NULL: none */
};

struct lc_match_rule {
    char name[96];
    double pairs;   /* that it makes, counted before any is looked at */
    bool left_out;  /* as it makes too many */
    double first;   /* that no rule before makes */
    double matches; /* of all it makes, expected */
    double alone;   /* of these, made by no other */
};

/* What was estimated of a field. */
struct lc_match_estimate {
    double m[LC_MATCH_LEVELS], u[LC_MATCH_LEVELS]; /* by level, from 1 */
    double said; /* share of pairs where both say it */
};

struct lc_match_found {
    size_t pairs; /* of a chance of at least 1 in 1,000, by chance, descending */
    const struct lc_match_pair *pair;
    size_t records;
    const uint32_t *cluster; /* [records] the least record of each one's cluster */
    const float *wrong; /* [records] at that record: that a pair of it is not right */
    size_t clusters, joined; /* clusters, and all pairs of one */
    size_t conflicts; /* pairs of the threshold and more that would join two records of
                         a source whose records are apart */
    size_t chained;   /* that would join clusters which disagree otherwise */
    size_t doubtful;  /* pairs of a chance from 0.05 to 0.95 */
    size_t rules;
    const struct lc_match_rule *rule;
    const struct lc_match_estimate *estimate; /* [fields] */
    int rounds;                               /* of EM */
    bool converged;
    double compared;          /* pairs that were compared, each once */
    double possible;          /* pairs that there are */
    double matches;           /* of them one person's, expected: right and missed */
    double covered;           /* share of those that some rule makes, expected */
    double made;              /* those that some rule makes, expected */
    double households;        /* pairs of a household's others, born on one day */
    double right;             /* pairs joined that are one person's, expected */
    double missed;            /* pairs that are and are not joined, expected */
    double precision, recall; /* expected, of the pairs joined */
};

/* Ends the adding. Everything in *found is the match's own. */
int lc_match_run(lc_match *match, const struct lc_match_settings *settings,
                 lc_team *team, struct lc_match_found *found,
                 struct lc_error *err) LC_MUST_CHECK;

/* As lc_match_run() begins: the rules and their counts, before any pair is compared. */
int lc_match_plan(lc_match *match, const struct lc_match_settings *settings,
                  lc_team *team, struct lc_match_found *found,
                  struct lc_error *err) LC_MUST_CHECK;

/* What was estimated of two sources: estimate[fields]; how many pairs they have, and of
 * these how many are one person's. False if their pairs were not looked at. */
bool lc_match_between(const lc_match *match, size_t s, size_t t,
                      struct lc_match_estimate *estimate, double *possible,
                      double *matches);

/* Two records held against each other, a < b or not, whether or not a rule makes their
 * pair: its levels, and no weight or chance. After the adding has ended. O(rows^2). */
struct lc_match_pair lc_match_compare(const lc_match *match, uint32_t a, uint32_t b);
/* Of one field alone, and never LC_NAME_EXCHANGED. */
unsigned lc_match_compare_field(const lc_match *match, uint32_t a, uint32_t b,
                                size_t field);

/* How many records say what this one says of the field: of its values the commonest; 0
 * if it says none. After the adding has ended. */
uint32_t lc_match_sayers(const lc_match *match, uint32_t record, size_t field);

/* What each field adds to (1), bits[fields]; after lc_match_run(), of a pair of its. */
void lc_match_weights(const struct lc_match *match, const struct lc_match_pair *pair,
                      double *bits);

/* The level of a field in a pair: 0, not said by one of them. */
static inline unsigned lc_match_level(uint64_t levels, size_t field)
{
    return (unsigned)(levels >> (4 * field)) & 15U;
}
