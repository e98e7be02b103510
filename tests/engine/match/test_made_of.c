/* What clusters are made of, and the prior odds that two parts are one person's: by
 * hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>

#include "base/begin.h"
#include "match/made_of_inside.h"

TestSuite(made_of, .init = lc_begin);

enum { MOST = 200 };

/* Records of two sources, A before B, and who is of one cluster. */
struct world {
    struct lc_match match;
    struct lc_clusters clusters;
    uint32_t up[MOST], next[MOST], size[MOST];
};

static struct world *world_of(uint32_t a, uint32_t b)
{
    struct world *w = calloc(1, sizeof *w);
    w->match.sources = b ? 2 : 1;
    w->match.records = a + b;
    w->match.from[1] = a;
    w->match.from[2] = a + b;
    w->clusters = (struct lc_clusters){
        .match = &w->match, .up = w->up, .next = w->next, .size = w->size
    };
    for (uint32_t r = 0; r < a + b; r++) {
        w->up[r] = w->next[r] = r;
        w->size[r] = 1;
    }
    return w;
}

/* other, a record alone, into the cluster of root. */
static void put(struct world *w, uint32_t root, uint32_t other)
{
    w->up[other] = root;
    w->next[other] = w->next[root];
    w->next[root] = other;
    w->size[root]++;
}

static double odds(const struct world *w, struct lc_made_of s, struct lc_made_of r)
{
    struct lc_made *made = lc_made_new(&w->match, &w->clusters);
    cr_assert(made != NULL);
    double bits = lc_made_odds(made, &s, &r);
    cr_expect(epsilon_eq(dbl, bits, lc_made_odds(made, &r, &s), 1e-12),
              "the order of the two counts");
    lc_made_free(made);
    return bits;
}

/* Five persons of one record, three of two: (9) is 2! mu(2) / (mu(1)^2 8), and of mu
 * one cluster more is of about the size of one of these: to 1 and 2 of 9 go
 *     5 + 0.6 (5 + 3 / 4) / 8 = 5.43125     3 + 0.6 (3 + 5 / 4) / 8 = 3.31875
 * so 2 * (3.31875 / 9) / ((5.43125 / 9)^2 * 8) = 0.2531... */
Test(made_of, one_source_by_hand)
{
    struct world *w = world_of(11, 0);
    for (uint32_t r = 0; r < 3; r++)
        put(w, r, 8 + r);
    double is = odds(w, (struct lc_made_of){ { 1 } }, (struct lc_made_of){ { 1 } });
    cr_expect(
        epsilon_eq(dbl, exp2(is), 2 * 3.31875 * 9 / (5.43125 * 5.43125 * 8), 1e-12));
    free(w);
}

/* 60 records of A, 50 of B, 30 of each are one person's: 80 persons, of whom 30, 30 and
 * 20 are of A alone, of both, of B alone. Independent sources, of which A has 60.5 of
 * 81 and B 50.5, would give 80 p / (1 - 20.5 * 30.5 / 81^2) of each; (9) is that of
 * both over the product of the two others, for whoever is there once is so at any rate.
 */
static double drawn(double n, double p)
{
    double expected = 80 * p / (81 * 81) / (1 - 20.5 * 30.5 / (81 * 81));
    return expected * (n + 1) / (expected + 1);
}

Test(made_of, two_sources_by_hand)
{
    struct world *w = world_of(60, 50);
    for (uint32_t r = 0; r < 30; r++)
        put(w, r, 60 + r);
    double is =
        exp2(odds(w, (struct lc_made_of){ { 1, 0 } }, (struct lc_made_of){ { 0, 1 } }));
    double both = drawn(30, 60.5 * 50.5), a = drawn(30, 60.5 * 30.5),
           b = drawn(20, 20.5 * 50.5);
    cr_expect(epsilon_eq(dbl, is, both / (a * b), 1e-12));
    double matching = 30.0 / ((60 - 30) * (50 - 30)); /* (4) */
    cr_expect(epsilon_eq(dbl, is / matching, 1, 0.1), "%g, of a matching %g", is,
              matching);
    free(w);
}

/* Where A has nobody twice, one who is there twice is a rarer thing by far than one who
 * is in both. */
Test(made_of, who_is_in_a_source_twice)
{
    struct world *w = world_of(60, 50);
    for (uint32_t r = 0; r < 30; r++)
        put(w, r, 60 + r);
    const struct lc_made_of a = { { 1, 0 } }, b = { { 0, 1 } }, both = { { 1, 1 } };
    double across = odds(w, a, b), within = odds(w, a, a);
    cr_expect(within < across - 4, "%g, %g", within, across);
    cr_expect(odds(w, both, a) < across - 4);
    /* once one of thirty is, it is less rare */
    put(w, 30, 59);
    cr_expect(odds(w, a, a) > within + 1);
    free(w);
}
