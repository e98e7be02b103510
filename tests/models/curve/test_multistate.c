/* States: by hand, as competing risks where nobody moves on, and what is refused. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/curve/aalen_johansen.h"
#include "models/curve/multistate.h"

TestSuite(multistate, .init = lc_begin);

/* Three people. A goes to state 1 at 1 and back to 2 at 3; B goes to 1 at 2 and stays
 * to 4; C stays in 0 to 4. After 1: p = (2/3, 1/3, 0). After 2: half of those left in 0
 * go to 1: (1/3, 2/3, 0). At 3 one of the two in 1 goes to 2: (1/3, 1/3, 1/3). Time in
 * each up to 4: state 0 1 + 2/3 + 1/3 + 1/3, state 1 1/3 + 2/3 + 1/3, state 2 1/3. */
Test(multistate, three_people_by_hand)
{
    static const double start[] = { 1, 0, 0, 2, 0 }, stop[] = { 3, 1, 2, 4, 4 };
    static const int32_t event[] = { 2, 1, 1, 0, 0 }, id[] = { 0, 0, 1, 1, 2 };
    static const double p[3][3] = { { 2. / 3, 1. / 3, 0 },
                                    { 1. / 3, 2. / 3, 0 },
                                    { 1. / 3, 1. / 3, 1. / 3 } };
    static const double mean[] = { 7. / 3, 4. / 3, 1. / 3 };
    struct lc_spells s = { .n = 5,
                           .ids = 3,
                           .start = start,
                           .stop = stop,
                           .event = event,
                           .id = id,
                           .states = 3 };
    struct lc_multistate *m;
    cr_assert_eq(lc_multistate_new(&m, &s, 4, NULL), LC_OK);
    cr_assert_eq(m->times, 3);
    for (int j = 0; j < 3; j++)
        for (int k = 0; k < 3; k++)
            cr_expect_float_eq(m->probability[j * 3 + k], p[j][k], 1e-15);
    for (int k = 0; k < 3; k++)
        cr_expect_float_eq(m->mean[k], mean[k], 1e-14);
    cr_expect_float_eq(m->at_risk[2 * 3 + 1], 2, 1e-15);
    cr_expect_float_eq(m->moved[2 * 3 + 2], 1, 1e-15);
    /* p_1 after the first time is a share of three: sqrt(1/3 2/3 / 3) */
    cr_expect_float_eq(m->se[1], sqrt(2. / 27), 1e-15);
    cr_expect_eq(lc_multistate_at(m, 0.5), SIZE_MAX);
    cr_expect_eq(lc_multistate_at(m, 2.5), 1);
    lc_multistate_free(m);
}

Test(multistate, with_nobody_moving_on_it_is_competing_risks)
{
    enum { N = 300 };
    static double start[N], stop[N], weight[N];
    static int32_t event[N], id[N];
    struct lc_random r;
    lc_random_init(&r, 3, 0);
    for (int i = 0; i < N; i++) {
        stop[i] = ceil(20 * lc_random_unit(&r));
        start[i] = i % 3 ? 0 : floor(stop[i] * 0.3 * lc_random_unit(&r));
        event[i] = (int32_t)(3 * lc_random_unit(&r));
        weight[i] = 0.5 + lc_random_unit(&r);
        id[i] = i;
    }
    struct lc_spells s = { N, N, start, stop, event, weight, id, 3 };
    struct lc_lives lives = { .n = N,
                              .start = start,
                              .stop = stop,
                              .cause = event,
                              .weight = weight,
                              .causes = 2 };
    struct lc_multistate *m;
    struct lc_risk_table *table;
    struct lc_aj *aj;
    cr_assert_eq(lc_multistate_new(&m, &s, -1, NULL), LC_OK);
    cr_assert_eq(lc_risk_table_new(&table, &lives, NULL), LC_OK);
    cr_assert_eq(lc_aj_new(&aj, table, &lives, NULL), LC_OK);
    cr_assert_gt(m->times, 10);
    for (size_t j = 0; j < m->times; j++)
        for (int cause = 1; cause <= 2; cause++) {
            double incidence, se;
            lc_aj_at(aj, cause, m->time[j], &incidence, &se);
            cr_expect_float_eq(m->probability[j * 3 + (size_t)cause], incidence, 1e-12);
            cr_expect_float_eq(m->se[j * 3 + (size_t)cause], se, 1e-12);
        }
    lc_aj_free(aj);
    lc_risk_table_free(table);
    lc_multistate_free(m);
}

Test(multistate, spells_of_one_person_may_not_overlap)
{
    static const double start[] = { 0, 2 }, stop[] = { 3, 4 };
    static const int32_t event[] = { 1, 0 }, id[] = { 0, 0 };
    struct lc_spells s = { 2, 1, start, stop, event, NULL, id, 2 };
    struct lc_multistate *m;
    struct lc_error err = { 0 };
    cr_expect_eq(lc_multistate_new(&m, &s, -1, &err), LC_RANGE);
    cr_expect(strstr(err.text, "row 2") != NULL, "%s", err.text);
    cr_expect(m == NULL);
}
