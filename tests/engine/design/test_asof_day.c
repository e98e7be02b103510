/* Blocks of children at one landmark, as scoring reads them. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>

#include "base/begin.h"
#include "design/asof_day.h"
#include "support/brute.h"

TestSuite(asof_day, .init = lc_begin);

/* The same by blocks of children at one landmark, as scoring reads them, whatever the
 * blocks. */
static size_t check_block(struct lc_asof_block *b, const struct lc_asof_one *one,
                          const struct lc_study *study, const struct lc_store *store,
                          uint32_t first, uint32_t end)
{
    uint32_t child[BRUTE_CHILDREN];
    size_t n = 0, seen = 0;
    for (uint32_t c = first; c < end; c++)
        if (c % 5 != 3) /* who is not in the cohort */
            child[n++] = c;
    cr_assert(lc_asof_block_fill(b, one, first, end, n, child, NULL) == LC_OK);
    cr_assert(eq(sz, b->frame.n, n));
    for (size_t i = 0; i < n; i++)
        for (unsigned k = 0; k < study->predictors_count; k++) {
            double ours = brute_get(b->frame.column + k, i);
            double theirs = brute_value(study->predictors + k, store, child[i],
                                        one->landmarks.day[0]);
            cr_assert(brute_same(ours, theirs), "%s child %u: %g, not %g",
                      study->predictors[k].name, child[i], ours, theirs);
            seen += !isnan(ours) && ours != 0;
        }
    return seen;
}

Test(asof_day, a_block_at_one_landmark_is_what_a_slow_reader_finds)
{
    struct lc_study *study = brute_study();
    size_t seen = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct lc_random r;
        struct lc_asof_one one;
        struct lc_asof_block block;
        lc_random_init(&r, seed, 2);
        struct lc_store store = brute_store(&r);
        int32_t t = BRUTE_FIRST + (int32_t)lc_random_below(&r, BRUTE_SPAN + 50);
        uint32_t cut = (uint32_t)lc_random_below(&r, BRUTE_CHILDREN + 1);
        cr_assert(lc_asof_one_open(&one, study, &store, t, NULL) == LC_OK);
        cr_assert(lc_asof_block_new(&block, &one, NULL) == LC_OK);
        seen += check_block(&block, &one, study, &store, 0, cut);
        seen += check_block(&block, &one, study, &store, cut, BRUTE_CHILDREN);
        lc_asof_block_free(&block);
        lc_asof_one_close(&one);
        lc_store_free(&store);
    }
    cr_assert(lt(sz, 1000, seen));
    lc_study_free(study);
}
