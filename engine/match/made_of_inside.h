/* What clusters are made of: how many records of each source, and how likely a priori
 * that is.
 *
 * Partitions are drawn as exchangeable clusters (Zanella, Betancourt, Wallach, Miller,
 * Zaidi and Steorts, 2016, NIPS 29:1417-1425), with in place of a size a vector k of
 * how many records each source has of the person: which of K clusters are of which
 * vector is drawn from mu, then a source's records are dealt to the places that are
 * its. Two parts S and R of one cluster have the prior odds, against two persons,
 *
 *     prod_i (s_i + r_i)! / (s_i! r_i!)  mu(s + r) / (mu(s) mu(r) K)             (9)
 *
 * Of two sources that have a person once at most that is N / ((n - N) (m - N)), as in
 * (4): who is known to be in both is no stranger to a third. How seldom a source has a
 * person twice counts in it, too.
 *
 * mu(k) = P(which sources have the person) prod over these of P(k_i | any). The first
 * is what is found, drawn to what independent sources would give, E: E (n + 1) / (E +
 * 1) of n (DuMouchel, 1999, Am. Stat. 53:177-190, a gamma prior of the ratio n / E). */
#pragma once

#include "match/cluster_inside.h"

/* Records of each source. */
struct lc_made_of {
    uint32_t of[LC_MATCH_SOURCES];
};

struct lc_made; /* all clusters */

/* NULL: out of memory. */
struct lc_made *lc_made_new(const struct lc_match *match,
                            const struct lc_clusters *clusters);
void lc_made_free(struct lc_made *made); /* NULL is allowed */

/* log2 of (9). No source has more than twice as many records in the two as in any
 * cluster. O(sources). */
double lc_made_odds(const struct lc_made *made, const struct lc_made_of *s,
                    const struct lc_made_of *r);
