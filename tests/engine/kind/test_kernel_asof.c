/* The one-landmark kernel against a loop that reads as its definition, on children with
 * none, few and thousands of events, in ranges that begin and end anywhere. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "base/day.h"
#include "base/random.h"
#include "kind/kernel_asof.h"

enum { CHILDREN = 60, T = 10000 };

struct slow {
    int32_t count[3], last;
};

static struct slow slow_child(const struct lc_asof_day *j, size_t c)
{
    struct slow s = { { 0 }, -1 };
    for (uint64_t i = j->offset[c]; i < j->offset[c + 1]; i++) {
        if (j->known_from[i] >= T || j->known_to[i] < T || j->start[i] >= T)
            continue;
        for (size_t w = 0; w < j->windows; w++)
            s.count[w] += j->start[i] >= j->low[w];
        if (s.last < 0 || T - j->start[i] < s.last)
            s.last = T - j->start[i];
    }
    return s;
}

static void fill(struct lc_random *r, uint64_t *offset, int32_t **start, int32_t **from,
                 int32_t **to)
{
    static const uint64_t sizes[] = { 0, 0, 1, 3, 12, 999, 1000, 1001, 3500 };
    offset[0] = 0;
    for (size_t c = 0; c < CHILDREN; c++)
        offset[c + 1] = offset[c] + sizes[lc_random_below(r, 9)];
    size_t n = (size_t)offset[CHILDREN];
    *start = malloc((n + 1) * sizeof **start);
    *from = malloc((n + 1) * sizeof **from);
    *to = malloc((n + 1) * sizeof **to);
    for (size_t i = 0; i < n; i++) {
        (*start)[i] = T - 400 + (int32_t)lc_random_below(r, 420);
        (*from)[i] = (*start)[i] + (int32_t)lc_random_below(r, 30);
        (*to)[i] =
            lc_random_below(r, 3) ? LC_OPEN : T - 5 + (int32_t)lc_random_below(r, 10);
    }
}

Test(kernel_asof, one_landmark_is_what_the_definition_says)
{
    static int32_t count[3][CHILDREN], last[CHILDREN];
    static uint8_t ever[CHILDREN];
    for (uint64_t seed = 0; seed < 12; seed++) {
        uint64_t offset[CHILDREN + 1];
        int32_t *start, *from, *to;
        struct lc_random r;
        lc_random_init(&r, seed, 5);
        fill(&r, offset, &start, &from, &to);
        struct lc_asof_day job = { .offset = offset,
                                   .start = start,
                                   .known_from = from,
                                   .known_to = to,
                                   .t = T,
                                   .windows = seed % 4,
                                   .low = { T - 30, T - 90, T - 365 },
                                   .count = { count[0], count[1], count[2] },
                                   .last = last,
                                   .ever = ever };
        size_t cut = lc_random_below(&r, CHILDREN + 1);
        lc_asof_day(&job, 0, cut);
        lc_asof_day(&job, cut, CHILDREN);
        for (size_t c = 0; c < CHILDREN; c++) {
            struct slow want = slow_child(&job, c);
            for (size_t w = 0; w < job.windows; w++)
                cr_assert(eq(int, count[w][c], want.count[w]), "seed %d child %d",
                          (int)seed, (int)c);
            cr_assert(eq(int, last[c], want.last), "seed %d child %d", (int)seed,
                      (int)c);
            cr_assert(eq(int, ever[c], want.last >= 0));
        }
        free(start);
        free(from);
        free(to);
    }
}
