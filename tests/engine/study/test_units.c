/* The rows of a cohort by families: those of one unit stand together, in the unit's
 * shard; and they are the rows of a store that knows no families. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "parallel/team.h"
#include "store/kin.h"
#include "study/cohort.h"
#include "support/brute.h"

TestSuite(units, .init = lc_begin);

static void build(struct lc_cohort *cohort, const struct lc_study *study,
                  const struct lc_store *store)
{
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_cohort_build(cohort, study, store, &ask, NULL, &err), LC_OK),
              "%s", err.text);
}

/* Is the row, with all that is said of it, among the other's? */
static bool holds(const struct lc_cohort *c, const struct lc_cohort *other, size_t i)
{
    for (size_t k = 0; k < c->n; k++)
        if (c->child[k] == other->child[i] && c->at[k] == other->at[i])
            return c->days[k] == other->days[i] && c->cause[k] == other->cause[i]
                   && c->complete[k] == other->complete[i];
    return false;
}

static void check_order(const struct lc_cohort *c, const uint32_t *unit)
{
    size_t shard = 0;
    for (size_t i = 0; i < c->n; i++) {
        while (i >= c->shard[shard + 1])
            shard++;
        cr_assert(eq(u32, c->unit[i], unit[c->child[i]]));
        cr_assert(eq(sz, lc_shard_of(c->unit[i]), shard));
        if (!i || i == c->shard[shard])
            continue;
        bool after = c->unit[i - 1] != c->unit[i]     ? c->unit[i - 1] < c->unit[i]
                     : c->child[i - 1] != c->child[i] ? c->child[i - 1] < c->child[i]
                                                      : c->at[i - 1] < c->at[i];
        cr_assert(after, "row %zu", i);
    }
}

Test(units, rows_of_a_family_stand_together)
{
    struct lc_study *study = brute_study();
    size_t together = 0;
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct lc_random r;
        struct lc_cohort with, without;
        uint32_t *unit, alone[BRUTE_CHILDREN];
        lc_random_init(&r, seed, 4);
        struct lc_store store = brute_store(&r);
        cr_assert(eq(int, lc_kin_units(&store, &unit, NULL), LC_OK));
        build(&with, study, &store);
        store.families = 0;
        build(&without, study, &store);
        for (uint32_t c = 0; c < BRUTE_CHILDREN; c++) {
            alone[c] = c;
            together += unit[c] != c;
        }
        check_order(&with, unit);
        check_order(&without, alone);
        cr_expect(with.families && !without.families);
        cr_assert(eq(sz, with.n, without.n));
        for (size_t i = 0; i < with.n; i++)
            cr_assert(holds(&with, &without, i));
        lc_cohort_free(&with);
        lc_cohort_free(&without);
        lc_store_free(&store);
        free(unit);
    }
    cr_assert(lt(sz, 10, together));
    lc_study_free(study);
}
