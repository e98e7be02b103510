/* Orders beside qsort's, over keys that share all, some or none of their bits. */
#include "parallel/order.h"

#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"

TestSuite(order, .init = lc_begin);

enum { N = 150000, KINDS = 8 };

struct keyed {
    double key;
    uint32_t row;
};

static int by_key_then_row(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->key < y->key || x->key > y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Risks, times, whole days, both signs over all magnitudes, keys that agree in 40 bits,
 * one key for all, zeros of both signs, and long runs that agree in their first bits.
 */
static double key_of(int kind, struct lc_random *r)
{
    double u = lc_random_unit(r), v = lc_random_unit(r);
    switch (kind) {
    case 0:
        return u;
    case 1:
        return -log(u) * 4000;
    case 2:
        return floor(u * 3650);
    case 3:
        return (v < 0.5 ? -1 : 1) * exp(1400 * (u - 0.5));
    case 4:
        return 1 + 1e-12 * u;
    case 5:
        return 7;
    case 6:
        return v < 0.3 ? -0.0 : v < 0.6 ? 0.0 : u - 0.5;
    default:
        return v < 0.5 ? 1e300 * u : 1 + floor(u * 1000) * 0x1p-50;
    }
}

static void agrees(lc_team *team, size_t n, const double *key, const struct keyed *want)
{
    static uint32_t order[N];
    static uint8_t fresh[N];
    cr_assert(zero(int, lc_order_runs(team, n, key, order, fresh, NULL)));
    for (size_t k = 0; k < n; k++) {
        cr_assert(eq(u32, order[k], want[k].row), "place %zu", k);
        cr_assert(eq(int, fresh[k], k == 0 || want[k].key > want[k - 1].key));
    }
}

Test(order, as_qsort_has_it_whatever_the_threads)
{
    /* on both sides of what is sorted by insertion, and of one chunk and of two */
    static const size_t sizes[] = { 0,     1,     2,     31,    32,    33, 40,
                                    32767, 32768, 65535, 65536, 65537, N };
    static double key[N];
    static struct keyed want[N];
    struct lc_random r;
    lc_team *team;
    cr_assert(zero(int, lc_team_new(&team, 3, NULL)));
    lc_random_init(&r, 4, 0);
    for (int kind = 0; kind < KINDS; kind++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            for (size_t i = 0; i < sizes[s]; i++) {
                key[i] = key_of(kind, &r);
                want[i] = (struct keyed){ key[i], (uint32_t)i };
            }
            qsort(want, sizes[s], sizeof *want, by_key_then_row);
            agrees(NULL, sizes[s], key, want);
            agrees(team, sizes[s], key, want);
        }
    lc_team_free(team);
}

Test(order, values_alone_and_by_group)
{
    static double key[N], scratch[N];
    static struct keyed want[N];
    static int32_t group[N];
    static uint32_t order[N];
    struct lc_random r;
    lc_random_init(&r, 5, 0);
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t i = 0; i < N; i++) {
            key[i] = key_of(kind, &r);
            group[i] = (int32_t)lc_random_below(&r, 5) - 2;
            want[i] = (struct keyed){ key[i], (uint32_t)i };
        }
        qsort(want, N, sizeof *want, by_key_then_row);
        cr_assert(zero(int, lc_order_within(N, group, key, order, NULL)));
        size_t at = 0;
        for (int32_t g = -2; g <= 2; g++)
            for (size_t k = 0; k < N; k++)
                if (group[want[k].row] == g)
                    cr_assert(eq(u32, order[at++], want[k].row));
        lc_sort(N, key, scratch);
        for (size_t k = 0; k < N; k++)
            cr_assert(key[k] >= want[k].key && key[k] <= want[k].key);
    }
}
