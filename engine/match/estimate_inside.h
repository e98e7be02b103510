/* What a pair's levels are worth, learnt from the rows themselves.
 *
 * u: how often the values of two different persons stand at a level. Equal: from how
 * often each value is said in either source, exactly; the other levels from drawn pairs
 * of values (the same draws whatever the order of rows).
 *
 * m, by expectation and maximisation (Dempster, Laird and Rubin, 1977, J. R. Statist.
 * Soc. B 39:1-38; for linkage Winkler, 1988, and Jaro, 1989). The pairs of a rule agree
 * on what the rule goes by, so they say something of the other fields alone, the rule's
 * free ones. Each rule r is a mixture of its own
 *
 *     P(levels) = l_r prod m(level) + t_r prod h(level) + (1 - l_r - t_r) prod u(level)
 *                                                                              (2)
 *
 * over its free fields, with one m for all rules: the product of the rules' likelihoods
 * is maximised (a composite likelihood; u is held). The middle term is of two persons
 * of one household born on one day, twins: what a household has in common, and the day,
 * as for one person, everything else as for two.
 *
 * How many pairs are one person's: the rules that go by whole values find l_r n_r of
 * them, and would find each with the probability that all their fields are the same,
 *
 *     N = sum_r l_r n_r / sum_r prod m(same) said                              (3)
 */
#pragma once

#include "match/match_inside.h"

enum { LC_MATCH_ROOM = LC_MATCH_LEVELS + 1 };

/* Of the pairs of two sources, by field and level; level 0 is not used. */
struct lc_way {
    double possible; /* pairs */
    double most;     /* pairs of one person that there can be */
    double said[LC_MATCH_FIELDS];
    double u[LC_MATCH_FIELDS][LC_MATCH_ROOM];
    double m[LC_MATCH_FIELDS][LC_MATCH_ROOM];
    /* mean of 1 / the lesser frequency of the two values, over pairs of the level */
    double rare[LC_MATCH_FIELDS][LC_MATCH_ROOM];
    double matches, twins;        /* pairs: of one person; of a household, of one day */
    double share[LC_MATCH_RULES]; /* l_r */
    double beside[LC_MATCH_RULES]; /* t_r */
    double count[LC_MATCH_RULES];  /* n_r */
};

struct lc_estimates {
    int rounds;
    bool converged;
    struct lc_way way[]; /* lc_ways() */
};

/* u, said, rare and possible of each pair of sources that is looked at. */
int lc_chance_find(struct lc_match *match, lc_team *team,
                   struct lc_error *err) LC_MUST_CHECK;
/* m, the shares and (3), of the tallies. Not converging is no error: it is told. */
int lc_estimate(struct lc_match *match, struct lc_error *err) LC_MUST_CHECK;
/* log2 of the odds that a pair of the two sources has before it is compared, (4) of
 * rival_inside.h, with what was known before. */
double lc_prior_of(const struct lc_match *match, size_t s, size_t t);
/* The share of one person's pairs that some rule makes, under m. */
double lc_estimate_covered(const struct lc_match *match, const struct lc_way *way);

/* Is the field as for one person in (2)'s middle term? */
static inline bool lc_of_household(const struct lc_match *match, size_t field)
{
    const struct lc_match_role *role = match->field[field].role;
    return role->household || role->kind == LC_MATCH_BORN;
}

/* A number that both say is another's in so many pairs, where nobody else says it. */
#define LC_ASTRAY 0.005

/* How often a value is said, of those of the two sources that say any. A number is one
 * person's: two that say it say nothing of how often two persons have one. */
static inline double lc_frequency(const struct lc_match *match, size_t s, size_t t,
                                  size_t field, uint32_t number)
{
    const struct lc_match_role *role = match->field[field].role;
    const struct lc_match_source *a = match->source + s, *b = match->source + t;
    double count = (double)a->count[field][number] + (double)b->count[field][number];
    if (role->kind == LC_MATCH_NUMBER)
        count = (count > 2 * (1 + (s == t)) ? count - 2 * (1 + (s == t)) : 0)
                + 2 * LC_ASTRAY;
    return (count + 2 * match->before * role->two[role->levels - 1])
           / ((double)a->sayers[field] + (double)b->sayers[field] + 2 * match->before);
}
