/* Groups of records: facts that disagree are seen wherever they stand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "link/group_inside.h"

TestSuite(group);

/* A group of so many numbers and then one of another kind, and a record that says the
 * same of that kind or something else. */
static int join_after(size_t numbers, bool same, uint16_t *kind)
{
    struct lc_fact fact[202];
    size_t n = 0;
    lc_record_groups *groups;
    for (size_t k = 0; k < numbers; k++)
        fact[n++] = (struct lc_fact){ .record = 0, .kind = 3, .value = k };
    fact[n++] = (struct lc_fact){ .record = 0, .kind = 7, .value = 1 };
    fact[n++] = (struct lc_fact){ .record = 1, .kind = 7, .value = same ? 1 : 2 };
    cr_assert(zero(int, lc_record_groups_new(&groups, 2, n, fact, NULL)));
    int joined = lc_record_groups_join(groups, 0, 1, LC_FACT_BORN, kind);
    lc_record_groups_free(groups);
    return joined;
}

/* However many facts stand before it, the one that disagrees is seen. */
Test(group, a_fact_that_disagrees_is_seen_after_any_number_of_others)
{
    const size_t numbers[] = { 0, 1, 62, 63, 64, 65, 200 };
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        uint16_t kind = 0;
        cr_expect(eq(int, join_after(numbers[k], true, &kind), LC_JOINED), "%zu",
                  numbers[k]);
        cr_expect(eq(int, join_after(numbers[k], false, &kind), LC_CONFLICT), "%zu",
                  numbers[k]);
        cr_expect(eq(int, (int)kind, 7), "%zu", numbers[k]);
    }
}

/* Likewise of birth dates, which alone a review asks for. */
Test(group, birth_dates_disagree_after_any_number_of_numbers)
{
    for (size_t numbers = 62; numbers <= 66; numbers++) {
        struct lc_fact fact[70];
        size_t n = 0;
        lc_record_groups *groups;
        uint16_t kind;
        for (size_t k = 0; k < numbers; k++)
            fact[n++] = (struct lc_fact){ .record = 0, .kind = 3, .value = k };
        fact[n++] = (struct lc_fact){ .record = 1, .kind = LC_FACT_BORN, .value = 1 };
        fact[n++] =
            (struct lc_fact){ .record = 2, .kind = LC_FACT_BORN, .value = 9000 };
        cr_assert(zero(int, lc_record_groups_new(&groups, 3, n, fact, NULL)));
        cr_assert(eq(int, lc_record_groups_join(groups, 0, 1, LC_FACT_NONE, &kind),
                     LC_JOINED));
        cr_expect(lc_record_groups_clash(groups, 0, 2, LC_FACT_BORN, &kind), "%zu",
                  numbers);
        cr_expect(not(lc_record_groups_clash(groups, 0, 1, LC_FACT_BORN, &kind)), "%zu",
                  numbers);
        lc_record_groups_free(groups);
    }
}
