/* Streams: the same again, different from one another, and of the right shape. The
 * bounds are five standard errors of the statistic, so a right generator fails one
 * seed in two million, and the seed is fixed. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"

TestSuite(random, .init = lc_begin);

enum { N = 200000 };

Test(random, a_stream_is_its_seed_and_number)
{
    struct lc_random a, b, c, d;
    int same_c = 0, same_d = 0;
    lc_random_init(&a, 7, 3);
    lc_random_init(&b, 7, 3);
    lc_random_init(&c, 7, 4);
    lc_random_init(&d, 8, 3);
    for (int i = 0; i < 1000; i++) {
        uint64_t word = lc_random_word(&a);
        cr_assert_eq(word, lc_random_word(&b));
        same_c += word == lc_random_word(&c);
        same_d += word == lc_random_word(&d);
    }
    cr_assert(same_c == 0 && same_d == 0);
}

Test(random, no_word_comes_twice_across_blocks)
{
    struct lc_random r;
    uint64_t first[64];
    lc_random_init(&r, 1, 1);
    for (int i = 0; i < 64; i++)
        first[i] = lc_random_word(&r);
    for (int i = 0; i < 640; i++) {
        uint64_t word = lc_random_word(&r);
        for (int j = 0; j < 64; j++)
            cr_assert_neq(word, first[j]);
    }
}

Test(random, moments)
{
    struct lc_random r;
    double unit = 0, normal = 0, square = 0, exponential = 0, poisson = 0;
    lc_random_init(&r, 11, 0);
    for (int i = 0; i < N; i++) {
        double u = lc_random_unit(&r), z = lc_random_normal(&r);
        cr_assert(u > 0 && u < 1);
        unit += u;
        normal += z;
        square += z * z;
        exponential += lc_random_exponential(&r);
        poisson += lc_random_poisson(&r, 2.5);
    }
    double root = sqrt(N);
    cr_assert(fabs(unit / N - 0.5) < 5 * sqrt(1.0 / 12) / root);
    cr_assert(fabs(normal / N) < 5 / root);
    cr_assert(fabs(square / N - 1) < 5 * sqrt(2) / root);
    cr_assert(fabs(exponential / N - 1) < 5 / root);
    cr_assert(fabs(poisson / N - 2.5) < 5 * sqrt(2.5) / root);
}

Test(random, below_is_even_and_shuffles_permute)
{
    struct lc_random r;
    uint32_t items[100], seen[100] = { 0 };
    int counts[7] = { 0 };
    lc_random_init(&r, 12, 0);
    for (int i = 0; i < 70000; i++)
        counts[lc_random_below(&r, 7)]++;
    for (int i = 0; i < 7; i++)
        cr_assert(fabs(counts[i] - 10000.0) < 5 * sqrt(10000));
    for (uint32_t i = 0; i < 100; i++)
        items[i] = i;
    lc_random_shuffle(&r, 100, items);
    for (int i = 0; i < 100; i++)
        seen[items[i]]++;
    for (int i = 0; i < 100; i++)
        cr_assert_eq(seen[i], 1);
}
