/* Drawn linkages: of stores written by hand, each step with its chance. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "link/drawn.h"
#include "link/link.h"
#include "support/stores.h"

TestSuite(drawn, .init = lc_begin);

enum { DRAWS = 4000 };

/* Pairs take the store's own records; it is linked by those of chance 0.6 and more. */
static struct lc_store store_with(size_t records, size_t n,
                                  const struct lc_candidate *pair)
{
    struct lc_store store = store_of(records, "");
    store.candidate = lc_alloc(n, sizeof *store.candidate);
    cr_assert_not_null(store.candidate);
    memcpy(store.candidate, pair, n * sizeof *pair);
    store.candidates = store.candidate_room = n;
    for (size_t i = 0; i < n; i++)
        if (pair[i].chance >= 600000)
            store.record[pair[i].other].child = store.record[pair[i].record].child;
    return store;
}

static void draw(const struct lc_store *store, uint64_t seed, uint64_t number,
                 uint32_t *child)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_link_draw(child, store, seed, number, &err), LC_OK), "%s",
              err.text);
}

/* 0 and 1 are one for certain, 2 and 3 never, 4 and 5 with chance 0.3, and 6 and 7,
 * which are joined, with 0.7, by itself: within four standard deviations of the
 * binomial, sqrt(0.21 / 4000) = 0.0072; both at once 0.21. */
Test(drawn, each_pair_by_its_chance)
{
    static const struct lc_candidate pair[] = { { 0, 1, LC_CERTAIN, 0 },
                                                { 2, 3, 0, 1 },
                                                { 4, 5, 300000, 1 },
                                                { 6, 7, 700000, 0 } };
    struct lc_store store = store_with(8, 4, pair);
    size_t near = 0, own = 0, both = 0;
    for (uint64_t k = 0; k < DRAWS; k++) {
        uint32_t child[8];
        draw(&store, 1, k, child);
        cr_assert(eq(u32, child[1], 0));
        cr_assert(eq(u32, child[3], 3));
        near += child[5] == 4;
        own += child[7] == 6;
        both += child[5] == 4 && child[7] == 6;
    }
    cr_expect(lt(dbl, fabs((double)near / DRAWS - 0.3), 0.029));
    cr_expect(lt(dbl, fabs((double)own / DRAWS - 0.7), 0.029));
    cr_expect(lt(dbl, fabs((double)both / DRAWS - 0.21), 0.026));
    lc_store_free(&store);
}

/* What hangs together is one child, by the number of its first record; a step that is
 * not kept parts what only it joined. 0-1 and 1-2 are certain; 2-3 is a coin. */
Test(drawn, children_are_what_hangs_together)
{
    static const struct lc_candidate pair[] = { { 0, 1, LC_CERTAIN, 0 },
                                                { 1, 2, LC_CERTAIN, 0 },
                                                { 2, 3, 500000, 1 } };
    struct lc_store store = store_with(4, 3, pair);
    size_t joined = 0;
    for (uint64_t k = 0; k < 100; k++) {
        uint32_t child[4];
        draw(&store, 7, k, child);
        cr_assert(eq(u32, child[1], 0));
        cr_assert(eq(u32, child[2], 0));
        cr_assert(child[3] == 0 || child[3] == 3);
        joined += child[3] == 0;
    }
    cr_expect(ne(sz, joined, 0));
    cr_expect(lt(sz, joined, 100));
    lc_store_free(&store);
}

/* The same seed and number give the same linkage, another of either another. */
Test(drawn, seed_and_number_say_which)
{
    struct lc_candidate pair[40];
    uint32_t a[80], b[80];
    for (uint32_t i = 0; i < 40; i++)
        pair[i] = (struct lc_candidate){ 2 * i, 2 * i + 1, 500000, 1 };
    struct lc_store store = store_with(80, 40, pair);
    draw(&store, 3, 5, a);
    draw(&store, 3, 5, b);
    cr_expect(zero(int, memcmp(a, b, sizeof a)));
    draw(&store, 3, 6, b);
    cr_expect(ne(int, memcmp(a, b, sizeof a), 0));
    draw(&store, 4, 5, b);
    cr_expect(ne(int, memcmp(a, b, sizeof a), 0));
    lc_store_free(&store);
}

