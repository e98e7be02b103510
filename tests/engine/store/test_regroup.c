/* Another map of persons over a store, and the way back. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "store/check.h"
#include "store/regroup.h"
#include "support/stores.h"

TestSuite(regroup, .init = lc_begin);

static void put_kin(struct lc_store *store, size_t n, const struct lc_kin *kin)
{
    store->kin = lc_alloc(n, sizeof *kin);
    memcpy(store->kin, kin, n * sizeof *kin);
    store->families = store->kin_room = n;
}

static void is_whole(const struct lc_store *store)
{
    struct lc_text found = { 0 };
    cr_expect(eq(sz, lc_store_check(store, &found), 0), "%s",
              found.data ? found.data : "");
    lc_text_free(&found);
}

/* Events go with their records, and stand where the child's stand. */
Test(regroup, events_go_with_their_records)
{
    struct lc_store store = store_of(3, "covers care 2015-01-01 2025-01-01\n"
                                        "care 0 2020-03-01 -\n"
                                        "care 2 2020-01-01 -\n"
                                        "care 1 2020-02-01 -\n");
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_store_regroup(&store, (uint32_t[]){ 0, 1, 0 }, &err), LC_OK));
    const struct lc_history *h = lc_store_history(&store, "care");
    cr_expect(eq(u64, h->offset[1], 2));
    cr_expect(eq(u32, h->record[0], 2));
    cr_expect(eq(u32, h->record[1], 0));
    cr_expect(eq(u32, h->child[2], 1));
    is_whole(&store);
    lc_store_free(&store);
}

/* Any map, and another after it, and back: every byte comes back. */
Test(regroup, there_and_back_is_the_same_store)
{
    enum { N = 60 };
    static const struct lc_kin kin[] = { { 3, 3, 100, 500 }, { 9, 3, 100, 500 } };
    uint32_t own[N], child[N];
    for (uint32_t i = 0; i < N; i++)
        own[i] = i;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct lc_store store = store_random(seed, N, 3, 400),
                        plain = store_random(seed, N, 3, 400);
        struct lc_regrouped back;
        struct lc_random r;
        lc_random_init(&r, seed, 1);
        put_kin(&store, 2, kin);
        put_kin(&plain, 2, kin);
        cr_assert(eq(int, lc_store_regroup(&store, own, NULL), LC_OK));
        cr_assert(eq(int, lc_store_regroup(&plain, own, NULL), LC_OK));
        cr_assert(eq(int, lc_regroup_begin(&back, &store, NULL), LC_OK));
        for (int round = 0; round < 3; round++) {
            for (uint32_t i = 0; i < N; i++) {
                uint32_t to = (uint32_t)lc_random_below(&r, i + 1);
                child[i] = child[to] == to && to < i ? to : i;
            }
            cr_assert(eq(int, lc_regroup_to(&back, &store, child, NULL), LC_OK));
            cr_assert(eq(u32, store.record[N - 1].child, child[N - 1]));
            for (size_t k = 0; k < store.families; k++)
                cr_assert(eq(u32, child[store.kin[k].child], store.kin[k].child));
        }
        cr_assert(eq(int, lc_regroup_end(&back, &store, NULL), LC_OK));
        cr_assert(store_same(&store, &plain));
        lc_store_free(&store);
        lc_store_free(&plain);
    }
}

static void hold(const uint32_t *child, size_t n, const struct lc_kin *want)
{
    /* 0 and 1 of family 0 on 100 to 500; 2 and 3 of family 2 on 300 to 900 */
    static const struct lc_kin kin[] = {
        { 0, 0, 100, 500 }, { 1, 0, 100, 500 }, { 2, 2, 300, 900 }, { 3, 2, 300, 900 }
    };
    struct lc_store store = store_of(5, "");
    uint32_t was[] = { 0, 1, 2, 3, 3 }; /* record 4 is child 3's */
    put_kin(&store, 4, kin);
    store.record[4].child = 3;
    cr_assert(eq(int, lc_store_regroup(&store, child, NULL), LC_OK));
    cr_assert(eq(int, lc_kin_carry(&store, was, NULL), LC_OK));
    cr_assert(eq(sz, store.families, n));
    for (size_t k = 0; k < n; k++)
        cr_expect(zero(int, memcmp(store.kin + k, want + k, sizeof *want)),
                  "row %zu: %u %u %d %d", k, (unsigned)store.kin[k].child,
                  (unsigned)store.kin[k].family, store.kin[k].from, store.kin[k].to);
    is_whole(&store);
    lc_store_free(&store);
}

/* The same map: the same families. */
Test(regroup, families_stay_where_nobody_moves)
{
    hold((uint32_t[]){ 0, 1, 2, 3, 3 }, 4,
         (struct lc_kin[]){ { 0, 0, 100, 500 },
                            { 1, 0, 100, 500 },
                            { 2, 2, 300, 900 },
                            { 3, 2, 300, 900 } });
}

/* 1 and 2 are one child: it is of both families, which are one, of 0, 1 and 3. */
Test(regroup, two_families_of_one_child_are_one)
{
    hold((uint32_t[]){ 0, 1, 1, 3, 3 }, 3,
         (struct lc_kin[]){
             { 0, 0, 100, 500 }, { 1, 0, 100, 900 }, { 3, 0, 300, 900 } });
}

/* Record 4 is a child of its own: of its family still. */
Test(regroup, a_part_of_a_child_is_of_its_family)
{
    hold((uint32_t[]){ 0, 1, 2, 3, 4 }, 5,
         (struct lc_kin[]){ { 0, 0, 100, 500 },
                            { 1, 0, 100, 500 },
                            { 2, 2, 300, 900 },
                            { 3, 2, 300, 900 },
                            { 4, 2, 300, 900 } });
}

/* A family, a child or an event that is not there is met before it is an index. */
Test(regroup, rows_of_no_child_are_damage)
{
    static const struct lc_kin kin[] = { { 0, 0, 100, 500 }, { 1, 0, 100, 500 } };
    uint32_t was[] = { 0, 1, 2 };
    struct lc_error err = { 0 };
    struct lc_store store = store_of(3, "covers care 2015-01-01 2025-01-01\n"
                                        "care 0 2020-03-01 -\n");
    put_kin(&store, 2, kin);
    store.kin[1].child = 1u << 30;
    cr_expect(eq(int, lc_kin_carry(&store, was, &err), LC_DAMAGED));
    cr_expect_not_null(strstr(err.text, "row 1 of the store's families"));
    store.kin[1] = (struct lc_kin){ 1, 3, 100, 500 };
    cr_expect(eq(int, lc_kin_carry(&store, was, &err), LC_DAMAGED));
    store.kin[1] = kin[1];
    was[2] = 3;
    cr_expect(eq(int, lc_kin_carry(&store, was, &err), LC_DAMAGED));
    was[2] = 2;
    cr_expect(eq(int, lc_kin_carry(&store, was, &err), LC_OK));
    cr_expect(eq(sz, store.families, 2));
    store.history[0].record[0] = 3;
    cr_expect(eq(int, lc_store_regroup(&store, was, &err), LC_DAMAGED));
    lc_store_free(&store);
}
