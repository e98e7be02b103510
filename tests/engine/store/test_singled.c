/* Whom month of birth and day of first referral single out: seven children, by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "disclosure/small.h"
#include "store/singled.h"
#include "support/stores.h"

TestSuite(singled, .init = lc_begin);

/* On 1 April 2025, 0 and 1 share a month and a first day (1's second referral is
 * nobody's matter); 2 has the day but another month; 3 has no referral; 4 was 18 in
 * March, 5 is 12 until May, and of 6 no birth is known. */
static struct lc_store seven(void)
{
    struct lc_store store = store_of(7, "covers referral 2015-01-01 2025-04-01\n"
                                        "person 0 2010-06-15 -\n"
                                        "person 1 2010-06-15 -\n"
                                        "person 2 2010-07-15 -\n"
                                        "person 3 2009-01-15 -\n"
                                        "person 4 2007-03-15 -\n"
                                        "person 5 2012-05-15 -\n"
                                        "referral 0 2020-01-02 -\n"
                                        "referral 1 2020-01-02 -\n"
                                        "referral 1 2021-05-05 -\n"
                                        "referral 2 2020-01-02 -\n"
                                        "referral 4 2020-03-03 -\n"
                                        "referral 5 2020-03-04 -\n"
                                        "referral 6 2020-03-05 -\n");
    for (size_t s = 0; s < store.sources; s++)
        store.source[s].imported = day_of("2025-04-01");
    return store;
}

Test(singled, by_hand)
{
    struct lc_store store = seven();
    struct lc_singled s;
    cr_assert(eq(int, lc_singled_out(&s, &store, NULL), LC_OK));
    cr_expect(eq(int, s.day, day_of("2025-04-01")));
    cr_expect(eq(sz, s.children, 3));
    cr_expect(eq(sz, s.alone, 1));
    cr_expect(eq(sz, s.few, 2));
    cr_expect(eq(sz, s.many, 0));
    cr_expect(eq(sz, s.unknown, 1));
    cr_expect(eq(sz, s.no_birth, 1));
    lc_store_free(&store);
}

/* A store of so few tells nobody how many. */
Test(singled, is_told_as_counts_are)
{
    struct lc_store store = seven();
    struct lc_singled s;
    cr_assert(eq(int, lc_singled_out(&s, &store, NULL), LC_OK));
    lc_singled_tell(&s);
    cr_expect(eq(sz, s.children, LC_FEW));
    cr_expect(eq(sz, s.alone, LC_FEW));
    cr_expect(eq(sz, s.few, LC_FEW));
    cr_expect(eq(sz, s.many, 0));
    cr_expect(eq(sz, s.unknown, LC_FEW));
    lc_store_free(&store);
}
