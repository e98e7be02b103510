/* Who is joined, and who must not be: records of several rows, three sources, nobody's
 * names, twins. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <string.h>

#include "base/begin.h"
#include "support/invented.h"

TestSuite(joined, .init = lc_begin);

static struct person *const a = invented_a, *const b = invented_b;

/* A record in two rows: an earlier surname, an earlier postcode; the best counts, and
 * its pairs are made once. */
Test(joined, of_several_rows_the_best_counts)
{
    struct lc_match_found found;
    invented_files(11);
    lc_match *match = invented_match(2, true);
    for (int i = 0; i < EACH; i++) {
        struct person old = b[i];
        invented_add(match, 0, a + i, false);
        if (i < SHARED && i % 7 == 0) {
            strcpy(old.cell[SURNAME], a[i].cell[SURNAME]);
            strcpy(old.cell[FORENAME], "");
            invented_add(match, 1, &old, false);
            invented_add(match, 1, b + i, true);
        } else {
            invented_add(match, 1, b + i, false);
        }
    }
    found = invented_run(match, 2);
    cr_expect(eq(u32, (uint32_t)found.records, 2 * EACH));
    for (size_t i = 0; i < found.pairs; i++) {
        const struct lc_match_pair *p = found.pair + i;
        cr_assert(i == 0 || p[0].a != p[-1].a || p[0].b != p[-1].b);
        uint32_t who = p->b - EACH;
        if (p->a == who && who % 7 == 0 && who < SHARED)
            cr_expect(eq(uint, lc_match_level(p->levels, SURNAME),
                         match->field[SURNAME].role->levels));
    }
    lc_match_free(match);
}

/* Three sources, each with a person once: a cluster has one row of each at most, and
 * the shared are found in all. */
Test(joined, of_three_sources_one_each)
{
    static struct person c[EACH];
    struct lc_match_found found;
    struct lc_random r;
    lc_random_init(&r, 21, 0);
    invented_files(20);
    lc_match *match = invented_match(3, true);
    for (int i = 0; i < EACH; i++) {
        c[i] = a[i];
        invented_slips(&r, c + i);
        invented_add(match, 0, a + i, false);
        invented_add(match, 1, b + i, false);
        invented_add(match, 2, c + i, false);
    }
    found = invented_run(match, 2);
    int together = 0, each[3 * EACH] = { 0 };
    for (uint32_t i = 0; i < EACH; i++)
        together += found.cluster[i] == found.cluster[2 * EACH + i];
    cr_expect(together > 0.95 * EACH, "%d", together);
    for (uint32_t i = 0; i < found.records; i++) {
        bool twice = each[found.cluster[i]] & 1 << i / EACH;
        cr_expect(not(twice));
        each[found.cluster[i]] |= 1 << i / EACH;
    }
    lc_match_free(match);
}

/* --- what must not be joined ------------------------------------------------------ */

/* Placeholders weigh nothing: a hundred Unknown Unknowns of one file are a hundred. */
Test(joined, placeholders_join_nobody)
{
    struct person nobody = { { "Unknown", "Unknown", "1900-01-01", "ZZ99 3VZ", "U" },
                             0 };
    struct lc_match_found found;
    invented_files(12);
    lc_match *match = invented_match(2, true);
    for (int i = 0; i < EACH; i++) {
        invented_add(match, 0, i < 100 ? &nobody : a + i, false);
        invented_add(match, 1, i < 100 ? &nobody : b + i, false);
    }
    found = invented_run(match, 2);
    for (uint32_t i = 0; i < 100; i++)
        cr_expect(found.cluster[i] == i && found.cluster[EACH + i] == EACH + i);
    lc_match_free(match);
}

/* Twins in one file each, the one here and the other there: one surname, birth date and
 * postcode, another forename, as often as not another sex. (Were one child's forename
 * another in one of ten, as elsewhere here, nobody could tell them apart.) */
Test(joined, twins_stay_apart)
{
    struct lc_match_found found;
    struct lc_random r;
    lc_random_init(&r, 14, 0);
    invented_files(13);
    for (int i = 0; i < SHARED; i++)
        strcpy(b[i].cell[FORENAME], a[i].cell[FORENAME]);
    for (int i = SHARED; i < SHARED + 60; i++) {
        struct person twin = a[i];
        invented_person(&r, &b[i]);
        strcpy(twin.cell[FORENAME], b[i].cell[FORENAME]);
        strcpy(twin.cell[SEX], b[i].cell[SEX]);
        b[i] = twin;
    }
    lc_match *match = invented_run_files(&found, 1);
    int joined = 0;
    for (uint32_t i = SHARED; i < SHARED + 60; i++)
        joined += found.cluster[EACH + i] == found.cluster[i];
    cr_expect(joined <= 3, "%d of 60", joined);
    cr_expect(fabs(found.households - 60) < 30, "%f", found.households);
    lc_match_free(match);
}

/* Nothing, one row, one field that says nothing: no pairs, and no fault. */
Test(joined, of_next_to_nothing)
{
    struct person empty = { { "", "", "", "", "" }, 0 };
    for (int rows = 0; rows < 4; rows++) {
        struct lc_match_found found;
        lc_match *match = invented_match(1, false);
        for (int i = 0; i < rows; i++)
            invented_add(match, 0, &empty, false);
        found = invented_run(match, 1);
        cr_expect(eq(sz, found.pairs, 0));
        cr_expect(eq(sz, found.clusters, (size_t)rows));
        lc_match_free(match);
    }
}
