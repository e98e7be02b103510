/* Messages between rivals against all matchings, counted out: on a graph without cycles
 * they are exact. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "base/begin.h"
#include "base/random.h"
#include "match/rival_inside.h"

TestSuite(match_rival, .init = lc_begin);

enum { PAIRS = 10, EACH = 12 };

/* Records 0 .. EACH - 1 are of one source, the rest of another. */
static void settle(bool apart, size_t count, struct lc_rival *pair)
{
    struct lc_match *match = calloc(1, sizeof *match);
    match->sources = 2;
    match->records = 2 * EACH;
    match->from[1] = EACH;
    match->from[2] = 2 * EACH;
    match->source[0].apart = match->source[1].apart = apart;
    cr_assert(eq(int, lc_rivals_settle(match, count, pair, NULL), LC_OK));
    free(match);
}

/* The share of pair i in the sum over all matchings of the product of their odds. */
static double by_counting(size_t count, const struct lc_rival *pair, size_t i)
{
    double all = 0, with = 0;
    for (unsigned set = 0; set < 1U << count; set++) {
        double product = 1;
        uint32_t used = 0;
        for (size_t k = 0; k < count; k++) {
            uint32_t ends = 1U << pair[k].a | 1U << pair[k].b;
            if (!(set >> k & 1))
                continue;
            product *= used & ends ? 0 : (double)pair[k].odds;
            used |= ends;
        }
        all += product;
        with += set >> i & 1 ? product : 0;
    }
    return with / all;
}

/* A tree: each further pair hangs a new record on one that is there. */
Test(match_rival, exact_on_trees)
{
    struct lc_random random;
    lc_random_init(&random, 3, 0);
    for (int trial = 0; trial < 200; trial++) {
        struct lc_rival pair[PAIRS] = { { .a = 0, .b = EACH } };
        uint32_t lefts = 1, rights = 1;
        for (size_t k = 0; k < PAIRS; k++) {
            bool left = lc_random_below(&random, 2);
            if (k && left) {
                pair[k].a = lefts++;
                pair[k].b = EACH + (uint32_t)lc_random_below(&random, rights);
            } else if (k) {
                pair[k].b = EACH + rights++;
                pair[k].a = (uint32_t)lc_random_below(&random, lefts);
            }
            pair[k].odds = (float)(0.01 * (1 << lc_random_below(&random, 12)));
        }
        settle(true, PAIRS, pair);
        for (size_t k = 0; k < PAIRS; k++)
            cr_expect(epsilon_eq(dbl, (double)pair[k].chance,
                                 by_counting(PAIRS, pair, k), 3e-3));
    }
}

/* a1-b1, a1-b2 of odds 8 and 1: none 1, so 8/10 and 1/10. With no bar each is alone:
 * 8/9 and 1/2. Beside twins of odds 1 the lone pair of odds 8 is 8/10. */
Test(match_rival, two_rivals_by_hand)
{
    struct lc_rival pair[2] = { { .a = 0, .b = EACH, .odds = 8 },
                                { .a = 0, .b = EACH + 1, .odds = 1 } };
    settle(true, 2, pair);
    cr_expect(epsilon_eq(dbl, (double)pair[0].chance, 0.8, 1e-3));
    cr_expect(epsilon_eq(dbl, (double)pair[1].chance, 0.1, 1e-3));
    settle(false, 2, pair);
    cr_expect(epsilon_eq(dbl, (double)pair[0].chance, 8.0 / 9, 1e-6));
    cr_expect(epsilon_eq(dbl, (double)pair[1].chance, 0.5, 1e-6));
    pair[0].twin = 1;
    settle(true, 1, pair);
    cr_expect(epsilon_eq(dbl, (double)pair[0].chance, 0.8, 1e-6));
}
