/* Rivals: where the records of a source are apart, at most one of them is a given
 * record's. So which pairs are one person's is a matching between each two sources, and
 * its probabilities are not those of the pairs taken alone.
 *
 * A priori a matching of N pairs between n and m records is as likely as any other of
 * that size, so that one pair more has the odds N / ((n - N) (m - N)), and
 *
 *     odds = N / ((n - N) (m - N)) 2^weight                                    (4)
 *
 * against neither record having a match. The marginals of such a matching are found by
 * messages between records and pairs (Zdeborova and Mezard, 2006, J. Stat. Mech.
 * P05003; exact on a graph without cycles): record a says to its pair (a, b) how likely
 * it is free of all its other pairs,
 *
 *     free(a -> b) = 1 / (1 + sum over b' != b of odds(a, b') free(b' -> a))   (5)
 *     P(a, b) = x / (1 + x + twins),  x = odds free(a -> b) free(b -> a)       (6)
 *
 * Where a source may hold one person twice there are no rivals: odds = N / (pairs - N)
 * 2^weight, and every free is 1. */
#pragma once

#include "match/match_inside.h"

/* A pair with its odds; the chance is what is found. */
struct lc_rival {
    uint32_t a, b;
    float odds, twin; /* not as log2 */
    float free[2];    /* (5): a's and b's */
    float next[2];    /* of the round at work */
    float chance;     /* (6) */
};

/* O(pairs) a round, of at most 40; most pairs are in the first few. */
int lc_rivals_settle(const struct lc_match *match, size_t count, struct lc_rival *pair,
                     struct lc_error *err) LC_MUST_CHECK;
