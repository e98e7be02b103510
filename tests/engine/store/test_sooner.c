/* Events known sooner, by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "store/sooner.h"
#include "support/stores.h"

TestSuite(sooner, .init = lc_begin);

/* An event told within a week; one told after a month and a half, whose end was told
 * two months after it, and its code corrected later still; one withdrawn and told
 * anew; one of another system; and who somebody is. */
static const char town[] =
    "system police 0 1\nsystem education 2\n"
    "person 0 2005-01-15 - known 2019-01-01 2030-01-01 code F\n"
    "missing 0 2020-01-01 2020-01-02 known 2020-01-04 - key 1\n"
    "missing 0 2020-03-01 - known 2020-04-15 2020-08-01 key 2\n"
    "missing 0 2020-03-01 2020-06-01 known 2020-08-01 2020-09-01 key 2\n"
    "missing 0 2020-03-01 2020-06-01 known 2020-09-01 - key 2 code M\n"
    "missing 1 2020-03-01 2020-03-02 known 2020-05-01 2020-06-01 key 3\n"
    "missing 1 2020-03-01 2020-03-03 known 2020-07-01 - key 3\n"
    "missing 2 2020-03-01 2020-03-02 known 2020-05-01 - key 4\n";

static void known(const struct lc_store *store, size_t row, const char *from,
                  const char *to)
{
    const struct lc_history *h = lc_store_history(store, "missing");
    cr_expect(eq(i32, h->known_from[row], day_of(from)), "%zu", row);
    cr_expect(eq(i32, h->known_to[row], *to == '-' ? LC_OPEN : day_of(to)), "%zu", row);
}

Test(sooner, a_systems_events_within_a_week)
{
    struct lc_store store = store_of(3, town);
    uint16_t police = lc_codes_find(&store.systems, lc_slice_of("police"));
    cr_assert(zero(int, lc_store_know_within(&store, police, 7, NULL)));
    known(&store, 0, "2020-01-04", "-");
    known(&store, 1, "2020-03-08", "2020-06-08");
    known(&store, 2, "2020-06-08", "2020-09-01");
    known(&store, 3, "2020-09-01", "-"); /* a correction stays */
    known(&store, 4, "2020-03-08", "2020-06-01");
    known(&store, 5, "2020-07-01", "-"); /* taken back and told anew */
    known(&store, 6, "2020-05-01", "-"); /* another's */
    const struct lc_history *person = lc_store_history(&store, "person");
    cr_expect(eq(i32, person->known_from[0], day_of("2019-01-01")));
    lc_store_free(&store);
}

Test(sooner, of_all_at_once)
{
    struct lc_store store = store_of(3, town);
    cr_assert(zero(int, lc_store_know_within(&store, LC_ANY_SYSTEM, 0, NULL)));
    known(&store, 0, "2020-01-01", "-");
    known(&store, 1, "2020-03-01", "2020-06-01");
    known(&store, 6, "2020-03-01", "-");
    lc_store_free(&store);
}
