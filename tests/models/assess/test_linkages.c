/* What is told of drawn linkages: what could be judged, and by whole records. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>

#include "base/begin.h"
#include "models/assess/linkages_inside.h"

TestSuite(linkages, .init = lc_begin);

static const struct lc_rubin none = { NAN, NAN, NAN, NAN, NAN, NAN };

static void is(json_t *told, json_type want)
{
    cr_assert_not_null(told);
    cr_expect(eq(int, json_typeof(told), want));
    json_decref(told);
}

/* 1 -+ 1.96 x 0.4 is above 0, and so is (0.1, 2), not (-0.1, 2); (-2, -1) lies on the
 * other side. 1 -+ 1.96 holds 0 as (-1, 1) does. */
Test(linkages, a_conclusion_moves)
{
    static const struct lc_rubin above = { .low = 0.1, .high = 2 },
                                 over = { .low = -0.1, .high = 2 },
                                 below = { .low = -2, .high = -1 },
                                 wide = { .low = -1, .high = 1 };
    struct lc_judged_terms terms = { 0 };
    is(lc_linkages_judge(&terms, 1, 0.4, &above), JSON_FALSE);
    is(lc_linkages_judge(&terms, 1, 0.4, &over), JSON_TRUE);
    is(lc_linkages_judge(&terms, 1, 0.4, &below), JSON_TRUE);
    is(lc_linkages_judge(&terms, 1, 1, &wide), JSON_FALSE);
    cr_expect(eq(sz, terms.judged, 4));
    json_t *moved = lc_linkages_moved(&terms);
    cr_expect(eq(llong, json_integer_value(moved), 2));
    json_decref(moved);
}

/* A fit under a penalty has no standard errors, a boosted one no terms, and one draw no
 * average: that nothing moves would say that somebody had looked. */
Test(linkages, what_has_no_interval_is_not_judged)
{
    static const struct lc_rubin known = { .low = -1, .high = 1 };
    struct lc_judged_terms terms = { 0 };
    is(lc_linkages_moved(&terms), JSON_NULL);
    is(lc_linkages_judge(&terms, 1, NAN, &none), JSON_NULL);
    is(lc_linkages_judge(&terms, 1, NAN, &known), JSON_NULL);
    is(lc_linkages_judge(&terms, 1, 0.4, &none), JSON_NULL);
    cr_expect(eq(sz, terms.judged, 0));
    is(lc_linkages_moved(&terms), JSON_NULL);
}

/* One record in ten draws is told as few, not as none. */
Test(linkages, a_record_of_any_draw_is_not_none)
{
    cr_expect(eq(sz, lc_linkages_each(0), 0));
    cr_expect(eq(sz, lc_linkages_each(1), 1));
    cr_expect(eq(sz, lc_linkages_each(10), 1));
    cr_expect(eq(sz, lc_linkages_each(11), 2));
}
