/* The digest of what a reader of `uncertain_links` reads: what has a part in it and
 * what has none. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "link/drawn.h"
#include "support/stores.h"

TestSuite(sureness, .init = lc_begin);

struct digest {
    unsigned char byte[LC_DIGEST];
};

static struct digest digest_of(const struct lc_store *store, bool sure)
{
    struct digest d;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_link_contents(store, sure, d.byte, &err), LC_OK));
    return d;
}

static bool same(struct digest a, struct digest b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void link(struct lc_store *store, uint32_t a, uint32_t b, const char *pass,
                 int32_t day)
{
    struct lc_record_link row = { a, b, 0, day };
    cr_assert(eq(int, lc_codes_add(&store->passes, lc_slice_of(pass), &row.pass, NULL),
                 LC_OK));
    cr_assert(
        eq(int, LC_GROW(store->link, store->link_room, store->links + 1, NULL), LC_OK));
    store->link[store->links++] = row;
}

static void may_be_one(struct lc_store *store, uint32_t a, uint32_t b, uint32_t chance,
                       uint32_t listed)
{
    cr_assert(eq(
        int,
        LC_GROW(store->candidate, store->candidate_room, store->candidates + 1, NULL),
        LC_OK));
    store->candidate[store->candidates++] =
        (struct lc_candidate){ a, b, chance, listed };
}

static struct lc_store small(void)
{
    return store_of(4, "covers care 2015-01-01 2025-01-01\n"
                       "care 0 2020-03-01 -\n"
                       "care 3 2020-01-01 -\n");
}

/* A store whose candidates differ says the same to whoever does not read them, and
 * something else to whoever does: each of their four columns counts, and that there is
 * one more. */
Test(sureness, how_sure_links_are_counts_for_who_reads_it)
{
    static const struct lc_candidate other[] = {
        { 0, 2, 700000, 1 }, { 1, 3, 700000, 1 }, { 0, 3, 700000, 1 },
        { 0, 1, 700001, 1 }, { 0, 1, 700000, 0 },
    };
    struct lc_store store = small();
    may_be_one(&store, 0, 1, 700000, 1);
    struct digest plain = digest_of(&store, false), sure = digest_of(&store, true);
    cr_expect(not(same(plain, sure)));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        struct lc_candidate kept = store.candidate[0];
        store.candidate[0] = other[i];
        cr_expect(same(plain, digest_of(&store, false)), "row %zu", i);
        cr_expect(not(same(sure, digest_of(&store, true))), "row %zu", i);
        store.candidate[0] = kept;
    }
    cr_expect(same(sure, digest_of(&store, true)));
    may_be_one(&store, 2, 3, 20000, 1);
    cr_expect(same(plain, digest_of(&store, false)));
    cr_expect(not(same(sure, digest_of(&store, true))));
    lc_store_free(&store);
}

/* A draw stands on decisions (link/drawn.h), whichever they are; on merges, on days and
 * on the order in which passes were first met it does not. */
Test(sureness, decisions_count_and_merges_do_not)
{
    struct lc_store a = small(), b = small(), c = small(), d = small();
    link(&a, 0, 1, "accepted", 19000);
    link(&a, 1, 2, "kept apart", 19000);
    link(&b, 0, 1, "accepted", 20000);
    link(&b, 0, 3, "weight", 20000);
    link(&b, 1, 2, "kept apart", 20000);
    link(&c, 0, 1, "kept apart", 19000);
    link(&c, 1, 2, "accepted", 19000);
    link(&d, 0, 1, "accepted", 19000);
    cr_expect(same(digest_of(&a, true), digest_of(&b, true)));
    cr_expect(not(same(digest_of(&a, true), digest_of(&c, true))));
    cr_expect(not(same(digest_of(&a, true), digest_of(&d, true))));
    cr_expect(same(digest_of(&a, false), digest_of(&d, false)));
    lc_store_free(&a);
    lc_store_free(&b);
    lc_store_free(&c);
    lc_store_free(&d);
}
