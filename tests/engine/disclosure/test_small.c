/* Counts of 1 to 5, and what gives them away. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "disclosure/small.h"

TestSuite(small, .init = lc_begin);

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* DfE's rule of 1 to 5, and halves of six by hand: 9 is nearer to 12, 14 too. */
Test(small, a_count_by_hand)
{
    static const size_t told[][2] = { { 0, 0 },      { 1, LC_FEW }, { 5, LC_FEW },
                                      { 6, 6 },      { 8, 6 },      { 9, 12 },
                                      { 14, 12 },    { 15, 18 },    { 9265, 9264 },
                                      { 8981, 8982 } };
    for (size_t k = 0; k < COUNT(told); k++)
        cr_expect(eq(sz, lc_tell(told[k][0]), told[k][1]), "%zu", told[k][0]);
}

/* Of any two counts what is told differs by nothing, by six or more, or is hidden. */
Test(small, no_two_differ_by_few)
{
    for (size_t a = 0; a < 200; a++)
        for (size_t b = a; b < 200; b++) {
            size_t x = lc_tell(a), y = lc_tell(b);
            if (x != LC_FEW && y != LC_FEW)
                cr_assert(x == y || y >= x + 6, "%zu and %zu", a, b);
        }
}

/* --- an attacker who knows the rule ----------------------------------------------- */

enum { PARTS = 12, MOST = 400 };

/* Which sums some of the parts can have, each being any count that is told so; without
 * part `but`. */
static void sums_of(size_t n, const size_t *told, size_t but, bool *can)
{
    static bool next[MOST];
    memset(can, 0, MOST);
    can[0] = true;
    for (size_t i = 0; i < n; i++) {
        if (i == but)
            continue;
        memset(next, 0, MOST);
        for (size_t v = 0; v < 40; v++)
            for (size_t s = 0; lc_tell(v) == told[i] && s + v < MOST; s++)
                next[s + v] |= can[s];
        memcpy(can, next, MOST);
    }
}

/* How many values part i may have, if the total is told by the rule too. */
static size_t values_of(size_t n, const size_t *told, size_t i, size_t total)
{
    static bool can[MOST];
    size_t values = 0;
    sums_of(n, told, i, can);
    for (size_t v = 0; v < 40; v++) {
        bool fits = false;
        for (size_t s = 0; s + v < MOST && lc_tell(v) == told[i]; s++)
            fits |= can[s] && lc_tell(s + v) == total;
        values += fits;
    }
    return values;
}

/* How many cells of 1 to 5 are found in random tables, by whether the door was asked.
 */
static size_t attack(uint64_t seed, bool door)
{
    struct lc_random r;
    size_t found = 0;
    lc_random_init(&r, seed, 0);
    for (int round = 0; round < 4000; round++) {
        size_t part[PARTS], told[PARTS], total = 0,
                                         n = 2 + lc_random_below(&r, PARTS - 1);
        for (size_t i = 0; i < n; i++)
            total += part[i] = lc_random_below(&r, 2 + lc_random_below(&r, 9));
        if (door) {
            lc_tell_parts(n, part, told, &total);
        } else {
            for (size_t i = 0; i < n; i++)
                told[i] = lc_tell(part[i]);
            total = lc_tell(total);
        }
        for (size_t i = 0; i < n; i++)
            found += told[i] == LC_FEW && values_of(n, told, i, total) == 1;
    }
    return found;
}

Test(small, no_part_is_found_from_the_others)
{
    cr_assert(eq(sz, attack(7, true), 0));
    /* the attacker can: each told for itself, the ends of (1) meet now and then */
    cr_assert(lt(sz, 0, attack(7, false)));
}

/* By hand: 1 + 1 + 6 = 8 is told 6, which leaves no other three; 12 it is. */
Test(small, a_total_that_would_tell_moves)
{
    size_t told[5], total;
    lc_tell_parts(3, (const size_t[]){ 1, 1, 6 }, told, &total);
    cr_expect(eq(sz, total, 12));
    lc_tell_parts(5, (const size_t[]){ 1, 1, 1, 1, 1 }, told, &total);
    cr_expect(eq(sz, total, 6));
    lc_tell_parts(3, (const size_t[]){ 5, 5, 5 }, told, &total);
    cr_expect(eq(sz, total, 12));
    lc_tell_parts(3, (const size_t[]){ 2, 1, 6 }, told, &total);
    cr_expect(eq(sz, total, 12));
    lc_tell_parts(2, (const size_t[]){ 0, 0 }, told, &total);
    cr_expect(eq(sz, total, 0));
}

/* The rows of the one cause of few go with those of the next smallest. */
Test(small, rows_go_with_their_children)
{
    static const size_t rows[] = { 4000, 60, 12, 0 }, few[] = { 0, LC_FEW, 12, 0 };
    size_t told[4];
    lc_tell_rows(4, rows, few, told);
    cr_expect(eq(sz, told[0], 4002));
    cr_expect(eq(sz, told[1], LC_FEW));
    cr_expect(told[2] == LC_FEW && told[3] == 0);
}

Test(small, shares_and_figures)
{
    cr_assert(ieee_ulp_eq(dbl, lc_round_share(7 / 100., 100), 0.06, 4));
    cr_assert(ieee_ulp_eq(dbl, lc_round_share(9.5 / 100., 100), 0.12, 4));
    cr_assert(eq(dbl, lc_round_share(2.9 / 100, 100), 0));
    cr_assert(eq(dbl, lc_round_share(1, 7), 6. / 7));
    cr_assert(eq(dbl, lc_round_share(1, 10), 1));
    cr_assert(isnan(lc_round_share(NAN, 10)));
    cr_assert(eq(dbl, lc_round_mean(1.6, 10), 1.8));
    cr_assert(eq(dbl, lc_told_share(6, 12), 0.5));
    cr_assert(eq(dbl, lc_told_share(12, 6), 1));
    cr_assert(isnan(lc_told_share(LC_FEW, 12)) && isnan(lc_told_share(6, 0)));
    cr_assert(isnan(lc_told_share(6, LC_FEW)) && isnan(lc_told_share(LC_FEW, LC_FEW)));
    cr_assert(eq(dbl, lc_round_figure(0.0024053739, 2), 0.0024));
    cr_assert(eq(dbl, lc_round_figure(0.7895, 2), 0.79));
    cr_assert(eq(dbl, lc_round_figure(-812.37, 2), -810));
    cr_assert(eq(dbl, lc_round_figure(0.9999, 2), 1));
    cr_assert(eq(dbl, lc_round_figure(0, 2), 0));
}

Test(small, words)
{
    char room[LC_TOLD_ROOM];
    cr_expect(eq(str, (char *)lc_told_text(LC_FEW, room), "c"));
    cr_expect(eq(str, (char *)lc_told_text(1338, room), "1338"));
    json_t *few = lc_told_json(LC_FEW), *many = lc_told_json(12);
    cr_expect(eq(str, (char *)json_string_value(few), "c"));
    cr_expect(eq(i64, json_integer_value(many), 12));
    json_decref(few);
    json_decref(many);
}