/* A reviewer said that 0 and 2 are two and that 3 and 4 are one: whatever the chances
 * of 0-1 and 1-2, of which the likelier holds, and of 3-4, which is not among them. */
Test(drawn, decisions_stand_in_every_draw)
{
    static const struct lc_candidate pair[] = { { 0, 1, LC_CERTAIN, 0 },
                                                { 1, 2, 999999, 0 } };
    struct lc_store store = store_with(5, 2, pair);
    cr_assert(eq(int, lc_link_decide(&store, 0, 2, false, 20000, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 3, 4, true, 20000, NULL), LC_OK));
    for (uint64_t k = 0; k < 50; k++) {
        uint32_t child[5];
        draw(&store, 1, k, child);
        cr_assert(eq(u32, child[1], 0));
        cr_assert(eq(u32, child[2], 2));
        cr_assert(eq(u32, child[4], 3));
    }
    lc_store_free(&store);
}

/* 0 {0, 1} through a link of 94%; 2 {2, 3} through one of 95%, which is sure; 4 and 5 a
 * pair of the list, 6 and 7 one that is not. */
Test(drawn, who_is_uncertain_and_why)
{
    static const struct lc_candidate pair[] = { { 0, 1, 940000, 0 },
                                                { 2, 3, 950000, 0 },
                                                { 4, 5, 100000, 1 },
                                                { 6, 7, 10000, 0 } };
    static const uint8_t want[8] = { LC_LINK_DOUBTED, 0, 0, 0, LC_LINK_MISSED,
                                     LC_LINK_MISSED,  0, 0 };
    struct lc_store store = store_with(8, 4, pair);
    uint8_t why[8];
    lc_link_uncertain(&store, why);
    for (size_t i = 0; i < 8; i++)
        cr_expect(eq(u8, why[i], want[i]), "child %zu", i);
    lc_store_free(&store);
}

/* A store whose links came without chances cannot say which are sure; one in which
 * reviewers alone joined can. */
Test(drawn, links_without_chances_are_refused)
{
    struct lc_store store = store_of(3, "");
    struct lc_error err = { 0 };
    cr_expect(eq(int, lc_link_need_chances(&store, "s.h5", &err), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 0, 1, true, 20000, NULL), LC_OK));
    cr_expect(eq(int, lc_link_need_chances(&store, "s.h5", &err), LC_OK));
    cr_assert(eq(
        int,
        lc_codes_add(&store.passes, lc_slice_of("number"), &store.link[0].pass, NULL),
        LC_OK));
    cr_expect(eq(int, lc_link_need_chances(&store, "s.h5", &err), LC_REFUSED));
    cr_expect_not_null(strstr(err.text, "run latecare link s.h5"));
    lc_store_free(&store);
}

/* A candidate, a link or a record's child that is not there is met before a draw. */
Test(drawn, rows_of_no_record_are_damage)
{
    static const struct lc_candidate pair[] = { { 0, 1, LC_CERTAIN, 0 },
                                                { 1, 1u << 30, LC_CERTAIN, 0 } };
    uint32_t child[3];
    struct lc_error err = { 0 };
    struct lc_store store = store_of(3, "");
    store.candidate = lc_alloc(2, sizeof *pair);
    memcpy(store.candidate, pair, sizeof pair);
    store.candidates = store.candidate_room = 2;
    cr_expect(eq(int, lc_link_draw(child, &store, 1, 1, &err), LC_DAMAGED));
    cr_expect_not_null(strstr(err.text, "row 1 of the store's candidates"));
    cr_expect(eq(int, lc_link_need_chances(&store, "s.h5", NULL), LC_DAMAGED));
    store.candidates = 1;
    cr_expect(eq(int, lc_link_need_chances(&store, "s.h5", NULL), LC_OK));
    store.record[2].child = 3;
    err = (struct lc_error){ 0 };
    cr_expect(eq(int, lc_link_need_chances(&store, "s.h5", &err), LC_DAMAGED));
    cr_expect_not_null(strstr(err.text, "row 2 of the store's records"));
    lc_store_free(&store);
}
